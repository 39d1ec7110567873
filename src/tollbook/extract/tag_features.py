"""What a tag hangs on: the features of words and their neighbours that the tagger weighs.

`training/train_tagger.py` learns the weights of the features named here, and `tags` adds them up, so
that training and reading cannot drift apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

TAGS: Final = (
    "NN", "IN", "DT", "NNP", "JJ", "NNS", "RB", "VBD", "VBN", "VBG", "VB", "VBP", "VBZ", "CC", "CD", "TO",
    "PRP", "PRP$", "MD", "POS", "WDT", "WP", "WP$", "WRB", "EX", "RP", "PDT", "NNPS", "JJR", "JJS", "RBR",
    "RBS", "FW", "UH", "LS", "SYM", "ADD", "NFP", ",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "$",
    "GW", "AFX",
)  # fmt: skip
"""Every tag that `tag` can return; the place of a tag gives its letter and its sixteen bits."""

FIRST_LETTER: Final = 48
LETTER_OF: Final = {name: chr(FIRST_LETTER + place) for place, name in enumerate(TAGS)}
"""One letter for each tag, used in feature names and in the model file."""

NO_TAG: Final = "!"
"""The letter that stands for the tags before a sentence."""

SEPARATOR: Final = "\u00a6"
"""Stands between features in the model file: long strings are read faster than many short ones."""

WEIGHT_ZERO: Final = 79
"""In the model file a weight w is the character `chr(WEIGHT_ZERO + w)`, from -44 to 44."""

IN_SENTENCE, AT_START, IN_CAPITALS = "", "\x01", "\x02"
"""Marks before a word in its key: at a sentence's start, or in a sentence whose capitals say nothing."""

AHEAD: Final = 10
"""How many tokens after a word are searched for its clause's verb."""

NO_CLAUSE: Final = "0"
"""The state of a clause in which no verb has been seen."""

_PLAIN_SIGNS: Final = str.maketrans("\u2018\u2019\u201c\u201d\u2010\u2011", "''\"\"--")
_LONG_WORD: Final = 4
_FEW_LOWER: Final = 3
_CAPITALS_PER_LOWER: Final = 4
_AT_HAND: Final = 16
"""How many words are at hand: all features of one word are asked for one after another."""

# fmt: off
_BE: Final = frozenset((
    "be", "am", "is", "are", "was", "were", "been", "being", "'m", "'re", "get", "gets", "got", "gotten",
    "getting", "isn't", "aren't", "wasn't", "weren't", "he's", "she's", "it's", "they're", "we're",
    "you're", "i'm",
))
_HAVE: Final = frozenset((
    "have", "has", "had", "having", "haven't", "hasn't", "hadn't", "i've", "they've", "we've", "you've",
    "who've", "he'd", "she'd", "they'd",
))
_CLAUSE_ENDS: Final = frozenset((
    ",", ".", ";", ":", "who", "which", "that", "and", "but", "or", "when", "while", "as", "after",
    "before", "because", "if",
))
# fmt: on
_PAST: Final = LETTER_OF["VBD"]
_PARTICIPLE: Final = LETTER_OF["VBN"]


def _steps() -> dict[str, str]:
    """Return the clause's next state for a state followed by a tag's letter.

    The states: 0 no verb yet, v a verb, m a modal, b a form of be or get, h a form of
    have, p a participle after b or h, q what is joined on to p, c what is joined on to v.
    """
    steps: dict[str, str] = {}
    for state in "0vmbhpqc":
        for name in ("WDT", "WP", "WRB", ":", ".", "''", "``", "-LRB-", "-RRB-"):
            steps[state + LETTER_OF[name]] = NO_CLAUSE
        for name in ("VBD", "VBZ", "VBP", "VB"):
            steps[state + LETTER_OF[name]] = "v"
        steps[state + LETTER_OF["MD"]] = "m"
    for state in "bhq":
        steps[state + LETTER_OF["VBN"]] = "p"
    for name in (",", "CC"):
        steps["p" + LETTER_OF[name]] = "q"
        steps["v" + LETTER_OF[name]] = "c"
    return steps


