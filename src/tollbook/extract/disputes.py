"""Which claims of a document somebody in it denies or doubts, and which their makers take back."""

from __future__ import annotations

from dataclasses import replace

from tollbook.extract.accounts import Voice, accounts_of
from tollbook.extract.quotes import spoken
from tollbook.extract.rejections import Rejection, may_reject, rejections
from tollbook.extract.speech import Act
from tollbook.extract.view import DocumentView, Found
from tollbook.model import Harm, Span, Stance

_LOOK_BACK = 4
"""How many sentences before a rejection the figure may stand that it answers."""
_NOW = frozenset(["now", "since", "actually", "instead", "fact"])
_NEWEST = frozenset(["new", "latest", "revised", "updated", "higher", "lower"])
"""Words for the figure that replaces an earlier one ("called the new toll exaggerated")."""
_ANSWER = 2
"""How many sentences before "nobody was killed" the figure may stand that it answers."""
_DEADLY = frozenset(["toll", "tolls", "dead", "deaths", "death", "killed", "died", "fatalities", "suicides"])
_GIVEN_BEFORE = frozenset(["the", "a", "an", "of", "for", "in", "at", "from", "to"])


def settle_disputes(view: DocumentView, voices: list[Voice]) -> list[Voice]:
    """Return the voices with those who dispute them, and with figures taken back.

    Args:
        view: the document.
        voices: one for each of `view.found`, as each claim's own sentence tells it.
    """
    if not voices:
        return voices
    settled = list(voices)
    for number in _suspects(view):
        sentence = view.sentence(number)
        for rejection in rejections(sentence, spoken(view, number), view.language):
            _apply(view, settled, number, rejection)
    _by_rival_numbers(view, settled)
    _by_nobody(view, settled)
    _renew_withdrawn(view, settled)
    _by_same_values(view, settled)
    return settled


def _suspects(view: DocumentView) -> list[int]:
    """Return the sentences that may hold a rejection of one of the claims, in text order."""
    near = {n for found in view.found for n in range(found.number, found.number + _LOOK_BACK + 1)}
    lowered, spans = view.lowered, view.spans
    return [
        n
        for n in sorted(near)
        if n < len(spans) and may_reject(lowered[spans[n].start : spans[n].end], view.language)
    ]


def _apply(view: DocumentView, voices: list[Voice], number: int, rejection: Rejection) -> None:
    """Mark the claims that one rejection answers."""
    targets = _targets(view, voices, number, rejection)
    for n in targets:
        if rejection.withdraws:
            voices[n] = replace(voices[n], stance=Stance.DISPUTES)
            _renew(view, voices, n, number)
        elif rejection.source is not None and voices[n].disputed_by is None:
            claimant = voices[n].claimant
            if claimant is None and rejection.origin is not None:
                claimant = rejection.origin.words
            voices[n] = replace(voices[n], disputed_by=rejection.source.words, claimant=claimant)


def _renew(view: DocumentView, voices: list[Voice], old: int, number: int) -> None:
    """Mark the figure that a maker gives now, after taking one back."""
    harm = view.found[old].link.harm
    for n in range(old + 1, len(view.found)):
        found = view.found[n]
        if (
            found.number >= number
            and found.link.harm is harm
            and _NOW & set(found.sentence.lower[: found.link.count.start])
        ):
            voices[n] = replace(voices[n], stance=Stance.REVISES)
            return


def _renew_withdrawn(view: DocumentView, voices: list[Voice]) -> None:
    """Mark what a speaker says now of a harm whose number they take back themselves."""
    accounts = accounts_of(view)
    for n, found in enumerate(view.found):
        if voices[n].stance is not Stance.DISPUTES:
            continue
        withdrawn = any(
            account.attribution.act is Act.WITHDRAW and account.attribution.covers(found.link.count.start)
            for account in accounts.of(found.number)
        )
        if withdrawn or voices[n].claimant is None:
            _renew(view, voices, n, found.number)


def _by_nobody(view: DocumentView, voices: list[Voice]) -> None:
    """Mark the claims that another speaker answers, right after, by saying that nobody suffered that harm."""
    for n, found in enumerate(view.found):
        own = voices[n].claimant
        if own is None or found.link.count.high != 0 or not _means_anybody(found):
            continue
        for m in reversed(range(n)):
            other = view.found[m]
            if other.number < found.number - _ANSWER:
                break
            stated = voices[m].claimant is not None and other.link.count.high != 0
            if stated and other.link.harm is found.link.harm and _is_rival(view, voices, m, own):
                voices[m] = replace(voices[m], disputed_by=own)
                break


_ANYBODY = frozenset(
    "no one none nobody people person persons casualties deaths fatalities injuries victims dead killed".split()
)


def _means_anybody(found: Found) -> bool:
    """Tell whether "no" is said of anybody, not of one group ("no soldiers were hurt")."""
    return found.sentence.lower[found.link.count.phrase.head] in _ANYBODY


