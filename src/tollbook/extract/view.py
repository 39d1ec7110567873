"""A document while it is read: its sentences, taken apart when asked for, and the claims found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

from tollbook.extract.link import Link
from tollbook.extract.sentence import Sentence
from tollbook.model.document import Document, Span

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """One claim before its fields are filled in.

    Attributes:
        number: position of its sentence in the document.
        sentence: that sentence, taken apart.
        link: the count, the harm, and what ties them.
    """

    number: int
    sentence: Sentence
    link: Link

    @property
    def start(self) -> int:
        """Return the offset of the count in the document."""
        return self.sentence.tokens.starts[self.link.count.start]

    @property
    def end(self) -> int:
        """Return the offset after the count in the document."""
        return self.sentence.tokens.ends[self.link.count.end - 1]


@dataclass(slots=True, eq=False)
class DocumentView:
    """A document while it is read.

    Attributes:
        document: what is read.
        language: two-letter code of the language it is read in.
        spans: where its sentences stand, in order.
        take_apart: takes a sentence of a text apart, by its span and the language.
        found: the claims before their fields are filled in, in text order.
        cache: what single concerns work out once per document, under their own names.
    """

    document: Document
    language: str
    spans: list[Span]
    take_apart: Callable[[str, Span, str], Sentence]
    found: list[Found] = field(default_factory=list)
    cache: dict[str, object] = field(default_factory=dict)
    _taken: dict[int, Sentence] = field(default_factory=dict)
    _by_sentence: dict[int, list[Found]] = field(default_factory=dict)
    _known: int = 0

    @property
    def lowered(self) -> str:
        """Return the document's text in lower case, letter by letter, so that offsets stay as they are."""
        if "lowered" not in self.cache:
            self.cache["lowered"] = _same_length_lower(self.document.text)
        return cast("str", self.cache["lowered"])

    def sentence(self, number: int) -> Sentence:
        """Return sentence `number`, taken apart; kept, so that asking again costs nothing."""
        known = self._taken.get(number)
        if known is None:
            known = self._taken[number] = self.take_apart(
                self.document.text, self.spans[number], self.language
            )
        return known

    def found_in(self, number: int) -> list[Found]:
        """Return the claims of sentence `number`, once all claims of the document stand in text order."""
        if self._known != len(self.found):
            self._known = len(self.found)
            self._by_sentence = {}
            for found in self.found:
                self._by_sentence.setdefault(found.number, []).append(found)
        return self._by_sentence.get(number, _NOTHING)

    def paragraph_break(self, number: int) -> bool:
        """Tell whether a blank line or a heading stands between sentence `number` and the one before it."""
        if number == 0:
            return True
        between = self.document.text[self.spans[number - 1].end : self.spans[number].start]
        return "\n" in between


_NOTHING: Final[list[Found]] = []


def _same_length_lower(text: str) -> str:
    """Return a text in lower case, letter by letter, so that offsets stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
