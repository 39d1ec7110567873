"""The neutrality audit: a case reconciled with parties' names exchanged, and every difference that is not the exchange."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tollbook.errors import UsageError
from tollbook.export.reconciliation import reconciliation_row
from tollbook.model.claim import PHRASE_FIELDS, Claim
from tollbook.model.document import Span
from tollbook.model.evidence import CaseDocument, CaseFacts
from tollbook.model.reconciliation import Reconciliation
from tollbook.pipeline.reconciling import CaseInput, reconciled


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Something that the exchange of names changed and should not have.

    Attributes:
        part: `lines`, `disputes`, `series`, `figures` ...
        only: `as it is` or `exchanged`: where it stands and has no counterpart.
        what: the thing, as JSON with the names of the case as it is.
    """

    part: str
    only: str
    what: str


def parsed_swap(words: Sequence[str]) -> list[tuple[str, str]]:
    """Return pairs of names from words such as `Harrow=Linden`.

    Raises:
        UsageError: when one is no pair of two different names.
    """
    pairs = []
    for each in words:
        one, sign, other = (part.strip() for part in each.partition("="))
        if not sign or not one or not other or one == other:
            raise UsageError(
                f'Cannot exchange {each!r}: two different names were expected, as in --swap "North=South".'
            )
        pairs.append((one, other))
    return pairs


