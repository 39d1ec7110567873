"""What looks wrong in a record and a person should look at. A check changes nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

from tollbook.model.reconciliation import Finding, Series
from tollbook.model.terms import Check, Measure, PointOrigin
from tollbook.model.vocabulary import Harm
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.lexicon import rules

OLDEST_YEARS = 120
"""Nobody is known to have lived longer than 122 years."""

_AGE = re.compile(r"\b(\d{2,4})[\s-]years?[\s-]old\b|\baged (\d{2,4})\b", re.IGNORECASE)


def findings_of(entries: Sequence[Entry], series: Sequence[Series]) -> list[Finding]:
    """Return what the checks find in the claims and series of one event.

    Args:
        entries: the claims, by publication, with their flags.
        series: the series of the event.
    """
    found = [
        *_flagged(entries),
        *_out_of_scale(entries, series),
        *_dates(entries),
        *_killed_against_casualties(entries),
        *_ages(entries),
        *_totals(entries),
    ]
    return sorted(set(found), key=lambda each: (str(each.check), each.claims, each.words))


def _flagged(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Return what reconciliation flagged: not in the cited source, drawn along a line, a slipped digit."""
    told = (
        (
            "not_in_source",
            Check.NOT_IN_SOURCE,
            "does not stand in what {speaker} published",
        ),
        (
            "looks_extrapolated",
            Check.LOOKS_EXTRAPOLATED,
            "lies on a straight line between its neighbours",
        ),
        (
            "typo_suspected",
            Check.ORDER_OF_MAGNITUDE,
            "looks like a number of {speaker} with a slipped digit",
        ),
    )
    for entry in entries:
        for flag, check, words in told:
            if flag in entry.flags:
                said = words.format(speaker=entry.speaker)
                yield Finding(
                    check=check,
                    claims=(entry.id,),
                    words=f"{entry.claim.count} {said}.",
                )


def _out_of_scale(entries: Sequence[Entry], series: Sequence[Series]) -> Iterator[Finding]:
    """Return reported points of a series that are many times, or a small part of, both their neighbours."""
    known = {entry.id for entry in entries if entry.flags & {"typo_suspected"}}
    for each in series:
        sound = [
            point
            for point in each.points
            if point.low and point.phase and point.origin is PointOrigin.REPORTED
        ]
        for (before, point), (_, after) in pairwise(pairwise(sound)):
            if not before.phase == point.phase == after.phase or set(point.claims) & known:
                continue
            low, neighbours = point.low or 0, (before.low or 0, after.low or 0)
            factor = rules().magnitude_factor
            if low > factor * max(neighbours) or low * factor < min(neighbours):
                yield Finding(
                    check=Check.ORDER_OF_MAGNITUDE,
                    claims=point.claims,
                    words=f"{low:,} on {point.as_of} stands between {neighbours[0]:,} and {neighbours[1]:,}.",
                )


def _dates(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Return claims that count up to, or tell of, a day after their own publication."""
    for entry in entries:
        published = entry.view.published
        if published is None:
            continue
        told = (
            ("it counts up to", entry.as_of),
            ("it tells of", entry.claim.date_from),
        )
        for words, day in told:
            if day is not None and day > published + timedelta(days=1):
                yield Finding(
                    check=Check.IMPOSSIBLE_DATES,
                    claims=(entry.id,),
                    words=f"{entry.claim.count}: {words} {day}, and was published on {published}.",
                )
        if entry.start is not None and entry.as_of is not None and entry.start > entry.as_of:
            yield Finding(
                check=Check.IMPOSSIBLE_DATES,
                claims=(entry.id,),
                words=f"{entry.claim.count}: it counts from {entry.start} up to {entry.as_of}, which is earlier.",
            )


def _by_paper(entries: Iterable[Entry]) -> Mapping[tuple[str, str, str], list[Entry]]:
    """Return totals by document, speaker and group: what ought to fit together."""
    papers: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if not entry.rejects and entry.total and entry.measure is not Measure.FLOW:
            papers[entry.view.document.id, entry.root, entry.group].append(entry)
    return papers


def _killed_against_casualties(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Return numbers killed, or injured, above the number of killed and injured together that the same paper gives."""
    for told in _by_paper(entries).values():
        both = [
            entry for entry in told if entry.harm is Harm.CASUALTIES and "dead_or_missing" not in entry.flags
        ]
        for whole in both:
            for entry in told:
                low, high = entry.claim.low, whole.claim.high
                one_harm = entry.harm in {Harm.KILLED, Harm.INJURED}
                if one_harm and low is not None and high is not None and low > high > 0:
                    yield Finding(
                        check=Check.KILLED_AGAINST_CASUALTIES,
                        claims=(entry.id, whole.id),
                        words=f"{low:,} {entry.harm} are more than the {high:,} killed and injured together.",
                    )


def _ages(entries: Sequence[Entry]) -> Iterator[Finding]:
    for entry in entries:
        for match in _AGE.finditer(entry.sentence):
            years = int(match[1] or match[2])
            if years > OLDEST_YEARS:
                yield Finding(
                    check=Check.IMPOSSIBLE_AGE,
                    claims=(entry.id,),
                    words=f"An age of {years:,} years is told: {match[0]}.",
                )


def _totals(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Return parts above their whole, and what is new in a period above the total of the same paper."""
    wholes: dict[tuple[str, str, str], int] = {}
    for entry in entries:
        key = entry.view.document.id, entry.root, str(entry.harm)
        if entry.total and not entry.rejects and entry.group == "all" and entry.claim.high is not None:
            wholes[key] = max(wholes.get(key, 0), entry.claim.high)
    for entry in entries:
        whole = wholes.get((entry.view.document.id, entry.root, str(entry.harm)))
        is_part = entry.part or (entry.period is not None and entry.measure is None)
        if whole is not None and is_part and not entry.rejects and (entry.claim.low or 0) > whole:
            yield Finding(
                check=Check.IMPOSSIBLE_TOTAL,
                claims=(entry.id,),
                words=f"{entry.claim.count} is told as a part, and the whole is {whole:,}.",
            )
