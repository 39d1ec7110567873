from __future__ import annotations

import operator
import os
from collections.abc import Iterator

import pytest

from tollbook.parallel import WorkerDied, in_order


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_work(jobs: int) -> None:
    assert [-number for number in range(20)] == list(in_order(operator.neg, range(20), jobs=jobs))


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_more_than_a_few_pieces_are_taken_ahead(jobs: int) -> None:
    taken: list[int] = []

    def pieces() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = in_order(operator.neg, pieces(), jobs=jobs)
    next(results)
    ahead = len(taken)
    results.close()  # type: ignore[attr-defined]
    assert ahead <= 1 + jobs * 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_work_gives_no_results(jobs: int) -> None:
    assert [] == list(in_order(operator.neg, [], jobs=jobs))


def test_an_error_of_the_work_reaches_the_caller() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_order(divmod_zero, [1], jobs=1))


def divmod_zero(number: int) -> float:
    return number / 0


def test_a_worker_that_dies_is_told_with_what_to_do() -> None:
    with pytest.raises(WorkerDied) as died:
        list(in_order(os._exit, [3], jobs=2))
    expected = (
        "Cannot go on reading: a worker process was killed or crashed, perhaps for want of memory. "
        "Read with --jobs 1, or with a smaller --max-size, to find the input that does it."
    )
    assert expected == str(died.value)
