"""Which area a total covers, and whether totals of two areas may be added."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tollbook.model.vocabulary import Harm
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.lexicon import words_of
from tollbook.reconcile.names import NameBook, name_words
from tollbook.reconcile.places import Key, place_key

_OUR = re.compile(r"\b[Oo]ur (\w+)")
_INCLUDED = re.compile(r"\b([A-Z]\w+)(?:,| is| are)? included\b")
_LEFT_OUT = re.compile(
    r"\b(?:without|except|excluding) ([A-Z]\w+)|\b([A-Z]\w+)[^.]{0,60}\b(?:is|are) left out\b"
)
_HARM_WORDS = {
    Harm.KILLED: r"deaths?|dead|killed|bodies",
    Harm.INJURED: r"injur\w+|wounded",
    Harm.DISPLACED: r"displaced|displacement\w*|refugees",
    Harm.MISSING: r"missing",
    Harm.DETAINED: r"detained|detainees|prisoners",
    Harm.ABDUCTED: r"abducted|hostages",
    Harm.CASUALTIES: r"casualties",
}


def mark_territories(entries: Sequence[Entry], origins: Mapping[int, str], names: NameBook) -> None:
    """Set the territory of totals where claimants of one event count different areas.

    Args:
        entries: the claims of one event, with their lines.
        origins: for each line, its maker.
        names: the names of the case.
    """
    totals: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.cumulative and not entry.rejects and not entry.estimate:
            totals[entry.harm, entry.measure].append(entry)
    for told in totals.values():
        _mark(told, origins, names)


def _mark(told: list[Entry], origins: Mapping[int, str], names: NameBook) -> None:
    areas: dict[str, dict[Key, Entry]] = defaultdict(dict)
    makers = {
        entry.id: entry.root if "not_in_source" in entry.flags else origins[entry.line] for entry in told
    }
    for entry in told:
        if entry.own and entry.total and _is_area(_phrase(entry, names), names):
            areas[makers[entry.id]].setdefault(_area_key(entry, names), entry)
    if len(areas) > 1:
        keys = {line: next(iter(found)) for line, found in areas.items()}
        apart = {
            line: areas[line][key]
            for line, key in keys.items()
            if _apart(key, [keys[other] for other in keys if other != line])
        }
        for entry in told:
            if makers[entry.id] in apart:
                entry.territory = territory_words(apart[makers[entry.id]], names)
    for entry in told:
        if (
            len(areas.get(makers[entry.id], {})) > 1
            and _side_by_side(areas[makers[entry.id]])
            and _is_area(_phrase(entry, names), names)
        ):
            entry.territory = territory_words(entry, names)


_AREA_PHRASE = re.compile(
    r"\b(?:in|of|across|throughout) ((?:the|our|its|their|both) [^.,;:]{0,60}?\b(?:districts?|areas?|valley|provinces?|territor(?:y|ies)|regions?|zones?|half|bank|side)\b[^.,;:]{0,80})",
)


def _phrase(entry: Entry, names: NameBook) -> str:
    """Return the words for the area of a total: its place, or what its sentence says where the place is no area."""
    place = entry.claim.place or ""
    if _is_area(place, names) and not names.is_settled_exactly(place):
        return place
    match = _AREA_PHRASE.search(entry.sentence)
    return match[1] if match and _is_area(match[1], names) else place


def _area_key(entry: Entry, names: NameBook) -> Key:
    """Return the words of an area; "our districts" are told apart by whose they are."""
    phrase = _phrase(entry, names)
    key = place_key(phrase)
    return key | name_words(entry.view.publisher) if _OUR.search(phrase) else key


def _apart(key: Key, others: Iterable[Key]) -> bool:
    return all(not (key <= other or other <= key) for other in others)


def _side_by_side(found: dict[Key, Entry]) -> bool:
    """Return whether one document gives totals of two areas for one day."""
    papers = [(entry.view.document.id, entry.day) for entry in found.values()]
    return len(set(papers)) < len(papers)


def _is_area(phrase: str | None, names: NameBook) -> bool:
    """Return whether the words name an area by what it is or by whose it is."""
    if not phrase:
        return False
    return bool(
        name_words(phrase) & words_of("places", "area") or names.parties_in(phrase) or _OUR.search(phrase)
    )


def territory_words(entry: Entry, names: NameBook) -> str:
    """Return an area in words that stand alone: "the districts of the Upland Health Board with Midford"."""
    words = _OUR.sub(rf"the \1 of {entry.view.publisher}", _phrase(entry, names))
    inside = _INCLUDED.search(entry.sentence)
    return f"{words} with {inside[1]}" if inside and inside[1] not in words else words


def may_add(entries: Iterable[Entry], harm: Harm) -> str | None:
    """Return the sentence by which the totals of several areas may be added for a harm; None without one."""
    return _told(entries, harm, "disjoint")


def overlap(entries: Iterable[Entry], harm: Harm) -> str | None:
    """Return the sentence that says that totals of several areas count people twice; None without one."""
    return _told(entries, harm, "overlapping")


def _told(entries: Iterable[Entry], harm: Harm, kind: str) -> str | None:
    views = {entry.view.document.id: entry.view for entry in entries}
    for _, view in sorted(views.items()):
        for number in sorted(view.said(kind)):
            words = view.sentence(number)
            if kind == "disjoint" and number in view.said("overlapping") and "no " not in words.lower():
                continue
            if _speaks_of(words, harm):
                return words
    return None


def _speaks_of(words: str, harm: Harm) -> bool:
    """Return whether a sentence is about a harm: it names it, or names none."""
    named = {
        each
        for each, pattern in _HARM_WORDS.items()
        if re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE)
    }
    return harm in named or not named


def bare_area(territory: str) -> str:
    """Return an area without "in" before it."""
    return territory.removeprefix("in ")
