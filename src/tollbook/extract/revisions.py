"""Whether a figure is asserted, rejected, or put in the place of an earlier one."""

from __future__ import annotations

from tollbook.extract.accounts import Account, Ownership
from tollbook.extract.arguments import BE
from tollbook.extract.sentence import Sentence
from tollbook.extract.speech import Act, Speech, has_phrase, speech
from tollbook.model import Stance

_REACH = 9
"""How many tokens may stand between a word of change and "to 50"."""
_DENYING_BARE = frozenset(
    ["deny", "denies", "denied", "denying", "disputes", "disputed", "doubts", "doubted"]
)
"""Verbs that may deny a clause without "that"."""
_OBJECT_REACH = 4
_OWN_PART = frozenset(["its", "their", "his", "her", "it", "they", "he", "she", "we", "our", "itself"])
_ASIDES = frozenset(["who", "which", "where", "when", "whose", "after", "because", "before"])
_COPULAS = BE | {"seems", "looks", "appears", "remains"}
_BREAKS = frozenset([";", ".", "!", "?"])


def stance_of(sentence: Sentence, start: int, end: int, owner: Ownership, language: str) -> Stance:
    """Return what the speaker does with the figure at tokens `start` to `end`.

    Args:
        sentence: the sentence of the claim.
        start: first token of the count.
        end: the token after its last one.
        owner: whose words the claim is.
        language: whose words to use.
    """
    words = speech(language)
    if _is_negated(sentence, start) or _is_called_false(sentence, start, end, words):
        return Stance.DISPUTES
    if any(rejects(sentence, account, start, words) for account in owner.over):
        return Stance.DISPUTES
    if (
        _is_put_right(sentence, start, words)
        or _replaces_negated(sentence, start, end)
        or _is_changed_to(sentence, start, end, words)
    ):
        return Stance.REVISES
    return Stance.ASSERTS


def _is_negated(sentence: Sentence, start: int) -> bool:
    """Tell whether "not" stands right before a count ("21, not 31"), and is no part of another idiom."""
    before = sentence.word(start - 1)
    if before == "the":
        start, before = start - 1, sentence.word(start - 2)
    if before == "not":
        return sentence.word(start - 2) not in ("if", "or") and sentence.word(start) not in (
            "a",
            "an",
            "one",
            "only",
            "just",
        )
    return before in ("than", "of") and sentence.word(start - 2) in ("rather", "instead")


def _is_called_false(sentence: Sentence, start: int, end: int, words: Speech) -> bool:
    """Tell whether the words around a count call it wrong."""
    return (
        _hangs_on_rejected(sentence, start, end, words)
        or _has_rejection_before(sentence, start, words)
        or _is_said_not_to_be(sentence, end, words)
    )


def _hangs_on_rejected(sentence: Sentence, start: int, end: int, words: Speech) -> bool:
    """Tell whether a count hangs on a noun for a figure that is then called wrong ("the figure of 340 is false")."""
    before = sentence.lower[max(0, start - 6) : start + 1]
    noun = next((k for k in range(len(before) - 2, -1, -1) if before[k] in words.figures), None)
    if noun is None or not {"of", "about", "that", "on"} & set(before[noun:]):
        return False
    rest = sentence.lower[end : end + 16]
    copula = next((k for k, word in enumerate(rest) if word in _COPULAS), None)
    if copula is None:
        return False
    said = rest[copula + 1 : copula + 7]
    return bool((words.predicates | words.withdrawn) & set(said)) or has_phrase(said, words)


def _has_rejection_before(sentence: Sentence, start: int, words: Speech) -> bool:
    """Tell whether a word that rejects governs a count: "it is untrue that 72", "were wrong to report 35"."""
    before = sentence.lower[max(0, start - 6) : start]
    joiner = next((k for k in range(len(before) - 1, -1, -1) if before[k] in ("that", "to")), None)
    if joiner is None:
        return False
    behind = before[joiner + 1 :]
    governs = before[max(0, joiner - 4) : joiner]
    if before[joiner] == "to":
        return bool(words.predicates & set(governs)) and any(word in words.verbs for word in behind[:1])
    copula = bool(_COPULAS & set(governs)) and "it" in governs
    return copula and (bool(words.predicates & set(governs)) or has_phrase(governs, words))


def _is_said_not_to_be(sentence: Sentence, end: int, words: Speech) -> bool:
    """Tell whether those counted are said not to exist, or to have been published in error."""
    rest = sentence.lower[end : end + 18]
    if "exist" in rest and {"not", "never", "don't", "didn't"} & set(rest[: rest.index("exist")]):
        return True
    wrongly = next((k for k, word in enumerate(rest[:6]) if word in words.wrongly), None)
    return wrongly is not None and wrongly > 0 and rest[wrongly - 1] in _COPULAS


