"""Where the harm happened."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from tollbook.extract.clauses import (
    NO_SINGLE_EVENT,
    clause_cost,
    is_anothers,
    is_of_lasting_harm,
    leaves_paragraph,
    looks_back,
    names_an_old_death,
    shares_victim,
    steps_away,
    tells_of_harm,
    tells_only_of_others,
)
from tollbook.extract.events import LEAD, report_of
from tollbook.extract.openings import dateline
from tollbook.extract.place_chains import Toponym
from tollbook.extract.place_ties import Tie
from tollbook.extract.place_words import COUNTRY, PROVINCE, SITE, TOWN, is_listed, place_words
from tollbook.extract.scopes import scope_of
from tollbook.extract.sentence import Sentence
from tollbook.extract.time_phrases import time_phrases
from tollbook.extract.toponyms import toponyms
from tollbook.extract.triggers import Frame
from tollbook.extract.view import DocumentView, Found
from tollbook.model import Harm, Scope, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAK_COST = 3
_OTHER_CLAIM_COST = 6
_LEVEL_GAIN = 1.5
_INHERITED_LEVEL_GAIN = 0.8
_ORIGIN_GAIN = 20
_HELD_GAIN = 12
"""What it weighs that a place stands right behind a count, for that count and against the others of the sentence."""
_FOREIGN_COST = 5
_NOT_APT_COST = 3
_FARTHEST_SENTENCE = 6
_MOST_DOUBT = 9
_BASE_COST = _ORIGIN_BASE = 4
"""What it weighs that a place is named elsewhere, unless people are said to have fled from it."""
_PARAGRAPH_COST = 2
"""What it weighs that a place is named only in a later paragraph."""
_LEAD_COST = 4.0
"""How far at most the opening of a report, which tells its event, counts as standing away."""
_SAME_VICTIM_GAIN = 3
_FARTHEST_SPEAKER = 4


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
    if _tells_of_the_past(view, found):
        return _named_here(view, found, _SPOKEN) or _named_here(view, found, _NAMED)
    return (
        (_named_here(view, found, _HOME) if found.link.count.rule in ("one", "name") else None)
        or _named_here(view, found, _SPOKEN, least=TOWN - 0.5)
        or _inherited(view, found, least=COUNTRY + 1 if _named_here(view, found, _SPOKEN) else 0)
        or _named_here(view, found, _ASIDE)
        or _spoken_near(view, found)
        or _only_country(view, found)
        or _sent_from(view)
        or _named_here(view, found, _NAMED)
        or _named_before(view, found)
        or _across_turn(view, found)
    )


def _tells_of_the_past(view: DocumentView, found: Found) -> bool:
    """Tell whether a claim tells an event of another time than the report's, with nothing that ties it to a place there."""
    if not found.number or not looks_back(view, found) or scope_of(view, found) is Scope.CUMULATIVE:
        return False
    sentence = found.sentence
    ties = any(
        word == "where" or (word in _POINTED_AT and sentence.word(k - 1) in ("the", "this", "that", "same"))
        for k, word in enumerate(sentence.lower)
    )
    return not ties


_POINTED_AT = frozenset(
    "city town village region area province district country island capital state attack bombing place spot site".split()
)
"""Nouns that point back to where the report is set."""


def _is_running_total(view: DocumentView, found: Found) -> bool:
    """Tell whether a claim counts a country or a conflict over time, not one event whose place stands elsewhere."""
    if found.link.trigger.frame is Frame.TOLL:
        return is_of_lasting_harm(view, found)
    return "since" in found.sentence.lower and any(
        phrase.kind == "since"
        for phrase in time_phrases(view.document.text, *found.sentence.span, view.language)
    )


_MAY_NAME = re.compile(r"\s[(\"'\u2018\u201c]?(?:[^\W\d_a-z]|(?:al|el)-|world\b)|'s\b")
"""A capital inside a sentence, or another sign that it may name a place: without one it is not taken apart."""
_CITIES = frozenset(["capital", "city", "town"])
_SPOKEN = frozenset({Tie.SPEAKER})
_HOME = frozenset({Tie.ORIGIN})
"""Where one victim was from ("a man from Kesh province died"): as a rule it happened there."""
_ASIDE = frozenset({Tie.SPEAKER, Tie.CARE})
_NAMED = frozenset({Tie.NAMES})


def _span(sentence: Sentence, place: Toponym) -> Span:
    """Return where a place stands in the document."""
    return Span(sentence.tokens.starts[place.start], sentence.tokens.ends[place.end - 1])


