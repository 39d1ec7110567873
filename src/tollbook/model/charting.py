"""What charts are given beside a reconciliation: how a figure's range moved, and what changed between two days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tollbook.model.reconciliation import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeStep:
    """The range of one figure from a day on, as it was known then.

    Attributes:
        day: the first day on which it held.
        low: lowest number; None when open downwards.
        high: highest number; None when open upwards.
    """

    day: date
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """One question and its figure on two days.

    Attributes:
        before: the figure on the first day; None when there was none yet.
        after: the figure on the second day; None when it is gone.
        label: the event in words.
        reasons: why it moved, in words; empty when it did not.
    """

    before: Figure | None
    after: Figure | None
    label: str
    reasons: tuple[str, ...] = ()

    @property
    def figure(self) -> Figure:
        """Return the figure that says what the question is: the newer one where there are two."""
        figure = self.after or self.before
        if figure is None:
            raise ValueError(f"A change of {self.label!r} needs a figure before or after it.")
        return figure
