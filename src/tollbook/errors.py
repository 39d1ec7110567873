"""The tree of errors that Tollbook raises on purpose.

    TollbookError
    ├── UsageError            what was asked for makes no sense (exit code 2)
    ├── InputError            one input cannot be read; the others go on (exit code 1)
    │   ├── UnsupportedInput  a type of file that no reader here takes
    │   ├── EmptyInput        no words in it (an empty file, a scanned PDF)
    │   ├── EncryptedInput    needs a password
    │   ├── InputTooLarge     over a limit that the user can raise
    │   ├── DamagedInput      the bytes are not what they say they are
    │   └── InvalidHistories  a table of capture histories with all that is wrong in it
    ├── CaseError             case.toml is missing, damaged, or says what makes no sense (exit code 3)
    ├── ManifestError         a manifest says what makes no sense (exit code 3)
    ├── StoreError            the bytes of a source cannot be kept, or are not as they were kept (exit code 3)
    ├── OutputError           a result cannot be written (exit code 3)
    ├── LedgerError           the ledger of a case cannot be read or written (exit code 3)
    │   ├── LedgerBusy        another process writes to it, or reads it, for too long
    │   ├── UnknownFormat     a newer version of Tollbook made it
    │   ├── ForeignLedger     it belongs to another case
    │   └── UnknownId         nothing in the case has this id, or more than one thing has
    └── MissingExtra          a part of Tollbook that was not installed is needed (exit code 3)

Every message says what could not be done, where, what was found and what was
expected, and what to do. The parts are kept as data beside the message.
"""

from __future__ import annotations

from collections.abc import Sequence


class TollbookError(Exception):
    """The root: whatever Tollbook raises on purpose."""


class UsageError(TollbookError):
    """What was asked for makes no sense; nothing was read or written."""


class InputError(TollbookError):
    """One input cannot be read.

    Args:
        name: the path or name of the input, as the user gave it.
        reason: what was found, and what was expected where that helps.
        advice: what to do about it.
    """

    def __init__(self, name: str, reason: str, advice: str) -> None:
        """Keep the parts beside the message they make."""
        self.name = name
        self.reason = reason
        self.advice = advice
        super().__init__(f"Cannot read {name}: {reason}. {advice}")

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        """Rebuild from the parts, so that the error survives the way out of a worker process."""
        return type(self), (self.name, self.reason, self.advice)


class UnsupportedInput(InputError):
    """A type of file that no reader here takes."""


class EmptyInput(InputError):
    """There are no words in the input."""


class EncryptedInput(InputError):
    """The input needs a password."""


class InputTooLarge(InputError):
    """The input is over a limit that the user can raise."""


class DamagedInput(InputError):
    """The bytes are not what they say they are."""


class InvalidHistories(InputError):
    """A table of capture histories cannot be used; all that is wrong with it is said at once.

    Args:
        name: the path or name of the table, as the user gave it.
        problems: each problem with its row, in the order of the table; at least one.
    """

    SHOWN = 20
    """Problems written into the message; `problems` holds them all."""

    def __init__(self, name: str, problems: tuple[str, ...]) -> None:
        """Keep the parts beside the message they make."""
        self.problems = problems
        more = len(problems) - self.SHOWN
        listed = "; ".join(problems[: self.SHOWN]) + (f"; and {more} more" if more > 0 else "")
        super().__init__(name, listed, "Correct the table and read it again; nothing was estimated.")

    def __reduce__(self) -> tuple[type[InvalidHistories], tuple[str, tuple[str, ...]]]:  # type: ignore[override]  # other parts than its parent's
        """Rebuild from the parts, so that the error survives the way out of a worker process."""
        return type(self), (self.name, self.problems)


class CaseError(TollbookError):
    """A case cannot be opened, because of its case.toml.

    Args:
        name: the file, as messages name it.
        faults: what is wrong, each with its line, from 1.
    """

    def __init__(self, name: str, faults: Sequence[tuple[int, str]]) -> None:
        """Keep the faults beside the message they make."""
        self.name = name
        self.faults = tuple(faults)
        told = "".join(f"\n  line {line}: {what}" for line, what in self.faults)
        super().__init__(
            f"Cannot read {name}:{told}\nCorrect it; `tollbook new --help` shows what it may hold."
        )


class ManifestError(TollbookError):
    """A manifest says what makes no sense; nothing was added.

    Args:
        name: the file, as messages name it.
        faults: what is wrong, each with its line, from 1.
    """

    def __init__(self, name: str, faults: Sequence[tuple[int, str]]) -> None:
        """Keep the faults beside the message they make."""
        self.name = name
        self.faults = tuple(faults)
        told = "".join(f"\n  line {line}: {what}" for line, what in self.faults)
        super().__init__(f"Cannot use the manifest {name}:{told}\nCorrect it; nothing was added.")


class StoreError(TollbookError):
    """The bytes of a source cannot be kept, or are not as they were kept."""


class OutputError(TollbookError):
    """A result cannot be written."""


class LedgerError(TollbookError):
    """The ledger of a case cannot be read or written."""


class LedgerBusy(LedgerError):
    """Another process writes to the ledger, or reads it, for longer than is waited for."""


class UnknownFormat(LedgerError):
    """The ledger was made by a newer version, whose form is not known here."""


class ForeignLedger(LedgerError):
    """The ledger belongs to another case."""


class UnknownId(LedgerError):
    """Nothing in the case has this id, or more than one thing has an id that begins so."""


class MissingExtra(TollbookError):
    """A part of Tollbook that was not installed is needed.

    Args:
        library: the library that is not there.
        extra: the extra of the package that brings it.
    """

    def __init__(self, library: str, extra: str) -> None:
        """Keep the parts beside the message they make."""
        self.library = library
        self.extra = extra
        super().__init__(
            f"Cannot do this here: {library} is not installed. Install it with: pip install 'tollbook[{extra}]'"
        )


class InvalidList(InputError):
    """A list of people has faults; all of them are told at once.

    Args:
        name: of the file.
        reason: the faults in words.
        advice: what to do about them.
        faults: each fault.
    """

    def __init__(self, name: str, reason: str, advice: str, faults: tuple[str, ...] = ()) -> None:
        """Keep the faults beside the message."""
        self.faults = faults
        super().__init__(name, reason, advice)
