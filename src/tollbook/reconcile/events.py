"""Which claims are about the same incident, or about the same conflict or disaster.

Documents belong together when they name the same place, one name standing within the other,
or when one names the place of the other in the sentence that says a figure. Counters of one
case are about one conflict or disaster, unless plainly named places set them apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, count

from tollbook.model.reconciliation import Event
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.lexicon import lexicon, words_of
from tollbook.reconcile.names import name_words
from tollbook.reconcile.occasions import counts_conflict, incident_day, occasions
from tollbook.reconcile.places import Key
from tollbook.reconcile.unions import UnionFind

_STRAY = 2
"""A place that no more documents than this name may have been misread."""


@dataclass(slots=True, eq=False)
class Account:
    """What one document says about one happening.

    Attributes:
        entries: its claims.
        keys: the places it names, each as a set of words, with how they are written.
    """

    entries: list[Entry]
    keys: dict[Key, str] = field(default_factory=dict)

    @property
    def order(self) -> tuple[object, ...]:
        """Return what accounts are ordered by."""
        return self.entries[0].key

    @property
    def counter(self) -> bool:
        """Return whether it holds a running total or what is new in a period."""
        return any(
            entry.cumulative and (entry.start or entry.period or entry.as_of) for entry in self.entries
        )


def assign_events(entries: Sequence[Entry], title: str) -> list[Event]:
    """Set the event of each entry, and return the events by their ids."""
    accounts = sorted(_accounts(entries), key=lambda account: account.order)
    ties = UnionFind(len(accounts))
    _tie_by_place(accounts, ties)
    _tie_by_text(accounts, ties)
    _tie_counters(accounts, ties)
    _tie_placeless(accounts, ties)
    groups = [part for group in ties.groups() for part in _apart([accounts[index] for index in group])]
    return _named(groups, title)


def _accounts(entries: Iterable[Entry]) -> Iterable[Account]:
    documents: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        documents[entry.view.document.id].append(entry)
    for told in documents.values():
        yield from _happenings(told)


def _happenings(told: list[Entry]) -> Iterable[Account]:
    """Return the accounts of one document: one, or several where it tells of incidents at places of their own."""
    apart: dict[Key, list[Entry]] = defaultdict(list)
    for entry in told:
        apart[entry.place if _stands_apart(entry, told) else frozenset()].append(entry)
    for own in apart.values():
        keys = {entry.place: entry.claim.place or "" for entry in reversed(own) if entry.place}
        yield Account(own, keys)


def _stands_apart(entry: Entry, told: list[Entry]) -> bool:
    """Return whether a claim tells of an incident at a named place that the others do not name, at another time."""
    if entry.cumulative or not entry.place or not _is_named(entry.claim.place) or entry.part:
        return False
    others = [
        other for other in told if other.place != entry.place and not _related(entry.place, other.place)
    ]
    if len(others) == 0 or any(other.number == entry.number for other in others):
        return False
    if any(other.cumulative and (other.start or other.period) for other in others):
        return True
    dated = [other for other in others if _is_named(other.claim.place) and not other.cumulative]
    return bool(dated) and all(_at_other_times(entry, other) for other in dated)


def _at_other_times(entry: Entry, other: Entry) -> bool:
    mine, theirs = entry.claim.date_to, other.claim.date_to
    return mine is not None and theirs is not None and mine != theirs


def _is_named(phrase: str | None) -> bool:
    """Return whether a place is called by a name, and not only by what it is."""
    return any(word[:1].isupper() for word in (phrase or "").split())


def _related(one: Key, other: Key) -> bool:
    return bool(one and other) and (one <= other or other <= one)


def _tie_by_place(accounts: list[Account], ties: UnionFind) -> None:
    """Tie accounts whose places are the same, or one of which is the other told more fully."""
    holders: dict[Key, list[int]] = defaultdict(list)
    for index, account in enumerate(accounts):
        for key in account.keys:
            holders[key].append(index)
    for indices in holders.values():
        for index in indices[1:]:
            ties.tie(indices[0], index)
    by_word: dict[str, list[Key]] = defaultdict(list)
    for key in holders:
        for word in key:
            by_word[word].append(key)
    for key, indices in holders.items():
        fuller = [other for other in by_word[min(key)] if key < other]
        clusters = {ties.top(holders[other][0]) for other in fuller}
        for other in fuller if len(clusters) == 1 else _meant(accounts, indices, fuller, holders):
            ties.tie(indices[0], holders[other][0])


def _meant(
    accounts: list[Account],
    indices: list[int],
    fuller: list[Key],
    holders: dict[Key, list[int]],
) -> list[Key]:
    """Return which of several fuller places is meant: the one that the document names, else the nearest in time."""
    text = accounts[indices[0]].entries[0].view.document.text.lower()
    named = [key for key in fuller if all(word in text for word in key)]
    if named:
        return named[:1]
    day = accounts[indices[0]].entries[0].day
    return sorted(
        fuller,
        key=lambda key: abs((accounts[holders[key][0]].entries[0].day - day).days),
    )[:1]


def _tie_by_text(accounts: list[Account], ties: UnionFind) -> None:
    """Tie a place that nothing else is tied to with accounts that name it where they say a figure."""
    sizes = Counter(ties.top(index) for index in range(len(accounts)))
    if len(sizes) < 2:  # noqa: PLR2004 - one happening needs no ties
        return
    sentences: dict[str, set[int]] | None = None
    for index, account in enumerate(accounts):
        for key in account.keys:
            if _is_known(account.keys[key]) and sizes[ties.top(index)] > 2:  # noqa: PLR2004 - many tell of it already
                continue
            if sentences is None:
                sentences = _words_of_sentences(accounts)
            there = set.intersection(*(sentences.get(word, set()) for word in key))
            there |= _named_in(account, accounts, whole=sizes[ties.top(index)] <= _STRAY)
            others = sorted(other for other in there if ties.top(other) != ties.top(index))
            tops = {ties.top(other) for other in others}
            if len(tops) == 1:
                ties.tie(index, others[0])


def _named_in(account: Account, accounts: list[Account], *, whole: bool) -> set[int]:
    """Return the accounts of places that a sentence of this one, or its whole text, names beside its own."""
    told = (
        account.entries[0].view.document.text
        if whole
        else " ".join(entry.sentence for entry in account.entries)
    )
    words = _all_words(told)
    return {
        number
        for number, other in enumerate(accounts)
        if other is not account
        and any(key <= words and _is_named(phrase) for key, phrase in other.keys.items())
    }


def _all_words(text: str) -> frozenset[str]:
    """Return the words of a whole text in the form in which places are compared."""
    return frozenset(word for sentence in re.split(r"[.\n]", text) for word in name_words(sentence))


def _is_known(phrase: str) -> bool:
    return _is_named(phrase)


def _words_of_sentences(accounts: list[Account]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for index, account in enumerate(accounts):
        for entry in account.entries:
            for word in name_words(entry.sentence):
                found[word].add(index)
    return found


def _tie_counters(accounts: list[Account], ties: UnionFind) -> None:
    """Tie the counters of a case that no plainly named place sets apart."""
    clusters: dict[int, list[int]] = defaultdict(list)
    for index in range(len(accounts)):
        clusters[ties.top(index)].append(index)
    counters = [group for group in clusters.values() if any(accounts[index].counter for index in group)]
    plain = [group for group in counters if any(_plainly_named(accounts[index]) for index in group)]
    loose = [group for group in counters if group not in plain]
    home = max(plain or loose, key=lambda group: (len(group), -group[0]), default=None)
    for group in loose:
        if home is not None:
            ties.tie(home[0], group[0])
    _tie_stray_counters(accounts, ties)


def _tie_stray_counters(accounts: list[Account], ties: UnionFind) -> None:
    """Tie a publisher's counters that hardly anybody else places there to where most of its counters are."""
    sizes = Counter(ties.top(index) for index in range(len(accounts)))
    homes: dict[str, Counter[int]] = defaultdict(Counter)
    for index, account in enumerate(accounts):
        if account.counter and any(entry.own for entry in account.entries):
            homes[account.entries[0].view.publisher][ties.top(index)] += 1
    for tops in homes.values():
        most = max(tops, key=lambda top: (tops[top], sizes[top], -top))
        for top in tops:
            if top != most and sizes[top] <= _STRAY:
                ties.tie(most, top)


