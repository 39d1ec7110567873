"""Who says a figure, who passed it on, who disputes it, and what they do with it."""

from __future__ import annotations

from dataclasses import replace

from tollbook.extract.accounts import Ownership, Voice, accounts_of, ownership
from tollbook.extract.backgrounds import only_mentions
from tollbook.extract.corrections import is_own_error
from tollbook.extract.datelines import wire_of
from tollbook.extract.disputes import settle_disputes
from tollbook.extract.quotes import carried, quoted_account
from tollbook.extract.revisions import denies_part, rejects, stance_of
from tollbook.extract.speech import Act, speech
from tollbook.extract.view import DocumentView, Found
from tollbook.model import Span, Stance

__all__ = ["Voice", "voices_of"]


def voices_of(view: DocumentView) -> list[Voice]:
    """Return the voice behind each of `view.found`, in the same order."""
    wire = wire_of(view)
    return settle_disputes(view, [_voice(view, found, wire) for found in view.found])


def _voice(view: DocumentView, found: Found, wire: Span | None) -> Voice:
    """Return the voice behind one claim, as its own sentence and its neighbours tell it."""
    sentence, count, language = found.sentence, found.link.count, view.language
    owner = ownership(accounts_of(view).of(found.number), sentence, count.start, language)
    owner = carried(view, found) if not owner.over else _within_quotation(view, found, owner)
    if is_own_error(view, owner):
        return Voice(stance=Stance.DISPUTES)
    stance = stance_of(sentence, count.start, count.end, owner, language)
    if owner.over and _leaves_alone(found, owner, language):
        return Voice(stance=stance)
    if stance is Stance.DISPUTES:
        return Voice(claimant=_rejecter(found, owner, language), stance=stance)
    return _named(owner, wire, stance)


def _within_quotation(view: DocumentView, found: Found, owner: Ownership) -> Ownership:
    """Return the owner of a claim with the one who is quoted as passing it on, where a quotation holds both."""
    if owner.source is None or owner.medium is not None:
        return owner
    quoted = quoted_account(view, found.start)
    if quoted is None or quoted.source in (None, owner.source) or quoted in owner.over:
        return owner
    return replace(owner, medium=quoted.source)


def _rejecter(found: Found, owner: Ownership, language: str) -> Span | None:
    """Return who rejects a figure: the one whose verb denies it, else the one whose words it is."""
    words, start = speech(language), found.link.count.start
    for account in owner.over:
        if account.source is not None and rejects(found.sentence, account, start, words):
            return account.source.words
    return None if owner.source is None else owner.source.words


def _named(owner: Ownership, wire: Span | None, stance: Stance) -> Voice:
    """Return the voice of those who own a claim's words."""
    claimant = owner.source.words if owner.source is not None else None
    via = owner.medium.words if owner.medium is not None else None
    if via is None and claimant is not None:
        via = wire
    return Voice(claimant=claimant, via=via, stance=stance)


def _leaves_alone(found: Found, owner: Ownership, language: str) -> bool:
    """Tell whether the speaker neither states nor rejects the figure that their words hold."""
    account, start = owner.over[0], found.link.count.start
    if account.attribution.act is Act.DENY:
        return denies_part(found.sentence, account, start, speech(language))
    return account.attribution.covers(start) and only_mentions(found, account.attribution)
