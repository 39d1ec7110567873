"""Signatures of checkpoints: Ed25519, with a key that stays outside the case's folder.

Who copies or steals a case cannot sign for it. Without a key everything works; checkpoints are then unsigned.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tollbook.errors import LedgerError
from tollbook.ledger.canonical import canonical_json
from tollbook.ledger.chaining import moment_of, timestamp
from tollbook.model.checkpoint import Checkpoint
from tollbook.model.display import shown

KEYS_VARIABLE = "TOLLBOOK_KEYS"
"""When this is set in the environment, it names the folder of the keys."""

_KEY_BYTES = 32


class Signer:
    """Signs checkpoints of a case.

    Args:
        seed: the 32 secret bytes of the key.
    """

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    @property
    def public(self) -> str:
        """Return the public key, in hex."""
        return self._key.public_key().public_bytes_raw().hex()

    def signed(self, checkpoint: Checkpoint) -> Checkpoint:
        """Return the checkpoint with key and signature."""
        named = replace(checkpoint, key=self.public)
        return replace(named, signature=self._key.sign(signed_bytes(named)).hex())


def signed_bytes(checkpoint: Checkpoint) -> bytes:
    """Return what the signature of a checkpoint stands under."""
    row = checkpoint_row(checkpoint)
    return canonical_json({name: value for name, value in row.items() if name != "signature"})


def is_signed_by(checkpoint: Checkpoint, key: str) -> bool:
    """Return whether a checkpoint bears a good signature of a key, given in hex."""
    if checkpoint.signature is None or checkpoint.key != key:
        return False
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(checkpoint.signature), signed_bytes(checkpoint))
    except (InvalidSignature, ValueError):
        return False
    return True


def checkpoint_row(checkpoint: Checkpoint) -> dict[str, Any]:
    """Return a checkpoint as plain data: the form of `checkpoint.json`."""
    return {
        "at": timestamp(checkpoint.at),
        "case": checkpoint.case,
        "key": checkpoint.key,
        "root": checkpoint.root,
        "signature": checkpoint.signature,
        "size": checkpoint.size,
    }


def checkpoint_text(checkpoint: Checkpoint) -> str:
    """Return a checkpoint as the ledger keeps it."""
    return json.dumps(checkpoint_row(checkpoint), sort_keys=True)


def checkpoint_of(row: Mapping[str, Any]) -> Checkpoint:
    """Return the checkpoint that plain data stands for.

    Raises:
        ValueError: when something is missing or of another kind.
    """
    wanted = {"at": str, "case": str, "root": str, "size": int}
    for name, kind in wanted.items():
        if not isinstance(row.get(name), kind):
            raise ValueError(f"{name} is {row.get(name)!r}, and {kind.__name__} is expected")  # noqa: TRY004 - a damaged file
    return Checkpoint(
        case=row["case"],
        size=row["size"],
        root=row["root"],
        at=moment_of(row["at"]).astimezone(UTC),
        key=row.get("key"),
        signature=row.get("signature"),
    )


def keys_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder where the keys of a person's cases lie: theirs alone, and in no case's folder."""
    if environment.get(KEYS_VARIABLE):
        return Path(environment[KEYS_VARIABLE])
    settings = environment.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(settings) / "tollbook" / "keys"


def make_key(case: str, folder: Path, seed: bytes) -> Signer:
    """Return the signer of a new case, after its key was kept for its owner alone.

    Args:
        case: id of the case.
        folder: that of the keys.
        seed: 32 random bytes.

    Raises:
        LedgerError: when the key cannot be written, or there is one already.
    """
    path = _key_path(case, folder)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
            stream.write(f"{seed.hex()}\n")
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise LedgerError(
            f"Cannot keep a signing key in {shown(str(path))}: {error.strerror}. "
            f"Set {KEYS_VARIABLE} to a folder of your own outside the case, or make the case unsigned."
        ) from error
    return Signer(seed)


def find_signer(case: str, folder: Path) -> Signer | None:
    """Return the signer of a case; None when its key is not here.

    Args:
        case: id of the case.
        folder: that of the keys.

    Raises:
        LedgerError: when there is a key that is none.
    """
    path = _key_path(case, folder)
    try:
        seed = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise LedgerError(
            f"Cannot read the signing key {shown(str(path))}: {error}. Restore it from a copy, or move it away to work unsigned."
        ) from error
    if len(seed) != _KEY_BYTES:
        raise LedgerError(
            f"Cannot use the signing key {shown(str(path))}: it has {len(seed)} bytes and {_KEY_BYTES} are expected. "
            "Restore it from a copy, or move it away to work unsigned."
        )
    return Signer(seed)


def _key_path(case: str, folder: Path) -> Path:
    return folder / f"{case}.key"


def now() -> datetime:
    """Return the moment by the clock of this machine, in UTC."""
    return datetime.now(UTC)
