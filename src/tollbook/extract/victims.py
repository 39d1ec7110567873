"""The words that say who the victims were: the noun of the count without its number, or what stood for it before."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, cast

from tollbook.extract.lexicon import load
from tollbook.extract.people import kind_of
from tollbook.extract.phrases import NOUN_TAGS, Kind, Phrase
from tollbook.extract.sentence import Sentence
from tollbook.extract.triggers import Frame
from tollbook.extract.victim_names import of_named
from tollbook.extract.view import DocumentView, Found
from tollbook.model import Harm, Span

Tokens = tuple[int, int]
"""First token of a stretch, and the token behind it."""


class _Words(NamedTuple):
    generic: frozenset[str]
    leading: frozenset[str]
    going_on: frozenset[str]
    joining: frozenset[str]
    aiming: frozenset[str]


@cache
def _words(language: str) -> _Words:
    """Return the words about victims of a language as sets."""
    data = load(language, "victims")
    return _Words(*(frozenset(data[key]) for key in _Words._fields))


_NAME_OF_A_BODY = 3
"""Fewest tokens of a body's name with its article."""
_AGAIN = "victims"
"""Under which name the spans found so far are kept for the document."""


def victims_of(view: DocumentView, found: Found) -> Span | None:
    """Return the span of the words that say who was harmed, or None where they only say "people".

    Args:
        view: the document.
        found: one of its claims.
    """
    known = cast("dict[tuple[int, int, Harm], Span | None]", view.cache.setdefault(_AGAIN, {}))
    key = (found.number, found.link.count.start, found.link.harm)
    if key not in known:
        known[key] = None  # A count that leans on itself names nobody.
        known[key] = _victims(view, found)
    return known[key]


def _victims(view: DocumentView, found: Found) -> Span | None:
    """Return the span for a claim not looked at before."""
    count, sentence = found.link.count, found.sentence
    if count.rule == "name":
        tokens = of_named(sentence, count.phrase, view.language)
    else:
        tokens = _described(sentence, count.phrase, view.language)
        if tokens is None:
            tokens = _mostly(sentence, count.phrase, view.language)
        if tokens is None and found.link.trigger.frame is not Frame.TOLL and _is_bare(sentence, count.phrase):
            return _inherited(view, found)
    return None if tokens is None else _span(sentence, tokens)


def _span(sentence: Sentence, tokens: Tokens) -> Span:
    """Return the stretch of the document that tokens cover."""
    return Span(sentence.tokens.starts[tokens[0]], sentence.tokens.ends[tokens[1] - 1])


def _described(sentence: Sentence, phrase: Phrase, language: str) -> Tokens | None:
    """Return the tokens of a phrase that say who they were, with what goes on saying it."""
    words = _words(language)
    start = _without_count(sentence, phrase, words)
    end = phrase.end
    if start >= end or all(_says_nothing(sentence, k, words) for k in range(start, end)):
        return None
    if sentence.lower[phrase.head] in ("reports", "report", "word", "signs"):
        return None
    if sentence.lower[phrase.head] in words.generic and sentence.word(end) != "of":
        return _before_generic(sentence, start, end, words)
    return start, _with_completion(sentence, phrase, words, language)


def _without_count(sentence: Sentence, phrase: Phrase, words: _Words) -> int:
    """Return the first token of a phrase behind its determiner, its number and the words of harm."""
    start = phrase.start
    quantity = phrase.quantity
    if quantity is not None and phrase.start <= quantity.start < phrase.end:
        start = quantity.end
    while start < phrase.end and _belongs_to_count(sentence, start, words):
        start += 1
    return start


def _belongs_to_count(sentence: Sentence, k: int, words: _Words) -> bool:
    """Tell whether a leading token of a phrase is a determiner, a possessor or a word of counting or harm."""
    return (
        sentence.tags[k] in ("DT", "PDT", "PRP$", "WP$", "CC", "HYPH")
        or (sentence.tags[k] == "RB" and sentence.word(k + 1) in words.leading)
        or sentence.lower[k] in words.leading
        or sentence.lower[k] in (",", "(", "'s", "'")
    )


def _says_nothing(sentence: Sentence, k: int, words: _Words) -> bool:
    """Tell whether a token names nobody in particular."""
    return (
        sentence.lower[k] in words.generic
        or sentence.lower[k] in words.leading
        or sentence.tags[k] in ("DT", "CD")
    )


def _before_generic(sentence: Sentence, start: int, end: int, words: _Words) -> Tokens | None:
    """Return what stands before a noun like "people" or "deaths", with it where it names people ("young people")."""
    last = end
    while last > start and sentence.lower[last - 1] in words.generic:
        last -= 1
    if last == start:
        return None
    return (
        (start, end)
        if sentence.lower[end - 1] in ("people", "persons", "person", "individuals")
        else (start, last)
    )


