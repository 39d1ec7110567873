"""Disputes: numbers that contradict one another, and what somebody rejects or denies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tollbook.model.reconciliation import ALL, Dispute
from tollbook.model.terms import DisputeKind, DisputeState
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.lexicon import rules
from tollbook.reconcile.names import NameBook
from tollbook.reconcile.testimony import (
    Denial,
    Testimony,
    accused_by,
    denial_kinds,
    sentences_about,
)
from tollbook.reconcile.unions import UnionFind
from tollbook.reconcile.withdrawals import WITHDRAWN, taken_back

RULE = "dispute/1"
_NO_SIDE = frozenset({"retroactive", "dead_or_missing", "direct_and_indirect"})
"""Claims with one of these speak of other people than the totals beside which they stand."""

Bounds = tuple[int | None, int | None]


def gap(one: Bounds, other: Bounds) -> int:
    """Return how far two ranges lie apart, 0 when they overlap; open bounds stay open.

    Example:
        >>> gap((21, None), (9, 9)), gap((20, 25), (23, 23))
        (12, 0)
    """
    low = max(one[0] if one[0] is not None else -1, other[0] if other[0] is not None else -1)
    highs = [each for each in (one[1], other[1]) if each is not None]
    return max(0, low - min(highs)) if highs else 0


def nearest_gap(one: Bounds, other: Bounds) -> tuple[int, int]:
    """Return the smallest difference of two stated bounds, and the larger of the two numbers."""
    pairs = [(abs(a - b), max(a, b)) for a in one if a is not None for b in other if b is not None]
    return min(pairs, default=(0, 0))


def tolerance(larger: int) -> float:
    """Return by how many people two numbers may differ and still agree (case rule 6)."""
    return max(float(rules().tolerance_persons), rules().tolerance_share * larger)


def agree(one: Bounds, other: Bounds) -> bool:
    """Return whether two claims agree: the nearest of their stated numbers differ by little.

    Example:
        >>> agree((22, 22), (23, 23)), agree((9, 9), (21, None))
        (True, False)
    """
    difference, larger = nearest_gap(one, other)
    return difference <= tolerance(larger)


def contradict(one: Bounds, other: Bounds) -> bool:
    """Return whether two claims contradict: their ranges do not overlap, and the gap is above the tolerance."""
    return gap(one, other) > 0 and not agree(one, other)


@dataclass(slots=True)
class Case:
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


def found_disputes(case: Case) -> list[Dispute]:
    """Return the disputes of one event."""
    rejections = _rejections(case)
    _contradictions(case, rejections)
    _rejected(case, rejections)
    _denied_figures(case)
    _attributions(case)
    _statuses(case)
    return sorted(case.found.values(), key=lambda dispute: (dispute.event, str(dispute.kind), dispute.id))


def newest(entries: Iterable[Entry]) -> list[Entry]:
    """Return, of each line, the newest claim that may support a figure; origins before their relays."""
    best: dict[int, Entry] = {}
    for entry in entries:
        held = best.get(entry.line)
        if held is None or _newer(entry, held):
            best[entry.line] = entry
    return [best[line] for line in sorted(best)]


def _newer(entry: Entry, held: Entry) -> bool:
    """Return whether a claim takes the place of another of its line.

    A relay of the same number does not take the place of its origin's own words.
    """
    if entry.same_figure(held) and entry.own != held.own:
        return entry.own
    if entry.day != held.day:
        return entry.day > held.day
    if entry.own != held.own:
        return entry.own
    return (entry.view.key, -entry.claim.start) > (held.view.key, -held.claim.start)


def _rejections(case: Case) -> dict[Entry, list[Entry]]:
    """Return, for each rejection, the claims of other lines whose figure it rejects."""
    stated: dict[tuple[object, int | None], list[Entry]] = defaultdict(list)
    for entry in case.entries:
        if not entry.rejects:
            stated[entry.harm, entry.number_said()].append(entry)
    found = {}
    for entry in case.entries:
        if entry.rejects and WITHDRAWN not in entry.flags:
            same = [each for each in stated[entry.harm, entry.number_said()] if taken_back(each, entry)]
            found[entry] = [each for each in same if each.line != entry.line]
    return found


def _sets(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Return the claims that speak of the same people: harm, group, area, estimate or count, and the day of totals."""
    sets: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.counts and entry.period is None and not entry.flags & _NO_SIDE and not _is_detail(entry):
            kind = ("estimate", entry.inclusion) if entry.estimate else ("count", None)
            sets[entry.harm, entry.group, entry.measure, entry.flow, entry.territory, kind].append(entry)
    return [part for told in sets.values() for part in _comparable(told)]