NEXT_CLAUSE: Final = _steps()
"""The clause's state after a state and a tag's letter; a pair that is missing changes nothing."""


@dataclass(slots=True, frozen=True, eq=False)
class Lexicon:
    """What is known of words before any weighing.

    Attributes:
        fixed: the letter of the tag of words that have only one, by word.
        classes: the letters of the tags that a common word can have, by lower-case word.
    """

    fixed: dict[str, str]
    classes: dict[str, str]


def keys_of(words: list[str], lower: list[str], *, capitals: bool) -> list[str]:
    """Return the key of each word: the word with a mark for what its capitals can mean.

    Args:
        words: the words as they stand.
        lower: the same in lower case.
        capitals: whether the sentence's capitals say nothing (a headline, agency copy in capitals).
    """
    if capitals:
        return [IN_CAPITALS + word for word in lower]
    keys = words.copy()
    for place, word in enumerate(words):
        if word[0].isalnum():
            if not word[0].islower():
                keys[place] = AT_START + lower[place] if word[1:2].islower() or len(word) == 1 else word
            break
    return keys


def has_empty_capitals(words: list[str]) -> bool:
    """Return whether nearly every long word begins with a capital, so that capitals tell no names."""
    lower = upper = 0
    for word in words:
        if len(word) >= _LONG_WORD:
            if word[0].islower():
                lower += 1
                if lower == _FEW_LOWER:
                    return False
            elif word[0].isupper():
                upper += 1
    return upper >= _FEW_LOWER and upper >= lower * _CAPITALS_PER_LOWER


@lru_cache(_AT_HAND)
def lower_of(key: str) -> str:
    """Return the lower-case word of a key."""
    word = key[1:] if key[:1] in (AT_START, IN_CAPITALS) else key.lower()
    return word.translate(_PLAIN_SIGNS)


def fixed_of(key: str, lexicon: Lexicon) -> str:
    """Return the letter of the only tag a key can have, or "" when it takes weighing."""
    word = lower_of(key)
    if word[:1].isdigit():
        if not any(sign.isalpha() for sign in word):
            return LETTER_OF["CD"]
        if "-" in word:
            return LETTER_OF["JJ"]
    return lexicon.fixed.get(word if key[:1] in (AT_START, IN_CAPITALS) else key, "")


@lru_cache(_AT_HAND)
def shape_of(key: str) -> str:
    """Return the shape of a key: its mark, its capitals, and whether it holds digits or hyphens."""
    mark = key[:1] if key[:1] in (AT_START, IN_CAPITALS) else "="
    word = key.lstrip("\x01\x02")
    if word.islower():
        shape = "x"
    elif word.isupper():
        shape = "X" if len(word) > 1 else "1"
    else:
        shape = "Xx" if word[:1].isupper() else "xX" if word[:1].isalpha() else "?"
    digit = "d" if any(sign.isdigit() for sign in word) else ""
    return (
        mark + shape + digit + ("-" if "-" in word and len(word) > 1 else "") + ("." if "." in word else "")
    )


def class_of(word: str, classes: dict[str, str]) -> str:
    """Return what kind of word a lower-case word is: the tags it can have, or its ending."""
    if word.endswith("ed"):
        return "ed"
    return classes.get(word) or ("ing" if word.endswith("ing") else word[-2:])


def clause_of(word: str) -> str:
    """Return the state of the clause after a form of be, get or have, else ""."""
    return "b" if word in _BE else "h" if word in _HAVE else ""


def own_features(key: str, classes: dict[str, str]) -> list[str]:
    """Return the features of a token that depend on its own word alone."""
    word, shape = lower_of(key), shape_of(key)
    return [*own_word_features(word, shape), *own_ending_features(shape, word[-3:], class_of(word, classes))]


