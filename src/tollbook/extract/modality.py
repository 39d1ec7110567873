"""Whether a harm and its number are stated, or only feared, believed or alleged."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tollbook.extract.actors import acting_subject
from tollbook.extract.doers import can_act
from tollbook.extract.lexicon import load
from tollbook.extract.sentence import Sentence
from tollbook.extract.triggers import Trigger
from tollbook.extract.view import DocumentView, Found
from tollbook.model import Modality


class _Words(NamedTuple):
    adverbs: frozenset[str]
    doubted: frozenset[str]
    bound: frozenset[str]
    fearing: frozenset[str]
    unsettled: frozenset[str]
    charged: frozenset[str]


@cache
def _words(language: str) -> _Words:
    """Return the words of doubt of a language as sets."""
    data = load(language, "modality")
    return _Words(*(frozenset(data[key]) for key in _Words._fields))


def modality_of(view: DocumentView, found: Found) -> Modality:
    """Return whether the harm and its number are stated, or only feared, believed or alleged.

    Doubt about who did it leaves a claim stated.

    Args:
        view: the document.
        found: one of its claims.
    """
    words = _words(view.language)
    sentence = found.sentence
    start, end = _clause(found)
    if found.link.maybe or _no_reports(found):
        return Modality.HEDGED
    if any(
        test(sentence, start, end, found, words)
        for test in (_adverb, _doubted, _feared, _unsettled, _estimated)
    ):
        return Modality.HEDGED
    if _charged(sentence, start, end, found, words) and not _stated_besides(view, found, words):
        return Modality.HEDGED
    return Modality.STATED


def _stated_besides(view: DocumentView, found: Found, words: _Words) -> bool:
    """Tell whether the document states itself what somebody is charged with: as many harmed in the same way."""
    count = found.link.count
    for other in view.found:
        same = (other.link.harm, other.link.count.low, other.link.count.high) == (
            found.link.harm,
            count.low,
            count.high,
        )
        if same and other.number != found.number and (count.low or 0) > 1:
            start, end = _clause(other)
            if not other.link.maybe and not _charged(other.sentence, start, end, other, words):
                return True
    return False


_STATISTICAL = frozenset(
    "interval confidence excess margin statistical statistically overlap extrapolated modelled modeled sampled survey"
    " household".split()
)
"""Words that tell that an estimate is one of statistics, not a count that somebody rounded."""


def _estimated(sentence: Sentence, start: int, end: int, found: Found, words: _Words) -> bool:
    """Tell whether a number is a statistical estimate ("we estimate 15,400 excess deaths, 95 per cent interval ...")."""
    del end, words
    first = min(found.link.trigger.start, found.link.count.start)
    estimates = any(
        sentence.lower[k].startswith("estimate") and sentence.tags[k].startswith("V")
        for k in range(start, first)
    )
    return estimates and not _STATISTICAL.isdisjoint(sentence.lower)


_REACH = 9
"""How many tokens before the harm a word of belief or allegation may stand and still govern it."""
_ENDS = frozenset([";", "but", "while", "although", "though"])


def _clause(found: Found) -> tuple[int, int]:
    """Return the tokens of the statement that a claim stands in."""
    sentence = found.sentence
    first = min(found.link.count.start, found.link.trigger.start)
    last = max(found.link.count.end, found.link.trigger.end)
    start, end = 0, len(sentence)
    for k in range(first - 1, -1, -1):
        if sentence.lower[k] in _ENDS:
            start = k + 1
            break
    for k in range(last, len(sentence)):
        if sentence.lower[k] in _ENDS or sentence.lower[k] in ("when", "after", "who", "which"):
            end = k
            break
    return start, end


def _no_reports(found: Found) -> bool:
    """Tell whether no reports of a harm are told ("no immediate reports of injuries")."""
    if found.link.count.high != 0:
        return False
    sentence, count = found.sentence, found.link.count
    return any(
        word
        in (
            "immediate",
            "immediately",
            "report",
            "reports",
            "word",
            "sign",
            "signs",
            "indication",
            "indications",
        )
        for word in sentence.lower[count.start : count.start + 5]
    )


def _adverb(sentence: Sentence, start: int, end: int, found: Found, words: _Words) -> bool:
    """Tell whether an adverb of doubt stands by the word of harm or opens its statement."""
    trigger, count = found.link.trigger.start, found.link.count
    near = range(max(start, min(trigger, count.start) - 6), min(end, max(trigger, count.end) + 2))
    if any(
        sentence.lower[k] in words.adverbs
        and not _of_other_phrase(sentence, k)
        and not _of_other_verb(sentence, k, trigger)
        for k in near
    ):
        return True
    return any(
        sentence.lower[k] in ("allegedly", "reportedly", "purportedly")
        and sentence.tag(k + 1).startswith("VB")
        and not _of_other_verb(sentence, k, trigger)
        for k in range(start, min(trigger, count.start))
    )


def _of_other_verb(sentence: Sentence, k: int, trigger: int) -> bool:
    """Tell whether an adverb doubts a participle that only shows the harm ("a video purportedly showing the killing")."""
    return sentence.tag(k + 1) == "VBG" and k + 1 != trigger


def _of_other_phrase(sentence: Sentence, k: int) -> bool:
    """Tell whether an adverb hangs on an adjective or on "because", not on the statement ("apparently by accident")."""
    return sentence.word(k + 1) in (
        "because",
        "by",
        "in",
        "from",
        "for",
        "with",
        "as",
        "after",
        "due",
        "at",
        "on",
        "to",
    )


def _doubted(sentence: Sentence, start: int, end: int, found: Found, words: _Words) -> bool:
    """Tell whether a participle of doubt governs the harm ("40 are feared dead", "the alleged killing of two")."""
    trigger, count = found.link.trigger.start, found.link.count
    for k in range(start, end):
        word = sentence.lower[k]
        if word not in words.doubted:
            continue
        following = sentence.word(k + 1)
        if following == "to" and _doubts_doer(found, trigger):
            continue
        if (
            k < trigger <= k + 6
            and (k >= count.end or sentence.word(k - 1) in _BE)
            and _leads_to_harm(sentence, k, trigger)
        ):
            return True
        if (
            word in ("alleged", "unconfirmed", "presumed", "suspected", "reported")
            and k + 1 <= trigger <= k + 2
            and sentence.tags[trigger].startswith("N")
        ):
            return True
        if word == "feared" and (
            following in ("dead", "killed", "drowned", "missing", "lost") or following == "to"
        ):
            return True
    return False


def _doubts_doer(found: Found, trigger: int) -> bool:
    """Tell whether it is in doubt only who did it ("the group is believed to have killed 12 people")."""
    if found.link.rule.rstrip("+") != "object":
        return False
    return any(can_act(found.sentence, phrase) for phrase in acting_subject(found.sentence, trigger, "en"))


_BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])


def _leads_to_harm(sentence: Sentence, k: int, trigger: int) -> bool:
    """Tell whether only "to", auxiliaries and adverbs stand between a participle of doubt and the harm."""
    between = sentence.lower[k + 1 : trigger]
    tags = sentence.tags[k + 1 : trigger]
    passed = all(
        word in _BE
        or word in ("to", "have", "has", "had", "and", "or")
        or tag.startswith(("RB", "VBN", "JJ", "VB"))
        for word, tag in zip(between, tags, strict=True)
    )
    if sentence.lower[k] in ("reported", "said"):
        return passed and "to" in between
    return passed


def _feared(sentence: Sentence, start: int, end: int, found: Found, words: _Words) -> bool:
    """Tell whether the harm stands in a statement that someone fears or believes ("officials fear 40 died")."""
    first = min(found.link.trigger.start, found.link.count.start)
    for k in range(start, first):
        if sentence.lower[k] not in words.fearing:
            continue
        if sentence.word(k + 1) == "to" and _doubts_doer(found, found.link.trigger.start):
            continue
        verb = (
            sentence.tags[k].startswith("VB")
            or sentence.lower[k].startswith("alleg")
            or sentence.word(k + 1) == "that"
        )
        if verb and first - k <= _REACH and "not" not in sentence.lower[max(0, k - 2) : k]:
            between = sentence.lower[k + 1 : first]
            if not any(
                word in _BE or word in (",", "behind", "responsible", "who", "which", "in", "by", "of")
                for word in between
            ):
                return True
    del end
    return False


def _unsettled(sentence: Sentence, start: int, end: int, found: Found, words: _Words) -> bool:
    """Tell whether the harm is told in a noun of what is not established ("allegations that 40 were killed")."""
    del end
    first = min(found.link.trigger.start, found.link.count.start)
    for k in range(start, first):
        word = sentence.lower[k]
        if (
            word in words.unsettled
            and sentence.tags[k].startswith("N")
            and sentence.word(k + 1) in ("that", "of", "about", "over")
        ):
            return first - k <= _REACH
        if word in ("report", "reports", "accounts", "account", "information", "sources") and sentence.word(
            k - 1
        ) in ("unconfirmed", "unverified", "conflicting"):
            return True
    return False


def _charged(sentence: Sentence, start: int, end: int, found: Found, words: _Words) -> bool:
    """Tell whether someone is only accused of the harm ("accused of killing two", "suspected of two murders")."""
    del end
    trigger = found.link.trigger
    for k in range(start, min(trigger.start, found.link.count.start) + 1):
        if sentence.lower[k] in words.charged and _only_deeds(sentence, k, trigger):
            return True
    return False


def _only_deeds(sentence: Sentence, k: int, deed: Trigger) -> bool:
    """Tell whether "of", "with" or "for" behind a word of charge leads to the word of harm, over another deed at most."""
    trigger = deed.start
    joint = next(
        (j for j in range(k + 1, min(k + 8, trigger)) if sentence.lower[j] in ("of", "with", "for")), None
    )
    if joint is None or sentence.word(joint - 1) == "connection":
        return False
    if deed.lemma in ("death", "die", "fatality") and sentence.word(joint) != "of":
        return False
    words = sentence.lower[joint + 1 : trigger]
    between = sentence.tags[joint + 1 : trigger]
    if words[:1] == ["having"]:
        return True
    if any(
        tag in ("VBD", "VBZ", "VBP", "WDT", "WP") or word in ("that", "in", ",")
        for tag, word in zip(between, words, strict=True)
    ):
        return False
    deeds = between.count("VBG")
    return deeds == 0 or (deeds == 1 and words[-1:] == ["and"])