def audit(given: CaseInput, pairs: Sequence[tuple[str, str]]) -> list[Difference]:
    """Return the differences between a case and the same case with names exchanged, besides the exchange.

    The names are exchanged in the parties, the aliases, the publishers, the documents and the
    claims; then both are reconciled, the names are exchanged back in the second result, and the
    two are compared without their order and without ids that are made from names.

    Args:
        given: the case.
        pairs: names to exchange, each for the other, wherever they stand as whole words.
    """
    exchange = exchange_of(pairs)
    straight = _comparable(reconciled(given), str)
    turned = _comparable(reconciled(exchanged(given, exchange)), exchange)
    return [*_missing(straight, turned, "as it is"), *_missing(turned, straight, "exchanged")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """The exchange of names in texts, in one pass, in the case of letters in which they stand.

    Attributes:
        table: each name, in each case of letters, with the one that takes its place.
        pattern: finds them as whole words, the longest first.
    """

    table: Mapping[str, str]
    pattern: re.Pattern[str]

    def __call__(self, text: str) -> str:
        """Return a text with the names exchanged."""
        return self.pattern.sub(lambda match: self.table[match[0]], text)


def exchange_of(pairs: Sequence[tuple[str, str]]) -> Exchange:
    """Return the exchange of pairs of names.

    Example:
        >>> exchange_of([("Harrow", "Linden")])("HARROW and the Linden Council")
        'LINDEN and the Harrow Council'
    """
    table = {}
    for one, other in pairs:
        for form in (str, str.lower, str.upper):
            table[form(one)] = form(other)
            table[form(other)] = form(one)
    names = "|".join(re.escape(name) for name in sorted(table, key=lambda name: (-len(name), name)))
    return Exchange(table=table, pattern=re.compile(rf"(?<!\w)(?:{names})(?!\w)"))


def exchanged(given: CaseInput, exchange: Exchange) -> CaseInput:
    """Return a case with names exchanged in all its texts; claims stand where their words stand now."""
    moved = {document.id: _Moved(document.text, exchange) for document in given.documents}
    return CaseInput(
        facts=_facts(given.facts, exchange),
        documents=tuple(_document(document, moved[document.id], exchange) for document in given.documents),
        claims=tuple(
            replace(claim, claim=_claim(claim.claim, moved[claim.document], exchange))
            for claim in given.claims
        ),
    )


class _Moved:
    """A text with names exchanged, and where each place of the old text stands in it."""

    def __init__(self, text: str, exchange: Exchange) -> None:
        self.text = exchange(text)
        self._old, self._new = [0], [0]
        for match in exchange.pattern.finditer(text):
            shift = self._new[-1] - self._old[-1]
            self._old += [match.start(), match.end()]
            self._new += [match.start() + shift, match.start() + shift + len(exchange.table[match[0]])]

    def place(self, old: int) -> int:
        """Return where a place of the old text stands now."""
        number = bisect_right(self._old, old) - 1
        return self._new[number] + old - self._old[number]


def _facts(facts: CaseFacts, exchange: Exchange) -> CaseFacts:
    return replace(
        facts,
        title=exchange(facts.title),
        parties=tuple(map(exchange, facts.parties)),
        aliases=tuple((exchange(other), exchange(name)) for other, name in facts.aliases),
        places=tuple((exchange(other), exchange(name)) for other, name in facts.places),
    )


def _document(document: CaseDocument, moved: _Moved, exchange: Exchange) -> CaseDocument:
    return replace(
        document,
        publisher=exchange(document.publisher),
        address=document.address and exchange(document.address),
        text=moved.text,
        sentences=tuple(Span(moved.place(start), moved.place(end)) for start, end in document.sentences),
    )


def _claim(claim: Claim, moved: _Moved, exchange: Exchange) -> Claim:
    phrases: dict[str, Any] = {
        field: words and exchange(words) for field in PHRASE_FIELDS for words in (getattr(claim, field),)
    }
    count = exchange(claim.count)
    start = moved.place(claim.start)
    return replace(
        claim,
        start=start,
        end=start + len(count),
        count=count,
        sentence=Span(moved.place(claim.sentence.start), moved.place(claim.sentence.end)),
        spans=(),
        **phrases,
    )


def _comparable(record: Reconciliation, exchange: Callable[[str], str]) -> dict[str, list[str]]:
    """Return what a reconciliation says, part by part, each thing as text that does not depend on order or offsets."""
    row = reconciliation_row(record)
    events = {event["id"]: f"event of {_first_claim(record, event['id'])}" for event in row["events"]}
    claims = [claim for document in row["documents"] for claim in document["claims"]]
    parts = {
        **{part: row[part] for part in ("lines", "disputes", "series", "figures", "findings")},
        "claims": claims,
    }
    return {
        part: sorted(json.dumps(_plain(each, events, exchange), sort_keys=True) for each in things)
        for part, things in parts.items()
    }


def _first_claim(record: Reconciliation, event: str) -> str:
    return min(placed.source.id for placed in record.claims if placed.event == event)


_OFFSETS = frozenset({"start", "end", "spans", "confidence"})


def _is_offset(name: str, value: object) -> bool:
    """Return whether it is a field of a claim that moves when a name has another length."""
    return name in _OFFSETS or (name == "sentence" and isinstance(value, list))


def _plain(value: Any, events: dict[str, str], exchange: Callable[[str], str], key: str = "") -> Any:  # noqa: ANN401 - plain data
    if isinstance(value, dict):
        kept = {name: each for name, each in value.items() if not _is_offset(name, each)}
        return {
            name: _plain(each, events, exchange, name)
            for name, each in kept.items()
            if not _is_made_id(name, each)
        }
    if isinstance(value, list):
        return sorted(
            (_plain(each, events, exchange, key) for each in value),
            key=lambda each: json.dumps(each, sort_keys=True),
        )
    if isinstance(value, str):
        return events.get(value) or exchange(value)
    return value


def _is_made_id(name: str, value: object) -> bool:
    """Return whether it is an id that reconciliation made from names, such as that of a series."""
    return (
        name in {"id", "line", "series"}
        and isinstance(value, str)
        and value.startswith(("line:", "dispute:", "series:", "figure:"))
    )


def _missing(these: dict[str, list[str]], those: dict[str, list[str]], only: str) -> list[Difference]:
    found = []
    for part, things in these.items():
        left = list(those[part])
        for each in things:
            if each in left:
                left.remove(each)
            else:
                found.append(Difference(part=part, only=only, what=each))
    return found