def own_word_features(word: str, shape: str) -> list[str]:
    """Return those features of a token that its whole word makes.

    Args:
        word: in lower case.
        shape: what `shape_of` says of it.
    """
    part = word.rpartition("-")[2]
    return [
        "w" + word,
        "4" + word[-4:],
        "p" + word[:3],
        "W" + shape[:2] + word,
        "h" + part if part != word else "h",
    ]


def own_ending_features(shape: str, end: str, kind: str) -> list[str]:
    """Return those features of a token that many words share.

    Args:
        shape: what `shape_of` says of it.
        end: its last three letters, in lower case.
        kind: what `class_of` says of it.
    """
    return [
        "o",
        "3" + end,
        "2" + end[-2:],
        "1" + end[-1:],
        "s" + shape,
        "S" + shape + end[-2:],
        "T" + shape + end,
        "k" + kind,
    ]


def next_features(key: str, classes: dict[str, str]) -> list[str]:
    """Return the features that a word gives to the token before it."""
    word = lower_of(key)
    return ["n" + word, *next_ending_features(shape_of(key), word[-3:], class_of(word, classes))]


def next_ending_features(shape: str, end: str, kind: str) -> list[str]:
    """Return those of `next_features` that many words share."""
    return ["e" + end, "f" + shape, "g" + kind]


def second_next_features(key: str, classes: dict[str, str]) -> list[str]:
    """Return the features that a word gives to the token two before it."""
    word = lower_of(key)
    return ["N" + word, "G" + class_of(word, classes)]


def previous_features(key: str) -> list[str]:
    """Return the features that a word gives to the token after it."""
    word = lower_of(key)
    return ["b" + word, *previous_ending_features(shape_of(key), word[-3:])]


def previous_ending_features(shape: str, end: str) -> list[str]:
    """Return those of `previous_features` that many words share."""
    return ["B" + end, "C" + shape]


def second_previous_features(key: str) -> list[str]:
    """Return the features that a word gives to the token two after it."""
    return ["a" + lower_of(key)]


def before_features(before: str) -> list[str]:
    """Return the features of what stands before a token.

    Args:
        before: the letters of the two tags before, then the state of the clause.
    """
    second, first, clause = before[0], before[1], before[2]
    return ["t" + first, "u" + second, "v" + second + first, "z" + clause + first]


def kind_features(context: str) -> list[str]:
    """Return the features that join what stands before a token to the token's kind.

    Args:
        context: the letter of the tag before, the state of the clause, then what
            `class_of` says of the token.
    """
    first, clause, kind = context[0], context[1], context[2:]
    return ["y" + first + kind, "c" + clause + kind]


def joint_features(word: str, kind: str, tag: str, previous: str, following: str) -> tuple[str, str, str]:
    """Return the features that join a token's word or kind to what stands around it.

    Args:
        word: the lower-case word.
        kind: what `class_of` says of it.
        tag: the letter of the tag before.
        previous: the lower-case word before.
        following: the lower-case word after.
    """
    return "x" + tag + word, "l" + previous + " " + kind, "r" + kind + " " + following


def is_past_or_participle(kind: str) -> bool:
    """Return whether words of a kind can be a past tense and a participle ("killed", "held")."""
    return kind == "ed" or (_PAST in kind and _PARTICIPLE in kind)


def ahead_feature(clause: str, following: Iterable[tuple[str, str, str]]) -> str:
    """Return the feature that tells whether the clause still has its verb to come.

    "The men killed in the raid were": the verb ahead makes "killed" a participle.

    Args:
        clause: the state of the clause before the word.
        following: of each token after it: its only letter, its lower-case word, the clause after it.
    """
    for letter, word, opens in following:
        if word in _CLAUSE_ENDS:
            return "A0" + clause + word
        if opens or letter == _PAST:
            return "A1" + clause
    return "A0" + clause
