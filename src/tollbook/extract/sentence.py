"""A sentence taken apart: tokens, tags, quantities and noun phrases, with quick ways to ask for them."""

from __future__ import annotations

from dataclasses import dataclass, field

from tollbook.extract.neutral import with_stand_ins
from tollbook.extract.numbers import Quantity, quantities
from tollbook.extract.phrases import Phrase, noun_phrases
from tollbook.extract.retag import corrected
from tollbook.extract.tags import tag
from tollbook.extract.tokens import Tokens, tokenize
from tollbook.model import Span


@dataclass(slots=True, eq=False)
class Sentence:
    """One sentence of a document, taken apart.

    Attributes:
        text: the whole document's text.
        span: where the sentence stands in it.
        tokens: its words, numbers and signs.
        lower: the tokens in lower case.
        tags: their Penn Treebank tags.
        quantities: the numbers it states.
        phrases: its base noun phrases.
        ends: phrase by the token after its last one.
        starts: phrase by its first token.
        capitals: whether the sentence is written wholly in capitals.
    """

    text: str
    span: Span
    tokens: Tokens
    lower: list[str]
    tags: list[str]
    quantities: list[Quantity]
    phrases: list[Phrase]
    ends: dict[int, Phrase] = field(default_factory=dict)
    starts: dict[int, Phrase] = field(default_factory=dict)
    capitals: bool = False

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.lower)

    def words(self, start: int, end: int) -> str:
        """Return the text from token `start` up to token `end`, as it stands."""
        return self.text[self.tokens.starts[start] : self.tokens.ends[end - 1]]

    def word(self, i: int) -> str:
        """Return token `i` in lower case, or an empty string outside the sentence."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def tag(self, i: int) -> str:
        """Return the tag of token `i`, or an empty string outside the sentence."""
        return self.tags[i] if 0 <= i < len(self.tags) else ""

    def phrase_over(self, i: int) -> Phrase | None:
        """Return the noun phrase that holds token `i`, or None."""
        for phrase in self.phrases:
            if phrase.start <= i < phrase.end:
                return phrase
        return None


def take_apart(text: str, span: Span, language: str = "en") -> Sentence:
    """Return a sentence of a document, taken apart.

    Args:
        text: the whole document's text.
        span: where the sentence stands in it.
        language: two-letter code, whose lexicons to use.
    """
    tokens = tokenize(text, span.start, span.end)
    tags = corrected(tokens, tag(with_stand_ins(tokens, language)), language)
    counts = quantities(tokens, language)
    phrases = noun_phrases(tokens, tags, counts)
    piece = text[span.start : span.end]
    return Sentence(
        text,
        span,
        tokens,
        tokens.lower,
        tags,
        counts,
        phrases,
        {phrase.end: phrase for phrase in phrases},
        {phrase.start: phrase for phrase in phrases},
        piece.isupper(),
    )
