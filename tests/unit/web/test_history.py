from __future__ import annotations

from typing import Any

import pytest

from tollbook.errors import OutputError
from tollbook.web.server import local_token


def test_the_newest_entries_come_first_and_lead_to_the_older_ones(browser: Any) -> None:
    _, page = browser.get("/log")
    assert page.index("a document was added") < page.index("the case was opened")


def test_an_entry_shows_its_fields_and_its_hash(browser: Any) -> None:
    _, page = browser.get("/log/1")
    assert "the case was opened" in page
    assert "<code>" in page


def test_an_entry_that_is_not_there_is_told(browser: Any) -> None:
    status, page = browser.get("/log/99999")
    assert 409 == status
    assert "This could not be done" in page


@pytest.mark.parametrize(
    "path",
    ["/claims/c0000", "/documents/d0000", "/figures/none.html", "/events/none.html", "/sources/nobody"],
)
def test_what_is_not_there_is_told_on_a_page(browser: Any, path: str) -> None:
    status, page = browser.get(path)
    assert 409 == status
    assert "Cannot find" in page


def test_figures_disputes_and_events_are_shown_from_the_record_as_it_stands(
    browser: Any, claim_ids: dict[str, str]
) -> None:
    _, before = browser.get("/figures")
    assert "People killed" in before
    for name in claim_ids.values():
        browser.post(f"/claims/{name}/decision", {"decision": "reject", "reason": "other"})
    _, after = browser.get("/figures")
    assert "No figure follows from the claims of this case yet." in after


def test_a_search_finds_places_claimants_and_words_of_texts(browser: Any) -> None:
    assert "no claims" not in browser.get("/search?q=Torv")[1]
    _, page = browser.get("/search?q=rained")
    assert 'class="what"><a href="/documents/d' in page


def test_a_source_is_described_by_a_keeper(browser: Any) -> None:
    _, page = browser.get("/sources")
    assert "Sources" in page


def test_an_asset_that_is_not_there_is_told(browser: Any) -> None:
    assert (
        "Cannot find nothing.js: there is no such style sheet or script."
        in browser.get("/assets/nothing.js")[1]
    )


def test_a_place_in_a_text_that_is_no_number_is_told(browser: Any) -> None:
    _, page = browser.get("/documents")
    document = page.split('href="/documents/')[1].split('"')[0]
    assert (
        "as a place in the text: a whole number was expected."
        in browser.get(f"/documents/{document}/find?words=a&near=x")[1]
    )


def test_the_local_token_is_the_same_after_a_restart(folder: Any, environment: dict[str, str]) -> None:
    first = local_token(folder, environment, lambda size: b"a" * size)
    assert first == local_token(folder, environment, lambda size: b"b" * size)


def test_a_token_that_cannot_be_kept_is_told(folder: Any, tmp_path: Any) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(
        OutputError, match=r"^Cannot keep a token in .*: .*\. Name another folder with TOLLBOOK_KEYS\.$"
    ):
        local_token(folder, {"TOLLBOOK_KEYS": str(tmp_path / "file" / "keys")}, lambda size: b"a" * size)


def test_a_claim_without_a_number_cannot_be_marked(browser: Any) -> None:
    _, page = browser.get("/documents")
    document = page.split('href="/documents/')[1].split('"')[0]
    status, answer = browser.post(f"/documents/{document}/mark", {"words": "people", "harm": "killed"})
    assert (400, "Cannot mark a claim without a number: give the lowest, the highest, or both.") == (
        status,
        answer["error"],
    )


def test_bounds_in_the_wrong_order_cannot_be_marked(browser: Any) -> None:
    _, page = browser.get("/documents")
    document = page.split('href="/documents/')[1].split('"')[0]
    status, answer = browser.post(f"/documents/{document}/mark", {"words": "people", "low": "9", "high": "3"})
    assert 400 == status
    assert str(answer["error"]).startswith("Cannot mark this claim: ")
