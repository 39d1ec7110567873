"""The words that name a speaker: "a spokesman for the coalition", "police in Kesh", "Ana Ruiz, the mayor"."""

from __future__ import annotations

from dataclasses import replace

from tollbook.extract.arguments import is_time
from tollbook.extract.phrases import NOUN_TAGS, WEEKDAYS, Phrase
from tollbook.extract.sentence import Sentence
from tollbook.extract.speaker_kinds import (
    ARTICLES,
    NAME_TAGS,
    Speaker,
    SpeakerKind,
    is_plural,
    kind_of_speaker,
)
from tollbook.extract.speech import sources, speech

_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_RELATIVES = frozenset(["who", "which", "that"])
_DASHES = frozenset(["-", "--", "\u2013", "\u2014"])
_OPENING_QUOTES = frozenset(['"', "\u201c", "``", "\u00ab", "\u2018"])
_PREPOSITIONS = frozenset(
    ["among", "at", "by", "from", "in", "into", "near", "of", "on", "to", "with", "against", "under"]
)
_DAYS = WEEKDAYS | {"today", "tomorrow", "yesterday"}
_LONGEST_REMARK = 30


def speaker_before(sentence: Sentence, end: int, language: str = "en") -> Speaker | None:
    """Return the speaker whose words end before the verb group at token `end`, or None.

    Args:
        sentence: the sentence.
        end: first token of the verb group.
        language: whose words to use.
    """
    k, name = _before_remarks(sentence, end, language)
    if name is not None:
        return name
    if k > 0 and sentence.lower[k - 1] in _RELATIVES:
        return _antecedent(sentence, k - 1, language)
    phrase = sentence.ends.get(k) or _cut_short(sentence, k)
    if phrase is None and k > 0 and _names_a_source(sentence.lower[k - 1], language):
        return _taken_for_verb(sentence, k, language)
    if phrase is None or (is_time(sentence, phrase) and sentence.tags[phrase.head] != "PRP"):
        return _behind_relative_clause(sentence, end, language)
    speaker = _with_ties(sentence, phrase, language)
    if sentence.word(speaker.start - 1) in _PREPOSITIONS or sentence.tag(speaker.start - 1) in ("VBD", "VBN"):
        return _behind_relative_clause(sentence, end, language)
    return speaker


def _cut_short(sentence: Sentence, end: int) -> Phrase | None:
    """Return the phrase that took in the verb at token `end`, without it ("Professor Ruiz questions")."""
    over = sentence.phrase_over(end) if end < len(sentence) else None
    if over is None or over.start >= end or sentence.tags[end - 1] not in NOUN_TAGS:
        return None
    return Phrase(over.start, end, end - 1, over.quantity, over.possessor)


def _behind_relative_clause(sentence: Sentence, end: int, language: str) -> Speaker | None:
    """Return the subject that the sentence opens with, when only a relative clause parts it from the verb."""
    first = sentence.starts.get(0)
    if first is None or first.end >= end:
        return None
    stop = _end_of_ties(sentence, first, language)
    follower = sentence.word(stop)
    relative = (
        sentence.word(stop + 1) if follower in ("in", "on", "at", "of", "to", "for", "with") else follower
    )
    if relative not in ("who", "whom", "which", "whose", "that") or "," in sentence.lower[stop:end]:
        return None
    speaker = _speaker(sentence, first, first.start, stop, language)
    return speaker if speaker.speaks else None


def _names_a_source(word: str, language: str) -> bool:
    """Tell whether a noun names one who can speak."""
    known = sources(language)
    return word in known.documents or word in known.bodies or word in known.persons


def _taken_for_verb(sentence: Sentence, end: int, language: str) -> Speaker:
    """Return the speaker whose noun was taken for a verb ("media reports say")."""
    before = sentence.ends.get(end - 1)
    start = end - 1 if before is None else before.start
    return _speaker(sentence, Phrase(start, end, end - 1), start, end, language)


