"""Figures that lean on an earlier one: "it put the figure at 40", "not 16 as reported", "up from 58".

Who disputes or revises a toll seldom says again what is counted. A bare number that stands where a
figure must stand takes its harm from the claim before it.
"""

from __future__ import annotations

import re

from tollbook.extract.counts import count_of
from tollbook.extract.link import Link
from tollbook.extract.phrases import Kind, Phrase
from tollbook.extract.sentence import Sentence
from tollbook.extract.triggers import Frame, Trigger
from tollbook.extract.view import DocumentView, Found

_FURTHEST_SENTENCES = 2
"""How many sentences may stand between a figure and the claim it leans on."""

_CUE = re.compile(
    r"\b(?:figures?|n(?:umbers?|ot|ames?|amed)|t(?:olls?|otals?|ally|here (?:were|was|are)|hey were|rue)"
    r"|c(?:ounts?|ounted|ut|orrected|orrect|laims|laiming|laimed)|estimates?|losses|d(?:eath|ead|ownward|own from)"
    r"|puts?|r(?:aised|evised|educed|eal)|lowered|i(?:ncreased|t was|t is)|u(?:pdated|pward|p from)"
    r"|s(?:poke|peaks|peak|aid|ays|ay)|buried|admitted)\b"
)
"""In lower-case text, words that a figure can lean on; branched by first letters, so that few branches are tried."""
_NUMBER = re.compile(
    r"\d|\Bteen|\b(?:one|t(?:wo|hree|en|welve|wenty|hirty|housand)|f(?:our|ive|orty|ifty)|s(?:ix|even|cores|everal)"
    r"|e(?:ight|leven)|n(?:ine|one|obody)|hundred|million|dozen)"
)
"""A sentence without one of these states no number."""
_FIGURE_NOUNS = frozenset(
    "figure figures number numbers toll count total estimate estimates tally losses loss dead return".split()
)
_REVISING = frozenset(
    "put puts putting raised raises raise raising lowered lowers lower lowering cut cuts cutting"
    " revised revises revise revising reduced reduces reduce increased increases corrected corrects"
    " correct brought brings bringing updated updates upward upwards downward downwards rose risen"
    " rises climbed climbs grew grown grows grew jumped leapt leaped crept fell fallen falls dropped"
    " come came gone went moved changed swelled reached set gave given doubled shrank".split()
)
_SPEAKING = frozenset(
    "spoke speaks speak speaking told claims claiming claimed counted counts buried admitted"
    " acknowledged names named confirmed talk talks talked wrote written knew knows".split()
)
_NOT_YET = frozenset(["would", "could", "will", "may", "might", "if"])
_WINDOW = 12
_AT_THE_START = 3
"""A share of people just named opens its sentence: this many tokens at most stand before it."""


def leaning_figures(view: DocumentView) -> list[Found]:
    """Return the claims that bare numbers make on the strength of a claim before them, in text order.

    Args:
        view: the document, with the claims that stand on their own in `found`.
    """
    by_sentence: dict[int, list[Found]] = {}
    for found in view.found:
        by_sentence.setdefault(found.number, []).append(found)
    result: list[Found] = []
    for number in sorted({near for n in by_sentence for near in range(n, n + _FURTHEST_SENTENCES + 1)}):
        if number < len(view.spans) and _may_hold_one(view, number):
            made = _in_sentence(view, number, by_sentence)
            by_sentence.setdefault(number, []).extend(made)
            result.extend(made)
    return result


def _may_hold_one(view: DocumentView, number: int) -> bool:
    """Tell whether a sentence has a word that figures lean on; a cheap test before it is taken apart."""
    span, text = view.spans[number], view.lowered
    if _CUE.search(text, span.start, span.end) is None:
        return False
    return _NUMBER.search(text, span.start, span.end) is not None


