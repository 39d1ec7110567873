from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.ledger import Ledger, document_draft
from tollbook.model import Claim, Reading, Stance
from tollbook.model.entry import EntryKind, Erasure
from tollbook.model.record import ClaimOrder

TEXT = "One two three four five six seven eight nine ten."


@pytest.fixture
def filled(
    ledger: Ledger, make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]
) -> dict[str, str]:
    """Return the ids of four claims by the word that states them."""
    claims = (
        make_claim(TEXT, "One", number=5, confidence=0.9),
        make_claim(TEXT, "two", number=5000, confidence=0.9),
        make_claim(TEXT, "three", number=5, confidence=0.4),
        make_claim(TEXT, "four", number=5, confidence=0.9, disputed_by="the army"),
    )
    document = ledger.document_id("0" * 64)
    ids = ledger.claim_ids(document, claims)
    reading = make_reading(TEXT, *claims)
    ledger.append([document_draft(reading, document=document, capture="0" * 64, claim_ids=ids)])
    return dict(zip(("One", "two", "three", "four"), ids, strict=True))


def words(ledger: Ledger, order: ClaimOrder) -> list[str]:
    return [each.claim.count for each in ledger.claims(order=order) if each.claim]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (ClaimOrder.DOCUMENT, ["One", "two", "three", "four"]),
        (ClaimOrder.NEWEST, ["four", "three", "two", "One"]),
        (ClaimOrder.CONFIDENCE, ["three", "One", "two", "four"]),
        (ClaimOrder.HIGHEST, ["two", "One", "three", "four"]),
        (ClaimOrder.MATTERS, ["four", "three", "two", "One"]),
    ],
)
def test_claims_come_in_the_order_that_was_asked_for(
    ledger: Ledger, filled: dict[str, str], order: ClaimOrder, expected: list[str]
) -> None:
    assert set(expected) == set(filled)
    assert expected == words(ledger, order)


def test_a_figure_that_its_speaker_rejects_comes_before_those_nobody_contests(
    ledger: Ledger,
    make_claim: Callable[..., Claim],
    make_reading: Callable[..., Reading],
    filled: dict[str, str],
) -> None:
    text = "Not six were killed."
    claim = make_claim(text, "six", number=6, confidence=0.9, stance=Stance.DISPUTES)
    document = ledger.document_id("1" * 64)
    ids = ledger.claim_ids(document, [claim])
    ledger.append(
        [document_draft(make_reading(text, claim), document=document, capture="1" * 64, claim_ids=ids)]
    )
    assert {"four", "six"} == set(words(ledger, ClaimOrder.MATTERS)[:2])
    assert filled["four"] not in ids


def test_an_erased_figure_has_no_place_of_its_own_in_an_order(ledger: Ledger, filled: dict[str, str]) -> None:
    entry = next(each for each in ledger.entries() if each.kind is EntryKind.DOCUMENT_ADDED)
    ledger.redact(
        [Erasure(seq=entry.seq, field="claims/1/figure")], reason="asked for", authority="the family"
    )
    assert len(filled) == len(list(ledger.claims(order=ClaimOrder.HIGHEST)))
    assert "two" not in words(ledger, ClaimOrder.HIGHEST)
