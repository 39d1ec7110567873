"""What two people agreed to, done: an erasure, or a record that may be published."""

from __future__ import annotations

from collections.abc import Callable

from tollbook.ledger import Ledger
from tollbook.model.entry import Draft, EntryKind
from tollbook.model.team import Approval
from tollbook.pipeline.redacting import redact_thing, redact_words
from tollbook.web.visit import Visit

Carry = Callable[[Visit, Approval], None]


def carried() -> dict[str, Carry]:
    """Return what does each action, by its name."""
    return {"publish": publish, "redact": redact}


def redact(visit: Visit, approval: Approval) -> None:
    """Erase words, or a thing by its id; both people stand in the authority, which stays."""
    said = {name: str(value) for name, value in approval.details.items()}
    authority = (
        f"{said.get('authority', 'not stated')}; asked for by {approval.asked_by}, agreed to by {visit.name}"
    )
    reason = said.get("reason", "not stated")
    with visit.desk.writing(visit.name) as ledger:
        if "id" in said:
            redact_thing(visit.desk.folder, ledger, said["id"], reason=reason, authority=authority)
        else:
            redact_words(
                visit.desk.folder,
                ledger,
                said.get("words", ""),
                reason=reason,
                authority=authority,
                everywhere=True,
            )


def publish(visit: Visit, approval: Approval) -> None:
    """Record that the state of the record up to here may be published, and by whose agreement."""
    with visit.desk.writing(visit.name) as ledger:
        note = {
            "what": "publish",
            "asked_by": approval.asked_by,
            "agreed_by": visit.name,
            "note": str(approval.details.get("note", "")),
        }
        _noted(ledger, note)


def _noted(ledger: Ledger, fields: dict[str, str]) -> None:
    ledger.append([Draft(kind=EntryKind.NOTED, fields=fields)])
    ledger.checkpoint()
