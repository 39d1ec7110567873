from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tollbook.model.review import ReviewDecision
from tollbook.model.team import Role
from tollbook.pipeline.cases import CaseFolder, reading_ledger


def claim_of(folder: CaseFolder, name: str) -> Any:
    with reading_ledger(folder) as ledger:
        return ledger.claim(name)


def test_what_is_disputed_comes_first_in_the_queue(browser: Any, claim_ids: dict[str, str]) -> None:
    _, page = browser.get("/review")
    order = [page.index(f'id="card-{name}"') for name in claim_ids.values()]
    assert len(claim_ids) == len(order)
    disputed = [name for name in claim_ids.values() if f'id="card-{name}"' in page]
    first = min(disputed, key=lambda name: page.index(f'id="card-{name}"'))
    assert "disputed" in page[page.index(f'id="card-{first}"') :].split("</header>")[0]


def test_a_decision_stands_in_the_ledger_under_the_name_of_who_made_it(
    browser: Any, folder: CaseFolder, claim_ids: dict[str, str]
) -> None:
    name = claim_ids["nine"]
    status, answer = browser.post(f"/claims/{name}/decision", {"decision": "accept", "key": "k1"})
    assert (200, {"claim": name, "state": "accepted", "decision": "accepted"}) == (status, answer)
    recorded = claim_of(folder, name)
    assert (ReviewDecision.ACCEPTED, "Ana") == (recorded.state, recorded.review.reviewer)


def test_the_same_decision_sent_twice_is_recorded_once(
    browser: Any, folder: CaseFolder, claim_ids: dict[str, str]
) -> None:
    name = claim_ids["nine"]
    for key in ("k1", "k1", "another key after a restart"):
        assert 200 == browser.post(f"/claims/{name}/decision", {"decision": "accept", "key": key})[0]
    with reading_ledger(folder) as ledger:
        assert 1 == len(list(ledger.reviews(name)))


def test_only_the_fields_that_differ_are_changed(
    browser: Any, folder: CaseFolder, claim_ids: dict[str, str]
) -> None:
    name = claim_ids["nine"]
    sent = {"decision": "change", "changes": {"low": "10", "high": "10", "harm": "killed"}}
    assert 200 == browser.post(f"/claims/{name}/decision", sent)[0]
    recorded = claim_of(folder, name)
    assert {"low": 10, "high": 10} == dict(recorded.review.changed)
    assert (10, 9) == (recorded.claim.low, recorded.read.low)


def test_a_change_that_changes_nothing_is_an_acceptance(
    browser: Any, folder: CaseFolder, claim_ids: dict[str, str]
) -> None:
    name = claim_ids["nine"]
    browser.post(f"/claims/{name}/decision", {"decision": "change", "changes": {"low": "9"}})
    assert ReviewDecision.ACCEPTED is claim_of(folder, name).state


def test_a_rejection_has_its_reason_and_a_note(
    browser: Any, folder: CaseFolder, claim_ids: dict[str, str]
) -> None:
    name = claim_ids["nine"]
    browser.post(
        f"/claims/{name}/decision", {"decision": "reject", "reason": "wrong_harm", "note": "they fled"}
    )
    review = claim_of(folder, name).review
    assert ("wrong_harm", "they fled") == (str(review.reason), review.note)


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        (
            {"decision": "maybe"},
            "Cannot decide 'maybe': one of accept, change, reject, hold, cannot_verify, unreviewed was expected.",
        ),
        ({"decision": "reject", "reason": "because"}, "Cannot reject for 'because'"),
        ({"decision": "change", "changes": {"low": "many"}}, "Cannot set low to 'many'"),
        (
            {"decision": "accept", "start": "a", "end": 3},
            "Cannot move the count: start must be a whole number of characters.",
        ),
    ],
)
def test_a_decision_that_makes_no_sense_is_told_and_nothing_is_recorded(
    browser: Any, folder: CaseFolder, claim_ids: dict[str, str], sent: dict[str, object], message: str
) -> None:
    status, answer = browser.post(f"/claims/{claim_ids['nine']}/decision", sent)
    assert 400 == status
    assert message in str(answer["error"])
    with reading_ledger(folder) as ledger:
        assert [] == list(ledger.reviews())