def rejects(sentence: Sentence, account: Account, start: int, words: Speech) -> bool:
    """Tell whether an account rejects or takes back the count at token `start` that it covers.

    Args:
        sentence: the sentence.
        account: one that covers the count.
        start: first token of the count.
        words: the words of speech.
    """
    attribution = account.attribution
    between = sentence.lower[attribution.verb + 1 : start]
    if attribution.act is Act.WITHDRAW:
        return not attribution.backward and attribution.verb < start
    if attribution.act is Act.CALL:
        return bool(words.predicates & set(between)) and bool(words.figures & set(between))
    if attribution.act is not Act.DENY or attribution.backward:
        return False
    return _denies_harm(sentence, attribution.verb, start, words)


def _denies_harm(sentence: Sentence, verb: int, start: int, words: Speech) -> bool:
    """Tell whether a verb of denial is about the harm counted at token `start`, not about a part in it."""
    between = sentence.lower[verb + 1 : start]
    if not between:
        return sentence.lower[verb] in _DENYING_BARE
    aside = ":" in between or bool((words.part_in_it | _ASIDES) & set(between))
    if aside or between[-3:-1] == ["any", "of"]:
        return False
    if sentence.lower[verb] in words.accepts and len(between) <= _OBJECT_REACH:
        return True
    opens = between.index("that") + 1 if "that" in between else len(between)
    own_part = any(word in _OWN_PART for word in between[opens : opens + 1])
    return not own_part and bool(({"that", "whether", "if", "how"} | words.figures) & set(between))


def denies_part(sentence: Sentence, account: Account, start: int, words: Speech) -> bool:
    """Tell whether an account is a denial that leaves the count at token `start` standing.

    Args:
        sentence: the sentence.
        account: one that covers the count.
        start: first token of the count.
        words: the words of speech.
    """
    return account.attribution.act is Act.DENY and not rejects(sentence, account, start, words)


def _is_put_right(sentence: Sentence, start: int, words: Speech) -> bool:
    """Tell whether a count is given as the right one ("the correct number is 122", "corrected itself: it was six")."""
    before = sentence.lower[max(0, start - 5) : start]
    for k, word in enumerate(before[:-1]):
        if word in words.rightly and before[k + 1] in words.figures and _COPULAS & set(before[k + 1 :]):
            return True
    reflexive = {"itself", "themselves", "himself", "herself"} & set(before)
    return bool(reflexive) and any(
        word in words.changes for word in sentence.lower[max(0, start - 8) : start]
    )


def _replaces_negated(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a count stands against one that is negated beside it ("21, not 31", "not eleven but two")."""
    for quantity in sentence.quantities:
        first = quantity.start - 1 if sentence.word(quantity.start - 1) == "the" else quantity.start
        if sentence.word(first - 1) != "not" or not _is_negated(sentence, quantity.start):
            continue
        if 0 < quantity.start - end <= _REACH and not _BREAKS & set(sentence.lower[end : quantity.start]):
            return True
        if quantity.end <= start and sentence.word(start - 1) == "but":
            return True
    return False


def _is_changed_to(sentence: Sentence, start: int, end: int, words: Speech) -> bool:
    """Tell whether a figure comes to this count from another ("has risen to 50", "revised down to 40")."""
    if (
        sentence.word(end) == ","
        and sentence.word(end + 1) in ("up", "down")
        and sentence.word(end + 2) == "from"
    ):
        return True
    k = start - 1
    while k > 0 and sentence.tags[k] == "RB":
        k -= 1
    word = sentence.word(k)
    if word in words.reaches and sentence.tags[k] in ("VBN", "VBD", "VBZ", "VBG", "VBP"):
        return bool(words.numbers & set(sentence.lower[:k]))
    if word in ("and", ","):
        return _joined_to_changed(sentence, k, words)
    if word != "to" and not (word == "at" and sentence.word(k - 1) in words.changes):
        return False
    return _has_change(sentence, k, words)


def _joined_to_changed(sentence: Sentence, end: int, words: Speech) -> bool:
    """Tell whether the count before "and" is a changed one ("has risen to 18 dead and 41 wounded")."""
    return any(
        quantity.end <= end <= quantity.end + 3
        and sentence.word(quantity.start - 1) == "to"
        and _has_change(sentence, quantity.start - 1, words)
        for quantity in sentence.quantities
    )


def _has_change(sentence: Sentence, end: int, words: Speech) -> bool:
    """Tell whether a word of change stands before "to" at token `end`, with nothing between to break it off."""
    for k in range(end - 1, max(-1, end - 1 - _REACH - 6), -1):
        word = sentence.lower[k]
        if word in _BREAKS:
            return False
        if word in words.moves or word in words.changes:
            return sentence.tags[k].startswith("V") or word in words.changes
        if word in words.brings:
            return bool(words.numbers & set(sentence.lower[k:end]))
    return False
