"""The table of routes: each path with its methods, the right it asks for, and what answers it.

Nothing is reached except through this table, so a test can try every route with every role.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tollbook.model.team import Right
from tollbook.web.visit import Handler


class Route(NamedTuple):
    """One way in.

    Attributes:
        method: GET or POST; HEAD goes with GET.
        path: with names of its parts in braces.
        right: what a visitor must have; None for whoever comes (signing in).
        answer: the page, or what is done.
    """

    method: str
    path: str
    right: Right | None
    answer: Handler


Routes = Sequence[Route]
