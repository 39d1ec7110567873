"""Who acts in a clause: the subject of a verb, the phrase behind "by", and whether a phrase can be a doer at all."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tollbook.extract.arguments import is_time, subject_before, verb_group
from tollbook.extract.harms import harm_words
from tollbook.extract.lexicon import load
from tollbook.extract.names import names
from tollbook.extract.people import Kind, kind_of
from tollbook.extract.phrases import NOUN_TAGS, Phrase

if TYPE_CHECKING:
    from tollbook.extract.sentence import Sentence


class AgentWords(NamedTuple):
    """The words about doers of a language, in lower case; the lexicon says what each list holds."""

    craft: frozenset[str]
    bodies: frozenset[str]
    sufferers: frozenset[str]
    assaults: frozenset[str]
    kinds_of_assault: frozenset[str]
    encounters: frozenset[str]
    acts: frozenset[str]
    assailants: frozenset[str]
    claiming: frozenset[str]
    claimed: frozenset[str]
    blaming: frozenset[str]
    elsewhere: frozenset[str]
    turning: frozenset[str]
    disasters: frozenset[str]
    natural: frozenset[str]
    releasing: frozenset[str]


@cache
def agent_words(language: str) -> AgentWords:
    """Return the words about doers of a language."""
    data = load(language, "agents")
    return AgentWords(*(frozenset(data[key]) for key in AgentWords._fields))


@cache
def _towns(language: str) -> frozenset[str]:
    """Return names of places that are no states, and so do nothing themselves."""
    nations = load(language, "nations")
    states = {name.lower() for name in nations["countries"]}
    return names(language).places - states


def can_act(sentence: Sentence, phrase: Phrase, language: str = "en") -> bool:
    """Tell whether a phrase names a person, group, armed force or its craft.

    Args:
        sentence: the sentence.
        phrase: one of its phrases.
        language: whose words to use.
    """
    words = agent_words(language)
    head = sentence.lower[phrase.head]
    if head in words.sufferers or sentence.lower[phrase.start] in ("no", "none", "nobody"):
        return False
    if _counts_doers(sentence, phrase):
        return can_act(sentence, sentence.starts[phrase.end + 1], language)
    if head in words.craft or head in words.bodies or head in words.assailants or ages(sentence, phrase):
        return True
    kind = kind_of(sentence, phrase, language)
    if kind in (Kind.PERSON, Kind.PEOPLE, Kind.GROUP):
        return not is_time(sentence, phrase)
    return kind is Kind.NAME and _name_acts(sentence, phrase, words, language)


def _name_acts(sentence: Sentence, phrase: Phrase, words: AgentWords, language: str) -> bool:
    """Tell whether a name is of someone or some body, not of a town, a day or a storm."""
    lower = sentence.lower[phrase.start : phrase.end]
    if is_time(sentence, phrase) or any(word in words.disasters or word in words.assaults for word in lower):
        return False
    return " ".join(lower).removeprefix("the ") not in _towns(language)


_PAST_LIKE_NOUNS = frozenset(
    [
        "shot",
        "struck",
        "hit",
        "set",
        "stabbed",
        "opened",
        "fire",
        "fired",
        "attacks",
        "raids",
        "shoots",
        "stormed",
    ]
)
_ASIDE = frozenset(["as", "while", "where", "because", "since", "although", "though"])
_RELATIVES = frozenset(["who", "which", "that"])
_JOINERS = frozenset([",", "and", "or", "&"])


def acting_subject(sentence: Sentence, i: int, language: str = "en") -> list[Phrase]:
    """Return who or what acts by the verb at token `i`: the antecedent of its relative pronoun, or the nearest free phrase.

    A phrase is free when no preposition, verb or list of objects governs it; the subject of a verb,
    of the verbs coordinated to it and of the participles behind them is the nearest free phrase to the left.

    Args:
        sentence: the sentence.
        i: a verb in the active voice.
        language: whose words to use.
    """
    group = verb_group(sentence, i)
    if sentence.word(group.start - 1) in _RELATIVES:
        antecedent = subject_before(sentence, group)
        return [_assault_above(sentence, antecedent[-1], language)] if antecedent else []
    accused = accused_of(sentence, group.start, language)
    if accused is not None:
        return [accused]
    if sentence.word(group.start - 1) == ",":
        subject = subject_before(sentence, group)
        if subject and subject[-1].end < group.start - 1 and sentence.tags[i] != "VBG":
            return subject
    for phrase in reversed(sentence.phrases):
        if phrase.end > group.start or is_time(sentence, phrase) or _is_remark(sentence, phrase):
            continue
        if stands_free(sentence, phrase, aside=_is_own(sentence, phrase, group.start)):
            return [without_verb(sentence, member, language) for member in _with_joined(sentence, phrase)]
    return []


def _is_own(sentence: Sentence, phrase: Phrase, start: int) -> bool:
    """Tell whether no other verb stands between a phrase and a verb group, so that a clause is its own."""
    return not any(tag in ("VBD", "VBZ", "VBP") for tag in sentence.tags[phrase.end : start])


def _is_remark(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a phrase is a verb taken for a noun, or opens a remark on some of those named before it."""
    word = sentence.lower[phrase.start]
    return (
        word in _PAST_LIKE_NOUNS
        or sentence.tags[phrase.head] in ("WP", "WDT", "EX")
        or (
            word in ("some", "most", "many", "all", "each", "one", "both")
            and sentence.word(phrase.start - 1) == ","
        )
    )


