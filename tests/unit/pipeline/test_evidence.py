from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tollbook.errors import UsageError
from tollbook.export.evidence_archive import evidence_page, write_evidence
from tollbook.ledger import Ledger, checkpoint_row, document_note_draft
from tollbook.model.evidence_pack import EvidencePack
from tollbook.pipeline.cases import CaseFolder
from tollbook.pipeline.evidence import gather_evidence
from tollbook.pipeline.redacting import redact_words


def unpacked(pack: EvidencePack, folder: Path) -> Path:
    """Return a folder with the evidence in it."""
    archive = io.BytesIO()
    write_evidence(pack, archive)
    zipfile.ZipFile(archive).extractall(folder)
    return folder


def verify(folder: Path, *words: str) -> tuple[int, str]:
    """Return exit code and output of the verifier, run with nothing but Python."""
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def claim(case_ledger: Ledger, told: list[str]) -> str:
    return case_ledger.claims_of(told[0])[0].id


def test_evidence_stands_alone_and_holds(
    case: CaseFolder, case_ledger: Ledger, claim: str, tmp_path: Path
) -> None:
    folder = unpacked(gather_evidence(case, case_ledger, claim[:7]), tmp_path / "out")
    names = ["README.txt", "checkpoint.json", "evidence.json", "page.html", "source", "text.txt", "verify.py"]
    assert names == sorted(path.name for path in folder.iterdir())
    code, output = verify(folder)
    assert (0, "The evidence holds.") == (code, output.strip().splitlines()[-1])
    assert "WRONG" not in output
    assert "good signature of key" in output
    assert (folder / "text.txt").read_text() == (tmp_path / "in" / "one.txt").read_text()


def test_the_archive_itself_and_a_checkpoint_from_elsewhere_are_checked(
    case: CaseFolder, case_ledger: Ledger, claim: str, tmp_path: Path
) -> None:
    pack = gather_evidence(case, case_ledger, claim)
    folder = unpacked(pack, tmp_path / "out")
    with (tmp_path / "evidence.zip").open("wb") as stream:
        write_evidence(pack, stream)
    kept = tmp_path / "kept.json"
    kept.write_text(json.dumps(checkpoint_row(pack.checkpoint)))
    assert 0 == verify(folder, "--checkpoint", str(kept), str(tmp_path / "evidence.zip"))[0]
    kept.write_text(json.dumps({**checkpoint_row(pack.checkpoint), "root": "0" * 64}))
    code, output = verify(folder, "--checkpoint", str(kept))
    assert (1, True) == (code, "WRONG  checkpoint: NOT the one that you gave" in output)


