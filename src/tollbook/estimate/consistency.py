"""Whether a method can tell what is known: the size of each list from the others (Binette & Steorts 2022)."""

from __future__ import annotations

from collections.abc import Callable

from tollbook.estimate.strata import pooled
from tollbook.model.display import shown
from tollbook.model.estimate import Caution, Doubt, Estimate, ListCheck, Outcome
from tollbook.model.histories import CaptureHistories, HistoryCount


def within_list(histories: CaptureHistories, place: int) -> CaptureHistories:
    """Return the people of one list as the other lists saw them; those on it alone are left out.

    How many were left out is known, which is what makes this a test.

    Args:
        histories: covariates are added up.
        place: of the list, from 0.
    """
    bit, low = 1 << place, (1 << place) - 1
    counts = {
        history & low | history >> 1 & ~low: count
        for history, count in pooled(histories).counts.items()
        if history & bit and history != bit
    }
    cells = tuple(HistoryCount(history=history, count=count) for history, count in sorted(counts.items()))
    lists = tuple(name for each, name in enumerate(histories.lists) if each != place)
    return CaptureHistories(lists=lists, cells=cells)


def list_checks(
    histories: CaptureHistories, method: Callable[[CaptureHistories], Outcome]
) -> tuple[ListCheck, ...]:
    """Return, for each list, its known size and what the method makes of it from the other lists.

    Args:
        histories: four lists or more, for a method that needs three.
        method: with its settings.

    References:
        Binette & Steorts 2022, Journal of the Royal Statistical Society A 185:640-676, section 4
        (internal consistency).
    """
    sizes = histories.list_sizes
    return tuple(
        ListCheck(name=name, size=sizes[place], outcome=method(within_list(histories, place)))
        for place, name in enumerate(histories.lists)
    )


def consistency_cautions(checks: tuple[ListCheck, ...]) -> tuple[Caution, ...]:
    """Return a warning for the lists whose known size lies outside the interval."""
    tested = [check for check in checks if isinstance(check.outcome, Estimate) and check.outcome.interval]
    missed = [check for check in tested if not _covered(check)]
    if not missed:
        return ()
    named = ", ".join(shown(check.name) for check in missed)
    text = (
        f"Asked for the known size of each list from the other lists, the method misses {len(missed)} of {len(tested)} "
        f"({named}). It may miss the total in the same way."
    )
    return (Caution(doubt=Doubt.INCONSISTENT_LIST, text=text),)


def _covered(check: ListCheck) -> bool:
    outcome = check.outcome
    if not isinstance(outcome, Estimate) or outcome.interval is None:
        return False
    return outcome.interval.low <= check.size <= outcome.interval.high
