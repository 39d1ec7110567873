"""What the tests of the reader share: a sentence taken apart, and claims written as a person notes them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.extract.link import Link
from tollbook.extract.links import links
from tollbook.extract.parsing import take_apart
from tollbook.extract.reader import view_of
from tollbook.extract.sentence import Sentence
from tollbook.model import Document, Span


@pytest.fixture(scope="session")
def parse() -> Callable[[str], Sentence]:
    """Return what takes a text of one sentence apart."""

    def taken_apart(text: str) -> Sentence:
        return take_apart(text, Span(0, len(text)))

    return taken_apart


@pytest.fixture(scope="session")
def harms_in(parse: Callable[[str], Sentence]) -> Callable[[str], list[str]]:
    """Return what notes the links of one sentence: "At least 12 = 12.. killed", "four = 4 killed, part"."""

    def noted(text: str) -> list[str]:
        sentence = parse(text)
        return [_note(sentence, link) for link in links(sentence)]

    return noted


@pytest.fixture(scope="session")
def figures_in(make_document: Callable[..., Document]) -> Callable[[str], list[str]]:
    """Return what notes the claims of a text of several sentences, in the same words."""

    def noted(text: str) -> list[str]:
        return [_note(found.sentence, found.link) for found in view_of(make_document(text)).found]

    return noted


def _note(sentence: Sentence, link: Link) -> str:
    count = link.count
    words = " ".join(sentence.words(count.start, count.end).split())
    low, high = ("" if bound is None else f"{bound:,}" for bound in (count.low, count.high))
    bounds = low if low == high else f"{low}..{high}"
    return f"{words} = {bounds} {link.harm}" + (", part" if link.part_of else "")
