"""What the page of a figure shows, and how a figure stands in a list."""

from __future__ import annotations

from typing import Any

from tollbook.export.citation import Citation
from tollbook.export.site_claims import claim_view, lines_view
from tollbook.export.site_index import SiteIndex
from tollbook.export.site_names import event_path, figure_path, latest_path
from tollbook.export.site_words import (
    DISPUTE_STATE_WORDS,
    DISPUTE_WORDS,
    FIGURE_FLAG_WORDS,
    GRADE_WORDS,
    INCLUSION_WORDS,
    KIND_WORDS,
    MEASURE_WORDS,
    SETTLING_WORDS,
    figure_title,
)
from tollbook.model.reconciliation import Dispute, Figure, PlacedClaim
from tollbook.model.terms import DisputeState, FigureFlag, Inclusion
from tollbook.model.words import HARM_WORDS, counted, day_words, range_words

View = dict[str, Any]


def figure_row(index: SiteIndex, figure: Figure) -> View:
    """Return a figure as one row of a list.

    Args:
        index: over the report.
        figure: what to show.
    """
    return {
        "id": figure.id,
        "href": figure_path(figure),
        "title": figure_title(figure, index.label(figure.event)),
        "harm": str(figure.harm),
        "harm_words": HARM_WORDS[figure.harm],
        "range": range_words(figure.low, figure.high),
        "best": None if figure.best is None else f"{figure.best:,}",
        "as_of": day_words(figure.as_of),
        "sentence": figure.sentence,
        "grade": str(figure.grade),
        "grade_words": GRADE_WORDS[figure.grade],
        "flags": [FIGURE_FLAG_WORDS[flag] for flag in figure.flags],
        "disputed": FigureFlag.DISPUTED in figure.flags,
        "kind": str(figure.kind),
        "basis": basis_words(index, figure),
    }


def basis_words(index: SiteIndex, figure: Figure) -> str:
    """Return what a figure rests on, in one line: claims, documents, lines, disputes."""
    used = [index.claims[claim] for claim in figure.claims_used if claim in index.claims]
    documents = {placed.source.document for placed in used}
    lines = {placed.line for placed in used}
    open_ones = [each for each in index.disputes(figure) if each.state is DisputeState.OPEN]
    told = (
        f"from {counted(len(used), 'claim')} in {counted(len(documents), 'document')}, "
        f"{counted(len(lines), 'line')} of evidence"
    )
    return f"{told}; {counted(len(open_ones), 'open dispute')}" if open_ones else told


def figure_view(index: SiteIndex, figure: Figure) -> View:
    """Return all that the page of a figure shows.

    Args:
        index: over the report.
        figure: what to show.
    """
    citation = _citation(index, figure)
    return {
        **figure_row(index, figure),
        "event": {"label": index.label(figure.event), "href": event_path(figure.event)},
        "facts": _facts(figure),
        "lines": lines_view(index, _with_repetitions(index, figure)),
        "disputes": [dispute_view(index, dispute) for dispute in index.disputes(figure)],
        "left_out": _left_out(index, figure),
        "history": [
            {"day": day_words(step.day), "range": range_words(step.low, step.high)}
            for step in index.report.histories.get(figure.id, ())
        ],
        "settling": SETTLING_WORDS[figure.grade],
        "citations": (
            ("In words", citation.plain()),
            ("BibTeX", citation.bibtex()),
            ("CSL-JSON", citation.csl_json()),
        ),
        "latest": latest_path(figure),
        "data": f"data/{figure_path(figure).removesuffix('.html')}.json",
    }


def _with_repetitions(index: SiteIndex, figure: Figure) -> set[str]:
    """Return the claims that a figure uses, and those that say the same thing in the same lines of evidence."""
    used = [index.claims[claim] for claim in figure.claims_used if claim in index.claims]
    lines = {placed.line for placed in used}
    left_out = {claim for claim, _ in figure.claims_left_out}
    repeated = {
        placed.source.id
        for placed in index.claims_of_event.get(figure.event, ())
        if placed.line in lines and (placed.source.claim.harm, placed.group) == (figure.harm, figure.group)
    }
    return (repeated | set(figure.claims_used)) - left_out


def _facts(figure: Figure) -> tuple[tuple[str, str], ...]:
    pairs = (
        ("As of", day_words(figure.as_of)),
        ("Kind", KIND_WORDS[figure.kind]),
        (
            "Deaths held",
            INCLUSION_WORDS[figure.inclusion] if figure.inclusion is not Inclusion.UNSTATED else None,
        ),
        ("Measure", MEASURE_WORDS[figure.measure] if figure.measure else None),
        ("Grade", f"{figure.grade}: {GRADE_WORDS[figure.grade]}"),
        ("Rule", f"{figure.rule or 'range'}, version {figure.rule_version} of the rules"),
    )
    return tuple((label, words) for label, words in pairs if words)


def _left_out(index: SiteIndex, figure: Figure) -> list[View]:
    return [
        {**claim_view(index, index.claims[claim]), "reason": reason}
        for claim, reason in figure.claims_left_out
        if claim in index.claims
    ]


def dispute_view(index: SiteIndex, dispute: Dispute) -> View:
    """Return a dispute with the words of every side, in the same form for each.

    Args:
        index: over the report.
        dispute: what to show.
    """
    claims = [index.claims[claim] for claim in dispute.claims if claim in index.claims]
    return {
        "id": dispute.id,
        "about": DISPUTE_WORDS[dispute.kind],
        "state": DISPUTE_STATE_WORDS[dispute.state],
        "open": dispute.state is DisputeState.OPEN,
        "event": index.label(dispute.event),
        "parties": dispute.parties,
        "opened": day_words(dispute.opened) if dispute.opened else None,
        "note": dispute.note,
        "claims": [claim_view(index, placed) for placed in sorted(claims, key=_side)],
    }


def _side(placed: PlacedClaim) -> tuple[str, str]:
    return placed.claimant, placed.source.id


def _citation(index: SiteIndex, figure: Figure) -> Citation:
    report = index.report
    title = f"{figure_title(figure, index.label(figure.event))}, {range_words(figure.low, figure.high)}"
    return Citation(
        author=report.citation or report.title,
        title=f"{title}, as of {day_words(figure.as_of)}",
        container=report.title,
        made=report.made.date(),
        key=figure.id,
        root=report.ledger.root,
    )
