"""Works on a case without end, and says what it begins and what it was told is done; somebody kills it.

python busy_case.py FOLDER SEED
"""

from __future__ import annotations

import os
import random
import re
import sys
from pathlib import Path

from tollbook.ledger import Ledger
from tollbook.model import Claim, Document, Harm, Qualifier, Scope, Span
from tollbook.model.review import ReviewDecision
from tollbook.pipeline.adding import add_documents
from tollbook.pipeline.cases import CaseFolder, open_case, writing_ledger
from tollbook.pipeline.redacting import redact_words
from tollbook.pipeline.rereading import reread_documents
from tollbook.pipeline.reviewing import review_claims

NAMES = [f"Solen{letter}" for letter in "abcdefghijkl"]
WHY = {"reason": "asked for", "authority": "the family"}


class NumberReader:
    """Takes every number for one of dead or hurt people; which of them, depends on its version."""

    def __init__(self, version: int) -> None:
        self.name = f"numbers {version}"
        self._version = version

    def languages(self) -> frozenset[str]:
        """Return the one it reads."""
        return frozenset({"en"})

    def claims(self, document: Document) -> tuple[Claim, ...]:
        """Return a claim for each number but those that this version overlooks."""
        found = list(re.finditer(r"\d+", document.text))
        return tuple(
            Claim(
                start=each.start(),
                end=each.end(),
                count=each[0],
                low=int(each[0]),
                high=int(each[0]) + self._version,
                qualifier=Qualifier.EXACT,
                harm=Harm.KILLED,
                scope=Scope.INCIDENT,
                sentence=Span(0, len(document.text)),
                reader=self.name,
            )
            for place, each in enumerate(found)
            if (place + self._version) % 3
        )


def say(*words: object) -> None:
    """Print, at once: whoever kills us reads this."""
    print(*words, flush=True)  # noqa: T201


def add(case: CaseFolder, ledger: Ledger, chance: random.Random, inputs: Path) -> None:
    """Add a few new documents."""
    paths = []
    for _ in range(chance.randint(1, 4)):
        path = inputs / f"{chance.getrandbits(60):x}.txt"
        chosen = chance.sample(NAMES, 2)
        people = " and ".join(chosen)
        say("wrote", *chosen)
        path.write_text(
            f"{people} said that {chance.randrange(900)} and {chance.randrange(90)} died in {path.stem}."
        )
        paths.append(path)
    say("begin", "add", *paths)
    for each in add_documents(case, ledger, paths, reader=NumberReader(1)):
        say("added", each.document)


def review(ledger: Ledger, chance: random.Random) -> None:
    """Decide about a claim."""
    claims = list(ledger.claims(limit=40))
    if claims:
        claim = chance.choice(claims).id
        decision = chance.choice([ReviewDecision.ACCEPTED, ReviewDecision.ON_HOLD])
        say("begin", "review", claim, decision)
        (after,) = review_claims(ledger, [claim], decision)
        say("reviewed", claim, after.review.seq if after.review else 0)


def redact(case: CaseFolder, ledger: Ledger, chance: random.Random) -> None:
    """Erase a name that stands somewhere."""
    name = chance.choice(NAMES)
    if any(name in document.document.text for document in ledger.documents()):
        say("begin", "redact", name)
        done = redact_words(case, ledger, name, everywhere=True, **WHY)
        say("redacted", name, done.seq or 0)


def reread(case: CaseFolder, ledger: Ledger, chance: random.Random) -> None:
    """Read everything again with another version."""
    say("begin", "reread")
    for each in reread_documents(case, ledger, reader=NumberReader(chance.randint(1, 3))):
        if each.recorded:
            say("reread", each.document, ledger.document(each.document).reading_seq)


def main(folder: str, seed: str) -> None:
    """Work until killed."""
    opened, chance = open_case(folder), random.Random(int(seed))
    inputs = Path(folder).parent / "inputs"
    inputs.mkdir(exist_ok=True)
    with writing_ledger(opened, actor="Ana", environment=os.environ) as ledger:
        say("ready")
        while True:
            match chance.randrange(7):
                case 0 | 1 | 2:
                    add(opened, ledger, chance, inputs)
                case 3 | 4:
                    review(ledger, chance)
                case 5:
                    redact(opened, ledger, chance)
                case _:
                    reread(opened, ledger, chance)


if __name__ == "__main__":
    main(*sys.argv[1:])
