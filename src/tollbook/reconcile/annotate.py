"""Claims with what their own words and their document tell: who speaks, who is counted, up to when, over which time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from tollbook.model.evidence import CaseClaim, CaseDocument, CaseFacts
from tollbook.model.terms import Inclusion, Measure
from tollbook.model.vocabulary import Harm, SourceType
from tollbook.reconcile.dated import (
    days_in,
    earlier,
    period_hours,
    start_day,
    stated_as_of,
    stretch_end,
    weekday_in,
)
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.groups import group_of
from tollbook.reconcile.lexicon import cue, may_say, says
from tollbook.reconcile.names import VOICELESS, NameBook, name_words
from tollbook.reconcile.places import Key, place_key
from tollbook.reconcile.views import View

WITH_MEASURE = frozenset({Harm.DISPLACED, Harm.MISSING, Harm.DETAINED, Harm.ABDUCTED})
_SAME_TIME = re.compile(r"\b(?:that|this|the same) (?:time|period)\b", re.IGNORECASE)
_STILL = re.compile(r"\b(?:a )?further\b|\bmore\b", re.IGNORECASE)
_HEADER_SENTENCES = 3


def name_book(facts: CaseFacts, documents: Sequence[CaseDocument], claims: Iterable[CaseClaim]) -> NameBook:
    """Return the names of a case, learnt from its documents and from the speakers of its claims."""
    names = NameBook(facts)
    ordered = sorted(claims, key=lambda each: (each.document, each.claim.start, each.id))
    phrases = dict.fromkeys(
        words for each in ordered for words in (each.claim.claimant, each.claim.via) if words
    )
    names.learn(sorted(documents, key=lambda each: each.id), phrases)
    return names


def annotated(view: View, claims: Sequence[CaseClaim], names: NameBook) -> list[Entry]:
    """Return the entries of the claims of one document, in the order of the text."""
    entries: list[Entry] = []
    for source in sorted(claims, key=lambda each: (each.claim.start, each.id)):
        entry = _spoken(view, source, names, entries)
        entries.append(entry)
    header = _header_day(view)
    for entry in entries:
        _mend(entry, header)
    parts = [entry for entry in entries if entry.part]
    for entry in entries:
        _date(entry, header)
        entry.group = group_of(entry, names)
        if entry.harm is Harm.CASUALTIES and _DEAD_OR_MISSING.search(entry.sentence):
            entry.flags.add("dead_or_missing")
        entry.measure = _measure(entry)
        entry.estimate = _is_estimate(entry)
        entry.inclusion = _inclusion(entry)
        entry.parts = [other for other in parts if other.harm is entry.harm] if parts else parts
        entry.documented = _is_documented(entry)
        entry.beside = _is_beside(entry, entries)
    return entries


_OF_THEM = re.compile(r"\s+of (?:the|those|them|these|whom)\b", re.IGNORECASE)


def _mend(entry: Entry, header: date | None) -> None:
    """Take from the sentence what the claim itself does not tell: a part, a running total, a disowned figure."""
    claim = entry.claim
    after = claim.end - entry.view.sentence_start(entry.number)
    if not entry.part and entry.own:
        entry.part = bool(_OF_THEM.match(entry.sentence, max(after, 0))) or says("counts_in", _before(entry))
    when = claim.when or ""
    since = "since" in when.lower() and start_day(when, entry.view.published) is not None
    entry.cumulative = entry.cumulative or since or (entry.own and header is not None)
    if entry.own and not entry.rejects and says("disowned", entry.view.sentence(entry.number + 1)):
        entry.rejects = True


def _spoken(view: View, source: CaseClaim, names: NameBook, before: list[Entry]) -> Entry:
    """Return the claim with its sentence and with who says it."""
    claim = source.claim
    number = view.sentence_at(claim.start)
    voice: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    via = ""
    if claim.claimant:
        voice, others = _voice(claim.claimant, view, claim.start, names, before)
    if claim.via:
        via = next(iter(names.voice(claim.via, view.document, "").names), "")
    speaker = voice[0] if len(voice) == 1 else view.publisher
    root, publisher = names.root(speaker), names.root(view.publisher)
    own = claim.claimant is None or (len(voice) == 1 and root == publisher)
    if not own and len(voice) == 1 and _is_own_staff(claim.claimant or "", voice[0], view, names):
        own, root, others = True, publisher, ()
    return Entry(
        source=source,
        view=view,
        number=number,
        sentence=view.sentence(number),
        voice=voice,
        speaker=view.publisher if own else speaker,
        root=root,
        own=own,
        via=via,
        others=others,
        place=Key() if names.is_settled_exactly(claim.place) else place_key(names.place(claim.place)),
    )


_OWN_WORDS = re.compile(r"\b(?:its|our|their|my)\b", re.IGNORECASE)


def _is_own_staff(phrase: str, name: str, view: View, names: NameBook) -> bool:
    """Return whether an office that speaks for itself means its own people: "the clinic", "reports of its clerks"."""
    if view.document.source_type in VOICELESS or names.is_settled(name):
        return False
    own_words = _OWN_WORDS.search(phrase) and name_words(name) == name_words(phrase)
    return bool(own_words or name_words(phrase) & name_words(view.publisher))


def _voice(
    phrase: str, view: View, start: int, names: NameBook, before: list[Entry]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who is meant; "it" and the like mean the speaker of the claim before."""
    if phrase.lower() in {"it", "he", "she", "they"} and before and before[-1].voice:
        return before[-1].voice, ()
    voice = names.voice(phrase, view.document, view.document.text[:start])
    return voice.names, voice.others


