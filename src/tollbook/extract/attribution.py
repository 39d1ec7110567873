"""Who says what within one sentence: each attribution is a speaker, what they do, and the words it covers."""

from __future__ import annotations

from dataclasses import replace

from tollbook.extract.arguments import BE, VerbGroup, verb_group
from tollbook.extract.relays import relays
from tollbook.extract.sentence import Sentence
from tollbook.extract.source_notes import according_to, by_bracket, by_colon, by_noun
from tollbook.extract.speaker_kinds import Attribution, Speaker, SpeakerKind
from tollbook.extract.speaker_phrases import speaker_after, speaker_before
from tollbook.extract.speech import Act, speech
from tollbook.extract.speech_content import clause_start, placed, states_something
from tollbook.extract.verbs_of_speech import is_noun_after_all, is_verb_in_spite_of_tag, suits

_QUOTES = frozenset(['"', "\u201c", "\u201d", "``", "''", "\u00ab", "\u00bb"])
_NEGATIONS = frozenset(["not", "never", "nor", "neither", "cannot"])
_DEATHLY = frozenset(
    ["dead", "killed", "missing", "injured", "wounded", "safe", "kidnapped", "arrested", "detained"]
)

_NO_SPEAKER_BEFORE = frozenset(
    ["after", "as", "at", "before", "by", "for", "from", "in", "of", "since", "without"]
)
"""Words behind which an -ing form has no speaker for its subject ("at the time of writing")."""

_OTHER_SIGNS = frozenset(["according", ":", "that", "("])
"""What can make an attribution without a verb of speech."""


def attributions(sentence: Sentence, language: str = "en") -> list[Attribution]:
    """Return the attributions of a sentence, in the order of their verbs.

    Args:
        sentence: the sentence.
        language: whose words to use.
    """
    verbs = speech(language).verbs
    found: list[Attribution] = []
    for i, word in enumerate(sentence.lower):
        act = verbs.get(word)
        if act is None and word not in _OTHER_SIGNS:
            continue
        made: Attribution | None = None
        if act is not None:
            made = _by_verb(sentence, i, act, found, language)
        elif word == "according" and sentence.word(i + 1) == "to":
            made = according_to(sentence, i, language)
        elif word == ":":
            made = by_colon(sentence, i, language)
        elif word == "that" and i > 1:
            made = by_noun(sentence, i, language)
        elif word == "(":
            made = by_bracket(sentence, i, language)
        if made is not None:
            found.append(made)
    found = [_bounded(found, n) for n in range(len(found))]
    return relays(sentence, found, language)


def _bounded(found: list[Attribution], n: int) -> Attribution:
    """Return attribution `n` with its words ending where a later one that looks back names its speaker."""
    this = found[n]
    for other in found[n + 1 :]:
        if other.backward and this.start < other.speaker.start <= this.end and other.speaker != this.speaker:
            first = min(other.speaker.start, other.verb)
            return replace(this, end=first)
    return this


def _by_verb(
    sentence: Sentence, i: int, act: Act, found: list[Attribution], language: str
) -> Attribution | None:
    """Return the attribution that the verb at token `i` makes, or None."""
    group = verb_group(sentence, i)
    said = _said(sentence, i, act, group, language)
    if said is None:
        return None
    if sentence.tags[i] != "VBG" and any(word in BE for word in group.words):
        return _passive(sentence, i, group, said, language)
    if sentence.word(i + 1) in _DEATHLY or (said is Act.ACCUSE and sentence.word(i + 1) == "of"):
        return None  # "a soldier accused of killing" is no accuser
    behind = _inverted(sentence, i, said, language) if said is Act.SAY and group.start == i else None
    if behind is not None and _stands_alone(sentence, behind):
        return behind
    speaker = _subject(sentence, group, found, language)
    if speaker is None:
        return _inverted(sentence, i, said, language) if said in (Act.SAY, Act.TELL) else None
    return placed(sentence, i, said, speaker) if suits(sentence, i, said, speaker, language) else None


def _stands_alone(sentence: Sentence, behind: Attribution) -> bool:
    """Tell whether the words behind "said" are only its speaker (", said Ana Ruiz, a nurse.")."""
    speaker = behind.speaker
    return speaker.kind is not SpeakerKind.PRONOUN and sentence.word(speaker.end) in ("", ".", ",", ";")


