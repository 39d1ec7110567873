"""Whether a word is a verb of speech where it stands, and whether its subject and object suit it."""

from __future__ import annotations

from tollbook.extract.sentence import Sentence
from tollbook.extract.speaker_kinds import Speaker, SpeakerKind
from tollbook.extract.speech import Act, Speech, has_phrase, is_derided, sources, speech

_SUBJECT_ACTS = frozenset(
    {
        Act.COUNT,
        Act.PUT,
        Act.CHANGE,
        Act.SHOW,
        Act.ACCUSE,
        Act.CALL,
        Act.DENY,
        Act.WITHDRAW,
        Act.ACCEPT,
        Act.QUOTE,
    }
)
"""What these verbs do is speech only when one who can speak does it."""
_TOLL_OBJECTS = frozenset(
    [
        "dead",
        "deaths",
        "killed",
        "casualties",
        "losses",
        "injured",
        "wounded",
        "missing",
        "it",
        "them",
        "dead.",
    ]
)
_PRONOUN_OBJECTS = frozenset(["it", "itself", "them", "themselves", "this", "return", "dead"])
_NOUNS_TOO = frozenset(
    ["challenges", "contests", "counts", "disputes", "doubts", "estimates", "questions", "records", "reports"]
)
_PROCLAIMED = frozenset(["curfew", "emergency", "independence", "mourning", "state", "war"])
_SPEAKING_OF = frozenset(["speak", "speaks", "spoke", "spoken", "speaking"])
_CLAIMING = frozenset(["claim", "claims", "claimed", "claiming"])
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})


def is_noun_after_all(sentence: Sentence, i: int, language: str) -> bool:
    """Tell whether a form that is a noun too stands right before a verb of speech ("media reports say")."""
    following = speech(language).verbs.get(sentence.word(i + 1))
    return following in (Act.SAY, Act.QUOTE, Act.SHOW) and sentence.lower[i] in sources(language).documents


def is_verb_in_spite_of_tag(sentence: Sentence, i: int, language: str) -> bool:
    """Tell whether a form that only a verb of speech has was tagged as something else."""
    if sentence.lower[i] in ("says", "said", "told", "tells", "announced", "confirmed", "put"):
        return True
    if sentence.lower[i] in ("quote", "quotes", "quoted") and "saying" in sentence.lower[i + 1 : i + 10]:
        return True
    if sentence.word(i + 1) == "that" and sentence.tags[i][:1] in "NJ":
        known = speech(language)
        return sentence.lower[i] not in known.figures and sentence.lower[i] not in sources(language).documents
    if speech(language).verbs[sentence.lower[i]] is Act.DENY and sentence.lower[i] not in _NOUNS_TOO:
        return sentence.tag(i - 1)[:1] == "N" and sentence.tag(i + 1) in ("DT", "PRP$")
    if sentence.lower[i] in ("accused", "accuses"):
        return sentence.tag(i - 1)[:1] == "N" and sentence.tag(i + 1) in ("DT", "NNP", "PRP", "PRP$")
    return sentence.lower[i] in _NOUNS_TOO and sentence.tag(i + 1) in ("DT", "PRP$") and i > 0


def suits(sentence: Sentence, i: int, act: Act, speaker: Speaker, language: str) -> bool:
    """Tell whether this verb is speech in the mouth of this speaker, with these words behind it.

    Args:
        sentence: the sentence.
        i: the verb.
        act: what the verb does.
        speaker: its subject.
        language: whose words to use.
    """
    if act is Act.DENY and sentence.word(i + 1) in ("him", "her", "them"):
        return True
    if (act in _SUBJECT_ACTS and not speaker.speaks) or not _said_in_this_sense(sentence, i, speaker):
        return False
    return _has_fitting_object(sentence, i, act, speaker, speech(language))


def _said_in_this_sense(sentence: Sentence, i: int, speaker: Speaker) -> bool:
    """Tell whether a verb with several senses is one of saying here."""
    word, window = sentence.lower[i], sentence.lower[i + 1 : i + 9]
    if word in _CLAIMING:
        return not _takes_lives(sentence, i, speaker)
    if word.startswith("declar"):
        return not _PROCLAIMED & set(window)
    if word in _SPEAKING_OF:
        return window[:1] == ["of"] and (speaker.speaks or sentence.tag(i + 2) in ("CD", "JJR"))
    return not word.startswith("suspect") or "that" in window[:2]


def _has_fitting_object(sentence: Sentence, i: int, act: Act, speaker: Speaker, words: Speech) -> bool:
    """Tell whether what follows the verb is what such a verb takes when it speaks of a figure."""
    window = sentence.lower[i + 1 : i + 9]
    if act is Act.CALL:
        return _calls_wrong(sentence.lower[i + 1 : i + 15], words)
    if act is Act.PUT:
        return bool({"at", "as"} & set(window)) and bool((words.numbers | _TOLL_OBJECTS) & set(window))
    if act in (Act.CHANGE, Act.WITHDRAW):
        return bool((words.figures | _PRONOUN_OBJECTS) & set(window[:6]))
    if act is Act.SHOW:
        document = speaker.kind is SpeakerKind.DOCUMENT
        return sentence.tags[i] != "VB" and (document or "that" in window[:4] or i + 2 >= len(sentence))
    return True


def _calls_wrong(behind: list[str], words: Speech) -> bool:
    """Tell whether the words behind a verb of calling name a figure and reject it."""
    figure = next((k for k, word in enumerate(behind[:12]) if word in words.figures), None)
    if figure is not None and is_derided(behind[figure + 1 :], words):
        return True
    named = figure is not None or bool(_PRONOUN_OBJECTS & set(behind[:12]))
    return named and (bool(words.predicates & set(behind)) or has_phrase(behind, words))


def _takes_lives(sentence: Sentence, i: int, speaker: Speaker) -> bool:
    """Tell whether "claim" means to kill ("the storm claimed 12 lives", "claimed over 100 dead")."""
    if {"lives", "life", "victims"} & set(sentence.lower[i + 1 : i + 8]):
        return True
    phrase = sentence.starts.get(i + 1)
    counted = phrase is not None and phrase.quantity is not None and sentence.tag(phrase.end) not in _FINITE
    return counted and speaker.kind in (SpeakerKind.NAME, SpeakerKind.OTHER)