def without_verb(sentence: Sentence, phrase: Phrase, language: str = "en") -> Phrase:
    """Return a phrase without a verb of violence at its end that was taken for a noun ("the gunman shot").

    Args:
        sentence: the sentence.
        phrase: one of its phrases.
        language: whose words to use.
    """
    last = phrase.end - 1
    words = agent_words(language)
    if last - 1 <= phrase.start - 1 or sentence.lower[last] not in _PAST_LIKE_NOUNS or last == phrase.start:
        return phrase
    if sentence.tags[last - 1] in NOUN_TAGS or sentence.lower[last - 1] in words.assailants:
        return Phrase(phrase.start, last, last - 1, phrase.quantity, phrase.possessor)
    return phrase


def _assault_above(sentence: Sentence, phrase: Phrase, language: str) -> Phrase:
    """Return the assault that a phrase hangs on ("the bombing of a cinema in Kesh that killed"), else the phrase itself."""
    words = agent_words(language)
    above: Phrase | None = phrase
    for _ in range(4):
        if above is None or sentence.lower[above.head] in words.assaults | words.encounters:
            break
        above = sentence.ends.get(above.start - 1) if sentence.tag(above.start - 1) == "IN" else None
    return above or phrase


_CHARGING = frozenset(
    [
        "accuse",
        "accused",
        "accuses",
        "accusing",
        "arrest",
        "arrested",
        "arrests",
        "arresting",
        "charge",
        "charged",
        "charges",
        "indict",
        "indicted",
        "indicts",
        "convict",
        "convicted",
        "convicts",
        "blame",
        "blamed",
        "blames",
        "suspect",
        "suspected",
        "sentenced",
        "jailed",
        "detained",
        "executed",
        "imprisoned",
        "prosecuted",
        "tried",
    ]
)


def accused_of(sentence: Sentence, start: int, language: str = "en") -> Phrase | None:
    """Return who is charged with a deed ("arrested Ana Ruiz for kidnapping", "suspected of two murders"), or None.

    Args:
        sentence: the sentence.
        start: the first token of the words that tell the deed.
        language: whose words to use.
    """
    if not {"of", "for", "with"} & set(sentence.lower[max(0, start - 4) : start]):
        return None
    for k in range(start - 2, max(-1, start - 14), -1):
        if sentence.lower[k] not in _CHARGING or not sentence.tags[k].startswith("VB"):
            continue
        target = sentence.starts.get(k + 1)
        if target is not None and can_act(sentence, target, language):
            return target
        group = verb_group(sentence, k)
        if sentence.word(k + 1) in ("of", "with", "for", "by") and (
            group.passive or sentence.tags[k] == "VBN"
        ):
            subjects = subject_before(sentence, group) if sentence.word(group.start - 1) in _RELATIVES else []
            return subjects[-1] if subjects else _nearest_doer(sentence, group.start, language)
    return None


def _nearest_doer(sentence: Sentence, start: int, language: str) -> Phrase | None:
    """Return the nearest free phrase before a token that can act."""
    for phrase in reversed(sentence.phrases):
        if (
            phrase.end <= start
            and can_act(sentence, phrase, language)
            and stands_free(sentence, phrase, aside=True)
        ):
            return phrase
    return None


