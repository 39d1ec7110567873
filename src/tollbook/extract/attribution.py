"""Who says what within one sentence: each attribution is a speaker, what they do, and the words it covers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tollbook.extract.arguments import BE, verb_group
from tollbook.extract.relays import relays
from tollbook.extract.speaker_phrases import Attribution, SpeakerKind, speaker_after, speaker_before
from tollbook.extract.speech import Act, has_phrase, sources, speech

if TYPE_CHECKING:
    from tollbook.extract.arguments import VerbGroup
    from tollbook.extract.sentence import Sentence
    from tollbook.extract.speaker_phrases import Speaker
    from tollbook.extract.speech import Speech

_QUOTES = frozenset(['"', "\u201c", "\u201d", "``", "''", "\u00ab", "\u00bb"])
_ENDS = frozenset([".", ";", ")", "!", "?", "\u2026", *_QUOTES])
_NEGATIONS = frozenset(["not", "never", "nor", "neither", "cannot"])
_AFTERTHOUGHTS = frozenset(
    "after as when while before in during following citing quoting speaking adding referring at by from since through".split()
)
_JOINERS = frozenset(["and", "but", "while", "whereas", "although", "though", ";", "or", "yet"])
_SUBJECT_ACTS = frozenset({Act.COUNT, Act.PUT, Act.CHANGE, Act.SHOW, Act.ACCUSE, Act.CALL, Act.DENY, Act.WITHDRAW, Act.ACCEPT, Act.QUOTE})
"""What these verbs do is speech only when one who can speak does it."""
_TOLL_OBJECTS = frozenset(["dead", "deaths", "killed", "casualties", "losses", "injured", "wounded", "missing", "it", "them", "dead."])
_PRONOUN_OBJECTS = frozenset(["it", "itself", "them", "themselves", "this", "return", "dead"])
_NOUNS_TOO = frozenset(["challenges", "contests", "counts", "disputes", "doubts", "estimates", "questions", "records", "reports"])
_PROCLAIMED = frozenset(["curfew", "emergency", "independence", "mourning", "state", "war"])
_SPEAKING_OF = frozenset(["speak", "speaks", "spoke", "spoken", "speaking"])
_CLAIMING = frozenset(["claim", "claims", "claimed", "claiming"])
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_DEATHLY = frozenset(["dead", "killed", "missing", "injured", "wounded", "safe", "kidnapped", "arrested", "detained"])


def attributions(sentence: Sentence, language: str = "en") -> list[Attribution]:
    """Return the attributions of a sentence, in the order of their verbs.

    Args:
        sentence: the sentence.
        language: whose words to use.
    """
    verbs = speech(language).verbs
    found: list[Attribution] = []
    for i, word in enumerate(sentence.lower):
        act = verbs.get(word)
        made: Attribution | None = None
        if act is not None:
            made = _by_verb(sentence, i, act, found, language)
        elif word == "according" and sentence.word(i + 1) == "to":
            made = _according(sentence, i, language)
        elif word == ":":
            made = _by_colon(sentence, i, language)
        elif word == "that" and i > 1:
            made = _by_noun(sentence, i, language)
        elif word == "(":
            made = _by_bracket(sentence, i, language)
        if made is not None:
            found.append(made)
    found = [_bounded(found, n) for n in range(len(found))]
    return relays(sentence, found, language)


def _bounded(found: list[Attribution], n: int) -> Attribution:
    """Return attribution `n` with its words ending where a later one that looks back names its speaker."""
    this = found[n]
    for other in found[n + 1 :]:
        if other.backward and this.start < other.speaker.start <= this.end and other.speaker != this.speaker:
            first = min(other.speaker.start, other.verb)
            return replace(this, end=first)
    return this


def _by_verb(sentence: Sentence, i: int, act: Act, found: list[Attribution], language: str) -> Attribution | None:
    """Return the attribution that the verb at token `i` makes, or None."""
    if not sentence.tags[i].startswith("V") and not _verb_in_spite_of_tag(sentence, i, language):
        return None
    if _noun_after_all(sentence, i, language):
        return None
    group = verb_group(sentence, i)
    negated = any(word in _NEGATIONS or word.endswith("n't") for word in group.words)
    if act is Act.ACCEPT or (negated and sentence.lower[i] in speech(language).accepts):
        if not negated:
            return None
        act = Act.DENY
    elif negated or "MD" in sentence.tags[group.start : i] or _infinitive(sentence, group):
        return None
    if sentence.tags[i] != "VBG" and any(word in BE for word in group.words):
        return _passive(sentence, i, group, act, language)
    if sentence.word(i + 1) in _DEATHLY or act is Act.INTERVIEW:
        return None
    speaker = _subject(sentence, group, found, language)
    if speaker is None:
        return _inverted(sentence, i, act, language) if act in (Act.SAY, Act.TELL) else None
    if not _fits(sentence, i, act, speaker, language):
        return None
    return _placed(sentence, i, act, speaker, language)


def _noun_after_all(sentence: Sentence, i: int, language: str) -> bool:
    """Tell whether a form that is a noun too stands right before a verb of speech ("media reports say")."""
    following = speech(language).verbs.get(sentence.word(i + 1))
    return following in (Act.SAY, Act.QUOTE, Act.SHOW) and sentence.lower[i] in sources(language).documents


def _verb_in_spite_of_tag(sentence: Sentence, i: int, language: str) -> bool:
    """Tell whether a form that only a verb of speech has was tagged as something else."""
    if sentence.lower[i] in ("says", "said", "told", "tells", "announced", "confirmed", "put"):
        return True
    if sentence.word(i + 1) == "that" and sentence.tags[i][:1] in "NJ":
        known = speech(language)
        return sentence.lower[i] not in known.figures and sentence.lower[i] not in sources(language).documents
    if sentence.lower[i] in ("accused", "accuses"):
        return sentence.tag(i - 1)[:1] == "N" and sentence.tag(i + 1) in ("DT", "NNP", "PRP", "PRP$")
    return sentence.lower[i] in _NOUNS_TOO and sentence.tag(i + 1) in ("DT", "PRP$") and i > 0


def _infinitive(sentence: Sentence, group: VerbGroup) -> bool:
    """Tell whether the verb is an infinitive or stands alone behind "to"."""
    return group.infinitive or sentence.word(group.verb - 1) == "to"


def _subject(sentence: Sentence, group: VerbGroup, found: list[Attribution], language: str) -> Speaker | None:
    """Return the speaker that a verb group has for its subject, own or shared."""
    start = group.start
    before = sentence.word(start - 1)
    bare = group.start == group.verb and sentence.tags[group.verb] == "VBG"
    if before == "that" and start >= 2:
        return None
    if bare:
        return _subject_of_participle(sentence, start, found, language)
    own = speaker_before(sentence, start, language)
    if own is not None:
        return None if own.kind is SpeakerKind.OTHER and own.head in _counted_heads(sentence) else own
    if before in ("and", "but", "or", ",", "then"):
        return _shared_subject(sentence, start, found, language)
    return None


def _counted_heads(sentence: Sentence) -> frozenset[int]:
    """Return the heads of the phrases that state a number."""
    return frozenset(phrase.head for phrase in sentence.phrases if phrase.quantity is not None)


def _subject_of_participle(
    sentence: Sentence, start: int, found: list[Attribution], language: str
) -> Speaker | None:
    """Return who does what a bare -ing form says: the noun before it, or the sentence's speaker."""
    if sentence.word(start - 1) == "as":
        return None
    own = sentence.ends.get(start)
    if own is not None:
        speaker = speaker_before(sentence, start, language)
        return speaker if speaker is not None and speaker.speaks else None
    return _shared_subject(sentence, start, found, language)


