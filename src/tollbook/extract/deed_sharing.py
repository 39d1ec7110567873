"""Which claims share the doer of another: those of one breath, a part of a whole, and a name told again."""

from __future__ import annotations

from tollbook.extract.arguments import BE
from tollbook.extract.doers import agent_words
from tollbook.extract.event_words import BODILY
from tollbook.extract.phrases import Kind
from tollbook.extract.sides import Side, are_alike, named, side_of
from tollbook.extract.triggers import Frame
from tollbook.extract.view import DocumentView, Found
from tollbook.model import Harm, Span

_BREATH = 4
"""Up to so many tokens two claims of one breath stand apart ("left one officer dead and three others wounded")."""
_REACH = 3
"""How many sentences a part may stand behind its whole."""
_WHOLES = frozenset(
    ["dead", "victims", "wounded", "injured", "casualties", "fatalities", "slain", "hostages", "captives"]
)
_NEW_CLAUSE = frozenset(["in", "when", "where", "after", "while", "as", ";", "but"])

Doers = dict[int, Span | None]
"""The doer of each claim of a document so far, by the identity of the claim."""


def shared_doer(view: DocumentView, found: Found, doers: Doers) -> Span | None:
    """Return the doer that a claim without one shares with another claim, or None.

    Args:
        view: the document.
        found: a claim whose own words and account name nobody.
        doers: what is known so far of all claims of the document.
    """
    for other in _neighbours(view, found):
        doer = doers[id(other)]
        if doer is not None and not _names_victim(view, doer, found):
            return doer
    return _telling_force(view, found)


_BY_FORCES = frozenset(
    ["strike", "strikes", "airstrike", "airstrikes", "air-strike", "raid", "raids", "operation", "operations"]
)
"""What a force alone makes: fighters killed in one are its own dead enemies where it tells of them."""


def _telling_force(view: DocumentView, found: Found) -> Span | None:
    """Return the force that tells of fighters killed, by its own hand as a rule ("the army says a strike killed two rebels")."""
    sentence, language = found.sentence, view.language
    fighters = side_of(named(sentence, found.link.count.phrase), language) is Side.IRREGULAR
    if not fighters or _BY_FORCES.isdisjoint(sentence.lower):
        return None
    saying = agent_words(language).saying
    for phrase in sentence.phrases:
        if phrase.end > min(found.link.count.start, found.link.trigger.start):
            return None
        if (
            sentence.word(phrase.end) in saying
            and side_of(named(sentence, phrase), language) is Side.UNIFORMED
        ):
            return Span(sentence.tokens.starts[phrase.start], sentence.tokens.ends[phrase.end - 1])
    return None


def _neighbours(view: DocumentView, found: Found) -> list[Found]:
    """Return the claims that tell of the same deed as a claim, the surest first."""
    beside = [
        other for other in view.found_in(found.number) if other is not found and _in_one_breath(other, found)
    ]
    if found.link.part_of or _speaks_of_whole(found) or _are_held_again(found):
        beside += _wholes(view, found)
    if found.link.count.kind is Kind.NAME and found.link.trigger.frame is not Frame.ACT:
        beside += [other for other in view.found if other is not found and _is_same_name(other, found)]
    return beside


def _in_one_breath(one: Found, other: Found) -> bool:
    """Tell whether two claims of a sentence are told in one breath, with next to nothing between them."""
    if not {one.link.harm, other.link.harm} <= BODILY:
        return False
    if one.link.trigger is other.link.trigger:
        return True
    first, second = sorted((one, other), key=lambda each: each.link.count.start)
    start = max(first.link.count.end, first.link.trigger.end)
    end = min(second.link.count.start, second.link.trigger.start)
    between = one.sentence.lower[start:end]
    return len(between) <= _BREATH and all(
        word not in _NEW_CLAUSE and (word in BE or not tag.startswith("VB"))
        for word, tag in zip(between, one.sentence.tags[start:end], strict=True)
    )


def _are_held_again(found: Found) -> bool:
    """Tell whether people held are told of again ("the seven, arrested on the coast")."""
    phrase = found.link.count.phrase
    return found.link.harm is Harm.DETAINED and found.sentence.lower[phrase.start] in (
        "the",
        "those",
        "these",
    )


def _speaks_of_whole(found: Found) -> bool:
    """Tell whether a claim counts some of those told before ("eight children were among the dead")."""
    lower = found.sentence.lower
    return any(
        word in _WHOLES
        and lower[k - 1] in ("the", "those", "its", "their")
        and not found.sentence.tag(k + 1).startswith("N")
        for k, word in enumerate(lower)
        if k
    )


def _wholes(view: DocumentView, found: Found) -> list[Found]:
    """Return the claims before a part that may be its whole, the nearest first."""
    return [
        other
        for number in range(found.number, max(-1, found.number - 1 - _REACH), -1)
        for other in reversed(view.found_in(number))
        if other.start < found.start
        and (
            other.link.harm is found.link.harm
            or (other.link.harm is Harm.CASUALTIES and found.link.harm in BODILY)
        )
    ]


def _is_same_name(one: Found, other: Found) -> bool:
    """Tell whether two claims tell one harm of one name, by its last word."""
    if one.link.count.kind is not Kind.NAME or one.link.harm is not other.link.harm:
        return False
    return _last_name(one) == _last_name(other)


def _last_name(found: Found) -> str:
    return found.sentence.lower[found.link.count.phrase.end - 1]


def _names_victim(view: DocumentView, doer: Span, found: Found) -> bool:
    """Tell whether the words of a doer are those of the harmed themselves."""
    victim = named(found.sentence, found.link.count.phrase)
    for number in range(len(view.spans)):
        if view.spans[number].start <= doer.start < view.spans[number].end:
            sentence = view.sentence(number)
            starts = sentence.tokens.starts
            tokens = [k for k, start in enumerate(starts) if doer.start <= start < doer.end]
            return are_alike((sentence, tokens[0], tokens[-1] + 1), victim, view.language)
    return True