def _antecedent(sentence: Sentence, relative: int, language: str) -> Speaker | None:
    """Return the speaker that a relative pronoun stands for."""
    if sentence.lower[relative] == "that":
        return None
    end = relative - 1 if sentence.word(relative - 1) == "," else relative
    phrase = sentence.ends.get(end)
    return None if phrase is None else _with_ties(sentence, phrase, language)


def _before_remarks(sentence: Sentence, end: int, language: str) -> tuple[int, Speaker | None]:
    """Return the end of the subject before `end`, or the name that stands beside it between commas."""
    k = end
    for _ in range(6):
        if k <= 0:
            break
        if sentence.lower[k - 1] == ",":
            opened = _opener(sentence, k - 1, language)
            if opened is None:
                break
            name = _apposed_name(sentence, opened, k - 1, language)
            if name is not None:
                return k, name
            k = opened
        elif sentence.lower[k - 1] == ")" and "(" in sentence.lower[:k]:
            k = k - 1 - sentence.lower[:k][::-1].index("(") + 0
        else:
            before = _before_adverbial(sentence, k)
            if before == k:
                break
            k = before
    return k, None


def _before_adverbial(sentence: Sentence, k: int) -> int:
    """Return the end of what stands before an adverb or a time that ends at `k`, or `k`."""
    if sentence.tags[k - 1] in ("RB", "RBR") and k not in sentence.ends:
        return k - 1
    phrase = sentence.ends.get(k)
    if phrase is None or not is_time(sentence, phrase) or phrase.start == 0:
        return k
    start = phrase.start
    if sentence.lower[start - 1] in (
        "on",
        "in",
        "at",
        "by",
        "early",
        "late",
        "earlier",
        "later",
        "since",
        "of",
    ):
        start -= 1
    return start if start in sentence.ends or _is_time_before(sentence, start) else k


def _is_time_before(sentence: Sentence, k: int) -> bool:
    """Tell whether one more adverbial, or a comma, stands before token `k`."""
    return k > 0 and (
        sentence.tags[k - 1] == "RB" or sentence.lower[k - 1] == "," or sentence.lower[k - 1] in _RELATIVES
    )


def _opener(sentence: Sentence, close: int, language: str) -> int | None:
    """Return the comma that opens the remark which the comma at `close` ends, or None."""
    persons = sources(language).persons
    for j in range(close - 1, max(0, close - _LONGEST_REMARK), -1):
        ends = j in sentence.ends or sentence.lower[j - 1] in persons
        if sentence.lower[j] == "," and ends and _is_remark(sentence, j + 1, close):
            return j
    return None


