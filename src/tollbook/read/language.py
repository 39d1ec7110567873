"""The language of a text: quickly where it is plain, by statistics where it is not, else None.

Plain are English, by its commonest words or those of its headlines, and languages that have a script to
themselves. The statistical identifier is loaded only when neither settles it.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SAMPLE_CHARACTERS = 8000
_FEWEST_LETTERS = 40  # below this the identifier is wrong as often as right on names and headlines
_SURE = 0.6  # of the identifier's probability; doubtful texts are better called unknown

# Common English words that are no common words of other languages in Latin script
# ("in", "was", "had", "of", "over" are Dutch as well, "on" French, "a" half of Europe).
_ENGLISH_WORDS = frozenset(
    "the and that with from were has have been said this their which after would they when who whose for by at "
    "between during through while where there these those but not about into against because before".split()
)
_ENGLISH_SHARE = 0.10  # in English reports 0.15 to 0.25 of all words; in other languages under 0.03
_ENGLISH_DISTINCT = 3
_WORD = re.compile(r"[^\W\d_]+")

# Words of English headlines and short reports that are no common words of other languages in Latin script (so
# neither "attack", which is Swedish too, nor "police", French, nor "dies", German). Of 1,368 headlines and lines of
# English news that they settle, the identifier took none for another language, and was in doubt over 77.
_HEADLINE_WORDS = _ENGLISH_WORDS | frozenset(
    "killed kills kill killing people said says wounded wounds wounding injured injures dead died deaths deadly hurt "
    "bodies body least three four five seven eight nine eleven twelve several dozens hundreds thousands more over into "
    "near two shot shooting blast bombing bombings bomber bombers shelling shells raid raids ambush clash clashes "
    "strike strikes airstrike airstrikes fighting fighters gunman gunmen troops soldiers children women civilians "
    "insurgents attackers attacks officials government ministry military army who suspected leaves claims reports "
    "accident flood fire found missing kidnapped arrested arrests freed blames blamed accused unrest truce talks town "
    "villagers market mosque church school house year years week weeks north south east west amid since than".split()
)
_HEADLINE_SHARE = 0.15
_HEADLINE_DISTINCT = 2
_HEADLINE_CHARACTERS = 600

# Scripts by their Unicode blocks, with the languages written in them. One language: settled.
_SCRIPTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("\u0590-\u05ff\ufb1d-\ufb4f", ("he",)),
    ("\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc", ("ar", "fa", "ur", "ps", "ug")),
    ("\u0400-\u052f", ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn")),
    ("\u0370-\u03ff\u1f00-\u1fff", ("el",)),
    ("\u0530-\u058f", ("hy",)),
    ("\u10a0-\u10ff\u2d00-\u2d2f", ("ka",)),
    ("\u0900-\u097f", ("hi", "mr", "ne")),
    ("\u0980-\u09ff", ("bn", "as")),
    ("\u0a00-\u0a7f", ("pa",)),
    ("\u0a80-\u0aff", ("gu",)),
    ("\u0b80-\u0bff", ("ta",)),
    ("\u0c00-\u0c7f", ("te",)),
    ("\u0c80-\u0cff", ("kn",)),
    ("\u0d00-\u0d7f", ("ml",)),
    ("\u0d80-\u0dff", ("si",)),
    ("\u0e00-\u0e7f", ("th",)),
    ("\u0e80-\u0eff", ("lo",)),
    ("\u1000-\u109f", ("my",)),
    ("\u1200-\u139f", ("am",)),
    ("\u1780-\u17ff", ("km",)),
    ("\u1100-\u11ff\uac00-\ud7af", ("ko",)),
    ("\u3040-\u30ff", ("ja",)),
    ("\u4e00-\u9fff\u3400-\u4dbf", ("zh",)),
)
_SCRIPT_PATTERNS = tuple((re.compile(f"[{blocks}]"), languages) for blocks, languages in _SCRIPTS)
_SCRIPT_SHARE = 0.5
# Japanese is written mostly in Chinese characters; this much kana among them settles it.
_KANA = re.compile("[\u3040-\u30ff]")
_KANA_SHARE = 0.1

# Languages in Latin script in which news and reports are published in number. The identifier
# knows more, and takes names and lists for Latin, Esperanto or Walloon when it may.
_LATIN_LANGUAGES = (
    "af az ca cs cy da de en es et eu fi fr ga gl ha hr ht hu id is it lt lv mg ms mt nl no pl pt ro rw sk sl so sq "
    "sv sw tl tr uz vi xh yo zu"
).split()


def identify_language(text: str) -> str | None:
    """Return the two-letter code of the language that most of a text is in, or None in doubt.

    Capitals make no difference, so that agency copy in capitals is read as what it is.

    Example:
        >>> identify_language("THREE MEN WERE KILLED AND TWO WERE WOUNDED WHEN THE BRIDGE FELL, POLICE SAID.")
        'en'
        >>> identify_language("Kesh 12") is None
        True
    """
    sample = text[:_SAMPLE_CHARACTERS].lower()
    if _plainly_english(sample):
        return "en"
    letters = sum(map(str.isalpha, sample))
    languages = _script_languages(sample, letters)
    if languages is not None and len(languages) == 1:
        return languages[0]
    if letters < _FEWEST_LETTERS:
        return None
    if _is_english_headline(sample):
        return "en"
    return _identified(sample, tuple(languages or _LATIN_LANGUAGES))


def _plainly_english(sample: str) -> bool:
    return _holds(sample, _ENGLISH_WORDS, share=_ENGLISH_SHARE, distinct=_ENGLISH_DISTINCT)


def _is_english_headline(sample: str) -> bool:
    """Tell whether a short text is plainly English, so that no statistics need to be loaded for it."""
    return (
        len(sample) <= _HEADLINE_CHARACTERS
        and sample.isascii()
        and _holds(sample, _HEADLINE_WORDS, share=_HEADLINE_SHARE, distinct=_HEADLINE_DISTINCT)
    )


def _holds(sample: str, known: frozenset[str], *, share: float, distinct: int) -> bool:
    """Tell whether so many different words of a list, and such a share of all, stand in a text."""
    words = _WORD.findall(sample)
    found = Counter(word for word in words if word in known)
    return len(found) >= distinct and found.total() >= share * len(words)


def _script_languages(sample: str, letters: int) -> tuple[str, ...] | None:
    """Return the languages of the script that most letters are in, None for Latin and unknown ones."""
    if sample.isascii():
        return None
    if len(_KANA.findall(sample)) > _KANA_SHARE * letters:
        return ("ja",)
    for pattern, languages in _SCRIPT_PATTERNS:
        if len(pattern.findall(sample)) > _SCRIPT_SHARE * letters:
            return languages
    return None


def _identified(sample: str, among: tuple[str, ...]) -> str | None:
    code, probability = _identifier(among).classify(sample)
    return code if probability >= _SURE else None


@cache
def _identifier(among: tuple[str, ...]) -> LanguageIdentifier:
    """Return an identifier of its own, so that no setting of the library's shared one is changed."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # NumPy: 0.25 s to import

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.labels)
    identifier.set_languages([code for code in among if code in known])
    return identifier
