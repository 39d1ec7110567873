"""The one gate that everything passes which leaves a case: which fields, which rows, which words.

The class of each field stands in `fields`; a profile names the classes that go out. The default is
public alone. What has no class does not go out, and is a defect that the gate tells.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from tollbook.errors import UsageError
from tollbook.export.fields import TABLES, Field
from tollbook.export.protection import Protection
from tollbook.model.case import Case
from tollbook.model.exposure import Exposure
from tollbook.model.source import Source
from tollbook.model.vocabulary import SourceType

PROFILES: dict[str, frozenset[Exposure]] = {
    "public": frozenset({Exposure.PUBLIC}),
    "team": frozenset({Exposure.PUBLIC, Exposure.RESTRICTED}),
    "full": frozenset(Exposure),
}
"""Profiles by name, with the classes that each lets through."""

DEFAULT_PROFILE = "public"

WITHHELD = Field(
    name="withheld",
    exposure=Exposure.PUBLIC,
    type="array",
    description="Names of the fields of this row that hold something which is not for this profile; the others are empty when unknown.",
)
"""The last column of each table: so that what is held back is never taken for unknown."""


class Gate:
    """What a profile lets through, for one case.

    Args:
        profile: name of a profile.
        case: whose people may set classes otherwise, and whose names are known.
        sources: of the case; their names are known, and their kinds tell which of them are people.

    Raises:
        UsageError: when there is no such profile, or the case sets the class of a field that is not there.
    """

    def __init__(self, profile: str, case: Case, sources: Iterable[Source] = ()) -> None:
        """Work out the class of every field once."""
        if profile not in PROFILES:
            raise UsageError(f"Cannot export for {profile!r}: profiles are {', '.join(PROFILES)}.")
        self.profile = profile
        self._let_through = PROFILES[profile]
        self._set = _set_by_case(case)
        described = list(sources)
        self._kinds = {each.id: str(each.type) for each in described}
        self._protection = Protection(_known_names(case, described))

    def columns(self, table: str) -> tuple[Field, ...]:
        """Return the fields of a table that go out, in order."""
        fields = [field for field in TABLES[table] if self.exposure(table, field) in self._let_through]
        return (*fields, WITHHELD)

    def exposure(self, table: str, field: Field) -> Exposure:
        """Return the class of a field in this case."""
        return self._set.get(f"{table}.{field.name}", field.exposure)

    def hides_name(self, source: Source) -> bool:
        """Return whether the name of a source is held back, because it is that of a person."""
        row = {"type": str(source.type)}
        return Exposure.RESTRICTED not in self._let_through and bool(self._protection.of_source(row))

    def row(
        self, table: str, row: Mapping[str, Any], sensitivity: str | None = None
    ) -> dict[str, Any] | None:
        """Return what goes out of a row; None when nothing of it does.

        Args:
            table: name of the table.
            row: all its fields.
            sensitivity: class of the document that it comes from; None for public.

        Raises:
            ValueError: when the row has a field without a class, or lacks one: a defect of ours.
        """
        names = [field.name for field in TABLES[table]]
        if names != list(row):
            odd = ", ".join(sorted(set(names) ^ set(row))) or "their order"
            raise ValueError(f"Cannot let a row of {table} through: fields and classes do not agree ({odd}).")
        if Exposure(sensitivity or Exposure.PUBLIC) not in self._let_through:
            return None
        held_back = self._held_back(table, row)
        if held_back is None:
            return None
        out = {
            field.name: None if field.name in held_back else row[field.name]
            for field in self.columns(table)[:-1]
        }
        return out | {WITHHELD.name: sorted(held_back & set(out)) or None}

    def _held_back(self, table: str, row: Mapping[str, Any]) -> frozenset[str] | None:
        """Return the fields whose words are held back; None when the whole row is."""
        if Exposure.RESTRICTED in self._let_through:
            return frozenset()
        if table == "claims":
            if self._protection.is_sensitive(row):
                return None
            found = self._protection.of_claim(row, self._kinds.get(row["source"], SourceType.UNKNOWN))
        elif table == "sources":
            found = self._protection.of_source(row)
        elif table == "documents":
            kind = self._kinds.get(row["source"], SourceType.UNKNOWN)
            found = frozenset({"publisher"}) if self._protection.of_source({"type": kind}) else frozenset()
        else:
            found = frozenset()
        return frozenset(name for name in found if f"{table}.{name}" not in self._set)


def _set_by_case(case: Case) -> dict[str, Exposure]:
    known = [f"{table}.{field.name}" for table, fields in TABLES.items() for field in fields]
    for name, _ in case.field_classes:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            meant = f" Did you mean {near[0]}?" if near else ""
            raise UsageError(
                f"Cannot export: case.toml sets the class of {name!r}, and there is no such field.{meant} "
                "Fields are named as claims.sentence; see docs/export.md."
            )
    return {name: Exposure(exposure) for name, exposure in case.field_classes}


def _known_names(case: Case, sources: Iterable[Source]) -> Iterable[str]:
    for source in sources:
        if source.type not in (SourceType.WITNESS_FAMILY, SourceType.SOCIAL_MEDIA):
            yield from (name for _, name in source.names)
    for thing in (*case.parties, *case.claimants, *case.place_names):
        yield from (thing.name, *thing.also)
    yield from case.places
