"""The disputes of one event while they are found, and how one is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tollbook.model.reconciliation import Dispute
from tollbook.model.terms import DisputeKind, DisputeState
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.names import NameBook
from tollbook.reconcile.testimony import Testimony
from tollbook.reconcile.withdrawals import WITHDRAWN

RULE = "dispute/1"


@dataclass(slots=True)
class Docket:
    """What disputes of one event are found in.

    Attributes:
        entries: the claims, by publication, with their lines.
        origins: for each line, its maker.
        told: who accuses, denies, accepts.
        names: the names of the case.
        counters: whether totals are compared only for the same day.
    """

    entries: Sequence[Entry]
    origins: Mapping[int, str]
    told: Testimony
    names: NameBook
    found: dict[tuple[object, ...], Dispute] = field(default_factory=dict)


def open_dispute(
    docket: Docket,
    kind: DisputeKind,
    claims: Sequence[Entry],
    lines: Sequence[int],
    note: str,
    *,
    rejecting: str = "",
    targets: Sequence[Entry] = (),
) -> None:
    """Enter a dispute.

    Args:
        docket: what it is entered in.
        kind: what is contested.
        claims: the claims on either side, and the rejections.
        lines: the lines whose makers are parties to it.
        note: why it is opened.
        rejecting: who rejects or denies; empty where numbers contradict one another.
        targets: the claims that are rejected.
    """
    parties = [docket.origins.get(line, "") for line in dict.fromkeys(lines)]
    parties += [entry.root for entry in claims if entry.rejects and WITHDRAWN not in entry.flags]
    parties += [rejecting] if rejecting else []
    state = _state(docket, kind, rejecting, targets)
    key = (kind, claims[0].harm, claims[0].group, rejecting, tuple(sorted(set(lines))))
    unique = tuple(dict.fromkeys(party for party in parties if party))
    docket.found[key] = dispute_of(kind, state, unique, claims, note)


def _state(docket: Docket, kind: DisputeKind, rejecting: str, targets: Sequence[Entry]) -> DisputeState:
    """Return withdrawn when the maker took the figure back, settled when the denying party accepts, else open."""
    if kind is DisputeKind.VALUE and targets and all(WITHDRAWN in target.flags for target in targets):
        return DisputeState.WITHDRAWN
    accepted = docket.told.accepted.get(rejecting)
    if kind is DisputeKind.EXISTENCE and accepted is not None:
        return DisputeState.SETTLED
    if kind is DisputeKind.VALUE and targets and rejecting and _came_round(docket, rejecting, targets):
        return DisputeState.SETTLED
    return DisputeState.OPEN


def _came_round(docket: Docket, rejecting: str, targets: Sequence[Entry]) -> bool:
    """Return whether whoever rejected a number states it itself later."""
    return any(
        entry.root == rejecting
        and not entry.rejects
        and entry.same_figure(target)
        and entry.view.key > target.view.key
        for entry in docket.entries
        for target in targets
    )


def dispute_of(
    kind: DisputeKind,
    state: DisputeState,
    parties: Sequence[str],
    claims: Sequence[Entry],
    note: str,
) -> Dispute:
    """Return a dispute, opened on the day of the last of its claims."""
    ids = tuple(dict.fromkeys(entry.id for entry in claims))
    days = [entry.view.published for entry in claims if entry.view.published]
    return Dispute(
        id=f"dispute:{kind}:{':'.join(ids)}",
        kind=kind,
        state=state,
        event=claims[0].event,
        parties=tuple(parties),
        claims=ids,
        opened=max(days, default=None),
        note=note,
        rule=RULE,
    )
