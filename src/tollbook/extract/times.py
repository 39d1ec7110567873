"""When the harm happened."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from tollbook.extract.clauses import (
    NO_SINGLE_EVENT,
    clause_cost,
    is_anothers,
    is_of_lasting_harm,
    leaves_paragraph,
    modified_after,
    modified_before,
    names_an_old_death,
    shares_victim,
    steps_away,
    tells_only_of_others,
)
from tollbook.extract.event_words import BODILY, event_words
from tollbook.extract.events import LEAD, report_of
from tollbook.extract.openings import dateline
from tollbook.extract.sentence import Sentence
from tollbook.extract.time_phrases import time_phrases
from tollbook.extract.triggers import Frame
from tollbook.extract.view import DocumentView, Found
from tollbook.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAK_COST = 6
_OTHER_CLAIM_COST = 6
_FARTHEST = 60
_LONGEST_COMPOUND = 5
_FARTHEST_SENTENCE = 6
_MOST_DOUBT = 6
_COARSE_COST = 4.0
"""What it weighs that the sentence right before a claim names a year alone."""
_PARAGRAPH_COST = 2
"""What it weighs that a time is named only in a later paragraph."""
_LEAD_COST = 2.0
"""How far at most the opening of a report, which tells its event, counts as standing away."""
_SAME_VICTIM_GAIN = 2
_YEAR_ALONE = re.compile(r"(?:\S+ )?\d{4}")
"""A year, or a month of it: too coarse for the event of another sentence."""
_LOOKS_BACK = re.compile(
    r"\b(?:ago|last(?!\s+night)|past|previous|this(?!\s+(?:morning|afternoon|evening))|next|earlier|recent)\b",
    re.IGNORECASE,
)
"""A time told by how far it lies back is as a rule that of its own sentence alone."""
_LASTING = re.compile(r"(?:for|in)\s+(?!the\b|recent\b|about\s+the\b|nearly\s+the\b)", re.IGNORECASE)
"""A length of time that tells how long something took: it is that of the verb beside it alone."""
_SAY = frozenset(["said", "say", "says", "reported", "reports"])
"""Verbs that a time before them skips: "On Monday, police said that a bomb killed two"."""


class _When(NamedTuple):
    """Words of time in a sentence, with what they are tied to.

    Attributes:
        span: where they stand in the document.
        start: their first token.
        end: the token after their last one.
        kind: how they say it.
        noun: the event noun that they modify; -1 when they modify a verb.
        verb: the verb that they modify; -1 when there is none.
        said: whether what they modify is speech or aftermath, not the event.
    """

    span: Span
    start: int
    end: int
    kind: str
    noun: int
    verb: int
    said: bool


def when_of(view: DocumentView, found: Found) -> Span | None:
    """Return the words that say when the harm of a claim happened, or None.

    Those in the claim's own sentence come first; where it has none, those that the same account gives
    for the same event.
    """
    own = _nearest(view, found)
    if own is not None:
        return own.span
    if found.link.trigger.frame is Frame.TOLL and is_of_lasting_harm(view, found):
        return None
    return _inherited(view, found)


def _times(view: DocumentView, number: int) -> list[_When]:
    """Return the words of time of a sentence with what they are tied to, worked out once."""
    known: dict[int, list[_When]] = view.cache.setdefault("times", {})  # type: ignore[assignment]
    if number not in known:
        span = view.spans[number]
        opening = dateline(view.document.text, span.start, span.end)
        start = span.start if opening is None else opening.end
        phrases = time_phrases(view.document.text, start, span.end, view.language)
        sentence = view.sentence(number) if phrases else None
        known[number] = (
            []
            if sentence is None
            else [
                _tied(sentence, Span(phrase.start, phrase.end), phrase.kind, view.language)
                for phrase in phrases
            ]
        )
    return known[number]


def _tied(sentence: Sentence, span: Span, kind: str, language: str) -> _When:
    """Return words of time with the noun or verb they modify."""
    start = bisect_left(sentence.tokens.starts, span.start)
    end = bisect_left(sentence.tokens.starts, span.end)
    words = event_words(language)
    noun = _modified_noun(sentence, start, end, words.events)
    if noun >= 0:
        return _When(span, start, end, kind, noun, -1, sentence.lower[noun] not in words.events)
    noun, verb = modified_before(sentence, start, words.events)
    if noun < 0 and verb < 0:
        verb = modified_after(sentence, end)
    beside = start > 0 and verb == end
    framed = start <= 1 and _DATE_WITH_YEAR.search(sentence.text, span.start, span.end) is not None
    said = (
        verb >= 0
        and not framed
        and sentence.lower[verb] in words.said
        and not (start < verb and sentence.lower[verb] in _SAY and not beside)
    )
    return _When(span, start, end, kind, noun, verb, said)


def _modified_noun(sentence: Sentence, start: int, end: int, events: frozenset[str]) -> int:
    """Return the noun that words of time stand in front of ("Monday's attack", "the 1976 airliner bombing"), or -1."""
    possessive = sentence.word(end) in ("'s", "'")
    first = end + 1 if possessive else end
    last = -1
    for i in range(first, min(len(sentence), first + _LONGEST_COMPOUND)):
        if sentence.lower[i] in events:
            return i
        if not sentence.tags[i].startswith(("N", "JJ", "VBN", "HYPH")):
            break
        last = i if sentence.tags[i].startswith("N") else last
    if possessive:
        return last
    phrase = sentence.phrase_over(start)
    return last if phrase is not None and last >= 0 and phrase.start < start and phrase.end > end else -1


def _nearest(view: DocumentView, found: Found) -> _When | None:
    """Return the words of time in the claim's own sentence that are tied to its harm most closely."""
    best: tuple[float, _When] | None = None
    for when in _times(view, found.number):
        if not _can_tie(view, found, when):
            continue
        cost = _cost(view, found, when)
        if cost <= _FARTHEST and (best is None or cost < best[0]):
            best = (cost, when)
    return None if best is None else _dated(view, found, best[1])