def _with_joined(sentence: Sentence, phrase: Phrase) -> list[Phrase]:
    """Return a free phrase with those joined to it on its left by "and" or a comma, in text order."""
    found = [phrase]
    while sentence.word(found[0].start - 1) == "and":
        previous = sentence.ends.get(found[0].start - 1)
        if previous is None or not stands_free(sentence, previous):
            break
        found.insert(0, previous)
    return found


def stands_free(sentence: Sentence, phrase: Phrase, *, aside: bool = False) -> bool:
    """Tell whether no preposition, verb or list of objects governs a phrase, so that it can be a subject.

    Args:
        sentence: the sentence.
        phrase: one of its phrases.
        aside: whether the subject of a clause opened by "as" or "while" counts too.
    """
    k = phrase.start - 1
    while k > 0 and sentence.tags[k] in ("RB", "DT", "JJ"):
        k -= 1
    if k < 0:
        return True
    word, tag = sentence.lower[k], sentence.tags[k]
    if word in ("that", "when", "after", "before", "if", "until"):
        return verb_follows(sentence, phrase)
    if word in _ASIDE:
        return aside
    if word in ("(", "["):
        return False
    if tag in ("IN", "TO", "POS"):
        return False
    if tag.startswith("VB") or word in _PAST_LIKE_NOUNS:
        return word in _SAYING and verb_follows(sentence, phrase)
    return _joined_freely(sentence, phrase, k) if word in _JOINERS else True


_SAYING = frozenset(
    [
        "say",
        "says",
        "said",
        "saying",
        "believe",
        "believes",
        "believed",
        "think",
        "thinks",
        "thought",
        "report",
        "reports",
        "reported",
        "claim",
        "claims",
        "claimed",
        "confirm",
        "confirms",
        "confirmed",
        "announce",
        "announces",
        "announced",
        "add",
        "adds",
        "added",
        "allege",
        "alleges",
        "alleged",
        "state",
        "states",
        "stated",
        "deny",
        "denies",
        "denied",
        "fear",
        "fears",
        "feared",
        "told",
        "tell",
        "tells",
        "know",
        "knows",
        "knew",
        "suspect",
        "suspects",
        "insist",
        "insists",
        "insisted",
        "acknowledge",
        "acknowledged",
        "admit",
        "admitted",
        "warn",
        "warned",
        "note",
        "noted",
    ]
)