def _said(sentence: Sentence, i: int, act: Act, group: VerbGroup, language: str) -> Act | None:
    """Return what the word at token `i` does as a finite verb of speech; None when it is none here."""
    is_verb = sentence.tags[i].startswith("V") or is_verb_in_spite_of_tag(sentence, i, language)
    if not is_verb or act is Act.INTERVIEW or is_noun_after_all(sentence, i, language):
        return None
    negated = any(word in _NEGATIONS or word.endswith("n't") for word in group.words)
    if act is Act.ACCEPT or (negated and sentence.lower[i] in speech(language).accepts):
        return Act.DENY if negated else None
    planned = "MD" in sentence.tags[group.start : i] or _infinitive(sentence, group)
    return None if negated or planned else act


def _infinitive(sentence: Sentence, group: VerbGroup) -> bool:
    """Tell whether the verb is an infinitive or stands alone behind "to"."""
    return group.infinitive or sentence.word(group.verb - 1) == "to"


def _subject(sentence: Sentence, group: VerbGroup, found: list[Attribution], language: str) -> Speaker | None:
    """Return the speaker that a verb group has for its subject, own or shared."""
    start = group.start
    before = sentence.word(start - 1)
    bare = group.start == group.verb and sentence.tags[group.verb] == "VBG"
    if before == "that" and start > 1:
        return None
    if bare:
        return _subject_of_participle(sentence, start, found, language)
    own = speaker_before(sentence, start, language)
    if own is not None:
        return None if own.kind is SpeakerKind.OTHER and own.head in _counted_heads(sentence) else own
    if before in ("and", "but", "or", ",", "then"):
        return _shared_subject(sentence, start, found, language)
    return None


def _counted_heads(sentence: Sentence) -> frozenset[int]:
    """Return the heads of the phrases that state a number."""
    return frozenset(phrase.head for phrase in sentence.phrases if phrase.quantity is not None)


def _subject_of_participle(
    sentence: Sentence, start: int, found: list[Attribution], language: str
) -> Speaker | None:
    """Return who does what a bare -ing form says: the noun before it, or the sentence's speaker."""
    if sentence.word(start - 1) in _NO_SPEAKER_BEFORE:
        return None
    own = sentence.ends.get(start)
    if own is not None:
        speaker = speaker_before(sentence, start, language)
        return speaker if speaker is not None and speaker.speaks else None
    return _shared_subject(sentence, start, found, language)


def _shared_subject(
    sentence: Sentence, start: int, found: list[Attribution], language: str
) -> Speaker | None:
    """Return the speaker of the verb that this one is coordinated to."""
    if found:
        return found[-1].speaker
    if sentence.word(start - 1) == "," and sentence.ends.get(start - 1) is not None:
        beside = speaker_before(sentence, start - 1, language)
        if beside is not None and beside.speaks:
            return beside
    for k in range(start - 1, -1, -1):
        if sentence.tags[k] in ("VBD", "VBZ", "VBP") and sentence.lower[k] not in ("that", ","):
            speaker = speaker_before(sentence, verb_group(sentence, k).start, language)
            if speaker is not None:
                return speaker if speaker.speaks else None
    return None


def _inverted(sentence: Sentence, i: int, act: Act, language: str) -> Attribution | None:
    """Return the attribution of a verb whose speaker stands behind it ("said Ana Ruiz")."""
    if i == 0 or sentence.lower[i - 1] not in (",", *_QUOTES, "-", "--", "\u2013", "\u2014"):
        return None
    speaker = speaker_after(sentence, i + 1, language)
    if speaker is None or not speaker.speaks:
        return None
    follower = sentence.word(speaker.end)
    aside = "where" in sentence.lower[speaker.end :]
    end = len(sentence) if aside or (follower == "," and not states_something(sentence, 0, i)) else i
    return Attribution(
        speaker=speaker, act=act, verb=i, start=clause_start(sentence, i + 1), end=end, backward=True
    )


def _passive(sentence: Sentence, i: int, group: VerbGroup, act: Act, language: str) -> Attribution | None:
    """Return the attribution of a passive verb: "was put at 12 by X", "is accused by X of", "was quoted as saying"."""
    n = len(sentence)
    if act is Act.QUOTE:
        speaker = speaker_before(sentence, group.start, language)
        if speaker is None or not speaker.speaks:
            return None
        return Attribution(speaker=speaker, act=Act.SAY, verb=i, start=i + 1, end=n)
    for k in range(i + 1, min(n, i + 9)):
        if sentence.lower[k] == "by":
            speaker = speaker_after(sentence, k + 1, language)
            if speaker is None or speaker.kind in (SpeakerKind.OTHER, SpeakerKind.PRONOUN):
                return None
            begin = speaker.end if act is Act.TELL else 0
            return Attribution(speaker=speaker, act=act, verb=i, start=begin, end=n)
        if sentence.lower[k] in (",", ";"):
            break
    return None