def _shared_subject(sentence: Sentence, start: int, found: list[Attribution], language: str) -> Speaker | None:
    """Return the speaker of the verb that this one is coordinated to."""
    if found:
        return found[-1].speaker
    if sentence.word(start - 1) == "," and sentence.ends.get(start - 1) is not None:
        beside = speaker_before(sentence, start - 1, language)
        if beside is not None and beside.speaks:
            return beside
    for k in range(start - 1, -1, -1):
        if sentence.tags[k] in ("VBD", "VBZ", "VBP") and sentence.lower[k] not in ("that", ","):
            speaker = speaker_before(sentence, verb_group(sentence, k).start, language)
            if speaker is not None:
                return speaker if speaker.speaks else None
    return None


def _fits(sentence: Sentence, i: int, act: Act, speaker: Speaker, language: str) -> bool:
    """Tell whether this verb is speech in the mouth of this speaker, with these words behind it."""
    if act is Act.DENY and sentence.word(i + 1) in ("him", "her", "them"):
        return True
    if act in _SUBJECT_ACTS and not speaker.speaks:
        return False
    window = sentence.lower[i + 1 : i + 9]
    if sentence.lower[i] in _CLAIMING and _takes_lives(sentence, i, speaker):
        return False
    words = speech(language)
    if sentence.lower[i].startswith("declar") and _PROCLAIMED & set(window):
        return False
    if sentence.lower[i] in _SPEAKING_OF:
        return sentence.word(i + 1) == "of" and speaker.speaks
    if act is Act.CALL:
        return _calls_wrong(sentence.lower[i + 1 : i + 15], words)
    if sentence.lower[i].startswith("suspect"):
        return "that" in window[:2]
    if act is Act.PUT:
        return ("at" in window or "as" in window) and bool((words.numbers | _TOLL_OBJECTS) & set(window))
    if act in (Act.CHANGE, Act.WITHDRAW):
        return bool((words.figures | _PRONOUN_OBJECTS) & set(window[:6]))
    if act is Act.SHOW:
        return speaker.kind is SpeakerKind.DOCUMENT or "that" in window[:4] or i + 2 >= len(sentence)
    return True


