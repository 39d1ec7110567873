"""Who a named victim was, in the words that stand beside the name ("the activist Ana Ruiz", "Ana Ruiz, a nurse")."""

from __future__ import annotations

from tollbook.extract.name_words import names
from tollbook.extract.people import kind_of
from tollbook.extract.person_words import people
from tollbook.extract.phrases import Kind, Phrase
from tollbook.extract.sentence import Sentence


def of_named(sentence: Sentence, phrase: Phrase, language: str) -> tuple[int, int] | None:
    """Return the first token, and the one behind the last, of the words that say who a named person was.

    Args:
        sentence: the sentence.
        phrase: the phrase that holds the name.
        language: whose words to use.
    """
    return (
        _within(sentence, phrase, language)
        or _behind(sentence, phrase, language)
        or _ahead(sentence, phrase, language)
    )


_ARTICLES = frozenset(["a", "an", "the", "their", "his", "her", "its", "our", "my"])
_SET_OFF = frozenset([",", "(", "-", "--", "\u2013", "\u2014"])


def _within(sentence: Sentence, phrase: Phrase, language: str) -> tuple[int, int] | None:
    """Return the words before the name in its own phrase, where they are more than a title ("Kesh activist Ana Ruiz")."""
    known, persons = names(language), people(language).singular
    start = phrase.possessor.end + 1 if phrase.possessor is not None else phrase.start
    while start < phrase.head and sentence.tags[start] in ("DT", "PRP$"):
        start += 1
    last, more_than_title = -1, False
    for k in range(start, phrase.head):
        word, small = sentence.lower[k], sentence.tokens.words[k][:1].islower()
        if word in known.titles or word in known.peoples or word in persons:
            last = k
            more_than_title = more_than_title or small or word in known.peoples
        elif small and sentence.tags[k] not in ("NNP", "NNPS"):
            more_than_title = True
    return (start, last + 1) if more_than_title and last >= 0 else None


def _behind(sentence: Sentence, phrase: Phrase, language: str) -> tuple[int, int] | None:
    """Return the apposition behind a name ("Ana Ruiz, a nurse at the clinic")."""
    j = phrase.end
    if sentence.word(j) not in _SET_OFF:
        return None
    following = sentence.starts.get(j + 1)
    if following is None or following.quantity is not None or not _tells_who(sentence, following, language):
        return None
    start = following.start + (sentence.lower[following.start] in _ARTICLES)
    return start, _with_of(sentence, following)


def _ahead(sentence: Sentence, phrase: Phrase, language: str) -> tuple[int, int] | None:
    """Return the phrase that a name stands in apposition to ("the head of the union, Ana Ruiz")."""
    if sentence.word(phrase.start - 1) != ",":
        return None
    before = sentence.ends.get(phrase.start - 1)
    if before is None:
        return None
    above = sentence.ends.get(before.start - 1) if sentence.word(before.start - 1) == "of" else None
    head = above or before
    if (
        head.quantity is not None
        or not _tells_who(sentence, head, language)
        or not _has_article(sentence, head)
    ):
        return None
    start = head.start + (sentence.lower[head.start] in _ARTICLES)
    return start, before.end


def _has_article(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a phrase begins with an article or a possessor, as one that a name explains does."""
    return sentence.lower[phrase.start] in _ARTICLES or phrase.possessor is not None


def _tells_who(sentence: Sentence, phrase: Phrase, language: str) -> bool:
    """Tell whether a phrase calls one person by what they are."""
    return kind_of(sentence, phrase, language) is Kind.PERSON and sentence.tags[phrase.head] != "PRP"


def _with_of(sentence: Sentence, phrase: Phrase) -> int:
    """Return the end of a phrase with the "of"-phrase behind it."""
    following = sentence.starts.get(phrase.end + 1)
    return following.end if following is not None and sentence.word(phrase.end) == "of" else phrase.end
