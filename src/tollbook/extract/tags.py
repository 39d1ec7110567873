"""Parts of speech of a sentence's tokens: Penn Treebank tags from an averaged perceptron.

Frequent words that have one tag are looked up; the others are decided from left to
right by a linear model over the word, its endings and shape, its neighbours and the
tags before it (`tag_features`). `training/train_tagger.py` makes the model file.

For speed, the scores of all tags live in one large integer, sixteen bits for each tag:
one addition adds a feature's weight to every tag at once. What depends on a word alone
is added up once and remembered.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from struct import Struct
from typing import Final, TypeAlias

from tollbook.extract.lexicon import stored
from tollbook.extract.tag_features import (
    AHEAD,
    FIRST_LETTER,
    LETTER_OF,
    NEXT_CLAUSE,
    NO_CLAUSE,
    NO_TAG,
    SEPARATOR,
    TAGS,
    WEIGHT_ZERO,
    Lexicon,
    ahead_feature,
    before_features,
    class_of,
    clause_of,
    fixed_of,
    has_empty_capitals,
    is_past_or_participle,
    joint_features,
    keys_of,
    kind_features,
    lower_of,
    next_ending_features,
    own_ending_features,
    own_word_features,
    previous_ending_features,
    second_next_features,
    second_previous_features,
    shape_of,
)
from tollbook.extract.tokens import Tokens

_NAME_OF: Final = {letter: name for name, letter in LETTER_OF.items()}

_BITS: Final = 16
_ONES: Final = sum(1 << (_BITS * place) for place in range(len(TAGS)))
_MIDDLE: Final = _ONES << (_BITS - 2)
"""A score of nothing for every tag; scores are far smaller, and the highest bit of each tag stays free."""
_GUARDS: Final = _ONES << (_BITS - 1)
_LANE: Final = (1 << _BITS) - 1
_LANES: Final = Struct(f"<{len(TAGS)}H")
_BYTES: Final = _LANES.size
_LETTERS: Final = tuple(LETTER_OF.values())
_REMEMBERED_WORDS: Final = 1 << 16


class _Weights(dict[str, int]):
    """The packed weight of each pair of a tag's letter and a weight's letter, as they are met."""

    __slots__ = ()

    def __missing__(self, pair: str) -> int:
        """Return the weight of a pair at its tag's place, and keep it."""
        place, weight = ord(pair[0]) - FIRST_LETTER, ord(pair[1]) - WEIGHT_ZERO
        packed = self[pair] = weight << (_BITS * place)
        return packed


_WEIGHTS: Final = _Weights()


class _Scores:
    """The packed weights of features, unpacked from the model file as they are first asked for."""

    __slots__ = ("_weights",)

    def __init__(self, codes: dict[str, str]) -> None:
        """Keep the codes of the model file; a feature that is not in it weighs nothing."""
        self._weights: dict[str, str | int] = {**codes}

    def of(self, features: list[str]) -> int:
        """Return the packed weights of some features together; those that are not in the model weigh nothing."""
        total, weights = 0, self._weights
        for feature in features:
            packed = weights.get(feature, 0)
            if isinstance(packed, str):
                packed = sum([_WEIGHTS[packed[i : i + 2]] for i in range(0, len(packed), 2)])
                weights[feature] = packed
            total += packed
        return total


@dataclass(slots=True, frozen=True, eq=False)
class _Model:
    """The model file, read.

    Attributes:
        lexicon: what is known of words before any weighing.
        scores: the packed weights of features.
        beside: by kind of word, the packed weights of the words before it and of those after it.
    """

    lexicon: Lexicon
    scores: _Scores
    beside: dict[str, tuple[dict[str, int], dict[str, int]]]


@cache
def _model() -> _Model:
    """Return the model of the English tagger, read once."""
    parts = json.loads(stored("en", "tagger.json"))
    codes = dict(zip(parts["features"].split(SEPARATOR), parts["weights"].split(SEPARATOR), strict=True))
    scores = _Scores(codes)
    return _Model(Lexicon(parts["fixed"], parts["classes"]), scores, _beside(codes, scores))


def _beside(codes: dict[str, str], scores: _Scores) -> dict[str, tuple[dict[str, int], dict[str, int]]]:
    """Return, by kind of word, the weights of the features that `joint_features` makes of it and a neighbour."""
    beside: dict[str, tuple[dict[str, int], dict[str, int]]] = {}
    for feature in codes:
        if feature[0] == "l":
            word, _, kind = feature[1:].rpartition(" ")
            beside.setdefault(kind, ({}, {}))[0][word] = scores.of([feature])
        elif feature[0] == "r":
            kind, _, word = feature[1:].partition(" ")
            beside.setdefault(kind, ({}, {}))[1][word] = scores.of([feature])
    return beside


_Guess: TypeAlias = tuple[str, int, int]
"""A letter, by how many bits its tag stands, and what `_GUARDS` is less one for every tag before it."""

_GUESSES: Final[dict[str, _Guess]] = {
    letter: (letter, _BITS * place, _GUARDS - (_ONES & ((1 << (_BITS * place)) - 1)))
    for place, letter in enumerate(_LETTERS)
}
_NO_GUESS: Final[_Guess] = (_LETTERS[0], 0, 0)