def _with_completion(sentence: Sentence, phrase: Phrase, words: _Words, language: str) -> int:
    """Return the end of a phrase with the "of"-phrase, name of a body, participle or second noun that completes it."""
    end = _with_prepositions(sentence, phrase, words)
    if sentence.word(end) in words.going_on:
        return _with_participle(sentence, end)
    return _with_second_noun(sentence, end, language)


def _with_prepositions(sentence: Sentence, phrase: Phrase, words: _Words) -> int:
    """Return the end of a phrase with "of" and what follows, or a preposition and a name that follows."""
    end = phrase.end
    for _ in range(2):
        word, following = sentence.word(end), sentence.starts.get(end + 1)
        if following is None:
            break
        if (word == "of" and sentence.tags[following.head] in NOUN_TAGS) or (
            word in words.joining and _is_body(sentence, following) and end == phrase.end
        ):
            end = following.end
        else:
            break
    return end


def _is_body(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a phrase is a name of several words with an article, as bodies have ("the Kesh Herald")."""
    return (
        sentence.tags[phrase.head] == "NNP"
        and sentence.lower[phrase.start] == "the"
        and phrase.end - phrase.start >= _NAME_OF_A_BODY
    )


def _with_participle(sentence: Sentence, end: int) -> int:
    """Return the end of a participle's clause: the participle, its preposition or verb, and the phrase behind."""
    k = end + 1
    while (
        k < len(sentence) and k not in sentence.starts and sentence.tags[k] in ("IN", "TO", "VB", "VBG", "RB")
    ):
        k += 1
    following = sentence.starts.get(k)
    return end if following is None else following.end


def _with_second_noun(sentence: Sentence, end: int, language: str) -> int:
    """Return the end behind a second noun that shares the number ("20 men and boys")."""
    if sentence.word(end) not in ("and", "or", "&"):
        return end
    following = sentence.starts.get(end + 1)
    if following is None or following.quantity is not None or following.possessor is not None:
        return end
    plain = sentence.tags[following.start] not in ("DT", "PRP$", "PDT")
    plural = sentence.tags[following.head] in ("NNS", "NNPS")
    if plain and plural and kind_of(sentence, following, language) is Kind.PEOPLE:
        return following.end if sentence.lower[following.head] not in _words(language).generic else end
    return end


_MOSTLY = (
    ("mostly",),
    ("mainly",),
    ("most", "of", "them"),
    ("many", "of", "them"),
    ("all", "of", "them"),
    ("including",),
)


def _mostly(sentence: Sentence, phrase: Phrase, language: str) -> Tokens | None:
    """Return the bare plural behind "people", that says who most of them were (", mostly pilgrims")."""
    j = phrase.end + (sentence.word(phrase.end) == ",")
    for opening in _MOSTLY:
        k = j + len(opening)
        if tuple(sentence.lower[j:k]) != opening:
            continue
        following = sentence.starts.get(k)
        if following is None or following.quantity is not None or sentence.tags[following.start] == "DT":
            return None
        return (
            _described(sentence, following, language)
            if kind_of(sentence, following, language) is Kind.PEOPLE
            else None
        )
    return None


def _is_bare(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a count is a number alone, so that its people must have been named before."""
    last = sentence.lower[phrase.end - 1]
    return (
        last
        not in (
            "people",
            "persons",
            "person",
            "others",
            "himself",
            "herself",
            "themselves",
            "someone",
            "somebody",
            "deaths",
            "fatalities",
            "casualties",
            "bodies",
            "injuries",
        )
        and sentence.word(phrase.end) != "others"
    )


def _inherited(view: DocumentView, found: Found) -> Span | None:
    """Return the victims that a bare number stands for: of the count before it, of the aim of fire, or of the same number."""
    before = [
        other
        for other in view.found
        if other.start < found.start and found.number - other.number <= 1 and not other.link.part_of
    ]
    same = [other for other in before if other.number == found.number and other.end <= found.start]
    if same:
        return victims_of(view, same[-1])
    aim = _aimed_at(found.sentence, found.link.count.start, view.language)
    if aim is None and found.number > 0 and not view.paragraph_break(found.number):
        previous = view.sentence(found.number - 1)
        aim = _aimed_at(previous, len(previous), view.language)
    if aim is not None:
        return aim
    if found.link.count.phrase.start > 0 and found.sentence.word(found.link.count.phrase.start) in (
        "the",
        "those",
    ):
        for other in reversed(before):
            if (other.link.count.low, other.link.count.high) == (found.link.count.low, found.link.count.high):
                return victims_of(view, other)
    return None


def _aimed_at(sentence: Sentence, limit: int, language: str) -> Span | None:
    """Return the people at whom fire was aimed before token `limit`, the last ones named."""
    words = _words(language)
    for k in range(limit - 1, 0, -1):
        if sentence.lower[k] not in words.aiming:
            continue
        for j in range(k + 1, min(k + 4, limit)):
            phrase = sentence.starts.get(j)
            if phrase is not None and kind_of(sentence, phrase, language) is Kind.PEOPLE:
                tokens = _described(sentence, phrase, language)
                return None if tokens is None else _span(sentence, tokens)
    return None
