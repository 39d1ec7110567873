"""Decisions of people about claims, as entries of the ledger, and taking them back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from tollbook.errors import UsageError
from tollbook.ledger import Ledger, LedgerReader, review_draft, undo_draft
from tollbook.ledger.payloads import changed_claim
from tollbook.model.display import shown
from tollbook.model.entry import Entry
from tollbook.model.record import RecordedClaim
from tollbook.model.review import CHANGEABLE_FIELDS, RejectionReason, Review, ReviewDecision
from tollbook.model.vocabulary import Harm, Modality, Scope, Stance

_ID_KINDS = {"c": "claim", "d": "document", "s": "source"}
_NOTHING = ("", "none", "null")
_YES, _NO = ("true", "yes"), ("false", "no")


def review_claims(
    ledger: Ledger,
    claims: Iterable[str],
    decision: ReviewDecision,
    *,
    reason: RejectionReason | None = None,
    changes: dict[str, Any] | None = None,
    note: str | None = None,
) -> tuple[RecordedClaim, ...]:
    """Return the claims as they stand after a decision about them was recorded: about all of them, or none.

    Args:
        ledger: of the case, open for writing; its actor is the reviewer.
        claims: their ids, or the beginnings of them.
        decision: what was decided.
        reason: why they are rejected; only with a rejection.
        changes: new values by field, from `parsed_changes`; only with `ACCEPTED_CHANGED`.
        note: in the reviewer's words.

    Raises:
        UnknownId: when an id is none, or several begin so.
        UsageError: when a change makes no sense for a claim.
    """
    ids = [claim_named(ledger, name) for name in dict.fromkeys(claims)]
    for name in ids if changes else ():
        _check(ledger.claim(name), changes or {})
    reviews = [
        Review(claim=name, decision=decision, reason=reason, changed=changes or {}, note=note) for name in ids
    ]
    ledger.append([review_draft(each) for each in reviews])
    ledger.checkpoint()
    return tuple(map(ledger.claim, ids))


def claim_named(ledger: LedgerReader, name: str) -> str:
    """Return the whole id of a claim.

    Args:
        ledger: of the case.
        name: the id, or its beginning.

    Raises:
        UnknownId: when there is none, or several begin so.
        UsageError: when it is that of something else.
    """
    return _named(ledger, name, "c")


def document_named(ledger: LedgerReader, name: str) -> str:
    """Return the whole id of a document.

    Args:
        ledger: of the case.
        name: the id, or its beginning.

    Raises:
        UnknownId: when there is none, or several begin so.
        UsageError: when it is that of something else.
    """
    return _named(ledger, name, "d")


def _named(ledger: LedgerReader, name: str, letter: str) -> str:
    found = ledger.resolve(name)
    if not found.startswith(letter):
        kind = _ID_KINDS[letter]
        raise UsageError(
            f"Cannot take {shown(name)} as a {kind}: {found} is a {_ID_KINDS[found[0]]}. "
            f"Ids of {kind}s begin with {letter}; see tollbook {kind}s."
        )
    return found


def undo(ledger: Ledger, entry: int | None = None, note: str | None = None) -> Entry:
    """Return the entry that was taken back, after that was recorded. The entry itself stays.

    Args:
        ledger: of the case, open for writing.
        entry: its number; None for the newest decision of the same person that still holds.
        note: why.

    Raises:
        UsageError: when there is nothing to undo, or it cannot be undone.
        UnknownId: when there is no entry with this number.
    """
    number = _newest_decision(ledger) if entry is None else entry
    found = ledger.entry(number)
    ledger.append([undo_draft(number, note)])
    ledger.checkpoint()
    return found


def parsed_changes(changes: Iterable[str]) -> dict[str, Any]:
    """Return changes as plain data, from words as `low=14`.

    Args:
        changes: FIELD=VALUE each; an empty value, or `none`, says that it is unknown.

    Raises:
        UsageError: when a field cannot be changed, or cannot have this value.

    Example:
        >>> parsed_changes(["low=14", "high=none", "claimant=the hospital"])
        {'low': 14, 'high': None, 'claimant': 'the hospital'}
    """
    parsed: dict[str, Any] = {}
    for change in changes:
        field, equals, value = change.partition("=")
        field = field.strip()
        if not equals or field not in CHANGEABLE_FIELDS:
            raise UsageError(
                f"Cannot change {shown(change)!r}: FIELD=VALUE was expected, with a field of {', '.join(CHANGEABLE_FIELDS)}."
            )
        parsed[field] = _value(field, value.strip())
    return parsed


def parsed_reason(words: str) -> RejectionReason:
    """Return the reason that words name, with spaces or hyphens.

    Raises:
        UsageError: when it is none of the reasons.

    Example:
        >>> parsed_reason("wrong number")
        <RejectionReason.WRONG_NUMBER: 'wrong_number'>
    """
    name = words.strip().lower().replace(" ", "_").replace("-", "_")
    if name not in tuple(RejectionReason):
        reasons = ", ".join(each.replace("_", " ") for each in RejectionReason)
        raise UsageError(f"Cannot reject for {shown(words)!r}: reasons are {reasons}.")
    return RejectionReason(name)


def _newest_decision(ledger: Ledger) -> int:
    numbers = [each.seq for each in ledger.reviews() if not each.undone and each.reviewer == ledger.actor]
    if not numbers:
        raise UsageError(
            f"Cannot undo: {shown(ledger.actor)} has made no decision that still holds. "
            "Name an entry by its number; see tollbook log."
        )
    return numbers[-1]


def _check(recorded: RecordedClaim, changes: dict[str, Any]) -> None:
    if recorded.read is None:
        raise UsageError(f"Cannot change claim {recorded.id}: its figure was erased. Reject it, or leave it.")
    try:
        changed_claim(recorded.read, changes)
    except ValueError as error:
        raise UsageError(f"Cannot change claim {recorded.id} so: {error}") from error


def _value(field: str, words: str) -> Any:  # noqa: ANN401 - plain data
    unknown = words.lower() in _NOTHING
    kind = _KINDS.get(field)
    if kind is None:
        return None if unknown else words
    if unknown and field in _MAY_BE_UNKNOWN:
        return None
    try:
        return kind(words)
    except ValueError:
        raise UsageError(
            f"Cannot set {field} to {shown(words)!r}: {_EXPECTED[field]} was expected."
        ) from None


def _count(words: str) -> int:
    number = int(words.replace(",", ""))
    if number < 0:
        raise ValueError
    return number


def _truth(words: str) -> bool:
    if words.lower() in _YES:
        return True
    if words.lower() in _NO:
        return False
    raise ValueError


def _one_of(vocabulary: type[StrEnum]) -> Callable[[str], str]:
    return lambda words: str(vocabulary(words.lower()))


def _day(words: str) -> str:
    return date.fromisoformat(words).isoformat()


_MAY_BE_UNKNOWN = ("low", "high", "date_from", "date_to")
_VOCABULARIES: dict[str, type[StrEnum]] = {
    "harm": Harm,
    "scope": Scope,
    "stance": Stance,
    "modality": Modality,
}
_KINDS: dict[str, Callable[[str], Any]] = {
    "low": _count,
    "high": _count,
    "date_from": _day,
    "date_to": _day,
    "part_of": _truth,
    **{field: _one_of(vocabulary) for field, vocabulary in _VOCABULARIES.items()},
}
_EXPECTED = {
    "low": "a whole number, or none",
    "high": "a whole number, or none",
    "date_from": "a day such as 2026-03-04, or none",
    "date_to": "a day such as 2026-03-04, or none",
    "part_of": "true or false",
    **{field: f"one of {', '.join(vocabulary)}" for field, vocabulary in _VOCABULARIES.items()},
}
