"""Measures how fast a case is reconciled, how that grows, and how long one new document takes; prints a table.

    python benchmarks/reconcile.py                                   # 1,000,000 claims of 100,000 documents in 500 events
    python benchmarks/reconcile.py --events 50                       # a tenth of it
    python benchmarks/reconcile.py --json --output benchmarks/results/reconcile.json

The documents are invented: bulletins of an office, agencies that relay them, papers that copy the agencies, a rival that
gives other numbers, denials. Times are CPU seconds of this process, on one core.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import resource
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tollbook.model.claim import Claim
from tollbook.model.document import Span
from tollbook.model.evidence import CaseClaim, CaseDocument, CaseFacts
from tollbook.model.vocabulary import Harm, Qualifier, Scope, SourceType, Stance
from tollbook.reconcile.incremental import Desk

EVENTS, DOCUMENTS_AN_EVENT, CLAIMS_A_DOCUMENT = 500, 200, 10
ODD_SHARE = 0.02
"""Share of relayed figures that their source does not hold."""

START = datetime(2030, 1, 1, 8, tzinfo=UTC)
SYLLABLES = "ba de fi go ku la me ni po ru sa te vi wo za".split()
HARMS = (Harm.KILLED, Harm.INJURED, Harm.MISSING)
WORDS = "roads bridges schools wells tents lorries convoys doctors wardens villages rivers markets mills granaries".split()

Case = tuple[CaseFacts, list[CaseDocument], list[CaseClaim]]


def place_name(number: int) -> str:
    """Return an invented name, another for each number."""
    base = len(SYLLABLES)
    parts = [SYLLABLES[number // base**power % base] for power in range(4)]
    return "".join(parts).title()


def document(chance: random.Random, event: int, number: int) -> tuple[CaseDocument, list[CaseClaim]]:
    """Return one invented document about an event, and its claims."""
    place, day = place_name(event), number // 8
    moment = START + timedelta(days=day, minutes=number)
    office = f"{place} Health Office"
    own = number % 8 == 0
    total = 100 + 7 * day + event % 50
    claimant = None if own else f"the {office}"
    publisher = office if own else f"Agency {number % 8} of {place}"
    words = " ".join(chance.choices(WORDS, k=12))
    pieces, claims = [], []
    text = ""
    for index in range(CLAIMS_A_DOCUMENT):
        harm = HARMS[index % 3]
        count = total * (1 + index % 3) + (0 if own or chance.random() > ODD_SHARE else 400)
        said = f"{count:,} people"
        tail = "" if own else f", the {office} said"
        sentence = f"{said} have been {harm} in {place} since 1 December{tail}. "
        start = len(text)
        text += sentence
        pieces.append(Span(start, start + len(sentence) - 1))
        claims.append(
            Claim(
                start=start, end=start + len(said), count=said, low=count, high=count, qualifier=Qualifier.EXACT, harm=harm,
                scope=Scope.CUMULATIVE, stance=Stance.ASSERTS, place=place, when="since 1 December", claimant=claimant,
                sentence=pieces[-1],
            )
        )  # fmt: skip
    text += f"The {words} are open again."
    made = CaseDocument(
        id=f"D{event:04}-{number:04}",
        publisher=publisher,
        source_type=SourceType.PARTY_AUTHORITY if own else SourceType.MEDIA_RELAY,
        published_at=moment,
        language="en",
        text=text,
        sentences=tuple(pieces),
    )
    return made, [
        CaseClaim(id=f"{made.id}-{index}", document=made.id, claim=claim)
        for index, claim in enumerate(claims)
    ]


def case(events: int) -> Case:
    """Return an invented case of so many events."""
    chance = random.Random(7)  # noqa: S311 - the same case each time
    documents, claims = [], []
    for event in range(events):
        for number in range(DOCUMENTS_AN_EVENT):
            made, held = document(chance, event, number)
            documents.append(made)
            claims += held
    return CaseFacts(id="bench", title="", parties=("the North", "the South")), documents, claims


def measured(events: int) -> dict[str, Any]:
    """Return the seconds that a case of so many events takes, whole and after one new document."""
    facts, documents, claims = case(events)
    gc.collect()
    started = time.process_time()
    desk = Desk(facts, documents, claims)
    record = desk.record()
    whole = time.process_time() - started
    chance = random.Random(9)  # noqa: S311 - the same document each time
    extra, held = document(chance, events // 2, DOCUMENTS_AN_EVENT)
    extra = replace(extra, id="Z")
    held = [CaseClaim(id=f"Z-{index}", document="Z", claim=each.claim) for index, each in enumerate(held)]
    started = time.process_time()
    more = desk.with_document(extra, held)
    one = time.process_time() - started
    assert len(more.claims) == len(record.claims) + len(held)
    return {
        "events": events,
        "documents": len(documents),
        "claims": len(claims),
        "seconds": round(whole, 2),
        "seconds_after_one_document": round(one, 3),
        "microseconds_a_claim": round(whole / len(claims) * 1e6, 1),
        "lines": len(record.lines),
        "memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def main() -> None:
    """Run, print and keep the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--output", type=Path)
    arguments = parser.parse_args()
    sizes = sorted({max(1, arguments.events // 10), max(1, arguments.events // 2), arguments.events})
    rows = [measured(size) for size in sizes]
    if arguments.json or arguments.output:
        text = json.dumps({"reconcile": rows}, indent=1)
        if arguments.output:
            arguments.output.write_text(text + "\n", encoding="utf-8")
        print(text)
        return
    for row in rows:
        print(
            "  ".join(
                f"{name} {value:,}" if isinstance(value, int) else f"{name} {value}"
                for name, value in row.items()
            )
        )


if __name__ == "__main__":
    main()
