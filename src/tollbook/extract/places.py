"""Where the harm happened."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tollbook.extract.clauses import (
    clause_cost,
    is_anothers,
    names_an_old_death,
    shares_victim,
    steps_away,
    tells_of_harm,
    tells_only_of_others,
)
from tollbook.extract.events import report_of
from tollbook.extract.place_ties import Tie
from tollbook.extract.place_words import COUNTRY, TOWN, place_words
from tollbook.extract.time_phrases import time_phrases
from tollbook.extract.toponyms import toponyms
from tollbook.extract.triggers import Frame
from tollbook.model import Harm, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tollbook.extract.sentence import Sentence
    from tollbook.extract.toponyms import Toponym
    from tollbook.extract.view import DocumentView, Found

_BREAK_COST = 3
_OTHER_CLAIM_COST = 6
_LEVEL_GAIN = 1.5
_INHERITED_LEVEL_GAIN = 0.8
_ORIGIN_GAIN = 20
_FOREIGN_COST = 5
_NOT_APT_COST = 3
_FARTHEST_SENTENCE = 6
_MOST_DOUBT = 9
_SAME_VICTIM_GAIN = 3
_FARTHEST_SPEAKER = 4
_STEM = 4
"""Letters that a country and the word for its people share at least."""


def place_of(view: DocumentView, found: Found) -> Span | None:
    """Return the words that name the place where the harm of a claim happened, or None.

    The finest in the claim's own sentence comes first; where it names none, the finest that the same
    account gives for the same event.
    """
    own = _nearest(view, found)
    if own is not None:
        return _span(found.sentence, own)
    if (city := _city_meant(view, found)) is not None:
        return city
    for ties in (_SPOKEN, _NAMED) if _is_running_total(view, found) else ():
        place = _named_here(view, found, ties)
        if place is not None:
            return place
    if names_an_old_death(found):
        return _inherited(view, found)
    return (
        _named_here(view, found, _SPOKEN, least=TOWN - 0.5)
        or _inherited(view, found, least=COUNTRY + 1 if _named_here(view, found, _SPOKEN) else 0)
        or _named_here(view, found, _SPOKEN)
        or _spoken_near(view, found)
        or _nation(view, found)
        or _named_here(view, found, _NAMED)
    )


def _is_running_total(view: DocumentView, found: Found) -> bool:
    """Tell whether a claim counts a country or a conflict over time, not one event whose place stands elsewhere."""
    if found.link.trigger.frame is Frame.TOLL:
        return True
    return "since" in found.sentence.lower and any(
        phrase.kind == "since"
        for phrase in time_phrases(view.document.text, *found.sentence.span, view.language)
    )


_CITIES = frozenset(["capital", "city", "town"])
_SPOKEN = frozenset({Tie.SPEAKER})
_NAMED = frozenset({Tie.NAMES})


def _span(sentence: Sentence, place: Toponym) -> Span:
    """Return where a place stands in the document."""
    return Span(sentence.tokens.starts[place.start], sentence.tokens.ends[place.end - 1])


def _places(view: DocumentView, number: int) -> list[Toponym]:
    """Return the places named in a sentence, worked out once."""
    known: dict[int, list[Toponym]] = view.cache.setdefault("places", {})  # type: ignore[assignment]
    if number not in known:
        known[number] = toponyms(view.sentence(number), view.language)
    return known[number]


def _nearest(view: DocumentView, found: Found) -> Toponym | None:
    """Return the finest place of the chain in the claim's own sentence that is tied to its harm most closely."""
    best: tuple[float, Toponym] | None = None
    displaced = found.link.harm is Harm.DISPLACED
    for place in _places(view, found.number):
        left = displaced and place.tie is Tie.ORIGIN
        if (place.tie is not Tie.SETS and not left) or is_anothers(
            found.sentence, place.noun, found, view.language
        ):
            continue
        cost = _cost(view, found, place) - _LEVEL_GAIN * place.level - (_ORIGIN_GAIN if left else 0)
        if best is None or cost < best[0]:
            best = (cost, place)
    return None if best is None else _finest(view, found.number, best[1])


def _finest(view: DocumentView, number: int, place: Toponym) -> Toponym:
    """Return the innermost place of the chain that a place belongs to."""
    chain = [other for other in _places(view, number) if other.chain == place.chain]
    finest = chain[0]
    for holder, other in pairwise(chain):
        if (other.inner and holder is finest) or other.level >= finest.level + 2:
            finest = other
    return finest


