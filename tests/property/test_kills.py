"""A process that is killed loses nothing that it was told is done, leaves a case that verifies, and can be run again."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tollbook.errors import UsageError
from tollbook.model.review import ReviewDecision
from tollbook.pipeline.adding import add_documents
from tollbook.pipeline.cases import CaseFolder, new_case, reading_ledger, writing_ledger
from tollbook.pipeline.redacting import redact_words
from tollbook.pipeline.reviewing import review_claims
from tollbook.pipeline.verifying import verify_case

IS_SOAK = os.environ.get("TOLLBOOK_HYPOTHESIS_PROFILE") == "soak"
CASES, KILLS_EACH = (20, 11) if IS_SOAK else (2, 6)
LONGEST_SECONDS = 0.8
WORKER = Path(__file__).with_name("busy_case.py")


@dataclass(slots=True)
class Told:
    """What a killed process had said: what it was told is done, and what it had begun last."""

    added: set[str] = field(default_factory=set)
    reviewed: list[tuple[str, int]] = field(default_factory=list)
    redacted: set[str] = field(default_factory=set)
    reread: list[tuple[str, int]] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)

    def take(self, line: str) -> None:
        """Take in one line."""
        match line.split():
            case ["added", document]:
                self.added.add(document)
            case ["reviewed", claim, seq]:
                self.reviewed.append((claim, int(seq)))
            case ["wrote", *names]:  # a document that comes now may hold a name that was erased before
                self.redacted -= set(names)
            case ["redacted", name, _]:
                self.redacted.add(name)
            case ["reread", document, seq]:
                self.reread.append((document, int(seq)))
            case ["begin", *words]:
                self.begun = words
                return
            case _:
                return


def killed(folder: Path, seed: int, environment: dict[str, str]) -> list[str]:
    """Return what a process said that worked on the case until it was killed, at some moment."""
    command = [sys.executable, "-W", "ignore", str(WORKER), str(folder), str(seed)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | environment)
    assert process.stdout is not None
    assert "ready\n" == process.stdout.readline()
    time.sleep(random.Random(seed).uniform(0.0, LONGEST_SECONDS))
    process.kill()
    lines = [line for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    process.stdout.close()
    process.wait()
    return lines


def run_again(case: CaseFolder, environment: dict[str, str], begun: list[str]) -> None:
    """Run the command that was interrupted once more."""
    with writing_ledger(case, actor="Ana", environment=environment) as ledger:
        match begun:
            case ["add", *paths]:
                added = list(add_documents(case, ledger, [path for path in paths if Path(path).is_file()]))
                assert [] == [each.error for each in added if each.error]
            case ["review", claim, decision]:
                review_claims(ledger, [claim], ReviewDecision(decision))
            case ["redact", name]:
                try:
                    redact_words(
                        case, ledger, name, reason="asked for", authority="the family", everywhere=True
                    )
                except UsageError as error:  # it was done, but not told
                    if "the words stand nowhere" not in str(error):
                        raise
            case _:
                pass


def files_that_hold(folder: Path, words: str) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


@pytest.mark.parametrize("seed", range(CASES))
def test_nothing_that_was_told_is_lost_however_often_the_process_is_killed(seed: int, tmp_path: Path) -> None:
    environment = {"TOLLBOOK_KEYS": str(tmp_path / "keys")}
    case = new_case(tmp_path / "case", actor="Ana", environment=environment, randomness=os.urandom)
    told = Told()
    for kill in range(KILLS_EACH):
        for line in killed(case.path, seed * 1000 + kill, environment):
            told.take(line)
        unfinished = {each.place for each in verify_case(case).troubles}
        if unfinished:
            assert "redact" == told.begun[0]
            assert all(place == "the ledger" or place.startswith("capture ") for place in unfinished)
        run_again(case, environment, told.begun)
        assert () == verify_case(case).troubles
        check(case, told)
    assert told.added


def check(case: CaseFolder, told: Told) -> None:
    """Look for everything that was told is done."""
    with reading_ledger(case) as ledger:
        assert set() == told.added - {document.id for document in ledger.documents()}
        for claim, seq in told.reviewed:
            assert claim == ledger.entry(seq).fields["claim"]
        for document, seq in told.reread:
            assert document == ledger.entry(seq).fields["document"]
        record = ledger.record()
        assert tuple(ledger.documents()) == record.documents
        assert [each for each in record.claims if each.current] == list(ledger.claims())
    for name in told.redacted:
        assert [] == files_that_hold(case.path, name)
