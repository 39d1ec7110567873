"""Where a sentence speaks of harm: verbs, adjectives, nouns and tolls, with what they say was suffered.

A trigger is a place, not yet a claim: whom it befell and how many they were is found by `links`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from tollbook.extract.idioms import idiom_signs, idiom_triggers, lone_signs
from tollbook.extract.letters import runs_of_letters
from tollbook.extract.lexicon import load
from tollbook.extract.tokens import Tokens
from tollbook.extract.triggers import Frame, Trigger
from tollbook.extract.verbs import Form, forms_of
from tollbook.model.vocabulary import Harm


class _Entry(NamedTuple):
    harm: Harm
    frame: Frame
    lemma: str
    forms: frozenset[Form]


class HarmWords(NamedTuple):
    """The words of harm of a language, keyed for look-up.

    Attributes:
        entries: for each word form, what it can be.
        verb_forms: for each word form of a verb, which forms it can be.
        tolls: for each toll phrase, as words, what it counts.
        toll_starts: the words that toll phrases begin with.
        openers: these and the words of `entries`.
        not_after: words behind a harm noun that make it mean something else.
        signs: words without which no sentence speaks of harm, but for idioms.
        idiom_signs: for each verb of an idiom, the words one of which must stand in the same sentence.
    """

    entries: dict[str, tuple[_Entry, ...]]
    verb_forms: dict[str, frozenset[Form]]
    tolls: dict[tuple[str, ...], Harm]
    toll_starts: frozenset[str]
    openers: frozenset[str]
    not_after: frozenset[str]
    signs: frozenset[str]
    idiom_signs: dict[str, frozenset[str]]

    def may_speak_of_harm(self, lowered: str, start: int, end: int) -> bool:
        """Tell, fast and never wrongly with no, whether a stretch of lower-case text speaks of harm.

        Args:
            lowered: a text in lower case.
            start: where the stretch begins.
            end: where it ends.
        """
        stretch = lowered[start:end]
        words = _WORD.findall(stretch) if "-" in stretch else runs_of_letters(stretch)
        if not self.signs.isdisjoint(words):
            return True
        verbs = self.idiom_signs.keys() & words
        return bool(verbs) and any(not self.idiom_signs[verb].isdisjoint(words) for verb in verbs)


_VERB_FRAMES = (
    ("object", Frame.OBJECT),
    ("object_of_people", Frame.OBJECT_OF_PEOPLE),
    ("subject", Frame.SUBJECT),
)
_NOUN_FRAMES = (("unit_nouns", Frame.UNIT), ("act_nouns", Frame.ACT))
_LONGEST_TOLL = 5
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@cache
def harm_words(language: str) -> HarmWords:
    """Return the words of harm of a language."""
    data = load(language, "harms")
    entries: dict[str, list[_Entry]] = {}
    for word, entry in (*_verb_entries(data), *_other_entries(data)):
        entries.setdefault(word, []).append(entry)
    tolls = {tuple(toll.split()): Harm(harm) for harm, tolls in data["tolls"].items() for toll in tolls}
    toll_starts = frozenset(toll[0] for toll in tolls) | _COUNTING
    return HarmWords(
        {word: tuple(found) for word, found in entries.items()},
        {word: frozenset().union(*(entry.forms for entry in found)) for word, found in entries.items()},
        tolls,
        toll_starts,
        toll_starts | entries.keys(),
        frozenset(data["not_harm"]["after"]),
        frozenset(entries) | {toll[-1] for toll in tolls} | lone_signs(language),
        idiom_signs(language),
    )


def _verb_entries(data: dict[str, Any]) -> Iterator[tuple[str, _Entry]]:
    """Return each form of each verb of harm, with what it can be."""
    for key, frame in _VERB_FRAMES:
        for harm, verbs in data[key].items():
            for lemma, forms in map(forms_of, verbs):
                for word, kinds in forms.items():
                    yield word, _Entry(Harm(harm), frame, lemma, kinds)


def _other_entries(data: dict[str, Any]) -> Iterator[tuple[str, _Entry]]:
    """Return the adjectives of harm and each number of its nouns, with what they can be."""
    for harm, words in data["adjectives"].items():
        for word in words:
            yield word, _Entry(Harm(harm), Frame.ADJECTIVE, word, frozenset())
    for key, frame in _NOUN_FRAMES:
        for harm, nouns in data[key].items():
            for noun in nouns:
                for word in _numbers_of(noun):
                    yield word, _Entry(Harm(harm), frame, noun, frozenset())


def _numbers_of(noun: str) -> tuple[str, ...]:
    """Return the singular and the plural of a regular noun."""
    if noun.endswith(("dead", "wounded", "injured", "missing", "displaced", "homeless")):
        return (noun,)
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun, noun[:-1] + "ies"
    return noun, noun + "s"


def triggers(tokens: Tokens, tags: list[str], language: str = "en") -> list[Trigger]:
    """Return every reading of every word of harm in a sentence, in text order.

    Args:
        tokens: the sentence.
        tags: Penn Treebank tags of its tokens.
        language: whose words to use.
    """
    words = harm_words(language)
    found: list[Trigger] = []
    for i, word in enumerate(tokens.lower):
        if word not in words.openers:
            continue
        toll = _toll_at(tokens.lower, i, words) if word in words.toll_starts else None
        if toll is not None:
            found.append(toll)
        if word in words.entries:
            found.extend(
                Trigger(i, i + 1, entry.harm, entry.frame, entry.lemma, entry.forms)
                for entry in words.entries[word]
                if not _means_something_else(tokens, tags, i, entry, words)
            )
    found.extend(idiom_triggers(tokens, language))
    return found


_COUNTING = frozenset(["number", "numbers", "count", "total", "tally", "list"])
_FURTHEST_HARM = 9
"""How many tokens may stand between "number of" and the harm ("the number of boys known to have died")."""
_TOLL_ENDS = frozenset(["is", "was", "were", "are", "has", "had", "rose", "stood", "stands", ",", ".", ";"])
_COUNTABLE = (Frame.ADJECTIVE, Frame.UNIT, Frame.OBJECT, Frame.SUBJECT)


def _counted_toll(lower: list[str], i: int, words: HarmWords) -> Trigger | None:
    """Return the toll that "number of" and a harm make, or None when no harm follows."""
    for j in range(i + 2, min(len(lower), i + 2 + _FURTHEST_HARM)):
        if lower[j] in _TOLL_ENDS:
            return None
        for entry in words.entries.get(lower[j], ()):
            if entry.frame in _COUNTABLE and (not entry.forms or entry.forms & {Form.PAST, Form.PARTICIPLE}):
                return Trigger(i, j + 1, entry.harm, Frame.TOLL, f"{lower[i]} of {lower[j]}")
    return None


def _toll_at(lower: list[str], i: int, words: HarmWords) -> Trigger | None:
    """Return the longest toll phrase that begins at token `i`."""
    if lower[i] in _COUNTING and lower[i + 1 : i + 2] == ["of"]:
        return _counted_toll(lower, i, words)
    for length in range(min(_LONGEST_TOLL, len(lower) - i), 0, -1):
        harm = words.tolls.get(tuple(lower[i : i + length]))
        if harm is not None and not (length == 1 and i and lower[i - 1] in ("death", "injury", "casualty")):
            return Trigger(i, i + length, harm, Frame.TOLL, " ".join(lower[i : i + length]))
    return None


def _means_something_else(tokens: Tokens, tags: list[str], i: int, entry: _Entry, words: HarmWords) -> bool:
    """Tell whether a word of harm stands in a compound of another meaning ("death penalty")."""
    following = tokens.lower[i + 1] if i + 1 < len(tokens) else ""
    if entry.frame in (Frame.UNIT, Frame.ACT, Frame.ADJECTIVE) and following in words.not_after:
        return True
    if entry.frame in (Frame.UNIT, Frame.ACT):
        return not tags[i].startswith(("N", "J", "V")) or (tags[i] in ("VBD", "VBP", "VBZ"))
    return False
