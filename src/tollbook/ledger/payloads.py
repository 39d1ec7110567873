"""What the entries hold: values of the model as plain fields, and back.

Names of fields are part of the format: they are never given another meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from tollbook.model.claim import PHRASE_FIELDS, Claim
from tollbook.model.document import Document, SourcePlace, Span
from tollbook.model.entry import REDACTED, Draft, Entry, EntryKind, Erasure
from tollbook.model.reading import Reading
from tollbook.model.review import RejectionReason, Review, ReviewDecision
from tollbook.model.source import Source
from tollbook.model.vocabulary import (
    DatePrecision,
    Harm,
    Modality,
    Qualifier,
    ReadStatus,
    Scope,
    SourceType,
    Stance,
)

CONFIDENCE_PLACES = 4
_NOWHERE = Span(0, 0)
_DOCUMENT_WORDS = ("title", "publisher", "url", "language")


def document_draft(
    reading: Reading,
    *,
    document: str,
    capture: str,
    claim_ids: Iterable[str],
    source: str | None = None,
    origin: Mapping[str, Any] | None = None,
    details: Mapping[str, Any] | None = None,
) -> Draft:
    """Return what records a document that comes into the case, with the first reading of it.

    Args:
        reading: the document and its claims.
        document: its id.
        capture: SHA-256 of the bytes as received, in hex.
        claim_ids: one for each claim, in their order.
        source: id of its source.
        origin: where the bytes came from, as plain data.
        details: what else is said of it, as plain data by name.
    """
    read = reading.document
    fields: dict[str, Any] = {"document": document, "capture": capture, "name": read.id}
    if source is not None:
        fields["source"] = source
    fields |= {f"origin/{name}": value for name, value in (origin or {}).items()}
    fields |= {f"details/{name}": value for name, value in (details or {}).items()}
    return Draft(kind=EntryKind.DOCUMENT_ADDED, fields=fields | _reading_fields(reading, claim_ids))


def reading_draft(
    reading: Reading,
    *,
    document: str,
    claim_ids: Iterable[str],
    replaces: bool = True,
    redacts: bool = False,
) -> Draft:
    """Return what records another reading of a document of the case.

    Args:
        reading: the document as it was read now, and its claims.
        document: id of the document.
        claim_ids: one for each claim, in their order.
        replaces: whether claims of earlier readings that nobody decided about give way to these;
            False adds these to them, as when a person marks a claim that the reader missed.
        redacts: whether this is the working copy that is left of a document of which words were erased.
    """
    fields = {"document": document, "replaces": replaces, **_reading_fields(reading, claim_ids)}
    if redacts:
        fields["redacts"] = True
    return Draft(kind=EntryKind.READING_ADDED, fields=fields)


def _reading_fields(reading: Reading, claim_ids: Iterable[str]) -> dict[str, Any]:
    read = reading.document
    fields: dict[str, Any] = {
        "sha256": read.sha256,
        "media_type": read.media_type,
        "extractor": read.extractor,
        "status": str(reading.status),
        "text": read.text,
    }
    fields |= {name: value for name in _DOCUMENT_WORDS if (value := getattr(read, name)) is not None}
    optional = {
        "published_at": _day(read.published_at),
        "reason": reading.reason,
        "furniture": [list(span) for span in read.furniture],
        "places": [list(place) for place in read.places],
        "notes": list(read.notes),
        "reader": reading.claims[0].reader if reading.claims else None,
    }
    fields |= {name: value for name, value in optional.items() if value}
    for index, (claim, name) in enumerate(zip(reading.claims, claim_ids, strict=True)):
        _add_claim(fields, f"claims/{index}", claim, name, fields["reader"])
    return fields


def _add_claim(fields: dict[str, Any], path: str, claim: Claim, name: str, reader: str) -> None:
    figure: dict[str, Any] = {
        "confidence": round(claim.confidence, CONFIDENCE_PLACES),
        "harm": str(claim.harm),
        "high": claim.high,
        "low": claim.low,
        "modality": str(claim.modality),
        "part_of": claim.part_of,
        "qualifier": str(claim.qualifier),
        "scope": str(claim.scope),
        "stance": str(claim.stance),
    }
    if claim.date_from or claim.date_to:
        figure["date_from"], figure["date_to"] = _day(claim.date_from), _day(claim.date_to)
    if claim.date_precision is not None:
        figure["date_precision"] = int(claim.date_precision)
    if claim.reader != reader:
        figure["reader"] = claim.reader
    if figure["confidence"].is_integer():
        figure["confidence"] = int(figure["confidence"])  # what canonical JSON makes of 1.0, in the fast way
    fields[f"{path}/id"] = name
    fields[f"{path}/figure"] = figure
    fields[f"{path}/count"] = {
        "end": claim.end, "sentence": list(claim.sentence), "start": claim.start, "words": claim.count,
    }  # fmt: skip
    spans = dict(claim.spans)
    for phrase in PHRASE_FIELDS:
        words = getattr(claim, phrase)
        if words is not None:
            span = spans.get(phrase)
            fields[f"{path}/{phrase}"] = (
                {"words": words} if span is None else {"end": span[1], "start": span[0], "words": words}
            )


def document_of(fields: Mapping[str, Any], name: str) -> Document:
    """Return the document of a reading; erased words read `[redacted]`.

    Args:
        fields: those of the entry that holds the reading.
        name: the name that it came under.
    """
    return Document(
        id=name,
        sha256=fields.get("sha256", ""),
        media_type=fields.get("media_type", ""),
        text=fields.get("text", REDACTED),
        extractor=fields.get("extractor", ""),
        published_at=_parsed_day(fields.get("published_at")),
        furniture=tuple(Span(*each) for each in fields.get("furniture", ())) if "text" in fields else (),
        places=tuple(SourcePlace(*each) for each in fields.get("places", ())) if "text" in fields else (),
        notes=tuple(fields.get("notes", ())),
        **{word: fields.get(word) for word in _DOCUMENT_WORDS},
    )


def claim_count(fields: Mapping[str, Any], erased: Iterable[str] = ()) -> int:
    """Return how many claims an entry holds. Ids are never erased, so that counting them counts the claims."""
    count = 0
    names = {*fields, *erased}
    while f"claims/{count}/id" in names:
        count += 1
    return count


def claim_of(fields: Mapping[str, Any], index: int, erased: Iterable[str] = ()) -> Claim | None:
    """Return one claim of a reading; None when its figure was erased. Erased words read `[redacted]`."""
    path = f"claims/{index}"
    figure = fields.get(f"{path}/figure")
    if figure is None:
        return None
    gone = set(erased)
    count = fields.get(f"{path}/count") or {"words": REDACTED, "start": 0, "end": 0, "sentence": (0, 0)}
    phrases: dict[str, str | None] = {}
    spans = []
    for name in PHRASE_FIELDS:
        said = fields.get(f"{path}/{name}")
        phrases[name] = said["words"] if said else REDACTED if f"{path}/{name}" in gone else None
        if said and "start" in said:
            spans.append((name, Span(said["start"], said["end"])))
    precision = figure.get("date_precision")
    return Claim(
        start=count["start"],
        end=count["end"],
        count=count["words"],
        sentence=Span(*count["sentence"]),
        spans=tuple(spans),
        low=figure["low"],
        high=figure["high"],
        qualifier=Qualifier(figure["qualifier"]),
        harm=Harm(figure["harm"]),
        scope=Scope(figure["scope"]),
        stance=Stance(figure["stance"]),
        modality=Modality(figure["modality"]),
        part_of=figure["part_of"],
        confidence=float(figure["confidence"]),
        date_from=_parsed_day(figure.get("date_from")),
        date_to=_parsed_day(figure.get("date_to")),
        date_precision=None if precision is None else DatePrecision(precision),
        reader=figure.get("reader", fields.get("reader", "")),
        **phrases,
    )


def status_of(fields: Mapping[str, Any]) -> ReadStatus:
    """Return whether the claims of a reading's document were looked for."""
    return ReadStatus(fields.get("status", ReadStatus.READ))


