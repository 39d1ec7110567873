"""What the application works on: one case, opened for reading many times at once and for writing one at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from queue import Empty, SimpleQueue
from threading import Lock, RLock
from typing import TypeVar

from tollbook.ledger import Ledger, LedgerReader
from tollbook.ledger.text_index import NAME as TEXT_INDEX
from tollbook.ledger.text_index import TextIndex
from tollbook.pipeline.cases import CaseFolder, open_case, reading_ledger, writing_ledger

T = TypeVar("T")

_ANSWERS_KEPT = 10_000


class Desk:
    """A case at work. Threads share it.

    Args:
        folder: the case.
        environment: says where keys are kept.
        clock: the moment, in UTC.
        team: whether several people work on it, with accounts of their own.
        secure: whether browsers reach it by https.
        waiting: returns how many requests wait for a second person.
    """

    def __init__(
        self,
        folder: CaseFolder,
        *,
        environment: Mapping[str, str],
        clock: Callable[[], datetime],
        team: bool = False,
        secure: bool = False,
        waiting: Callable[[], int] = lambda: 0,
    ) -> None:
        self.team, self.secure, self.waiting = team, secure, waiting
        self.folder = folder
        self.clock = clock
        self._environment = environment
        self._idle: SimpleQueue[LedgerReader] = SimpleQueue()
        self._one_writes = Lock()
        self._answers: OrderedDict[str, str] = OrderedDict()
        self._one_makes = RLock()
        self._made: dict[str, tuple[int, object]] = {}
        self._counted: tuple[int, dict[str, int]] = (-1, {})

    @contextmanager
    def reading(self) -> Iterator[LedgerReader]:
        """Return the ledger to be read; readers are kept open between visits, since opening one takes time."""
        try:
            reader = self._idle.get_nowait()
        except Empty:
            reader = reading_ledger(self.folder)
        try:
            yield reader
        except BaseException:
            reader.close()
            raise
        self._idle.put(reader)

    @contextmanager
    def writing(self, actor: str) -> Iterator[Ledger]:
        """Return the ledger to be added to under somebody's name; others wait their turn."""
        with (
            self._one_writes,
            writing_ledger(self.folder, actor=actor, environment=self._environment) as ledger,
        ):
            yield ledger

    def texts_with(self, ledger: LedgerReader, words: str, limit: int) -> list[str]:
        """Return the ids of documents whose text holds all the words, the nearest first."""
        return TextIndex(self.folder.path / TEXT_INDEX).documents_with(ledger, words, limit)

    @property
    def two_person(self) -> bool:
        """Return whether each claim is decided by two people, as case.toml says under `[web]`."""
        return bool(dict(self.folder.case.further).get("web", {}).get("two_person", False))

    def counts(self, ledger: LedgerReader) -> dict[str, int]:
        """Return how much there is of what; counted again only when something was recorded since."""
        size = ledger.size()
        if self._counted[0] != size:
            self._counted = (size, ledger.counts())
        return self._counted[1]

    def remembered(self, name: str, make: Callable[[], T]) -> T:
        """Return something that was made from the record, made anew when something was recorded since.

        Args:
            name: what it is called.
            make: makes it; others wait meanwhile, so that it is made once.
        """
        with self._one_makes:
            with self.reading() as ledger:
                size = ledger.size()
            known = self._made.get(name)
            if known is None or known[0] != size:
                known = (size, make())
                self._made[name] = known
            return known[1]  # type: ignore[return-value]  # a name always stands for one type

    def answered(self, key: str) -> str | None:
        """Return what a request with this key was answered, where it was sent before; None where it is new."""
        return self._answers.get(key) if key else None

    def remember(self, key: str, answer: str) -> None:
        """Keep an answer for a request that is sent again because its answer was lost on the way."""
        if key:
            self._answers[key] = answer
        while len(self._answers) > _ANSWERS_KEPT:
            self._answers.popitem(last=False)

    def reread_settings(self) -> None:
        """Take case.toml as it is now."""
        self.folder = open_case(self.folder.path)

    def close(self) -> None:
        """Give all that is open back."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return
