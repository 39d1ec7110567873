"""The forms of English verbs, from their base forms and the irregular forms given."""

from __future__ import annotations

from enum import Enum, auto


class Form(Enum):
    """A form of a verb."""

    BASE = auto()
    PRESENT = auto()
    PAST = auto()
    PARTICIPLE = auto()
    ING = auto()


def forms_of(entry: str) -> tuple[str, dict[str, frozenset[Form]]]:
    """Return a verb's base form, and what each of its word forms can be.

    Args:
        entry: the base form alone for a regular verb; for an irregular one the base form,
            a colon, and past, participle and -ing form between commas (variants between blanks).
    """
    lemma, _, irregular = entry.partition(":")
    if irregular:
        past, participle, ing = (part.split() for part in irregular.split(","))
    else:
        past = participle = [_regular(lemma, "ed")]
        ing = [_regular(lemma, "ing")]
    forms: dict[str, set[Form]] = {}
    for words, form in (
        ([lemma], Form.BASE),
        ([_third_person(lemma)], Form.PRESENT),
        (past, Form.PAST),
        (participle, Form.PARTICIPLE),
        (ing, Form.ING),
    ):
        for word in words:
            forms.setdefault(word, set()).add(form)
    return lemma, {word: frozenset(kinds) for word, kinds in forms.items()}


def _regular(lemma: str, ending: str) -> str:
    """Return a regular past or -ing form."""
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe")):
        return lemma[:-1] + ending
    if ending == "ed" and lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + ending


def _third_person(lemma: str) -> str:
    """Return the form that goes with he, she and it."""
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + "s"
