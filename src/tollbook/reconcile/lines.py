"""Lines of evidence: claims of one event that go back to one origin, with the reason for each tie.

When in doubt, one line: repetition must never look like support.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from tollbook.model.reconciliation import Join, Line
from tollbook.model.terms import LineReason
from tollbook.model.vocabulary import Harm
from tollbook.reconcile.annotate import BY_NATURE
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.names import RELAYING, VOICELESS, NameBook
from tollbook.reconcile.sourcing import Sources
from tollbook.reconcile.unions import UnionFind

Figure = tuple[Harm, int | None]


_NOT_TOLD = ("independent", "uses_list", "value", "existence", "attribution", "blame")
"""A sentence with one of these does not say from whom its speaker has a figure."""


class LineMaker:
    """Ties the claims of one event into lines; made, used once and dropped.

    Args:
        entries: the claims of the event, by publication.
        names: the names of the case.
    """

    def __init__(self, entries: Sequence[Entry], names: NameBook) -> None:
        self.entries = entries
        self.names = names
        self.root_of = {entry.view.publisher: names.root(entry.view.publisher) for entry in entries}
        self.sources = Sources(entries, self.root_of)
        self.origins: dict[int, str] = {}
        self.joins: list[tuple[int, Join]] = []
        self._ties = UnionFind(len(entries))
        self._anchors: dict[str, int] = {}
        self._slips: dict[Figure, int] = {}
        self._printed: dict[tuple[str, Figure], list[int]] = defaultdict(list)
        self._said: dict[Figure, list[int]] = defaultdict(list)
        self._citing: dict[str, set[str]] = defaultdict(set)
        for index, entry in enumerate(entries):
            self._citing[entry.root].add(entry.view.document.id)
            if not entry.rejects:
                figure = (entry.harm, entry.number_said())
                self._printed[self._publisher(entry), figure].append(index)
                self._said[figure].append(index)

    def lines(self) -> list[list[int]]:
        """Return the numbers of the entries of each line."""
        for index, entry in enumerate(self.entries):
            self._place(index, entry)
        self._tie_told()
        self._inherit()
        return self._ties.groups()

    def _publisher(self, entry: Entry) -> str:
        return self.root_of[entry.view.publisher]

    def _place(self, index: int, entry: Entry) -> None:
        """Tie one claim to where it comes from."""
        if entry.rejects:
            self._anchor(
                index,
                entry.root,
                LineReason.SAME_CLAIMANT,
                f"{entry.speaker} rejects a figure",
            )
        elif entry.via and self._passed_on(index, entry, self.names.root(entry.via)):
            return
        elif entry.own:
            self._place_own(index, entry)
        elif len(entry.voice) == 1:
            self._place_cited(index, entry)
        else:
            self._place_unnamed(index, entry)

    def _passed_on(self, index: int, entry: Entry, relay: str) -> bool:
        """Tie a claim to the same figure in a document of whoever passed it on; return whether there is one."""
        found = self._same_in_print(index, entry, relay)
        if found is None:
            return False
        other = self.entries[found]
        entry.flags |= other.flags & {
            "not_in_source",
            "typo_suspected",
            "looks_extrapolated",
        }
        self._join(
            index,
            found,
            LineReason.RELAY,
            f"{entry.id} passes on {other.id} of {other.view.publisher}",
        )
        return True

    def _same_in_print(self, index: int, entry: Entry, publisher: str) -> int | None:
        """Return the latest claim of a publisher with the same figure, printed before if there is one."""
        same = [
            other
            for other in self._printed.get((publisher, (entry.harm, entry.number_said())), ())
            if self.entries[other].view is not entry.view and self.entries[other].same_figure(entry)
        ]
        before = [other for other in same if other < index]
        return before[-1] if before else (same[0] if same else None)

    def _place_own(self, index: int, entry: Entry) -> None:
        """Tie what a publisher says itself to the rest of what it says, or to whom it must have copied."""
        relays = entry.view.document.source_type in RELAYING and entry.claim.claimant is None
        if relays:
            first = next(
                (other for other in self._said[entry.harm, entry.number_said()] if other < index),
                None,
            )
            if first is not None and self._publisher(self.entries[first]) != self._publisher(entry):
                words = f"{entry.id} states the figure of {self.entries[first].id}, which was in print before, and names no source"
                self._join(index, first, LineReason.RELAY, words)
                self._copied(entry, self.entries[first])
                return
        self._anchor(
            index,
            entry.root,
            LineReason.SAME_CLAIMANT,
            f"{entry.speaker} says it itself",
        )

    def _place_cited(self, index: int, entry: Entry) -> None:
        """Tie a claim to the one whom it cites, or to its printer where the cited one does not hold the figure."""
        self._choose(entry)
        printed = self._same_in_print(index, entry, entry.root)
        if printed is not None and self._passed_on(index, entry, entry.root):
            return
        if self._nobody_knows(entry) and self._follow_first(index, entry):
            return
        missing = self.sources.missing(entry, self._publisher(entry))
        if missing is not None:
            self._place_slip(index, entry, missing)
            return
        self._anchor(
            index,
            entry.root,
            LineReason.RELAY,
            f"{entry.view.publisher} cites {entry.speaker}",
        )

    def _nobody_knows(self, entry: Entry) -> bool:
        """Return whether a relaying publisher cites somebody without a name whom no other document cites."""
        if entry.view.document.source_type not in RELAYING or any(
            word[:1].isupper() for word in (entry.claim.claimant or "").split()[1:]
        ):
            return False
        return self._citing[entry.root] == {entry.view.document.id}

    def _follow_first(self, index: int, entry: Entry) -> bool:
        """Tie a claim to whoever had its figure in print first; return whether there is one."""
        first = next(
            (other for other in self._said[entry.harm, entry.number_said()] if other < index),
            None,
        )
        if first is None or self.entries[first].view is entry.view:
            return False
        words = f"{entry.id} states the figure of {self.entries[first].id}, which was in print before, of a speaker without a name"
        self._join(index, first, LineReason.RELAY, words)
        self._copied(entry, self.entries[first])
        return True

    def _choose(self, entry: Entry) -> None:
        """Take, of several offices that the words fit, the one whose own paper has the figure."""
        if not entry.others or self.sources.holds(entry) is not None:
            return
        for name in entry.others:
            root = self.names.root(name)
            if any(own.same_figure(entry) for own in self.sources.own(root)):
                entry.speaker, entry.root = name, root
                return

    def _place_slip(self, index: int, entry: Entry, missing: tuple[str, str]) -> None:
        """Start a line with the printer of a figure that its source does not hold; later printers join it."""
        why, flag = missing
        entry.flags |= {"not_in_source", *([flag] if flag else [])}
        figure = (entry.harm, entry.number_said())
        words = f"{entry.speaker} does not hold the figure: {why}"
        if figure in self._slips:
            self._join(index, self._slips[figure], LineReason.RELAY, words)
            return
        self._slips[figure] = index
        self._anchor(index, self._publisher(entry), LineReason.OWN, words)

    def _place_unnamed(self, index: int, entry: Entry) -> None:
        """Tie a claim of several offices, or of outlets without a name, to the one that says the same."""
        candidates = self._said[entry.harm, entry.number_said()]
        roots = {self.names.root(name) for name in entry.voice}
        same = [
            other
            for other in candidates
            if self.entries[other].view is not entry.view
            and self.entries[other].same_figure(entry)
            and (self.entries[other].root in roots if roots else other < index)
        ]
        if same:
            other = self.entries[same[0]]
            entry.speaker, entry.root = (other.speaker, other.root) if roots else (entry.speaker, entry.root)
            self._join(
                index,
                same[0],
                LineReason.RELAY,
                f"{entry.id} repeats {other.id} of {other.speaker}",
            )
            return
        if roots:
            entry.flags.add("sum_by_relayer")
        entry.root = self._publisher(entry)
        self._anchor(
            index,
            entry.root,
            LineReason.OWN,
            f"{entry.view.publisher} puts the figure together itself",
        )

    def _anchor(self, index: int, root: str, reason: LineReason, words: str) -> None:
        """Tie a claim to the first one of its maker."""
        first = self._anchors.setdefault(root, index)
        self.origins.setdefault(index, root)
        if first != index:
            self._join(index, first, reason, words)

    def _join(self, index: int, other: int, reason: LineReason, words: str) -> None:
        self._ties.tie(index, other)
        entry, to = self.entries[index], self.entries[other]
        self.joins.append((index, Join(claim=entry.id, to=to.id, reason=reason, words=words)))

    def _inherit(self) -> None:
        """Give what repeats an office's own paper the day of that paper, and the records behind it."""
        kept = {own.root for own in self.entries if own.own and own.view.document.source_type in BY_NATURE}
        for entry in self.entries:
            if entry.own or entry.rejects or entry.flags & {"not_in_source"}:
                continue
            entry.documented = entry.documented or entry.root in kept
            source = self.sources.holds(entry) if entry.cumulative else None
            if source is not None and entry.as_of is None and source is not entry:
                entry.as_of = source.as_of
        self._date_repeats()

    def _date_repeats(self) -> None:
        """Let whoever passes on a figure say it of the day on which its line first said it."""
        firsts: dict[tuple[object, ...], Entry] = {}
        for index, entry in enumerate(self.entries):
            if entry.rejects:
                continue
            first = firsts.setdefault(
                (self._ties.top(index), entry.harm, entry.group, entry.number_said()),
                entry,
            )
            if first is not entry and not entry.own:
                entry.repeats = first

    def _copied(self, entry: Entry, original: Entry) -> None:
        """Note that a claim which names no source is another's: it speaks for nobody of its own."""
        if not entry.rejects:
            entry.own = False
            entry.speaker, entry.root = original.speaker, original.root

    def _tie_told(self) -> None:
        """Tie what an office says itself to whoever it says that it has it from."""
        cores = {root: re.sub(r"^(?:the|a|an)\s+", "", root, flags=re.IGNORECASE) for root in self._anchors}
        for index, entry in enumerate(self.entries):
            if not entry.own or entry.rejects or entry.view.document.source_type in VOICELESS:
                continue
            told = entry.view.said("told_by").difference(*(entry.view.said(kind) for kind in _NOT_TOLD))
            for number in sorted(told):
                words = entry.view.sentence(number)
                root = next(
                    (each for each in cores if each != entry.root and cores[each] in words),
                    None,
                )
                if root is not None:
                    self._join(
                        index,
                        self._anchors[root],
                        LineReason.RELAY,
                        f"{entry.speaker} has it from {root}: {words}",
                    )


