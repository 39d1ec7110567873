"""Who made an assault, by the words around its noun: "a rebel attack", "an air strike by the coalition", "clashes with troops"."""

from __future__ import annotations

import re

from tollbook.extract.doers import AgentWords, agent_words, can_act
from tollbook.extract.name_words import names
from tollbook.extract.phrases import CALENDAR, Phrase
from tollbook.extract.sentence import Sentence

Stretch = tuple[int, int]
"""First token of the words that name a doer, and the token behind them."""


def maker_of(sentence: Sentence, phrase: Phrase, language: str = "en") -> Stretch | None:
    """Return the words that say who made the assault a phrase names, or None when they do not or it is no assault.

    Args:
        sentence: the sentence.
        phrase: one of its phrases.
        language: whose words to use.
    """
    words = agent_words(language)
    if sentence.word(phrase.end) in words.assaults and sentence.tag(phrase.end) == "VBG":
        # The tagger takes the noun of "a rebel car bombing" for a verb.
        phrase = Phrase(phrase.start, phrase.end + 1, phrase.end, phrase.quantity, phrase.possessor)
    head = sentence.lower[phrase.head]
    if head in words.encounters:
        return _opponent(sentence, phrase, language) or _before_head(sentence, phrase, words, language)
    if head not in words.assaults:
        return None
    return _behind(sentence, phrase, language) or _before_head(sentence, phrase, words, language)


def _behind(sentence: Sentence, phrase: Phrase, language: str) -> Stretch | None:
    """Return the doer behind "by" that hangs on an assault ("an attack on a convoy by rebels")."""
    j = phrase.end
    for _ in range(3):
        word, following = sentence.word(j), sentence.starts.get(j + 1)
        if word in (
            "carried",
            "launched",
            "conducted",
            "blamed",
            "claimed",
            "staged",
            "mounted",
            "perpetrated",
            "committed",
            "fired",
            "planted",
            "detonated",
            "dropped",
            "set",
            "laid",
        ):
            j += 1 + (sentence.word(j + 1) == "out")
            word, following = sentence.word(j), sentence.starts.get(j + 1)
        if following is None or word not in ("by", "on", "in", "at", "against", "near", "of", "from"):
            return None
        if (
            word == "from"
            and sentence.word(j - 1) in ("fired", "dropped", "launched")
            and can_act(sentence, following, language)
        ):
            return following.start, following.end
        if word == "by" or (word == "on" and sentence.word(j - 1) == "blamed"):
            return (following.start, following.end) if can_act(sentence, following, language) else None
        j = following.end
    return None


def _opponent(sentence: Sentence, phrase: Phrase, language: str) -> Stretch | None:
    """Return the other side of an encounter ("a clash with troops")."""
    end = phrase.end
    if sentence.word(end) == "of" and sentence.word(end + 1) in ("fire", "gunfire"):
        end += 2
    following = sentence.starts.get(end + 1)
    if (
        sentence.word(end) in ("with", "against")
        and following is not None
        and can_act(sentence, following, language)
    ):
        return following.start, following.end
    return None


def _before_head(sentence: Sentence, phrase: Phrase, words: AgentWords, language: str) -> Stretch | None:
    """Return the possessor of an assault, or the words before its noun that name a doer ("a rebel rocket attack")."""
    owner = phrase.possessor
    if owner is not None:
        return (owner.start, owner.end) if can_act(sentence, owner, language) else None
    end = phrase.head
    while end > phrase.start and _tells_kind(sentence, end - 1, words):
        end -= 1
    start = end
    while (
        start > phrase.start
        and (
            not _tells_kind(sentence, start - 1, words) or sentence.lower[start - 1 : start + 1] == _AIR_FORCE
        )
        and sentence.tags[start - 1] not in ("DT", "CD", "PRP$", "PDT")
    ):
        start -= 1
    return (start, end) if start < end and _names_doer(sentence, start, end, words, language) else None


def _tells_kind(sentence: Sentence, k: int, words: AgentWords) -> bool:
    """Tell whether a token before an assault says what kind it is."""
    word = sentence.lower[k]
    return (
        word in words.kinds_of_assault
        or word in words.assaults
        or word in words.encounters
        or word in CALENDAR
    )


_AIR_FORCE = ["air", "force"]
"""The one body whose name begins with a kind of assault ("an Arvenian Air Force raid")."""


def _names_doer(sentence: Sentence, start: int, end: int, words: AgentWords, language: str) -> bool:
    """Tell whether tokens before an assault name a side: a demonym, a body, fighters, or a name that is no place."""
    known = names(language)
    lower = sentence.lower[start:end]
    if any(word in words.assailants or word in known.peoples or word in words.bodies for word in lower):
        return True
    if any("-led" in word or "-backed" in word for word in lower):
        return True
    last = sentence.tokens.words[end - 1]
    name = sentence.words(start, end)
    if name.lower() in _SHORT_STATES or (
        name.lower() in known.places and any(word in _OF_STATES for word in sentence.lower[end : end + 3])
    ):
        return True
    if not (last[:1].isupper() and sentence.tags[end - 1] in ("NNP", "NNPS")):
        return False
    return last.isupper() or not (
        name.lower() in known.places
        or last.lower() in known.places
        or _is_place_here(sentence.text, name, words)
    )


_SHORT_STATES = frozenset(["u.s.", "us", "u.s", "uk", "u.k.", "u.n.", "un", "nato", "e.u.", "eu"])
_OF_STATES = frozenset(
    [
        "drone",
        "drones",
        "airstrike",
        "airstrikes",
        "air",
        "military",
        "army",
        "navy",
        "missile",
        "troops",
        "helicopter",
    ]
)


def _is_place_here(text: str, name: str, words: AgentWords) -> bool:
    """Tell whether the document speaks of being in, near or on the way to a name, as one does of places.

    "In Boko Haram attacks" speaks of being in attacks; of one word alone ("in Alcanar bombings") that is not sure.
    """
    found = re.finditer(
        rf"\b(?:in|near|at|to|around|outside|from|of) {re.escape(name)}\b([^.,;:]{{0,40}})", text
    )
    return any(" " not in name or words.assaults.isdisjoint(match[1].lower().split()[:2]) for match in found)