def _is_remark(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether tokens `start` to `end` are a remark on the phrase before them, not a clause."""
    if sentence.lower[start] in ("who", "which", "whose", "where"):
        return True
    tags = sentence.tags[start:end]
    if _FINITE & set(tags) and sentence.lower[start] not in ("quoting", "citing", "speaking"):
        return False
    return sentence.tags[start] in ("VBN", "VBG", "IN", "DT", "NN", "NNP", "JJ", "CD", "NNS", "RB")


def _apposed_name(sentence: Sentence, opened: int, close: int, language: str) -> Speaker | None:
    """Return the name between two commas that says who the phrase before them is, or None."""
    phrase = sentence.starts.get(opened + 1)
    before = sentence.ends.get(opened)
    if phrase is None or phrase.end != close or not _is_name(sentence, phrase):
        return None
    if before is None:
        return _speaker(sentence, phrase, phrase.start, phrase.end, language)
    if _is_name(sentence, before) and sentence.lower[before.start] not in ARTICLES:
        return None
    speaker = _speaker(sentence, phrase, phrase.start, phrase.end, language)
    one_word = phrase.end - phrase.start == 1 and speaker.kind is SpeakerKind.NAME
    tied = sentence.word(before.start - 1) in speech(language).ties
    return None if tied and (one_word or sentence.lower[before.start - 1] not in ("for", "of")) else speaker


def _is_name(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a phrase ends in a proper noun written as one."""
    return sentence.tags[phrase.head] in NAME_TAGS and sentence.tokens.words[phrase.head][:1].isupper()


def _with_ties(sentence: Sentence, phrase: Phrase, language: str) -> Speaker:
    """Return the speaker that a phrase belongs to: climbed by its prepositions, coordinated to the left."""
    top, end = _without_day(sentence, phrase), phrase.end
    for _ in range(4):
        above, cut = _tied_to(sentence, top, language)
        if above is None:
            break
        top, end = _without_day(sentence, above), cut or end
    start = _before_hyphen(sentence, _first_of_pair(sentence, top, language))
    speaker = _speaker(sentence, top, start, end, language)
    return replace(speaker, plural=True) if start < top.start else speaker


def _before_hyphen(sentence: Sentence, start: int) -> int:
    """Return where a phrase begins that "U.S.-led" was cut off from."""
    if sentence.word(start - 2) != "-" or sentence.tag(start - 1) not in ("VBN", "VBD"):
        return start
    before = sentence.ends.get(start - 2)
    return start if before is None else before.start


def _without_day(sentence: Sentence, phrase: Phrase) -> Phrase:
    """Return a phrase without the day that stands before it ("On Tuesday officials said")."""
    if phrase.start == phrase.head or sentence.lower[phrase.start] not in _DAYS:
        return phrase
    return Phrase(phrase.start + 1, phrase.end, phrase.head, phrase.quantity, phrase.possessor)


def _tied_to(sentence: Sentence, phrase: Phrase, language: str) -> tuple[Phrase | None, int | None]:
    """Return the phrase that this one hangs on, and where its words end if a participle cuts them."""
    k = phrase.start - 1
    if k < 1:
        return None, None
    word = sentence.lower[k]
    if word == "by" and sentence.word(k - 1) in ("quoted", "cited", "interviewed", "contacted", "reached"):
        return sentence.ends.get(k - 1), k - 1
    return _tied_by(sentence, phrase, word, language)


def _tied_by(
    sentence: Sentence, phrase: Phrase, word: str, language: str
) -> tuple[Phrase | None, int | None]:
    """Return the phrase that this one hangs on by the word before it, and where its words end if a participle cuts them."""
    k = phrase.start - 1
    if (
        k == 1
        and word in ("from", "in")
        and sentence.lower[0] in sources(language).documents
        and 1 not in sentence.ends
    ):
        return Phrase(0, 1, 0), None
    if word == "to" and sentence.word(k - 1) == "close":
        return sentence.ends.get(k - 1), None
    if word == "based" or (word in speech(language).ties and sentence.tags[k] in ("IN", "TO")):
        above, cut = sentence.ends.get(k), None
        if above is None and sentence.tags[k - 1] in ("VBN", "VBD"):
            above, cut = sentence.ends.get(k - 1), k - 1
        if above is not None and not is_time(sentence, above) and _holds(sentence, above, word, language):
            return above, cut
    if word == "," and sentence.tags[phrase.head] in NAME_TAGS:
        return _place_before_comma(sentence, k), None
    return None, None


def _place_before_comma(sentence: Sentence, comma: int) -> Phrase | None:
    """Return the place that "Alexandria, Virginia" begins with, when a preposition ties it to something."""
    above = sentence.ends.get(comma)
    if above is None or sentence.tags[above.head] not in NAME_TAGS:
        return None
    tied = sentence.word(above.start - 1) in ("in", "at", "near", "from", "of")
    return above if tied and above.start - 1 in sentence.ends else None


def _holds(sentence: Sentence, above: Phrase, preposition: str, language: str) -> bool:
    """Tell whether a speaker's phrase may carry this preposition."""
    if preposition == "of" or (above.start > 1 and sentence.lower[above.start - 1] in ("of", "for")):
        return True
    kind = kind_of_speaker(sentence, above, language)
    return kind in (
        SpeakerKind.PERSON,
        SpeakerKind.BODY,
        SpeakerKind.MEDIUM,
        SpeakerKind.DOCUMENT,
        SpeakerKind.NAME,
    )


def _first_of_pair(sentence: Sentence, phrase: Phrase, language: str) -> int:
    """Return the first token of "police and X", or of the phrase itself when nothing is joined to it."""
    start = phrase.start
    if sentence.word(start - 1) != "and":
        return start
    before = sentence.ends.get(start - 1)
    if before is None or kind_of_speaker(sentence, before, language) in (
        SpeakerKind.OTHER,
        SpeakerKind.PRONOUN,
    ):
        return start
    above, _ = _tied_to(sentence, before, language)
    first = (above or before).start
    opens = first == 0 or sentence.lower[first - 1] in (
        ",",
        "that",
        "but",
        "as",
        "while",
        *_OPENING_QUOTES,
        *_DASHES,
    )
    return first if opens and before.quantity is None else start


def speaker_after(sentence: Sentence, start: int, language: str = "en") -> Speaker | None:
    """Return the speaker whose words begin at token `start`, with what is tied to it, or None.

    Args:
        sentence: the sentence.
        start: where the words should begin.
        language: whose words to use.
    """
    phrase = sentence.starts.get(start)
    over = sentence.phrase_over(start) if phrase is None and start < len(sentence) else None
    if over is not None and over.head >= start:
        phrase = Phrase(start, over.end, over.head, over.quantity)
    if phrase is None or is_time(sentence, phrase):
        return None
    end = _end_of_ties(sentence, phrase, language)
    named = _name_behind(sentence, phrase, end, language)
    if named is not None:
        return named
    speaker = _speaker(sentence, phrase, phrase.start, end, language)
    follower = sentence.starts.get(end + 1)
    if sentence.word(end) == "and" and follower is not None and not _begins_clause(sentence, follower):
        joined = kind_of_speaker(sentence, follower, language)
        if joined not in (SpeakerKind.OTHER, SpeakerKind.PRONOUN):
            return replace(speaker, end=_end_of_ties(sentence, follower, language), plural=True)
    return speaker


def _begins_clause(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a finite verb follows a phrase."""
    return sentence.tag(phrase.end) in _FINITE


def _end_of_ties(sentence: Sentence, phrase: Phrase, language: str) -> int:
    """Return the token behind a phrase and what prepositions tie to it."""
    end, current = phrase.end, phrase
    for _ in range(3):
        if sentence.word(end) not in speech(language).ties or not _holds(
            sentence, current, sentence.word(end), language
        ):
            break
        follower = sentence.starts.get(end + 1)
        if follower is None or is_time(sentence, follower) or follower.quantity is not None:
            break
        end, current = follower.end, follower
    return end


def _name_behind(sentence: Sentence, phrase: Phrase, end: int, language: str) -> Speaker | None:
    """Return the name that follows a speaker's description behind a comma ("a doctor, Ana Ruiz"), or None."""
    if sentence.word(end) != "," or _is_name(sentence, phrase):
        return None
    follower = sentence.starts.get(end + 1)
    if follower is None or not _is_name(sentence, follower):
        return None
    if sentence.word(follower.end) not in (",", ".", ";", ""):
        return None
    return _speaker(sentence, follower, follower.start, follower.end, language)


def _speaker(sentence: Sentence, phrase: Phrase, start: int, end: int, language: str) -> Speaker:
    """Return a speaker with what kind it is."""
    return Speaker(
        start=start,
        end=end,
        head=phrase.head,
        kind=kind_of_speaker(sentence, phrase, language),
        plural=is_plural(sentence, phrase),
    )