def below(fields: Mapping[str, Any], folder: str) -> dict[str, Any]:
    """Return the fields whose names begin with a folder, by the rest of their names."""
    return {
        name.removeprefix(f"{folder}/"): value
        for name, value in fields.items()
        if name.startswith(f"{folder}/")
    }


def source_draft(source: Source) -> Draft:
    """Return what records a description of a source; it takes the place of earlier ones as a whole."""
    fields: dict[str, Any] = {
        "source": source.id,
        "names": [list(each) for each in source.names],
        "type": str(source.type),
        "relation": source.relation,
        "country": source.country,
        "method": source.method,
        "exclusions": list(source.exclusions),
        "definitions": [list(each) for each in source.definitions],
    }
    return Draft(
        kind=EntryKind.SOURCE_DESCRIBED, fields={name: value for name, value in fields.items() if value}
    )


def source_of(fields: Mapping[str, Any]) -> Source:
    """Return the source that an entry describes; erased names read `[redacted]`."""
    return Source(
        id=fields["source"],
        names=tuple((language, name) for language, name in fields.get("names", [["", REDACTED]])),
        type=SourceType(fields.get("type", SourceType.UNKNOWN)),
        relation=fields.get("relation"),
        country=fields.get("country"),
        method=fields.get("method"),
        exclusions=tuple(fields.get("exclusions", ())),
        definitions=tuple((day, words) for day, words in fields.get("definitions", ())),
    )


