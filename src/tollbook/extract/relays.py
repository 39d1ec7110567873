"""Who passes words on: "told Radio Kesh", "state television, quoting police", "in an interview with the Herald"."""

from __future__ import annotations

from dataclasses import replace

from tollbook.extract.arguments import verb_group
from tollbook.extract.phrases import Phrase
from tollbook.extract.sentence import Sentence
from tollbook.extract.speaker_kinds import Attribution, Speaker, SpeakerKind, is_medium, kind_of_speaker
from tollbook.extract.speaker_phrases import speaker_after, speaker_before
from tollbook.extract.speech import Act, Speech, speech

_OWNED = frozenset(["government", "local", "national", "public", "state"])


def relays(sentence: Sentence, found: list[Attribution], language: str) -> list[Attribution]:
    """Return the attributions of a sentence with those who passed the words on.

    Args:
        sentence: the sentence.
        found: its attributions, in the order of their verbs.
        language: whose words to use.
    """
    made = [
        _with_addressee(sentence, attribution, language)
        for attribution in found
        if attribution.act is not Act.QUOTE
    ]
    for attribution in found:
        if attribution.act is Act.QUOTE:
            _quote(sentence, attribution, made, language)
    made.sort(key=lambda attribution: attribution.verb)
    medium = _carrier(sentence, language)
    if medium is None:
        return made
    return [_carried(attribution, medium) for attribution in made]


def _carried(attribution: Attribution, medium: Speaker) -> Attribution:
    """Return an attribution as carried by an outlet, unless it has one or is one."""
    if attribution.medium is not None or _overlap(attribution.speaker, medium):
        return attribution
    return replace(attribution, medium=medium)


def _overlap(one: Speaker, other: Speaker) -> bool:
    """Tell whether two speakers share a token."""
    return one.start < other.end and other.start < one.end


def _quote(sentence: Sentence, quoting: Attribution, made: list[Attribution], language: str) -> None:
    """Put the one who is quoted in the place of the one who quotes."""
    i = quoting.verb
    quoted = speaker_after(sentence, i + 1, language)
    if quoted is None or (not quoted.speaks and sentence.word(quoted.end) != "as"):
        return
    if sentence.tags[i] == "VBG":
        for n, other in enumerate(made):
            if other.speaker == quoting.speaker or _overlap(other.speaker, quoting.speaker):
                made[n] = replace(other, speaker=quoted, medium=quoting.speaker)
                return
    at_end = not {"VBD", "VBZ", "VBP", "VBN"} & set(sentence.tags[quoted.end :])
    if at_end and sentence.word(quoting.speaker.start - 1) in (",", '"', "\u201d"):
        made.append(
            replace(
                quoting,
                act=Act.SAY,
                speaker=quoted,
                medium=quoting.speaker,
                start=0,
                end=quoting.speaker.start,
            )
        )
        return
    whole = sentence.tags[i] == "VBG" or quoting.backward
    start, end = (0, len(sentence)) if whole else (quoted.end, len(sentence))
    made.append(replace(quoting, act=Act.SAY, speaker=quoted, medium=quoting.speaker, start=start, end=end))


def _with_addressee(sentence: Sentence, attribution: Attribution, language: str) -> Attribution:
    """Return an attribution with the outlet that its speaker told it to."""
    if attribution.act is not Act.TELL:
        return attribution
    phrase = sentence.starts.get(attribution.verb + 1)
    if phrase is None or not is_medium(sentence, phrase, language) or sentence.word(phrase.start) == "this":
        return attribution
    return _carried(attribution, _medium(sentence, phrase, language))


def _medium(sentence: Sentence, phrase: Phrase, language: str) -> Speaker:
    """Return an outlet as a speaker."""
    return Speaker(
        start=phrase.start,
        end=phrase.end,
        head=phrase.head,
        kind=kind_of_speaker(sentence, phrase, language),
    )


def _carrier(sentence: Sentence, language: str) -> Speaker | None:
    """Return the outlet that a sentence says carried its words, or None."""
    words = speech(language)
    signs = {"interviewed", "on"}.union(words.carried, words.vehicles, words.speaking)
    if signs.isdisjoint(sentence.lower):
        return None
    for i, word in enumerate(sentence.lower):
        if word not in signs:
            continue
        if word == "interviewed":
            medium = speaker_before(sentence, verb_group(sentence, i).start, language)
            if medium is not None and medium.kind is SpeakerKind.MEDIUM:
                return medium
        start = _carrier_start(word, i, sentence.word(i + 1), words)
        phrase = None if start is None else sentence.starts.get(start)
        if phrase is not None and is_medium(sentence, phrase, language):
            return _medium(sentence, phrase, language)
    return None


def _carrier_start(word: str, i: int, following: str, words: Speech) -> int | None:
    """Return where the outlet should begin that token `i` and the next one say carried the words, or None."""
    if word == "on" and following in _OWNED:
        return i + 1
    carried = word in words.carried and following in ("by", "on", "in")
    vehicle = word in words.vehicles and following in ("with", "to", "on", "for")
    spoken_to = word in words.speaking and following in ("to", "on", "with")
    return i + 2 if carried or vehicle or spoken_to else None
