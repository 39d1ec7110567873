"""Sources named without a verb: "according to", "Police: 12 killed", "(police)", "the ministry's claim that"."""

from __future__ import annotations

from dataclasses import replace

from tollbook.extract.phrases import Phrase
from tollbook.extract.sentence import Sentence
from tollbook.extract.speaker_kinds import Attribution, SpeakerKind
from tollbook.extract.speaker_phrases import speaker_after, speaker_before
from tollbook.extract.speech import Act, speech
from tollbook.extract.speech_content import clause_start, states_something

_JOINERS = frozenset(["and", "but", "while", "whereas", "although", "though", ";", "or", "yet"])

_LONGEST_LABEL = 10
"""How many tokens may stand before the colon of "Police: 12 killed"."""
_LONGEST_NOTE = 10
"""How many tokens a source in brackets may have, a date behind it included ("(the ministry, 10 March)")."""


def according_to(sentence: Sentence, i: int, language: str) -> Attribution | None:
    """Return the attribution of "according to"."""
    speaker = speaker_after(sentence, i + 2, language)
    if speaker is None:
        return None
    n = len(sentence)
    if not states_something(sentence, 0, i):
        return Attribution(speaker=speaker, act=Act.SAY, verb=i, start=speaker.end, end=n)
    start = clause_start(sentence, i)
    if sentence.word(i - 1) in _JOINERS:
        return Attribution(speaker=speaker, act=Act.SAY, verb=i, start=speaker.end, end=n)
    ends = sentence.word(speaker.end) in ("", ".", ";", ")") or sentence.word(speaker.end) != ","
    return Attribution(speaker=speaker, act=Act.SAY, verb=i, start=start, end=i if ends else n, backward=True)


def by_colon(sentence: Sentence, i: int, language: str) -> Attribution | None:
    """Return the attribution of a headline ("Police: 12 killed", "12 killed: police")."""
    n = len(sentence)
    before = sentence.ends.get(i)
    if i <= _LONGEST_LABEL and before is not None:
        speaker = speaker_before(sentence, i, language)
        if (
            speaker is not None
            and speaker.start == 0
            and speaker.kind not in (SpeakerKind.OTHER, SpeakerKind.PRONOUN, SpeakerKind.NAME)
        ):
            return Attribution(speaker=speaker, act=Act.SAY, verb=i, start=i + 1, end=n)
    if sentence.word(i - 1) in ("source", "sources"):
        speaker = speaker_after(sentence, i + 1, language)
        if speaker is not None:
            return Attribution(speaker=speaker, act=Act.SAY, verb=i, start=0, end=n, backward=True)
    return _at_the_end(sentence, i, language)


def _at_the_end(sentence: Sentence, i: int, language: str) -> Attribution | None:
    """Return the attribution of a speaker alone behind the sign at token `i`, at the end of a headline."""
    speaker = speaker_after(sentence, i + 1, language)
    if speaker is None or speaker.end < len(sentence) or i == 0:
        return None
    if speaker.kind in (SpeakerKind.OTHER, SpeakerKind.PRONOUN, SpeakerKind.NAME):
        return None
    return Attribution(speaker=speaker, act=Act.SAY, verb=i, start=0, end=i, backward=True)


def by_bracket(sentence: Sentence, i: int, language: str) -> Attribution | None:
    """Return the attribution of a source in brackets ("12 were killed (police)")."""
    speaker = speaker_after(sentence, i + 1, language)
    if (
        speaker is None
        or sentence.word(speaker.end) not in (")", ",")
        or i == 0
        or speaker.end - i > _LONGEST_NOTE
    ):
        return None
    if speaker.kind not in (SpeakerKind.MEDIUM, SpeakerKind.PERSON, SpeakerKind.BODY, SpeakerKind.DOCUMENT):
        return None
    close = speaker.end
    while close < len(sentence) and sentence.lower[close] != ")" and close - i < _LONGEST_NOTE:
        close += 1
    ends = sentence.word(close) == ")" and sentence.word(close + 1) in ("", ".", ",", ";")
    if not ends or not states_something(sentence, 0, i):
        return None
    return Attribution(
        speaker=speaker, act=Act.SAY, verb=i, start=clause_start(sentence, i), end=i, backward=True
    )


def by_noun(sentence: Sentence, i: int, language: str) -> Attribution | None:
    """Return the attribution of a noun of saying with its owner ("the ministry's statement that 12 died")."""
    phrase = sentence.ends.get(i)
    if phrase is None or sentence.lower[phrase.head] not in speech(language).figures:
        return None
    if phrase.possessor is None:
        return _press_reports(sentence, phrase, i, language)
    owner = phrase.possessor
    speaker = speaker_after(sentence, owner.start, language)
    if speaker is None:
        return None
    cut = replace(speaker, start=owner.start, end=owner.end)
    return Attribution(speaker=cut, act=Act.SAY, verb=phrase.head, start=i + 1, end=len(sentence))


def _press_reports(sentence: Sentence, phrase: Phrase, i: int, language: str) -> Attribution | None:
    """Return the attribution of "press reports that", where the outlets are not named."""
    if sentence.word(phrase.head - 1) not in (
        "press",
        "media",
        "news",
        "newspaper",
        "television",
        "radio",
        "agency",
    ):
        return None
    speaker = speaker_after(sentence, phrase.start, language)
    if speaker is None:
        return None
    return Attribution(speaker=speaker, act=Act.SAY, verb=phrase.head, start=i + 1, end=len(sentence))
