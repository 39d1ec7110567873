"""Which noun phrases are the subject or the object of a word, in running text without a full parse.

English keeps its order: objects follow the verb, subjects stand before the verb group. What may stand
between (adverbs, prepositional phrases, relative clauses, parentheses) is stepped over by rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.extract.phrases import Phrase
from tollbook.extract.sentence import Sentence

BE = frozenset(
    ["be", "been", "being", "is", "are", "was", "were", "am", "'re", "isn't", "aren't", "wasn't", "weren't"]
)
GET = frozenset(["get", "gets", "got", "getting", "gotten"])
HAVE = frozenset(["have", "has", "had", "having", "'ve", "haven't", "hasn't", "hadn't"])
DO = frozenset(["do", "does", "did", "don't", "doesn't", "didn't"])
_AUXILIARY = BE | GET | HAVE | DO
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_VERBS = frozenset({"VB", "VBD", "VBP", "VBZ", "VBN", "VBG", "MD"})
ADVERBS = frozenset({"RB", "RBR", "RBS"})
_RELATIVES = frozenset(["who", "which", "that", "whom", "whose"])
_HEARSAY = frozenset(
    "known believed feared said reported thought estimated presumed alleged understood confirmed considered"
    " rumored rumoured assumed supposed suspected declared listed found forced made left seen used".split()
)
"""Participles that stand between the subject and a verb ("is known to have died", "was forced to flee")."""
_SAYING = frozenset(
    "say says said saying report reports reported believe believes fear fears feared claim claims"
    " claimed allege alleges estimate estimates estimated confirm confirms confirmed announce"
    " announced announces think show shows suggest know".split()
)
_TIME_NOUNS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow tonight week"
    " month year morning evening afternoon night weekend january february march april may june july"
    " august september october november december midday midnight noon dawn day hour minute mon. tue."
    " wed. thu. fri. sat. sun.".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbGroup:
    """A verb with the auxiliaries before it.

    Attributes:
        start: first token of the group.
        verb: the verb itself.
        passive: whether a form of "be" or "get" makes it passive.
        perfect: whether it is bound to a form of "have".
        infinitive: whether "to" stands before it.
        words: the auxiliaries and adverbs, in lower case.
    """

    start: int
    verb: int
    passive: bool
    perfect: bool
    infinitive: bool
    words: tuple[str, ...]


def verb_group(sentence: Sentence, i: int) -> VerbGroup:
    """Return the verb group that ends in the verb at token `i`."""
    k, passive, infinitive = i, False, False
    while k > 0:
        word, tag = sentence.lower[k - 1], sentence.tags[k - 1]
        if word in BE or word in GET:
            passive = passive or not infinitive
        elif word == "to" and tag in ("TO", "IN"):
            infinitive = True
        elif infinitive and word in _HEARSAY and tag in ("VBN", "VBD", "JJ"):
            pass
        elif not (tag == "MD" or word in HAVE or word in DO or _is_adverb(sentence, k - 1)):
            break
        k -= 1
    while k < i and _is_adverb(sentence, k) and sentence.lower[k] not in ("not", "never"):
        k += 1
    words = tuple(sentence.lower[k:i])
    passive = passive and sentence.tags[i] != "VBG" and not (infinitive and _only_outer_be(words))
    return VerbGroup(
        start=k,
        verb=i,
        passive=passive,
        perfect=any(word in HAVE for word in words),
        infinitive=infinitive,
        words=words,
    )


def _only_outer_be(words: tuple[str, ...]) -> bool:
    """Tell whether the forms of "be" all stand before "to" ("is known to kill" is no passive)."""
    cut = len(words) - 1 - words[::-1].index("to")
    return not any(word in BE or word in GET for word in words[cut:])


def _is_adverb(sentence: Sentence, k: int) -> bool:
    """Tell whether token `k` is an adverb that a verb group may hold."""
    return sentence.tags[k] in ADVERBS and sentence.lower[k] not in ("then", "when", "there", "here", "ago")


def is_time(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a phrase names a time ("Monday", "last week")."""
    word = sentence.lower[phrase.head]
    return word in _TIME_NOUNS or (word.endswith("s") and word[:-1] in _TIME_NOUNS)


def subject_before(sentence: Sentence, group: VerbGroup) -> list[Phrase]:
    """Return the phrases that are the subject of a verb group, lists in full, in text order."""
    k = group.start - 1
    while k > 0 and _is_adverb(sentence, k):
        k -= 1
    k = _before_parenthesis(sentence, k)
    if k > 0 and sentence.lower[k] == "," and sentence.tags[group.verb] == "VBN" and not group.words:
        k -= 1
    if k >= 0 and sentence.lower[k] in _RELATIVES and sentence.lower[k] != "whose":
        return _antecedent(sentence, k)
    phrase = _phrase_ending(sentence, k + 1)
    outer = _before_relative(sentence, k)
    if outer is not None:
        return _antecedent(sentence, outer)
    if phrase is None:
        return _elided_subject(sentence, group, k)
    phrase = _climb(sentence, phrase)
    if sentence.lower[phrase.head] in _RELATIVES:
        return _antecedent(sentence, phrase.start)
    return _whole(sentence, [*coordinated_before(sentence, phrase), phrase])


