"""What changed between versions of one list: added, removed, changed, the same, back again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from tollbook.link.columns import folded_text
from tollbook.model.person_table import PersonRecord, PersonTable


class Change(StrEnum):
    """What became of a record from one version to the next."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"
    BACK = "back_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange:
    """One record and what became of it.

    Attributes:
        change: what happened.
        version: name of the version in which it did.
        before: the record as it was; None where it is new.
        after: as it is; None where it is gone.
        fields: the fields that differ.
    """

    change: Change
    version: str
    before: PersonRecord | None
    after: PersonRecord | None
    fields: tuple[str, ...] = ()


def changes(versions: Sequence[PersonTable]) -> tuple[RecordChange, ...]:
    """Return what became of every record from each version to the next.

    Records are the same one when their id numbers are, by their keyed digests; where a version has none, when name,
    sex and birth date (or else age) are, spelt as folding leaves them. A name corrected without an id number is a removal
    and an addition: whether they are one person is for `tollbook link` to say.

    Args:
        versions: in order of publication.
    """
    result: list[RecordChange] = []
    gone: set[tuple[str, int]] = set()
    for before, after in pairwise(versions):
        with_ids = all(any(record.id_digest for record in version.records) for version in (before, after))
        old, new = (_keyed(version.records, with_ids=with_ids) for version in (before, after))
        result += [_change(old.get(key), record, after.name, back=key in gone) for key, record in new.items()]
        removed = [key for key in old if key not in new]
        result += [
            RecordChange(change=Change.REMOVED, version=after.name, before=old[key], after=None)
            for key in removed
        ]
        gone |= set(removed)
    return tuple(result)


def _change(before: PersonRecord | None, after: PersonRecord, version: str, *, back: bool) -> RecordChange:
    if before is None:
        change = Change.BACK if back else Change.ADDED
        return RecordChange(change=change, version=version, before=None, after=after)
    old, new = dict(before.values), dict(after.values)
    fields = tuple(sorted(field for field in {*old, *new} if old.get(field) != new.get(field)))
    change = Change.CHANGED if fields else Change.SAME
    return RecordChange(change=change, version=version, before=before, after=after, fields=fields)


def _keyed(records: Iterable[PersonRecord], *, with_ids: bool) -> dict[tuple[str, int], PersonRecord]:
    """Return records by what identifies them, and which of several alike it is."""
    result: dict[tuple[str, int], PersonRecord] = {}
    counts: dict[str, int] = {}
    for record in records:
        key = record.id_digest if with_ids and record.id_digest else _description(record)
        counts[key] = counts.get(key, 0) + 1
        result[key, counts[key]] = record
    return result


def _description(record: PersonRecord) -> str:
    values = dict(record.values)
    names = [
        folded_text(str(values.get(field, "")))
        for field in ("name", "given", "father", "grandfather", "family")
    ]
    born = values.get("birth_date") or values.get("age", "")
    return "|".join([*names, str(values.get("sex", "")), str(born)])