def _calls_wrong(behind: list[str], words: Speech) -> bool:
    """Tell whether the words behind a verb of calling name a figure and reject it."""
    named = (words.figures | _PRONOUN_OBJECTS) & set(behind[:12])
    return bool(named) and (bool(words.predicates & set(behind)) or has_phrase(behind, words))


def _takes_lives(sentence: Sentence, i: int, speaker: Speaker) -> bool:
    """Tell whether "claim" means to kill ("the storm claimed 12 lives", "claimed over 100 dead")."""
    if {"lives", "life", "victims"} & set(sentence.lower[i + 1 : i + 8]):
        return True
    phrase = sentence.starts.get(i + 1)
    counted = phrase is not None and phrase.quantity is not None and sentence.tag(phrase.end) not in _FINITE
    return counted and speaker.kind in (SpeakerKind.NAME, SpeakerKind.OTHER)


def _placed(sentence: Sentence, i: int, act: Act, speaker: Speaker, language: str) -> Attribution:
    """Return the attribution with the words that it covers: those behind the verb, or those before the speaker."""
    n = len(sentence)
    after = _behind_modifiers(sentence, i + 1, act)
    content_before = speaker.start > 0 and sentence.lower[speaker.start - 1] in (",", ":", "-", "--", "\u2013", "\u2014", *_QUOTES)
    word = sentence.word(after)
    ends = after >= n or word in _ENDS or (sentence.tags[i] != "VBG" and not _has_clause(sentence, i + 1, n))
    clause_before = content_before and _has_verb_or_number(sentence, 0, speaker.start - 1)
    if (ends and (clause_before or after >= n or word in _ENDS)) or (clause_before and word in _AFTERTHOUGHTS and not _clause_behind(sentence, after)):
        if speaker.start > 0 and clause_before:
            begin = _backward_start(sentence, speaker.start)
            return Attribution(speaker=speaker, act=act, verb=i, start=begin, end=speaker.start, backward=True)
        return Attribution(speaker=speaker, act=act, verb=i, start=i + 1, end=n)
    if word == "," and clause_before:
        return Attribution(speaker=speaker, act=act, verb=i, start=0, end=n, backward=True)
    return Attribution(speaker=speaker, act=act, verb=i, start=i + 1, end=_forward_end(sentence, i))


