"""Capture histories from tables: counts of histories, or one row for each person.

All that is wrong with a table is collected and raised at once, with the rows. List names are
kept as they were given and mean nothing here: no method looks at them.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tollbook.errors import InvalidHistories
from tollbook.model.display import shown
from tollbook.model.histories import CaptureHistories, HistoryCount

COUNT_NAMES = ("count", "n", "freq", "frequency")
"""Headings that mean "how many people", in any case."""

MISSING = frozenset({"", "na", "n/a", "missing"})
"""Cells that mean "not known" in a covariate, in any case."""

_CUT = 40  # characters of a wrong cell that a message shows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    lists: tuple[int, ...]
    covariates: tuple[int, ...]
    count: int | None


@dataclass(slots=True, kw_only=True)
class _Tally:
    """What the rows add up to so far, and what is wrong with them."""

    people: Counter[tuple[int, tuple[str | None, ...]]] = field(default_factory=Counter)
    first_rows: dict[tuple[int, tuple[str | None, ...]], int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def histories_from_csv(
    text: str,
    *,
    name: str = "the table",
    lists: Sequence[str] | None = None,
    covariates: Sequence[str] | None = None,
    count: str | None = None,
) -> CaptureHistories:
    r"""Return the capture histories that a CSV table holds; as `histories_from_rows`, from text.

    The first row is the header. Comma, semicolon and tab are told apart by the header.

    Example:
        >>> table = histories_from_csv("A,B,count\n1,0,5\n0,1,7\n1,1,2\n")
        >>> table.lists, table.observed, table.counts
        (('A', 'B'), 14, {1: 5, 2: 7, 3: 2})

    Raises:
        InvalidHistories: with all that is wrong.
    """
    first_line = text.lstrip("\ufeff").partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter)
    try:
        rows = [row for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise InvalidHistories(name, (f"row {reader.line_num} is no CSV ({error})",)) from error
    if not rows:
        raise InvalidHistories(name, ("it is empty, expected a header and rows",))
    return histories_from_rows(rows[0], rows[1:], name=name, lists=lists, covariates=covariates, count=count)


def histories_from_rows(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    name: str = "the table",
    lists: Sequence[str] | None = None,
    covariates: Sequence[str] | None = None,
    count: str | None = None,
) -> CaptureHistories:
    """Return the capture histories of a table of histories with counts, or of one row per person.

    With a column of counts, each row is a history (0 or 1 for each list) and how many people have
    it, and no history may come twice with the same covariates; without one, each row is a person.

    Args:
        header: names of the columns.
        rows: cells as text; as many as the header has.
        name: the path or name of the table, for messages.
        lists: columns that are lists; None takes those where at least half of the cells are 0 or 1.
        covariates: columns that are covariates; None takes all that are left, an empty sequence none.
        count: the column of counts; None looks for one of `COUNT_NAMES`.

    Returns:
        Counts with lists in the order of the columns; lists that hold nobody are dropped with a note.

    Raises:
        InvalidHistories: with all that is wrong: negative counts or such that are no whole number,
            cells other than 0 and 1, a history that is 0 on every list, a history given twice,
            rows of another length, fewer than two lists with people on them.
    """
    names = tuple(cell.strip() for cell in header)
    body = [tuple(cell.strip() for cell in row) for row in rows]
    columns = _columns(names, body, name, lists=lists, covariates=covariates, count=count)
    tally = _Tally()
    for number, row in enumerate(body, start=2):
        _add(tally, row, number, names, columns)
    if not tally.problems and not tally.people:
        tally.problems.append("nobody is on any list, expected at least one person")
    if tally.problems:
        raise InvalidHistories(name, tuple(tally.problems))
    return _assembled(names, columns, tally, name)


def histories_from_counts(
    lists: Sequence[str], counts: Mapping[int, int], *, name: str = "the table"
) -> CaptureHistories:
    """Return capture histories from counts by history (bit 0 is the first list); zero counts may be given.

    Raises:
        InvalidHistories: with all that is wrong, as in `histories_from_rows`.
    """
    places = range(len(lists))
    wide = [f"history {each} has bits beyond the {len(lists)} lists" for each in counts if each >> len(lists)]
    if wide:
        raise InvalidHistories(name, tuple(wide))
    rows = [[str(history >> place & 1) for place in places] + [str(n)] for history, n in counts.items()]
    return histories_from_rows([*lists, "count"], rows, name=name, lists=lists, count="count")


def _columns(
    names: tuple[str, ...],
    body: list[tuple[str, ...]],
    name: str,
    *,
    lists: Sequence[str] | None,
    covariates: Sequence[str] | None,
    count: str | None,
) -> _Columns:
    _check_names(names, (*(lists or ()), *(covariates or ()), *((count,) if count else ())), name)
    counted = names.index(count) if count else _count_column(names, lists, covariates)
    free = [place for place in range(len(names)) if place != counted]
    if lists is not None:
        listed = tuple(place for place in free if names[place] in lists)
    else:
        listed = tuple(
            place for place in free if names[place] not in (covariates or ()) and _is_binary(body, place)
        )
    left = tuple(place for place in free if place not in listed)
    kept = left if covariates is None else tuple(place for place in left if names[place] in covariates)
    return _Columns(lists=listed, covariates=kept, count=counted)


def _check_names(names: tuple[str, ...], asked: tuple[str, ...], name: str) -> None:
    problems = [
        f'the heading "{_cut(each)}" stands twice' for each, n in Counter(names).items() if n > 1 and each
    ]
    problems += [f"column {place} has no heading" for place, each in enumerate(names, start=1) if not each]
    known = ", ".join(map(_cut, names))
    problems += [
        f'there is no column "{_cut(each)}"; there are: {known}' for each in asked if each not in names
    ]
    if problems:
        raise InvalidHistories(name, tuple(problems))


def _count_column(
    names: tuple[str, ...], lists: Sequence[str] | None, covariates: Sequence[str] | None
) -> int | None:
    taken = {*(lists or ()), *(covariates or ())}
    found = [
        place for place, each in enumerate(names) if each.casefold() in COUNT_NAMES and each not in taken
    ]
    return found[-1] if found else None


def _is_binary(body: list[tuple[str, ...]], place: int) -> bool:
    cells = [row[place] for row in body if place < len(row) and row[place]]
    return 2 * sum(cell in {"0", "1"} for cell in cells) >= max(len(cells), 1)


def _add(tally: _Tally, row: tuple[str, ...], number: int, names: tuple[str, ...], columns: _Columns) -> None:
    if len(row) != len(names):
        tally.problems.append(f"row {number} has {len(row)} cells, expected {len(names)}")
        return
    wrong = [
        f'row {number}: {_cut(names[place])} is "{_cut(row[place])}", expected 0 or 1'
        for place in columns.lists
        if row[place] not in {"0", "1"}
    ]
    count = 1 if columns.count is None else _count(row[columns.count])
    if count is None and columns.count is not None:
        wrong.append(
            f'row {number}: {_cut(names[columns.count])} is "{_cut(row[columns.count])}", '
            "expected a whole number, 0 or more"
        )
    if wrong or count is None:
        tally.problems += wrong
        return
    history = sum(1 << bit for bit, place in enumerate(columns.lists) if row[place] == "1")
    key = history, tuple(_value(row[place]) for place in columns.covariates)
    _count_in(tally, key, count, number, given_once=columns.count is not None)


def _count_in(
    tally: _Tally, key: tuple[int, tuple[str | None, ...]], count: int, number: int, *, given_once: bool
) -> None:
    first = tally.first_rows.setdefault(key, number)
    if key[0] == 0:
        tally.problems.append(
            f"row {number} is on no list (0 everywhere), expected at least one 1: those on no list are what is estimated"
        )
    elif given_once and first != number:
        tally.problems.append(f"row {number} gives the history of row {first} a second time")
    elif count:
        tally.people[key] += count


def _count(cell: str) -> int | None:
    return int(cell) if cell.isascii() and cell.isdigit() else None


def _value(cell: str) -> str | None:
    return None if cell.casefold() in MISSING else cell


def _assembled(names: tuple[str, ...], columns: _Columns, tally: _Tally, name: str) -> CaptureHistories:
    listed = [names[place] for place in columns.lists]
    held = 0
    for history, _ in tally.people:
        held |= history
    kept = [place for place in range(len(listed)) if held >> place & 1]
    if len(kept) < 2:  # noqa: PLR2004 - overlap is of two
        holding = ", ".join(_cut(listed[place]) for place in kept) or "none"
        problem = f"fewer than two lists hold anybody ({holding}), expected at least two columns of 0 and 1"
        raise InvalidHistories(name, (problem,))
    dropped = [listed[place] for place in range(len(listed)) if place not in kept]
    cells = sorted(
        ((_compressed(history, kept), values, count) for (history, values), count in tally.people.items()),
        key=lambda cell: (cell[0], tuple((value is None, value or "") for value in cell[1])),
    )
    return CaptureHistories(
        lists=tuple(listed[place] for place in kept),
        cells=tuple(HistoryCount(history=h, count=n, covariates=values) for h, values, n in cells),
        covariates=tuple(names[place] for place in columns.covariates),
        notes=tuple(f'List "{shown(each)}" holds nobody and is left out.' for each in dropped),
    )


def _compressed(history: int, kept: Sequence[int]) -> int:
    return sum((history >> place & 1) << bit for bit, place in enumerate(kept))


def _cut(text: str) -> str:
    safe = shown(text)
    return safe if len(safe) <= _CUT else f"{safe[:_CUT]}…"