def _is_detail(entry: Entry) -> bool:
    return entry.beside or (entry.claim.part_of and entry.group == ALL)


def _comparable(told: list[Entry]) -> list[list[Entry]]:
    """Return the numbers of one incident together; totals of a counter by day, records apart from mere words."""
    if any(not entry.cumulative for entry in told):
        return [told]
    parts: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in told:
        parts[entry.day, entry.documented].append(entry)
    return list(parts.values())


def _contradictions(case: Case, rejections: Mapping[Entry, list[Entry]]) -> None:
    """Open one dispute for each set of lines that contradict one another, with the rejections of their figures."""
    for entries in _sets(case.entries):
        if len({entry.line for entry in entries}) < 2:  # noqa: PLR2004 - one line cannot contradict itself
            continue
        sides = newest(entries)
        ties = UnionFind(len(sides))
        clash = {
            (a, b)
            for a in range(len(sides))
            for b in range(a + 1, len(sides))
            if contradict(sides[a].bounds, sides[b].bounds)
        }
        for a, b in sorted(clash):
            ties.tie(a, b)
        for group in ties.groups():
            if len(group) > 1:
                members = [sides[index] for index in group]
                _open_value(case, members, rejections)


def _open_value(case: Case, members: list[Entry], rejections: Mapping[Entry, list[Entry]]) -> None:
    lines = {entry.line for entry in members}
    joined = [
        rejection
        for rejection, targets in rejections.items()
        if rejection.line in lines
        and any(target.line in lines and target.harm is members[0].harm for target in targets)
    ]
    numbers = ", ".join(sorted({f"{entry.claim.count}" for entry in members}))
    note = f"the newest numbers of {len(members)} lines contradict one another: {numbers}"
    _open(case, DisputeKind.VALUE, [*members, *joined], [entry.line for entry in members], note)


def _rejected(case: Case, rejections: Mapping[Entry, list[Entry]]) -> None:
    """Open a dispute for each rejection whose figure no contradiction has brought up yet."""
    held = {claim for dispute in case.found.values() for claim in dispute.claims}
    together: dict[tuple[str, int, str], tuple[list[Entry], list[Entry]]] = {}
    for rejection, targets in rejections.items():
        if rejection.id in held or not targets:
            continue
        line = min(target.line for target in targets)
        key = rejection.root, line, str(rejection.harm)
        sides = together.setdefault(key, ([], []))
        sides[0].extend(target for target in targets if target.line == line)
        sides[1].append(rejection)
    for (root, line, _), (targets, refusals) in together.items():
        withdrawals = [
            entry
            for entry in case.entries
            if entry.rejects and WITHDRAWN in entry.flags and entry.line == line
        ]
        claims = [*_both_ends(targets), *withdrawals, *refusals]
        note = f"{root} rejects the number {targets[0].claim.count}"
        _open(case, DisputeKind.VALUE, claims, [line], note, rejecting=root, targets=targets)


def _both_ends(targets: list[Entry]) -> list[Entry]:
    """Return one claim for each figure: the first that states it."""
    firsts: dict[tuple[object, ...], Entry] = {}
    for target in targets:
        firsts.setdefault((target.harm, target.group, target.number_said()), target)
    return list(firsts.values())


