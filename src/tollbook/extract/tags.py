"""Parts of speech of a sentence's tokens: Penn Treebank tags from an averaged perceptron.

Frequent words that have one tag are looked up; the others are decided from left to
right by a linear model over the word, its endings and shape, its neighbours and the
tags before it. `training/train_tagger.py` makes the model file and uses the features
defined here, so that training and reading cannot drift apart.

For speed, the scores of all tags live in one large integer, sixteen bits for each tag:
one addition adds a feature's weight to every tag at once. What depends on a word alone
is added up once and remembered.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import add
from struct import Struct
from typing import TYPE_CHECKING, Final, TypeAlias

from tollbook.extract.lexicon import stored
from tollbook.extract.tokens import Tokens

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

_NAME_OF: Final = {letter: name for name, letter in LETTER_OF.items()}

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
_BITS: Final = 16
_MIDDLE: Final = sum(1 << (_BITS * place + _BITS - 1) for place in range(len(TAGS)))
_LANES: Final = Struct(f"<{len(TAGS)}H")
_BYTES: Final = _LANES.size
_LETTERS: Final = tuple(LETTER_OF.values())
_LONG_WORD: Final = 4
_FEW_LOWER: Final = 3
_CAPITALS_PER_LOWER: Final = 4
_REMEMBERED_WORDS: Final = 1 << 16
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


class _Weights(dict[str, int]):
    """The packed weight of each pair of a tag's letter and a weight's letter, as they are met."""

    __slots__ = ()

    def __missing__(self, pair: str) -> int:
        """Return the weight of a pair at its tag's place, and keep it."""
        letter, weight = pair
        packed = self[pair] = (ord(weight) - WEIGHT_ZERO) << (_BITS * (ord(letter) - FIRST_LETTER))
        return packed


_WEIGHTS: Final = _Weights()


class _Scores(dict[str, int]):
    """The packed weights of features, unpacked from the model file as they are first asked for."""

    __slots__ = ("codes",)

    def __init__(self, codes: dict[str, str]) -> None:
        """Keep the codes of the model file; a feature that is not in it weighs nothing."""
        super().__init__()
        self.codes = codes

    def __missing__(self, feature: str) -> int:
        """Return the packed weights of a feature that the model file has, and keep them."""
        code = self.codes[feature]
        packed = self[feature] = sum(map(_WEIGHTS.__getitem__, map(add, code[::2], code[1::2])))
        return packed

    def of(self, features: list[str]) -> int:
        """Return the packed weights of some features together; those that are not in the model weigh nothing."""
        codes = self.codes
        return sum([self[feature] for feature in features if feature in codes])


@dataclass(slots=True, frozen=True, eq=False)
class _Model:
    """The model file, read."""

    lexicon: Lexicon
    scores: _Scores


@cache
def _model() -> _Model:
    """Return the model of the English tagger, read once."""
    parts = json.loads(stored("en", "tagger.json"))
    codes = dict(zip(parts["features"].split(SEPARATOR), parts["weights"].split(SEPARATOR), strict=True))
    return _Model(Lexicon(parts["fixed"], parts["classes"]), _Scores(codes))


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
    kind = class_of(word, classes)
    part = word.rpartition("-")[2]
    return [
        "o",
        "w" + word,
        "4" + word[-4:],
        "3" + word[-3:],
        "2" + word[-2:],
        "1" + word[-1:],
        "p" + word[:3],
        "s" + shape,
        "S" + shape + word[-2:],
        "T" + shape + word[-3:],
        "k" + kind,
        "W" + shape[:2] + word,
        "h" + part if part != word else "h",
    ]


def next_features(key: str, classes: dict[str, str]) -> list[str]:
    """Return the features that a word gives to the token before it."""
    word = lower_of(key)
    return ["n" + word, "e" + word[-3:], "f" + shape_of(key), "g" + class_of(word, classes)]


def second_next_features(key: str, classes: dict[str, str]) -> list[str]:
    """Return the features that a word gives to the token two before it."""
    word = lower_of(key)
    return ["N" + word, "G" + class_of(word, classes)]


