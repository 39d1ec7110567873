"""What a noun phrase is as a speaker: a person, a body, an outlet, a document, a name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from tollbook.extract.people import kind_of
from tollbook.extract.phrases import Kind, Phrase
from tollbook.extract.sentence import Sentence
from tollbook.extract.speech import Act, sources, speech

NAME_TAGS = frozenset({"NNP", "NNPS"})
_SPEAKING_PRONOUNS = frozenset(
    ["he", "she", "it", "they", "i", "we", "some", "others", "both", "many", "this"]
)
ARTICLES = frozenset(["a", "an", "the"])


class SpeakerKind(Enum):
    """What a speaker is."""

    PERSON = auto()
    BODY = auto()
    MEDIUM = auto()
    DOCUMENT = auto()
    NAME = auto()
    PRONOUN = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """The words that name a speaker, by their tokens.

    Attributes:
        start: first token.
        end: the token after the last one.
        head: the token that says what the speaker is.
        kind: what the speaker is.
        plural: whether they are several.
    """

    start: int
    end: int
    head: int
    kind: SpeakerKind
    plural: bool = False

    @property
    def speaks(self) -> bool:
        """Tell whether such a one is known to speak: a person, a body, an outlet, a document, a name."""
        return self.kind is not SpeakerKind.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A speaker and the words of the sentence that are theirs.

    Attributes:
        speaker: who speaks.
        act: what they do.
        verb: the token of the verb, or of what stands for it.
        start: first token of what they say.
        end: the token after the last one.
        medium: who passed it on, where the sentence says so.
        backward: whether what they say stands before them.
    """

    speaker: Speaker
    act: Act
    verb: int
    start: int
    end: int
    medium: Speaker | None = None
    backward: bool = False

    def covers(self, i: int) -> bool:
        """Tell whether token `i` is among what they say."""
        return self.start <= i < self.end


def is_plural(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a phrase speaks of several."""
    word = sentence.lower[phrase.head]
    if sentence.tags[phrase.head] in ("NNS", "NNPS") or word in (
        "they",
        "police",
        "people",
        "media",
        "some",
        "others",
        "both",
        "many",
    ):
        return True
    return phrase.quantity is not None and phrase.quantity.high != 1


def kind_of_speaker(sentence: Sentence, phrase: Phrase, language: str) -> SpeakerKind:
    """Return what a phrase would be as a speaker."""
    known = sources(language)
    word, tag = sentence.lower[phrase.head], sentence.tags[phrase.head]
    if tag in ("PRP", "WP") or (phrase.end - phrase.start == 1 and word in _SPEAKING_PRONOUNS):
        return SpeakerKind.PRONOUN if word in _SPEAKING_PRONOUNS else SpeakerKind.OTHER
    if is_medium(sentence, phrase, language):
        return SpeakerKind.MEDIUM
    listed = _listed_kind(word, language)
    if listed is not None:
        return listed
    if tag in NAME_TAGS:
        titled = any(
            lower.rstrip(".") in known.persons for lower in sentence.lower[phrase.start : phrase.head]
        )
        return SpeakerKind.PERSON if titled else SpeakerKind.NAME
    if kind_of(sentence, phrase, language) in (Kind.PERSON, Kind.PEOPLE):
        return SpeakerKind.PERSON
    return SpeakerKind.OTHER


def _listed_kind(word: str, language: str) -> SpeakerKind | None:
    """Return what the lists of those who speak call a noun, or None."""
    known = sources(language)
    if word in known.persons:
        return SpeakerKind.PERSON
    if word in known.bodies:
        return SpeakerKind.BODY
    return SpeakerKind.DOCUMENT if word in known.documents else None


def is_medium(sentence: Sentence, phrase: Phrase, language: str = "en") -> bool:
    """Tell whether a phrase names an outlet: a newspaper, a station, a news agency.

    Args:
        sentence: the sentence.
        phrase: one of its noun phrases.
        language: whose words to use.
    """
    known, words = sources(language), sentence.lower[phrase.start : phrase.end]
    head = sentence.lower[phrase.head]
    if words and words[0] in ARTICLES:
        words = words[1:]
    if head in ("agency", "service", "agencies", "services"):
        return any(word in ("news", "wire", "press") or word in known.outlets for word in words)
    if head in ("monitor", "post", "wire", "editor", "reporter", "reporters", "journalist", "journalists"):
        return sentence.tags[phrase.head] in NAME_TAGS
    if " ".join(words) in known.media:
        return True
    if head in known.media and sentence.tags[phrase.head] not in NAME_TAGS:
        return True
    nouns = speech(language).outlet_nouns
    if sentence.tags[phrase.head] in NAME_TAGS and any(word in nouns for word in words[:-1]):
        return head not in known.persons
    return _has_outlet_word(sentence, phrase, language)


def _has_outlet_word(sentence: Sentence, phrase: Phrase, language: str) -> bool:
    """Tell whether a name holds a word that names of outlets hold ("Radio Kesh", "Odra-Vel Herald")."""
    known, names = sources(language), speech(language).outlet_names
    spelled = range(phrase.start, phrase.end)
    if sentence.lower[phrase.head] in sources(language).persons:
        return False
    return any(
        sentence.lower[i] in known.outlets or (sentence.lower[i] in names and _in_name(sentence, phrase, i))
        for i in spelled
        if sentence.tokens.words[i][:1].isupper()
    )


def _in_name(sentence: Sentence, phrase: Phrase, i: int) -> bool:
    """Tell whether token `i` is a capitalised word inside a name of several words."""
    return any(
        j != i and sentence.tokens.words[j][:1].isupper() and sentence.lower[j] not in ARTICLES
        for j in range(phrase.start, phrase.end)
    )
