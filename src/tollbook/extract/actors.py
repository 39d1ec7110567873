"""Who acts in a clause: the subject of a verb, the phrase behind "by", and who is charged with a deed."""

from __future__ import annotations

from tollbook.extract.arguments import is_time, subject_before, verb_group
from tollbook.extract.doers import agent_words, can_act, without_verb
from tollbook.extract.harms import harm_words
from tollbook.extract.phrases import Phrase
from tollbook.extract.sentence import Sentence, once_per_sentence

_ASIDE = frozenset(["as", "while", "where", "because", "since", "although", "though"])
_RELATIVES = frozenset(["who", "which", "that"])
_JOINERS = frozenset([",", "and", "or", "&"])


@once_per_sentence
def acting_subject(sentence: Sentence, i: int, language: str = "en") -> list[Phrase]:
    """Return who or what acts by the verb at token `i`: the antecedent of its relative pronoun, or the nearest free phrase.

    A phrase is free when no preposition, verb or list of objects governs it; the subject of a verb,
    of the verbs coordinated to it and of the participles behind them is the nearest free phrase to the left.

    Args:
        sentence: the sentence.
        i: a verb in the active voice.
        language: whose words to use.
    """
    group = verb_group(sentence, i)
    if sentence.word(group.start - 1) in _RELATIVES:
        antecedent = subject_before(sentence, group)
        return [_assault_above(sentence, antecedent[-1], language)] if antecedent else []
    outside = accused_of(sentence, group.start, language) or _subject_ahead(sentence, group.start, i)
    if outside is not None:
        return [without_verb(sentence, outside, language)]
    if sentence.word(group.start - 1) == ",":
        subject = subject_before(sentence, group)
        if subject and subject[-1].end < group.start - 1 and sentence.tags[i] != "VBG":
            return subject
    for phrase in reversed(sentence.phrases):
        if phrase.end > group.start or is_time(sentence, phrase) or _is_remark(sentence, phrase, language):
            continue
        if (
            _only_speaks(sentence, phrase, group.start, language)
            or "where" in sentence.lower[phrase.end : group.start]
        ):
            return []
        if stands_free(sentence, phrase, language, aside=_is_own(sentence, phrase, group.start)):
            return [
                without_verb(sentence, member, language)
                for member in _with_joined(sentence, phrase, language)
            ]
    return []


_CONTROLLED = frozenset(
    ["after", "before", "by", "while", "since", "besides", "despite", "without", "in", "on"]
)


def _subject_ahead(sentence: Sentence, start: int, i: int) -> Phrase | None:
    """Return the subject behind the comma that ends an opening participial clause ("After killing two, the man fled")."""
    if sentence.tags[i] != "VBG" or start < 1 or sentence.lower[start - 1] not in _CONTROLLED:
        return None
    if any(tag in _FINITE_TAGS for tag in sentence.tags[:start]):
        return None
    for k in range(i + 1, len(sentence)):
        if sentence.tags[k] in _FINITE_TAGS:
            return None
        phrase = sentence.starts.get(k + 1) if sentence.lower[k] == "," else None
        if phrase is not None and (verb_follows(sentence, phrase) or sentence.word(phrase.end) == "who"):
            return phrase
    return None


_FINITE_TAGS = frozenset(["VBD", "VBZ", "VBP", "MD"])


def _only_speaks(sentence: Sentence, phrase: Phrase, start: int, language: str) -> bool:
    """Tell whether a phrase is the speaker of a statement within which the verb at token `start` stands."""
    return (
        sentence.word(phrase.end) in agent_words(language).saying
        and not sentence.word(phrase.end).startswith(("admit", "claim", "acknowledge"))
        and phrase.end + 1 < start
        and sentence.word(start - 1) != "and"
    )


def _is_own(sentence: Sentence, phrase: Phrase, start: int) -> bool:
    """Tell whether no other verb stands between a phrase and a verb group, so that a clause is its own.

    A verb joined by "and" goes on with the clause that "while" opened ("while bombs killed three and wounded seven").
    """
    if sentence.word(phrase.start - 1) in ("while", "where") and sentence.word(start - 1) == "and":
        return True
    return not any(tag in ("VBD", "VBZ", "VBP") for tag in sentence.tags[phrase.end : start])


_BEARINGS = frozenset(
    [
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "kilometers",
        "kilometres",
        "miles",
        "km",
        "meters",
        "metres",
    ]
)
"""Words that tell how a place lies, and are nobody ("a post north of Kesh, killing four")."""


def _is_remark(sentence: Sentence, phrase: Phrase, language: str) -> bool:
    """Tell whether a phrase is a verb taken for a noun, or opens a remark on some of those named before it."""
    word = sentence.lower[phrase.start]
    return (
        word in agent_words(language).verb_like_nouns
        or sentence.tags[phrase.head] in ("WP", "WDT", "EX")
        or sentence.lower[phrase.head] in _BEARINGS
        or (
            word in ("some", "most", "many", "all", "each", "one", "both")
            and sentence.word(phrase.start - 1) == ","
        )
    )


