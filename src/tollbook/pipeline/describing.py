"""Sources of a case, described in the same neutral terms for every party."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tollbook.errors import UnknownId, UsageError
from tollbook.ledger import Ledger, LedgerReader, source_draft
from tollbook.model.display import shown
from tollbook.model.source import Source

_NAMED = re.compile(r"(?:([a-z]{2})=)?(.*)", re.DOTALL)


def describe_source(ledger: Ledger, name: str, changes: Mapping[str, Any]) -> Source:
    """Return a source as it is described now, after that was recorded.

    A source that is not known yet is made when it is called by a name rather than an id.

    Args:
        ledger: of the case, open for writing.
        name: its id or the beginning of it, or one of its names.
        changes: fields of `Source` with their new values; names and definitions are added to those there are.

    Raises:
        UsageError: when nothing is said of it.
    """
    if not changes:
        raise UsageError(
            f"Cannot describe {shown(name)}: nothing was said of it. See tollbook sources describe --help."
        )
    known = _source_called(ledger, name)
    source = known or Source(id=ledger.source_id(name), names=(("", name),))
    described = replace(source, **_merged(source, changes))
    ledger.append([source_draft(described)])
    ledger.checkpoint()
    return described


def source_called(ledger: LedgerReader, name: str) -> Source:
    """Return the source with an id, the beginning of one, or a name in any language.

    Raises:
        UnknownId: when there is none.
    """
    found = _source_called(ledger, name)
    if found is None:
        raise UnknownId(
            f"Cannot find source {shown(name)!r}: the case has none with this id or name. See tollbook sources."
        )
    return found


def named(words: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return names with their languages, from words as `ar=وكالة أرفينيا` or `Arvenia Wire`.

    Raises:
        UsageError: when a name is empty.

    Example:
        >>> named(["fr=Agence d'Arvénie", "Arvenia Wire"])
        (('fr', "Agence d'Arvénie"), ('', 'Arvenia Wire'))
    """
    found = []
    for each in words:
        match = _NAMED.fullmatch(each)
        language, name = match.groups() if match else ("", "")
        if not name.strip():
            raise UsageError(
                f"Cannot take {shown(each)!r} as a name: LANGUAGE=NAME was expected, such as fr=Agence."
            )
        found.append((language or "", name.strip()))
    return tuple(found)


def defined(words: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return changes of a definition with their days, from words as `2026-03-10=counts by residence`.

    Raises:
        UsageError: when there is no day, or no words.
    """
    found = []
    for each in words:
        day, _, what = each.partition("=")
        try:
            found.append((date.fromisoformat(day.strip()).isoformat(), what.strip()))
        except ValueError:
            what = ""
        if not what.strip():
            raise UsageError(
                f"Cannot take {shown(each)!r} as a definition: DAY=WORDS was expected, such as 2026-03-10=by residence."
            )
    return tuple(found)


def _source_called(ledger: LedgerReader, name: str) -> Source | None:
    folded = name.strip().casefold()
    sources = ledger.sources()
    by_name = [each for each in sources if folded in (words.casefold() for _, words in each.names)]
    by_id = [each for each in sources if each.id.startswith(folded)] if len(folded) > 1 else []
    found = by_name or by_id
    if len(found) > 1:
        ids = ", ".join(sorted(each.id for each in found)[:5])
        raise UnknownId(
            f"Cannot tell which source is meant by {shown(name)!r}: {ids}. Write more letters of the id."
        )
    return found[0] if found else None


def _merged(source: Source, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changes, with names and definitions added to those that the source has."""
    merged = dict(changes)
    if "names" in changes:
        taken = dict(changes["names"])
        kept = [each for each in source.names if each[0] not in taken or not each[0]]
        merged["names"] = tuple(dict.fromkeys([*kept, *changes["names"]]))
    if "definitions" in changes:
        merged["definitions"] = tuple(
            sorted({**dict(source.definitions), **dict(changes["definitions"])}.items())
        )
    return merged
