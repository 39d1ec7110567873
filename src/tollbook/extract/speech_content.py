"""Which words of a sentence are what a speaker says: those behind the verb, or those before the speaker."""

from __future__ import annotations

from tollbook.extract.phrases import MONTHS, WEEKDAYS
from tollbook.extract.sentence import Sentence
from tollbook.extract.speaker_kinds import Attribution, Speaker
from tollbook.extract.speech import Act

_QUOTES = frozenset(['"', "\u201c", "\u201d", "``", "''", "\u00ab", "\u00bb"])
_ENDS = frozenset([".", ";", ")", "!", "?", "\u2026", *_QUOTES])
_AFTERTHOUGHTS = frozenset(
    [
        "after",
        "as",
        "when",
        "while",
        "before",
        "in",
        "during",
        "following",
        "citing",
        "quoting",
        "speaking",
        "adding",
        "referring",
        "at",
        "by",
        "from",
        "since",
        "through",
    ]
)
_LOOKING_BACK = frozenset({Act.SAY, Act.TELL, Act.ESTIMATE, Act.SHOW, Act.QUOTE})
"""Verbs whose content may stand before their speaker."""
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_WHEN = (
    WEEKDAYS
    | MONTHS
    | frozenset(
        "afternoon day earlier evening later month morning night today week weekend year yesterday".split()
    )
)
_MANNER = frozenset(
    [
        "statement",
        "interview",
        "communique",
        "report",
        "briefing",
        "conference",
        "message",
        "letter",
        "telephone",
        "phone",
        "radio",
        "television",
        "telegram",
        "email",
        "e-mail",
        "post",
        "bulletin",
        "twitter",
        "facebook",
        "speech",
    ]
)


def placed(sentence: Sentence, i: int, act: Act, speaker: Speaker) -> Attribution:
    """Return the attribution with the words that it covers: those behind the verb, or those before the speaker."""
    n = len(sentence)
    after = _behind_modifiers(sentence, i + 1, act)
    content_before = speaker.start > 0 and sentence.lower[speaker.start - 1] in (
        ",",
        ":",
        "-",
        "--",
        "\u2013",
        "\u2014",
        *_QUOTES,
    )
    word = sentence.word(after)
    ends = after >= n or word in _ENDS or (sentence.tags[i] != "VBG" and not _has_clause(sentence, i + 1, n))
    clause_before = (
        act in _LOOKING_BACK and content_before and states_something(sentence, 0, speaker.start - 1)
    )
    if (ends and (clause_before or after >= n or word in _ENDS)) or (
        clause_before and word in _AFTERTHOUGHTS and not _clause_behind(sentence, after)
    ):
        if speaker.start > 0 and clause_before:
            begin = clause_start(sentence, speaker.start)
            return Attribution(
                speaker=speaker, act=act, verb=i, start=begin, end=speaker.start, backward=True
            )
        return Attribution(speaker=speaker, act=act, verb=i, start=i + 1, end=n)
    if word == "," and clause_before:
        return Attribution(speaker=speaker, act=act, verb=i, start=0, end=n, backward=True)
    return Attribution(speaker=speaker, act=act, verb=i, start=i + 1, end=_forward_end(sentence, i))


def _has_clause(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether these tokens hold a finite verb or a number of people, and so can be what is said."""
    return bool(_FINITE & set(sentence.tags[start:end]))


def states_something(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether these tokens state something: with a verb of their own, a number or a quotation."""
    return any(
        tag in ("VBD", "VBZ", "VBP", "MD", "VBN") or word in _QUOTES
        for tag, word in zip(sentence.tags[start:end], sentence.lower[start:end], strict=True)
    ) or any(start <= quantity.start < end for quantity in sentence.quantities)


def _clause_behind(sentence: Sentence, start: int) -> bool:
    """Tell whether a clause of its own follows a comma behind token `start`."""
    rest = sentence.lower[start:]
    return "," in rest and bool({"VBD", "VBZ", "VBP"} & set(sentence.tags[start + rest.index(",") :]))


def _forward_end(sentence: Sentence, i: int) -> int:
    """Return the token behind what a speaker says after the verb at token `i`."""
    for k in range(i + 1, len(sentence)):
        if sentence.lower[k] == ";":
            return k
    return len(sentence)


def _behind_modifiers(sentence: Sentence, i: int, act: Act) -> int:
    """Return the first token behind the verb that is no adverb, time, addressee or manner of speaking."""
    j, told = i, act is not Act.TELL
    for _ in range(8):
        phrase = sentence.starts.get(j)
        if phrase is not None and (_is_when(sentence, phrase.head) or not told):
            told = True
            j = phrase.end
        elif sentence.tag(j) in ("RB", "RP") and sentence.word(j) != "there":
            j += 1
        elif (
            sentence.word(j) in ("on", "in", "to", "by", "at", "late", "early", "through", "via")
            and j + 1 in sentence.starts
        ):
            inner = sentence.starts[j + 1]
            if sentence.word(j) in ("in", "at", "by") and not _is_manner(sentence, inner.head):
                return j
            j = inner.end
        else:
            return j
    return j


def _is_when(sentence: Sentence, head: int) -> bool:
    """Tell whether a word names a time."""
    return sentence.lower[head].rstrip("s") in _WHEN


def _is_manner(sentence: Sentence, head: int) -> bool:
    """Tell whether a word names a time or a way of speaking."""
    return sentence.lower[head] in _MANNER or _is_when(sentence, head) or sentence.lower[head].isdigit()


def clause_start(sentence: Sentence, end: int) -> int:
    """Return where the clause begins that ends at token `end`, behind a semicolon."""
    for k in range(end - 1, 0, -1):
        if sentence.lower[k] == ";":
            return k + 1
    return 0