def _has_clause(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether these tokens hold a finite verb or a number of people, and so can be what is said."""
    return bool(_FINITE & set(sentence.tags[start:end]))


def _has_verb_or_number(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether these tokens state something: with a verb of their own, a number or a quotation."""
    return any(
        tag in ("VBD", "VBZ", "VBP", "MD", "VBN") or word in _QUOTES
        for tag, word in zip(sentence.tags[start:end], sentence.lower[start:end], strict=True)
    ) or any(start <= quantity.start < end for quantity in sentence.quantities)


def _clause_behind(sentence: Sentence, start: int) -> bool:
    """Tell whether a clause of its own follows a comma behind token `start`."""
    rest = sentence.lower[start:]
    return "," in rest and bool({"VBD", "VBZ", "VBP"} & set(sentence.tags[start + rest.index(",") :]))


def _backward_start(sentence: Sentence, end: int) -> int:
    """Return where the clause begins that ends before the speaker at token `end`."""
    for k in range(end - 2, 0, -1):
        if sentence.lower[k] == ";":
            return k + 1
    return 0


def _forward_end(sentence: Sentence, i: int) -> int:
    """Return the token behind what a speaker says after the verb at token `i`."""
    for k in range(i + 1, len(sentence)):
        if sentence.lower[k] == ";":
            return k
    return len(sentence)


def _behind_modifiers(sentence: Sentence, i: int, act: Act) -> int:
    """Return the first token behind the verb that is no adverb, time, addressee or manner of speaking."""
    j, told = i, act is not Act.TELL
    for _ in range(8):
        phrase = sentence.starts.get(j)
        if phrase is not None and (_is_when(sentence, phrase.head) or not told):
            told = True
            j = phrase.end
        elif sentence.tag(j) in ("RB", "RP") and sentence.word(j) != "there":
            j += 1
        elif sentence.word(j) in ("on", "in", "to", "by", "at", "late", "early", "through", "via") and j + 1 in sentence.starts:
            inner = sentence.starts[j + 1]
            if sentence.word(j) in ("in", "at", "by") and not _is_manner(sentence, inner.head):
                return j
            j = inner.end
        else:
            return j
    return j


_WHEN = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today morning evening afternoon night week month year day"
    " weekend earlier later january february march april may june july august september october november december".split()
)
_MANNER = frozenset("statement interview communique report briefing conference message letter telephone phone radio television telegram email e-mail post bulletin twitter facebook speech".split())


def _is_when(sentence: Sentence, head: int) -> bool:
    """Tell whether a word names a time."""
    return sentence.lower[head].rstrip("s") in _WHEN


def _is_manner(sentence: Sentence, head: int) -> bool:
    """Tell whether a word names a time or a way of speaking."""
    return sentence.lower[head] in _MANNER or _is_when(sentence, head) or sentence.lower[head].isdigit()


def _inverted(sentence: Sentence, i: int, act: Act, language: str) -> Attribution | None:
    """Return the attribution of a verb whose speaker stands behind it ("said Ana Ruiz")."""
    if i == 0 or sentence.lower[i - 1] not in (",", *_QUOTES, "-", "--", "\u2013", "\u2014"):
        return None
    speaker = speaker_after(sentence, i + 1, language)
    if speaker is None or not speaker.speaks:
        return None
    follower = sentence.word(speaker.end)
    end = len(sentence) if follower == "," and not _has_verb_or_number(sentence, 0, i) else i
    return Attribution(speaker=speaker, act=act, verb=i, start=_backward_start(sentence, i + 1), end=end, backward=True)


def _passive(sentence: Sentence, i: int, group: VerbGroup, act: Act, language: str) -> Attribution | None:
    """Return the attribution of a passive verb: "was put at 12 by X", "is accused by X of", "was quoted as saying"."""
    n = len(sentence)
    if act is Act.QUOTE:
        speaker = speaker_before(sentence, group.start, language)
        if speaker is None or not speaker.speaks:
            return None
        return Attribution(speaker=speaker, act=Act.SAY, verb=i, start=i + 1, end=n)
    for k in range(i + 1, min(n, i + 9)):
        if sentence.lower[k] == "by":
            speaker = speaker_after(sentence, k + 1, language)
            if speaker is None or speaker.kind in (SpeakerKind.OTHER, SpeakerKind.PRONOUN):
                return None
            begin = speaker.end if act is Act.TELL else 0
            return Attribution(speaker=speaker, act=act, verb=i, start=begin, end=n)
        if sentence.lower[k] in (",", ";"):
            break
    return None


