"""Swapping the names of parties, nationalities and outlets swaps them in the claims, and changes nothing else.

Each document is read twice: as it is, and with every name of `PAIRS` replaced by its partner, all
in one pass. The claims of the second reading must be those of the first with the names replaced:
the same in number and order, the same values, and every span where the replacement has moved it.
"""

from __future__ import annotations

import json
import os
import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

import tollbook
from tollbook.model import Claim, Document, SourcePlace, Span
from tollbook.pipeline.reading import read_corpus

EXAMPLES = Path(__file__).parents[2] / "examples" / "arvenia"
BENCH_DATA = os.environ.get("TOLLBOOK_BENCH_DATA")

PAIRS = (
    # The two names of a pair fill the same place in a sentence: an adjective for an adjective, a plural for
    # a plural, and names of as many words.
    ("Israeli", "Palestinian"),
    ("Israelis", "Palestinians"),
    ("Israel", "Lebanon"),
    ("Jerusalem", "Beirut"),
    ("West Bank", "Gaza Strip"),
    ("Hamas", "Fatah"),
    ("Taleban", "Hezbollah"),
    ("Taliban", "Hizbullah"),
    ("al-Qaida", "al-Shabab"),
    ("Al-Qaida", "Al-Shabab"),
    ("PKK", "LTTE"),
    ("Iraqi", "Afghan"),
    ("Iraqis", "Afghans"),
    ("Iraq", "Afghanistan"),
    ("Baghdad", "Kabul"),
    ("Iranian", "Syrian"),
    ("Iranians", "Syrians"),
    ("Iran", "Syria"),
    ("Tehran", "Damascus"),
    ("Russian", "Ukrainian"),
    ("Russians", "Ukrainians"),
    ("Russia", "Ukraine"),
    ("Moscow", "Kyiv"),
    ("Indian", "Pakistani"),
    ("Indians", "Pakistanis"),
    ("India", "Pakistan"),
    ("Chinese", "Japanese"),
    ("China", "Japan"),
    ("Beijing", "Tokyo"),
    ("Colombian", "Venezuelan"),
    ("Colombians", "Venezuelans"),
    ("Colombia", "Venezuela"),
    ("Kenyan", "Nigerian"),
    ("Kenyans", "Nigerians"),
    ("Kenya", "Nigeria"),
    ("Ethiopian", "Eritrean"),
    ("Ethiopians", "Eritreans"),
    ("Ethiopia", "Eritrea"),
    ("Serb", "Croat"),
    ("Serbs", "Croats"),
    ("Serbian", "Croatian"),
    ("Serbia", "Croatia"),
    ("German", "Italian"),
    ("Germans", "Italians"),
    ("Germany", "Italy"),
    ("British", "French"),
    ("Britain", "France"),
    ("London", "Paris"),
    ("American", "Australian"),
    ("Americans", "Australians"),
    ("U.S.", "U.K."),
    ("Indonesian", "Malaysian"),
    ("Indonesians", "Malaysians"),
    ("Indonesia", "Malaysia"),
    ("North Korean", "South Korean"),
    ("North Korea", "South Korea"),
    ("Sunni", "Shi'ite"),
    ("Sunnis", "Shi'ites"),
    ("Hindu", "Muslim"),
    ("Hindus", "Muslims"),
    ("Christian", "Buddhist"),
    ("Christians", "Buddhists"),
    ("Reuters", "AFP"),
    ("Al-Jazeera", "Al-Arabiya"),
    ("Al Jazeera", "Al Arabiya"),
    ("CNN", "BBC"),
    ("NATO", "ISAF"),
    # The parties, bodies and outlets of our own examples.
    ("Northern Front", "Home Guard"),
    ("Front", "Guard"),
    ("Arvenian", "Belmarian"),
    ("Arvenia", "Belmaria"),
    ("Kesh", "Torv"),
    ("Arvenia Wire", "Coast Daily"),
    ("Vel Observer", "Valley Radio"),
    ("Harbour Post", "Torv Bell"),
    ("Ana Perin", "Mira Salk"),
)
KEPT = (
    # Longer names with one of the above inside: parts of the world that belong to no party.
    "Indian Ocean",
    "South China Sea",
    "Christian Science Monitor",
    "New South Wales",
)


def _partners() -> dict[str, str]:
    """Return each name with what takes its place, in the case of the text and in capitals."""
    found = {name: name for name in KEPT}
    for one, other in PAIRS:
        found |= {one: other, other: one}
        found |= {one.upper(): other.upper(), other.upper(): one.upper()}
    return found


PARTNERS = _partners()
NAME = re.compile(
    r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, PARTNERS), key=len, reverse=True)) + r")(?!\w)"
)


class Swap:
    """A text with its names replaced, and where each offset of the text has gone."""

    def __init__(self, text: str) -> None:
        """Replace the names, and note how far each replacement moves what follows it."""
        matches = list(NAME.finditer(text))
        grown = [len(PARTNERS[found[0]]) - len(found[0]) for found in matches]
        self.text = swapped(text)
        self._starts = [found.start() for found in matches]
        self._ends = [found.end() for found in matches]
        self._moved = [0, *accumulate(grown)]

    def offset(self, old: int) -> int:
        """Return where an offset has gone; inside a name, the end of its replacement."""
        before = bisect_right(self._ends, old)
        inside = before < len(self._starts) and self._starts[before] < old
        return self._ends[before] + self._moved[before + 1] if inside else old + self._moved[before]

    def span(self, old: Span) -> Span:
        """Return where a stretch of the text has gone."""
        return Span(self.offset(old.start), self.offset(old.end))


