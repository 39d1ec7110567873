"""What a user sets for one run over a corpus, in the user's own terms.

Defaults live here and nowhere else. Nothing here reads the environment or a file: whoever
does (the command line) hands the result over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tollbook.errors import UsageError
from tollbook.model.limits import DEFAULT_INPUT_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusSettings:
    """How a corpus is read.

    Attributes:
        date: day of publication of a document that names none.
        language: two-letter code that goes before what a text looks like; None to look.
        publisher: who published a document that does not say.
        max_bytes: the most bytes of one input.
        min_confidence: claims below it are left out; 0 keeps all.
        jobs: processes that read at the same time.
    """

    date: date | None = None
    language: str | None = None
    publisher: str | None = None
    max_bytes: int = DEFAULT_INPUT_BYTES
    min_confidence: float = 0.0
    jobs: int = 1

    def __post_init__(self) -> None:
        """Refuse what makes no sense before anything is read."""
        if self.jobs < 1:
            raise UsageError(f"Cannot read with {self.jobs} jobs: at least 1 is needed.")
        if not 0.0 <= self.min_confidence <= 1.0:
            raise UsageError(
                f"Cannot use {self.min_confidence} as the lowest confidence: a number from 0 to 1 is needed."
            )
        if self.max_bytes < 1:
            raise UsageError(f"Cannot use {self.max_bytes} bytes as the largest input: at least 1 is needed.")
