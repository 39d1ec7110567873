"""Who attacked, by the other words of a claim's sentence, and who claims an attack or is blamed for it."""

from __future__ import annotations

from tollbook.extract.actors import speaker_meant
from tollbook.extract.arguments import subject_before, verb_group
from tollbook.extract.assaults import maker_of
from tollbook.extract.deeds import Deed, deeds_in, doer_of
from tollbook.extract.doers import agent_words, can_act
from tollbook.extract.phrases import Phrase
from tollbook.extract.sentence import Sentence
from tollbook.extract.sides import are_alike, named
from tollbook.extract.view import DocumentView, Found
from tollbook.model import Span


def assailant_around(view: DocumentView, found: Found) -> Span | None:
    """Return the doer that the sentence names outside the clause of the claim.

    Args:
        view: the document.
        found: one of its claims.
    """
    sentence, language = found.sentence, view.language
    victim = found.link.count.phrase
    phrases = [phrase for phrase in sentence.phrases if phrase.start >= victim.end]
    phrases += [phrase for phrase in reversed(sentence.phrases) if phrase.end <= victim.start]
    for phrase in phrases:
        if _in_other_clause(view, found, phrase.start) or _dates_from(sentence, phrase.start):
            continue
        made = maker_of(sentence, phrase, language)
        if made is not None and not are_alike((sentence, *made), named(sentence, victim), language):
            return _span(sentence, *made)
    for deed in deeds_in(sentence, language):
        beside = deed.end <= victim.start or deed.start >= victim.end
        apart = _in_other_clause(view, found, deed.start) or _dates_from(sentence, deed.start)
        beside = beside and not apart and not _came_later(found, deed)
        if beside and (doer := doer_of(deed, sentence, named(sentence, victim), language)) is not None:
            return _span(sentence, *doer)
    return responsible_in(sentence, language)


def _came_later(found: Found, deed: Deed) -> bool:
    """Tell whether a deed is told to have followed the harm ("police fired shots after a bomb killed 12")."""
    first = min(found.link.trigger.start, found.link.count.start)
    return "after" in found.sentence.lower[deed.end : first]


def _dates_from(sentence: Sentence, k: int) -> bool:
    """Tell whether token `k` is the subject behind "since", which only tells from when on ("since troops invaded")."""
    before = sentence.lower[max(0, k - 2) : k]
    return "since" in before


def _in_other_clause(view: DocumentView, found: Found, k: int) -> bool:
    """Tell whether token `k` is in a clause of other victims, on the other side of a "while" or a semicolon."""
    own = found.link.count.start
    for j in range(min(k, own), max(k, own)):
        if found.sentence.lower[j] in ("while", "whereas", ";"):
            return any((other.link.count.start > j) != (own > j) for other in view.found_in(found.number))
    return False


def responsible_in(sentence: Sentence, language: str) -> Span | None:
    """Return who claims an attack or is blamed for it in a sentence, or None.

    Args:
        sentence: the sentence.
        language: whose words to use.
    """
    words = agent_words(language)
    for k, word in enumerate(sentence.lower):
        phrase = None
        if word in words.claiming and (
            sentence.tags[k].startswith("VB") or sentence.word(k + 1) in words.claimed
        ):
            phrase = _claims(sentence, k, words.claimed)
        elif word == "carried":
            phrase = _says_it_did(sentence, k)
        elif word in words.blaming:
            phrase = _blamed(sentence, k)
        elif word in ("suspect", "suspects", "suspected") and sentence.tags[k] in (
            "VBP",
            "VBZ",
            "VBD",
            "VBN",
        ):
            phrase = _suspected(sentence, k)
        elif word in ("behind", "responsible"):
            phrase = _is_behind(sentence, k)
        elif word == "work" and sentence.word(k + 1) == "of" and sentence.word(k - 1) == "the":
            phrase = sentence.starts.get(k + 2)
        if phrase is not None and _is_side(sentence, phrase, language):
            return _side(sentence, phrase)
    return None


def _is_side(sentence: Sentence, phrase: Phrase, language: str) -> bool:
    """Tell whether a phrase names a side rather than "no group" or a pronoun."""
    if sentence.tags[phrase.head] in ("PRP", "WP", "WDT") or sentence.lower[phrase.start] in (
        "no",
        "nobody",
        "anyone",
    ):
        return False
    return sentence.tags[phrase.head] in ("NNP", "NNPS") or can_act(sentence, phrase, language)


