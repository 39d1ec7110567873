"""A case, made and opened: its folder, its ledger, and what stands in it and is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from tollbook.capture.case_folder import CaseFolder, find_case, make_folder, open_folder
from tollbook.ledger import Ledger, LedgerReader, address_of, find_signer, keys_folder, make_key
from tollbook.model.case import Case
from tollbook.model.review import ReviewDecision
from tollbook.model.vocabulary import SourceType

__all__ = [
    "CaseFolder",
    "Status",
    "case_above",
    "case_status",
    "new_case",
    "open_case",
    "reading_ledger",
    "writing_ledger",
]

_ID_BYTES = 16
_KEY_BYTES = 32


def new_case(
    path: str | PurePath,
    *,
    actor: str,
    environment: Mapping[str, str],
    randomness: Callable[[int], bytes],
    name: str | None = None,
    ledger: str | None = None,
    signed: bool = True,
) -> CaseFolder:
    """Return a new case, after its folder, its ledger and its signing key were made.

    Args:
        path: a folder that does not exist, or is empty.
        actor: who makes it.
        environment: says where keys are kept: `TOLLBOOK_KEYS`, or the settings of the user.
        randomness: returns so many bytes that nobody can guess.
        name: what people call the case; None for the name of the folder.
        ledger: address of a PostgreSQL database for its ledger; None for a file in the folder.
        signed: whether to make a key that its checkpoints are signed with.

    Raises:
        UsageError: when something is in the folder already.
        OutputError: when the folder cannot be written.
        LedgerError: when the key or the ledger cannot be made.
    """
    case_id = randomness(_ID_BYTES).hex()

    def furnish(folder: CaseFolder) -> None:
        signer = make_key(case_id, keys_folder(environment), randomness(_KEY_BYTES)) if signed else None
        address = address_of(folder.path, folder.case.ledger)
        Ledger.create(address, case=case_id, actor=actor, signer=signer, randomness=randomness).close()

    called = name or PurePath(path).name or "case"
    return make_folder(str(path), case_id=case_id, name=called, ledger=ledger, furnish=furnish)


def open_case(path: str | PurePath) -> CaseFolder:
    """Return the case in a folder.

    Raises:
        UsageError: when there is none.
        CaseError: when its case.toml cannot be read; the message names the lines.
    """
    return open_folder(str(path))


def case_above(start: str | PurePath) -> CaseFolder:
    """Return the case that a folder lies in: its own, or that of the nearest folder above.

    Raises:
        UsageError: when there is none.
        CaseError: when its case.toml cannot be read; the message names the lines.
    """
    return open_folder(find_case(str(start)))


def reading_ledger(folder: CaseFolder) -> LedgerReader:
    """Return the ledger of a case, to be read in a `with` block."""
    return LedgerReader(address_of(folder.path, folder.case.ledger), case=folder.case.id)


def writing_ledger(folder: CaseFolder, *, actor: str, environment: Mapping[str, str]) -> Ledger:
    """Return the ledger of a case, to be read and added to in a `with` block.

    Args:
        folder: the case.
        actor: who adds: a person, or a program and its version.
        environment: says where keys are kept; without the key, checkpoints are unsigned.
    """
    signer = find_signer(folder.case.id, keys_folder(environment))
    address = address_of(folder.path, folder.case.ledger)
    return Ledger(address, actor=actor, case=folder.case.id, signer=signer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What stands in a case, and what is due.

    Attributes:
        case: what its case.toml says.
        folder: where it lies.
        counts: how much there is: entries, documents, claims, claims of each state, sources, reviews.
        undescribed: names of sources of which nobody has said what kind they are.
        missing: digests of captures that are not in the folder, though not redacted.
        redactions: how often something was erased.
        root: root of the tree over all entries, in hex.
        checkpoint_size: entries under the newest checkpoint; 0 when there is none.
        checkpoint_at: when it was made.
        signed: whether it is signed.
    """

    case: Case
    folder: str
    counts: Mapping[str, int]
    undescribed: tuple[str, ...]
    missing: tuple[str, ...]
    redactions: int
    root: str
    checkpoint_size: int
    checkpoint_at: datetime | None
    signed: bool

    @property
    def due(self) -> tuple[str, ...]:
        """Return what is to be done, in words; empty when nothing is."""
        unreviewed = self.counts[f"claims/{ReviewDecision.UNREVIEWED}"]
        held = self.counts[f"claims/{ReviewDecision.ON_HOLD}"]
        unchecked = self.counts["entries"] - self.checkpoint_size
        told = (
            (unreviewed, f"{unreviewed:,} claims to review"),
            (held, f"{held:,} claims on hold"),
            (
                self.undescribed,
                f"{len(self.undescribed):,} sources to describe: {', '.join(self.undescribed[:5])}",
            ),
            (self.missing, f"{len(self.missing):,} captures missing: add the same files again"),
            (unchecked, f"{unchecked:,} entries since the last checkpoint"),
        )
        return tuple(words for number, words in told if number)


def case_status(folder: CaseFolder) -> Status:
    """Return what stands in a case and what is due."""
    with reading_ledger(folder) as ledger:
        erased = {digest for each in ledger.redactions() for digest in each.captures}
        captures = ledger.captures()
        checkpoints = ledger.checkpoints()
        newest = checkpoints[-1] if checkpoints else None
        return Status(
            case=folder.case,
            folder=str(folder.path),
            counts=ledger.counts(),
            undescribed=tuple(each.name for each in ledger.sources() if each.type is SourceType.UNKNOWN),
            missing=tuple(sorted(captures - erased - set(folder.store.digests()))),
            redactions=len(ledger.redactions()),
            root=ledger.root(),
            checkpoint_size=newest.size if newest else 0,
            checkpoint_at=newest.at if newest else None,
            signed=newest is not None and newest.signature is not None,
        )
