"""Counts whose verb stands elsewhere: gaps, labels and shares of groups.

A gap is "12 were killed in Kesh and three in Torv", a label "Injured: 31", and a share of a group
just named "Of the dead, eleven were children".
"""

from __future__ import annotations

from dataclasses import replace

from tollbook.extract.counts import count_of
from tollbook.extract.link import Link
from tollbook.extract.linking import make_links
from tollbook.extract.objects import after_modifiers, object_after
from tollbook.extract.phrases import Kind, Phrase
from tollbook.extract.sentence import Sentence
from tollbook.extract.triggers import Frame, Trigger

_VERBAL = ("passive", "subject", "object", "reduced")
_PLACE_WORDS = frozenset(["in", "at", "near", "on", "outside", "inside", "elsewhere", "around", "from"])
_LABEL_LENGTH = 7
"""A label is at the start of its line: this many tokens at most stand before the colon."""


def gapped_links(sentence: Sentence, found: list[Link], language: str) -> list[Link]:
    """Return the counts that share the verb of a count before them.

    Args:
        sentence: the sentence.
        found: its links so far.
        language: whose words to use.
    """
    taken = {link.count.start for link in found}
    result: list[Link] = []
    for phrase in sentence.phrases:
        if phrase.quantity is None or phrase.quantity.start in taken or not _is_gap(sentence, phrase):
            continue
        base = _verb_before(sentence, found, phrase)
        if base is not None:
            made = make_links(sentence, base.trigger, [phrase], "gapped", language, maybe=base.maybe)
            part = ":" in sentence.lower[base.count.end : phrase.start]
            result.extend(
                replace(link, harm=base.harm, part_of=part) for link in made if link.count.rule == "number"
            )
    return result


def _is_gap(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a phrase behind "and" is followed by a place and no verb."""
    if (
        sentence.word(phrase.start - 1) not in ("and", ",", ";", ":")
        or sentence.word(phrase.end) not in _PLACE_WORDS
    ):
        return False
    j = after_modifiers(sentence, phrase)
    return not sentence.tag(j).startswith("V") and sentence.tag(j) not in ("MD", "WP", "WDT")


def _verb_before(sentence: Sentence, found: list[Link], phrase: Phrase) -> Link | None:
    """Return the link whose verb a gapped phrase shares: the nearest, with no other verb between."""
    rules = (*_VERBAL, "unit", "number", "toll") if ":" in sentence.lower[: phrase.start] else _VERBAL
    before = [link for link in found if link.trigger.end <= phrase.start and link.rule.rstrip("+") in rules]
    if not before:
        return None
    link = max(before, key=lambda link: link.trigger.start)
    if ":" in sentence.lower[link.trigger.end : phrase.start]:
        return link
    between = sentence.tags[link.trigger.end : phrase.start]
    return None if any(tag.startswith("VB") or tag == "MD" for tag in between) else link


def labelled_links(sentence: Sentence, triggers: list[Trigger], language: str) -> list[Link]:
    """Return the numbers behind labels of harm ("Killed: 12", "Number of missing - 3").

    Args:
        sentence: the sentence, as a rule one line of a table or a list.
        triggers: its words of harm.
        language: whose words to use.
    """
    reach = 2 * _LABEL_LENGTH if triggers and triggers[0].start <= 1 else _LABEL_LENGTH
    for colon in range(1, min(len(sentence), reach + 1)):
        if sentence.lower[colon] not in (":", "-", "\u2013", "\u2014", "="):
            continue
        phrase = sentence.starts.get(colon + 1)
        named = [trigger for trigger in triggers if trigger.end <= colon]
        if phrase is None or phrase.quantity is None or not named:
            return []
        count = count_of(sentence, phrase, language)
        if (
            count is None
            or count.rule not in ("number", "none")
            or sentence.tag(after_modifiers(sentence, phrase)).startswith("V")
        ):
            return []
        harms = {trigger.harm for trigger in named}
        trigger = named[0]
        return (
            [Link(count=count, harm=trigger.harm, trigger=trigger, rule="label")] if len(harms) == 1 else []
        )
    return []


def shares_of_groups(sentence: Sentence, triggers: list[Trigger], language: str) -> list[Link]:
    """Return the parts of a group of people harmed that opens the sentence ("Of the dead, six are boys").

    Args:
        sentence: the sentence.
        triggers: its words of harm.
        language: whose words to use.
    """
    first = 1 if sentence.word(0) in ('"', "\u201c", "-", "*") else 0
    if sentence.word(first) != "of" or sentence.word(first + 1) not in ("the", "those"):
        return []
    named = [
        trigger
        for trigger in triggers
        if trigger.start <= first + 5 and trigger.frame in (Frame.ADJECTIVE, Frame.OBJECT)
    ]
    if not named or "," not in sentence.lower[named[0].end : named[0].end + 3]:
        return []
    comma = sentence.lower.index(",", named[0].end)
    made = make_links(sentence, named[0], object_after(sentence, comma), "part", language)
    return [
        replace(link, part_of=True)
        for link in made
        if link.count.kind is not Kind.NAME and link.count.rule == "number"
    ]
