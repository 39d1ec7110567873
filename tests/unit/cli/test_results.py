from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.cli.results import Tally, told
from tollbook.errors import InputError
from tollbook.model import Claim, Reading
from tollbook.pipeline.reading import DocumentFailure


@pytest.fixture
def reading(make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]) -> Reading:
    return make_reading("12 died.", make_claim("12 died.", "12"))


def test_every_outcome_is_counted_and_every_failure_told(reading: Reading, unread_reading: Reading) -> None:
    tally, messages = Tally(), list[str]()
    failures = [InputError("a", "it is empty", "Look."), DocumentFailure("b", "it failed", "Report it.")]
    passed = list(told([reading, *failures, unread_reading], tally, messages.append, quiet=False))
    assert [reading, unread_reading] == passed
    assert Tally(documents=2, claims=1, unread=1, failed=2, defects=1) == tally
    assert [
        "Cannot read a: it is empty. Look.",
        "Cannot read b: it failed. Report it.",
        "Not read: ar.txt (language ar).",
    ] == messages


def test_quietly_only_failures_are_told(unread_reading: Reading) -> None:
    messages: list[str] = []
    list(
        told([unread_reading, InputError("a", "it is empty", "Look.")], Tally(), messages.append, quiet=True)
    )
    assert ["Cannot read a: it is empty. Look."] == messages


def test_the_trace_of_a_defect_is_told_when_asked() -> None:
    messages: list[str] = []
    failure = DocumentFailure("b", "it failed", "Report it.", "Traceback: here")
    list(told([failure], Tally(), messages.append, quiet=True, debug=True))
    assert ["Traceback: here", "Cannot read b: it failed. Report it."] == messages


@pytest.mark.parametrize(
    ("tally", "expected"),
    [
        (Tally(), "0 claims in 0 documents."),
        (Tally(documents=1, claims=1), "1 claim in 1 document."),
        (
            Tally(documents=1200, claims=2, unread=1, failed=3),
            "2 claims in 1,200 documents; 1 document not read, in a language that has no reader yet; 3 inputs failed.",
        ),
    ],
)
def test_the_summary_is_one_line(tally: Tally, expected: str) -> None:
    assert expected == tally.summary()