def _dated(view: DocumentView, found: Found, when: _When) -> _When:
    """Return the date that opens a sentence in the place of a weekday or a part of that day ("On May 4, 2015, ... Monday")."""
    first, text = _times(view, found.number)[0], view.document.text
    opens = first.start <= 1 and _has_year(text, first) and _can_tie(view, found, first)
    return (
        first if opens and not any(sign.isdigit() for sign in text[when.span.start : when.span.end]) else when
    )


def _has_year(text: str, when: _When) -> bool:
    """Tell whether words of time hold a day and a year."""
    return _DATE_WITH_YEAR.search(text[when.span.start : when.span.end]) is not None


_DATE_WITH_YEAR = re.compile(r"\b\d{1,2}\b.*\b\d{4}\b")


def _can_tie(view: DocumentView, found: Found, when: _When) -> bool:
    """Tell whether words of time can be those of a claim's harm."""
    trigger = found.link.trigger
    if when.verb >= 0 and trigger.start <= when.verb < trigger.end:
        return True
    if when.said or (when.kind == "length" and _LASTING.match(view.document.text, when.span.start)):
        return False
    return not is_anothers(found.sentence, when.noun, found, view.language)


def _cost(view: DocumentView, found: Found, when: _When) -> float:
    """Return how far words of time stand from the words of harm, clauses counted more than words."""
    trigger = found.link.trigger
    words = trigger.start - when.end if when.end <= trigger.start else when.start - trigger.end
    clauses = clause_cost(
        view, found, when.start, when.end, per_break=_BREAK_COST, per_claim=_OTHER_CLAIM_COST
    )
    return max(0, words) + clauses


def _inherited(view: DocumentView, found: Found) -> Span | None:
    """Return the words of time that the same account gives for the same event, or None.

    Sentences are looked at from the nearest on, and only as long as one of them can still do better.
    """
    many = found.link.count.low is not None and found.link.count.low >= NO_SINGLE_EVENT
    best: tuple[float, Span] | None = None
    for away, number in sorted(_distances(view, found, many=many)):
        if away > _MOST_DOUBT or (best is not None and away >= best[0]):
            break
        if tells_only_of_others(view, found, number):
            continue
        for when in _times(view, number):
            cost = away + _doubt(view, found, number, when, many=many)
            if cost <= _MOST_DOUBT and (best is None or cost < best[0]):
                best = (cost, when.span)
    return None if best is None else best[1]


def _distances(view: DocumentView, found: Found, *, many: bool) -> Iterator[tuple[float, int]]:
    """Return how far the sentences of a claim's report that can tell its time count as standing from it."""
    report, old = report_of(view, found.number), names_an_old_death(found)
    lead = report.start + LEAD
    for number in report:
        if number == found.number or (number >= lead and abs(number - found.number) > _FARTHEST_SENTENCE):
            continue
        same = shares_victim(view, found, number)
        if old and not same:
            continue
        away = steps_away(found, number, per_step=1.0)
        if number < lead and not many:
            away = min(away, _LEAD_COST)
        if number > found.number and leaves_paragraph(view, found.number, number):
            away += _PARAGRAPH_COST
        yield away - _SAME_VICTIM_GAIN * same, number


def _doubt(view: DocumentView, found: Found, number: int, when: _When, *, many: bool) -> float:
    """Return how doubtful it is that words of time in another sentence hold for a claim's event."""
    if (
        when.said
        or many != (when.kind == "since")
        or when.kind in ("length", "during", "later", "clock", "part")
    ):
        return _MOST_DOUBT + 1.0
    words, sentence = event_words(view.language), view.sentence(number)
    tied = (
        sentence.lower[when.noun if when.noun >= 0 else when.verb] if max(when.noun, when.verb) >= 0 else ""
    )
    apt = words.arrests if found.link.harm not in BODILY else words.events
    if when.noun >= 0 and tied not in apt:
        return _MOST_DOUBT + 1.0
    opens = number == report_of(view, found.number).start and when.start <= 1 and when.kind == "point"
    doubt = 0.0 if when.noun >= 0 or tied in words.happen or when.kind == "since" or opens else 3.0
    text = view.document.text[when.span.start : when.span.end]
    if when.kind == "since":
        return doubt
    year = _YEAR_ALONE.fullmatch(text) is not None
    coarse = _COARSE_COST if number == found.number - 1 and year else _MOST_DOUBT + 1.0
    return doubt + (coarse if year or _LOOKS_BACK.search(text) else 0.0)
