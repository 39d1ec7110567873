"""What documents say about who did it: accusations, denials and acceptances, with who speaks and where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tollbook.model.terms import DisputeKind
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.lexicon import words_of
from tollbook.reconcile.names import VOICELESS, NameBook, name_words
from tollbook.reconcile.views import View

DENIALS = (
    DisputeKind.EXISTENCE,
    DisputeKind.STATUS,
    DisputeKind.ATTRIBUTION,
    DisputeKind.DEFINITION,
    DisputeKind.VALUE,
)
"""Kinds of denial, in the order in which a sentence is looked through for them."""

_SUBJECT = re.compile(r"[.;:]\s+|\bbut\b|\bwhile\b|\balthough\b|,\s+and\b(?=[^,]*\bthe\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accusation:
    """Somebody says that a party did it."""

    accuser: str
    accused: str
    view: View
    moment: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """A party, or anybody, says: it did not happen, not us, not those people, not that many."""

    denier: str
    kinds: frozenset[DisputeKind]
    view: View
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """All of an event.

    Attributes:
        accusations: by time.
        denials: by time.
        accepted: for each party that accepts, the first document in which it does.
    """

    accusations: tuple[Accusation, ...]
    denials: tuple[Denial, ...]
    accepted: dict[str, View]

    def accused(self) -> tuple[str, ...]:
        """Return whom somebody else says did it, in the order in which they were first accused."""
        return tuple(dict.fromkeys(each.accused for each in self.accusations if each.accuser != each.accused))


def testimony(entries: Sequence[Entry], silent: Sequence[View], names: NameBook) -> Testimony:
    """Return what the documents of one event say about who did it.

    Args:
        entries: the claims of the event, by publication.
        silent: documents about it in a party's own voice that state no figure.
        names: the names of the case.
    """
    told = {entry.view.document.id: entry.view for entry in entries} | {
        view.document.id: view for view in silent
    }
    views = sorted(told.values(), key=lambda view: view.key)
    accusations, denials = _by_claims(entries, names), []
    accepted: dict[str, View] = {}
    if names.facts.parties:
        for view in views:
            accusations += _accusations(view, names)
            denials += _denials(view, names)
            for party in _acceptances(view, names):
                accepted.setdefault(party, view)
    accusations.sort(key=lambda each: (each.moment, each.view.document.id))
    return Testimony(accusations=tuple(accusations), denials=tuple(denials), accepted=accepted)


def denial_kinds(view: View, numbers: Sequence[int]) -> frozenset[DisputeKind]:
    """Return the kinds of denial that some sentences of a document hold."""
    kinds = {kind for kind in DENIALS if view.said(str(kind)) & set(numbers)}
    if DisputeKind.EXISTENCE in kinds:
        kinds.discard(DisputeKind.ATTRIBUTION)
    return frozenset(kinds)


def sentences_about(view: View, name: str, names: NameBook) -> list[int]:
    """Return the numbers of the sentences that name somebody, and of the next where they go on ("He", "It")."""
    core = re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.IGNORECASE)
    found = [number for number in view.sentences() if core in view.sentence(number)]
    party = names.party(name)
    if party is not None and party != name:
        found += [number for number in sentences_about(view, party, names) if number not in found]
    on = [
        number + 1
        for number in found
        if re.match(r"(?:he|she|it|they)\b", view.sentence(number + 1), re.IGNORECASE)
    ]
    return sorted({*found, *on})


def _by_claims(entries: Sequence[Entry], names: NameBook) -> list[Accusation]:
    """Return the accusations that claims hold in who is said to have done it."""
    found = []
    for entry in entries:
        accused = accused_by(entry, names)
        if accused is not None:
            found.append(
                Accusation(
                    accuser=entry.root,
                    accused=accused,
                    view=entry.view,
                    moment=entry.view.moment,
                )
            )
    return found


def accused_by(entry: Entry, names: NameBook) -> str | None:
    """Return the party that a claim says did it; None when it names none."""
    by = entry.claim.by
    if not by:
        return None
    party = names.party(by)
    if party is not None:
        return party
    first = set(re.findall(r"[^\W_]+", by.lower())[:1]) | name_words(by)
    own = first & (words_of("names", "first_person") | {"its", "their", "our"}) or by.lower().startswith(
        ("its", "one of its", "one of our")
    )
    return names.party(entry.root) if own else None


def _speaking(view: View, names: NameBook) -> str | None:
    """Return the party in whose own voice a document speaks; None when it is nobody's."""
    return None if view.document.source_type in VOICELESS else names.party(view.publisher)


def _accusations(view: View, names: NameBook) -> list[Accusation]:
    found = []
    for number in sorted(view.said("blame")):
        named = names.parties_in(view.sentence(number))
        order = [party for _, party in named]
        if "each other" in view.sentence(number) and len(set(order)) > 1:
            pairs = [(order[0], order[1]), (order[1], order[0])]
        else:
            first = next((party for party in order), None)
            later = next((party for party in order[1:] if party != first), None)
            pairs = [(first, later)] if first and later else []
        found += [
            Accusation(accuser=one, accused=other, view=view, moment=view.moment) for one, other in pairs
        ]
    return found


def _denials(view: View, names: NameBook) -> list[Denial]:
    speaking = _speaking(view, names)
    found = []
    for party in names.facts.parties if speaking is None else (speaking,):
        numbers = list(view.sentences()) if party == speaking else _denying(view, party, names)
        kinds = denial_kinds(view, numbers)
        if kinds:
            words = next(
                view.sentence(number)
                for number in numbers
                if any(number in view.said(str(kind)) for kind in kinds)
            )
            found.append(Denial(denier=party, kinds=kinds, view=view, words=words))
    return found


def _denying(view: View, party: str, names: NameBook) -> list[int]:
    """Return the sentences in which a party is the one who speaks: it is named before the word of denial."""
    numbers = []
    for number in sentences_about(view, party, names):
        named = names.parties_in(view.sentence(number))
        if (
            not named
            or named[0][1] == party
            or (len({each for _, each in named}) > 1 and _last_before_denial(view, number, named) == party)
        ):
            numbers.append(number)
    return numbers


def _last_before_denial(view: View, number: int, named: list[tuple[int, str]]) -> str | None:
    """Return the party named last before the word of denial in a sentence."""
    match = re.search(
        r"\b(?:den(?:y|ies|ied)|reject|called|said|disput|dismiss)\w*",
        view.sentence(number),
    )
    place = match.start() if match else 0
    before = [party for start, party in named if start < place]
    return before[-1] if before else None


def _acceptances(view: View, names: NameBook) -> list[str]:
    """Return the parties that, in this document, accept that they did it."""
    said = view.said("accepted")
    if not said:
        return []
    speaking = _speaking(view, names)
    if speaking is not None:
        return [speaking]
    found = []
    for number in sorted(said):
        named = names.parties_in(view.sentence(number)) or names.parties_in(view.sentence(number - 1))
        found += [named[0][1]] if named else []
    return found
