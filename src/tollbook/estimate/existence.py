"""Whether a log-linear model has an estimate at all: existence by linear programme, identifiability by rank.

The kernels settle both while they fit; this module settles them without fitting, and gives the
figures that show it. Both must say the same, which the tests hold on thousands of sparse tables.

References:
    Fienberg & Rinaldo 2012, Annals of Statistics 40:996-1023, theorem 3; Chan, Silverman & Vincent 2021,
    JASA 116:1297-1306, section 2.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tollbook.estimate.loglinear_terms import label
from tollbook.model.estimate import Ground, Refusal

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NONE = 1e-7  # the least expected count of a history below which there is no maximum


@dataclass(frozen=True, slots=True, kw_only=True)
class Existence:
    """What can be said of a model and a table before anything is fitted.

    Attributes:
        least: the largest number that all expected counts can reach while every margin of the model is as
            observed (at most 1); 0 when the likelihood has no maximum.
        parameters: terms that somebody has, each with a finite parameter.
        rank: of the design for these terms on the histories left; less than `parameters` when not identified.
        at_minus_infinity: terms whose lists share nobody.
    """

    least: float
    parameters: int
    rank: int
    at_minus_infinity: tuple[int, ...]

    @property
    def exists(self) -> bool:
        """Return whether the likelihood has a maximum."""
        return self.least > _NONE

    @property
    def is_identified(self) -> bool:
        """Return whether only one set of parameters gives it."""
        return self.rank == self.parameters

    def refusals(self, terms: Sequence[int]) -> tuple[Refusal, ...]:
        """Return why the model is refused; empty when it is not."""
        found = []
        if not self.exists:
            reason = "the likelihood has no maximum: a history that nobody has can be made ever less likely"
            found.append(Refusal(ground=Ground.NO_MAXIMUM, reason=reason, subject=label(terms)))
        if not self.is_identified:
            reason = f"{self.parameters} parameters, and the counts tell {self.rank} of them apart"
            found.append(Refusal(ground=Ground.NOT_IDENTIFIED, reason=reason, subject=label(terms)))
        return tuple(found)


def existence(counts: NDArray[np.float64], terms: Sequence[int]) -> Existence:
    """Return whether the (extended) maximum of the likelihood exists and is identified.

    Args:
        counts: people by history; shape (2**lists,), the first 0.
        terms: of a hierarchical model.
    """
    cells = np.arange(len(counts))
    margins = {term: counts[cells & term == term].sum() for term in terms}
    live = [term for term in terms if margins[term] > 0]
    dead = [term for term in terms if margins[term] == 0]
    left = [cell for cell in cells[1:] if not any(cell & term == term for term in dead)]
    design = np.array([[float(cell & term == term) for term in live] for cell in left])
    return Existence(
        least=_least(design, design.T @ counts[left]),
        parameters=len(live),
        rank=int(np.linalg.matrix_rank(design)),
        at_minus_infinity=tuple(dead),
    )


def _least(design: NDArray[np.float64], margins: NDArray[np.float64]) -> float:
    """Return the largest s, at most 1, with design' x = margins and every x at least s."""
    from scipy.optimize import linprog  # takes a third of a second, and most tables never come here

    costs = np.zeros(len(design) + 1)
    costs[-1] = -1.0
    equations = np.column_stack([design.T, design.sum(axis=0)])
    bounds = [(0.0, None)] * len(design) + [(0.0, 1.0)]
    found = linprog(costs, A_eq=equations, b_eq=margins, bounds=bounds, method="highs")
    return 0.0 if found.x is None else float(found.x[-1])
