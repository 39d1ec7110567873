from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tollbook.errors import LedgerError
from tollbook.ledger import Ledger
from tollbook.ledger.text_index import TextIndex
from tollbook.model.entry import Draft


@pytest.fixture
def index(tmp_path: Path) -> TextIndex:
    return TextIndex(tmp_path / "search.db")


def test_words_are_found_in_any_case_with_or_without_accents_and_by_their_beginning(
    ledger: Ledger, draft_of: Callable[..., Draft], index: TextIndex
) -> None:
    receipts = ledger.append(
        [draft_of(ledger, 1, "At least 12 died in Kesh. Three at Vél Sarn."), draft_of(ledger, 2)]
    )
    found = index.documents_with(ledger, "VEL sar", 10)
    assert [receipts[0].subject] == found


def test_what_is_recorded_later_is_found_too(
    ledger: Ledger, draft_of: Callable[..., Draft], index: TextIndex
) -> None:
    assert [] == index.documents_with(ledger, "Odra", 10)
    (receipt,) = ledger.append([draft_of(ledger, 1)])
    assert [receipt.subject] == index.documents_with(ledger, "Odra", 10)


@pytest.mark.parametrize("words", ["", '"', "* OR 1", "()", 'a" OR "b'])
def test_signs_of_the_query_language_mean_nothing(
    ledger: Ledger, draft_of: Callable[..., Draft], index: TextIndex, words: str
) -> None:
    ledger.append([draft_of(ledger, 1)])
    assert [] == index.documents_with(ledger, words, 10)


def test_a_forgotten_index_leaves_no_file_and_is_made_again(
    ledger: Ledger, draft_of: Callable[..., Draft], index: TextIndex, tmp_path: Path
) -> None:
    (receipt,) = ledger.append([draft_of(ledger, 1)])
    index.documents_with(ledger, "Kesh", 10)
    index.forget()
    assert [] == list(tmp_path.glob("search.db*"))
    assert [receipt.subject] == index.documents_with(ledger, "Kesh", 10)


def test_a_damaged_index_is_told(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "search.db").write_bytes(b"not a database" * 100)
    with pytest.raises(
        LedgerError,
        match=r"^Cannot search with .*search\.db: .*Delete the file; it is made again from the ledger\.$",
    ):
        TextIndex(tmp_path / "search.db").documents_with(ledger, "Kesh", 10)
