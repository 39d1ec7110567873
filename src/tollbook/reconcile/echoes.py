"""Claims that only repeat another because their document was made from another: they speak for nobody of their own.

An echo is set aside before anything is concluded, and put beside its original afterwards. So a
copy can change no figure, no grade and no dispute.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tollbook.reconcile.copies import near_copies
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.names import RELAYING

CLOSE_COPY = 0.6
"""Share of word triples above which even an office that speaks for itself is taken to have copied."""


def without_echoes(entries: Sequence[Entry]) -> list[Entry]:
    """Return the claims that are no echoes; each of these holds its echoes.

    Args:
        entries: the claims of a case, in any order.
    """
    by_document: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda each: each.key):
        by_document[entry.view.document.id].append(entry)
    views = [told[0].view for told in by_document.values()]
    echoed: set[str] = set()
    for original, copy, share in near_copies(views):
        for entry in by_document[views[copy].document.id]:
            head = _head(entry, by_document[views[original].document.id], share)
            if head is not None and entry.id not in echoed:
                _set_aside(entry, head)
                echoed.add(entry.id)
    return [entry for entry in entries if entry.id not in echoed]


def _head(entry: Entry, originals: Sequence[Entry], share: float) -> Entry | None:
    """Return the claim of the original that an entry repeats word for word; None when it says something else."""
    if share < CLOSE_COPY and entry.view.document.source_type not in RELAYING:
        return None
    return next((each for each in originals if _same(entry, each)), None)


def _same(entry: Entry, original: Entry) -> bool:
    claim, other = entry.claim, original.claim
    alike = (claim.harm, claim.stance, claim.low, claim.high) == (
        other.harm,
        other.stance,
        other.low,
        other.high,
    )
    return (
        alike
        and entry.place == original.place
        and (claim.claimant or "").lower() == (other.claimant or "").lower()
    )


def _set_aside(entry: Entry, head: Entry) -> None:
    """Give an echo what its original has, and let the original hold it."""
    while head.echo_of is not None:
        head = head.echo_of
    entry.echo_of = head
    head.echoes.append(entry)


def fill_echoes(entries: Sequence[Entry]) -> None:
    """Give echoes what was concluded about their originals."""
    for entry in entries:
        head = entry.echo_of
        if head is not None:
            entry.event, entry.line, entry.group, entry.root = head.event, head.line, head.group, head.root
            entry.as_of, entry.period, entry.measure, entry.inclusion = (
                head.as_of,
                head.period,
                head.measure,
                head.inclusion,
            )
            entry.flags, entry.own = set(head.flags), False
