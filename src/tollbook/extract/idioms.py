"""Harm said in more than one word ("gunned down", "lost their lives", "in custody")."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tollbook.extract.lexicon import load
from tollbook.extract.tokens import Tokens
from tollbook.extract.triggers import Frame, Trigger
from tollbook.extract.verbs import Form, forms_of
from tollbook.model.vocabulary import Harm

_FURTHEST_TAIL = 9
"""How many tokens may stand between a verb and its particle ("took two of the workers hostage")."""
_FURTHEST_SUBJECT_TAIL = 5
_LONGEST_STATE = 4
_FRAMES = {
    "object": Frame.OBJECT,
    "subject": Frame.SUBJECT,
    "people": Frame.OBJECT_OF_PEOPLE,
    "sought": Frame.SOUGHT,
}
_ENDERS = frozenset([".", ";", ",", "and", "who", "which", "that", "but", "when", "after", "while"])


_IN_LISTS = frozenset([",", "and"])
_AFTER_LISTS = frozenset([("hostage",), ("captive",)])
"""Tails that may follow a list of victims ("held a teacher and 22 students hostage")."""


class _Idiom(NamedTuple):
    harm: Harm
    frame: Frame
    lemma: str
    forms: frozenset[Form]
    tails: frozenset[tuple[str, ...]]
    longest: int


class _Idioms(NamedTuple):
    by_verb: dict[str, tuple[_Idiom, ...]]
    states: dict[tuple[str, ...], Harm]
    state_starts: frozenset[str]
    openers: frozenset[str]


@cache
def _idioms(language: str) -> _Idioms:
    """Return the idioms of a language by the verb forms they begin with."""
    data = load(language, "idioms")
    by_verb: dict[str, list[_Idiom]] = {}
    for row in data["particle"]:
        tails = frozenset(tuple(tail.split()) for tail in row["tails"])
        for verb in row["verbs"]:
            lemma, forms = forms_of(verb)
            for word, kinds in forms.items():
                idiom = _Idiom(
                    Harm(row["harm"]), _FRAMES[row["frame"]], lemma, kinds, tails, max(map(len, tails))
                )
                by_verb.setdefault(word, []).append(idiom)
    states = {
        tuple(words.split()): Harm(harm) for harm, phrases in data["states"].items() for words in phrases
    }
    state_starts = frozenset(words[0] for words in states)
    return _Idioms(
        {word: tuple(found) for word, found in by_verb.items()},
        states,
        state_starts,
        state_starts | by_verb.keys() | _SURVIVE | _LOSE | {"loss", "lives"},
    )


@cache
def idiom_pasts(language: str) -> frozenset[str]:
    """Return the past forms of the verbs of idioms that are no base forms as well ("froze")."""
    return frozenset(
        word
        for word, found in _idioms(language).by_verb.items()
        if all(Form.PAST in idiom.forms and Form.BASE not in idiom.forms for idiom in found)
    )


def lone_signs(language: str) -> frozenset[str]:
    """Return the words that are signs of an idiom of harm by themselves."""
    idioms = _idioms(language)
    return (
        _SURVIVE
        | {"lives", "life", "lost", "losing", "custody", "detention"}
        | {words[-1] for words in idioms.states}
    )


def idiom_signs(language: str) -> dict[str, frozenset[str]]:
    """Return, for each verb form that begins an idiom of harm, the last words that its tails can have."""
    return {
        word: frozenset(tail[-1] for idiom in found for tail in idiom.tails)
        for word, found in _idioms(language).by_verb.items()
    }


def idiom_triggers(tokens: Tokens, language: str = "en") -> list[Trigger]:
    """Return the idioms of harm of a sentence, in text order."""
    idioms, lower, found = _idioms(language), tokens.lower, []
    for i, word in enumerate(lower):
        if word not in idioms.openers:
            continue
        for idiom in idioms.by_verb.get(word, ()):
            tail = _tail_after(lower, i, idiom)
            if tail is not None and not (idiom.frame is Frame.SOUGHT and tail != tuple(lower[i + 1 : i + 2])):
                found.append(
                    Trigger(i, i + 1, idiom.harm, idiom.frame, f"{idiom.lemma} {' '.join(tail)}", idiom.forms)
                )
        if word in _SURVIVE and {"not", "didn't"} & set(lower[max(0, i - 2) : i]):
            found.append(Trigger(i, i + 1, Harm.KILLED, Frame.SUBJECT, "not survive"))
        if word in _LOSE and i + 1 < len(lower):
            found.append(Trigger(i, i + 1, Harm.KILLED, Frame.OBJECT_OF_KIN, "lose", _LOSE_FORMS))
        if word == "loss" and lower[i + 1 : i + 3] == ["of", "life"]:
            found.append(Trigger(i, i + 1, Harm.KILLED, Frame.UNIT, "loss of life"))
        if word == "lives" and _lost(lower, i):
            found.append(Trigger(i, i + 1, Harm.KILLED, Frame.UNIT, "lives"))
        if word in idioms.state_starts:
            found.extend(_state_at(lower, i, idioms))
    return found


_LOSE = frozenset(["lost", "lose", "loses", "losing"])
_LOSE_FORMS = frozenset([Form.BASE, Form.PAST, Form.PARTICIPLE, Form.ING])
_SURVIVE = frozenset(["survive", "survived"])
_TAKE_LIVES = frozenset(
    "claim claims claimed claiming cost costs costing take takes took taken taking lose loses"
    " lost losing end ended ending loss".split()
)


def _lost(lower: list[str], i: int) -> bool:
    """Tell whether the "lives" at token `i` were lost."""
    return bool(_TAKE_LIVES & set(lower[max(0, i - 7) : i])) or "lost" in lower[i + 1 : i + 4]


def _tail_after(lower: list[str], i: int, idiom: _Idiom) -> tuple[str, ...] | None:
    """Return the tail of an idiom that stands behind its verb at token `i`, or None."""
    furthest = (
        _FURTHEST_TAIL if idiom.frame in (Frame.OBJECT, Frame.OBJECT_OF_PEOPLE) else _FURTHEST_SUBJECT_TAIL
    )
    for j in range(i + 1, min(len(lower), i + 1 + furthest)):
        for length in range(idiom.longest, 0, -1):
            tail = tuple(lower[j : j + length])
            if tail in idiom.tails:
                return tail
        if lower[j] in _ENDERS and not (lower[j] in _IN_LISTS and idiom.tails & _AFTER_LISTS):
            return None
    return None


def _state_at(lower: list[str], i: int, idioms: _Idioms) -> list[Trigger]:
    """Return the state that begins at token `i` ("in custody", "in police custody"), if any."""
    for j in range(i + 2, min(i + 5, len(lower))):
        if lower[i] == "in" and lower[j] in ("custody", "detention"):
            return [Trigger(i, j + 1, Harm.DETAINED, Frame.STATE, f"in {lower[j]}")]
        if lower[j] in _ENDERS:
            break
    for length in range(min(_LONGEST_STATE, len(lower) - i), 1, -1):
        words = tuple(lower[i : i + length])
        harm = idioms.states.get(words)
        if harm is not None:
            return [Trigger(i, i + length, harm, Frame.STATE, " ".join(words))]
    return []
