"""Which noun phrases are the object of a word, and how far a list and its modifiers go on to the right."""

from __future__ import annotations

from tollbook.extract.arguments import ADVERBS, is_apposition, is_time
from tollbook.extract.phrases import Phrase
from tollbook.extract.sentence import Sentence


def object_after(sentence: Sentence, i: int) -> list[Phrase]:
    """Return the phrases that follow token `i` as its object, with those coordinated to it.

    Args:
        sentence: the sentence.
        i: a verb, or the "of" behind a noun.
    """
    j = i + 1
    while (
        j < len(sentence)
        and j not in sentence.starts
        and (
            sentence.tags[j] in (*ADVERBS, "RP")
            or sentence.lower[j] in ("dead", "down", "off", "up", "hostage")
        )
    ):
        j += 1
    phrase = sentence.starts.get(j)
    if phrase is None or is_time(sentence, phrase):
        return []
    return [phrase, *_coordinated_after(sentence, phrase)]


def _coordinated_after(sentence: Sentence, phrase: Phrase) -> list[Phrase]:
    """Return the phrases joined to one by commas and "and", to its right."""
    found: list[Phrase] = []
    last = phrase
    while (following := _next_member(sentence, last)) is not None:
        if not is_apposition(sentence, last, following):
            found.append(following)
        last = following
    return found


_JOINERS = frozenset(
    [",", "and", "or", "plus", "&", "as", "well", "also", "then", "along", "together", "with"]
)
"""Words that lists are joined by ("X, Y and Z", "X along with Y")."""


def _joins(words: list[str]) -> bool:
    """Tell whether the words between two phrases make them one list."""
    if "with" in words:
        return "along" in words or "together" in words
    return words not in (["as"], ["then"], ["also"], ["well"])


def _next_member(sentence: Sentence, phrase: Phrase) -> Phrase | None:
    """Return the next member of the list that `phrase` stands in, or None."""
    j = after_modifiers(sentence, phrase)
    joiner = j
    while j < len(sentence) and sentence.lower[j] in _JOINERS:
        j += 1
    if j == joiner or not _joins(sentence.lower[joiner:j]):
        return None
    following = sentence.starts.get(j)
    if following is None or is_time(sentence, following):
        return None
    only_comma = all(word == "," for word in sentence.lower[joiner:j])
    if only_comma and not _list_goes_on(sentence, following):
        return None
    return None if starts_clause(sentence, following) else following


def _list_goes_on(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a list with bare commas goes on from `phrase` to an "and"."""
    if phrase.quantity is not None:
        return True
    for _ in range(8):
        j = after_modifiers(sentence, phrase)
        k = j
        while k < len(sentence) and sentence.lower[k] in (",", "and", "or"):
            k += 1
        ended = "and" in sentence.lower[j:k] or "or" in sentence.lower[j:k]
        following = sentence.starts.get(k)
        if ended:
            return following is not None or sentence.tag(k) in ("VBD", "VBN", "VBG")
        if k == j or following is None:
            return False
        phrase = following
    return False


def after_modifiers(sentence: Sentence, phrase: Phrase) -> int:
    """Return the token behind a phrase and the prepositional phrases and relative clause that hang on it."""
    j = phrase.end
    for _ in range(4):
        following = _after_one_modifier(sentence, j)
        if following == j:
            return j
        j = following
    return j


_NOT_MODIFIERS = frozenset("that after before when while because as since including".split())
"""What follows these hangs on no phrase before them."""


def _after_one_modifier(sentence: Sentence, j: int) -> int:
    """Return the token behind one prepositional phrase or bracket at token `j`, or `j`."""
    if sentence.word(j) == "(":
        for k in range(j + 1, min(len(sentence), j + 15)):
            if sentence.lower[k] == ")":
                return k + 1
        return j
    if sentence.tag(j) in ("IN", "TO") and sentence.word(j) not in _NOT_MODIFIERS:
        k = j + 1
        while k < len(sentence) and k not in sentence.starts and sentence.tags[k] in ("IN", "RB", "DT", "JJ"):
            k += 1
        following = sentence.starts.get(k)
        if following is not None:
            return following.end
    following = sentence.starts.get(j)
    if following is not None and is_time(sentence, following):
        return following.end
    return j


def starts_clause(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a phrase is the subject of a verb that follows it, and so begins a clause of its own."""
    j = after_modifiers(sentence, phrase)
    while j < len(sentence) and (sentence.tags[j] in ADVERBS or sentence.word(j) in ("who", "which")):
        if sentence.word(j) in ("who", "which"):
            return False
        j += 1
    if sentence.tag(j) in ("VBZ", "VBP", "MD", "VBD"):
        return True
    return sentence.tag(j) == "VBN" and sentence.word(j - 1) != "," and phrase.quantity is not None
