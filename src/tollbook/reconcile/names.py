"""Who is meant by the words that name a speaker: one office under many spellings.

The rules are few and can be read below in the order in which they are tried. None of them
looks at which side anybody is on. A name that no rule ties to another stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from tollbook.model.evidence import CaseDocument, CaseFacts
from tollbook.model.vocabulary import SourceType
from tollbook.reconcile.lexicon import lexicon, words_of

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")  # noqa: RUF001 - the apostrophe of printed text
_POSSESSIVE = re.compile(r"['’]s?$")  # noqa: RUF001 - the same
_ACRONYM = re.compile(r"(?:the )?([A-Z][A-Za-z]?[A-Z]{1,4})")
_NAMED = re.compile(r"\b[A-Z]\w+(?:(?: of| the| for|) [A-Z]\w+)*")
_SEVERAL = re.compile(r"^the\b|\b(?:both|two|three)\b")
_THEIRS = frozenset({"its", "their", "his", "her"})
_PLURALS = re.compile(r"\b(?:two|three|four|both|several|many|other|some|all)\b|s$", re.IGNORECASE)
_MIN_NAME_WORDS = 2
RELAYING = frozenset({SourceType.MEDIA_RELAY, SourceType.SOCIAL_MEDIA, SourceType.UNKNOWN})
"""Publishers of these types are taken to pass on what they do not say that they saw."""

VOICELESS = RELAYING | {SourceType.MEDIA_OWN}
"""Publishers of these types speak of offices as of others: `its clerks` are not theirs."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who stands behind a claim, as far as its words tell.

    Attributes:
        names: resolved names; several for "the two health boards", none for unnamed outlets.
        how: the rule by which the words were resolved, for people to check.
        others: further names that the words fit as well, where one was taken.
    """

    names: tuple[str, ...]
    how: str
    others: tuple[str, ...] = ()


@dataclass(slots=True)
class NameBook:
    """The names of one case, and what ties other words to them.

    Attributes:
        facts: parties and aliases.
    """

    facts: CaseFacts
    _exact: dict[frozenset[str], str] = field(default_factory=dict)
    _aliases: dict[str, str] = field(default_factory=dict)
    _by_word: dict[str, list[tuple[frozenset[str], str]]] = field(default_factory=dict)
    _initials: dict[str, str] = field(default_factory=dict)
    _roots: dict[str, str] = field(default_factory=dict)
    _cache: dict[str, Voice | None] = field(default_factory=dict)
    _party_of: dict[str, str | None] = field(default_factory=dict)
    _patterns: list[tuple[str, str, re.Pattern[str]]] = field(default_factory=list)
    _places: dict[str, str] = field(default_factory=dict)
    _settled: set[str] = field(default_factory=set)
    _parties: list[tuple[frozenset[str], str]] = field(default_factory=list)

    def learn(self, documents: Iterable[CaseDocument], claimants: Iterable[str]) -> None:
        """Take in the names of a case: publishers, parties, aliases, then claimants, the longest first.

        Nothing here is put in the order of the alphabet: exchanging two names must change nothing else.

        Args:
            documents: in an order that does not depend on names.
            claimants: the words for speakers, in the order of the documents.
        """
        self._parties = [(name_words(party), party) for party in self.facts.parties]
        for party in self.facts.parties:
            self._add(party)
            core = _core(party)
            self._patterns.append((party, core, re.compile(rf"\b{re.escape(core)}\b")))
        keepers = set()
        for document in documents:
            if document.publisher:
                self._add(document.publisher)
                if document.source_type is SourceType.PRIMARY_RECORD:
                    keepers.add(document.publisher)
        self._places = {_plain(_core(other)): name for other, name in self.facts.places}
        for other, name in self.facts.aliases:
            self._add(name)
            self._aliases[_plain(_core(other))] = self._exact[name_words(name)]
        self._settled = set(self._exact.values())
        self._roots = {name: name for name in keepers if name_words(name) not in dict(self._parties)}
        for phrase in sorted(dict.fromkeys(claimants), key=lambda each: -len(name_words(each))):
            plain = _plain(phrase)
            opening = plain.split(" ", 1)[0]
            if opening in words_of("names", "pronouns") | words_of("names", "first_person") | {
                "its",
                "their",
            }:
                continue
            words = self._telling(phrase)
            outlets = words & words_of("names", "outlets") and _PLURALS.search(plain)
            if outlets or self._fixed(phrase) is not None or self._around(words) or self._several(phrase):
                continue
            self._add(phrase)
        self._cache.clear()

    def _add(self, name: str) -> None:
        words = name_words(name)
        if not words or words in self._exact:
            return
        self._exact[words] = name
        for word in words:
            self._by_word.setdefault(word, []).append((words, name))
        for letters in _initials(name):
            self._initials.setdefault(letters, name)

    def place(self, phrase: str | None) -> str | None:
        """Return a place by the name that the case uses for it, where the case says that two names mean one place."""
        return self._places.get(_plain(_core(phrase)), phrase) if phrase else phrase

    def is_settled(self, name: str) -> bool:
        """Return whether a name is that of a publisher, a party, or one of the case's own list."""
        return name in self._settled

    def is_settled_exactly(self, phrase: str | None) -> bool:
        """Return whether words are such a name and nothing more: then they are no place."""
        return bool(phrase) and self._exact.get(name_words(phrase or "")) in self._settled

    def root(self, name: str) -> str:
        """Return the party that a name belongs to by its words, or the name itself."""
        if name not in self._roots:
            words = name_words(name)
            party = next((party for own, party in self._parties if own and own <= words), None)
            self._roots[name] = party or name
        return self._roots[name]

    def party(self, name: str) -> str | None:
        """Return the party whose name is in a name; None when it is none's."""
        if name not in self._party_of:
            words = name_words(name)
            self._party_of[name] = next((party for own, party in self._parties if own and own <= words), None)
        return self._party_of[name]

    def parties_in(self, text: str) -> list[tuple[int, str]]:
        """Return where the parties are named in a text, in order."""
        found: list[tuple[int, str]] = []
        for party, core, pattern in self._patterns:
            if core in text:
                found += [(match.start(), party) for match in pattern.finditer(text)]
        return sorted(found, key=lambda each: each[0])

    def voice(self, phrase: str, document: CaseDocument, before: str) -> Voice:
        """Return who is meant by the words for a speaker in a document.

        Args:
            phrase: the words.
            document: where they stand.
            before: the text before the claim, for "it", "its order" and names that several bear.
        """
        if phrase not in self._cache:
            self._cache[phrase] = self._fixed(phrase)
        fixed = self._cache[phrase]
        return fixed if fixed is not None else self._in_place(phrase, document, before)

    def fixed(self, phrase: str) -> Voice | None:
        """Return who is meant by words wherever they stand; None when that depends on the document."""
        return self._fixed(phrase)

    def fitting(self, phrase: str) -> tuple[str, ...]:
        """Return the names of which the words are a part."""
        return tuple(self._around(self._telling(phrase)))

    def _fixed(self, phrase: str) -> Voice | None:
        """Return who is meant wherever the words stand; None when that depends on the document."""
        alias = self._aliases.get(_plain(_core(phrase)))
        if alias is not None:
            return Voice((alias,), "alias of the case")
        words = name_words(phrase)
        if words in self._exact:
            return Voice((self._exact[words],), "the same words")
        acronym = _ACRONYM.fullmatch(phrase)
        if acronym and acronym[1].upper() in self._initials:
            return Voice((self._initials[acronym[1].upper()],), "initials")
        longer = self._inside(words)
        return Voice((longer,), "a name within the words") if longer else None

    def _inside(self, words: frozenset[str]) -> str | None:
        """Return the longest known name that stands whole within the words."""
        known = {own: name for word in words for own, name in self._by_word.get(word, ()) if own <= words}
        fitting = [own for own in known if len(own) >= _MIN_NAME_WORDS]
        return known[max(fitting, key=len)] if fitting else None

    def _several(self, phrase: str) -> tuple[str, ...]:
        """Return the offices that "the Interior Bureau and the clinics" names; none unless each part names one."""
        parts = re.split(r",\s*|\s+and\s+", phrase)
        if len(parts) < 2:  # noqa: PLR2004 - one part is one office
            return ()
        found = []
        for part in parts:
            fixed = self._fixed(part)
            names = fixed.names if fixed is not None else tuple(self._around(self._telling(part)))
            if len(names) != 1:
                return ()
            found.append(names[0])
        return tuple(dict.fromkeys(found)) if len(set(found)) > 1 else ()

    def _in_place(self, phrase: str, document: CaseDocument, before: str) -> Voice:
        plain = _plain(phrase)
        opening = plain.split(" ", 1)[0] if plain else ""
        told_here = opening == "this" and name_words(phrase) & words_of("names", "outlets")
        if told_here or opening in words_of("names", "first_person"):
            return Voice((document.publisher,), "the publisher speaks of itself")
        several = self._several(phrase)
        if several:
            return Voice(several, "several offices by name")
        words = self._telling(phrase)
        known = self._around(words)
        if known:
            return self._borne(known, plain, document, before)
        if plain in words_of("names", "pronouns") or opening in _THEIRS:
            return Voice((self._last_named(document, before),), "who was named last")
        if words & words_of("names", "outlets") and _PLURALS.search(plain):
            return Voice((), "outlets without a name")
        return Voice((_shown(phrase),), "their own words")

    def _borne(self, known: list[str], plain: str, document: CaseDocument, before: str) -> Voice:
        """Return which of the names that hold the words is meant: all of them in the plural, else the nearest."""
        if len(known) > 1 and _PLURALS.search(plain) and _SEVERAL.search(plain):
            heads = [name for name in known if _plural_of(plain, name)]
            if len(heads) > 1:
                return Voice(tuple(heads), "several bear these words")
        taken = self._nearest(known, document, before)
        return Voice((taken,), "part of a name", tuple(name for name in known if name != taken))

    @staticmethod
    def _telling(phrase: str) -> frozenset[str]:
        """Return the words of a name without how many bear it."""
        words = name_words(phrase)
        return (words - frozenset(lexicon("numbers")) - {"both"}) or words

    def _around(self, words: frozenset[str]) -> list[str]:
        """Return the known names that hold all of the words and more."""
        if not words:
            return []
        first = min(words)
        return [name for own, name in self._by_word.get(first, ()) if words < own]

    def _nearest(self, known: list[str], document: CaseDocument, before: str) -> str:
        """Return the publisher, else the one named last before, else anywhere in the text, else the first."""
        if len(known) == 1:
            return known[0]
        if document.publisher in known:
            return document.publisher
        for text in (before, document.text):
            placed = [(text.rfind(_core(name)), name) for name in known]
            if max(placed)[0] >= 0:
                return max(placed)[1]
        return known[0]

    def _last_named(self, document: CaseDocument, before: str) -> str:
        """Return the known name, whole or in part, that stands last in a text; the publisher where none does."""
        if document.source_type not in VOICELESS:
            return document.publisher
        for match in reversed(list(_NAMED.finditer(before))):
            words = name_words(match[0])
            name = self._exact.get(words) or next(iter(self._around(words)), None)
            if name is not None and name != document.publisher:
                return name
        return document.publisher


