"""Figures: for each question the record answers, a range with its grade, its reasons and one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tollbook.model.reconciliation import Figure
from tollbook.model.terms import DisputeState, FigureFlag, FigureKind
from tollbook.reconcile.drafts import Draft, Record
from tollbook.reconcile.grades import grade_of
from tollbook.reconcile.lexicon import rules
from tollbook.reconcile.reasons import left_out
from tollbook.reconcile.sentences import sentence_of
from tollbook.reconcile.singles import figures_of_claims
from tollbook.reconcile.sums import estimates, found_missing, sums_of_sets
from tollbook.reconcile.totals import figures_of_counters


def found_figures(record: Record) -> list[Figure]:
    """Return the figures of one event."""
    drafts = [
        *estimates(record),
        *figures_of_counters(record),
        *figures_of_claims(record),
    ]
    drafts += sums_of_sets(record, drafts) + found_missing(record)
    figures: dict[str, Figure] = {}
    for draft in drafts:
        figure = _figure(record, draft)
        figures.setdefault(figure.id, figure)
    return sorted(
        figures.values(),
        key=lambda each: (each.event, str(each.harm), each.group, each.as_of),
    )


def _figure(record: Record, draft: Draft) -> Figure:
    days = [entry.day for entry in draft.used if entry.dated]
    as_of = draft.as_of or max(days, default=date.max)
    low, high = draft.bounds
    used = tuple(dict.fromkeys(entry.id for entry in draft.used))
    grade = grade_of(draft.used, record.told, added=draft.derived)
    flags = _flags(record, draft, used)
    figure = Figure(
        id=_id(record, draft, as_of),
        event=record.event.id,
        harm=draft.harm,
        group=draft.group,
        as_of=as_of,
        low=low,
        high=high,
        kind=draft.kind,
        inclusion=draft.inclusion,
        measure=draft.measure,
        grade=grade,
        flags=flags,
        sentence="",
        claims_used=used,
        claims_left_out=left_out(
            record.entries,
            draft.used,
            draft.harm,
            draft.group,
            estimates=draft.kind is FigureKind.ESTIMATED,
        ),
        rule=draft.rule,
        rule_version=rules().version,
    )
    return replace(
        figure,
        sentence=sentence_of(figure, draft.used, record.event, record.disputes, draft.because),
    )


def _id(record: Record, draft: Draft, as_of: date) -> str:
    parts = (
        record.event.id,
        draft.harm,
        draft.group,
        draft.kind,
        draft.inclusion,
        draft.measure or "",
        as_of,
        "sum" if draft.derived else "",
        draft.bounds[0],
    )
    return "figure:" + ":".join(str(part) for part in parts)


def _flags(record: Record, draft: Draft, used: Sequence[str]) -> tuple[FigureFlag, ...]:
    touched = {
        claim for dispute in record.disputes if dispute.state is DisputeState.OPEN for claim in dispute.claims
    }
    flags = {FigureFlag.DISPUTED} if touched & set(used) else set()
    if draft.derived:
        flags.add(FigureFlag.DERIVED)
    if draft.kind is FigureKind.ESTIMATED or all(entry.hedged for entry in draft.used):
        flags.add(FigureFlag.HEDGED)
    return tuple(flag for flag in FigureFlag if flag in flags)
