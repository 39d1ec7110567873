"""The day of publication that a text names at its own top.

Strict: a line that is a date, a label with a date, an agency's dateline, or the heading
of a bulletin. A date inside a sentence is what the sentence is about, and a numeric date
such as 03/04/2024 means two different days; neither is taken.
"""

from __future__ import annotations

import re
from datetime import date

_TOP_LINES = 10
_TOP_CHARACTERS = 4000

_MONTH_NAMES = "january february march april may june july august september october november december".split()
_MONTHS = {name[:3]: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_MONTH = (
    r"(?P<month{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?"
_DAY = r"(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year{0}>(?:19|20)\d\d)"
_FORMS = (
    _MONTH.format(1) + r"\s+" + _DAY.format(1) + r",?\s+" + _YEAR.format(1),  # March 4, 2024
    _DAY.format(2) + r"\s+(?:of\s+)?" + _MONTH.format(2) + r",?\s+" + _YEAR.format(2),  # 4 March 2024
    _YEAR.format(3) + r"-(?P<month3>\d\d)-" + _DAY.format(3),  # 2024-03-04
)
_DATE = _WEEKDAY + "(?:" + "|".join(_FORMS) + ")"
_CLOCK = (
    r"(?:[,;T]?\s*(?:at\s+)?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*\(?(?:gmt|utc|z|[a-z]{2,4})?\)?)?"
)
_LABEL = (
    r"(?:(?:first\s+)?(?:published|posted|issued|released)(?:\s+(?:on|at))?|publication\s+date|date|dated)"
)

_LABELLED_LINE = re.compile(rf"{_LABEL}\s*:?\s*{_DATE}{_CLOCK}\W*", re.IGNORECASE)
_DATE_LINE = re.compile(rf"\W*{_DATE}{_CLOCK}\W*", re.IGNORECASE)
# KESH, Arvenia, March 4, 2024 (Arvenia Wire) - ; KESH, 4 March 2024 --
_AGENCY_LINE = re.compile(
    rf"(?-i:[A-Z][A-Z'.\-]+(?:\s[A-Z][A-Z'.\-]+)*)(?:,\s+[\w.' \-]{{2,30}})?,\s+{_DATE}\s*"
    r"(?:\([^)\n]{2,40}\)\s*)?(?:-|--|\u2013|\u2014|:)\s",
    re.IGNORECASE,
)
# Bulletin 41, Monday 11 July 2022, counted until noon ; NOTICE TO FAMILIES, 16 March 2023. From ...
_NOTICE = re.compile(
    r"(?:[^,.;:\n]{3,60},\s+)?[^,.;:\n]{0,50}\b(?:bulletin|notice|update|statement|communiqu[e\u00e9]|release)\b"
    rf"(?:\s+no\.)?[^,.;:\n]{{0,30}},\s+{_DATE}(?=[,.;]|\s*$)",
    re.IGNORECASE,
)


def dateline_date(text: str) -> date | None:
    r"""Return the day that a text says at its top that it was published on, or None.

    A line with a label ("Published: 2024-03-04") goes before any other; then the first.

    Example:
        >>> dateline_date("Shelling in Kesh\n\nMonday, March 4, 2024\n\nTwelve people died.")
        datetime.date(2024, 3, 4)
        >>> dateline_date("On March 4, 2024 shells hit Kesh.") is None
        True
    """
    lines = [line.strip() for line in text[:_TOP_CHARACTERS].splitlines() if line.strip()][:_TOP_LINES]
    for pattern in (_LABELLED_LINE, _DATE_LINE):
        for line in lines:
            day = _day(pattern.fullmatch(line))
            if day is not None:
                return day
    for line in lines:
        day = _day(_AGENCY_LINE.match(line)) or _day(_NOTICE.match(line))
        if day is not None:
            return day
    return None


def _day(found: re.Match[str] | None) -> date | None:
    if found is None:
        return None
    for form in "123":
        year, month, day = (found[f"{part}{form}"] for part in ("year", "month", "day"))
        if year:
            number = int(month) if month.isdigit() else _MONTHS[month[:3].lower()]
            return _valid(int(year), number, int(day))
    return None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 31 February: a slip, and no day to go by
        return None
