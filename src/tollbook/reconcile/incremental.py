"""A case on the desk: reconciled whole once, and then event by event as documents come in.

Adding a document gives exactly what reconciling everything anew would give. Where it can be
seen that only one event is touched, only that event is made anew; else everything is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tollbook.model.evidence import CaseClaim, CaseDocument, CaseFacts
from tollbook.model.reconciliation import Event, Reconciliation
from tollbook.reconcile.annotate import annotated, name_book
from tollbook.reconcile.echoes import without_echoes
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.event_parts import EventPart, event_part
from tollbook.reconcile.events import assign_events, event_of, stands_with
from tollbook.reconcile.lexicon import rules
from tollbook.reconcile.names import NameBook, Voice, name_words
from tollbook.reconcile.places import Key, place_key
from tollbook.reconcile.views import View

FEW_ACCOUNTS = 4
"""Places of fewer documents than this may be tied to others by a word in a text: then all is made anew."""


class Desk:
    """A case that documents are added to.

    Args:
        facts: what the keeper of the case laid down.
        documents: those of the case; ids are unique.
        claims: those read in them; each names its document.
    """

    def __init__(
        self,
        facts: CaseFacts,
        documents: Iterable[CaseDocument],
        claims: Iterable[CaseClaim],
    ) -> None:
        self._facts = facts
        self._given = {document.id: document for document in sorted(documents, key=lambda each: each.id)}
        self._documents = {name: _named(document) for name, document in self._given.items()}
        self._claims: dict[str, list[CaseClaim]] = defaultdict(list)
        for claim in claims:
            self._claims[claim.document].append(claim)
        self._make()

    def record(self) -> Reconciliation:
        """Return the reconciliation of what is on the desk."""
        parts = [self._parts[event] for event in sorted(self._parts)]
        return Reconciliation(
            facts=self._facts,
            documents=tuple(self._given[name] for name in sorted(self._given)),
            claims=tuple(claim for part in parts for claim in part.claims),
            events=tuple(self._events[event] for event in sorted(self._events)),
            lines=tuple(line for part in parts for line in part.lines),
            disputes=tuple(dispute for part in parts for dispute in part.disputes),
            series=tuple(series for part in parts for series in part.series),
            figures=tuple(figure for part in parts for figure in part.figures),
            findings=tuple(finding for part in parts for finding in part.findings),
            rule_version=rules().version,
        )

    def with_document(self, document: CaseDocument, claims: Sequence[CaseClaim]) -> Reconciliation:
        """Return the reconciliation after a document was added.

        Args:
            document: a new one.
            claims: those read in it.
        """
        self._given[document.id] = document
        document = _named(document)
        event = self._only_touched(document, claims)
        self._documents[document.id] = document
        self._claims[document.id] = list(claims)
        if event is None:
            self._make()
        else:
            self._remake(event, document)
        return self.record()

    def _make(self) -> None:
        """Reconcile everything."""
        self._names = self._name_book()
        entries = [
            entry for name in sorted(self._documents) for entry in self._annotated(self._documents[name])
        ]
        sound = without_echoes(entries)
        self._events: dict[str, Event] = {
            event.id: event for event in assign_events(sound, self._facts.title)
        }
        by_event: dict[str, list[Entry]] = defaultdict(list)
        for entry in sorted(sound, key=lambda each: each.key):
            by_event[entry.event].append(entry)
        self._index(entries)
        self._silent = self._silent_documents()
        self._parts: dict[str, EventPart] = {
            event: event_part(self._events[event], held, self._silent[event], self._names)
            for event, held in by_event.items()
        }

    def _name_book(self) -> NameBook:
        every = (claim for held in self._claims.values() for claim in held)
        self._publishers = {document.publisher for document in self._documents.values()}
        self._phrases: dict[str, set[str]] = defaultdict(set)
        for held in self._claims.values():
            for claim in held:
                for phrase in (claim.claim.claimant, claim.claim.via):
                    if phrase:
                        self._phrases[phrase].add(claim.document)
        return name_book(self._facts, list(self._documents.values()), every)

    def _annotated(self, document: CaseDocument) -> list[Entry]:
        claims = self._claims.get(document.id)
        return annotated(View(document, document.publisher), claims, self._names) if claims else []

    def _silent_documents(self) -> dict[str, list[View]]:
        """Return, for each event, the parties' own documents that name its place, or the only event there is, and state no figure."""
        found: dict[str, list[View]] = defaultdict(list)
        for document in self._documents.values():
            if self._claims.get(document.id) or self._names.party(document.publisher) is None:
                continue
            view = View(document, document.publisher)
            words = frozenset(
                word for number in view.sentences() for word in name_words(view.sentence(number))
            )
            places = [events for key, events in self._events_at.items() if key and key <= words]
            events = (
                set(self._events) if len(self._events) == 1 else {each for held in places for each in held}
            )
            for event in events:
                found[event].append(view)
        return found

    def _index(self, entries: Sequence[Entry]) -> None:
        """Remember which documents each event has, and which events each place."""
        self._of_event: dict[str, set[str]] = defaultdict(set)
        self._events_at: dict[Key, set[str]] = defaultdict(set)
        self._divided = {
            (entry.echo_of or entry).event for entry in entries if (entry.echo_of or entry).divided
        }
        for entry in entries:
            event = (entry.echo_of or entry).event
            self._of_event[event].add(entry.view.document.id)
            self._events_at[entry.place].add(event)

    def _only_touched(self, document: CaseDocument, claims: Sequence[CaseClaim]) -> str | None:
        """Return the only event that a new document touches; None when it may touch others, or all."""
        places = {place_key(claim.claim.place) for claim in claims}
        events = {event for place in places for event in self._events_at.get(place, {""})}
        if document.id in self._documents or len(events) != 1 or not claims:
            return None
        event = events.pop()
        placeless = Key() in self._events_at and len(self._events) > 1
        if (
            event not in self._events
            or event in self._divided
            or Key() in places
            or placeless
            or len(self._of_event[event]) < FEW_ACCOUNTS
        ):
            return None
        return (
            event
            if self._names_elsewhere_stay(document, claims, event) and self._others_are_large()
            else None
        )

    def _others_are_large(self) -> bool:
        """Return whether no event is so small that a word in a new text could tie it to another."""
        return all(len(held) >= FEW_ACCOUNTS for held in self._of_event.values())

    def _names_elsewhere_stay(self, document: CaseDocument, claims: Sequence[CaseClaim], event: str) -> bool:
        """Return whether the names that a document brings change nobody's meaning in other events."""
        phrases = {each for claim in claims for each in (claim.claim.claimant, claim.claim.via) if each}
        known = {each.publisher for name in self._of_event[event] for each in (self._documents[name],)}
        if phrases <= set(self._phrases) and document.publisher in known:
            return True
        every = [*(claim for held in self._claims.values() for claim in held), *claims]
        later = name_book(self._facts, [*self._documents.values(), document], every)
        here = self._of_event[event]
        return all(
            _meaning(self._names, phrase) == _meaning(later, phrase)
            for phrase, places in self._phrases.items()
            if not places <= here
        )

    def _remake(self, event: str, document: CaseDocument) -> None:
        """Reconcile one event anew."""
        if (
            any(phrase not in self._phrases for phrase in self._phrases_of(document))
            or document.publisher not in self._publishers
        ):
            self._names = self._name_book()
        names = sorted({*self._of_event[event], document.id})
        entries = [entry for name in names for entry in self._annotated(self._documents[name])]
        sound = sorted(without_echoes(entries), key=lambda each: each.key)
        made = event_of(sound, self._facts.title if len(self._events) == 1 else "")
        if not stands_with(sound) or not event.startswith(made.id):
            self._make()
            return
        self._events[event] = Event(
            id=event,
            type=made.type,
            label=made.label,
            place=made.place,
            from_day=made.from_day,
            to_day=made.to_day,
        )
        for entry in sound:
            entry.event = event
        self._parts[event] = event_part(self._events[event], sound, self._silent[event], self._names)
        self._of_event[event].add(document.id)
        for entry in entries:
            self._events_at[entry.place].add(event)

    def _phrases_of(self, document: CaseDocument) -> set[str]:
        held = self._claims.get(document.id, [])
        return {phrase for claim in held for phrase in (claim.claim.claimant, claim.claim.via) if phrase}


def _meaning(names: NameBook, phrase: str) -> tuple[Voice | None, tuple[str, ...]]:
    return names.fixed(phrase), names.fitting(phrase)


def _named(document: CaseDocument) -> CaseDocument:
    """Return a document whose publisher has a name: without one it is told by its id, since nobody knows that two are one."""
    return document if document.publisher else replace(document, publisher=f"the publisher of {document.id}")