def _in_sentence(view: DocumentView, number: int, known: dict[int, list[Found]]) -> list[Found]:
    """Return the leaning figures of one sentence."""
    sentence = view.sentence(number)
    taken = {found.link.count.start for found in known.get(number, [])}
    result: list[Found] = []
    for phrase in sentence.phrases:
        if phrase.quantity is None or phrase.quantity.start in taken:
            continue
        share = _share_of_those_named(sentence, phrase)
        cue = share if share is not None else _cue_before(sentence, phrase)
        base = _base(number, phrase, known, result) if cue is not None else None
        if cue is None or base is None:
            continue
        count = count_of(sentence, phrase, view.language)
        if count is None or count.kind is not Kind.NUMBER or count.rule != "number":
            continue
        trigger = Trigger(cue, cue + 1, base.link.harm, Frame.TOLL, "figure")
        link = Link(
            count=count, harm=base.link.harm, trigger=trigger, rule="leaning", part_of=share is not None
        )
        result.append(Found(number=number, sentence=sentence, link=link))
    return result


def _base(number: int, phrase: Phrase, known: dict[int, list[Found]], here: list[Found]) -> Found | None:
    """Return the claim that a figure leans on: the nearest before it, here or up to two sentences back."""
    before = [found for found in (*known.get(number, []), *here) if found.link.count.start < phrase.start]
    if before:
        return max(before, key=lambda found: found.link.count.start)
    for back in range(1, _FURTHEST_SENTENCES + 1):
        earlier = [found for found in known.get(number - back, []) if found.link.count.rule == "number"]
        if earlier:
            return earlier[-1]
    return None


_THOSE_NAMED = frozenset(["them", "these", "those", "whom"])
_GROUPS_NAMED = frozenset(["victims", "dead", "casualties", "wounded", "injured", "missing", "bodies"])


def _share_of_those_named(sentence: Sentence, phrase: Phrase) -> int | None:
    """Return the "of" of a share of people just named ("seven of the victims were children"), or None."""
    of = phrase.end
    if sentence.word(of) != "of" or phrase.start > _AT_THE_START:
        return None
    if sentence.word(of + 1) in _THOSE_NAMED:
        verb = of + 2
    elif sentence.word(of + 1) == "the" and sentence.word(of + 2) in _GROUPS_NAMED:
        verb = of + 3
    else:
        return None
    return of if sentence.word(verb) in ("were", "was", "are", "is", "had", "have") else None


def _cue_before(sentence: Sentence, phrase: Phrase) -> int | None:
    """Return the token that makes a bare number a figure, or None."""
    k = phrase.start - 1
    word, before = sentence.word(k), set(sentence.lower[max(0, k - _WINDOW) : max(k, 0)])
    if _NOT_YET & before or (phrase.quantity is not None and phrase.end > phrase.quantity.end):
        return None
    if word == "of" and (sentence.word(k - 1) in _SPEAKING or sentence.word(k - 1) in _SUMS):
        return k - 1
    return k if _is_cue(sentence, phrase, word, before) else _after_copula(sentence, phrase, k)


_SUMS = frozenset(["figure", "total", "toll", "estimate", "number"])


def _is_cue(sentence: Sentence, phrase: Phrase, word: str, before: set[str]) -> bool:
    """Tell whether the word right before a bare number makes it a figure, with the words before that."""
    if (
        word in ("at", "to", "as")
        and before & _REVISING
        and before & (_FIGURE_NOUNS | {"it", "them", "from"})
    ):
        return True
    if word in ("at", "is", "was", "were", "be", "been", "as", "to"):
        return bool(before & _FIGURE_NOUNS)
    if word == "against":
        return sentence.word(phrase.end) == "in"
    earlier = sentence.word(phrase.start - 2)
    if word == "from":
        return earlier in ("up", "down", ",") or bool(before & _REVISING)
    if word in ("not", "but"):
        return earlier in (",", "was", "were") or "not" in before
    return word in _SPEAKING and _ends_clause(sentence, phrase.end)


def _after_copula(sentence: Sentence, phrase: Phrase, k: int) -> int | None:
    """Return the copula before a bare number that ends a clause ("it was four"), or its verb ("27 were")."""
    if sentence.lower[k : k + 1] and sentence.lower[k] in ("was", "were", "are", "is"):
        subject = sentence.word(k - 1)
        if subject in ("it", "there", "number", "figure") and _ends_clause(sentence, phrase.end):
            return k
    if sentence.word(phrase.end) in ("were", "had", "did") and _ends_clause(sentence, phrase.end + 1):
        return phrase.end
    return None


def _ends_clause(sentence: Sentence, k: int) -> bool:
    """Tell whether a clause ends before token `k`."""
    return sentence.word(k) in (".", ",", ";", "", '"', "\u201d", ")", "and", "but", "not", "in", "on", "by")