class _AfterTags(dict[str, int]):
    """The scores of one word by the letter of the tag before it and the state of the clause, as they are met.

    Attributes:
        last: by the same, what the word was tagged when it was last met there: most often it is that again.
    """

    __slots__ = ("kind", "last", "word")

    def __init__(self, word: str, kind: str) -> None:
        """Take the lower-case word and what `class_of` says of it."""
        super().__init__()
        self.word, self.kind = word, kind
        self.last: dict[str, _Guess] = {}

    def __missing__(self, context: str) -> int:
        """Return the scores behind a tag's letter and a clause's state, and keep them."""
        joined = joint_features(self.word, self.kind, context[0], "", "")[0]
        total = self[context] = _of_kind(context + self.kind) + _model().scores.of([joined])
        return total


@lru_cache(_REMEMBERED_WORDS)
def _of_kind(context: str) -> int:
    """Return the scores that join what stands before a token to the token's kind."""
    return _model().scores.of(kind_features(context))


_Entry: TypeAlias = tuple[
    str, int, int, int, int, int, str, str, bool, str, _AfterTags, dict[str, int], dict[str, int]
]


@lru_cache(_REMEMBERED_WORDS)
def _entry(key: str) -> _Entry:
    """Return what a key adds.

    The only letter it can have, the scores for itself, for the tokens one and two before
    and one and two after, its lower-case word, the clause after it, whether
    it can be a past tense and a participle, what it tells a doubtful word that looks ahead,
    and the scores for itself by the tag and the clause before it, by the word before and by the word after.
    """
    model = _model()
    classes, score = model.lexicon.classes, model.scores.of
    word, shape = lower_of(key), shape_of(key)
    kind, opens, fixed = class_of(word, classes), clause_of(word), fixed_of(key, model.lexicon)
    own, following, previous = _ending(shape, word[-3:], kind)
    return (
        fixed,
        0 if fixed else own + score(own_word_features(word, shape)),
        following + score(["n" + word]),
        score(second_next_features(key, classes)),
        previous + score(["b" + word]),
        score(second_previous_features(key)),
        word,
        opens,
        is_past_or_participle(kind),
        ahead_feature("", [(fixed, word, opens)])[1:],
        _AfterTags(word, kind),
        *model.beside.get(kind, _NOTHING_BESIDE),
    )


@lru_cache(_REMEMBERED_WORDS)
def _ending(shape: str, end: str, kind: str) -> tuple[int, int, int]:
    """Return the scores that many words share: for the token itself, the one before it and the one after it."""
    score = _model().scores.of
    return (
        _MIDDLE + score(own_ending_features(shape, end, kind)),
        score(next_ending_features(shape, end, kind)),
        score(previous_ending_features(shape, end)),
    )


_NOTHING_BESIDE: Final[tuple[dict[str, int], dict[str, int]]] = ({}, {})


@lru_cache(_REMEMBERED_WORDS)
def _before(before: str) -> int:
    """Return the scores that what stands before a token gives to it."""
    return _model().scores.of(before_features(before))


@lru_cache(_REMEMBERED_WORDS)
def _of_ahead(feature: str) -> int:
    """Return the scores that the words ahead give to a doubtful token."""
    return _model().scores.of([feature])


def tag(tokens: Tokens) -> list[str]:
    """Return the Penn Treebank tag of each token of a sentence."""
    words = tokens.words
    keys = keys_of(words, tokens.lower, capitals=has_empty_capitals(words))
    return [_NAME_OF[letter] for letter in _letters(list(map(_entry, keys)))]


def _letters(entries: list[_Entry]) -> list[str]:
    """Return the letter of the best tag of each entry, decided from left to right."""
    none, unpack = _entry(""), _LANES.unpack
    letters: list[str] = []
    before = second_before = none
    second, first, clause = NO_TAG, NO_TAG, NO_CLAUSE
    followers = [*entries[1:], none, none]
    for place, entry in enumerate(entries):
        letter, own, _, _, _, _, _, opens, doubtful, _, after, left, right = entry
        if not letter:
            follower, context = followers[place], first + clause
            total = (
                own + after[context] + _before(second + context)
                + follower[2] + followers[place + 1][3] + before[4] + second_before[5]
            )  # fmt: skip
            if before[6] in left:
                total += left[before[6]]
            if follower[6] in right:
                total += right[follower[6]]
            if doubtful:
                total += _of_ahead(_ahead(clause, followers[place : place + AHEAD]))
            letter, shift, base = after.last.get(context, _NO_GUESS)
            # The guess is right if no guard bit is borrowed: the score of its tag, set before every other one, is
            # more than those of tags before it and no less than those after it. This is cheaper than to look for the best.
            if (((total >> shift) & _LANE) * _ONES + base - total) & _GUARDS != _GUARDS:
                lanes = unpack(total.to_bytes(_BYTES, "little"))
                letter = _LETTERS[lanes.index(max(lanes))]
                after.last[context] = _GUESSES[letter]
        letters.append(letter)
        clause = opens or NEXT_CLAUSE.get(clause + letter, clause)
        second, first = first, letter
        second_before, before = before, entry
    return letters


def _ahead(clause: str, following: list[_Entry]) -> str:
    """Return what `ahead_feature` returns, from what each entry tells of itself."""
    for entry in following:
        if (told := entry[9]) != "0":
            return f"A{told[0]}{clause}{told[1:]}"
    return "A0" + clause