def _plainly_named(account: Account) -> bool:
    """Return whether an account names a place by name alone, not a territory by what it is."""
    return any(
        _is_named(phrase) and not name_words(phrase) & words_of("places", "area")
        for phrase in account.keys.values()
    )


def _tie_placeless(accounts: list[Account], ties: UnionFind) -> None:
    """Tie accounts that name no place to those of the same publisher, else to where most are."""
    placed = [index for index, account in enumerate(accounts) if account.keys]
    sizes = Counter(ties.top(index) for index in placed)
    by_root: dict[str, list[int]] = defaultdict(list)
    for index in placed:
        for root in _roots(accounts[index]):
            by_root[root].append(index)
    for index, account in enumerate(accounts):
        if account.keys:
            continue
        pool = _kin(by_root, account) if len(sizes) > 1 else placed
        pool = pool or placed
        if pool:
            ties.tie(max(pool, key=lambda other: (sizes[ties.top(other)], -other)), index)
        elif index:
            ties.tie(0, index)


def _kin(by_root: Mapping[str, list[int]], account: Account) -> list[int]:
    """Return the accounts that have a speaker or the publisher in common with another."""
    return [index for root in sorted(_roots(account)) for index in by_root.get(root, ())]


def _roots(account: Account) -> set[str]:
    return {entry.root for entry in account.entries} | {account.entries[0].view.publisher}