def made_lines(entries: Sequence[Entry], names: NameBook) -> list[Line]:
    """Return the lines of one event, and set each entry's line to the number of its own.

    Args:
        entries: the claims of the event, by publication.
        names: the names of the case.
    """
    maker = LineMaker(entries, names)
    groups = maker.lines()
    joins: dict[int, list[Join]] = defaultdict(list)
    number_of = {index: number for number, group in enumerate(groups) for index in group}
    for index, join in maker.joins:
        joins[number_of[index]].append(join)
    lines = []
    for number, group in enumerate(groups):
        members = [entries[index] for index in group]
        line = _line(
            members,
            next(
                (maker.origins[index] for index in group if index in maker.origins),
                members[0].root,
            ),
            joins[number],
        )
        for entry in members:
            entry.line = number
        lines.append(line)
    return lines


def _line(members: list[Entry], origin: str, joins: list[Join]) -> Line:
    kinds = {join.reason for join in joins} | (
        {LineReason.RELAY} if any(not entry.own for entry in members) else set()
    )
    documents = {entry.view.document.id for entry in members}
    own = {entry.view.document.id for entry in members if entry.own}
    if len(own) > 1:
        kinds.add(LineReason.SAME_CLAIMANT)
    echoes = [echo for entry in members for echo in entry.echoes]
    if echoes:
        kinds.add(LineReason.NEAR_COPY)
        documents |= {echo.view.document.id for echo in echoes}
    kinds -= {LineReason.OWN} | (set() if len(documents) > 1 else {LineReason.SAME_CLAIMANT})
    reasons = tuple(reason for reason in LineReason if reason in kinds) or (LineReason.OWN,)
    papers = len(documents)
    held = sorted((*members, *echoes), key=lambda each: each.key)
    note = (
        f"{len(held)} claims of {papers} documents go back to {origin}"
        if papers > 1
        else f"{origin}, in one document"
    )
    return Line(
        id=f"line:{members[0].id}",
        origin=origin,
        event=members[0].event,
        claims=tuple(entry.id for entry in held),
        reasons=reasons,
        joins=(*joins, *(_copy_join(echo) for echo in echoes)),
        note=note,
    )


def _copy_join(echo: Entry) -> Join:
    head = echo.echo_of or echo
    words = (
        f"the text of {echo.view.document.id} was made from that of {head.view.document.id}, or both from one"
    )
    return Join(claim=echo.id, to=head.id, reason=LineReason.NEAR_COPY, words=words)
