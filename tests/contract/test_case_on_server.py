"""A case whose ledger lies on a PostgreSQL server: the same verbs, and what a server keeps beyond our reach is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tollbook.errors import LedgerError
from tollbook.ledger import LedgerReader
from tollbook.pipeline.adding import add_documents
from tollbook.pipeline.cases import CaseFolder, writing_ledger
from tollbook.pipeline.evidence import gather_evidence
from tollbook.pipeline.redacting import redact_words
from tollbook.pipeline.verifying import verify_case

Server = tuple[Callable[[str], str], Path]


def test_a_case_on_a_server_is_added_to_erased_from_and_verified(
    postgres_server: Server,
    new_case: Callable[..., CaseFolder],
    case_environment: dict[str, str],
    tmp_path: Path,
) -> None:
    case = new_case(ledger=postgres_server[0]("whole"))
    assert not (case.path / "ledger.db").exists()
    note = tmp_path / "note.txt"
    note.write_text("At least 12 people were killed in Kesh on Tuesday, Quintavius Solen said.\n")
    with writing_ledger(case, actor="Ana", environment=case_environment) as ledger:
        (added,) = add_documents(case, ledger, [note])
        claim = ledger.claims_of(str(added.document))[0]
        assert claim.id == gather_evidence(case, ledger, claim.id).subject
        done = redact_words(case, ledger, "Solen", reason="asked for", authority="the family")
        assert done.remains[1] == (
            "The tables on the server were written anew; its write-ahead archives, replicas and base backups may still hold "
            "it: ask whoever keeps them."
        )
    assert verify_case(case).is_sound
    assert [] == list(case.store.digests())


def test_a_server_that_is_not_there_is_told_without_its_password() -> None:
    with pytest.raises(LedgerError) as told:
        LedgerReader("postgresql://ana:sesame@127.0.0.1:9/kesh?connect_timeout=2")
    message = str(told.value)
    assert message.startswith(
        "Cannot read postgresql://ana:***@127.0.0.1:9/kesh?connect_timeout=2: the database says: "
    )
    assert message.endswith("Check that the server runs, and the address in case.toml.")
    assert "sesame" not in message