@lru_cache(maxsize=65536)
def name_words(phrase: str) -> frozenset[str]:
    """Return the words of a name that tell it from others: no articles, no offices of its speakers, singular.

    Example:
        >>> sorted(name_words("A spokesman for the Linden Council's forces"))
        ['council', 'force', 'linden']
        >>> name_words("health ministry officials") == name_words("the Ministry of Health")
        True
    """
    plain = [_POSSESSIVE.sub("", word) for word in _WORD.findall(phrase.lower())]
    words = {_singular(word) for word in plain if word not in words_of("names", "stop")}
    telling = words - {_singular(role) for role in words_of("names", "roles")}
    return frozenset(telling or words)


_NO_PLURAL = ("ss", "us", "is")
_SHORT = 3
"""Letters; a word no longer than this keeps its ending: "gas", "bus"."""


def _singular(word: str) -> str:
    same: dict[str, str] = lexicon("names")["same"]
    word = same.get(word, word)
    if len(word) <= _SHORT or not word.endswith("s") or word.endswith(_NO_PLURAL):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > _SHORT + 1 else word[:-1]


def _plain(phrase: str) -> str:
    return " ".join(phrase.lower().split())


def _core(name: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.IGNORECASE)


def _shown(phrase: str) -> str:
    return " ".join(phrase.split())


def _plural_of(plain: str, name: str) -> bool:
    """Return whether the words name the likes of a name: "the health boards" of the Upland Health Board."""
    last = _WORD.findall(plain)[-1]
    return last.endswith("s") and _singular(last) in name_words(name)


def _initials(name: str) -> list[str]:
    """Return the initials of a name, with and without its small words."""
    words = [word for word in _WORD.findall(_core(name)) if word]
    large = [word[0] for word in words if word[0].isupper()]
    every = [word[0] for word in words]
    return sorted({"".join(letters).upper() for letters in (large, every) if len(letters) > 1})
