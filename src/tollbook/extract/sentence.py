"""A sentence taken apart: tokens, tags, quantities and noun phrases, with quick ways to ask for them.

`parsing` takes sentences apart; everything that looks into one needs only what stands here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

from tollbook.extract.numbers import Quantity
from tollbook.extract.phrases import Phrase
from tollbook.extract.tokens import Tokens
from tollbook.model.document import Span

if TYPE_CHECKING:
    from collections.abc import Callable

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")


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
        kept: what single concerns work out once per sentence, by what was asked.
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
    kept: dict[tuple[object, ...], object] = field(default_factory=dict)

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
