"""What a sentence does with a place that it names: sets an event there, or only locates a speaker."""

from __future__ import annotations

from enum import Enum, auto

from tollbook.extract.clauses import modified_after, modified_before
from tollbook.extract.event_words import event_words
from tollbook.extract.place_words import COUNTRY, SITE, PlaceWords
from tollbook.extract.sentence import Sentence

_PLACE_NOUNS = frozenset(
    [
        "city",
        "town",
        "village",
        "capital",
        "province",
        "district",
        "island",
        "region",
        "state",
        "port",
        "suburb",
        "county",
    ]
)
_TELL = frozenset(
    [
        "tell",
        "tells",
        "told",
        "telling",
        "inform",
        "informs",
        "informed",
        "brief",
        "briefed",
        "assured",
        "addressed",
        "asked",
    ]
)
"""Verbs whose object hears, and need not be where the event was."""
_SAY = frozenset(["say", "says", "said", "report", "reports", "reported", "announced", "announce"])
_FAR_SPEAKER = 12
_NEAR_SPEAKER = 3
"""How close behind a speaker's noun "in Kesh" tells where the speaker is, whatever follows."""
_PLAIN = frozenset({"IN", "DT", "JJ"})
_WITHIN_SPEAKER = frozenset({"IN", "DT", "JJ", "NN", "NNS", "NNP", "POS", ","})
_STEPPED_OVER = frozenset({"DT", "JJ", "JJS", "PRP$", "VBN", "VBG", "RB", "''", "``"})
_BARE_PREPOSITIONS = frozenset(
    ["near", "outside", "inside", "opposite", "surrounding", "neighboring", "neighbouring", "nearby"]
)


class Tie(Enum):
    """What a sentence does with a place that it names."""

    SETS = auto()
    """It sets something there ("in Kesh", "the Kesh bombings")."""
    SPEAKER = auto()
    """It tells where a speaker or a group is ("police in Kesh said")."""
    HEARER = auto()
    """It tells where those are who were told ("told reporters in Kesh")."""
    CARE = auto()
    """It tells where those who were harmed are brought ("a hospital in Kesh")."""
    ORIGIN = auto()
    """Something comes from there."""
    NAMES = auto()
    """It only names it ("Arvenia's government")."""


def tie_of(
    sentence: Sentence, place: tuple[int, int], words: PlaceWords, language: str, level: float, *, known: bool
) -> Tie:
    """Return what a sentence does with a place.

    Args:
        sentence: the sentence.
        place: first token of the place and the token after its last one.
        words: the words that tell places.
        language: whose words to use.
        level: how fine the place is.
        known: whether it stands in a list of places.
    """
    start, stop = place
    before = before_name(sentence, start)
    bound = bound_by(sentence, before, words)
    if (
        sentence.word(start) in ("border", "frontier")
        and sentence.word(before_border(sentence, start)) in words.strong
    ):
        return Tie.SETS
    spoken = _spoken(sentence, start, stop, bound, language)
    if spoken is not None:
        return spoken
    if known and level <= COUNTRY + 0.5 and _is_modifier(sentence, stop, words):
        return Tie.NAMES
    by_words = bound in ("strong", "of", "noun") or (
        sentence.word(start) in words.compass and sentence.word(start + 1) == "of"
    )
    reached = sentence.word(before) in words.reach or (
        level >= SITE and (bound != "weak" or _reaches(sentence, before, words))
    )
    return (
        Tie.SETS
        if by_words or reached or (known and _of_event(sentence, before, stop, level, words))
        else Tie.NAMES
    )


def before_border(sentence: Sentence, start: int) -> int:
    """Return the token before "the border with", nouns and articles stepped over ("near the sea border with Odra")."""
    k = start - 1
    while k >= 0 and sentence.tags[k][:2] in ("DT", "NN", "JJ", "PR"):
        k -= 1
    return k


def is_spoken(sentence: Sentence, start: int, verb: int, words: PlaceWords) -> bool:
    """Tell whether the verb that a place is tied to is one of speech or aftermath, not of what happened there."""
    told = verb >= 0 and sentence.lower[verb] in words.speech
    return told and (verb < start or sentence.lower[verb] not in _SAY)


def _spoken(sentence: Sentence, start: int, stop: int, bound: str, language: str) -> Tie | None:
    """Return how a place is tied that tells where a speaker is or something comes from, or None."""
    speaker = speaker_before(sentence, start, stop, language) if bound not in ("", "weak") else -1
    if speaker >= 0:
        told = {sentence.word(speaker - 1), sentence.word(speaker - 2)} & _TELL
        return Tie.HEARER if told else Tie.SPEAKER
    if sentence.word(before_name(sentence, start)) == "from":
        return Tie.ORIGIN
    return Tie.SPEAKER if bound and _says_next(sentence, stop, language) else None


