"""What is said against figures and accusations: denials, rejections in passing, who did it, who they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tollbook.model.reconciliation import ALL
from tollbook.model.terms import DisputeKind, DisputeState
from tollbook.reconcile.docket import Docket, dispute_of, open_dispute
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.names import VOICELESS
from tollbook.reconcile.testimony import (
    Denial,
    accused_by,
    denial_kinds,
    sentences_about,
)
from tollbook.reconcile.withdrawals import WITHDRAWN


def denied_figures(docket: Docket) -> None:
    """Open what is said against a figure in the document that states it."""
    together: dict[tuple[str, int, DisputeKind], list[Entry]] = defaultdict(list)
    for entry in docket.entries:
        if not entry.claim.disputed_by or entry.rejects:
            continue
        before = entry.view.document.text
        voice = docket.names.voice(entry.claim.disputed_by, entry.view.document, before)
        name = next(iter(voice.names), entry.claim.disputed_by)
        numbers = sentences_about(entry.view, name, docket.names)
        kinds = denial_kinds(entry.view, numbers) or frozenset({DisputeKind.VALUE})
        for kind in kinds - {DisputeKind.ATTRIBUTION, DisputeKind.STATUS}:
            together[docket.names.root(name), entry.line, kind].append(entry)
    for denial, entry in _told_in_passing(docket):
        together[docket.names.root(denial.denier), entry.line, DisputeKind.VALUE].append(entry)
    for (root, line, kind), targets in together.items():
        if kind is DisputeKind.VALUE and _already(docket, root, line, targets[0]):
            continue
        first = _first_of_line(docket, targets[0])
        note = f"{root} denies {'the number' if kind is DisputeKind.VALUE else 'that it happened' if kind is DisputeKind.EXISTENCE else 'what is counted'}"
        open_dispute(
            docket,
            kind,
            [*first, *targets],
            [line],
            note,
            rejecting=root,
            targets=targets,
        )
    _denied_without_figure(docket)


def _told_in_passing(docket: Docket) -> Iterator[tuple[Denial, Entry]]:
    """Return what others report a party to have said against a number, where no claim of the document holds it."""
    for denial in docket.told.denials:
        view = denial.view
        if DisputeKind.VALUE not in denial.kinds or view.document.source_type not in VOICELESS:
            continue
        told = [entry for entry in docket.entries if entry.view is view]
        if any(entry.claim.disputed_by or entry.rejects or entry.root == denial.denier for entry in told):
            continue
        yield from ((denial, entry) for entry in told if entry.group == ALL and not entry.part)


def _denied_without_figure(docket: Docket) -> None:
    """Open the denials that anything happened which stand in no document that states a figure."""
    for denial in docket.told.denials:
        if DisputeKind.EXISTENCE not in denial.kinds:
            continue
        earlier = [
            entry
            for entry in docket.entries
            if not entry.rejects and entry.root != denial.denier and entry.view.key <= denial.view.key
        ]
        if not earlier or any(
            dispute.kind is DisputeKind.EXISTENCE and denial.denier in dispute.parties
            for dispute in docket.found.values()
        ):
            continue
        first = earlier[0]
        open_dispute(
            docket,
            DisputeKind.EXISTENCE,
            [first],
            [first.line],
            f"{denial.denier} denies that it happened",
            rejecting=denial.denier,
            targets=[first],
        )


def _first_of_line(docket: Docket, target: Entry) -> list[Entry]:
    same = [
        entry
        for entry in docket.entries
        if entry.line == target.line and not entry.rejects and entry.same_figure(target)
    ]
    return same[:1] if target.flags & {WITHDRAWN, "not_in_source"} or not target.cumulative else []


def _already(docket: Docket, root: str, line: int, target: Entry) -> bool:
    """Return whether a dispute about the number is open between the two already."""
    lines = {entry.id: entry.line for entry in docket.entries}
    roots = {entry.line: docket.origins.get(entry.line) for entry in docket.entries}
    for dispute in docket.found.values():
        if dispute.kind is not DisputeKind.VALUE:
            continue
        there = {lines[claim] for claim in dispute.claims}
        if line in there and root in {roots[each] for each in there}:
            return True
        if line in there and root in dispute.parties and target.id in dispute.claims:
            return True
    return False


def attributions(docket: Docket) -> None:
    """Open a dispute for each party that is accused, by another party, and denies it or accuses the other."""
    parties = set(docket.names.facts.parties)
    for accused in (each for each in docket.told.accused() if each in parties):
        told = [each.accuser for each in docket.told.accusations if each.accused == accused]
        accusers = [accuser for accuser in dict.fromkeys(told) if accuser != accused]
        rivals = [accuser for accuser in accusers if accuser in parties]
        denial = _denial(docket, accused)
        counter = [
            rival
            for rival in rivals
            if any(each.accuser == accused and each.accused == rival for each in docket.told.accusations)
        ]
        if not (denial or counter) or not accusers:
            continue
        accuser = next(iter(counter or rivals), None)
        if accuser is None and denial is not None and DisputeKind.ATTRIBUTION in denial.kinds:
            accuser = accusers[0]
        if accuser is not None:
            _open_attribution(docket, accused, accuser)


def _denial(docket: Docket, accused: str) -> Denial | None:
    wanted = {DisputeKind.ATTRIBUTION, DisputeKind.EXISTENCE}
    return next(
        (each for each in docket.told.denials if each.denier == accused and each.kinds & wanted),
        None,
    )


def _open_attribution(docket: Docket, accused: str, accuser: str) -> None:
    key = (DisputeKind.ATTRIBUTION, frozenset((accused, accuser)))
    if key in docket.found:
        return
    against = [
        entry
        for entry in docket.entries
        if not entry.rejects and accused_by(entry, docket.names) == accused and entry.root != accused
    ]
    back = [
        entry
        for entry in docket.entries
        if not entry.rejects and accused_by(entry, docket.names) == accuser and entry.root == accused
    ]
    denied = [entry for entry in against if entry.claim.disputed_by]
    claims = [*against[:1], *(back[:1] or denied[:1] or _own_words(docket, accused))]
    claims = claims if against or back else _told_beside(docket, accused, accuser)
    if not claims:
        return
    state = DisputeState.SETTLED if {accused, accuser} & set(docket.told.accepted) else DisputeState.OPEN
    note = f"{accuser} says that {accused} did it; {accused} " + (
        "says the same of it" if back else "denies it"
    )
    docket.found[key] = dispute_of(DisputeKind.ATTRIBUTION, state, (accuser, accused), claims, note)


def _own_words(docket: Docket, accused: str) -> list[Entry]:
    """Return the first figure of the document in which somebody who is accused denies it."""
    denial = _denial(docket, accused)
    told = (entry for entry in docket.entries if denial and entry.view is denial.view and not entry.rejects)
    first = next(told, None)
    return [] if first is None else [first]


def _told_beside(docket: Docket, accused: str, accuser: str) -> list[Entry]:
    """Return the first figures of the documents in which one accuses and the other denies, where no figure names a doer."""
    accusing = next(
        each.view for each in docket.told.accusations if (each.accuser, each.accused) == (accuser, accused)
    )
    denial = _denial(docket, accused)
    views = [accusing] if denial is None else [accusing, denial.view]
    found = [
        next(
            (each for each in docket.entries if each.view is view and not each.rejects),
            None,
        )
        for view in views
    ]
    return [entry for entry in found if entry is not None]


def statuses(docket: Docket) -> None:
    """Open a dispute where a party says that the harmed were not the people that another says they were."""
    for denial in docket.told.denials:
        if DisputeKind.STATUS not in denial.kinds:
            continue
        mine = [
            entry
            for entry in docket.entries
            if entry.view is denial.view and entry.root == denial.denier and not entry.rejects
        ]
        theirs = [
            entry
            for entry in docket.entries
            if entry.root != denial.denier
            and not entry.rejects
            and entry.view.key <= denial.view.key
            and entry.claim.victims
        ]
        theirs = [entry for entry in theirs if not mine or entry.harm is mine[0].harm]
        if theirs:
            line = theirs[0].line
            open_dispute(
                docket,
                DisputeKind.STATUS,
                [theirs[0], *mine[:1]],
                [line],
                f"{denial.denier} says: {denial.words}",
                rejecting=denial.denier,
            )
