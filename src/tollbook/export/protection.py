"""What must not become public in words of documents: names of people, minors, sexual violence, places of a few living people.

It cannot understand a text, so it errs on the side of holding back: what looks like the name of a
person whom the case does not know as a source, a party or a claimant is held back. The same rules hold for every party.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from tollbook.model.vocabulary import Harm, Modality, SourceType, Stance

FEW_PEOPLE = 10
"""A place of so few living people may lead to them."""

_TOKEN = re.compile(r"[^\W\d_](?:[\w\u2019'-]*\w)?\.?")  # U+2019 stands for an apostrophe
_AGE = re.compile(r"\b(\d{1,2})[ -](?:years?|months?|weeks?|days?)[ -]old|\baged? (\d{1,2})\b|, (\d{1,2}),")
_ADULT = 18
_PEOPLE_AS_SOURCES = (SourceType.WITNESS_FAMILY, SourceType.SOCIAL_MEDIA)
_SPEAKERS = ("claimant", "via", "by", "disputed_by")
_LONG_NAME = 2

Row = Mapping[str, Any]


class Protection:
    """The rules, for one case.

    Args:
        known: names that are no secret in the case: of its sources, parties, claimants and places.
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        """Remember the names, whatever their letters' case."""
        self._known = frozenset(_folded(each) for each in known)

    def of_claim(self, row: Row, source_type: str = SourceType.UNKNOWN) -> frozenset[str]:
        """Return the names of the fields of a claim that are held back.

        Args:
            row: all fields of it, its sentence among them.
            source_type: what kind of source published it.
        """
        return frozenset(self._held_back(row, source_type))

    def of_source(self, row: Row) -> frozenset[str]:
        """Return the names of the fields of a source that are held back: the names of one that is a person."""
        return frozenset({"name", "names"}) if row["type"] in _PEOPLE_AS_SOURCES else frozenset()

    def is_sensitive(self, row: Row) -> bool:
        """Return whether a claim is about sexual violence, so that all of it is held back."""
        words = " ".join(str(row[name] or "") for name in ("sentence", "count", "victims"))
        return _sexual_violence().search(words) is not None

    def names_person(self, words: str | None, shortest: int = _LONG_NAME) -> bool:
        """Return whether words look like the name of a person whom the case does not know.

        Args:
            words: of a document.
            shortest: the fewest words of a name.

        Example:
            >>> protection = Protection(["Arvenia Wire"])
            >>> [protection.names_person(words) for words in ("Ana Perin, a trader", "Arvenia Wire", "the Ministry of Health")]
            [True, False, False]
        """
        if not words or _folded(words) in self._known:
            return False
        return any(self._is_person(run, shortest) for run in _runs(words))

    def _held_back(self, row: Row, source_type: str) -> Iterator[str]:
        if source_type in _PEOPLE_AS_SOURCES:
            yield "publisher"
        spared = (
            row["harm"] == Harm.KILLED
            and row["modality"] == Modality.STATED
            and row["stance"] != Stance.DISPUTES
        )
        if not spared or _is_minor(row):
            if row["low"] == row["high"] == 1 and self.names_person(row["count"], shortest=1):
                yield "count"
            if self.names_person(row["victims"]):
                yield "victims"
        yield from (name for name in _SPEAKERS if self.names_person(row[name]))
        if row["place"] and row["harm"] not in (Harm.KILLED, Harm.CASUALTIES) and _are_few(row):
            yield "place"

    def _is_person(self, run: list[str], shortest: int) -> bool:
        """Return whether a run of words is the name of a person; an introducer stands in front of it, or in it."""
        folded = [word.lower() for word in run]
        if _folded(" ".join(run)) in self._known:
            return False
        introduced = [place for place, word in enumerate(folded[:-1]) if word in _words("introducers")]
        if introduced:
            return not _words("bodies") & set(folded[introduced[-1] + 1 :])
        is_office = folded[-1] in _words("introducers")
        return len(run) >= shortest and not is_office and not _words("bodies") & set(folded)


def _runs(words: str) -> Iterator[list[str]]:
    """Return the runs of words that begin with a capital, or that are written without capitals at all.

    A word that introduces a person is part of the run that it stands before.
    """
    run: list[str] = []
    for token in _TOKEN.findall(words):
        plain = token.rstrip(".")
        lower = plain.lower()
        if lower in _words("introducers") and (plain == lower or not run):
            yield from [run] if run else []
            run = [plain]
        elif _begins_name(plain) and (run or lower not in _words("openers")):
            run.append(plain)
        elif not (run and lower in _words("particles")):
            yield from [run] if run else []
            run = []
    yield from [run] if run else []


def _begins_name(word: str) -> bool:
    has_no_case = word[0].lower() == word[0].upper()
    return word[0].isupper() or has_no_case


def _is_minor(row: Row) -> bool:
    words = " ".join(str(row[name] or "") for name in ("sentence", "count", "victims"))
    if _words("minors") & {token.lower().rstrip(".") for token in _TOKEN.findall(words)}:
        return True
    ages = (int(next(filter(None, found))) for found in _AGE.findall(words))
    return any(age < _ADULT for age in ages)


def _are_few(row: Row) -> bool:
    numbers = [number for number in (row["low"], row["high"]) if number is not None]
    return not numbers or max(numbers) <= FEW_PEOPLE


@cache
def _rules() -> dict[str, Any]:
    path = files("tollbook.export").joinpath("data", "protection.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_rules()[name].split())


@cache
def _sexual_violence() -> re.Pattern[str]:
    stems = "|".join(map(re.escape, _rules()["sexual_violence"]))
    return re.compile(rf"\b(?:{stems})", re.IGNORECASE)


def _folded(words: str) -> str:
    folded = " ".join(words.casefold().split())
    return folded.removeprefix("the ")
