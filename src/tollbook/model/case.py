"""What a case is about: the scope that its people wrote into case.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tollbook.model.claim import Claim
from tollbook.model.limits import DEFAULT_INPUT_BYTES
from tollbook.model.vocabulary import Harm, SourceType

CASE_FORMAT = 1
"""The newest form of case.toml that this version reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedThing:
    """A party, a claimant or a place, by the name that the case uses and all others it goes by.

    Attributes:
        name: the name that tables show.
        also: other words for the same: spellings, short forms, other languages.
    """

    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDefaults:
    """What holds for a document that neither says it itself nor has it in a manifest.

    Attributes:
        publisher: who published it.
        language: two-letter code that goes before what the text looks like; None to look.
        source_type: what kind of source its publisher is.
        max_bytes: the most bytes of one input.
        jobs: processes that read at the same time.
    """

    publisher: str | None = None
    language: str | None = None
    source_type: SourceType = SourceType.UNKNOWN
    max_bytes: int = DEFAULT_INPUT_BYTES
    jobs: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case: what is counted, where, when, and under which names.

    An empty tuple says that there is no limit of that kind.

    Attributes:
        id: made once by `tollbook new`; it ties the ledger to the folder.
        name: what people call the case.
        harms: what is counted.
        places: where.
        date_from: first day of the period; None for no beginning.
        date_to: last day of it; None while it goes on.
        languages: two-letter codes of the languages that its documents are expected in.
        parties: the parties to the conflict, all alike; empty for a disaster.
        claimants: names that one claimant goes by.
        place_names: names that one place goes by.
        defaults: what documents do not say.
        citation: how others are asked to cite an export; None to be told by name and day.
        licence: the licence of what is exported, as a short name such as `CC-BY-4.0`; None when none was chosen.
        ledger: address of a PostgreSQL ledger; None for `ledger.db` in the folder.
        field_classes: pairs of an exported field, such as `claims.sentence`, and the class
            that this case gives it, such as `public`.
        further: tables of case.toml that belong to other parts, as they stand there.
    """

    id: str
    name: str
    harms: tuple[Harm, ...] = ()
    places: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    languages: tuple[str, ...] = ()
    parties: tuple[NamedThing, ...] = ()
    claimants: tuple[NamedThing, ...] = ()
    place_names: tuple[NamedThing, ...] = ()
    defaults: CaseDefaults = CaseDefaults()
    citation: str | None = None
    licence: str | None = None
    ledger: str | None = None
    field_classes: tuple[tuple[str, str], ...] = ()
    further: Mapping[str, Any] = field(default_factory=dict)

    def covers(self, claim: Claim) -> bool:
        """Return whether a claim is of a harm that the case counts, and can be of its period.

        What a claim does not say is no reason to leave it out.
        """
        if self.harms and claim.harm not in self.harms:
            return False
        begins_late = (
            self.date_to is not None and claim.date_from is not None and claim.date_from > self.date_to
        )
        ends_early = (
            self.date_from is not None and claim.date_to is not None and claim.date_to < self.date_from
        )
        return not (begins_late or ends_early)
