from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tollbook.errors import UsageError
from tollbook.model.entry import EntryKind
from tollbook.model.team import RIGHTS, Account, Right, Role
from tollbook.pipeline.cases import CaseFolder, reading_ledger
from tollbook.web.admission import REFUSED, TeamAdmission

PASSWORD = "four words go together"


def test_restricted_fields_come_with_no_role() -> None:
    assert [] == [role for role, rights in RIGHTS.items() if Right.RESTRICTED in rights]
    assert Right.RESTRICTED in Account(name="Ana", role=Role.VIEWER, restricted=True).rights


def test_who_signs_in_gets_a_session(team: Callable[..., Any], admission: TeamAdmission) -> None:
    admission.add("Ben", Role.CODER, PASSWORD)
    nobody = team(None)
    status, onward = nobody.form("/sign-in", name="Ben", password=PASSWORD)
    assert (303, "/") == (status, onward)
    assert 200 == nobody.get("/")[0]


def test_a_wrong_password_is_told_without_saying_what_was_wrong(
    team: Callable[..., Any], admission: TeamAdmission
) -> None:
    admission.add("Ben", Role.CODER, PASSWORD)
    answers = [team(None).form("/sign-in", name=name, password="wrong") for name in ("Ben", "Nobody")]
    assert [401, 401] == [status for status, _ in answers]
    assert all(REFUSED in text for _, text in answers)


def test_signing_out_forgets_the_session(team: Callable[..., Any]) -> None:
    person = team(Role.VIEWER)
    assert (303, "/sign-in") == person.form("/sign-out")
    person.client.cookies.set("tollbook-session", person.session)
    assert 401 == person.get("/")[0]


def test_an_invitation_is_shown_once_and_makes_an_account(team: Callable[..., Any]) -> None:
    keeper = team(Role.KEEPER)
    status, page = keeper.form("/accounts/invite", role="reviewer", restricted="yes")
    assert 200 == status
    token = re.findall(r"invitation\?token=([0-9a-f]+)", page)[0]
    assert token not in keeper.get("/accounts")[1]
    newcomer = team(None)
    assert (303, "/") == newcomer.form("/invitation", token=token, name="Cleo", password=PASSWORD)
    assert "Cleo, reviewer" in re.sub(r"</?bdi>", "", newcomer.get("/")[1])


def test_a_role_that_is_none_is_refused(team: Callable[..., Any]) -> None:
    _, page = team(Role.KEEPER).form("/accounts/invite", role="chief")
    assert (
        "Cannot give the role &#39;chief&#39;: one of viewer, coder, reviewer, publisher, keeper was expected."
        in page
        or (
            "Cannot give the role chief: one of viewer, coder, reviewer, publisher, keeper was expected."
            in page
        )
    )


def test_the_last_keeper_cannot_be_taken_away(team: Callable[..., Any]) -> None:
    keeper = team(Role.KEEPER, name="Kim")
    _, page = keeper.form("/accounts/Kim", role="viewer")
    assert (
        "Cannot take the last keeper away: somebody must be able to let people in. Make another keeper first."
        in page
    )


def test_an_account_that_is_none_cannot_be_changed(team: Callable[..., Any]) -> None:
    _, page = team(Role.KEEPER).form("/accounts/Nobody", role="viewer")
    assert "Cannot change the account Nobody: there is none of that name." in page


def test_a_disabled_account_is_out_at_once(team: Callable[..., Any]) -> None:
    keeper, coder = team(Role.KEEPER), team(Role.CODER, name="Ben")
    keeper.form("/accounts/Ben", role="coder", disabled="yes")
    assert 401 == coder.get("/")[0]


def test_publishing_needs_a_second_person_and_is_recorded_with_both(
    team: Callable[..., Any], folder: CaseFolder
) -> None:
    first, second = team(Role.PUBLISHER, name="Pia"), team(Role.KEEPER, name="Kim")
    first.form("/requests", action="publish", note="for the annual report")
    _, page = first.form("/requests/1", agreed="yes")
    assert "whoever asked for it cannot agree to it. A second person must." in page
    assert (303, "/requests") == second.form("/requests/1", agreed="yes")
    with reading_ledger(folder) as ledger:
        noted = [each for each in ledger.entries() if each.kind is EntryKind.NOTED]
    assert [("publish", "Pia", "Kim")] == [
        (each.fields["what"], each.fields["asked_by"], each.fields["agreed_by"]) for each in noted
    ]
    assert ["Kim"] == [each.actor for each in noted]


def test_what_was_decided_is_not_decided_again(team: Callable[..., Any]) -> None:
    first, second = team(Role.PUBLISHER, name="Pia"), team(Role.KEEPER, name="Kim")
    first.form("/requests", action="publish")
    second.form("/requests/1", agreed="no")
    _, page = second.form("/requests/1", agreed="yes")
    assert "Cannot decide about request 1: it does not wait for anybody. See the list of requests." in page


@pytest.mark.parametrize(
    ("role", "action", "message"),
    [
        (Role.PUBLISHER, "redact", "Cannot ask for an erasure: only a keeper can. Ask one."),
        (Role.KEEPER, "burn", "redact or publish was expected."),
    ],
)
def test_what_cannot_be_asked_for_is_told(
    team: Callable[..., Any], role: Role, action: str, message: str
) -> None:
    assert message in team(role).form("/requests", action=action)[1]


def test_a_request_without_a_number_is_refused(team: Callable[..., Any]) -> None:
    assert (
        "Cannot decide about request x: a number was expected."
        in team(Role.KEEPER).form("/requests/x", agreed="yes")[1]
    )


def test_an_erasure_that_two_keepers_agree_to_is_done(team: Callable[..., Any], folder: CaseFolder) -> None:
    first, second = team(Role.KEEPER, name="Kim"), team(Role.KEEPER, name="Lou", restricted=True)
    first.form(
        "/requests", action="redact", words="It rained on Wednesday", reason="asked for", authority="the desk"
    )
    assert (303, "/requests") == second.form("/requests/1", agreed="yes")
    with reading_ledger(folder) as ledger:
        (redaction,) = ledger.redactions()
        texts = [each.document.text for each in ledger.documents()]
    assert ("asked for", "Lou") == (redaction.reason, redaction.actor)
    assert "Kim" in redaction.authority
    assert not any("It rained on Wednesday" in text for text in texts)


def test_nobody_without_an_account_has_a_name() -> None:
    from tollbook.web.visit import Visit

    with pytest.raises(UsageError, match=r"^Cannot do this without signing in\.$"):
        _ = Visit(request=None, desk=None, account=None).name  # type: ignore[arg-type]  # never looked at
