"""Whether a count is a running total of a conflict, disaster or period, or belongs to one event."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tollbook.extract.disasters import of_disaster_told_by_toll
from tollbook.extract.lexicon import load
from tollbook.extract.phrases import MONTHS
from tollbook.extract.sentence import Sentence
from tollbook.extract.triggers import Frame
from tollbook.extract.view import DocumentView, Found
from tollbook.model import Harm, Scope


class _Words(NamedTuple):
    totals: re.Pattern[str]
    long_events: frozenset[str]
    always_long: frozenset[str]
    diseases: frozenset[str]
    stretches: frozenset[str]
    standing: frozenset[str]


@cache
def _words(language: str) -> _Words:
    """Return the words about running totals of a language."""
    data = load(language, "scopes")
    totals = re.compile(r"\b(?:" + "|".join(map(re.escape, data["totals"])) + r")\b")
    return _Words(totals, *(frozenset(data[key]) for key in _Words._fields[1:]))


def scope_of(view: DocumentView, found: Found) -> Scope:
    """Return whether a count is a running total of a conflict, disaster or period, or one event.

    It is worked out once for each claim of a document.

    Args:
        view: the document.
        found: one of its claims.
    """
    known: dict[Found, Scope] = view.cache.setdefault("scopes", {})  # type: ignore[assignment]
    if found not in known:
        known[found] = _scope(view, found)
    return known[found]


def _scope(view: DocumentView, found: Found) -> Scope:
    """Return whether a count is a running total or one event."""
    words = _words(view.language)
    if found.link.rule == "leaning":
        base = _base(view, found)
        return Scope.INCIDENT if base is None else scope_of(view, base)
    if found.link.part_of and (found.link.trigger.frame is Frame.TOLL or found.sentence.lower[0] == "of"):
        whole = _whole(view, found)
        return Scope.INCIDENT if whole is None else scope_of(view, whole)
    if _is_toll(found) or _is_standing(found, words):
        return Scope.CUMULATIVE
    if _is_single(found) or _is_increment(found):
        return Scope.INCIDENT
    start, end = _clause(found)
    tests = (
        _total,
        _since,
        _over_time,
        _long_event,
        _many_events,
        _as_of_now,
        _between_dates,
        _in_a_period,
        _large,
        _recorded,
    )
    if any(test(found, start, end, words) for test in tests) or of_disaster_told_by_toll(view, found):
        return Scope.CUMULATIVE
    return Scope.INCIDENT


def _whole(view: DocumentView, found: Found) -> Found | None:
    """Return the claim nearest before a part of "the dead" that counts more people of the same harm, or None."""
    low = found.link.count.low or 0
    before = [
        other
        for other in view.found
        if other.start < found.start
        and other.link.harm is found.link.harm
        and not other.link.part_of
        and (other.link.count.low or other.link.count.high or 0) > low
    ]
    return before[-1] if before else None


def _base(view: DocumentView, found: Found) -> Found | None:
    """Return the claim before one that is a figure alone ("... not 31 but 21")."""
    before = [other for other in view.found if other.start < found.start and other.link.rule != "leaning"]
    return before[-1] if before else None


def _is_toll(found: Found) -> bool:
    """Tell whether a count is what a toll stands at; "the number of dead" alone may be that of one event."""
    link = found.link
    if link.trigger.frame is not Frame.TOLL and link.rule != "toll":
        return False
    if not link.trigger.lemma.startswith(("number", "count", "list", "the dead")) or link.rule == "leaning":
        return True
    lower = found.sentence.lower
    return "since" in lower or bool(_MOVING & set(lower[link.trigger.end : link.count.start]))


_MOVING = frozenset(
    [
        "rose",
        "risen",
        "rises",
        "climbed",
        "climbs",
        "reached",
        "reaches",
        "grew",
        "grown",
        "increased",
        "stands",
        "stood",
        "passed",
        "exceeded",
        "topped",
        "fallen",
        "gone",
        "has",
        "had",
    ]
)


_PERIOD_WORDS = frozenset(
    ["week", "month", "quarter", "season", "year", "winter", "summer", "spring", "autumn"]
)
_SEVERAL = 2
"""More than so many dead of a disease are its toll so far."""
_LARGE = 2000
"""Above this number of dead or hurt in no named attack or accident, a figure is a total of many."""


def _in_a_period(found: Found, start: int, end: int, words: _Words) -> bool:
    """Tell whether deaths are counted in a month, a year or a numbered week, with no single event ("in 2003 60 people died")."""
    del words
    sentence = found.sentence
    if found.link.trigger.frame not in (Frame.SUBJECT, Frame.UNIT) or _EVENTS & set(sentence.lower):
        return False
    for k in range(start, end - 1):
        if sentence.lower[k] not in ("in", "during", "for"):
            continue
        word = sentence.lower[k + 1]
        if (
            word in MONTHS
            or _YEAR.fullmatch(word)
            or (word in _PERIOD_WORDS and sentence.word(k + 2).isdigit())
        ):
            return True
    return False


def _large(found: Found, start: int, end: int, words: _Words) -> bool:
    """Tell whether a number is so large, with no single event beside it, that it must be a total."""
    del start, end, words
    bound = found.link.count.low or found.link.count.high or 0
    return bound >= _LARGE and not _EVENTS & set(found.sentence.lower)


def _recorded(found: Found, start: int, end: int, words: _Words) -> bool:
    """Tell whether somebody recorded or documented harms one by one ("we have recorded 318 deaths")."""
    del words
    return (
        found.link.count.rule == "number"
        and bool(_RECORDING & set(found.sentence.lower[start:end]))
        and not (_EVENTS & set(found.sentence.lower))
    )


_RECORDING = frozenset(["recorded", "documented", "registered", "recording", "documenting", "verified"])


_EVENTS = frozenset(
    "attack blast bombing bomb explosion crash fire raid ambush shooting accident clash collision quake earthquake"
    " tsunami massacre stampede derailment sinking collapse shelling airstrike strike assault battle riot storm hurricane"
    " typhoon cyclone flood landslide avalanche eruption incident".split()
)


def _between_dates(found: Found, start: int, end: int, words: _Words) -> bool:
    """Tell whether a clause counts from one month or year to another ("from March 2017 to January 2018", "between 1998 and 2000")."""
    del words
    lower = found.sentence.lower
    for k in range(start, end):
        if lower[k] not in ("from", "between"):
            continue
        joint = "to" if lower[k] == "from" else "and"
        behind = lower[k + 1 : min(end, k + 10)]
        if joint in behind or "until" in behind:
            cut = behind.index(joint) if joint in behind else behind.index("until")
            if any(map(_is_month_or_year, behind[:cut])) and any(map(_is_month_or_year, behind[cut:])):
                return True
    return False


def _is_month_or_year(word: str) -> bool:
    """Tell whether a word is a month or a year of four digits."""
    return word in MONTHS or (_YEAR.fullmatch(word) is not None)


_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")


def _is_single(found: Found) -> bool:
    """Tell whether one person is told of, whose harm is one event."""
    return found.link.count.rule in ("one", "name")


def _is_increment(found: Found) -> bool:
    """Tell whether the count is added to an earlier one ("14 more people have died, raising the toll")."""
    count = found.link.count
    return "more" in found.sentence.lower[count.end : count.end + 2] and any(
        word in ("raising", "bringing", "taking", "pushing") for word in found.sentence.lower[count.end :]
    )


def _total(found: Found, start: int, end: int, words: _Words) -> bool:
    """Tell whether a phrase of totals stands in a clause ("so far this year"), and not one time in it ("earlier this year")."""
    text = " ".join(found.sentence.lower[start:end])
    return any(
        not text[: match.start()].rstrip().endswith(("earlier", "later", "late", "early"))
        for match in words.totals.finditer(text)
    ) and not _is_superlative(found.sentence, start, end)


_MOSTS = frozenset(["deadliest", "worst", "biggest", "largest", "bloodiest", "highest", "first", "most"])


def _is_superlative(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether an event is compared with all others of a time ("the deadliest attack since 2011")."""
    return any(
        sentence.lower[k] in _MOSTS
        and sentence.word(k - 1) in ("the", "its", "'s", "their", "country's", "city's")
        for k in range(start, end)
    )