def test_undo_takes_back_one_decision_after_the_other(
    browser: Any, folder: CaseFolder, claim_ids: dict[str, str]
) -> None:
    names = [claim_ids["nine"], claim_ids["five"]]
    for name in names:
        browser.post(f"/claims/{name}/decision", {"decision": "hold"})
    assert names[::-1] == [browser.post("/undo", {})[1]["undone"] for _ in names]
    assert {ReviewDecision.UNREVIEWED} == {claim_of(folder, name).state for name in names}
    status, answer = browser.post("/undo", {})
    assert 400 == status
    assert "has made no decision that still holds" in str(answer["error"])


def test_an_undo_sent_twice_takes_back_one_decision(browser: Any, claim_ids: dict[str, str]) -> None:
    for name in (claim_ids["nine"], claim_ids["five"]):
        browser.post(f"/claims/{name}/decision", {"decision": "hold"})
    first = browser.post("/undo", {"key": "u1"})[1]["undone"]
    assert first == browser.post("/undo", {"key": "u1"})[1]["undone"]


def test_without_scripts_a_form_decides_and_leads_back(
    browser: Any, folder: CaseFolder, claim_ids: dict[str, str]
) -> None:
    name = claim_ids["nine"]
    status, _ = browser.form(f"/claims/{name}/decision", decision="cannot_verify")
    assert 303 == status
    assert ReviewDecision.CANNOT_VERIFY is claim_of(folder, name).state


def test_the_queue_is_sent_in_parts(browser: Any) -> None:
    answer = browser.client.get("/review?after=0", headers={"hx-request": "true"})
    assert "<html" not in answer.text
    assert "" == answer.headers["x-tollbook-next"]


def test_filters_live_in_the_address(browser: Any, claim_ids: dict[str, str]) -> None:
    _, page = browser.get("/review?place=Torv")
    assert f'id="card-{claim_ids["nine"]}"' in page
    assert f'id="card-{claim_ids["five"]}"' not in page


def test_a_count_that_stands_elsewhere_becomes_a_claim_of_its_own(
    browser: Any, folder: CaseFolder, claim_ids: dict[str, str]
) -> None:
    name = claim_ids["At least 12"]
    recorded = claim_of(folder, name)
    start, end = recorded.claim.start + len("At least "), recorded.claim.end
    status, answer = browser.post(
        f"/claims/{name}/decision", {"decision": "accept", "start": start, "end": end}
    )
    assert 200 == status
    moved = claim_of(folder, str(answer["claim"]))
    assert ("12", ReviewDecision.ACCEPTED, "Ana") == (moved.claim.count, moved.state, moved.claim.reader)
    assert ("wrong_span", ReviewDecision.REJECTED) == (
        str(claim_of(folder, name).review.reason),
        claim_of(folder, name).state,
    )


def test_spans_move_by_words_and_are_found_by_what_was_selected(
    browser: Any, folder: CaseFolder, claim_ids: dict[str, str]
) -> None:
    recorded = claim_of(folder, claim_ids["At least 12"])
    address = f"/documents/{recorded.document}"
    at = f"start={recorded.claim.start}&end={recorded.claim.end}"
    answer = browser.client.get(
        f"{address}/span?{at}&edge=start&by=1", headers={"accept": "application/json"}
    ).json()
    assert "least 12" == answer["words"]
    found = browser.client.get(
        f"{address}/find?words=12%20people&near=200", headers={"accept": "application/json"}
    ).json()
    assert "12 people" == found["words"]
    assert found["start"] > 100
    missing = browser.client.get(
        f"{address}/find?words=nowhere&near=0", headers={"accept": "application/json"}
    )
    assert (400, "Cannot find 'nowhere' in the text of the document. Select words of the text alone.") == (
        missing.status_code,
        missing.json()["error"],
    )


