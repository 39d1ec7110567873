"""A document as the rules look at it: its sentences, and the cues in them, found when they are first asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from tollbook.model.evidence import CaseDocument
from tollbook.reconcile.lexicon import LANGUAGE, cue, may_say

UNDATED = datetime(9999, 12, 31, tzinfo=UTC)
"""Documents without a day of publication come last: nothing is taken to rest on them."""

_SENTENCE = re.compile(r"\S[^\n]*?(?:[.!?](?=\s|$)|$)", re.MULTILINE)


@dataclass(slots=True, eq=False)
class View:
    """One document, with what was found in its text.

    Attributes:
        document: the document.
        published: its day of publication, or None.
        moment: when it was published, for order; far ahead when unknown.
        publisher: the name its publisher goes by in the case.
        key: what documents are ordered by.
    """

    document: CaseDocument
    publisher: str
    published: date | None = field(init=False)
    moment: datetime = field(init=False)
    key: tuple[datetime, str] = field(init=False)
    _starts: list[int] = field(init=False, default_factory=list)
    _ends: list[int] = field(init=False, default_factory=list)
    _cues: dict[str, frozenset[int]] = field(init=False, default_factory=dict)
    _lowered: str | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Take the day and the sentences from the document."""
        moment = self.document.published_at
        self.published = None if moment is None else moment.date()
        self.moment = UNDATED if moment is None else moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        self.key = (self.moment, self.document.id)
        spans = self.document.sentences or [match.span() for match in _SENTENCE.finditer(self.document.text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def sentence_at(self, position: int) -> int:
        """Return the number of the sentence in which a position lies."""
        return max(0, bisect_right(self._starts, position) - 1)

    def sentence(self, number: int) -> str:
        """Return the words of a sentence; empty when there is none of that number."""
        if not 0 <= number < len(self._starts):
            return ""
        return self.document.text[self._starts[number] : self._ends[number]]

    def sentence_start(self, number: int) -> int:
        """Return where a sentence starts in the text."""
        return self._starts[number] if 0 <= number < len(self._starts) else 0

    def sentences(self) -> range:
        """Return the numbers of all sentences."""
        return range(len(self._starts))

    def said(self, kind: str) -> frozenset[int]:
        """Return the numbers of the sentences with a cue of a kind."""
        if kind not in self._cues:
            self._cues[kind] = self._found(kind)
        return self._cues[kind]

    def _found(self, kind: str) -> frozenset[int]:
        if (self.document.language or LANGUAGE) != LANGUAGE:
            return frozenset()
        if self._lowered is None:
            self._lowered = self.document.text.lower()
        if not may_say(kind, self._lowered):
            return frozenset()
        return frozenset(self.sentence_at(match.start()) for match in cue(kind).finditer(self.document.text))
