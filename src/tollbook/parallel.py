"""Work spread over processes, with results in the order of the work.

It knows nothing of documents. Processes are started afresh rather than copied, so that
threads and open files of whoever calls are no danger; a worker leaves Ctrl-C to its parent.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from tollbook.errors import TollbookError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.context import BaseContext

T = TypeVar("T")
R = TypeVar("R")

_AHEAD_PER_JOB = 3
"""Pieces of work handed out before their turn: enough that no process waits while another is slow."""


class WorkerDied(TollbookError):
    """A process ended without giving its result back; the system killed it, or it crashed."""


def in_order(
    work: Callable[[T], R], pieces: Iterable[T], *, jobs: int, preload: Sequence[str] = ()
) -> Iterator[R]:
    """Return the result of each piece of work, in the order of the pieces.

    Never more than a few pieces for each job are held, done or not.

    Args:
        work: a function that can be pickled.
        pieces: taken as they are needed.
        jobs: how many processes; with 1 the work is done here.
        preload: modules that the work needs, imported once for all processes.

    Raises:
        WorkerDied: when a process was killed or crashed.
    """
    if jobs == 1:
        yield from map(work, pieces)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(jobs, mp_context=_context(preload), initializer=_leave_interrupt_to_parent)
    try:
        yield from _pooled(pool, work, iter(pieces), jobs * _AHEAD_PER_JOB)
    except BrokenProcessPool as error:
        raise WorkerDied(
            "Cannot go on reading: a worker process was killed or crashed, perhaps for want of memory. "
            "Read with --jobs 1, or with a smaller --max-size, to find the input that does it."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _pooled(
    pool: ProcessPoolExecutor, work: Callable[[T], R], pieces: Iterator[T], ahead: int
) -> Iterator[R]:
    pending: deque[Future[R]] = deque(pool.submit(work, piece) for piece in islice(pieces, ahead))
    while pending:
        result = pending.popleft().result()
        pending.extend(pool.submit(work, piece) for piece in islice(pieces, 1))
        yield result


def _context(preload: Sequence[str]) -> BaseContext:
    import multiprocessing

    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return context


def _leave_interrupt_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
