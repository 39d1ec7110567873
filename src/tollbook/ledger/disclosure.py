"""What an entry says, shown in part: some fields with their salts, the others as commitments alone.

Whoever has it can check that the shown fields are bound to the entry and the entry to a checkpoint, and learns
nothing of the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tollbook.ledger.canonical import canonical_json
from tollbook.ledger.commitments import commitments_of, opened, salts_by_name
from tollbook.ledger.entry_reader import EntryReader


def disclosed_entry(
    ledger: EntryReader, seq: int, size: int, shows: Callable[[Mapping[str, Any], str], bool]
) -> dict[str, Any]:
    """Return an entry as plain data, with the proof that it is part of a checkpoint.

    Args:
        ledger: that of the case.
        seq: number of the entry.
        size: entries that the checkpoint covers.
        shows: whether a field is shown, by all fields of its entry and its name.
    """
    sealed = ledger.sealed(seq)
    fields, salts, bound = opened(sealed.body), salts_by_name(sealed), commitments_of(sealed)
    shown = [name for name in fields if shows(fields, name)]
    return {
        "header": ledger.header(seq).decode("ascii"),
        "disclosed": {
            name: {"salt": salts[name].hex(), "value": canonical_json(fields[name]).decode("utf-8")}
            for name in shown
        },
        "withheld": {name: digest.hex() for name, digest in bound.items() if name not in set(shown)},
        "proof": list(ledger.inclusion_proof(seq, size)),
    }