def _clause(found: Found) -> tuple[int, int]:
    """Return the tokens around a claim up to the marks that part statements: ";", dashes, "while", "but"."""
    sentence = found.sentence
    first = min(found.link.count.start, found.link.trigger.start)
    last = max(found.link.count.end, found.link.trigger.end)
    start, end = 0, len(sentence)
    for k in range(first - 1, -1, -1):
        if sentence.lower[k] in (";", "while", "but", "after"):
            start = k + 1
            break
    for k in range(last, len(sentence)):
        if sentence.lower[k] in (";", "while", "but", "after", "when"):
            end = k
            break
    return start, end


def _is_standing(found: Found, words: _Words) -> bool:
    """Tell whether people are counted by a status they still have ("two million displaced", "refugees in camps")."""
    link, sentence = found.link, found.sentence
    if link.harm is not Harm.DISPLACED:
        return False
    trigger = sentence.lower[link.trigger.start]
    if link.rule in ("attribute", "number", "unit") and trigger in words.standing:
        return True
    if sentence.lower[link.count.phrase.head] in words.standing or sentence.lower[link.trigger.start] in (
        "refugees",
        "refugee",
    ):
        return True
    if link.trigger.lemma == "evacuate":
        return False
    return any(
        word in ("have", "has")
        for word in sentence.lower[max(0, link.trigger.start - 4) : link.trigger.start]
    )


def _since(found: Found, start: int, end: int, words: _Words) -> bool:
    """Tell whether "since" with a time or an event begins a total in a clause."""
    del words
    sentence, trigger = found.sentence, found.link.trigger.start
    if _is_superlative(sentence, start, end):
        return False
    return any(
        sentence.lower[k] == "since"
        and not k < trigger <= k + 4
        and (sentence.tag(k + 1) != "VBG" or sentence.tag(k + 2) in ("VBD", "VBN"))
        and not _tells_of_beginning(found, k)
        for k in range(start, end)
    )


