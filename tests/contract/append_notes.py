"""Appends so many entries to a ledger, one by one, and prints the number of each once it is told that it is stored.

python append_notes.py ADDRESS NAME COUNT
"""

from __future__ import annotations

import sys

from tollbook.ledger import Ledger
from tollbook.model.entry import Draft, EntryKind


def main(address: str, name: str, count: str) -> None:
    """Append and print."""
    with Ledger(address, actor=name) as ledger:
        for number in range(int(count)):
            draft = Draft(kind=EntryKind.NOTED, fields={"note": f"{name} {number}"})
            print(ledger.append([draft])[0].seq, flush=True)  # noqa: T201 - whoever started it counts what it was told


if __name__ == "__main__":
    main(*sys.argv[1:])