def change_row(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    def changed(folder: Path) -> None:
        row = json.loads((folder / "evidence.json").read_text())
        change(row)
        (folder / "evidence.json").write_text(json.dumps(row))

    return changed


def shown_field(row: dict[str, Any], name: str) -> dict[str, str]:
    shown: dict[str, str] = next(
        entry["disclosed"][name] for entry in row["entries"] if name in entry["disclosed"]
    )
    return shown


FORGERIES: dict[str, tuple[Callable[[Path], object], str]] = {
    "the source": (
        lambda folder: (folder / "source" / "received.bin").write_bytes(b"x"),
        "source: the bytes have the digest",
    ),
    "the text": (lambda folder: (folder / "text.txt").write_text("x"), "text: NOT the one that was recorded"),
    "a figure": (
        change_row(lambda row: shown_field(row, "claims/0/figure").update(value='{"low":99}')),
        "its fields are not those that its header is bound to",
    ),
    "a salt": (
        change_row(lambda row: shown_field(row, "claims/0/figure").update(salt="00" * 16)),
        "its fields are not those that its header is bound to",
    ),
    "a header": (
        change_row(
            lambda row: row["entries"][0].update(header=row["entries"][0]["header"].replace("2", "3", 1))
        ),
        "it does not lead to the root of the checkpoint",
    ),
    "a proof": (
        change_row(lambda row: row["entries"][0].update(proof=row["entries"][0]["proof"][::-1])),
        "it does not lead to the root of the checkpoint",
    ),
    "the signature": (
        change_row(lambda row: row["checkpoint"].update(signature="11" * 64)),
        "checkpoint: its signature is not good",
    ),
    "the size": (change_row(lambda row: row["checkpoint"].update(size=99)), "its signature is not good"),
    "the digest": (
        change_row(lambda row: row["capture"].update(sha256="0" * 64)),
        "WRONG  source: its digest is the one that the ledger recorded",
    ),
    "everything": (lambda folder: (folder / "evidence.json").write_text("[]"), "the evidence cannot be read"),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_changed_evidence_is_found(
    what: str, case: CaseFolder, case_ledger: Ledger, claim: str, tmp_path: Path
) -> None:
    folder = unpacked(gather_evidence(case, case_ledger, claim), tmp_path / "out")
    forge, words = FORGERIES[what]
    forge(folder)
    code, output = verify(folder)
    assert (1, True) == (code, words in output), output


def test_other_claims_people_and_paths_are_not_in_it(
    case: CaseFolder, case_ledger: Ledger, claim: str, tmp_path: Path
) -> None:
    pack = gather_evidence(case, case_ledger, claim)
    row = json.dumps(pack.entries)
    assert "Ana Recorder" not in row
    assert "was called" not in row
    assert str(tmp_path) not in row
    shown = {name for entry in pack.entries for name in entry["disclosed"]}
    assert {"claims/0/figure", "claims/0/id"} <= shown
    assert not any(name.startswith("claims/1/") for name in shown)
    people = json.dumps(gather_evidence(case, case_ledger, claim, people=True).entries)
    assert "Ana Recorder" in people
    assert "was called" in people


@pytest.mark.parametrize("how", ["restricted", "digest only"])
def test_of_a_restricted_document_only_the_digest_goes(
    how: str, case: CaseFolder, case_ledger: Ledger, told: list[str], claim: str, tmp_path: Path
) -> None:
    if how == "restricted":
        case_ledger.append([document_note_draft(told[0], {"sensitivity": "restricted"})])
    pack = gather_evidence(case, case_ledger, claim, digest_only=how == "digest only")
    folder = unpacked(pack, tmp_path / "out")
    assert not (folder / "source").exists()
    assert not (folder / "text.txt").exists()
    assert "Three children" not in (folder / "page.html").read_text() + (folder / "evidence.json").read_text()
    code, output = verify(folder)
    assert 0 == code
    assert "its bytes are withheld; only their digest is here" in output


def test_evidence_after_an_erasure_holds_without_the_words(
    case: CaseFolder, case_ledger: Ledger, claim: str, tmp_path: Path
) -> None:
    redact_words(case, case_ledger, "quintavius solen", reason="r", authority="a", everywhere=True)
    folder = unpacked(gather_evidence(case, case_ledger, claim), tmp_path / "out")
    assert 0 == verify(folder)[0]
    assert [] == [path.name for path in folder.iterdir() if path.is_file() and b"Solen" in path.read_bytes()]


def test_evidence_of_a_document_has_all_its_claims(
    case: CaseFolder, case_ledger: Ledger, told: list[str]
) -> None:
    pack = gather_evidence(case, case_ledger, told[0])
    page = evidence_page(pack)
    assert 2 == len(pack.claims)
    assert "At least 12" in page
    assert "<mark>Three</mark> children" in page
    assert "<script" not in page
    assert "Ana Recorder" not in page


def test_evidence_of_a_source_is_refused(case: CaseFolder, case_ledger: Ledger) -> None:
    from tollbook.ledger import source_draft
    from tollbook.model.source import Source

    source = case_ledger.source_id("Coast Daily")
    case_ledger.append([source_draft(Source(id=source, names=(("en", "Coast Daily"),)))])
    with pytest.raises(UsageError) as refused:
        gather_evidence(case, case_ledger, source)
    assert f"Cannot pack evidence of {source}: it is a source. Name a claim or a document." == str(
        refused.value
    )


def test_the_same_evidence_gives_the_same_bytes(case: CaseFolder, case_ledger: Ledger, claim: str) -> None:
    archives = [io.BytesIO(), io.BytesIO()]
    for archive in archives:
        write_evidence(gather_evidence(case, case_ledger, claim), archive)
    assert archives[0].getvalue() == archives[1].getvalue()
