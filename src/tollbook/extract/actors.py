"""Who acts in a clause: the subject of a verb, the phrase behind "by", and whether a phrase can be a doer at all."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tollbook.extract.arguments import BE, is_time, subject_before, verb_group
from tollbook.extract.lexicon import load
from tollbook.extract.names import names
from tollbook.extract.people import Kind, kind_of

if TYPE_CHECKING:
    from tollbook.extract.phrases import Phrase
    from tollbook.extract.sentence import Sentence


class AgentWords(NamedTuple):
    """The words about doers of a language, in lower case; the lexicon says what each list holds."""

    craft: frozenset[str]
    bodies: frozenset[str]
    sufferers: frozenset[str]
    assaults: frozenset[str]
    kinds_of_assault: frozenset[str]
    encounters: frozenset[str]
    acts: frozenset[str]
    assailants: frozenset[str]
    claiming: frozenset[str]
    claimed: frozenset[str]
    blaming: frozenset[str]
    elsewhere: frozenset[str]
    turning: frozenset[str]
    disasters: frozenset[str]
    releasing: frozenset[str]


@cache
def agent_words(language: str) -> AgentWords:
    """Return the words about doers of a language."""
    data = load(language, "agents")
    return AgentWords(*(frozenset(data[key]) for key in AgentWords._fields))


@cache
def _towns(language: str) -> frozenset[str]:
    """Return names of places that are no states, and so do nothing themselves."""
    nations = load(language, "nations")
    states = {name.lower() for name in nations["countries"]}
    return names(language).places - states


def can_act(sentence: Sentence, phrase: Phrase, language: str = "en") -> bool:
    """Tell whether a phrase names a person, group, armed force or its craft.

    Args:
        sentence: the sentence.
        phrase: one of its phrases.
        language: whose words to use.
    """
    words = agent_words(language)
    head = sentence.lower[phrase.head]
    if head in words.sufferers:
        return False
    if head in words.craft or head in words.bodies or head in words.assailants:
        return True
    kind = kind_of(sentence, phrase, language)
    if kind in (Kind.PERSON, Kind.PEOPLE, Kind.GROUP):
        return not is_time(sentence, phrase)
    return kind is Kind.NAME and _name_acts(sentence, phrase, words, language)


def _name_acts(sentence: Sentence, phrase: Phrase, words: AgentWords, language: str) -> bool:
    """Tell whether a name is of someone or some body, not of a town, a day or a storm."""
    lower = sentence.lower[phrase.start : phrase.end]
    if is_time(sentence, phrase) or any(word in words.disasters or word in words.assaults for word in lower):
        return False
    return " ".join(lower).removeprefix("the ") not in _towns(language)


_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_LINKS = frozenset([",", "and", "or", "but", "then", "also", "by", "of", "for", "in", "after", "before", "while", "with", "from", "without", "(", "-", "--"])
_ASIDE = frozenset(["as", "while", "where", "which", "who", "that", "whom"])


def acting_subject(sentence: Sentence, i: int) -> list[Phrase]:
    """Return the subject of the verb at token `i`, looked for over coordinated and participle clauses to its left.

    Args:
        sentence: the sentence.
        i: a verb in the active voice.
    """
    for _ in range(7):
        group = verb_group(sentence, i)
        if _has_own_subject(sentence, i, group.start):
            subject = subject_before(sentence, group)
            if subject:
                return subject
        previous = _verb_before(sentence, group.start)
        if previous < 0:
            return _adjacent(sentence, group.start)
        i = previous
    return []


def _has_own_subject(sentence: Sentence, i: int, start: int) -> bool:
    """Tell whether the verb group is one that takes a subject of its own right before it."""
    before = sentence.word(start - 1)
    if sentence.lower[start] == "to" or before in ("and", "or", "then", "but") and sentence.tags[i] in ("VBG", "VBN"):
        return False
    if sentence.tags[i] == "VBG" and not any(word in BE for word in sentence.lower[start:i]):
        return False
    return before not in ("by", "of", "for", "after", "before", "without", "from")


def _verb_before(sentence: Sentence, start: int) -> int:
    """Return the nearest verb to the left that a clause can hang on, or -1; clauses told aside are passed by."""
    for k in range(start - 1, -1, -1):
        tag = sentence.tags[k]
        if tag in _FINITE and sentence.lower[k] not in BE:
            if not _aside(sentence, k):
                return k
        elif tag in ("VBN", "VBG", "VBD") and _is_headed(sentence, k) and not _aside(sentence, k):
            return k
    return -1


def _is_headed(sentence: Sentence, k: int) -> bool:
    """Tell whether a participle has an auxiliary before it."""
    return verb_group(sentence, k).start < k


def _aside(sentence: Sentence, k: int) -> bool:
    """Tell whether a verb stands in a clause opened by "as", "while", "where" or a relative pronoun."""
    start = verb_group(sentence, k).start
    if sentence.word(start - 1) in _ASIDE:
        return True
    phrase = sentence.ends.get(start)
    return phrase is not None and sentence.word(phrase.start - 1) in ("as", "while", "where")


def _adjacent(sentence: Sentence, start: int) -> list[Phrase]:
    """Return the phrase right before a participle that no finite verb governs, as in headlines."""
    k = start
    while k > 0 and sentence.lower[k - 1] in (",", "and"):
        k -= 1
    phrase = sentence.ends.get(k)
    return [] if phrase is None else [phrase]


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
        if sentence.lower[j] != "by":
            continue
        phrase = sentence.starts.get(j + 1)
        if phrase is not None and can_act(sentence, phrase, language):
            return phrase
    return None