def previous_features(key: str) -> list[str]:
    """Return the features that a word gives to the token after it."""
    word = lower_of(key)
    return ["b" + word, "B" + word[-3:], "C" + shape_of(key)]


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


class _AfterTags(dict[str, int]):
    """The scores of one word by the letter of the tag before it and the state of the clause, as they are met."""

    __slots__ = ("kind", "word")

    def __init__(self, word: str, kind: str) -> None:
        """Take the lower-case word and what `class_of` says of it."""
        super().__init__()
        self.word, self.kind = word, kind

    def __missing__(self, context: str) -> int:
        """Return the scores behind a tag's letter and a clause's state, and keep them."""
        joined = joint_features(self.word, self.kind, context[0], "", "")[0]
        total = self[context] = _model().scores.of([*kind_features(context + self.kind), joined])
        return total


_Entry: TypeAlias = tuple[str, int, int, int, int, int, str, str, str, bool, str, _AfterTags]


@lru_cache(_REMEMBERED_WORDS)
def _entry(key: str) -> _Entry:
    """Return what a key adds.

    The only letter it can have, the scores for itself, for the tokens one and two before
    and one and two after, its lower-case word, its kind, the clause after it, whether
    it can be a past tense and a participle, what it tells a doubtful word that looks ahead,
    and the scores for itself by the tag and the clause before it.
    """
    model = _model()
    classes, score = model.lexicon.classes, model.scores.of
    word = lower_of(key)
    kind, opens, fixed = class_of(word, classes), clause_of(word), fixed_of(key, model.lexicon)
    return (
        fixed,
        0 if fixed else _MIDDLE + score(own_features(key, classes)),
        score(next_features(key, classes)),
        score(second_next_features(key, classes)),
        score(previous_features(key)),
        score(second_previous_features(key)),
        word,
        kind,
        opens,
        is_past_or_participle(kind),
        ahead_feature("", [(fixed, word, opens)])[1:],
        _AfterTags(word, kind),
    )


@lru_cache(_REMEMBERED_WORDS)
def _before(before: str) -> int:
    """Return the scores that what stands before a token gives to it."""
    return _model().scores.of(before_features(before))


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


def tag(tokens: Tokens) -> list[str]:
    """Return the Penn Treebank tag of each token of a sentence."""
    words = tokens.words
    keys = keys_of(words, tokens.lower, capitals=has_empty_capitals(words))
    return [_NAME_OF[letter] for letter in _letters(list(map(_entry, keys)))]


def _letters(entries: list[_Entry]) -> list[str]:
    """Return the letter of the best tag of each entry, decided from left to right."""
    none, joint = _entry(""), _model().scores
    known, unpack = joint.codes, _LANES.unpack
    letters: list[str] = []
    before = second_before = none
    second, first, clause = NO_TAG, NO_TAG, NO_CLAUSE
    followers = [*entries[1:], none, none]
    for place, entry in enumerate(entries):
        letter = entry[0]
        if not letter:
            follower, context, kind = followers[place], first + clause, entry[7]
            total = (
                entry[1] + entry[11][context] + _before(second + context)
                + follower[2] + followers[place + 1][3] + before[4] + second_before[5]
            )  # fmt: skip
            # As `joint_features` names them, written out here because this is the busiest line of the reader.
            if (beside := f"l{before[6]} {kind}") in known:
                total += joint[beside]
            if (beside := f"r{kind} {follower[6]}") in known:
                total += joint[beside]
            if entry[9] and (beside := _ahead(clause, followers[place : place + AHEAD])) in known:
                total += joint[beside]
            lanes = unpack(total.to_bytes(_BYTES, "little"))
            letter = _LETTERS[lanes.index(max(lanes))]
        letters.append(letter)
        clause = entry[8] or NEXT_CLAUSE.get(clause + letter, clause)
        second, first = first, letter
        second_before, before = before, entry
    return letters


def _ahead(clause: str, following: list[_Entry]) -> str:
    """Return what `ahead_feature` returns, from what each entry tells of itself."""
    for entry in following:
        if (told := entry[10]) != "0":
            return f"A{told[0]}{clause}{told[1:]}"
    return "A0" + clause
