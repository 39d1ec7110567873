"""Where a speaker rejects a figure that another has given: "called the toll exaggerated", "denied that so many died"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tollbook.extract.accounts import Account, Source, source_of
from tollbook.extract.arguments import BE
from tollbook.extract.letters import runs_of_letters
from tollbook.extract.sentence import Sentence
from tollbook.extract.speaker_phrases import speaker_after
from tollbook.extract.speech import Act, Speech, has_phrase, speech

_POINTING = 3
_REACH = 12
"""How many tokens may stand between a figure's noun and the word that rejects it."""
_POINTERS = frozenset(["this", "that", "it", "them", "these", "those", "him", "her", "both", "so"])
_FIGURES = frozenset(
    ["toll", "figure", "figures", "number", "numbers", "count", "total", "claim", "estimate", "report"]
)
_CHARGES = frozenset(
    [
        "accusation",
        "accusations",
        "allegation",
        "allegations",
        "charge",
        "charges",
        "suggestion",
        "suggestions",
    ]
)
_HAPPENING = frozenset(["place", "occurred", "occur", "happened", "happen"])
_NEVER = frozenset(["no", "any", "never", "not", "nothing"])
_MANY = frozenset(["many", "dead", "killed", "died", "deaths", "casualties"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """One place where somebody rejects a figure.

    Attributes:
        source: who rejects it; None where nobody is named.
        token: where in its sentence it stands.
        object_words: the words for what is rejected, in lower case.
        plural: whether several figures are rejected.
        withdraws: whether its own maker takes the figure back.
        origin: who is said there to have made the figure.
    """

    source: Source | None
    token: int
    object_words: tuple[str, ...]
    plural: bool = False
    withdraws: bool = False
    origin: Source | None = None

    @property
    def points(self) -> bool:
        """Tell whether only a pronoun names what is rejected, so that it must stand close by."""
        return (
            bool(self.object_words)
            and len(self.object_words) < _POINTING
            and self.object_words[0] in _POINTERS
            and not _FIGURES & set(self.object_words)
        )


def may_reject(lowered: str, language: str) -> bool:
    """Tell whether a rejection can stand in a sentence.

    Args:
        lowered: the sentence in lower case.
        language: whose words to use.
    """
    words, pattern = _rejecting(language)
    return not words.isdisjoint(runs_of_letters(lowered)) and pattern.search(lowered) is not None


@cache
def _rejecting(language: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the first words of all that can reject, and what finds the whole of it in lower-case text."""
    words = speech(language)
    acts = (Act.ACCEPT, Act.CALL, Act.DENY, Act.WITHDRAW)
    stems = words.accepts | {form for form, act in words.verbs.items() if act in acts}
    stems |= words.predicates | words.distorts | words.withdrawn
    stems |= {" ".join(phrase) for phrase in words.phrases} | {
        "no such",
        "never happened",
        "took place",
        "taken place",
    }
    firsts = frozenset(runs_of_letters(stem)[0] for stem in stems)
    return firsts, re.compile(rf"\b{_one_of(sorted(stems))}\b")


def _one_of(stems: list[str]) -> str:
    """Return a pattern for one of some words, in order, branched letter by letter so that few branches are tried."""
    branches: dict[str, list[str]] = {}
    for stem in stems:
        branches.setdefault(stem[:1], []).append(stem[1:])
    patterns = [
        re.escape(letter) + (_one_of(rests) if len(rests) > 1 else re.escape(rests[0])) if letter else ""
        for letter, rests in branches.items()
    ]
    return f"(?:{'|'.join(patterns)})"


def rejections(sentence: Sentence, accounts: list[Account], language: str) -> list[Rejection]:
    """Return the rejections of a sentence, in text order.

    Args:
        sentence: the sentence.
        accounts: of that sentence, by their speakers.
        language: whose words to use.
    """
    words = speech(language)
    found = [made for account in accounts for made in _by_account(sentence, account, words, language)]
    return sorted(found, key=lambda rejection: rejection.token)


def _by_account(sentence: Sentence, account: Account, words: Speech, language: str) -> list[Rejection]:
    """Return the rejection that an account is or holds."""
    attribution = account.attribution
    if attribution.act is Act.CALL or (
        attribution.act is Act.DENY and _is_called(sentence, attribution.verb, words)
    ):
        made = _calling(sentence, account, words, language)
    elif attribution.act is Act.DENY and not attribution.backward:
        made = _denial(sentence, account, words)
    elif attribution.act is Act.WITHDRAW and not attribution.backward:
        made = _made(
            sentence,
            account.source,
            attribution.verb,
            _object(sentence, attribution.verb, words),
            words,
            withdraws=True,
        )
    else:
        made = _said_false(sentence, account, words)
    return [] if made is None else [made]


def _denial(sentence: Sentence, account: Account, words: Speech) -> Rejection | None:
    """Return the rejection that a verb of denial makes of a figure, or None."""
    i = account.attribution.verb
    objects = _object(sentence, i, words)
    if words.part_in_it & set(objects) or _CHARGES & set(objects):
        return None
    first = objects[0] if objects else ""
    figures = words.figures & set(objects)
    points = first in _POINTERS and len(objects) < _POINTING and first != "that"
    rest = set(sentence.lower[i + 1 : i + 14])
    many = "so" in rest and bool(_MANY & rest)
    nothing = bool(_HAPPENING & rest) and bool(_NEVER & rest)
    if figures or points or first == "this" or many or nothing:
        return _made(sentence, account.source, i, objects, words)
    return None


def _object(sentence: Sentence, i: int, words: Speech) -> tuple[str, ...]:
    """Return the words behind a verb up to the end of what it takes, in lower case."""
    del words
    taken = []
    for k in range(i + 1, min(len(sentence), i + 9)):
        word = sentence.lower[k]
        if word in (",", ";", ".", "and", "but", "as", ":") or (word == "that" and k > i + 1):
            break
        taken.append(word)
    return tuple(taken)


def _made(
    sentence: Sentence,
    source: Source | None,
    token: int,
    objects: tuple[str, ...],
    words: Speech,
    *,
    withdraws: bool = False,
) -> Rejection:
    """Return a rejection of what these words name."""
    del sentence
    nouns = [word for word in objects if word in words.figures]
    plural = "both" in objects or any(noun.endswith("s") for noun in nouns)
    return Rejection(source=source, token=token, object_words=objects, plural=plural, withdraws=withdraws)


def _said_false(sentence: Sentence, account: Account, words: Speech) -> Rejection | None:
    """Return the rejection inside what somebody says: "said that the number was invented"."""
    attribution = account.attribution
    for k in range(attribution.start, attribution.end):
        owns = sentence.word(k + 1) == "'s"  # "the statement's authenticity" is no figure
        if owns or sentence.lower[k] not in words.figures or sentence.tag(k)[:1] != "N":
            continue
        rest = sentence.lower[k + 1 : min(attribution.end, k + 1 + _REACH)]
        if _is_rejected(rest, words):
            begin = max(attribution.start, k - 5)
            return _made(sentence, account.source, k, tuple(sentence.lower[begin : k + 1]), words)
    if _says_it_is_wrong(sentence.lower[attribution.start : attribution.end], words):
        return _made(sentence, account.source, attribution.start, ("it",), words)
    for k in range(attribution.start, attribution.end):
        behind = sentence.lower[k + 1 : k + 6]
        if sentence.lower[k] in words.distorts and words.figures & set(behind):
            return _made(sentence, account.source, k, tuple(behind), words)
    rest = sentence.lower[attribution.start : attribution.end]
    if (
        attribution.start < attribution.end
        and {"no", "such"} <= set(rest[:8])
        and (_HAPPENING | _MANY | {"attack", "incident"}) & set(rest)
    ):
        return _made(sentence, account.source, attribution.verb, (), words)
    return None


def _says_it_is_wrong(said: list[str], words: Speech) -> bool:
    """Tell whether somebody says no more than that it is wrong ("said that was untrue")."""
    if said[:1] == ["that"] and said[1:2] and said[1] in ("it", "this", "that", "these", "those"):
        said = said[1:]
    if not said or said[0] not in ("it", "this", "that", "these", "those") or len(said) > _REACH + 4:
        return False
    copula = said[1:2] and (said[1] in BE or said[1] in ("could", "can", "cannot"))
    return bool(copula) and (bool(words.predicates & set(said[2:7])) or has_phrase(said[1:8], words))


def _is_rejected(rest: list[str], words: Speech) -> bool:
    """Tell whether a figure is called wrong by the words behind its noun."""
    copula = next(
        (
            k
            for k, word in enumerate(rest)
            if word in BE or word in ("seemed", "could", "can", "cannot", "had", "has", "did", "does")
        ),
        None,
    )
    if copula is None or "," in rest[:copula]:
        return False
    said = rest[copula : copula + 7]
    if rest[copula] == "cannot":
        said = ["not", *said[1:]]
    return bool((words.predicates | words.withdrawn | words.distorts) & set(said)) or has_phrase(said, words)


def _is_called(sentence: Sentence, i: int, words: Speech) -> bool:
    """Tell whether a verb of denial takes a figure and "as" with a word that rejects ("dismissed the toll as inflated")."""
    behind = sentence.lower[i + 1 : i + 1 + _REACH]
    return "as" in behind and bool(words.predicates & set(behind[behind.index("as") :]))


def _calling(sentence: Sentence, account: Account, words: Speech, language: str) -> Rejection | None:
    """Return the rejection that a verb of calling makes: "called the toll exaggerated"."""
    i = account.attribution.verb
    objects = sentence.lower[i + 1 : i + 1 + _REACH]
    figure = next(
        (k for k, other in enumerate(objects) if other in words.figures or other in ("it", "them", "this")),
        None,
    )
    if figure is None or account.source is None:
        return None
    made = _made(sentence, account.source, i, tuple(objects[: figure + 1]), words)
    return _with_origin(sentence, i + 2 + figure, made, words, language)


def _with_origin(sentence: Sentence, start: int, made: Rejection, words: Speech, language: str) -> Rejection:
    """Return a rejection with the one who is said to have made the figure ("as exaggerated by the authority")."""
    for k in range(start, min(len(sentence) - 1, start + 6)):
        if sentence.lower[k] in words.predicates and sentence.lower[k + 1] == "by":
            speaker = speaker_after(sentence, k + 2, language)
            if speaker is not None and speaker.speaks:
                return Rejection(
                    source=made.source,
                    token=made.token,
                    object_words=made.object_words,
                    plural=made.plural,
                    origin=source_of(sentence, speaker),
                )
    return made
