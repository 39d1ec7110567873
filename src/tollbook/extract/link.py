"""One candidate claim: a number of people, and the harm that it is tied to."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.extract.phrases import Kind, Phrase
from tollbook.extract.triggers import Trigger
from tollbook.model.vocabulary import Harm, Qualifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of people, by the positions of the tokens that state it.

    Attributes:
        start: first token of the count span.
        end: the token after its last one.
        low: smallest number said; None when open downwards.
        high: largest number said; None when open upwards.
        qualifier: how the words hedge it.
        phrase: the phrase that names who they were ("its members" in "two of its members").
        kind: what that phrase is about.
        rule: what states the number: "number", "one", "name", "group", "none".
    """

    start: int
    end: int
    low: int | None
    high: int | None
    qualifier: Qualifier
    phrase: Phrase
    kind: Kind
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One number of people tied to one harm.

    Attributes:
        count: the number and the words that state it.
        harm: what was suffered.
        trigger: the words of harm.
        rule: how the two were tied, for the confidence.
        maybe: whether the grammar says that it may not have happened.
        part_of: whether the count is a stated part of another.
    """

    count: Count
    harm: Harm
    trigger: Trigger
    rule: str
    maybe: bool = False
    part_of: bool = False