def _side(sentence: Sentence, phrase: Phrase) -> Span:
    """Return the span of a side, of whom a spokesman speaks for, with the "of" and "and" of its name."""
    following = sentence.starts.get(phrase.end + 1)
    if (
        sentence.lower[phrase.head].startswith("spokes")
        and following is not None
        and sentence.word(phrase.end) in ("for", "of")
    ):
        return _span(sentence, following.start, following.end)
    end = phrase.end
    if (
        following is not None
        and sentence.word(end) == "and"
        and sentence.tags[phrase.head].startswith("NN")
        and sentence.word(following.end) == "for"
    ):
        end = following.end
    return _span(sentence, _name_start(sentence, phrase), end)


def _name_start(sentence: Sentence, phrase: Phrase) -> int:
    """Return where a name begins whose tail a phrase is ("the Front of Kesh and the Coast")."""
    start = phrase.start
    for _ in range(3):
        before = sentence.ends.get(start - 1)
        if before is None or sentence.word(start - 1) not in ("of", "and", "in"):
            break
        if sentence.tags[before.head] not in ("NNP", "NNPS"):
            break
        start = before.start
    return start


def _claims(sentence: Sentence, k: int, objects: frozenset[str]) -> Phrase | None:
    """Return who claims at token `k` ("X claimed responsibility", "the attack was claimed by X")."""
    group = verb_group(sentence, k)
    if group.passive:
        return sentence.starts.get(k + 2) if sentence.word(k + 1) == "by" else None
    if "no" in sentence.lower[max(0, k - 5) : k] or not any(
        word in objects for word in sentence.lower[k + 1 : k + 5]
    ):
        return None
    subjects = subject_before(sentence, group)
    return subjects[-1] if subjects else sentence.ends.get(k)


def _says_it_did(sentence: Sentence, k: int) -> Phrase | None:
    """Return who says at token `k` that they carried out an attack ("the Front said it carried out the attack")."""
    if sentence.word(k - 1) not in ("it", "they", "had") or sentence.word(k + 1) != "out":
        return None
    j = next((j for j in range(k - 1, max(-1, k - 5), -1) if sentence.lower[j] in ("said", "says")), None)
    return None if j is None else sentence.ends.get(j)


def _blamed(sentence: Sentence, k: int) -> Phrase | None:
    """Return who is blamed at token `k` ("blamed rebels for", "blamed on rebels")."""
    if sentence.word(k + 1) == "on":
        return sentence.starts.get(k + 2)
    if verb_group(sentence, k).passive:
        subjects = subject_before(sentence, verb_group(sentence, k))
        return subjects[-1] if subjects else None
    target = sentence.starts.get(k + 1)
    if target is not None and (
        sentence.word(target.end) in ("for", "of") or "for" in sentence.lower[target.end : target.end + 6]
    ):
        return target
    if (
        target is not None
        and sentence.lower[k].startswith("blam")
        and "on" not in sentence.lower[target.end :]
    ):
        return target
    for j in range(k + 1, min(len(sentence), k + 10)):
        if sentence.lower[j] == "on":
            return sentence.starts.get(j + 1)
    return None


def _suspected(sentence: Sentence, k: int) -> Phrase | None:
    """Return who is suspected at token `k` ("officials suspect the rebels", "the rebels are suspected")."""
    group = verb_group(sentence, k)
    if group.passive:
        subjects = (
            subject_before(sentence, group) if sentence.word(k + 1) in ("", ".", ",", "in", "of") else []
        )
        return subjects[-1] if subjects else None
    target = sentence.starts.get(k + 1)
    if target is None or sentence.ends.get(group.start) is None or sentence.tags[k] == "VBN":
        return None
    return (
        target if sentence.word(target.end) in ("", ".", ",", "of", "in", "were", "was", "carried") else None
    )


def _is_behind(sentence: Sentence, k: int) -> Phrase | None:
    """Return who is said to be behind it, or responsible for it, at token `k`."""
    j = k - 1
    while j > 0 and (
        sentence.lower[j] in ("be", "to", "is", "are", "was", "were", "been")
        or sentence.tags[j] in ("VBN", "RB", "MD")
    ):
        j -= 1
    found = sentence.ends.get(j + 1) if j < k - 1 else None
    return found if found is None else speaker_meant(sentence, found.start) or found


def _span(sentence: Sentence, start: int, end: int) -> Span:
    """Return the span of tokens `start` to `end`."""
    return Span(sentence.tokens.starts[start], sentence.tokens.ends[end - 1])
