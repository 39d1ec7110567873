"""Tags put right where the words of harm and of people say more than the statistics of general English.

The tagger has seen little news of violence: "Gunmen" can come out as a modal verb, "killing two"
as a noun. The lexicons of this reader know better.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tollbook.extract.harms import harm_words
from tollbook.extract.idioms import idiom_pasts
from tollbook.extract.names import names
from tollbook.extract.people import people
from tollbook.extract.phrases import CALENDAR
from tollbook.extract.tokens import MIXED, NUMBER, SIGN
from tollbook.extract.verbs import Form

if TYPE_CHECKING:
    from tollbook.extract.tokens import Tokens

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
    past = idiom_pasts(language)
    for i, word in enumerate(tokens.lower):
        if word in ("hostage", "captive") and i and result[i - 1][:1] in "NP":
            result[i] = "RB"
        elif word in harm.entries:
            result[i] = _harm_tag(tokens, result, i, harm.verb_forms.get(word, frozenset()))
        elif result[i] in _VERB_OR_NOUN and _must_be_noun(result, i):
            if word in known.plural and word not in known.singular:
                result[i] = "NNS"
            elif word in known.singular and result[i] in ("MD", "VBZ"):
                result[i] = "NN"
        elif tokens.shapes[i] == NUMBER:
            result[i] = "CD"
        elif result[i] == "JJ" and word in known.singular and not _noun_or_adjective(result, i + 1):
            result[i] = "NN"
        elif word == "top" and result[i] == "NN" and _noun_or_adjective(result, i + 1):
            result[i] = "JJ"
        elif result[i] == "NN" and i and result[i - 1] in ("CD", "NNS", "PRP") and word in past:
            result[i] = "VBD"
        elif word in _PREPOSITIONS and result[i] in ("NN", "JJ", "RB", "VB", "VBP", "NNP"):
            result[i] = "IN"
        elif word in ("early", "late") and i + 1 < len(result) and tokens.lower[i + 1] in CALENDAR and (
            not i or result[i - 1] not in ("DT", "IN")
        ):
            result[i] = "RB"
        elif word == "both" and i + 1 < len(result) and result[i + 1][:1] in "NP":
            result[i] = "PDT"
    return result


_PRENOMINAL = frozenset(
    "suspected alleged accused convicted retired armed unarmed masked wanted so-called unidentified elected would-be"
    " self-styled reputed purported known unnamed hooded disguised off-duty imprisoned jailed exiled".split()
)
"""Participles that stand before the noun they belong to; the tagger takes some for verbs."""
_LONG_WORD = 5
"""In a headline every word of this length or more is capitalised, and capitals say nothing."""


def _name_names(tokens: Tokens, tags: list[str], peoples: frozenset[str]) -> None:
    """Make proper nouns of the capitalised words inside a sentence, in place."""
    words = tokens.words
    capitals = [word[:1].isupper() for word in words]
    headline = all(capital for word, capital in zip(words, capitals, strict=True) if len(word) >= _LONG_WORD and word.isalpha())
    for i, word in enumerate(words):
        tag = tags[i]
        if tokens.lower[i] in _PRENOMINAL and tag in ("VBN", "VBD") and i + 1 < len(tags) and tags[i + 1][:1] in "NJV":
            tags[i] = "JJ"
        if not capitals[i] or headline or tag.startswith("NNP"):
            continue
        dotted = "." in word and len(word) > 2
        inside = i > 0 and words[i - 1] not in _OPENERS
        if dotted or (inside and tag in _NOT_A_NAME_YET and tokens.lower[i] not in peoples):
            tags[i] = "NNP"


_OPENERS = frozenset(['"', "\u201c", "\u2018", "'", ":", ".", "?", "!", "(", "-", "--", "\u2014", "\u2013", "*", "\u2022"])
_NOT_A_NAME_YET = frozenset({"NN", "JJ", "VB", "VBP", "VBZ", "VBD", "VBN", "VBG", "RB", "FW", "LS", "UH", "MD"})


_PREPOSITIONS = frozenset("beside besides near inside outside amid amidst among amongst towards aboard via alongside".split())


def _noun_or_adjective(tags: list[str], i: int) -> bool:
    """Tell whether a noun or an adjective stands at token `i`."""
    return i < len(tags) and tags[i][:2] in ("NN", "JJ", "VB")


def _must_be_noun(tags: list[str], i: int) -> bool:
    """Tell whether nothing before token `i` asks for a verb there."""
    return not i or tags[i - 1] not in ("TO", "MD", "PRP", "NNS")


def _harm_tag(tokens: Tokens, tags: list[str], i: int, forms: frozenset[Form]) -> str:
    """Return the tag of a word of harm, by what stands around it."""
    tag, before, after = tags[i], tags[i - 1] if i else "", tags[i + 1] if i + 1 < len(tags) else ""
    if tokens.lower[i + 1 : i + 3] in (["at", "least"], ["up", "to"], ["more", "than"], ["as", "many"]) or (
        i + 1 < len(tags) and tokens.shapes[i + 1] in (NUMBER, MIXED)
    ):
        after = "CD"
    word_before = tokens.lower[i - 1] if i else ""
    if Form.ING in forms and tag in _NOUNS and after in _BEFORE_OBJECT and before not in _BEFORE_NOUN:
        return "VBG"
    if Form.ING in forms and tag == "VBG" and word_before in ("'s", "the", "a", "his", "her", "their") and after == "IN":
        return "NN"
    if Form.ING in forms and tag == "VBG" and word_before == "'s" and tokens.shapes[i - 1] == SIGN:
        return "NN"
    if Form.PARTICIPLE in forms and tag in ("NN", "JJ", "VB", "VBD") and word_before in _HAVE_OR_BE:
        return "VBN"
    if Form.PAST in forms and tag in ("NN", "NNP", "JJ") and before in _NOUNS and after in _BEFORE_OBJECT:
        return "VBD"
    if Form.PARTICIPLE in forms and tag in ("NNP", "NNPS", "NN") and before in ("NNS", "NNPS", "CD") and after != "CD":
        return "VBN"
    if Form.PAST in forms and tag in ("NN", "NNP", "JJ", "VBN") and before in ("CC", ",") and after == "CD":
        return "VBD"
    if Form.PARTICIPLE in forms and tag == "JJ" and before == "CD" and after[:2] not in ("NN", "JJ", "VB", "CD"):
        return "VBN"
    if Form.BASE in forms and tag in ("NN", "VB", "JJ") and after in _BEFORE_OBJECT and before in ("CC", "NNS", "NNPS"):
        return "VBP"
    if Form.PRESENT in forms and tag == "NNS" and (
        (after in _BEFORE_OBJECT and before in _NOUNS | {"CC"}) or (after == "CD" and before not in _BEFORE_NOUN)
    ):
        return "VBZ"
    if not forms and tag in ("NNP", "VB", "VBD", "VBN", "IN", "RB") and tokens.lower[i] in ("dead", "missing", "homeless"):
        return "JJ"
    return tag