def _tells_of_beginning(found: Found, k: int) -> bool:
    """Tell whether a claim counts the harm of the event behind "since" itself ("since the bombings that killed 191")."""
    sentence, first = found.sentence, min(found.link.trigger.start, found.link.count.start)
    return any(
        sentence.lower[j] in ("which", "who")
        or (sentence.lower[j] == "that" and sentence.tags[j - 1][:1] == "N")
        for j in range(k + 2, first)
    )


def _over_time(found: Found, start: int, end: int, words: _Words) -> bool:
    """Tell whether a clause counts over a length of time ("in the past three months", "in 20 years of war")."""
    sentence = found.sentence
    for k in range(start, end):
        if sentence.lower[k] not in words.stretches:
            continue
        before = sentence.lower[max(start, k - 6) : k]
        if any(word in ("past", "last", "recent", "first", "previous") for word in before) and any(
            word in ("over", "in", "during", "for", "within", "of") for word in before
        ):
            return sentence.lower[k].endswith("s") or "over" in before or "past" in before
        if (
            sentence.word(k + 1) == "of"
            and sentence.lower[k].endswith("s")
            and any(word in ("in", "during", "over", "after", "end", "through") for word in before)
        ):
            return True
    return False


def _long_event(found: Found, start: int, end: int, words: _Words) -> bool:
    """Tell whether a clause tells of what lasts long, as what harmed or as where people were harmed."""
    sentence = found.sentence
    has = any(word in ("have", "has", "had") for word in sentence.lower[start:end])
    for k in range(start, end):
        word = sentence.lower[k]
        if word in words.always_long and _is_place_or_doer(found, k):
            return True
        if word in words.diseases and (has or (found.link.count.low or 0) > _SEVERAL):
            return True
        if word in words.long_events and _drawn_out(sentence, k) and _is_place_or_doer(found, k):
            return True
    return False


def _drawn_out(sentence: Sentence, k: int) -> bool:
    """Tell whether a length of time stands before a noun ("months of fighting", "the week-long unrest")."""
    before = sentence.lower[max(0, k - 4) : k]
    return any(
        word.endswith(("-long", "weeklong", "monthslong", "yearslong", "-year"))
        or word in ("years", "months", "weeks", "decades", "near-daily")
        for word in before
    )


def _is_place_or_doer(found: Found, k: int) -> bool:
    """Tell whether a noun stands behind "in" or "during", or is what the verb of harm has for its subject."""
    sentence, trigger = found.sentence, found.link.trigger
    phrase = sentence.phrase_over(k)
    if phrase is None or phrase.head != k:
        return False
    if sentence.word(phrase.start - 1) in ("in", "during", "throughout"):
        return True
    if not phrase.end <= trigger.start <= phrase.end + 8:
        return False
    return found.link.rule.startswith("object") and not any(
        tag in ("VBD", "VBZ", "VBP") and word not in _HAVE
        for tag, word in zip(
            sentence.tags[phrase.end : trigger.start], sentence.lower[phrase.end : trigger.start], strict=True
        )
    )


_HAVE = frozenset(["have", "has", "had", "is", "are"])


def _as_of_now(found: Found, start: int, end: int, words: _Words) -> bool:
    """Tell whether a clause says that a count is what it has come to by now ("has now claimed 33 lives")."""
    del words
    sentence, trigger = found.sentence, found.link.trigger.start
    near = " ".join(sentence.lower[max(start, trigger - 4) : trigger])
    if "has now" in near or "have now" in near:
        return True
    return end > start and sentence.lower[start] in ("currently", "altogether")


def _many_events(found: Found, start: int, end: int, words: _Words) -> bool:
    """Tell whether many events have done the harm, told in the perfect ("attacks that have claimed 100 lives")."""
    del end, words
    sentence, first = found.sentence, min(found.link.trigger.start, found.link.count.start)
    if found.link.rule.rstrip("+") not in ("object", "unit", "lives", "idiom"):
        return False
    for k in range(max(start, first - 3), first):
        if sentence.lower[k] == "have" and not any(word in _PEOPLE_DO for word in sentence.lower[start:k]):
            return any(sentence.tags[j] == "NNS" and sentence.lower[j] in _EVENTS for j in range(start, k))
    return False


_PEOPLE_DO = frozenset(
    ["gunmen", "police", "forces", "troops", "they", "militants", "rebels", "we", "soldiers", "officials"]
)
_EVENTS = frozenset(
    [
        "attacks",
        "bombings",
        "killings",
        "raids",
        "strikes",
        "airstrikes",
        "clashes",
        "floods",
        "mudslides",
        "landslides",
        "storms",
        "rains",
        "protests",
        "riots",
        "fires",
        "wildfires",
        "shootings",
        "kidnappings",
        "explosions",
        "blasts",
        "quakes",
        "tremors",
        "avalanches",
        "accidents",
        "battles",
        "executions",
        "massacres",
        "purges",
    ]
)