def _denied_figures(case: Case) -> None:
    """Open what is said against a figure in the document that states it."""
    together: dict[tuple[str, int, DisputeKind], list[Entry]] = defaultdict(list)
    for entry in case.entries:
        if not entry.claim.disputed_by or entry.rejects:
            continue
        before = entry.view.document.text
        voice = case.names.voice(entry.claim.disputed_by, entry.view.document, before)
        name = next(iter(voice.names), entry.claim.disputed_by)
        numbers = sentences_about(entry.view, name, case.names)
        kinds = denial_kinds(entry.view, numbers) or frozenset({DisputeKind.VALUE})
        for kind in kinds - {DisputeKind.ATTRIBUTION, DisputeKind.STATUS}:
            together[case.names.root(name), entry.line, kind].append(entry)
    for (root, line, kind), targets in together.items():
        if kind is DisputeKind.VALUE and _already(case, root, line, targets[0]):
            continue
        first = _first_of_line(case, targets[0])
        note = f"{root} denies {'the number' if kind is DisputeKind.VALUE else 'that it happened' if kind is DisputeKind.EXISTENCE else 'what is counted'}"
        _open(case, kind, [*first, *targets], [line], note, rejecting=root, targets=targets)
    _denied_without_figure(case)


def _denied_without_figure(case: Case) -> None:
    """Open the denials that anything happened which stand in no document that states a figure."""
    for denial in case.told.denials:
        if DisputeKind.EXISTENCE not in denial.kinds:
            continue
        earlier = [
            entry
            for entry in case.entries
            if not entry.rejects and entry.root != denial.denier and entry.view.key <= denial.view.key
        ]
        if not earlier or any(
            dispute.kind is DisputeKind.EXISTENCE and denial.denier in dispute.parties
            for dispute in case.found.values()
        ):
            continue
        first = earlier[0]
        _open(
            case,
            DisputeKind.EXISTENCE,
            [first],
            [first.line],
            f"{denial.denier} denies that it happened",
            rejecting=denial.denier,
            targets=[first],
        )


def _first_of_line(case: Case, target: Entry) -> list[Entry]:
    same = [
        entry
        for entry in case.entries
        if entry.line == target.line and not entry.rejects and entry.same_figure(target)
    ]
    return same[:1] if target.flags & {WITHDRAWN, "not_in_source"} or not target.cumulative else []


def _already(case: Case, root: str, line: int, target: Entry) -> bool:
    """Return whether a dispute about the number is open between the two already."""
    lines = {entry.id: entry.line for entry in case.entries}
    roots = {entry.line: case.origins.get(entry.line) for entry in case.entries}
    for dispute in case.found.values():
        if dispute.kind is not DisputeKind.VALUE:
            continue
        there = {lines[claim] for claim in dispute.claims}
        if line in there and root in {roots[each] for each in there}:
            return True
        if line in there and root in dispute.parties and target.id in dispute.claims:
            return True
    return False


def _attributions(case: Case) -> None:
    """Open a dispute for each party that is accused, by another party, and denies it or accuses the other."""
    parties = set(case.names.facts.parties)
    for accused in sorted(case.told.accused() & parties):
        accusers = sorted(
            {
                each.accuser
                for each in case.told.accusations
                if each.accused == accused and each.accuser != accused
            }
        )
        rivals = [accuser for accuser in accusers if accuser in parties]
        denial = _denial(case, accused)
        counter = [
            rival
            for rival in rivals
            if any(each.accuser == accused and each.accused == rival for each in case.told.accusations)
        ]
        if not (denial or counter) or not accusers:
            continue
        accuser = next(iter(counter or rivals), None)
        if accuser is None and denial is not None and DisputeKind.ATTRIBUTION in denial.kinds:
            accuser = accusers[0]
        if accuser is not None:
            _open_attribution(case, accused, accuser)


def _denial(case: Case, accused: str) -> Denial | None:
    wanted = {DisputeKind.ATTRIBUTION, DisputeKind.EXISTENCE}
    return next((each for each in case.told.denials if each.denier == accused and each.kinds & wanted), None)


