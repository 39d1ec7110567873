"""What a word of harm is, and how it takes its victims."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from tollbook.extract.verbs import Form
from tollbook.model.vocabulary import Harm


class Frame(Enum):
    """How the words of a trigger take their victims."""

    OBJECT = auto()
    OBJECT_OF_PEOPLE = auto()
    SUBJECT = auto()
    ADJECTIVE = auto()
    UNIT = auto()
    ACT = auto()
    TOLL = auto()
    STATE = auto()
    SOUGHT = auto()
    OBJECT_OF_KIN = auto()


@dataclass(frozen=True, slots=True)
class Trigger:
    """One word or phrase of harm.

    Attributes:
        start: its first token.
        end: the token after its last one.
        harm: what it says was suffered.
        frame: how it takes its victims.
        lemma: its base form.
        forms: the verb forms it can be; empty when it is no verb.
    """

    start: int
    end: int
    harm: Harm
    frame: Frame
    lemma: str
    forms: frozenset[Form] = frozenset()
