"""Runs of letters in a text: the cheapest look at a sentence, taken before it is taken apart."""

from __future__ import annotations

import re
from typing import Final

_RUN: Final = re.compile(r"[^\W\d_]+")
_NO_LETTERS: Final = {sign: " " for sign in range(128) if not chr(sign).isalpha()}


def runs_of_letters(text: str) -> list[str]:
    """Return the runs of letters of a text, in order.

    Most texts hold nothing but ASCII, for which `str.translate` is four times as fast as a pattern.

    Example:
        >>> runs_of_letters("3 dead, 12-year-old among them")
        ['dead', 'year', 'old', 'among', 'them']
    """
    return text.translate(_NO_LETTERS).split() if text.isascii() else _RUN.findall(text)