def _header_day(view: View) -> date | None:
    """Return the day that the head of a report names as that up to which it counts."""
    for number in view.sentences()[:_HEADER_SENTENCES]:
        day = stated_as_of(view.sentence(number), view.published)
        if day is not None:
            return day
    return None


def _date(entry: Entry, header: date | None) -> None:
    """Set the as-of day, the day on which it was said, the period and the start."""
    claim, published = entry.claim, entry.view.published
    when = claim.when or ""
    entry.period = _period(entry, when)
    entry.start = start_day(when, published) or (start_day(entry.sentence, published) if not when else None)
    if not entry.own:
        entry.said_on = weekday_in(_after(entry), published)
    entry.as_of = _as_of(entry, when, header)


def _period(entry: Entry, when: str) -> int | None:
    hours = period_hours(when) if when else period_hours(_before(entry))
    same = _SAME_TIME.search(when) or (hours is None and _SAME_TIME.search(_before(entry)))
    return period_hours(entry.view.sentence(entry.number - 1)) if hours is None and same else hours


def _before(entry: Entry) -> str:
    start = entry.claim.start - entry.view.sentence_start(entry.number)
    return entry.sentence[: max(start, 0)]


def _after(entry: Entry) -> str:
    """Return the words after the count, where "said on Thursday" stands."""
    start = entry.claim.start - entry.view.sentence_start(entry.number)
    if "day" not in entry.sentence:
        return ""
    match = _SAID.search(entry.sentence, max(start, 0))
    return match[0] if match else ""


def _as_of(entry: Entry, when: str, header: date | None) -> date | None:
    """Return the day up to which the claim counts; None when nothing tells."""
    published = entry.view.published
    stated = (
        stated_as_of(entry.sentence, published)
        or _dated(entry, when, header)
        or _shifted(entry, when, header)
    )
    if stated is not None or not entry.own:
        return stated
    return header or (published if entry.cumulative else None)


_ON = re.compile(r"\b(?:on|by|at|until|end of|as of)\s+$", re.IGNORECASE)


def _dated(entry: Entry, when: str, header: date | None) -> date | None:
    """Return the day on which people were held, missing or displaced, or on which the stretch of a total ends."""
    published = entry.view.published
    ended = stretch_end(when, published)
    if entry.measure_may_be_dated() and entry.start is None and ended is None:
        on = days_in(when, published)
        told = on and (
            header is None or _ON.search(entry.sentence[: max(entry.sentence.find(when[on[-1].start :]), 0)])
        )
        return on[-1].day if told else None
    return ended if entry.cumulative and entry.period is None else None


