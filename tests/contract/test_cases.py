"""What a person does with a case is the same whether its ledger is a file or a database of a team."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from tollbook.model.record import ClaimFilter
from tollbook.model.review import ReviewDecision
from tollbook.pipeline.adding import add_documents
from tollbook.pipeline.cases import case_status, new_case, open_case, reading_ledger, writing_ledger
from tollbook.pipeline.describing import describe_source, named
from tollbook.pipeline.exporting import export_package
from tollbook.pipeline.listing import found_claims, show, source_rows
from tollbook.pipeline.rereading import reread_documents
from tollbook.pipeline.reviewing import review_claims, undo
from tollbook.pipeline.verifying import verify_case

TEXT = "At least 12 people, including four children, were killed in Kesh on Tuesday, the regional hospital said.\n"


def test_a_case_is_walked_through_on_either_database(address: str, tmp_path: Path) -> None:
    environment = {"TOLLBOOK_KEYS": str(tmp_path / "keys")}
    database = address if address.startswith("postgresql://") else None
    numbers = iter(range(256))
    made = new_case(
        tmp_path / "case",
        actor="Ana Recorder",
        environment=environment,
        randomness=lambda size: bytes([next(numbers)]) * size,
        ledger=database,
    )
    case = open_case(made.path)
    assert (database, database is None) == (case.case.ledger, (case.path / "ledger.db").exists())
    (tmp_path / "note.txt").write_text(TEXT)
    with writing_ledger(case, actor="Ana Recorder", environment=environment) as ledger:
        for expected in (("added", 2), ("there", 0)):
            (added,) = add_documents(case, ledger, [tmp_path / "note.txt"])
            assert expected == (str(added.status), added.claims)
        describe_source(ledger, "Arvenia Wire", {"names": named(["ar=وكالة أرفينيا"])})
        first, _ = (each.claim for each in found_claims(ledger, ClaimFilter(harm="killed", place="KESH")))
        review_claims(ledger, [first.id[:8]], ReviewDecision.ACCEPTED, note="seen")
        undo(ledger)
        assert [False] == [each.recorded for each in reread_documents(case, ledger)]
    counts = case_status(case).counts
    assert (1, 2, 1, 2) == tuple(
        counts[name] for name in ("documents", "claims", "reviews", "claims/unreviewed")
    )
    with reading_ledger(case) as ledger:
        assert ["added", "accepted; seen; undone"] == [
            each["what"] for each in show(ledger, first.id).history
        ]
        assert [0] == [row["documents"] for row in source_rows(ledger)]
        stream = io.BytesIO()
        assert {"claims": 0, "documents": 0, "sources": 0, "reviews": 0} == export_package(
            case, ledger, stream
        )
    assert zipfile.ZipFile(stream).testzip() is None
    assert () == verify_case(case).troubles
