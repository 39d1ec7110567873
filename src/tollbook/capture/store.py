"""The bytes of every source, as received, each in a file that is named by their SHA-256.

A file appears whole or not at all, is read-only, and is never written again. What stands
in the folder can be checked against its own name, by this program or by `sha256sum`.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tollbook.errors import StoreError

_READ_ONLY = 0o444
_DIGEST = re.compile("[0-9a-f]{64}")
_PART = re.compile(r"\.part-(\d+)-\d+")
_numbers = itertools.count()


class CaptureMissing(StoreError):
    """The bytes of a source are not in the store."""


class CaptureDamaged(StoreError):
    """The bytes of a source are not those that were received."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What came of keeping some bytes.

    Attributes:
        digest: SHA-256 of the bytes, in hex; the name they are kept under.
        new: whether the store did not hold them before, or held them damaged.
    """

    digest: str
    new: bool


class CaptureStore:
    """A folder of captures.

    Args:
        folder: `captures` of a case; made when the first bytes are kept.
    """

    def __init__(self, folder: Path) -> None:
        """Remember the folder; nothing is read or written yet."""
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Return where the bytes of a digest lie, or would lie.

        Raises:
            ValueError: when it is no SHA-256 in hex.
        """
        if not _DIGEST.fullmatch(digest):
            raise ValueError(f"{digest!r} is no SHA-256 in hex.")
        return self.folder / digest[:2] / digest

    def has(self, digest: str) -> bool:
        """Return whether the bytes of a digest are there; they are not looked at."""
        return self.path(digest).is_file()

    def read(self, digest: str) -> bytes:
        """Return the bytes of a digest, checked against it.

        Raises:
            CaptureMissing: when they are not there.
            CaptureDamaged: when other bytes stand in their place.
        """
        path = self.path(digest)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise CaptureMissing(
                f"Cannot read the capture {digest}: it is not in {self.folder}. Add the same file again to restore it."
            ) from None
        except OSError as error:
            raise StoreError(
                f"Cannot read the capture {path}: {_reason(error)}. Check its permissions."
            ) from error
        if (found := sha256(data)) != digest:
            raise CaptureDamaged(
                f"Cannot trust the capture {path}: its bytes have the digest {found}, and their name says {digest}. "
                "Add the same file again to restore it."
            )
        return data

    def keep(self, data: bytes) -> Kept:
        """Return the digest of some bytes, after they were kept under it; see `keep_all`."""
        return self.keep_all([data])[0]

    def keep_all(self, sources: Iterable[bytes]) -> list[Kept]:
        """Return the digests of the bytes, in order, after all were kept and have reached the disk.

        Bytes that are there already are left alone; where they are missing or damaged they are restored.

        Raises:
            StoreError: when they cannot be written; those written before are whole, and nothing else has changed.
        """
        kept: list[Kept] = []
        parts: list[tuple[Path, Path]] = []
        try:
            for data in sources:
                digest = sha256(data)
                new = not self._holds(digest) and all(target.name != digest for _, target in parts)
                kept.append(Kept(digest=digest, new=new))
                if new:
                    parts.append((self._part(data, self.path(digest).parent), self.path(digest)))
            _settle(parts)
        except OSError as error:
            raise StoreError(
                f"Cannot keep a source in {self.folder}: {_reason(error)}. Nothing that was there has changed; "
                "mend this and run the command again."
            ) from error
        finally:
            for part, _ in parts:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
        return kept

    def remove(self, digest: str) -> bool:
        """Return whether the bytes of a digest were there, after they were taken away for good.

        This is for redaction alone, which leaves its reason in the ledger.

        Raises:
            StoreError: when the system does not let them be taken away.
        """
        path = self.path(digest)
        try:
            path.unlink()
            _sync_folder(path.parent)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise StoreError(
                f"Cannot take away the capture {path}: {_reason(error)}. Check its permissions."
            ) from error
        return True

    def digests(self) -> Iterator[str]:
        """Return the digests that are there, in order; no bytes are read."""
        if not self.folder.is_dir():
            return
        for folder in sorted(self.folder.iterdir()):
            if folder.is_dir():
                yield from sorted(path.name for path in folder.iterdir() if _DIGEST.fullmatch(path.name))

    def sweep(self) -> int:
        """Return how many unfinished files were taken away that processes left behind when they were killed."""
        swept = 0
        for path in self.folder.glob("*/.part-*"):
            found = _PART.fullmatch(path.name)
            if found and not _is_alive(int(found[1])):
                with suppress(OSError):
                    path.unlink()
                    swept += 1
        return swept

    def _holds(self, digest: str) -> bool:
        try:
            return sha256(self.path(digest).read_bytes()) == digest
        except FileNotFoundError:
            return False

    def _part(self, data: bytes, folder: Path) -> Path:
        """Return the unfinished file that the bytes were written to, beside the place where they go."""
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".part-{os.getpid()}-{next(_numbers)}"
        with part.open("xb") as stream:
            stream.write(data)
            part.chmod(_READ_ONLY)
        return part


def sha256(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def _settle(parts: list[tuple[Path, Path]]) -> None:
    """Bring unfinished files to the disk, then to their names, then their names to the disk.

    All files are written before the first is waited for, so that the disk takes them at one go.
    """
    for part, _ in parts:
        _sync(part)
    for part, target in parts:
        part.replace(target)
    folders = {target.parent for _, target in parts}
    for folder in sorted({*folders, *(each.parent for each in folders)}):
        _sync_folder(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # elsewhere a folder cannot be opened, and renaming is settled by the system
        _sync(folder)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is there and not ours
        return True
    return True


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
