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
from tollbook.reconcile.places import Key

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
    by_place: dict[Key, list[list[Entry]]] = defaultdict(list)
    for told in by_document.values():
        by_place[told[0].place].append(told)
    echoed: set[str] = set()
    for papers in by_place.values():
        echoed |= _echoes_among(papers)
    return [entry for entry in entries if entry.id not in echoed]


def _echoes_among(papers: list[list[Entry]]) -> set[str]:
    """Return the ids of the echoes among documents whose first claims are about one place."""
    echoed: set[str] = set()
    candidates = _sharing(papers)
    for original, copy, share in near_copies([told[0].view for told in candidates]):
        for entry in candidates[copy]:
            head = _head(entry, candidates[original], share)
            if head is not None and entry.id not in echoed:
                _set_aside(entry, head)
                echoed.add(entry.id)
    return echoed


def _sharing(papers: list[list[Entry]]) -> list[list[Entry]]:
    """Return the documents that have a claim in common with one of another publisher: only these can be copies."""
    publishers: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for told in papers:
        for entry in told:
            publishers[_signature(entry)].add(entry.view.publisher)
    return [told for told in papers if any(len(publishers[_signature(entry)]) > 1 for entry in told)]


def _signature(entry: Entry) -> tuple[object, ...]:
    """Return what an echo has in common with its original."""
    claim = entry.claim
    return (
        claim.harm,
        claim.stance,
        claim.low,
        claim.high,
        entry.place,
        (claim.claimant or "").lower(),
    )


def _head(entry: Entry, originals: Sequence[Entry], share: float) -> Entry | None:
    """Return the claim of the original that an entry repeats word for word; None when it says something else."""
    if share < CLOSE_COPY and entry.view.document.source_type not in RELAYING:
        return None
    wanted = _signature(entry)
    return next((each for each in originals if _signature(each) == wanted), None)


def _set_aside(entry: Entry, head: Entry) -> None:
    """Give an echo what its original has, and let the original hold it."""
    while head.echo_of is not None:
        head = head.echo_of
    entry.echo_of = head
    if isinstance(head.echoes, list):
        head.echoes.append(entry)
    else:
        head.echoes = [entry]


def fill_echoes(entries: Sequence[Entry]) -> None:
    """Give echoes what was concluded about their originals."""
    for entry in entries:
        head = entry.echo_of
        if head is not None:
            entry.event, entry.line, entry.group, entry.root = (
                head.event,
                head.line,
                head.group,
                head.root,
            )
            entry.as_of, entry.period, entry.measure, entry.inclusion = (
                head.as_of,
                head.period,
                head.measure,
                head.inclusion,
            )
            entry.flags, entry.own = set(head.flags), False
