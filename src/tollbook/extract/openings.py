"""What stands before the first words of a report: the place and day of its dateline ("KESH, Arvenia, June 14 (Arvenia Wire) -").

A dateline tells where and when the report was sent, which is where the event was unless the text names a place.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PLACE = r"[A-Z][A-Z'\u2019.-]+(?:[ -][A-Z'\u2019.-]{2,}){0,3}"
_REST = r"(?:,?[ ][A-Z\d][\w.'\u2019-]*){0,5}"
_AGENCY = r"(?:[ ]*,?[ ]*\([^()\n]{1,40}\))?"
_BREAK = r"[ ]*(?:--?|[\u2013\u2014]|:)[ ]+"
_DATELINE = re.compile(rf"(?P<place>{_PLACE})(?P<country>,[ ][A-Z][\w.]+)?{_REST}{_AGENCY}{_BREAK}")


class Dateline(NamedTuple):
    """Where a dateline stands.

    Attributes:
        place: offset after the name of the place that it begins with.
        end: offset after its last sign.
    """

    place: int
    end: int


def dateline(text: str, start: int, end: int) -> Dateline | None:
    """Return the dateline that `text[start:end]` begins with, or None.

    Args:
        text: the document's text.
        start: where the sentence begins.
        end: where it stops.
    """
    match = _DATELINE.match(text, start, end)
    if match is None or match.end() >= end:
        return None
    return Dateline(match.end("place"), match.end())