def _places(view: DocumentView, number: int) -> list[Toponym]:
    """Return the places named in a sentence, worked out once."""
    known: dict[int, list[Toponym]] = view.cache.setdefault("places", {})  # type: ignore[assignment]
    if number not in known:
        named = _may_name(view, number)
        known[number] = toponyms(view.sentence(number), view.language) if named else []
    return known[number]


def _count_before(view: DocumentView, found: Found, place: Toponym) -> Found | None:
    """Return the claim of the sentence whose count a place hangs on right behind it ("five in Kesh and four in Torv")."""
    others = view.found_in(found.number)
    if len(others) == 1:
        return None
    before = found.sentence.word(place.start - 1)
    return next(
        (
            other
            for other in others
            if before in ("in", "at", "near", "outside", "from")
            and other.link.count.phrase.end == place.start - 1
            and other.link.count.start >= other.link.trigger.end
        ),
        None,
    )


def _may_name(view: DocumentView, number: int) -> bool:
    """Tell whether a sentence may name a place: by a capital inside it, or by a first word that is one."""
    span, text = view.spans[number], view.document.text
    if _MAY_NAME.search(text, span.start, span.end) is not None:
        return True
    first = _FIRST_WORD.match(text, span.start, span.end)
    return first is not None and is_listed(first[1].lower(), place_words(view.language))


_FIRST_WORD = re.compile(r"\W*([^\W\d_]+)")


def _nearest(view: DocumentView, found: Found) -> Toponym | None:
    """Return the finest place of the chain in the claim's own sentence that is tied to its harm most closely."""
    best: tuple[float, Toponym] | None = None
    displaced = found.link.harm is Harm.DISPLACED
    for place in _places(view, found.number):
        left = displaced and place.tie is Tie.ORIGIN
        if (
            (place.tie is not Tie.SETS and not left)
            or _only_modifies(found.sentence, place)
            or is_anothers(found.sentence, place.noun, found, view.language)
        ):
            continue
        cost = _cost(view, found, place) - _LEVEL_GAIN * place.level - (_ORIGIN_GAIN if left else 0)
        if (holder := _count_before(view, found, place)) is not None:
            shared = holder.link.trigger is found.link.trigger and not holder.link.part_of
            cost += -_HELD_GAIN if holder is found else 0 if shared else _HELD_GAIN
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
    trigger, count = found.link.trigger, found.link.count
    if found.link.rule == "gapped":  # its place stands behind the count, not at the verb that it shares
        return (place.start - count.end) * 0.3 if place.start >= count.end else _OTHER_CLAIM_COST
    words = trigger.start - place.end if place.end <= trigger.start else place.start - trigger.end
    clauses = clause_cost(
        view, found, place.start, place.end, per_break=_BREAK_COST, per_claim=_OTHER_CLAIM_COST
    )
    return max(0, words) * 0.3 + clauses


def _elsewhere(view: DocumentView, found: Found) -> Iterator[int]:
    """Return the numbers of the other sentences of a claim's report that stand near it, or open the report."""
    report = report_of(view, found.number)
    for number in report:
        near = abs(number - found.number) <= _FARTHEST_SENTENCE
        if number != found.number and (near or number < report.start + LEAD):
            yield number


def _inherited(view: DocumentView, found: Found, least: float = 0) -> Span | None:
    """Return the finest place that the same report gives for the same event, or None.

    Sentences are looked at from the nearest on, and only as long as one of them can still do better.
    """
    best: tuple[float, Span] | None = None
    old, gain = names_an_old_death(found), _ORIGIN_BASE if found.link.harm is Harm.DISPLACED else 0.0
    near = sorted((_away(view, found, number), number) for number in _elsewhere(view, found))
    for away, number in near:
        most = _MOST_DOUBT if best is None else min(_MOST_DOUBT, best[0])
        if away + _BASE_COST - gain - SITE * _INHERITED_LEVEL_GAIN > most + 0.5:
            break
        if old and not shares_victim(view, found, number):
            continue
        for cost, place in _costs(view, found, number, least):
            if away + cost <= _MOST_DOUBT and (best is None or away + cost < best[0]):
                best = (away + cost, _span(view.sentence(number), _finest(view, number, place)))
    return None if best is None else best[1]


def _away(view: DocumentView, found: Found, number: int) -> float:
    """Return how far a sentence counts as standing from a claim."""
    away = steps_away(found, number, per_step=1.5)
    if number < report_of(view, found.number).start + LEAD:
        away = min(away, _LEAD_COST)
    if number > found.number and leaves_paragraph(view, found.number, number):
        away += _PARAGRAPH_COST
    return away - _SAME_VICTIM_GAIN * shares_victim(view, found, number)


