"""Whether a count is a running total or one event."""

from __future__ import annotations

import pytest

from tollbook.extract import GrammarReader
from tollbook.model import Document, Scope


def scopes(text: str) -> list[Scope]:
    """Return the scopes of the claims of a text, in order."""
    document = Document(
        id="x", sha256="", media_type="text/plain", text=text, extractor="test", language="en"
    )
    return [claim.scope for claim in GrammarReader().claims(document)]


@pytest.mark.parametrize(
    "text",
    [
        "Fighting has killed 200 people since 2003.",
        "At least 90 people have died so far this year.",
        "The death toll from the quake has risen to 65.",
        "About 1,200 people were killed in the war.",
        "Some 20,000 refugees live in camps near Kesh.",
        "Rebels kidnapped 40 workers over the past year.",
        "The attacks have claimed 300 lives.",
        "From March 2017 to January 2018, 740 people were killed in Kesh.",
        "The virus has killed 167 people.",
    ],
)
def test_totals_over_a_period_a_conflict_or_a_disaster_are_cumulative(text: str) -> None:
    assert [Scope.CUMULATIVE] == scopes(text)


@pytest.mark.parametrize(
    "text",
    [
        "A blast killed 12 people on Tuesday.",
        "Police arrested nine men last week.",
        "A nurse died of the virus earlier this year.",
        "A bomb killed nine people in the deadliest attack since 2011.",
        "Nine people were kidnapped earlier this month.",
    ],
)
def test_one_event_is_an_incident(text: str) -> None:
    assert [Scope.INCIDENT] == scopes(text)