def _targets(view: DocumentView, voices: list[Voice], number: int, rejection: Rejection) -> list[int]:
    """Return the claims that a rejection answers: the nearest before it, of whom and of what it speaks."""
    open_ones = [
        n
        for n, found in enumerate(view.found)
        if number - (1 if rejection.points else _LOOK_BACK) <= found.number <= number
        and (found.number < number or found.link.count.start < rejection.token)
        and _can_be_rejected(view, voices[n], found, rejection)
    ]
    if not open_ones:
        return []
    if _NEWEST & set(rejection.object_words):
        revised = [n for n in open_ones if voices[n].stance is Stance.REVISES]
        if revised:
            return revised[-1:]
    last = max(view.found[n].number for n in open_ones)
    whose = [
        n for n in _of_whom(view, voices, open_ones, rejection) if last - view.found[n].number <= _ANSWER
    ]
    open_ones = whose or open_ones
    if _DEADLY & set(rejection.object_words):
        open_ones = [n for n in open_ones if view.found[n].link.harm is Harm.KILLED] or open_ones
    nearest = max(view.found[n].number for n in open_ones)
    same = [n for n in open_ones if view.found[n].number == nearest]
    if rejection.plural:
        maker = voices[same[0]].claimant
        alike = [n for n in open_ones if maker is not None and _same_words(view, voices[n].claimant, maker)]
        return sorted({*same, *alike})
    killed = [n for n in same if view.found[n].link.harm is Harm.KILLED]
    return (killed or same)[:1]


def _can_be_rejected(view: DocumentView, voice: Voice, found: Found, rejection: Rejection) -> bool:
    """Tell whether a claim is one that this speaker can answer."""
    if voice.stance is Stance.DISPUTES or found.link.part_of or found.link.count.rule in ("one", "name"):
        return False
    if rejection.source is None or rejection.withdraws:
        return rejection.withdraws
    return not _same_words(view, voice.claimant, rejection.source.words)


def _of_whom(view: DocumentView, voices: list[Voice], numbers: list[int], rejection: Rejection) -> list[int]:
    """Return the claims whose claimant the rejection names ("the ministry's figures")."""
    objects = set(rejection.object_words) - _GIVEN_BEFORE
    return [n for n in numbers if _last_word(view, voices[n].claimant) in objects]


def _last_word(view: DocumentView, span: Span | None) -> str:
    """Return the last word of a phrase of the document, in lower case."""
    return "" if span is None else view.document.text[span.start : span.end].lower().split()[-1]


def _same_words(view: DocumentView, one: Span | None, other: Span) -> bool:
    """Tell whether two phrases name the same speaker."""
    if one is None:
        return False
    first, second = (view.document.text[span.start : span.end].lower() for span in (one, other))
    return first in second or second in first


def _by_rival_numbers(view: DocumentView, voices: list[Voice]) -> None:
    """Mark the claims that somebody answers with a denial and a number of their own in one sentence."""
    for n, found in enumerate(view.found):
        own = voices[n].claimant
        if own is None or voices[n].stance is Stance.DISPUTES or not _denies(view, found.number, own):
            continue
        m = _answered(view, voices, n, own)
        if m is not None and voices[m].disputed_by is None:
            voices[m] = replace(voices[m], disputed_by=own)


def _answered(view: DocumentView, voices: list[Voice], n: int, own: Span) -> int | None:
    """Return the nearest whole figure before a claim, of the same harm and by another, that differs from it."""
    found = view.found[n]
    for m in reversed(range(n)):
        other = view.found[m]
        if other.number < found.number - _LOOK_BACK:
            return None
        whole = not other.link.part_of and other.link.count.rule not in ("one", "name")
        if whole and other.link.harm is found.link.harm and not _same_words(view, voices[m].claimant, own):
            return m if _differ(other, found) and voices[m].stance is not Stance.DISPUTES else None
    return None


def _denies(view: DocumentView, number: int, own: Span) -> bool:
    """Tell whether this speaker denies something in a sentence."""
    accounts = accounts_of(view).of(number)
    return any(
        account.attribution.act is Act.DENY and account.source is not None and account.source.words == own
        for account in accounts
    )


def _is_rival(view: DocumentView, voices: list[Voice], m: int, own: Span) -> bool:
    """Tell whether a claim stands undisputed and by somebody else, and is no part of another."""
    voice = voices[m]
    if voice.disputed_by is not None or voice.stance is Stance.DISPUTES or view.found[m].link.part_of:
        return False
    return not _same_words(view, voice.claimant, own)


def _differ(one: Found, other: Found) -> bool:
    """Tell whether two claims state different numbers."""
    return (one.link.count.low, one.link.count.high) != (other.link.count.low, other.link.count.high)


def _by_same_values(view: DocumentView, voices: list[Voice]) -> None:
    """Mark the claims of others that state the very figure which somebody rejects elsewhere in the document.

    A speaker who rejects a figure and says that nobody came to harm denies every other number of that harm too.
    """
    for n, found in enumerate(view.found):
        rejecter = voices[n].claimant
        if voices[n].stance is not Stance.DISPUTES or rejecter is None:
            continue
        nobody = _says_nobody(view, voices, found)
        for m, other in enumerate(view.found):
            asserted = (
                voices[m].claimant is not None
                and voices[m].disputed_by is None
                and voices[m].stance is not Stance.DISPUTES
            )
            if not asserted or other.link.harm is not found.link.harm or other.link.count.high == 0:
                continue
            speaker = nobody or rejecter
            if (nobody is not None or not _differ(other, found)) and not _same_words(
                view, voices[m].claimant, speaker
            ):
                voices[m] = replace(voices[m], disputed_by=speaker)


def _says_nobody(view: DocumentView, voices: list[Voice], rejected: Found) -> Span | None:
    """Return who says, beside a rejection, that nobody suffered that harm."""
    for n, found in enumerate(view.found):
        if (
            found.link.harm is rejected.link.harm
            and found.link.count.high == 0
            and abs(found.number - rejected.number) <= 1
        ):
            return voices[n].claimant
    return None