def _according(sentence: Sentence, i: int, language: str) -> Attribution | None:
    """Return the attribution of "according to"."""
    speaker = speaker_after(sentence, i + 2, language)
    if speaker is None:
        return None
    n = len(sentence)
    if not _has_verb_or_number(sentence, 0, i):
        return Attribution(speaker=speaker, act=Act.SAY, verb=i, start=speaker.end, end=n)
    start = _joined_clause(sentence, i)
    if sentence.word(i - 1) in _JOINERS:
        return Attribution(speaker=speaker, act=Act.SAY, verb=i, start=speaker.end, end=n)
    ends = sentence.word(speaker.end) in ("", ".", ";", ")") or sentence.word(speaker.end) not in (",",)
    return Attribution(speaker=speaker, act=Act.SAY, verb=i, start=start, end=i if ends else n, backward=True)


def _joined_clause(sentence: Sentence, end: int) -> int:
    """Return where the clause begins that ends at token `end`, behind a semicolon."""
    for k in range(end - 1, 0, -1):
        if sentence.lower[k] == ";":
            return k + 1
    return 0


def _by_colon(sentence: Sentence, i: int, language: str) -> Attribution | None:
    """Return the attribution of a headline ("Police: 12 killed", "12 killed: police")."""
    n = len(sentence)
    before = sentence.ends.get(i)
    if i <= 10 and before is not None:
        speaker = speaker_before(sentence, i, language)
        if speaker is not None and speaker.start == 0 and speaker.kind not in (SpeakerKind.OTHER, SpeakerKind.PRONOUN, SpeakerKind.NAME):
            return Attribution(speaker=speaker, act=Act.SAY, verb=i, start=i + 1, end=n)
    if sentence.word(i - 1) in ("source", "sources"):
        speaker = speaker_after(sentence, i + 1, language)
        if speaker is not None:
            return Attribution(speaker=speaker, act=Act.SAY, verb=i, start=0, end=n, backward=True)
    return _at_the_end(sentence, i, language)


def _at_the_end(sentence: Sentence, i: int, language: str) -> Attribution | None:
    """Return the attribution of a speaker alone behind the sign at token `i`, at the end of a headline."""
    speaker = speaker_after(sentence, i + 1, language)
    if speaker is None or speaker.end < len(sentence) or i == 0:
        return None
    if speaker.kind in (SpeakerKind.OTHER, SpeakerKind.PRONOUN, SpeakerKind.NAME):
        return None
    return Attribution(speaker=speaker, act=Act.SAY, verb=i, start=0, end=i, backward=True)


def _by_bracket(sentence: Sentence, i: int, language: str) -> Attribution | None:
    """Return the attribution of a source in brackets ("12 were killed (police)")."""
    speaker = speaker_after(sentence, i + 1, language)
    if speaker is None or sentence.word(speaker.end) != ")" or i == 0 or speaker.end - i > 8:
        return None
    if speaker.kind not in (SpeakerKind.MEDIUM, SpeakerKind.PERSON, SpeakerKind.BODY, SpeakerKind.DOCUMENT):
        return None
    if sentence.word(speaker.end + 1) not in ("", ".", ",", ";") or not _has_verb_or_number(sentence, 0, i):
        return None
    return Attribution(speaker=speaker, act=Act.SAY, verb=i, start=_joined_clause(sentence, i), end=i, backward=True)


def _by_noun(sentence: Sentence, i: int, language: str) -> Attribution | None:
    """Return the attribution of a noun of saying with its owner ("the ministry's statement that 12 died")."""
    phrase = sentence.ends.get(i)
    if phrase is None or phrase.possessor is None or sentence.lower[phrase.head] not in speech(language).figures:
        return None
    owner = phrase.possessor
    speaker = speaker_after(sentence, owner.start, language)
    if speaker is None:
        return None
    cut = replace(speaker, start=owner.start, end=owner.end)
    return Attribution(speaker=cut, act=Act.SAY, verb=phrase.head, start=i + 1, end=len(sentence))
