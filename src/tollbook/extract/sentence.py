"""A sentence taken apart: tokens, tags, quantities and noun phrases, with quick ways to ask for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, TypeVar, cast

from tollbook.extract.neutral import with_stand_ins
from tollbook.extract.numbers import Quantity, quantities
from tollbook.extract.phrases import Phrase, noun_phrases
from tollbook.extract.retag import corrected
from tollbook.extract.tags import tag
from tollbook.extract.tokens import Tokens, tokenize
from tollbook.model import Span

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")


@dataclass(slots=True, eq=False)
class Sentence:
    """One sentence of a document, taken apart as far as somebody asks.

    Tags, quantities and phrases are worked out when first asked for: many sentences are only looked at
    for their words. From then on they are plain attributes.

    Attributes:
        text: the whole document's text.
        span: where the sentence stands in it.
        language: two-letter code, whose lexicons to use.
        tokens: its words, numbers and signs.
        lower: the tokens in lower case.
        capitals: whether the sentence is written wholly in capitals.
        kept: what single concerns work out once per sentence, by what was asked.
        tags: the Penn Treebank tags of the tokens.
        quantities: the numbers it states.
        phrases: its base noun phrases.
        ends: phrase by the token after its last one.
        starts: phrase by its first token.
    """

    text: str
    span: Span
    language: str
    tokens: Tokens
    lower: list[str]
    capitals: bool = False
    kept: dict[tuple[object, ...], object] = field(default_factory=dict)
    tags: list[str] = field(init=False)
    quantities: list[Quantity] = field(init=False)
    phrases: list[Phrase] = field(init=False)
    ends: dict[int, Phrase] = field(init=False)
    starts: dict[int, Phrase] = field(init=False)

    if not TYPE_CHECKING:  # to the checker of types these are attributes like the others

        def __getattr__(self, name: str) -> object:
            """Return an attribute that nobody has asked for before, and keep it in its place."""
            if name not in _LATER:
                raise AttributeError(f"A sentence has no {name}.")
            value = _LATER[name](self)
            setattr(self, name, value)
            return value

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


def once_per_sentence(
    work: Callable[Concatenate[Sentence, _Asked], _Answer],
) -> Callable[Concatenate[Sentence, _Asked], _Answer]:
    """Return a function of a sentence that works out each answer once and keeps it with the sentence.

    Every claim of a sentence asks the same of its verbs; without this, the time for a sentence with many
    claims would grow with the cube of their number. The answers are shared: nobody may change them.

    Args:
        work: what answers for a sentence; its other arguments must be hashable.
    """

    @wraps(work)
    def answer(sentence: Sentence, /, *asked: _Asked.args, **options: _Asked.kwargs) -> _Answer:
        key = (work, *asked, *options.items())
        if key not in sentence.kept:
            sentence.kept[key] = work(sentence, *asked, **options)
        return cast("_Answer", sentence.kept[key])

    return answer


def take_apart(text: str, span: Span, language: str = "en") -> Sentence:
    """Return a sentence of a document, taken apart.

    Args:
        text: the whole document's text.
        span: where the sentence stands in it.
        language: two-letter code, whose lexicons to use.
    """
    tokens = tokenize(text, span.start, span.end)
    return Sentence(text, span, language, tokens, tokens.lower, text[span.start : span.end].isupper())


def _tags(sentence: Sentence) -> list[str]:
    """Return the tags of a sentence's tokens, put right by what the lexicons know."""
    tokens, language = sentence.tokens, sentence.language
    return corrected(tokens, tag(with_stand_ins(tokens, language)), language)


_LATER: Final[dict[str, Callable[[Sentence], object]]] = {
    "tags": _tags,
    "quantities": lambda sentence: quantities(sentence.tokens, sentence.language),
    "phrases": lambda sentence: noun_phrases(sentence.tokens, sentence.tags, sentence.quantities),
    "ends": lambda sentence: {phrase.end: phrase for phrase in sentence.phrases},
    "starts": lambda sentence: {phrase.start: phrase for phrase in sentence.phrases},
}
"""What is worked out when first asked for."""
