"""Measures a case of many documents: adding, verifying, asking, memory, beside a plain SQLite and git.

    python benchmarks/ledger.py                                   # 100,000 documents, 1,000,000 claims; takes a quarter of an hour
    python benchmarks/ledger.py --documents 5000                  # for a look
    python benchmarks/ledger.py --output benchmarks/results/ledger.json

The documents are invented: ten sentences each, with one claim in each, as a reader hands them over, so that what is
measured is what comes after reading. Each stage runs in a process of its own. Rates are by the processor's time of that
process, since a machine that does other work says little by the clock; seconds by the clock are beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from commands import run

from tollbook.ledger import Ledger, LedgerReader, document_draft, source_draft
from tollbook.model import Claim, Document, Harm, Qualifier, Reading, ReadStatus, Scope, Span
from tollbook.model.record import ClaimFilter
from tollbook.model.source import Source
from tollbook.pipeline.cases import new_case, open_case, reading_ledger, writing_ledger
from tollbook.pipeline.verifying import verify_case
from tollbook.version import VERSION

BATCH = 250
CLAIMS_EACH = 10
MEBIBYTE = 1024 * 1024
SOURCES, PLACES, CLAIMANTS = 40, 3000, 2000
HARMS = (Harm.KILLED,) * 5 + (Harm.INJURED,) * 3 + (Harm.DISPLACED, Harm.MISSING, Harm.DETAINED)
RUNS = 7

Report = dict[str, Any]


def reading(number: int) -> Reading:
    """Return one invented document with its claims; the same number gives the same document."""
    chance = random.Random(number)  # noqa: S311 - invented text, no secret
    sentences, claims, at = [], [], 0
    for _ in range(CLAIMS_EACH):
        count, place = f"At least {chance.randint(2, 900)}", f"Place{chance.randrange(PLACES)}"
        who, harm = f"Office {chance.randrange(CLAIMANTS)}", chance.choice(HARMS)
        day = chance.randint(1, 28)
        sentence = (
            f"{count} people were {harm} in {place} on {day} March 2024, {who} said after the shelling. "
        )
        claims.append(claim(sentence, at, count, place, who, harm, day))
        sentences.append(sentence)
        at += len(sentence)
    text = "".join(sentences)
    document = Document(
        id=f"bulletins/{number}.txt",
        sha256=sha256(text.encode()).hexdigest(),
        media_type="text/plain",
        text=text,
        extractor=f"tollbook {VERSION}",
        language="en",
        publisher=f"Gazette {number % SOURCES}",
    )
    return Reading(document=document, status=ReadStatus.READ, claims=tuple(claims))


def claim(sentence: str, at: int, count: str, place: str, who: str, harm: Harm, day: int) -> Claim:
    """Return the claim that a sentence states."""

    def span(words: str) -> Span:
        start = at + sentence.index(words)
        return Span(start, start + len(words))

    when = f"on {day} March 2024"
    start, end = span(count)
    return Claim(
        start=start, end=end, count=count, low=int(count.rsplit(maxsplit=1)[-1]), high=None, qualifier=Qualifier.AT_LEAST,
        harm=harm, scope=Scope.INCIDENT, place=place, claimant=who, when=when, date_from=date(2024, 3, day),
        date_to=date(2024, 3, day), sentence=Span(at, at + len(sentence)), confidence=0.9321, reader=f"grammar {VERSION}",
        spans=(("place", span(place)), ("when", span(when)), ("claimant", span(who))),
    )  # fmt: skip


def timed(work: Callable[[], Any]) -> tuple[Any, Report]:
    """Return what some work returns, and the seconds it took by processor and by clock."""
    clock, processor = time.perf_counter(), time.process_time()
    result = work()
    seconds = {"seconds": time.perf_counter() - clock, "cpu_seconds": time.process_time() - processor}
    return result, seconds


def add(folder: Path, count: int) -> Report:
    """Add so many documents to a new case, as `tollbook add` does after reading: bytes first, then entries."""
    case = new_case(folder, actor="Ana", environment=os.environ, randomness=os.urandom)
    spent = {"captures": 0.0, "ledger": 0.0, "ledger_cpu": 0.0, "captures_cpu": 0.0}
    with writing_ledger(case, actor="Ana", environment=os.environ) as ledger:
        names = [f"Gazette {number}" for number in range(SOURCES)]
        ledger.append(
            [source_draft(Source(id=ledger.source_id(name), names=(("", name),))) for name in names]
        )
        numbers = iter(range(count))
        while batch := [reading(number) for number in islice(numbers, BATCH)]:
            data = [each.document.text.encode() for each in batch]
            _, kept = timed(lambda data=data: case.store.keep_all(data))
            _, told = timed(lambda batch=batch: append(ledger, batch))
            spent["captures"] += kept["seconds"]
            spent["captures_cpu"] += kept["cpu_seconds"]
            spent["ledger"] += told["seconds"]
            spent["ledger_cpu"] += told["cpu_seconds"]
        _, told = timed(lambda: (ledger.checkpoint(), ledger.settle()))
        spent["ledger"] += told["seconds"]
        spent["ledger_cpu"] += told["cpu_seconds"]
    return {"documents": count, **{name: round(value, 2) for name, value in spent.items()}}


def append(ledger: Ledger, batch: list[Reading]) -> None:
    """Record a batch of documents."""
    drafts = []
    for each in batch:
        name = ledger.document_id(each.document.sha256)
        drafts.append(
            document_draft(
                each,
                document=name,
                capture=each.document.sha256,
                claim_ids=ledger.claim_ids(name, each.claims),
                source=ledger.source_id(each.document.publisher or ""),
                origin={"how": "file"},
            )
        )
    ledger.append(drafts)


def chain(folder: Path, _: int) -> Report:
    """Check the chain, the tree and the payloads as wholes."""
    found, spent = timed(lambda: verify_case(open_case(folder), chain_only=True))
    assert found.is_sound, found.troubles[:3]
    return {"entries": found.entries, **spent}


def verify(folder: Path, _: int) -> Report:
    """Check everything there is."""
    found, spent = timed(lambda: verify_case(open_case(folder)))
    assert found.is_sound, found.troubles[:3]
    return {"entries": found.entries, "captures": found.captures, "spans": found.spans, **spent}


def ask(folder: Path, _: int) -> Report:
    """Ask for claims in several ways; each median is of the question for a page of 50 and of the count."""
    wanted = {
        "harm": ClaimFilter(harm="missing"),
        "place": ClaimFilter(place="Place12"),
        "claimant": ClaimFilter(claimant="office 77"),
        "source": ClaimFilter(source="gazette 7"),
        "dates": ClaimFilter(date_from=day(3), date_to=day(3)),
        "state": ClaimFilter(state="accepted"),
        "all": ClaimFilter(
            harm="killed", place="place1", claimant="office", source="gazette 3", date_from=day(2)
        ),
    }
    with reading_ledger(open_case(folder)) as ledger:
        return {name: question(ledger, each) for name, each in wanted.items()}


def day(number: int) -> date:
    """Return a day of March 2024."""
    return date(2024, 3, number)


def question(ledger: LedgerReader, wanted: ClaimFilter) -> Report:
    """Return how long a question takes, and how many claims it finds."""
    page, count = [], []
    for _ in range(RUNS):
        page.append(timed(lambda: list(ledger.claims(wanted, limit=50)))[1]["cpu_seconds"])
        found, spent = timed(lambda: ledger.count_claims(wanted))
        count.append(spent["cpu_seconds"])
    return {
        "found": found,
        "page_seconds": round(statistics.median(page), 4),
        "count_seconds": round(statistics.median(count), 4),
    }


def plain(folder: Path, _: int) -> Report:
    """Insert the rows of the ledger into tables of the same form, in one transaction, with nothing worked out."""
    target = folder.parent / "plain.db"
    target.unlink(missing_ok=True)
    with sqlite3.connect(folder / "ledger.db") as source, sqlite3.connect(target) as copy:
        copy.execute("PRAGMA synchronous = FULL")
        kept = "SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql NOT NULL AND name NOT LIKE 'sqlite_%'"
        for (statement,) in source.execute(kept):
            copy.execute(statement)
        copy.commit()
        names = [
            name
            for (name,) in source.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
        ]
        spent = timed(lambda: [pour(source, copy, name) for name in names] and copy.commit())[1]
    target.unlink()
    return spent


def pour(source: sqlite3.Connection, copy: sqlite3.Connection, table: str) -> None:
    """Copy all rows of a table."""
    rows = source.execute(f"SELECT * FROM {table}")  # noqa: S608 - a name of our own
    places = ", ".join("?" for _ in rows.description)
    copy.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608 - the same


def git(folder: Path, count: int) -> Report:
    """Let git hold the same files: written, added, committed."""
    target = folder.parent / "git"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    subprocess.run(["git", "init", "-q", target], check=True)
    for number in range(count):
        path = target / f"{number % 256:02x}" / f"{number}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(reading(number).document.text)
    who = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org"]
    before = os.times()
    started = time.perf_counter()
    subprocess.run(["git", "-C", target, "add", "."], check=True)
    subprocess.run(["git", "-C", target, *who, "commit", "-q", "-m", "all"], check=True)
    subprocess.run(["git", "-C", target, "fsck", "--full"], check=True, capture_output=True)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    spent = {"seconds": time.perf_counter() - started, "cpu_seconds": cpu}
    shutil.rmtree(target)
    return spent


STAGES: dict[str, Callable[[Path, int], Report]] = {
    "add": add, "chain": chain, "verify": verify, "ask": ask, "plain": plain, "git": git,
}  # fmt: skip


def stage(name: str, folder: Path, count: int) -> Report:
    """Return what one stage took, in a process of its own; the most memory it held is beside it."""
    result = folder.parent / "stage.json"
    words = ["--stage", name, "--folder", str(folder), "--documents", str(count), "--output", str(result)]
    spent = run(words, command=[sys.executable, __file__])
    told: Report = json.loads(result.read_text())
    return {**told, "peak_mib": round(spent.peak_bytes / MEBIBYTE, 1)}


def whole_commands(folder: Path) -> Report:
    """Return what `tollbook claims` takes as a whole."""
    words = ["claims", "--case", str(folder), "--harm", "killed", "--place", "Place12"]
    run(words)
    runs = [run(words) for _ in range(RUNS)]
    return {
        "seconds": round(statistics.median(each.seconds for each in runs), 3),
        "cpu_seconds": round(statistics.median(each.cpu_seconds for each in runs), 3),
    }


def measured(count: int, scratch: Path) -> Report:
    """Return all figures for a case of so many documents."""
    os.environ["TOLLBOOK_KEYS"] = str(scratch / "keys")
    few = max(count // 5, 1)
    small = {name: stage(name, scratch / "few", few)["peak_mib"] for name in ("add", "chain", "verify")}
    shutil.rmtree(scratch / "few")
    folder = scratch / "case"
    found: Report = {name: stage(name, folder, count) for name in STAGES}
    size = (folder / "ledger.db").stat().st_size / MEBIBYTE
    rates = {
        "add_per_cpu_second": round(count / found["add"]["ledger_cpu"]),
        "add_with_captures_per_cpu_second": round(
            count / (found["add"]["ledger_cpu"] + found["add"]["captures_cpu"])
        ),
        "chain_entries_per_cpu_second": round(found["chain"]["entries"] / found["chain"]["cpu_seconds"]),
        "verify_entries_per_cpu_second": round(found["verify"]["entries"] / found["verify"]["cpu_seconds"]),
        "slowest_question_seconds": max(
            max(each["page_seconds"], each["count_seconds"])
            for name, each in found["ask"].items()
            if name != "peak_mib"
        ),
        "claims_command": whole_commands(folder),
        "plain_sqlite_per_cpu_second": round(count / found["plain"]["cpu_seconds"]),
        "git_per_cpu_second": round(count / found["git"]["cpu_seconds"]),
        "ledger_mib": round(size),
        "peak_mib": {name: [small[name], found[name]["peak_mib"]] for name in small},
    }
    return {
        "documents": count,
        "claims": count * CLAIMS_EACH,
        "few_documents": few,
        "rates": rates,
        "stages": found,
    }


def lines_of(report: Report) -> Iterator[str]:
    """Return the report as lines."""
    yield f"{report['documents']:,} documents, {report['claims']:,} claims; a second is one of the processor"
    for name, value in report["rates"].items():
        yield f"  {name:36} {value:,}" if isinstance(value, int) else f"  {name:36} {value}"


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--stage", choices=sorted(STAGES))
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--scratch", type=Path, help="folder for the case; a temporary one if left out")
    parser.add_argument("--output", type=Path)
    options = parser.parse_args(arguments)
    if options.stage:
        options.output.write_text(json.dumps(STAGES[options.stage](options.folder, options.documents)))
        return 0
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        report = {"version": VERSION, "python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
        report |= measured(options.documents, Path(scratch))
    print("\n".join(lines_of(report)))
    if options.output:
        options.output.write_text(f"{json.dumps(report, indent=1)}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
