"""Whether the source that a document cites holds the figure that it is cited for.

Silence alone proves nothing: an office says things to reporters that stand in none of its
papers. A figure counts as not in its source when the office rejects it, or when it can be
seen how it came about: a digit slipped, the harm was changed, an end was cut from a range,
it was drawn between two reports, it is a difference of two totals, or the very paper that is
named does not hold it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from tollbook.model.reconciliation import ALL
from tollbook.reconcile.counters import Total, with_derived
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.lexicon import rules

_NAMED_PAPER = re.compile(
    r"\b(bulletin|release|notice|statement|communiqu[eé]|report|paper|sheet|circular|order|return|update|note|letter|sitrep)\s+(?:no\.?\s*)?(\d[\d/-]*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])|\d{1,12}")
_SMALL = 5
"""Numbers below this coincide too easily to say that one was made from another."""


class Sources:
    """What the offices of one event say in their own papers."""

    def __init__(self, entries: Iterable[Entry], root_of: dict[str, str]) -> None:
        self._own: dict[str, list[Entry]] = defaultdict(list)
        self._rejected: dict[str, list[Entry]] = defaultdict(list)
        self._figures: dict[tuple[str, str, int | None], list[Entry]] = defaultdict(list)
        self._numbers: dict[str, set[int]] = {}
        self._counters: dict[tuple[str, str, str], list[Total]] = {}
        for entry in entries:
            if entry.rejects:
                self._rejected[entry.root].append(entry)
            elif entry.own and root_of[entry.view.publisher] == entry.root:
                self._own[entry.root].append(entry)
                self._figures[entry.root, str(entry.harm), entry.number_said()].append(entry)
        self._taken_back = self._withdrawals(root_of)

    def _withdrawals(self, root_of: dict[str, str]) -> set[tuple[str, str, int | None]]:
        return {
            (root_of[entry.view.publisher], str(entry.harm), entry.number_said())
            for rejected in self._rejected.values()
            for entry in rejected
            if root_of[entry.view.publisher] == entry.root
        }

    def own(self, root: str) -> Sequence[Entry]:
        """Return what an office says in its own papers."""
        return self._own.get(root, ())

    def holds(self, entry: Entry) -> Entry | None:
        """Return the claim of the cited office that states the same figure; None when it has none."""
        told = self._figures.get((entry.root, str(entry.harm), entry.number_said()), ())
        same = [own for own in told if own.same_figure(entry)]
        earlier = [own for own in same if own.view.key <= entry.view.key]
        return (
            max(earlier, key=lambda own: own.key)
            if earlier
            else min(same, key=lambda own: own.key, default=None)
        )

    def missing(self, entry: Entry, printer: str) -> tuple[str, str] | None:
        """Return why the cited office does not hold the figure, and the flag for how it came about.

        Args:
            entry: a claim that cites an office.
            printer: the root of whoever printed it.

        Returns:
            Words and a flag, which may be empty; None when there is no sign of it.
        """
        own = [each for each in self.own(entry.root) if each.view.key <= entry.view.key]
        if any(each.same_figure(entry) for each in self._rejected.get(entry.root, ())) and own:
            slip = self._slip(entry, own, printer)
            return slip or (f"{entry.root} says that it did not give this number", "")
        if not own or self._is_sum(entry):
            return None
        found = _range_cut(entry, own) or _harm_changed(entry, own)
        if found or self._in_text(entry):
            return found
        return (
            self._slip(entry, own, printer)
            or self._drawn(entry)
            or _difference(entry, own)
            or _not_in_named_paper(entry, own)
        )

    def _in_text(self, entry: Entry) -> bool:
        """Return whether a paper of the office has the number somewhere, though no claim of it was read there."""
        number = entry.number_said()
        if entry.root not in self._numbers:
            texts = {own.view.document.id: own.view.document.text for own in self.own(entry.root)}
            found = (digits for text in texts.values() for digits in _NUMBER.findall(text))
            self._numbers[entry.root] = {int(digits.replace(",", "")) for digits in found}
        return number is None or number in self._numbers[entry.root]

    def _is_sum(self, entry: Entry) -> bool:
        """Return whether it adds numbers that one paper of the office gives."""
        papers: dict[str, list[int]] = defaultdict(list)
        for own in self.own(entry.root):
            number = own.number_said()
            if own.harm is entry.harm and number and own.total and entry.total:
                papers[own.view.document.id].append(number)
        target = entry.number_said()
        return any(
            sum(pair) == target for numbers in papers.values() for pair in combinations(numbers[:12], 2)
        )

    def _slip(self, entry: Entry, own: Sequence[Entry], printer: str) -> tuple[str, str] | None:
        number = entry.number_said()
        taken_back = (printer, str(entry.harm), number) in self._taken_back
        for other in own:
            said = other.number_said()
            if other.harm is not entry.harm or number is None or said is None or max(number, said) < 10:  # noqa: PLR2004 - one digit has no neighbours
                continue
            kind = slipped_digit(number, said)
            if kind in {"added", "lost"} or (kind and (taken_back or other.day == entry.day)):
                return f"{other.id} says {said:,}: a digit was {kind}", "typo_suspected"
        return None

    def _drawn(self, entry: Entry) -> tuple[str, str] | None:
        number = entry.number_said()
        if number is None or not entry.total or not entry.cumulative or entry.bounds[0] != entry.bounds[1]:
            return None
        line = on_straight_line(entry.day, number, self._counter(entry))
        return None if line is None else (f"it lies on a straight line through {line}", "looks_extrapolated")

    def _counter(self, entry: Entry) -> list[Total]:
        key = (entry.root, str(entry.harm), entry.group)
        if key not in self._counters:
            own = [
                each
                for each in self.own(entry.root)
                if (str(each.harm), each.group) == key[1:] and each.cumulative
            ]
            reported = {
                each.day: Total(
                    day=each.day,
                    low=each.claim.low,
                    high=each.claim.high,
                    entries=(each,),
                )
                for each in sorted(own, key=lambda each: each.key)
                if each.total
            }
            self._counters[key] = with_derived(reported, [each for each in own if each.period])
        return self._counters[key]


def on_straight_line(day: date, number: int, totals: Sequence[Total]) -> str | None:
    """Return the totals through which a straight line leads to a number; None when none does.

    The line goes through the totals on either side, else through the two before.
    """
    if any(total.day == day for total in totals):
        return None
    before = [total for total in totals if total.day < day and total.low is not None]
    after = [total for total in totals if total.day > day and total.low is not None]
    pairs = [(before[-1:], after[:1]), (before[-2:-1], before[-1:])]
    for first, last in pairs:
        if first and last and _near_line(day, number, first[0], last[0]):
            return f"{first[0].low:,} on {first[0].day} and {last[0].low:,} on {last[0].day}"
    return None


def _near_line(day: date, number: int, first: Total, last: Total) -> bool:
    if first.low is None or last.low is None or first.low == last.low:
        return False
    share = (day - first.day).days / (last.day - first.day).days
    return abs(first.low + share * (last.low - first.low) - number) <= max(
        1.0, rules().line_tolerance_share * number
    )


def slipped_digit(one: int, other: int) -> str:
    """Return how one number became another by one digit: added, lost, exchanged; empty when it did not.

    Example:
        >>> slipped_digit(14000, 1400), slipped_digit(264, 246), slipped_digit(12, 90)
        ('added', 'exchanged', '')
    """
    a, b = str(one), str(other)
    if len(a) == len(b) + 1:
        return "added" if any(a[:cut] + a[cut + 1 :] == b for cut in range(len(a))) else ""
    if len(b) == len(a) + 1:
        return "lost" if slipped_digit(other, one) else ""
    if len(a) != len(b) or a == b:
        return ""
    wrong = [place for place in range(len(a)) if a[place] != b[place]]
    return "exchanged" if len(wrong) == 1 or _swapped(a, b, wrong) else ""


def _swapped(a: str, b: str, wrong: Sequence[int]) -> bool:
    """Return whether two neighbouring digits changed places."""
    match wrong:
        case [first, second]:
            return second == first + 1 and a[first] == b[second] and a[second] == b[first]
        case _:
            return False


def _range_cut(entry: Entry, own: Sequence[Entry]) -> tuple[str, str] | None:
    low, high = entry.bounds
    number = entry.number_said()
    for other in own:
        least, most = other.bounds
        if other.harm is not entry.harm or least is None or most is None or least == most or number is None:
            continue
        if least <= number <= most and (low, high) != (least, most):
            return f"{other.id} gives a range, {least:,} to {most:,}", ""
    return None


def _harm_changed(entry: Entry, own: Sequence[Entry]) -> tuple[str, str] | None:
    number = entry.number_said()
    if number is None or number < _SMALL:
        return None
    same = [other for other in own if other.number_said() == number]
    if not same or any(other.harm is entry.harm for other in same):
        return None
    return (
        f"{same[0].id} gives this number of people {same[0].harm}, not {entry.harm}",
        "",
    )


def _difference(entry: Entry, own: Sequence[Entry]) -> tuple[str, str] | None:
    """Return whether a total is the difference of two totals of one counter."""
    number = entry.number_said()
    if number is None or number < _SMALL or not entry.total or not entry.cumulative or entry.group != ALL:
        return None
    totals = sorted(
        {
            said
            for other in own
            if other.harm is entry.harm
            and other.total
            and other.group == ALL
            and (said := other.number_said())
        }
    )[-40:]
    for less, more in combinations(totals, 2):
        if more - less == number:
            return f"it is the difference of {more:,} and {less:,}", ""
    return None


def _not_in_named_paper(entry: Entry, own: Sequence[Entry]) -> tuple[str, str] | None:
    near = f"{entry.sentence} {entry.view.sentence(entry.number + 1)}"
    for match in _NAMED_PAPER.finditer(near):
        wanted = re.compile(
            rf"\b{re.escape(match[1])}\s+(?:no\.?\s*)?{re.escape(match[2])}\b",
            re.IGNORECASE,
        )
        for other in own:
            if wanted.search(other.view.document.text):
                return f"{match[0]} does not hold this number", ""
    return None
