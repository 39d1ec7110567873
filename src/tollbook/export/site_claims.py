"""What the site shows of one claim: its sentence, who says it and who passed it on, what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tollbook.export.quotation import Quotation, quotation
from tollbook.export.site_index import SiteIndex
from tollbook.export.site_names import document_path
from tollbook.export.site_words import DECISION_WORDS
from tollbook.export.wording import DOCUMENT_ITSELF, number_words, remarks, speakers
from tollbook.model.reconciliation import Line, PlacedClaim
from tollbook.model.review import ReviewDecision
from tollbook.model.words import HARM_WORDS, day_words

View = dict[str, Any]


def claim_view(index: SiteIndex, placed: PlacedClaim) -> View:
    """Return all that is shown of a claim outside its document.

    Args:
        index: over the report.
        placed: the claim.
    """
    claim, key = placed.source.claim, placed.source.id
    held = index.report.documents.get(placed.source.document)
    return {
        "id": key,
        "harm": str(claim.harm),
        "harm_words": HARM_WORDS[claim.harm],
        "number_words": number_words(claim),
        "quotation": quotation(held.document.text, claim)
        if held and index.may_quote(key)
        else Quotation("", claim.count, ""),
        "language": held.document.language if held else None,
        "speakers": _named(speakers(claim), index.publishers.get(placed.source.document)),
        "remarks": remarks(claim),
        "as_of": day_words(placed.as_of) if placed.as_of else None,
        "decision": DECISION_WORDS[index.report.states.get(key, ReviewDecision.UNREVIEWED)],
        "disputed": key in index.disputes_of_claim,
        "href": index.mark(key),
        "tie": None,
        **_publication(index, placed.source.document),
    }


def _named(pairs: Iterable[tuple[str, str]], publisher: str | None) -> tuple[tuple[str, str], ...]:
    """Return who speaks, with the publisher's name where the document speaks for itself."""
    itself = f"{publisher}, {DOCUMENT_ITSELF}" if publisher else DOCUMENT_ITSELF
    return tuple((label, itself if words == DOCUMENT_ITSELF else words) for label, words in pairs)


def _publication(index: SiteIndex, document: str) -> View:
    held = index.report.documents.get(document)
    published = held.document.published_at if held else None
    return {
        "publisher": index.publishers.get(document) or "not known",
        "published": day_words(published) if published else None,
        "title": (held.document.title if held else None) or document,
        "document_href": document_path(document) if held else None,
    }


def lines_view(index: SiteIndex, claims: Iterable[str]) -> list[View]:
    """Return claims under the lines of evidence they belong to, so that a copy never looks like support.

    Args:
        index: over the report.
        claims: ids, in any order.
    """
    wanted = set(claims)
    lines = {line.id: line for claim in sorted(wanted) if (line := index.lines_of_claim.get(claim))}
    return [
        _line_view(index, lines[key], wanted)
        for key in sorted(lines, key=lambda key: _first(lines[key], wanted))
    ]


def _first(line: Line, wanted: set[str]) -> tuple[str, str]:
    """Return what lines are listed by: their origin, then the first of the claims asked for."""
    return line.origin.casefold(), next(claim for claim in line.claims if claim in wanted)


def _line_view(index: SiteIndex, line: Line, wanted: set[str]) -> View:
    ties = {join.claim: join.words for join in line.joins}
    held = [claim for claim in line.claims if claim in wanted and claim in index.claims]
    shown = [{**claim_view(index, index.claims[claim]), "tie": ties.get(claim)} for claim in held]
    return {
        "origin": line.origin,
        "note": line.note,
        "claims": shown,
        "documents": len({index.claims[claim].source.document for claim in held}),
    }