def _whole(sentence: Sentence, members: list[Phrase]) -> list[Phrase]:
    """Return the whole before "including" when the members found are only its parts."""
    k = members[0].start - 1
    if sentence.word(k) != "including":
        return members
    while k > 0 and sentence.lower[k - 1] in (",", "(", "-", "--", "\u2014", "\u2013"):
        k -= 1
    whole = _phrase_ending(sentence, k)
    if whole is None:
        return members
    whole = _climb(sentence, whole)
    if _is_object(sentence, whole):
        return members
    return [*coordinated_before(sentence, whole), whole]


_LONGEST_RELATIVE = 14


def _before_relative(sentence: Sentence, k: int) -> int | None:
    """Return the relative pronoun of a clause that ends at token `k` and holds a verb of its own, or None."""
    verbs = 0
    for j in range(k, max(0, k - _LONGEST_RELATIVE), -1):
        if sentence.tags[j] in _FINITE:
            verbs += 1
        if sentence.lower[j] in (",", ";", "and", "or", "but", '"', ":"):
            return None
        if sentence.lower[j] in ("who", "which") and sentence.ends.get(j) is not None:
            return j if verbs else None
    return None


_CONJUNCTIONS = frozenset(["and", "but", "or", "then"])


def _elided_subject(sentence: Sentence, group: VerbGroup, k: int) -> list[Phrase]:
    """Return the subject that a coordinated verb shares with the one before it ("fled but was arrested")."""
    if k < 0 or sentence.lower[k] not in _CONJUNCTIONS or sentence.tags[group.verb] == "VBG":
        return []
    for j in range(k - 1, max(-1, k - 25), -1):
        if sentence.tags[j] in ("VBD", "VBZ", "VBP") and sentence.lower[j] not in _SAYING:
            before = verb_group(sentence, j)
            if (
                before.start == 0
                or sentence.ends.get(before.start) is not None
                or sentence.word(before.start - 1) in _CONJUNCTIONS
            ):
                return subject_before(sentence, before) if before.start < group.start else []
    return []


def _antecedent(sentence: Sentence, k: int) -> list[Phrase]:
    """Return what the relative pronoun at token `k` stands for, with what is coordinated to it."""
    j = k
    while j > 0 and sentence.lower[j - 1] in (",", "all", "both", "most", "some", "of", "in", "-", "--"):
        j -= 1
    phrase = _phrase_ending(sentence, j)
    if phrase is None:
        return []
    if (
        phrase.quantity is not None
        and phrase.end == phrase.quantity.end
        and sentence.word(phrase.start - 1) == ","
    ):
        # An age between commas ("Carl Venn, 51, who") is no antecedent.
        named = sentence.ends.get(phrase.start - 1)
        phrase = named if named is not None and named.quantity is None else phrase
    phrase = climb_of(sentence, phrase)
    return [*coordinated_before(sentence, phrase, of_object=True), phrase]


_BEHIND_PHRASE = frozenset(
    [
        "-",
        "--",
        "\u2013",
        "\u2014",
        "all",
        "both",
        "aboard",
        "onboard",
        "inside",
        "alike",
        "nearby",
        "present",
        "alone",
    ]
)
"""What may stand between a phrase and its verb ("all 96 people aboard died")."""


def _phrase_ending(sentence: Sentence, end: int) -> Phrase | None:
    """Return the phrase that ends at token `end`, stepping back over adverbs and times."""
    for _ in range(4):
        phrase = sentence.ends.get(end)
        if (
            phrase is None
            and end > 0
            and (sentence.tags[end - 1] in ADVERBS or sentence.lower[end - 1] in _BEHIND_PHRASE)
        ):
            end -= 1
            continue
        if (
            phrase is None
            and end > 1
            and sentence.lower[end - 2] == "of"
            and sentence.lower[end - 1] in ("missing", "dead", "wounded", "injured")
        ):
            end -= 2
            continue
        if (
            phrase is not None
            and phrase.quantity is not None
            and sentence.word(phrase.start - 1) in ("aged", "age")
        ):
            end = phrase.start - 1
            continue
        if phrase is not None and is_time(sentence, phrase) and phrase.quantity is None:
            end = phrase.start
            if end > 0 and sentence.tags[end - 1] == "IN":
                end -= 1
            continue
        return phrase
    return None


def _before_parenthesis(sentence: Sentence, k: int) -> int:
    """Return the token before a remark between commas, brackets or dashes that ends at `k`."""
    if k < 0:
        return k
    if sentence.lower[k] == ")":
        for j in range(k - 1, max(-1, k - 20), -1):
            if sentence.lower[j] == "(":
                return _before_parenthesis(sentence, j - 1)
        return k
    if sentence.lower[k] not in (",", "-", "--", "\u2013", "\u2014"):
        return k
    opener = sentence.lower[k]
    for j in range(k - 1, max(-1, k - 30), -1):
        if sentence.lower[j] == opener and _opens_remark(sentence, j + 1, k):
            return _before_parenthesis(sentence, j - 1)
    return k