def verb_follows(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a verb follows a phrase over the prepositional phrases that hang on it.

    Args:
        sentence: the sentence.
        phrase: one of its phrases.
    """
    if sentence.lower[phrase.end - 1] in _PAST_LIKE_NOUNS and phrase.end - phrase.start > 1:
        return True
    bracket = False
    for k in range(phrase.end, min(len(sentence), phrase.end + 16)):
        tag = sentence.tags[k]
        if sentence.lower[k] in ("(", ")") or bracket:
            bracket = sentence.lower[k] == "(" or (bracket and sentence.lower[k] != ")")
            continue
        if tag in ("VBD", "VBZ", "VBP", "MD") or (
            tag == "VBN" and k + 1 in sentence.starts and k == phrase.end
        ):
            return True
        if tag not in _INSIDE_SUBJECT or sentence.lower[k] in (
            "that",
            "when",
            "after",
            "before",
            "while",
            "because",
            "if",
        ):
            return False
    return False


_INSIDE_SUBJECT = frozenset(
    {
        "IN",
        "POS",
        "JJ",
        "JJR",
        "JJS",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "DT",
        "CD",
        "RB",
        "VBN",
        "PRP$",
        "TO",
        "HYPH",
    }
)


def _joined_freely(sentence: Sentence, phrase: Phrase, k: int) -> bool:
    """Tell whether a phrase behind a comma or "and" is no object and no part of a place name ("Kesh, Arvenia")."""
    by_and = sentence.word(phrase.start - 1) != ","
    while k > 0 and sentence.lower[k] in _JOINERS:
        k -= 1
    previous = sentence.ends.get(k + 1)
    if previous is None:
        return not by_and or verb_follows(sentence, phrase)
    if is_time(sentence, previous):
        return True
    if not by_and and sentence.tags[phrase.head] == "NNP" and sentence.word(phrase.end) == ",":
        return stands_free(sentence, previous)
    if (
        not by_and
        and sentence.tags[phrase.head] == "NNP" == sentence.tags[previous.head]
        and previous.quantity is None
    ):
        return stands_free(sentence, previous)
    if by_and or sentence.tag(previous.start - 1).startswith("VB"):
        return stands_free(sentence, previous) or (
            verb_follows(sentence, phrase) and _has_verb_before(sentence, previous)
        )
    return sentence.lower[k] not in ("mostly", "mainly")


def _has_verb_before(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a finite verb stands before a phrase, so that "and" behind it may begin a clause."""
    return any(tag in ("VBD", "VBZ", "VBP") for tag in sentence.tags[: phrase.start])


def doer_end(sentence: Sentence, phrase: Phrase) -> int:
    """Return the end of a doer, with what follows "of" behind a noun of number ("a group of gunmen").

    Args:
        sentence: the sentence.
        phrase: a phrase that can act.
    """
    following = sentence.starts.get(phrase.end + 1)
    if following is None or sentence.word(phrase.end) != "of":
        return phrase.end
    members = sentence.lower[phrase.head] in _RANKS and sentence.tags[following.head] in ("NNP", "NN", "NNPS")
    return following.end if members or _counts_doers(sentence, phrase) else phrase.end


_RANKS = frozenset(
    [
        "rebels",
        "fighters",
        "soldiers",
        "troops",
        "men",
        "forces",
        "members",
        "militants",
        "gunmen",
        "militiamen",
        "guerrillas",
        "insurgents",
        "jets",
        "planes",
        "aircraft",
        "helicopters",
        "warplanes",
        "drones",
        "police",
        "officers",
        "supporters",
        "guards",
        "elements",
        "units",
        "agents",
        "men",
    ]
)


def _counts_doers(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a phrase is a number or a noun of number, whose people stand behind "of"."""
    if sentence.word(phrase.end) != "of" or phrase.end + 1 not in sentence.starts:
        return False
    bare = phrase.quantity is not None and phrase.head < phrase.quantity.end
    return bare or sentence.lower[phrase.head] in _NUMBER_NOUNS or sentence.lower[phrase.head] == "one"


_NUMBER_NOUNS = frozenset(
    [
        "group",
        "groups",
        "number",
        "series",
        "pair",
        "gang",
        "gangs",
        "members",
        "member",
        "dozens",
        "hundreds",
        "scores",
        "thousands",
        "band",
        "mob",
        "crowd",
        "couple",
        "lot",
        "majority",
        "total",
    ]
)


def ages(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a phrase names a person by an age alone ("a 26-year-old")."""
    return sentence.lower[phrase.end - 1] in ("old", "year-old") or sentence.lower[phrase.end - 1].endswith(
        "-year-old"
    )


def behind_by(sentence: Sentence, start: int, language: str = "en") -> Phrase | None:
    """Return the doer named behind "by" after token `start`, or None.

    Args:
        sentence: the sentence.
        start: the token behind a passive verb or a noun of harm.
        language: whose words to use.
    """
    for j in range(start, min(len(sentence) - 1, start + 30)):
        if sentence.lower[j] in (";", "said", "says"):
            return None
        if sentence.lower[j] != "by" or not _violence_before(sentence, start, j, language):
            continue
        phrase = sentence.starts.get(j + 1)
        if phrase is not None and can_act(sentence, phrase, language):
            return phrase
    return None


def _violence_before(sentence: Sentence, start: int, j: int, language: str) -> bool:
    """Tell whether the last verb before "by" at token `j` is one of violence or harm, if any stands behind `start`."""
    for k in range(j - 1, start - 1, -1):
        if sentence.tags[k].startswith("VB"):
            word = sentence.lower[k]
            return (
                word in agent_words(language).acts
                or word in harm_words(language).entries
                or word in _UNDERTAKEN
            )
    return True


_UNDERTAKEN = frozenset(
    [
        "carried",
        "launched",
        "conducted",
        "blamed",
        "claimed",
        "staged",
        "mounted",
        "perpetrated",
        "committed",
        "fired",
        "planted",
        "detonated",
        "dropped",
        "directed",
    ]
)
