"""Names: of persons, with their titles, as against names of places and bodies."""

from __future__ import annotations

from tollbook.extract.name_words import names
from tollbook.extract.phrases import Phrase
from tollbook.extract.sentence import Sentence

_NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june"
    " july august september october november december internet war battle operation hurricane"
    " typhoon cyclone storm tropical river lake mount street avenue road bridge airport square"
    " palace island islands sea ocean valley province district state city county hospital university"
    " school college church mosque temple prison camp base act treaty agreement cup league".split()
)


def names_a_person(sentence: Sentence, phrase: Phrase, language: str = "en") -> bool:
    """Tell whether a phrase of proper nouns names one person.

    Args:
        sentence: the sentence.
        phrase: a phrase whose head is a proper noun.
        language: whose words to use.
    """
    known = names(language)
    lower = sentence.lower[phrase.start : phrase.end]
    full = " ".join(lower)
    head = lower[-1]
    if full in known.places or head in known.places or head in known.peoples:
        return has_title(sentence, phrase, language)
    if any(word in _NOT_NAMES for word in lower) or head in known.bodies or head in known.media:
        return False
    word = sentence.tokens.words[phrase.head]
    if word.isupper() and len(word) > 1 and not sentence.capitals:
        return has_title(sentence, phrase, language)
    return not any(char.isdigit() for char in word)


def has_title(sentence: Sentence, phrase: Phrase, language: str = "en") -> bool:
    """Tell whether a title stands in a phrase before its last word ("President Ana Ruiz")."""
    known = names(language)
    return any(word in known.titles for word in sentence.lower[phrase.start : phrase.head])