def _assault_above(sentence: Sentence, phrase: Phrase, language: str) -> Phrase:
    """Return the assault that a phrase hangs on ("the bombing of a cinema in Kesh that killed"), else the phrase itself."""
    words = agent_words(language)
    above: Phrase | None = phrase
    for _ in range(4):
        if above is None or sentence.lower[above.head] in words.assaults | words.encounters:
            break
        above = sentence.ends.get(above.start - 1) if sentence.tag(above.start - 1) == "IN" else None
    return above or phrase


def accused_of(sentence: Sentence, start: int, language: str = "en") -> Phrase | None:
    """Return who is charged with a deed ("arrested Ana Ruiz for kidnapping", "suspected of two murders"), or None.

    Args:
        sentence: the sentence.
        start: the first token of the words that tell the deed.
        language: whose words to use.
    """
    if not {"of", "for", "with"} & set(sentence.lower[max(0, start - 4) : start]):
        return None
    for k in range(start - 2, max(-1, start - 14), -1):
        if sentence.lower[k] not in agent_words(language).charging or not sentence.tags[k].startswith("VB"):
            continue
        target = sentence.starts.get(k + 1)
        if target is not None and can_act(sentence, target, language):
            return target
        group = verb_group(sentence, k)
        if sentence.word(k + 1) in ("of", "with", "for", "by") and (
            group.passive or sentence.tags[k] == "VBN"
        ):
            reduced = None if group.words else sentence.ends.get(k)
            if reduced is not None and can_act(sentence, reduced, language):
                return reduced
            subjects = subject_before(sentence, group) if sentence.word(group.start - 1) in _RELATIVES else []
            return subjects[-1] if subjects else _nearest_doer(sentence, group.start, language)
    return None


def _nearest_doer(sentence: Sentence, start: int, language: str) -> Phrase | None:
    """Return the nearest free phrase before a token that can act."""
    for phrase in reversed(sentence.phrases):
        if (
            phrase.end <= start
            and can_act(sentence, phrase, language)
            and stands_free(sentence, phrase, language, aside=True)
        ):
            return phrase
    return None


def _with_joined(sentence: Sentence, phrase: Phrase, language: str) -> list[Phrase]:
    """Return a free phrase with those joined to it on its left by "and" or a comma, in text order."""
    found = [phrase]
    while sentence.word(found[0].start - 1) == "and":
        previous = sentence.ends.get(found[0].start - 1)
        if previous is None or not stands_free(sentence, previous, language):
            break
        found.insert(0, previous)
    return found


def stands_free(sentence: Sentence, phrase: Phrase, language: str = "en", *, aside: bool = False) -> bool:
    """Tell whether no preposition, verb or list of objects governs a phrase, so that it can be a subject.

    Args:
        sentence: the sentence.
        phrase: one of its phrases.
        language: whose words to use.
        aside: whether the subject of a clause opened by "as" or "while" counts too.
    """
    k = phrase.start - 1
    while k > 0 and sentence.tags[k] in ("RB", "DT", "JJ", "RP"):
        k -= 1
    if k < 0:
        return True
    word, tag = sentence.lower[k], sentence.tags[k]
    if word in ("that", "when", "after", "before", "if", "until"):
        return verb_follows(sentence, phrase, language)
    if word in _ASIDE:
        return aside and not (word == "as" and sentence.word(k - 1) in _AS_SOMEBODY)
    if word in ("(", "[") or tag in ("IN", "TO", "POS"):
        return False
    if tag.startswith("VB") or word in agent_words(language).verb_like_nouns:
        return word in agent_words(language).saying and (
            _takes_clause(sentence, k) or verb_follows(sentence, phrase, language)
        )
    return _joined_freely(sentence, phrase, k, language) if word in _JOINERS else True


_AS_SOMEBODY = frozenset(
    "dressed disguised posing posed described identified known masquerading named serving clad working seen"
    " regarded acting".split()
)
"""Participles behind which "as" tells in what guise somebody came, and opens no clause."""


def _takes_clause(sentence: Sentence, k: int) -> bool:
    """Tell whether what stands behind the verb at token `k` can but be a clause ("police say the bomber rammed")."""
    speaker = sentence.ends.get(k)
    return (
        sentence.lower[k] in ("say", "says", "said")
        and speaker is not None
        and sentence.word(speaker.start - 1) != '"'
    )