def test_a_missed_claim_is_marked_and_accepted(
    browser: Any, folder: CaseFolder, claim_ids: dict[str, str]
) -> None:
    document = claim_of(folder, claim_ids["At least 12"]).document
    sent = {
        "words": "four children",
        "near": "20",
        "low": "4",
        "high": "4",
        "harm": "injured",
        "victims": "children",
    }
    status, answer = browser.post(f"/documents/{document}/mark", sent)
    assert 200 == status
    marked = claim_of(folder, str(answer["claim"]))
    assert ("four children", "injured", ReviewDecision.ACCEPTED) == (
        marked.claim.count,
        str(marked.claim.harm),
        marked.state,
    )


class TestTwoPeople:
    @pytest.fixture(autouse=True)
    def _mode(self, folder: CaseFolder) -> None:
        path = folder.path / "case.toml"
        path.write_text(path.read_text(encoding="utf-8") + "\n[web]\ntwo_person = true\n", encoding="utf-8")

    @pytest.fixture
    def pair(self, team: Callable[..., Any]) -> tuple[Any, Any, Any]:
        first = team(Role.CODER, name="First", restricted=True)
        second = team(Role.REVIEWER, name="Second", restricted=True)
        keeper = team(Role.KEEPER, name="Keeper", restricted=True)
        keeper.form("/settings/reload")
        return first, second, keeper

    def test_the_second_does_not_see_what_the_first_decided(
        self, pair: tuple[Any, Any, Any], claim_ids: dict[str, str]
    ) -> None:
        first, second, _ = pair
        name = claim_ids["nine"]
        first.post(f"/claims/{name}/decision", {"decision": "hold", "note": "ask the mayor"})
        _, page = second.get("/review")
        assert f'id="card-{name}"' in page
        card = page[page.index(f'id="card-{name}"') :].split("</article>")[0]
        assert "on hold" not in card
        assert "ask the mayor" not in page

    def test_the_first_is_not_asked_again(
        self, pair: tuple[Any, Any, Any], claim_ids: dict[str, str]
    ) -> None:
        first, _, _ = pair
        name = claim_ids["nine"]
        first.post(f"/claims/{name}/decision", {"decision": "hold"})
        assert f'id="card-{name}"' not in first.get("/review")[1]

    def test_where_they_differ_a_reviewer_sees_both_and_settles_it(
        self, pair: tuple[Any, Any, Any], claim_ids: dict[str, str]
    ) -> None:
        first, second, keeper = pair
        name = claim_ids["nine"]
        first.post(f"/claims/{name}/decision", {"decision": "accept"})
        second.post(f"/claims/{name}/decision", {"decision": "reject", "reason": "wrong_harm"})
        _, page = keeper.get("/adjudicate")
        assert "First" in page
        assert "Second" in page
        keeper.form(f"/claims/{name}/decision", decision="accept", note="adjudicated")
        assert "Nobody disagrees." in keeper.get("/adjudicate")[1]

    def test_where_they_agree_nothing_comes_to_adjudication(
        self, pair: tuple[Any, Any, Any], claim_ids: dict[str, str]
    ) -> None:
        first, second, keeper = pair
        for person in (first, second):
            person.post(f"/claims/{claim_ids['nine']}/decision", {"decision": "accept"})
        assert "Nobody disagrees." in keeper.get("/adjudicate")[1]

    def test_the_two_statuses_are_kept_apart(
        self, pair: tuple[Any, Any, Any], claim_ids: dict[str, str]
    ) -> None:
        first, second, keeper = pair
        name = claim_ids["nine"]
        first.post(f"/claims/{name}/decision", {"decision": "accept"})
        second.post(f"/claims/{name}/decision", {"decision": "hold"})
        _, page = keeper.get(f"/claims/{name}")
        assert "<dt>Coder&#39;s status</dt><dd>accepted</dd>" in page
        assert "<dt>Reviewer&#39;s status</dt><dd>on hold</dd>" in page
