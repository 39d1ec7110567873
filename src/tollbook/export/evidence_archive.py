"""Evidence as a zip archive that stands alone: data, source, text, a page to print, and the program that checks it."""

from __future__ import annotations

import json
import zipfile
from datetime import datetime
from typing import Any, BinaryIO

from tollbook.export.quotation import quotation
from tollbook.export.templates import page_templates, shipped
from tollbook.export.wording import circumstances, number_words, published_words, remarks, speakers
from tollbook.model.checkpoint import Checkpoint
from tollbook.model.claim import Claim
from tollbook.model.evidence_pack import EvidencePack
from tollbook.model.review import Review
from tollbook.model.words import HARM_WORDS, counted

SOURCE_FILE, TEXT_FILE = "source/received.bin", "text.txt"

_README = """Evidence of {kind} {subject}

page.html      what was recorded, to read and to print
evidence.json  the entries of the ledger behind it, with the proof that they belong to the checkpoint
{source}{text}checkpoint.json  the checkpoint; one that you were given on another way should be the same
verify.py      checks all this: python3 verify.py (Python 3.8 or newer, nothing else)

Names of files and of people who decided are left out unless they were asked for; so is what
does not concern this {kind}. It is bound by commitments, and cannot be told from them.
"""


def write_evidence(pack: EvidencePack, stream: BinaryIO) -> None:
    """Write the archive; the same evidence gives the same bytes.

    Args:
        pack: what goes into it.
        stream: open for writing, and able to be wound back.
    """
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _files(pack):
            info = zipfile.ZipInfo(name, date_time=_zip_time(pack.checkpoint.at))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)


def _files(pack: EvidencePack) -> list[tuple[str, bytes]]:
    files = [
        ("README.txt", _readme(pack).encode("utf-8")),
        ("page.html", evidence_page(pack).encode("utf-8")),
        ("evidence.json", _json(evidence_row(pack))),
        ("checkpoint.json", _json(_checkpoint_row(pack.checkpoint))),
        ("verify.py", shipped("verify-evidence.txt").encode("utf-8")),
    ]
    if pack.capture is not None:
        files.append((SOURCE_FILE, pack.capture))
    if pack.shows_text:
        files.append((TEXT_FILE, pack.document.document.text.encode("utf-8")))
    return files


def evidence_row(pack: EvidencePack) -> dict[str, Any]:
    """Return the evidence as the plain data of `evidence.json`, which `verify.py` reads."""
    return {
        "form": 1,
        "subject": pack.subject,
        "capture": {
            "sha256": pack.document.capture,
            "file": None if pack.capture is None else SOURCE_FILE,
            "withheld": pack.withheld,
        },
        "text": TEXT_FILE if pack.shows_text else None,
        "checkpoint": _checkpoint_row(pack.checkpoint),
        "entries": list(pack.entries),
    }


def evidence_page(pack: EvidencePack) -> str:
    """Return the page to print: no script, no request, everything escaped."""
    document = pack.document.document
    facts = (
        ("publisher", document.publisher),
        ("published", published_words(document)),
        ("title", document.title if pack.shows_text else None),
        ("address", document.url),
        ("language", document.language),
        ("bytes received", f"SHA-256 {pack.document.capture}"),
        ("taken in", f"{pack.document.at:%Y-%m-%d %H:%M} UTC"),
        (
            "source",
            "enclosed as it was received" if pack.withheld is None else f"not enclosed: {pack.withheld}",
        ),
    )
    record = (
        ("entries", ", ".join(str(json.loads(entry["header"])["seq"]) for entry in pack.entries)),
        ("checkpoint", f"{pack.checkpoint.size} entries, {pack.checkpoint.at:%Y-%m-%d %H:%M} UTC"),
        ("root", pack.checkpoint.root),
        ("signed with", pack.checkpoint.key or "no key"),
    )
    template = page_templates().get_template("evidence.html.j2")
    return template.render(
        style=shipped("page.css"),
        subject=pack.subject,
        kind=_kind(pack),
        claims=[
            _claim_view(pack, each.id, each.claim, each.read)
            for each in pack.claims
            if each.claim and each.read
        ],
        document=[(label, words) for label, words in facts if words],
        record=record,
    )


def _claim_view(pack: EvidencePack, name: str, claim: Claim, read: Claim) -> dict[str, Any]:
    """Return what the page shows of a claim: as it stands, and the words as they were read."""
    text = pack.document.document.text if pack.shows_text else ""
    words = [("words", read.count)] if not text else []
    return {
        "figure": number_words(claim),
        "harm": HARM_WORDS[claim.harm],
        "quotation": quotation(text, read) if text and read.end > read.start else None,
        "facts": [
            *words,
            *speakers(claim),
            *circumstances(claim),
            *(("note", remark) for remark in remarks(claim)),
            ("read by", claim.reader),
        ],
        "decisions": [
            _decision_words(review, people=pack.people) for review in pack.reviews if review.claim == name
        ],
    }


def _decision_words(review: Review, *, people: bool) -> str:
    parts = [str(review.decision).replace("_", " ")]
    if review.reason is not None:
        parts.append(f"because {str(review.reason).replace('_', ' ')}")
    if review.changed:
        parts.append(", ".join(f"{name} = {value}" for name, value in review.changed.items()))
    if people:
        parts += [f"by {review.reviewer}", *([f"note: {review.note}"] if review.note else [])]
    when = f"{review.at:%Y-%m-%d %H:%M} UTC: " if review.at else ""
    return f"{when}{'; '.join(parts)}{' (undone later)' if review.undone else ''}"


def _readme(pack: EvidencePack) -> str:
    source = f"{SOURCE_FILE}  the source as it was received\n" if pack.capture is not None else ""
    text = f"{TEXT_FILE}       its text as it was recorded\n" if pack.shows_text else ""
    return _README.format(kind=_kind(pack), subject=pack.subject, source=source, text=text)


def _kind(pack: EvidencePack) -> str:
    if pack.subject.startswith("c"):
        return "claim"
    return f"document, with {counted(len(pack.claims), 'claim')}:"


def _checkpoint_row(checkpoint: Checkpoint) -> dict[str, Any]:
    return {
        "at": f"{checkpoint.at:%Y-%m-%dT%H:%M:%S.%f}Z",
        "case": checkpoint.case,
        "key": checkpoint.key,
        "root": checkpoint.root,
        "signature": checkpoint.signature,
        "size": checkpoint.size,
    }


def _json(row: dict[str, Any]) -> bytes:
    return f"{json.dumps(row, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def _zip_time(moment: datetime) -> tuple[int, int, int, int, int, int]:
    """Return a moment as archives hold it: from 1980 on, to two seconds."""
    return (max(1980, moment.year), moment.month, moment.day, moment.hour, moment.minute, moment.second)