def _is_modifier(sentence: Sentence, stop: int, words: PlaceWords) -> bool:
    """Tell whether a country only modifies the noun behind it ("in Arvenia drone attacks", "in Arvenia custody")."""
    return sentence.tag(stop) in ("NN", "NNS") or _event_behind(sentence, stop, words.events) >= 0


def _of_event(sentence: Sentence, before: int, stop: int, level: float, words: PlaceWords) -> bool:
    """Tell whether a place stands behind or before an event noun ("the bombings of Kesh", "the Kesh bombings")."""
    if sentence.word(before) == "of" and sentence.word(before - 1) in words.events:
        return True
    return level > COUNTRY + 0.5 and _event_behind(sentence, stop, words.events) >= 0


def tied_to(sentence: Sentence, start: int, stop: int, language: str) -> tuple[int, int]:
    """Return the event noun or else the verb that a place is tied to, each -1 where it is not the one."""
    events = event_words(language).events
    behind = _event_behind(sentence, stop, events)
    if behind >= 0:
        return behind, -1
    noun, verb = modified_before(sentence, start, events)
    if noun < 0 and verb < 0:
        verb = modified_after(sentence, stop)
        verb = -1 if sentence.word(verb) in _SAY else verb
    return noun, verb


def before_name(sentence: Sentence, i: int) -> int:
    """Return the token before a name, articles, adjectives and appositive nouns stepped over ("in the northern city Kesh")."""
    k = i - 1
    while k >= 0:
        if sentence.lower[k] in ("'s", "'") and _is_noun(sentence, k - 1):
            k -= 2
            while k >= 0 and sentence.tags[k] in ("NN", "NNP", "NNS"):
                k -= 1
        elif sentence.tags[k] in _STEPPED_OVER and sentence.lower[k] not in _BARE_PREPOSITIONS:
            k -= 1
        else:
            break
    return k


def _is_noun(sentence: Sentence, i: int) -> bool:
    """Tell whether a token is a noun or is written with a capital, however the tagger takes the name."""
    return i >= 0 and (sentence.tags[i].startswith("N") or sentence.tokens.words[i][:1].isupper())


def bound_by(sentence: Sentence, before: int, words: PlaceWords) -> str:
    """Return how the word before a name ties it: "strong", "weak", "of", "noun" or ""."""
    word = sentence.word(before)
    if word in words.strong:
        return "strong"
    if word == "with" and sentence.word(before - 1) in ("border", "frontier"):
        return "of"
    if word == "of" and _is_place_noun(sentence, before - 1, words):
        return "of"
    if word in words.weak:
        return "weak"
    if word in _PLACE_NOUNS or (word == "," and sentence.word(before - 1) in _PLACE_NOUNS):
        return "noun"
    return ""


def _is_place_noun(sentence: Sentence, i: int, words: PlaceWords) -> bool:
    """Tell whether the token before "of" is a noun for a place or a point of the compass ("the station of Kesh")."""
    word = sentence.word(i)
    if word in words.of or word in words.compass:
        return True
    return word in words.kinds and sentence.tokens.words[i].islower()


def _reaches(sentence: Sentence, before: int, words: PlaceWords) -> bool:
    """Tell whether a verb of going stands before the preposition at token `before` ("arrived to", "went to")."""
    return any(sentence.word(k) in words.reach for k in (before - 1, before - 2))


def _event_behind(sentence: Sentence, stop: int, events: frozenset[str]) -> int:
    """Return the event noun that a name stands in front of ("the Kesh car bombings"), or -1."""
    for k in range(stop, min(stop + 4, len(sentence))):
        if sentence.lower[k] in events:
            return k
        if not sentence.tags[k].startswith(("N", "J")):
            return -1
    return -1


def _says_next(sentence: Sentence, stop: int, language: str) -> bool:
    """Tell whether a verb of speech follows a place and the places around it ("the office in Kesh, Arvenia, says")."""
    for j in range(stop, min(stop + 4, len(sentence))):
        if sentence.lower[j] in event_words(language).said and sentence.tags[j] in ("VBZ", "VBD", "VBP"):
            return True
        if sentence.lower[j] != "," and not sentence.tokens.words[j][:1].isupper():
            return False
    return False


def speaker_before(sentence: Sentence, start: int, stop: int, language: str) -> int:
    """Return the noun for speakers or a group that a place is tied to ("police in Kesh", "told reporters in Kesh"), or -1."""
    words = event_words(language)
    k = start - 1
    while k >= 0 and sentence.tags[k] in _WITHIN_SPEAKER and start - k < _FAR_SPEAKER:
        if sentence.lower[k] in words.speakers:
            break
        k -= 1
    if k < 0 or sentence.lower[k] not in words.speakers:
        return -1
    told = sentence.word(k - 1) in words.said or sentence.word(k - 2) in words.said
    near = start - k <= _NEAR_SPEAKER and all(tag in _PLAIN for tag in sentence.tags[k + 1 : start])
    if told or near:
        return k
    return (
        k if any(sentence.lower[j] in words.said for j in range(stop, min(stop + 4, len(sentence)))) else -1
    )