def _apart(accounts: list[Account]) -> list[list[Account]]:
    """Return the accounts that places hold together, divided into happenings."""
    parts = occasions(account.entries for account in accounts)
    for entry in (entry for part in parts for entry in part):
        entry.divided = len(parts) > 1
    return [[Account(sorted(part, key=lambda each: each.key))] for part in parts]


def _named(groups: list[list[Account]], title: str) -> list[Event]:
    events: dict[str, Event] = {}
    ordered = sorted(groups, key=lambda group: min(account.order for account in group))
    for group in ordered:
        entries = [entry for account in group for entry in account.entries]
        event = event_of(entries, title if len(ordered) == 1 else "")
        numbered = (f"{event.id}-{number}" for number in count(2))
        name = next(each for each in chain([event.id], numbered) if each not in events)
        events[name] = Event(
            id=name,
            type=event.type,
            label=event.label,
            place=event.place,
            from_day=event.from_day,
            to_day=event.to_day,
        )
        for entry in entries:
            entry.event = name
    return [events[name] for name in sorted(events)]


def stands_with(entries: Sequence[Entry]) -> bool:
    """Return whether the claims of one place still make one event that no other could be tied to or taken from.

    One at a plainly named place, that neither kind nor time divides.
    """
    accounts = list(_accounts(entries))
    plain = any(_plainly_named(account) for account in accounts)
    return bool(accounts) and plain and len(_apart(accounts)) == 1


def event_of(entries: Sequence[Entry], title: str) -> Event:
    """Return the event that claims are about, named for the place that is first named."""
    told = (entry for entry in sorted(entries, key=lambda each: each.key) if entry.place)
    places = [entry.claim.place for entry in told if entry.claim.place]
    named = [each for each in places if _is_named(each)] or places
    place = next((each for each in named if not each.isupper()), next(iter(named), None))
    days = [day for entry in entries if (day := incident_day(entry))]
    days = days or [entry.claim.date_from for entry in entries if entry.claim.date_from]
    starts = [entry.start for entry in entries if entry.start] or days
    kind = _kind(entries)
    if kind in words_of("kinds", "violence") and any(counts_conflict(entry) for entry in entries):
        kind = "conflict"
    slug = "-".join(re.findall(r"[^\W_]+", (place or kind).lower())) or kind
    first = min(starts, default=None)
    said = lexicon("labels").get(kind, kind)
    label = title or (f"{said} {_where(place)} {place}" if place else said)
    return Event(
        id=slug,
        type=kind,
        label=label,
        place=place,
        from_day=first,
        to_day=_last_day(entries),
    )


def _where(place: str) -> str:
    return "on" if name_words(place) & words_of("places", "on") else "in"


def _last_day(entries: Sequence[Entry]) -> date | None:
    """Return the day on which most accounts of an incident let it end; None for a counter."""
    days = Counter(entry.claim.date_to for entry in entries if entry.claim.date_to and not entry.cumulative)
    return min(days, key=lambda day: (-days[day], day), default=None)


def _kind(entries: Sequence[Entry]) -> str:
    """Return the kind of happening that the sentences name most often."""
    words = Counter(word for entry in entries for word in re.findall(r"[a-z]+", entry.sentence.lower()))
    kinds = {kind: sum(words[word] for word in listed.split()) for kind, listed in lexicon("events").items()}
    best = min(kinds, key=lambda kind: (-kinds[kind], kind))
    return best if kinds[best] else "incident"
