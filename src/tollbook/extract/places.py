"""Where the harm happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tollbook.extract.accounts import account_of, share_event
from tollbook.extract.toponyms import toponyms
from tollbook.model import Harm, Span

if TYPE_CHECKING:
    from tollbook.extract.sentence import Sentence
    from tollbook.extract.toponyms import Toponym
    from tollbook.extract.view import DocumentView, Found

_BREAKS = frozenset(
    "that who which whose when while after before as but because although though where if whether ; : since until".split()
)
_BREAK_COST = 3
_OTHER_CLAIM_COST = 6
_LEVEL_GAIN = 1.5
_WEAK_COST = 30
_FARTHEST_SENTENCE = 6
_MOST_DOUBT = 14


def place_of(view: DocumentView, found: Found) -> Span | None:
    """Return the words that name the place where the harm of a claim happened, or None.

    The finest in the claim's own sentence comes first; where it names none, the finest that the same
    account gives for the same event.
    """
    own = _nearest(view, found)
    if own is not None:
        return _span(found.sentence, own)
    inherited = _inherited(view, found)
    if inherited is not None:
        return inherited
    return _fallback(view, found)


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
        if place.speaker or not (place.strong or (displaced and place.origin)):
            continue
        cost = _cost(view, found, place) - _LEVEL_GAIN * place.level - (20 if displaced and place.origin else 0)
        if best is None or cost < best[0]:
            best = (cost, place)
    return None if best is None else _finest(view, found.number, best[1])


def _finest(view: DocumentView, number: int, place: Toponym) -> Toponym:
    """Return the finest place of the chain that a place belongs to."""
    chain = [other for other in _places(view, number) if other.chain == place.chain]
    return max(chain, key=lambda other: (other.level, -other.start))


def _cost(view: DocumentView, found: Found, place: Toponym) -> float:
    """Return how far a place stands from the words of harm, clauses counted more than words."""
    trigger, sentence = found.link.trigger, found.sentence
    low, high = (place.end, trigger.start) if place.end <= trigger.start else (trigger.end, place.start)
    between = sentence.lower[low:high]
    cost = len(between) * 0.3 + _BREAK_COST * sum(word in _BREAKS for word in between)
    for other in view.found:
        if other.number == found.number and other.link.trigger.start != trigger.start and low <= other.link.trigger.start < high:
            cost += _OTHER_CLAIM_COST / 2 if share_event(found.link.harm, other.link.harm) else _OTHER_CLAIM_COST
    return cost


def _inherited(view: DocumentView, found: Found) -> Span | None:
    """Return the finest place that the same account gives for the same event, or None."""
    best: tuple[float, Span] | None = None
    for number in account_of(view, found.number):
        if number == found.number or abs(number - found.number) > _FARTHEST_SENTENCE:
            continue
        away = _distance(view, found, number)
        for place in _places(view, number):
            if place.speaker or not place.strong:
                continue
            cost = away - place.level * _LEVEL_GAIN + 6
            if cost <= _MOST_DOUBT and (best is None or cost < best[0]):
                best = (cost, _span(view.sentence(number), _finest(view, number, place)))
    return None if best is None else best[1]


def _distance(view: DocumentView, found: Found, number: int) -> float:
    """Return how far another sentence stands from a claim's, in steps."""
    away = number - found.number
    cost = -away * 1.5 if away < 0 else away * 1.5 + 1
    harms = [other.link.harm for other in view.found if other.number == number]
    if harms and not any(share_event(found.link.harm, harm) for harm in harms):
        cost += 4
    return cost


def _fallback(view: DocumentView, found: Found) -> Span | None:
    """Return a place that only tells where a speaker is, when the document gives no other."""
    spoken = [place for place in _places(view, found.number) if place.speaker]
    if not spoken:
        return None
    return _span(found.sentence, max(spoken, key=lambda place: (place.level, -place.start)))