def swapped(text: str) -> str:
    """Return a text with every name replaced by its partner, all at once."""
    return NAME.sub(lambda found: PARTNERS[found[0]], text)


def swapped_or_none(words: str | None) -> str | None:
    """Return the words of a field with the names in them replaced."""
    return None if words is None else swapped(words)


def swapped_document(document: Document) -> Document:
    """Return the same document with the names in it replaced, and its map with them."""
    swap = Swap(document.text)
    return replace(
        document,
        text=swap.text,
        sha256=sha256(swap.text.encode("utf-8")).hexdigest(),
        title=swapped_or_none(document.title),
        publisher=swapped_or_none(document.publisher),
        furniture=tuple(swap.span(each) for each in document.furniture),
        places=tuple(
            SourcePlace(swap.offset(each.start), swap.offset(each.end), each.locator)
            for each in document.places
        ),
    )


def swapped_claim(claim: Claim, swap: Swap) -> Claim:
    """Return the claim that the document with replaced names must hold in the place of this one."""
    return replace(
        claim,
        start=swap.offset(claim.start),
        end=swap.offset(claim.end),
        count=swapped(claim.count),
        victims=swapped_or_none(claim.victims),
        place=swapped_or_none(claim.place),
        when=swapped_or_none(claim.when),
        claimant=swapped_or_none(claim.claimant),
        via=swapped_or_none(claim.via),
        by=swapped_or_none(claim.by),
        disputed_by=swapped_or_none(claim.disputed_by),
        sentence=swap.span(claim.sentence),
        spans=tuple((field, swap.span(span)) for field, span in claim.spans),
    )


def assert_neutral(document: Document) -> None:
    """Assert that swapping names before reading gives what swapping them after reading gives."""
    swap = Swap(document.text)
    expected = [swapped_claim(claim, swap) for claim in tollbook.extract_claims(document)]
    assert expected == list(tollbook.extract_claims(swapped_document(document)))


@cache
def bench_articles() -> dict[str, dict[str, Any]]:
    """Return the open articles that have gold claims for measuring, by their ids; none without the folder."""
    if not BENCH_DATA:
        return {}
    folder = Path(BENCH_DATA) / "data" / "reading"
    wanted = {json.loads(line)["id"] for line in (folder / "gold-dev.jsonl").read_text("utf-8").splitlines()}
    articles = map(json.loads, (folder / "articles-open.jsonl").read_text("utf-8").splitlines())
    return {article["id"]: article for article in articles if article["id"] in wanted}


def bench_document(article: dict[str, Any]) -> Document:
    """Return an article of the corpus as a document."""
    day = article.get("date") or ""
    return Document(
        id=article["id"],
        sha256=sha256(article["text"].encode("utf-8")).hexdigest(),
        media_type="text/plain",
        text=article["text"],
        extractor="test",
        language="en",
        published_at=date.fromisoformat(day) if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None,
    )


def example_documents(file: Path) -> list[Document]:
    """Return the English documents that an example file holds."""
    outcomes = [outcome for outcome in read_corpus([file]) if not isinstance(outcome, Exception)]
    return [outcome.document for outcome in outcomes if outcome.document.language == "en"]


@pytest.mark.parametrize("file", sorted(EXAMPLES.iterdir()), ids=lambda file: file.name)
def test_swapping_names_swaps_them_in_the_claims_of_an_example(file: Path) -> None:
    for document in example_documents(file):
        assert_neutral(document)


@pytest.mark.bench
@pytest.mark.skipif(
    not BENCH_DATA, reason="TOLLBOOK_BENCH_DATA names no folder that holds data/reading/articles-open.jsonl"
)
@pytest.mark.parametrize("article_id", sorted(bench_articles()))
def test_swapping_names_swaps_them_in_the_claims_of_an_article(article_id: str) -> None:
    assert_neutral(bench_document(bench_articles()[article_id]))


@pytest.mark.parametrize("file", sorted(EXAMPLES.iterdir()), ids=lambda file: file.name)
def test_swapping_names_twice_gives_the_document_back(file: Path) -> None:
    for document in example_documents(file):
        twice = swapped_document(swapped_document(document))
        assert replace(document, sha256=twice.sha256) == twice


def test_the_examples_hold_names_to_swap() -> None:
    documents = [document for file in sorted(EXAMPLES.iterdir()) for document in example_documents(file)]
    unchanged = [document.id for document in documents if swapped(document.text) == document.text]
    assert len(documents) > 10
    assert not unchanged


def test_offsets_follow_the_words_they_stand_at() -> None:
    text = "An Israeli unit fired at Palestinians near Kesh, Reuters said."
    swap = Swap(text)
    words = [Span(found.start(), found.end()) for found in re.finditer(r"[\w-]+", text)]
    moved = [swap.text[slice(*swap.span(word))] for word in words]
    expected = ["An", "Palestinian", "unit", "fired", "at", "Israelis", "near", "Torv", "AFP", "said"]
    assert expected == moved


def test_each_name_has_one_partner() -> None:
    names = [name for pair in PAIRS for name in pair]
    assert sorted(set(names)) == sorted(names)


def test_partners_have_as_many_words() -> None:
    assert [len(one.split()) for one, _ in PAIRS] == [len(other.split()) for _, other in PAIRS]
