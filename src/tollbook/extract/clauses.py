"""What words of time and place in a sentence are tied to: an event noun, a verb of harm, or only speech."""

from __future__ import annotations

import re

from tollbook.extract.event_words import BODILY, event_words, share_event
from tollbook.extract.events import LEAD, report_of
from tollbook.extract.letters import runs_of_letters
from tollbook.extract.phrases import MONTHS, WEEKDAYS, Kind
from tollbook.extract.sentence import Sentence
from tollbook.extract.triggers import Frame
from tollbook.extract.view import DocumentView, Found
from tollbook.model import Harm

CLAUSE_BREAKS = frozenset(
    [
        "that",
        "who",
        "which",
        "whose",
        "when",
        "while",
        "after",
        "before",
        "as",
        "but",
        "because",
        "although",
        "though",
        "where",
        "if",
        "whether",
        ";",
        ":",
        "since",
        "until",
    ]
)
"""Words at which one clause ends and another begins."""

NO_SINGLE_EVENT = 1000
"""From this number on, people harmed are taken for a total of a longer time, whose beginning alone is inherited."""
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_MONTHS = MONTHS - {"march", "may"}
"""In lower case these two are a verb or a protest as often as a month."""
_AUXILIARIES = frozenset(["is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "'s"])


def modified_before(sentence: Sentence, start: int, events: frozenset[str]) -> tuple[int, int]:
    """Return the event noun or else the verb before token `start` that it modifies, each -1 where it is not the one."""
    for i in range(start - 1, -1, -1):
        if sentence.tags[i].startswith("V") and sentence.lower[i] not in _AUXILIARIES:
            return -1, i
        if sentence.lower[i] in events and sentence.tags[i].startswith("N"):
            return i, -1
        if sentence.lower[i] in (";", ":"):
            break
    return -1, -1


def modified_after(sentence: Sentence, end: int) -> int:
    """Return the first finite verb from token `end` on, its participle for an auxiliary; or -1."""
    for i in range(end, len(sentence)):
        if sentence.tags[i] not in ("VBD", "VBZ", "VBP", "VBN"):
            continue
        verb, following = i, i + 1
        while sentence.tag(following) in ("RB", "VBN", "VBG", "VBD"):
            verb = following if sentence.tags[following] != "RB" else verb
            following += 1
        return verb
    return -1


def clause_cost(
    view: DocumentView, found: Found, start: int, end: int, *, per_break: float, per_claim: float
) -> float:
    """Return what stands between tokens `start` to `end` and a claim's words of harm, weighed.

    Args:
        view: the document.
        found: the claim.
        start: first token of the words of time or place.
        end: the token after their last one.
        per_break: what a clause boundary weighs.
        per_claim: what the words of harm of another event weigh; of the same event, half; half too where
            they stand before the words of time or place, which then go with them sooner.
    """
    trigger, sentence = found.link.trigger, found.sentence
    low, high = (end, trigger.start) if end <= trigger.start else (trigger.end, start)
    cost = per_break * sum(word in CLAUSE_BREAKS for word in sentence.lower[low:high])
    others = {
        other.link.trigger.start: share_event(found.link.harm, other.link.harm)
        for other in view.found_in(found.number)
        if low <= other.link.trigger.start < high
    }
    if end <= trigger.start and any(other.link.trigger.end <= start for other in view.found_in(found.number)):
        cost += per_claim / 2
    return cost + sum(
        per_claim / 2 if same else per_claim for place, same in others.items() if place != trigger.start
    )


def steps_away(found: Found, number: int, *, per_step: float) -> float:
    """Return how far sentence `number` stands from a claim's: what comes before it counts as nearer."""
    away = number - found.number
    return -away * per_step if away < 0 else away * per_step + 1


def leaves_paragraph(view: DocumentView, first: int, last: int) -> bool:
    """Tell whether a paragraph ends between two sentences."""
    return any(view.paragraph_break(number) for number in range(first + 1, last + 1))


def is_of_lasting_harm(view: DocumentView, found: Found) -> bool:
    """Tell whether a toll is that of a disease or a war, or as high as one, and so of no single day told elsewhere."""
    if (found.link.count.low or 0) >= NO_SINGLE_EVENT:
        return True
    first = report_of(view, found.number).start
    lasting = event_words(view.language).lasting
    return any(
        not lasting.isdisjoint(runs_of_letters(view.document.text[span.start : span.end].lower()))
        for span in (*view.spans[first : first + LEAD], view.spans[found.number])
    )


def tells_only_of_others(view: DocumentView, found: Found, number: int) -> bool:
    """Tell whether sentence `number` tells of harms, but only of harms of another kind than the claim's."""
    harms = [other.link.harm for other in view.found_in(number)]
    return bool(harms) and not any(share_event(found.link.harm, harm) for harm in harms)


def tells_of_harm(sentence: Sentence, noun: int, verb: int, found: Found, language: str) -> bool:
    """Tell whether the noun or verb that words are tied to tells of an event like the claim's."""
    words = event_words(language)
    if noun >= 0:
        return sentence.lower[noun] in (words.events if found.link.harm in BODILY else words.arrests)
    return verb >= 0 and sentence.lower[verb] in words.happen


def is_anothers(sentence: Sentence, noun: int, found: Found, language: str) -> bool:
    """Tell whether an event noun that words are tied to is not what befell people arrested or kidnapped.

    "Arrested three men over the bombings in Kesh" says where the bombs were, not the arrests.
    """
    if noun < 0:
        return False
    trigger, words = found.link.trigger, event_words(language)
    if found.link.harm in BODILY:
        return sentence.lower[noun] in words.captures
    return (
        found.link.harm in (Harm.DETAINED, Harm.ABDUCTED)
        and not (sentence is found.sentence and trigger.start <= noun < trigger.end)
        and sentence.lower[noun] not in words.arrests
    )


def shares_victim(view: DocumentView, found: Found, number: int) -> bool:
    """Tell whether sentence `number` tells of a harm like the claim's to a victim with the same last word."""
    word = found.sentence.word(found.link.count.phrase.head)
    return any(
        share_event(found.link.harm, other.link.harm)
        and other.sentence.word(other.link.count.phrase.head) == word
        for other in view.found_in(number)
    )


def names_an_old_death(found: Found) -> bool:
    """Tell whether a claim only mentions a named person's death by a noun ("the murder of Ana Ruiz").

    Such a death is often long past, and what the report tells around it happened elsewhere.
    """
    return (
        found.link.harm is Harm.KILLED
        and found.link.trigger.frame is Frame.ACT
        and found.link.count.kind is Kind.NAME
    )


def looks_back(view: DocumentView, found: Found) -> bool:
    """Tell whether a claim looks back to another time than the account's ("two years ago", "last month", "in 1995").

    Args:
        view: the document.
        found: a claim.
    """
    sentence = found.sentence
    lower = sentence.lower
    if "ago" in lower or "since" in lower:
        return True
    for k, word in enumerate(lower):
        if word == "last" and sentence.word(k + 1) in (
            "week",
            "month",
            "year",
            "summer",
            "winter",
            *WEEKDAYS,
            *_MONTHS,
        ):
            return True
        if (
            word in ("earlier", "previous", "recent")
            and sentence.tag(k + 1).startswith("NN")
            and (sentence.word(k + 1) not in WEEKDAYS)
        ):
            return True
    if found.number == 0:
        return False
    before = view.document.text[: sentence.span.start].lower()
    stretch = view.document.text[sentence.span.start : sentence.span.end]
    return any(year not in before for year in _YEAR.findall(stretch)) or any(
        month in lower and month not in before for month in _MONTHS
    )