_REMARK_OPENERS = frozenset(["not"]) | frozenset(
    "including among mostly mainly most some many who which whose all both aged half at one"
    " identified also as".split()
)
"""Words that open a remark on the phrase before them."""


def _opens_remark(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether tokens `start` to `end` are a remark on the phrase before them."""
    word, tag = sentence.lower[start], sentence.tags[start]
    if sentence.ends.get(start - 1) is None:
        return False
    if word in _REMARK_OPENERS:
        return True
    has_finite = any(tag in _FINITE for tag in sentence.tags[start:end])
    return not has_finite and (tag in ("VBN", "VBG", "CD", "DT", "NN", "NNP", "NNS", "IN", "JJ", "PRP$"))


def _climb(sentence: Sentence, phrase: Phrase) -> Phrase:
    """Return the head phrase that a phrase hangs on ("12 people in a car" from "a car")."""
    for _ in range(6):
        above = _above(sentence, phrase)
        if above is None:
            return phrase
        phrase = above
    return phrase


_CLAUSE_OPENERS = frozenset(
    "that if because while although as after before when since until than though whether".split()
)
"""Tagged as prepositions, but a clause follows them."""


def _above(sentence: Sentence, phrase: Phrase) -> Phrase | None:
    """Return the phrase that this one hangs on by a preposition or a participle, or None."""
    k = phrase.start - 1
    if k < 1:
        return None
    if sentence.tags[k] in ("IN", "TO") and sentence.lower[k] not in _CLAUSE_OPENERS:
        k -= 1
        while (
            k > 0
            and sentence.tags[k] in ("IN", "RB", "RP", "VBG", "VBN", "JJ")
            and sentence.ends.get(k + 1) is None
        ):
            k -= 1
        return sentence.ends.get(k + 1)
    if sentence.tags[k] in ("VBG", "VBN") and sentence.ends.get(k) is not None and phrase.quantity is None:
        return sentence.ends[k]
    return None


def climb_of(sentence: Sentence, phrase: Phrase) -> Phrase:
    """Return the phrase before "of" when that one states a number ("dozens of people")."""
    k = phrase.start - 1
    if k > 0 and sentence.lower[k] == "of":
        above = sentence.ends.get(k)
        if above is not None and (
            above.quantity is not None
            or sentence.lower[above.head] in ("members", "imam", "leader", "member")
        ):
            return above
    return phrase


def is_apposition(sentence: Sentence, phrase: Phrase, following: Phrase) -> bool:
    """Tell whether a phrase behind a comma only says who the one before it was ("Ali, a teacher, ...")."""
    if (
        sentence.word(phrase.end) != ","
        or following.start != phrase.end + 1
        or following.quantity is not None
    ):
        return False
    name, other = sentence.tags[phrase.head], sentence.tags[following.head]
    if name == "NNP" and other == "NN":
        return (
            sentence.lower[following.start] in ("a", "an", "the", "his", "her", "their")
            or sentence.tags[following.start] == "JJ"
        )
    return name == "NN" and other == "NNP" and phrase.quantity is None


def coordinated_before(sentence: Sentence, phrase: Phrase, *, of_object: bool = False) -> list[Phrase]:
    """Return the phrases joined to one by commas and "and", to its left, in text order.

    Args:
        sentence: the sentence.
        phrase: the last member of the list, perhaps.
        of_object: whether the list may be the object of a verb before it.
    """
    found: list[Phrase] = []
    last = phrase
    for _ in range(8):
        previous = _previous_member(sentence, last, first=not found, of_object=of_object)
        if previous is None:
            break
        if found and is_apposition(sentence, previous, last):
            found.pop(0)
        found.insert(0, previous)
        last = previous
    return found


_LIST_OPENERS = frozenset(
    "of with including like as than that between while when after where because if though since say".split()
)
"""Prepositions and conjunctions that a list of subjects may follow."""


def _previous_member(sentence: Sentence, phrase: Phrase, *, first: bool, of_object: bool) -> Phrase | None:
    """Return the member of a list before `phrase`, or None."""
    k = phrase.start
    joiner = k
    while k > 0 and sentence.lower[k - 1] in (",", "and", "or", "well", "as", "plus"):
        k -= 1
    words = sentence.lower[k:joiner]
    if not words or (first and not ({"and", "or", "plus", "well"} & set(words))):
        return None
    previous = _phrase_ending(sentence, k)
    if previous is None:
        return None
    previous = _climb(sentence, previous)
    if sentence.tag(previous.start - 1) == "IN" and sentence.word(previous.start - 1) not in _LIST_OPENERS:
        return None
    return None if first and not of_object and _is_object(sentence, previous) else previous


def _is_object(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a phrase is the object of a verb right before it."""
    k = phrase.start - 1
    if k < 0 or sentence.lower[k] in _AUXILIARY or sentence.lower[k] in _SAYING:
        return False
    return sentence.tags[k] in _VERBS