def review_draft(review: Review) -> Draft:
    """Return what records a decision about a claim."""
    fields: dict[str, Any] = {"claim": review.claim, "decision": str(review.decision)}
    fields |= {f"changed/{name}": value for name, value in review.changed.items()}
    optional = {
        "reason": review.reason and str(review.reason),
        "note": review.note,
        "carried_from": review.carried_from,
    }
    return Draft(
        kind=EntryKind.CLAIM_REVIEWED,
        fields=fields | {name: value for name, value in optional.items() if value is not None},
    )


def review_of(entry: Entry, *, undone: bool) -> Review:
    """Return the decision that an entry holds; erased words read `[redacted]`."""
    fields, reason = entry.fields, entry.fields.get("reason")
    decision = ReviewDecision(fields["decision"])
    gone = dict.fromkeys(below(dict.fromkeys(entry.erased), "changed"), REDACTED)
    return Review(
        claim=fields["claim"],
        decision=decision,
        reason=RejectionReason(reason)
        if reason
        else RejectionReason.OTHER
        if "reason" in entry.erased
        else None,
        changed=below(fields, "changed") | gone,
        note=fields.get("note", REDACTED if "note" in entry.erased else None),
        reviewer=entry.actor,
        at=entry.at,
        seq=entry.seq,
        carried_from=fields.get("carried_from"),
        undone=undone,
    )


def undo_draft(seq: int, note: str | None = None) -> Draft:
    """Return what takes an entry back: a review, a description, or an undoing."""
    return Draft(kind=EntryKind.UNDONE, fields={"entry": seq} | ({"note": note} if note else {}))


def document_note_draft(document: str, details: Mapping[str, Any]) -> Draft:
    """Return what records more about a document: each of the named details takes the place of an earlier one."""
    fields = {"document": document} | {f"details/{name}": value for name, value in details.items()}
    return Draft(kind=EntryKind.DOCUMENT_DESCRIBED, fields=fields)


def redaction_draft(
    erasures: Iterable[Erasure], captures: Iterable[str], *, reason: str, authority: str
) -> Draft:
    """Return what records an erasure: what was erased, never what it said."""
    by_entry: dict[int, list[str]] = {}
    for each in sorted(erasures, key=lambda erasure: (erasure.seq, erasure.field)):
        by_entry.setdefault(each.seq, []).append(each.field)
    fields = {
        "erased": [[seq, names] for seq, names in by_entry.items()],
        "captures": sorted(captures),
        "reason": reason,
        "authority": authority,
    }
    return Draft(kind=EntryKind.REDACTED, fields=fields)


def changed_claim(claim: Claim, changed: Mapping[str, Any]) -> Claim:
    """Return a claim with what a review changed in it; words of a reviewer stand nowhere in the text."""
    said = {name: value for name, value in changed.items() if value != REDACTED or name in PHRASE_FIELDS}
    values = {name: _CHANGED.get(name, _as_it_is)(value) for name, value in said.items()}
    kept = {name: getattr(claim, name) for name in Claim.__dataclass_fields__}
    spans = tuple((name, span) for name, span in claim.spans if name not in changed)
    return Claim(**{**kept, **values, "spans": spans})


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _parsed_day(words: str | None) -> date | None:
    return None if words is None or words == REDACTED else date.fromisoformat(words)


def _as_it_is(value: object) -> object:
    return value


def _none_or(kind: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else kind(value)


_CHANGED: dict[str, Callable[[Any], Any]] = {
    "harm": _none_or(Harm),
    "scope": _none_or(Scope),
    "stance": _none_or(Stance),
    "modality": _none_or(Modality),
    "date_from": _parsed_day,
    "date_to": _parsed_day,
}
