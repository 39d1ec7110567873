"""How a sentence is taken apart: its tokens, their tags, the numbers it states and its noun phrases."""

from __future__ import annotations

from tollbook.extract.neutral import with_stand_ins
from tollbook.extract.numbers import quantities
from tollbook.extract.phrases import noun_phrases
from tollbook.extract.retag import corrected
from tollbook.extract.sentence import Sentence
from tollbook.extract.tags import tag
from tollbook.extract.tokens import tokenize
from tollbook.model.document import Span


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
        text[span.start : span.end].isupper(),
    )
