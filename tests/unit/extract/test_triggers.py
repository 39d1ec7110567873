"""Words of harm as values."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from tollbook.extract.triggers import Frame, Trigger
from tollbook.model import Harm


def test_a_word_that_is_no_verb_has_no_forms() -> None:
    assert frozenset() == Trigger(0, 1, Harm.KILLED, Frame.ADJECTIVE, "dead").forms


def test_a_trigger_cannot_be_changed() -> None:
    trigger = Trigger(0, 1, Harm.KILLED, Frame.ADJECTIVE, "dead")
    with pytest.raises(FrozenInstanceError):
        trigger.start = 2  # type: ignore[misc]