def verb_follows(sentence: Sentence, phrase: Phrase, language: str = "en") -> bool:
    """Tell whether a verb follows a phrase over the prepositional phrases that hang on it.

    Args:
        sentence: the sentence.
        phrase: one of its phrases.
        language: whose words to use.
    """
    if (
        sentence.lower[phrase.end - 1] in agent_words(language).verb_like_nouns
        and phrase.end - phrase.start > 1
    ):
        return True
    bracket = False
    for k in range(phrase.end, min(len(sentence), phrase.end + 16)):
        tag = sentence.tags[k]
        if sentence.lower[k] in ("(", ")") or bracket:
            bracket = sentence.lower[k] == "(" or (bracket and sentence.lower[k] != ")")
            continue
        if tag in ("VBD", "VBZ", "VBP", "MD") or (
            tag == "VBN"
            and k == phrase.end
            and (k + 1 in sentence.starts or sentence.word(k + 1) in _BEHIND_ACTIVE)
        ):
            return True
        if tag not in _INSIDE_SUBJECT or sentence.lower[k] in (
            "that",
            "when",
            "after",
            "before",
            "while",
            "because",
            "if",
        ):
            return False
    return False


_BEHIND_ACTIVE = frozenset(["at", "on", "into", "dead", "fire"])
"""Words that stand behind a verb in the active voice, though the tagger took it for a participle."""

_INSIDE_SUBJECT = frozenset(
    {
        "IN",
        "POS",
        "JJ",
        "JJR",
        "JJS",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "DT",
        "CD",
        "RB",
        "VBN",
        "VBG",
        "PRP$",
        "TO",
        "HYPH",
    }
)


def _joined_freely(sentence: Sentence, phrase: Phrase, k: int, language: str) -> bool:
    """Tell whether a phrase behind a comma or "and" is no object and no part of a place name ("Kesh, Arvenia")."""
    by_and = sentence.word(phrase.start - 1) != ","
    while k > 0 and sentence.lower[k] in _JOINERS:
        k -= 1
    previous = sentence.ends.get(k + 1)
    if previous is None:
        return not by_and or verb_follows(sentence, phrase, language)
    if is_time(sentence, previous):
        return True
    of_names = (
        sentence.tags[phrase.head] == "NNP" == sentence.tags[previous.head] and previous.quantity is None
    )
    in_commas = sentence.tags[phrase.head] == "NNP" and sentence.word(phrase.end) == ","
    if not by_and and (of_names or in_commas):
        return stands_free(sentence, previous, language)
    if by_and or sentence.tag(previous.start - 1).startswith("VB"):
        return stands_free(sentence, previous, language) or (
            verb_follows(sentence, phrase, language) and _has_verb_before(sentence, previous)
        )
    if _has_verb_before(sentence, phrase) and not verb_follows(sentence, phrase, language):
        return False
    return sentence.lower[k] not in ("mostly", "mainly")


def _has_verb_before(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a finite verb stands before a phrase, so that "and" behind it may begin a clause."""
    return any(tag in ("VBD", "VBZ", "VBP") for tag in sentence.tags[: phrase.start])


def behind_by(sentence: Sentence, start: int, language: str = "en") -> Phrase | None:
    """Return the doer named behind "by" after token `start`, or None.

    Args:
        sentence: the sentence.
        start: the token behind a passive verb or a noun of harm.
        language: whose words to use.
    """
    for j in range(start, min(len(sentence) - 1, start + 30)):
        if sentence.lower[j] in (";", "said", "says"):
            return None
        if sentence.lower[j] != "by" or not _violence_before(sentence, start, j, language):
            continue
        phrase = sentence.starts.get(j + 1)
        if phrase is not None and can_act(sentence, phrase, language):
            return phrase
    return None


def _violence_before(sentence: Sentence, start: int, j: int, language: str) -> bool:
    """Tell whether the last verb before "by" at token `j` is one of violence or harm, if any stands behind `start`."""
    for k in range(j - 1, start - 1, -1):
        if sentence.tags[k].startswith("VB"):
            word = sentence.lower[k]
            return (
                (word in agent_words(language).acts and word not in agent_words(language).weak_acts)
                or word in harm_words(language).entries
                or word in agent_words(language).undertaken
            )
    return True


def speaker_meant(sentence: Sentence, position: int, language: str = "en") -> Phrase | None:
    """Return the speaker whom an "it" or "they" at a token stands for ("the Front says it detained"), or None.

    Args:
        sentence: the sentence.
        position: the token of the pronoun.
        language: whose words to use.
    """
    if sentence.word(position) not in ("it", "they"):
        return None
    before = position - (2 if sentence.word(position - 1) == "that" else 1)
    spoken = sentence.word(before) in agent_words(language).saying
    speaker = _with_above(sentence, sentence.ends.get(before)) if spoken else None
    return (
        None
        if speaker is None or sentence.lower[speaker.head] in agent_words(language).onlookers
        else speaker
    )


def _with_above(sentence: Sentence, phrase: Phrase | None) -> Phrase | None:
    """Return a phrase together with the one that it hangs on by "in" or "of" ("Ansar of Kesh", "the force in Arvenia")."""
    above = None if phrase is None else sentence.ends.get(phrase.start - 1)
    if phrase is None or above is None or sentence.lower[phrase.start - 1] not in ("in", "of", "for"):
        return phrase
    return Phrase(above.start, phrase.end, above.head, above.quantity, above.possessor)