def _open_attribution(case: Case, accused: str, accuser: str) -> None:
    key = (DisputeKind.ATTRIBUTION, frozenset((accused, accuser)))
    if key in case.found:
        return
    against = [
        entry
        for entry in case.entries
        if not entry.rejects and accused_by(entry, case.names) == accused and entry.root != accused
    ]
    back = [
        entry
        for entry in case.entries
        if not entry.rejects and accused_by(entry, case.names) == accuser and entry.root == accused
    ]
    denied = [entry for entry in against if entry.claim.disputed_by]
    claims = [*against[:1], *(back[:1] or denied[:1])]
    if not claims:
        return
    state = DisputeState.SETTLED if {accused, accuser} & set(case.told.accepted) else DisputeState.OPEN
    note = f"{accuser} says that {accused} did it; {accused} " + (
        "says the same of it" if back else "denies it"
    )
    case.found[key] = _dispute(DisputeKind.ATTRIBUTION, state, (accuser, accused), claims, note)


def _statuses(case: Case) -> None:
    """Open a dispute where a party says that the harmed were not the people that another says they were."""
    for denial in case.told.denials:
        if DisputeKind.STATUS not in denial.kinds:
            continue
        mine = [
            entry
            for entry in case.entries
            if entry.view is denial.view and entry.root == denial.denier and not entry.rejects
        ]
        theirs = [
            entry
            for entry in case.entries
            if entry.root != denial.denier
            and not entry.rejects
            and entry.view.key <= denial.view.key
            and entry.claim.victims
        ]
        theirs = [entry for entry in theirs if not mine or entry.harm is mine[0].harm]
        if theirs:
            line = theirs[0].line
            _open(
                case,
                DisputeKind.STATUS,
                [theirs[0], *mine[:1]],
                [line],
                f"{denial.denier} says: {denial.words}",
                rejecting=denial.denier,
            )


def _open(
    case: Case,
    kind: DisputeKind,
    claims: Sequence[Entry],
    lines: Sequence[int],
    note: str,
    *,
    rejecting: str = "",
    targets: Sequence[Entry] = (),
) -> None:
    parties = [case.origins.get(line, "") for line in dict.fromkeys(lines)]
    parties += [entry.root for entry in claims if entry.rejects and WITHDRAWN not in entry.flags]
    parties += [rejecting] if rejecting else []
    state = _state(case, kind, rejecting, targets)
    key = (kind, claims[0].harm, claims[0].group, rejecting, tuple(sorted(set(lines))))
    unique = tuple(dict.fromkeys(party for party in parties if party))
    case.found[key] = _dispute(kind, state, unique, claims, note)


def _state(case: Case, kind: DisputeKind, rejecting: str, targets: Sequence[Entry]) -> DisputeState:
    """Return withdrawn when the maker took the figure back, settled when the denying party accepts, else open."""
    if kind is DisputeKind.VALUE and targets and all(WITHDRAWN in target.flags for target in targets):
        return DisputeState.WITHDRAWN
    accepted = case.told.accepted.get(rejecting)
    if kind is DisputeKind.EXISTENCE and accepted is not None:
        return DisputeState.SETTLED
    if kind is DisputeKind.VALUE and targets and rejecting and _came_round(case, rejecting, targets):
        return DisputeState.SETTLED
    return DisputeState.OPEN


def _came_round(case: Case, rejecting: str, targets: Sequence[Entry]) -> bool:
    """Return whether whoever rejected a number states it itself later."""
    return any(
        entry.root == rejecting
        and not entry.rejects
        and entry.same_figure(target)
        and entry.view.key > target.view.key
        for entry in case.entries
        for target in targets
    )


def _dispute(
    kind: DisputeKind,
    state: DisputeState,
    parties: Sequence[str],
    claims: Sequence[Entry],
    note: str,
) -> Dispute:
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