def _shifted(entry: Entry, when: str, header: date | None) -> date | None:
    """Return the day that "a month earlier" means beside the day of the report."""
    base = header or entry.view.published
    return None if base is None else earlier(when or _before(entry), base)


def _measure(entry: Entry) -> Measure | None:
    if entry.harm not in WITH_MEASURE:
        return None
    if entry.says("new_flow") and not _named_stock(entry):
        return Measure.FLOW
    if entry.period is not None:
        return Measure.FLOW
    if entry.harm is Harm.MISSING or entry.cumulative or entry.says("stock"):
        return Measure.STOCK
    return Measure.FLOW


def _named_stock(entry: Entry) -> bool:
    """Return whether the words next to the count name a stock, though the sentence tells of a flow too."""
    start = entry.claim.end - entry.view.sentence_start(entry.number)
    return bool(cue("stock").match(entry.sentence, _next_word(entry.sentence, start)))


def _next_word(sentence: str, start: int) -> int:
    match = re.compile(r"\s*(?:people|persons|others|displaced people|displaced persons)?\s*").match(
        sentence, max(start, 0)
    )
    return match.end() if match else start


def _is_estimate(entry: Entry) -> bool:
    """Return whether it is a statistical result: by research, or with an interval, or of excess deaths."""
    if entry.rejects:
        return False
    if entry.says("excess"):
        return True
    research = entry.view.document.source_type is SourceType.RESEARCH and entry.own
    words = entry.says("estimate")
    interval = "interval" in entry.lowered
    return bool(words and (research or interval)) or (research and entry.claim.modality == "hedged")


_DEAD_OR_MISSING = re.compile(r"\b(?:dead|killed) or missing\b|\bmissing or (?:dead|killed)\b", re.IGNORECASE)


def _inclusion(entry: Entry) -> Inclusion:
    if entry.harm is not Harm.KILLED:
        return Inclusion.UNSTATED
    if entry.says("excess"):
        return Inclusion.EXCESS
    if entry.says("both_inclusions"):
        entry.flags.add("direct_and_indirect")
        return Inclusion.UNSTATED
    if entry.estimate and entry.says("indirect") and not entry.says("direct"):
        return Inclusion.INDIRECT
    if entry.estimate and entry.says("direct"):
        return Inclusion.DIRECT
    return Inclusion.UNSTATED


_SAID = re.compile(r"\b(?:said|says|reported|announced|told|put|accepted|wrote)\b.*", re.DOTALL)
_GOES_ON = re.compile(r"(?:they|these|this|those|none of them|the \w+)\b", re.IGNORECASE)
BY_NATURE = frozenset({SourceType.PRIMARY_RECORD, SourceType.LIST_MAKER})
_COUNTING = frozenset(
    {
        SourceType.NGO_RECORDER,
        SourceType.UN_IGO,
        SourceType.MEDIA_OWN,
        SourceType.WITNESS_FAMILY,
    }
)


def _is_documented(entry: Entry) -> bool:
    """Return whether records stand behind the count: its keeper's own, or bodies, names, graves that were counted."""
    kind = entry.view.document.source_type
    if not entry.own:
        return False
    return kind in BY_NATURE or (kind in _COUNTING and bool(entry.view.said("primary_words")))


def _is_total_beside(entry: Entry, other: Entry) -> bool:
    """Return whether another claim of the document states a total of the same harm."""
    return other is not entry and other.harm is entry.harm and not other.part and not other.rejects


def _is_beside(entry: Entry, others: Sequence[Entry]) -> bool:
    """Return whether the document puts these people beside a total of the same harm, and not within it."""
    if entry.part or entry.rejects or entry.period is not None:
        return False
    next_sentence = entry.view.sentence(entry.number + 1)
    if not (may_say("beside", entry.lowered) or may_say("beside", next_sentence.lower())):
        return False
    if not any(_is_total_beside(entry, other) for other in others):
        return False
    before = _before(entry)
    near = says("beside", before[-60:] + entry.claim.count)
    told_after = _GOES_ON.match(next_sentence) and says("beside", next_sentence)
    rest = says("beside", entry.sentence[len(before) :])
    return bool(near or told_after or rest)