def _costs(view: DocumentView, found: Found, number: int, least: float) -> Iterator[tuple[float, Toponym]]:
    """Return the places of another sentence that a claim can take, with how doubtful each is."""
    places = _places(view, number)
    if not places:
        return
    sentence, displaced = view.sentence(number), found.link.harm is Harm.DISPLACED
    most = _finest_for(found, number)
    foreign = _FOREIGN_COST * tells_only_of_others(view, found, number)
    for place in places:
        left = displaced and place.tie is Tie.ORIGIN
        fits = least <= place.level <= most
        if (place.tie is not Tie.SETS and not left) or not fits:
            continue
        apt = tells_of_harm(sentence, place.noun, place.verb, found, view.language)
        far = abs(number - found.number) > _FARTHEST_SENTENCE
        if (far and not apt) or is_anothers(sentence, place.noun, found, view.language):
            continue
        cost = (0 if left else _BASE_COST) - place.level * _INHERITED_LEVEL_GAIN
        cost += 0 if apt or max(place.noun, place.verb) < 0 else _NOT_APT_COST
        yield cost + (0 if apt and place.noun >= 0 else foreign), place


def _finest_for(found: Found, number: int) -> float:
    """Return how fine a place another sentence can give: a total as high as a war's is no town's unless told beside it."""
    high = (found.link.count.low or 0) >= NO_SINGLE_EVENT and found.link.harm is not Harm.DISPLACED
    return PROVINCE + 0.5 if high and abs(number - found.number) > 1 else SITE + 1


def _named_here(view: DocumentView, found: Found, ties: frozenset[Tie], least: float = 0.0) -> Span | None:
    """Return the finest place of the claim's own sentence that is tied in one of some ways, or None."""
    places = [
        place
        for place in _places(view, found.number)
        if place.tie in ties and place.level >= least and not _only_modifies(found.sentence, place)
    ]
    if not places:
        return None
    return _span(found.sentence, max(places, key=lambda place: (place.level, -place.start)))


def _only_modifies(sentence: Sentence, place: Toponym) -> bool:
    """Tell whether a country stands right before a noun, as the word for its people would ("the Arvenia army")."""
    behind = sentence.tag(place.end)
    return place.level == COUNTRY and (behind.startswith("N") or sentence.word(place.end) == "-")


def _spoken_near(view: DocumentView, found: Found) -> Span | None:
    """Return the place of those who speak in the nearest sentence of the report, when it gives no other."""
    for number in sorted(_elsewhere(view, found), key=lambda number: abs(number - found.number)):
        places = [place for place in _places(view, number) if place.tie in _ASIDE]
        if places and abs(number - found.number) <= _FARTHEST_SPEAKER:
            return _span(view.sentence(number), max(places, key=lambda place: (place.level, -place.start)))
    return None


def _named_before(view: DocumentView, found: Found) -> Span | None:
    """Return the finest place below a country that one of the two sentences before a claim names in any way, or None."""
    for number in range(found.number - 1, max(report_of(view, found.number).start, found.number - 2) - 1, -1):
        places = [
            place
            for place in _places(view, number)
            if place.tie in (Tie.NAMES, Tie.SETS) and place.level > COUNTRY
        ]
        if places:
            return _span(view.sentence(number), max(places, key=lambda place: (place.level, -place.start)))
    return None


def _across_turn(view: DocumentView, found: Found) -> Span | None:
    """Return the place of the sentence before one that turns to another event and names no place of its own, or None."""
    start = report_of(view, found.number).start
    number = start - 1
    if (
        number < 0
        or found.number - start > 1
        or any(_places(view, k) for k in range(start, found.number + 1))
    ):
        return None
    places = [place for place in _places(view, number) if place.tie is Tie.SETS]
    if not places:
        return None
    return _span(view.sentence(number), max(places, key=lambda place: (place.level, -place.start)))


def _sent_from(view: DocumentView) -> Span | None:
    """Return the place of a document's dateline, or None."""
    if not view.spans:
        return None
    opening = dateline(view.document.text, view.spans[0].start, view.spans[0].end)
    return None if opening is None else Span(view.spans[0].start, opening.place)


def _only_country(view: DocumentView, found: Found) -> Span | None:
    """Return the one country that the report names when the claim's own sentence names a people, or None."""
    if place_words(view.language).peoples.isdisjoint(found.sentence.lower):
        return None
    named: dict[str, Span] = {}
    for number in _elsewhere(view, found):
        sentence = view.sentence(number)
        for place in _places(view, number):
            if place.level == COUNTRY:
                named.setdefault(" ".join(sentence.lower[place.start : place.end]), _span(sentence, place))
    return next(iter(named.values())) if len(named) == 1 else None


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
