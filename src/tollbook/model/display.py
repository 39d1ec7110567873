"""How text that others wrote is shown without letting it steer the screen.

A file name, a title or a sentence can hold control characters that move the cursor,
and directional overrides that make `exe.txt` out of `txt.exe`. They are kept in what
is stored, and written out visibly wherever they are shown to a person.
"""

from __future__ import annotations

import re

_UNSAFE = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0 and C1 controls: escape sequences, carriage returns, bells
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # directional marks, overrides and isolates
    "\u2028\u2029"  # line and paragraph separators
    "\ufeff"  # a byte order mark inside text has no width and hides
    "\ud800-\udfff"  # lone surrogates, from file names that are not UTF-8: they cannot be printed
    "]"
)


def shown(text: str) -> str:
    r"""Return the text on one line, with control and directional characters as visible escapes.

    Everything else stays as it is, right-to-left scripts included.

    Example:
        >>> shown("report\u202etxt.exe")
        'report\\u202etxt.exe'
        >>> shown("a\tb")
        'a\\tb'
    """
    return _UNSAFE.sub(_escaped, text)


def shown_lines(text: str) -> str:
    r"""Return the text made safe as by `shown`, but with its line breaks and tabs kept.

    Example:
        >>> shown_lines("one\ntwo\x1b[2J")
        'one\ntwo\\x1b[2J'
    """
    return _UNSAFE.sub(lambda found: found[0] if found[0] in "\n\t" else _escaped(found), text)


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")
