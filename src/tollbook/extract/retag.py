"""Tags put right where the words of harm and of people say more than the statistics of general English.

The tagger has seen little news of violence: "Gunmen" can come out as a modal verb, "killing two"
as a noun. The lexicons of this reader know better.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tollbook.extract.harms import harm_words
from tollbook.extract.idioms import idiom_pasts
from tollbook.extract.name_words import names
from tollbook.extract.person_words import People, people
from tollbook.extract.phrases import CALENDAR
from tollbook.extract.tokens import MIXED, NUMBER, WORD, Tokens
from tollbook.extract.verbs import Form

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_VERB_OR_NOUN = frozenset({"VB", "VBP", "VBZ", "MD", "VBD", "VBN", "VBG", "JJ", "IN", "RB"})
_HAVE_OR_BE = frozenset("have has had having been be being was were is are 've 's".split())
_BEFORE_OBJECT = frozenset({"DT", "CD", "PRP$", "PRP", "PDT", "JJS", "JJR"})
_BEFORE_NOUN = frozenset({"DT", "JJ", "PRP$", "POS", "CD"})


def corrected(tokens: Tokens, tags: list[str], language: str = "en") -> list[str]:
    """Return the tags of a sentence with those of harm words and nouns for people put right.

    Args:
        tokens: the sentence.
        tags: what the tagger gave.
        language: whose words to use.
    """
    known, harm, result = people(language), harm_words(language), list(tags)
    _name_names(tokens, result, names(language).peoples)
    past, told, shapes = idiom_pasts(language), _told_of(language), tokens.shapes
    _odd_first(tokens, result, known)
    _misread(tokens, result)
    for i, word in enumerate(tokens.lower):
        if word not in told and shapes[i] != NUMBER:
            continue
        if word in _CAPTIVES and i and result[i - 1][:1] in "NP":
            result[i] = "RB"
        elif word in harm.entries:
            result[i] = _harm_tag(tokens, result, i, harm.verb_forms.get(word, frozenset()))
        elif result[i] == "JJ" and word in known.singular and not _noun_or_adjective(result, i + 1):
            result[i] = "NN"
        elif result[i] in _VERB_OR_NOUN and _must_be_noun(result, i):
            result[i] = _person_tag(word, result[i], known)
        elif shapes[i] == NUMBER:
            result[i] = "CD"
        elif result[i] == "NN" and i and result[i - 1] in ("CD", "NNS", "PRP") and word in past:
            result[i] = "VBD"
        elif word in _SMALL_WORDS:
            result[i] = _particle_tag(tokens.lower, result, i)
    return result


def _verb_follows(tokens: Tokens, tags: list[str], i: int) -> bool:
    """Tell whether a verb stands right behind token `i`, so that it is none itself ("Death squads killed")."""
    return (
        0 < i < len(tags) - 1
        and tags[i + 1] in ("VBD", "VBN", "MD")
        and tags[i - 1][:1] in "NJ"
        and tokens.lower[i] not in _HAVE_OR_BE
        and tokens.lower[i] not in _BEFORE_STATES
    )


_BEFORE_STATES = frozenset(
    ["gets", "remains", "stays", "goes", "looks", "feels", "seems", "appears", "lies", "stands", "keeps"]
)
"""Verbs that a participle may follow ("the murder remains unsolved")."""


_PAST_TAGS = ("VBN", "VBD")
_ODD_TAGS = ("HYPH", "LS", "SYM", "UH", "FW", "NFP", "ADD", "CD")


def _odd_first(tokens: Tokens, tags: list[str], known: People) -> None:
    """Make a noun of a first word before a verb, where the tagger took it for a sign, a cry or a number, in place."""
    if (
        len(tags) < len(("subject", "verb"))
        or tags[0] not in _ODD_TAGS
        or tags[1] not in (*_PAST_TAGS, "VBZ", "VBP")
    ):
        return
    word = tokens.lower[0]
    if tokens.shapes[0] != WORD or (tags[0] == "CD" and not ("-" in word and not _NUMBER_WORD.search(word))):
        return
    tags[0] = "NNS" if word in known.plural else "NNP"


_NUMBER_WORD = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b"
)


def _compound(tokens: Tokens, tags: list[str], i: int) -> None:
    """Make an adjective of a participle tied to a name by a hyphen ("rebel-held", "the U.S.-led force"), in place."""
    if len(tokens.lower[i]) > 1:
        behind = tags[i + 1] if i + 1 < len(tags) else ""
        tags[i] = "JJ" if behind == "JJ" or (tags[i] != "NN" and behind[:1] == "N") else tags[i]
    elif (
        0 < i < len(tags) - 1
        and tokens.ends[i - 1] == tokens.starts[i]
        and tokens.ends[i] == tokens.starts[i + 1]
    ):
        tags[i] = "HYPH"
        if tags[i + 1] in (*_PAST_TAGS, "JJ"):
            tags[i - 1] = tags[i + 1] = "JJ"


def _misread(tokens: Tokens, tags: list[str]) -> None:
    """Put right compounds, nouns that cannot be verbs before a verb, and assaults behind an article, in place."""
    doubtful = [
        i for i, word in enumerate(tokens.lower) if tags[i] in _DOUBTFUL or "-" in word or word in _ODD_WORDS
    ]
    for i in doubtful:
        word = tokens.lower[i]
        if word == "blew":
            tags[i] = "VBD"
        elif "-" in word and (len(word) == 1 or tags[i] in ("VBN", "VBD", "VBG", "NN")):
            _compound(tokens, tags, i)
        elif tags[i] == "VBZ" and word.endswith("s") and _verb_follows(tokens, tags, i):
            tags[i] = "NNS"
        elif word == "offensive" and tags[i] == "JJ" and i and not _noun_or_adjective(tags, i + 1):
            tags[i] = "NN" if tags[i - 1] in ("DT", "POS", "PRP$", "NN", "NNP", "JJ") else tags[i]
        elif word in _ASSAULTS and tags[i] in ("VB", "VBP") and _is_behind_article(tokens.lower, tags, i):
            tags[i] = "NN"


_ODD_WORDS = frozenset(["offensive", "blew"])
"""Words that the tagger seldom takes for what they are in news of violence."""
_DOUBTFUL = frozenset({"VBZ", "VB", "VBP"})
_ASSAULTS = frozenset(
    ["attack", "raid", "ambush", "assault", "strike", "offensive", "siege", "blast", "bomb"]
)
_SINGLE = frozenset(["a", "an", "another", "this"])


def _is_behind_article(lower: list[str], tags: list[str], i: int) -> bool:
    """Tell whether names lead from token `i` back to "a", so that it is no verb: a single doer "attacks"."""
    k = i - 1
    while k > 0 and tags[k] in ("NNP", "JJ", "NN"):
        k -= 1
    return k >= 0 and k < i - 1 and lower[k] in _SINGLE


_CAPTIVES = frozenset(["hostage", "captive"])


@cache
def _told_of(language: str) -> frozenset[str]:
    """Return the words that `corrected` has something to say of; all others keep their tags."""
    known, harm = people(language), harm_words(language)
    return _CAPTIVES.union(harm.entries, known.singular, known.plural, idiom_pasts(language), _SMALL_WORDS)


def _person_tag(word: str, tag: str, known: People) -> str:
    """Return the tag of a word that nothing makes a verb: a noun, if it is one for people."""
    if word in known.plural and word not in known.singular:
        return "NNS"
    return "NN" if word in known.singular and tag in ("MD", "VBZ") else tag


def _particle_tag(lower: list[str], tags: list[str], i: int) -> str:
    """Return the tag of one of the small words that the tagger often gets wrong."""
    word, tag = lower[i], tags[i]
    if word in _PREPOSITIONS and tag in ("NN", "JJ", "RB", "VB", "VBP", "NNP"):
        return "IN"
    if i + 1 == len(tags):
        return tag
    if word == "top" and tag == "NN" and _noun_or_adjective(tags, i + 1):
        return "JJ"
    if word in ("early", "late") and lower[i + 1] in CALENDAR and (not i or tags[i - 1] not in ("DT", "IN")):
        return "RB"
    return "PDT" if word == "both" and tags[i + 1][:1] in "NP" else tag


_PRENOMINAL = frozenset(
    "suspected alleged accused convicted retired armed unarmed masked wanted so-called unidentified"
    " elected would-be self-styled reputed purported known unnamed hooded disguised off-duty"
    " imprisoned jailed exiled".split()
)
"""Participles that stand before the noun they belong to; the tagger takes some for verbs."""
_LONG_WORD = 5
"""In a headline every word of this length or more is capitalised, and capitals say nothing."""


def _name_names(tokens: Tokens, tags: list[str], peoples: frozenset[str]) -> None:
    """Make proper nouns of the capitalised words inside a sentence, in place."""
    words, lower = tokens.words, tokens.lower
    if not _PRENOMINAL.isdisjoint(lower):
        _describe(lower, tags)
    headline = all(word[:1].isupper() for word in words if len(word) >= _LONG_WORD and word.isalpha())
    for i, word in enumerate(words):
        tag = tags[i]
        if (
            word[2:3] == "-"
            and not tag.startswith("NNP")
            and lower[i][:3] in _ARTICLES
            and word[3:4].isupper()
        ):
            tags[i] = "NNP"
        if headline or not word[:1].isupper() or tag.startswith("NNP"):
            continue
        if i == 0 and tag in _NO_NAME_TAGS and tags[1:2] in (["NNS"], ["NNPS"]) and not word.isupper():
            tags[i] = "NNP"
        dotted = "." in word and len(word) > len("A.")
        inside = i > 0 and words[i - 1] not in _OPENERS
        if inside and tag in _CLOSED_TAGS and lower[i] not in _CLOSED_WORDS:
            tags[i] = "NNP"
        if dotted or (inside and tag in _NOT_A_NAME_YET and lower[i] not in peoples):
            tags[i] = "NNP"


_ARTICLES = frozenset(["al-", "el-"])


def _describe(lower: list[str], tags: list[str]) -> None:
    """Make adjectives of the participles that stand before the noun they belong to, in place."""
    for i in range(len(lower) - 1):
        if lower[i] in _PRENOMINAL and tags[i] in ("VBN", "VBD") and tags[i + 1][:1] in "NJV":
            tags[i] = "JJ"


_CLOSED_TAGS = frozenset({"WDT", "WP", "WP$", "WRB", "PRP", "PRP$", "EX", "PDT"})
_CLOSED_WORDS = frozenset(
    "which that what whichever whatever who whom whoever whose where when why how i me you he him she her it we us they"
    " them thou thee ye my your his its our their mine yours hers ours theirs myself yourself himself herself itself"
    " ourselves yourselves themselves there all both half such quite many one".split()
)
"""All words that pronouns can be; a name that the tagger takes for one of them ("Boko Haram") is a name."""
_NO_NAME_TAGS = frozenset({"VB", "VBP", "FW", "UH", "MD", "NN"})
"""What the tagger makes of a name it does not know at the head of a sentence ("Varnish militants")."""
_OPENERS = frozenset(
    ['"', "\u201c", "\u2018", "'", ":", ".", "?", "!", "(", "-", "--", "\u2014", "\u2013", "*", "\u2022"]
)
_NOT_A_NAME_YET = frozenset(
    {"NN", "JJ", "VB", "VBP", "VBZ", "VBD", "VBN", "VBG", "RB", "FW", "LS", "UH", "MD"}
)


_PREPOSITIONS = frozenset(
    "beside besides near inside outside amid amidst among amongst towards aboard via alongside".split()
)
_SMALL_WORDS = _PREPOSITIONS | {"top", "early", "late", "both"}
"""The words that `_particle_tag` has something to say of."""


def _noun_or_adjective(tags: list[str], i: int) -> bool:
    """Tell whether a noun or an adjective stands at token `i`."""
    return i < len(tags) and tags[i][:2] in ("NN", "JJ", "VB")


def _must_be_noun(tags: list[str], i: int) -> bool:
    """Tell whether nothing before token `i` asks for a verb there."""
    return not i or tags[i - 1] not in ("TO", "MD", "PRP", "NNS")


class _Around(NamedTuple):
    """The tag of a word of harm and what stands beside it."""

    tag: str
    before: str
    after: str
    word_before: str


_ORDER_WORDS = frozenset(["dozens", "scores", "hundreds", "thousands", "several", "tens", "millions"])


def _around(tokens: Tokens, tags: list[str], i: int) -> _Around:
    """Return the tag of token `i` and what stands beside it, hedges of a number read as a number."""
    after = tags[i + 1] if i + 1 < len(tags) else ""
    if tokens.lower[i + 1 : i + 3] in (["at", "least"], ["up", "to"], ["more", "than"], ["as", "many"]) or (
        i + 1 < len(tags) and (tokens.shapes[i + 1] in (NUMBER, MIXED) or tokens.lower[i + 1] in _ORDER_WORDS)
    ):
        after = "CD"
    return _Around(tags[i], tags[i - 1] if i else "", after, tokens.lower[i - 1] if i else "")


def _harm_tag(tokens: Tokens, tags: list[str], i: int, forms: frozenset[Form]) -> str:
    """Return the tag of a word of harm, by what stands around it."""
    around = _around(tokens, tags, i)
    if not forms:
        state = tokens.lower[i] in ("dead", "missing", "homeless")
        return "JJ" if state and around.tag in ("NNP", "VB", "VBD", "VBN", "IN", "RB") else around.tag
    return _ing_tag(around, forms) or _past_tag(around, forms) or _present_tag(around, forms) or around.tag


def _ing_tag(around: _Around, forms: frozenset[Form]) -> str | None:
    """Return the tag of an -ing form, or None: a verb before its object, a noun behind its possessor."""
    tag, before, after, word_before = around
    if Form.ING not in forms:
        return None
    if tag in _NOUNS and after in _BEFORE_OBJECT and before not in _BEFORE_NOUN:
        return "VBG"
    possessed = word_before == "'s" or (word_before in _ACT_OPENERS and after == "IN")
    return "NN" if tag == "VBG" and possessed else None


_ACT_OPENERS = frozenset(["the", "a", "his", "her", "their"])


def _past_tag(around: _Around, forms: frozenset[Form]) -> str | None:
    """Return the tag of a past or a participle, or None when neither must stand there."""
    tag, before, after, word_before = around
    participle, past = Form.PARTICIPLE in forms, Form.PAST in forms
    if participle and tag in ("NN", "JJ", "VB", "VBD") and word_before in _HAVE_OR_BE:
        return "VBN"
    if past and tag in ("NN", "NNP", "JJ") and before in _NOUNS and after in _BEFORE_OBJECT:
        return "VBD"
    if past and tag in ("NN", "NNP", "JJ", "VBN") and before in ("CC", ",") and after == "CD":
        return "VBD"
    if participle and tag == "JJ" and word_before in _ORDER_WORDS and after[:1] not in ("N", "J", "C", "V"):
        return "VBN"
    behind_people = (tag in ("NNP", "NNPS", "NN") and before in ("NNS", "NNPS", "CD") and after != "CD") or (
        tag == "JJ" and before == "CD" and after[:2] not in ("NN", "JJ", "VB", "CD")
    )
    return "VBN" if participle and behind_people else None


def _present_tag(around: _Around, forms: frozenset[Form]) -> str | None:
    """Return the tag of a verb in the present, or None when none must stand there."""
    tag, before, after, _ = around
    if Form.BASE in forms and tag in ("NN", "VB", "JJ") and before in ("CC", "NNS", "NNPS"):
        return "VBP" if after in _BEFORE_OBJECT else None
    if Form.PRESENT not in forms or tag not in ("NNS", "NNP", "NNPS"):
        return None
    subject_before = after in _BEFORE_OBJECT and before in _NOUNS | {"CC"}
    return "VBZ" if subject_before or (after == "CD" and before not in _BEFORE_NOUN) else None
