"""The words of the application in one catalogue, ready for translation (gettext)."""

from __future__ import annotations

import gettext as _library
from functools import cache
from importlib.resources import as_file, files

DOMAIN = "tollbook"


@cache
def _catalogue(language: str) -> _library.NullTranslations:
    with as_file(files("tollbook.web").joinpath("data", "locale")) as folder:
        return _library.translation(DOMAIN, localedir=str(folder), languages=[language], fallback=True)


def gettext(words: str, language: str = "en") -> str:
    """Return words in a language; as they are where the catalogue has no others."""
    return _catalogue(language).gettext(words)


def ngettext(one: str, many: str, number: int, language: str = "en") -> str:
    """Return the form of words that goes with a number."""
    return _catalogue(language).ngettext(one, many, number)
