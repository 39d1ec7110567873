"""From words of harm to the people they befell: each link is one candidate claim."""

from __future__ import annotations

from dataclasses import replace

from tollbook.extract.gapped import gapped_links, labelled_links, shares_of_groups
from tollbook.extract.harms import triggers
from tollbook.extract.link import Link
from tollbook.extract.linking import make_links
from tollbook.extract.parts import stated_parts
from tollbook.extract.phrases import Phrase
from tollbook.extract.sentence import Sentence
from tollbook.extract.takers import TAKERS, among_links
from tollbook.extract.triggers import Frame
from tollbook.model import Harm

__all__ = ["Link", "links"]


_IMAGINED = frozenset(
    "drill simulated simulation simulations scenario scenarios hypothetical imagined rehearsal".split()
)
"""Words of exercises and thought experiments: no harm of their sentence happened."""


def links(sentence: Sentence, language: str = "en") -> list[Link]:
    """Return the links of a sentence in the order of their counts, one for each count and harm.

    Args:
        sentence: the sentence.
        language: whose words to use.
    """
    if not _IMAGINED.isdisjoint(sentence.lower):
        return []
    named = triggers(sentence.tokens, sentence.tags, language)
    if not named:
        return []
    found: list[Link] = []
    for trigger in named:
        found.extend(TAKERS[trigger.frame](sentence, trigger, language))
    found.extend(among_links(sentence, named, language))
    found.extend(shares_of_groups(sentence, named, language))
    if not found:
        found.extend(labelled_links(sentence, named, language))
    if not found:
        return found
    found.extend(gapped_links(sentence, found, language))

    def part(whole: Link, phrases: list[Phrase]) -> list[Link]:
        return make_links(sentence, whole.trigger, phrases, "part", language, maybe=whole.maybe)

    found.extend(stated_parts(sentence, found, part))
    return _settled([_of_oneself(sentence, link) for link in found])


def _of_oneself(sentence: Sentence, link: Link) -> Link:
    """Return the link with its harm made sure: who shoots or stabs himself is taken to have died."""
    deadly = sentence.lower[link.count.end - 1] in ("himself", "herself") or _is_deadly(sentence, link)
    if deadly and link.harm in (Harm.CASUALTIES, Harm.INJURED) and link.trigger.frame is Frame.OBJECT:
        return replace(link, harm=Harm.KILLED)
    return link


def _is_deadly(sentence: Sentence, link: Link) -> bool:
    """Tell whether an adverb beside the verb makes it deadly ("fatally shot")."""
    i = link.trigger.start
    return any(sentence.word(k) in ("fatally", "mortally", "lethally") for k in (i - 1, i + 1))


_RULE_ORDER = {
    "object": 0,
    "passive": 0,
    "subject": 1,
    "toll": 1,
    "number": 2,
    "unit": 2,
    "of": 2,
    "possessor": 2,
    "small": 3,
    "predicate": 3,
    "attribute": 4,
    "reduced": 4,
    "part": 5,
    "gapped": 6,
    "label": 6,
}
"""Of two ways to one count and harm, the lower number is the surer."""


def _settled(found: list[Link]) -> list[Link]:
    """Return the links without doubles: one for each count and harm, the surest rule first."""
    best: dict[tuple[int, int, Harm], Link] = {}
    for link in sorted(found, key=lambda link: _RULE_ORDER[link.rule.rstrip("+")]):
        surest = best.setdefault((link.count.start, link.count.end, link.harm), link)
        if link.part_of and not surest.part_of:
            best[link.count.start, link.count.end, link.harm] = replace(surest, part_of=True)
    spans: dict[tuple[int, int], list[Link]] = {}
    for link in best.values():
        spans.setdefault((link.count.start, link.count.end), []).append(link)
    kept = [link for same in spans.values() for link in _of_one_count(same)]
    return sorted(kept, key=lambda link: (link.count.start, link.count.end, link.harm))


_LUMPED = ({Harm.KILLED, Harm.INJURED}, {Harm.KILLED, Harm.MISSING})
_STATUS = frozenset(["refugee", "hostage", "captive", "detainee", "evacuee", "displaced", "idp"])


_COORDINATED = 4
"""Words of harm this many tokens apart or less are one expression ("killed and seriously injured")."""


def _distance(link: Link) -> int:
    """Return how many tokens stand between the words of harm and the count."""
    return abs(link.trigger.start - link.count.start)


def _of_one_count(same: list[Link]) -> list[Link]:
    """Return what is left of the links of one count: harms not told apart are one, finer words win."""
    if len(same) == 1:
        return same
    inner = [
        link
        for link in same
        if link.rule in ("number", "unit", "attribute") and link.trigger.start >= link.count.end
    ]
    if inner and any(link.rule in ("subject", "passive") for link in same):
        same = [link for link in same if link not in inner]
    lumped = [link for link in same if link.trigger.lemma == "casualty"]
    if lumped:
        return lumped[:1]
    idioms = {link.trigger.start for link in same if " " in link.trigger.lemma}
    same = [link for link in same if " " in link.trigger.lemma or link.trigger.start not in idioms]
    harms = {link.harm for link in same}
    if harms in _LUMPED and same[0].count.rule == "number":
        together = (
            max(link.trigger.start for link in same) - min(link.trigger.start for link in same)
            <= _COORDINATED
        )
        return [replace(same[0], harm=Harm.CASUALTIES)] if together else [min(same, key=_distance)]
    if len([link for link in same if link.trigger.lemma not in _STATUS]) > 0:
        same = [link for link in same if link.trigger.lemma not in _STATUS]
    told = harms & {Harm.KILLED, Harm.INJURED}
    same = [
        link
        for link in same
        if not (told and link.harm is Harm.CASUALTIES and link.trigger.frame is Frame.OBJECT)
    ]
    if Harm.ABDUCTED in harms:
        same = [link for link in same if link.harm is not Harm.DETAINED]
    return same
