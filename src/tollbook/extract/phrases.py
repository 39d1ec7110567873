"""Base noun phrases of a tagged sentence, with their quantities and possessors.

A phrase runs from its first determiner, possessor or number to its head ("Iraq's
two dead soldiers"); what hangs on it by a preposition is another phrase.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from tollbook.extract.numbers import Quantity
from tollbook.extract.tokens import NUMBER, SIGN, Tokens

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_INNER_TAGS = frozenset(
    {"DT", "PDT", "PRP$", "JJ", "JJR", "JJS", "CD", "NN", "NNS", "NNP", "NNPS", "WP$", "FW", "AFX"}
)
_AFTER_HEAD = NOUN_TAGS | {"CD"}
_PARTICIPLES = frozenset({"VBN", "VBG"})
_ADVERBS = frozenset({"RB", "RBR", "RBS"})
_PRONOUNS = frozenset({"PRP", "WP", "EX"})
_DETERMINERS = frozenset({"DT", "PDT", "PRP$", "WP$"})
_FIRST_TAGS = _PRONOUNS | _DETERMINERS | _INNER_TAGS | _ADVERBS | {"HYPH"}
"""What a phrase can begin with behind the first token, where it does not begin with a number."""
_LONGEST_CODE = 3
"""Up to this length a word in capitals may be the code of a flight or a train ("AV 211")."""


class Kind(Enum):
    """What a noun phrase is about."""

    PERSON = auto()
    PEOPLE = auto()
    NAME = auto()
    NUMBER = auto()
    GROUP = auto()
    PRONOUN = auto()
    THING = auto()
    UNKNOWN = auto()


@dataclass(slots=True, eq=False)
class Phrase:
    """One base noun phrase, by the positions of its tokens.

    Attributes:
        start: first token.
        end: the token after the last one.
        head: the token that the phrase is about.
        quantity: the number it states, or None.
        possessor: the phrase before "'s", or None.
    """

    start: int
    end: int
    head: int
    quantity: Quantity | None = None
    possessor: Phrase | None = None


def noun_phrases(tokens: Tokens, tags: list[str], counts: list[Quantity]) -> list[Phrase]:
    """Return the base noun phrases of a sentence, in order, never overlapping.

    Args:
        tokens: the sentence.
        tags: Penn Treebank tags of its tokens.
        counts: its quantities.
    """
    by_start = {quantity.start: quantity for quantity in counts}
    found: list[Phrase] = []
    done = 0
    for i, tag in enumerate(tags):
        if i < done or not (tag in _FIRST_TAGS or i in by_start or not i):
            continue
        phrase = _phrase_at(tokens, tags, i, by_start)
        if phrase is None:
            continue
        previous = found[-1] if found else None
        if (
            previous is not None
            and previous.end == phrase.start - 1
            and _is_possessive(tokens, tags, previous.end)
        ):
            phrase = Phrase(previous.start, phrase.end, phrase.head, phrase.quantity, found.pop())
        found.append(phrase)
        done = phrase.end
    return found


def _is_possessive(tokens: Tokens, tags: list[str], i: int) -> bool:
    """Tell whether token `i` is a possessive mark."""
    if tokens.shapes[i] != SIGN:
        return False
    if tokens.lower[i] == "'s":
        return True
    return tags[i] == "POS" and tokens.lower[i] == "'" and tokens.lower[i - 1].endswith("s")


def _phrase_at(tokens: Tokens, tags: list[str], i: int, counts: dict[int, Quantity]) -> Phrase | None:
    """Return the phrase that begins at token `i`, or None."""
    if tags[i] in _PRONOUNS and i not in counts:
        return Phrase(i, i + 1, i)
    quantity: Quantity | None = None
    j, head = i, -1
    while j < len(tags):
        if j in counts:
            if head == j - 1 and _ends_name(tokens, tags, j, counts[j].end):
                j = counts[j].end
                continue
            if quantity is not None or head >= 0:
                break
            quantity = counts[j]
            j = quantity.end
            continue
        if not _goes_inside(tokens, tags, j, i, head):
            break
        if tags[j] in NOUN_TAGS:
            head = j
        j += 1
    return _closed(tags, i, j, head, quantity)


WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
CALENDAR = WEEKDAYS | (MONTHS - {"may"}) | {"yesterday", "today", "tomorrow", "tonight"}
"""Words of the calendar that end a noun phrase; "may" is a verb more often than a month."""
_BEFORE_CALENDAR = frozenset(
    "early late last next this that every each mid previous following coming past the on a".split()
)
_PART_OF_DAY = frozenset(["early", "late", "last", "next", "mid"])
_BEFORE_PART = frozenset(["the", "a", "an", "this", "that", "very", "of", "in", "on"])
_DIRECTIONS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east"
    " south-west".split()
)
_CUTTING = CALENDAR | _DIRECTIONS | _PART_OF_DAY
"""Words at which a phrase may be cut, if `_begins_time_or_place` finds that they begin one."""
_NAME_PARTICLES = frozenset("bin ibn al el abu de del da dos van von der den ul bint ould la le ben".split())


def _goes_inside(tokens: Tokens, tags: list[str], j: int, start: int, head: int) -> bool:
    """Tell whether token `j` goes on the phrase that began at `start`."""
    tag, word = tags[j], tokens.lower[j]
    if word in _CUTTING and _begins_time_or_place(tokens.lower, j, start, head):
        return False
    if head == j - 1 and word in _NAME_PARTICLES and tags[head] == "NNP":
        return j + 1 < len(tags) and tokens.words[j + 1][:1].isupper()
    if tag in _DETERMINERS:
        return head < 0 and (
            j == start or tags[j - 1] in ("PDT", "DT", "CD") or tokens.lower[j - 1] in ("all", "both", "half")
        )
    if tag in _INNER_TAGS:
        return head < 0 or tag in _AFTER_HEAD or _goes_on_name(tokens.lower, tags, j, start, head)
    if tag in _PARTICIPLES or tag in _ADVERBS:
        return head < 0 and _leads_to_noun(tags, j, start)
    return tag == "HYPH" or (tokens.words[j] in ("&", "/") and head == j - 1)


def _goes_on_name(lower: list[str], tags: list[str], j: int, start: int, head: int) -> bool:
    """Tell whether an adjective at token `j` stands between a name and the noun it belongs to ("a Zarid militant group")."""
    return (
        tags[j] == "JJ"
        and lower[j] not in _BEFORE_CALENDAR
        and head == j - 1
        and tags[head] == "NNP"
        and tags[start] in _DETERMINERS
        and j + 1 < len(tags)
        and tags[j + 1] in NOUN_TAGS
    )


def _begins_time_or_place(lower: list[str], j: int, start: int, head: int) -> bool:
    """Tell whether a time or a direction begins at token `j` ("a man Monday", "12 east of Kesh")."""
    if j > start and lower[j] in CALENDAR and lower[j - 1] not in _BEFORE_CALENDAR:
        return True
    if j > start and lower[j] in _PART_OF_DAY and lower[j + 1 : j + 2] and lower[j + 1] in CALENDAR:
        return lower[j - 1] not in _BEFORE_PART
    return head >= 0 and lower[j] in _DIRECTIONS and lower[j + 1 : j + 2] == ["of"]


def _leads_to_noun(tags: list[str], j: int, start: int) -> bool:
    """Tell whether a participle or an adverb at token `j` stands before the noun of its phrase."""
    if tags[j] in _PARTICIPLES:
        return j > start and _noun_follows(tags, j)
    return j + 1 < len(tags) and tags[j + 1] in ("JJ", "CD", "VBN") and _noun_follows(tags, j + 1)


def _noun_follows(tags: list[str], j: int) -> bool:
    """Tell whether adjectives after token `j` end in a noun."""
    k = j + 1
    while k < len(tags) and tags[k] in ("JJ", "VBN", "CD", "HYPH"):
        k += 1
    return k < len(tags) and tags[k] in NOUN_TAGS


def _ends_name(tokens: Tokens, tags: list[str], j: int, end: int) -> bool:
    """Tell whether the number at token `j` ends the name before it ("Flight AV 211")."""
    name = tokens.words[j - 1]
    if tags[j - 1] != "NNP" or tokens.shapes[j] != NUMBER or name.isupper() is (len(name) > _LONGEST_CODE):
        return False
    return end >= len(tags) or tags[end][:2] not in ("NN", "JJ", "VB") or tags[end] in ("VBD", "VBZ", "VBP")


def _closed(tags: list[str], start: int, end: int, head: int, quantity: Quantity | None) -> Phrase | None:
    """Return the phrase cut off behind its head, or None when nothing in it can be one."""
    if head >= 0:
        last = end - 1 if end > head + 1 and tags[head] == "NNP" and tags[end - 1] == "CD" else head
        return Phrase(start, last + 1, head, quantity)
    if quantity is not None:
        tail = end if end > quantity.end and tags[end - 1] in ("JJ", "VBN", "JJR", "RBR") else quantity.end
        return Phrase(start, tail, tail - 1, quantity)
    if (
        end > start
        and tags[end - 1] in ("JJ", "VBN", "CD", "DT", "JJR", "JJS")
        and (end - start > 1 or tags[start] in ("DT", "CD"))
    ):
        return Phrase(start, end, end - 1)
    return None
