"""A small case with a ledger, on a clock and chance that are the same every time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tollbook.ledger import Ledger, document_draft
from tollbook.model import Claim, Reading
from tollbook.model.entry import Draft

CASE = "arvenia-2024"
TEXT = "At least 12 people were killed in Kesh, police said. Three children were hurt in Odra."


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """Return a clock that goes on by a second each time it is looked at."""
    moments = iter(datetime(2024, 5, 1, 12, tzinfo=UTC) + timedelta(seconds=n) for n in range(1_000_000))
    return lambda: next(moments)


@pytest.fixture
def randomness() -> Callable[[int], bytes]:
    """Return a source of bytes that are the same in every run."""
    return random.Random(7).randbytes


@pytest.fixture
def ledger(
    tmp_path: Path, clock: Callable[[], datetime], randomness: Callable[[int], bytes]
) -> Iterator[Ledger]:
    """Return a new ledger with its first entry."""
    path = tmp_path / "ledger.db"
    with Ledger.create(path, case=CASE, actor="Ana", clock=clock, randomness=randomness) as made:
        yield made


@pytest.fixture
def draft_of(make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]) -> Callable[..., Draft]:
    """Return a maker of drafts of documents with two claims; `draft_of(ledger, 3)` is the third document."""

    def make(ledger: Ledger, number: int = 1, text: str = TEXT, **fields: Any) -> Draft:
        claims = (
            make_claim(text, "At least 12", place="Kesh", claimant="police"),
            make_claim(text, "Three", number=3, harm="injured", place="Odra", victims="children"),
        )
        reading = make_reading(text, *claims, id=f"note-{number}.txt")
        capture = sha256(f"{number}{text}".encode()).hexdigest()
        document = ledger.document_id(capture)
        ids = ledger.claim_ids(document, claims)
        return document_draft(reading, document=document, capture=capture, claim_ids=ids, **fields)

    return make