def _cost(view: DocumentView, found: Found, place: Toponym) -> float:
    """Return how far a place stands from the words of harm, clauses counted more than words."""
    trigger = found.link.trigger
    words = trigger.start - place.end if place.end <= trigger.start else place.start - trigger.end
    clauses = clause_cost(
        view, found, place.start, place.end, per_break=_BREAK_COST, per_claim=_OTHER_CLAIM_COST
    )
    return max(0, words) * 0.3 + clauses


def _elsewhere(view: DocumentView, found: Found) -> Iterator[int]:
    """Return the numbers of the other sentences of a claim's report that stand near it."""
    for number in report_of(view, found.number):
        if number != found.number and abs(number - found.number) <= _FARTHEST_SENTENCE:
            yield number


def _inherited(view: DocumentView, found: Found, least: float = 0) -> Span | None:
    """Return the finest place that the same report gives for the same event, or None."""
    best: tuple[float, Span] | None = None
    displaced, old = found.link.harm is Harm.DISPLACED, names_an_old_death(found)
    for number in _elsewhere(view, found):
        same, foreign = (
            shares_victim(view, found, number),
            _FOREIGN_COST * tells_only_of_others(view, found, number),
        )
        if old and not same:
            continue
        away = steps_away(found, number, per_step=1.5) - _SAME_VICTIM_GAIN * same
        for place in _places(view, number):
            left = displaced and place.tie is Tie.ORIGIN
            if (place.tie is not Tie.SETS and not left) or place.level < least:
                continue
            sentence = view.sentence(number)
            if is_anothers(sentence, place.noun, found, view.language):
                continue
            apt = tells_of_harm(sentence, place.noun, place.verb, found, view.language)
            cost = (
                away
                - place.level * _INHERITED_LEVEL_GAIN
                + (0 if apt or max(place.noun, place.verb) < 0 else _NOT_APT_COST)
            )
            cost += (0 if apt and place.noun >= 0 else foreign) + 4 - 4 * left
            if cost <= _MOST_DOUBT and (best is None or cost < best[0]):
                best = (cost, _span(sentence, _finest(view, number, place)))
    return None if best is None else best[1]


def _named_here(view: DocumentView, found: Found, ties: frozenset[Tie], least: float = 0.0) -> Span | None:
    """Return the finest place of the claim's own sentence that is tied in one of some ways, or None."""
    peoples = place_words(view.language).peoples
    places = [
        place
        for place in _places(view, found.number)
        if place.tie in ties
        and place.level >= least
        and not (place.level == COUNTRY and found.sentence.lower[place.start] in peoples)
    ]
    if not places:
        return None
    return _span(found.sentence, max(places, key=lambda place: (place.level, -place.start)))


def _spoken_near(view: DocumentView, found: Found) -> Span | None:
    """Return the place of those who speak in the nearest sentence of the report, when it gives no other."""
    for number in sorted(_elsewhere(view, found), key=lambda number: abs(number - found.number)):
        places = [place for place in _places(view, number) if place.tie is Tie.SPEAKER]
        if places and abs(number - found.number) <= _FARTHEST_SPEAKER:
            return _span(view.sentence(number), max(places, key=lambda place: (place.level, -place.start)))
    return None


def _nation(view: DocumentView, found: Found) -> Span | None:
    """Return the country that the report names and whose people or forces the claim's own sentence names, or None."""
    peoples = place_words(view.language).peoples
    stems = {word[:_STEM] for word in found.sentence.lower if len(word) >= _STEM and word in peoples}
    for number in (
        found.number,
        *sorted(_elsewhere(view, found), key=lambda number: abs(number - found.number)),
    ):
        sentence = view.sentence(number)
        for place in _places(view, number):
            name = sentence.lower[place.start]
            if (
                place.level == COUNTRY
                and place.tie is not Tie.ORIGIN
                and len(name) > _STEM
                and name[:_STEM] in stems
            ):
                return _span(sentence, place)
    return None


def _city_meant(view: DocumentView, found: Found) -> Span | None:
    """Return the city named last before a claim's sentence that says only "in the capital" or "in the city", or None."""
    lower = found.sentence.lower
    if not any(word in _CITIES and lower[i - 1] == "the" and i > 1 for i, word in enumerate(lower)):
        return None
    for number in range(found.number - 1, max(-1, found.number - 1 - _FARTHEST_SENTENCE), -1):
        for place in reversed(_places(view, number)):
            if place.level == TOWN and place.tie in (Tie.SETS, Tie.SPEAKER):
                return _span(view.sentence(number), place)
    return None
