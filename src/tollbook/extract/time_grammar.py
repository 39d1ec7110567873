"""The grammar of words of time: which run of words from a given one on says when, and how it says it.

Written as small functions over words rather than as one large pattern, so that only a word that can begin an
expression of time costs anything, and nothing has to be compiled before the first sentence is read.
Each function returns the token after what it has read, or -1 when it reads nothing.
"""

from __future__ import annotations

import re
from typing import ClassVar

from tollbook.extract.time_words import ASCII_TOKEN, TOKEN, TimeLexicon, WordTree

_NONE = -1
_MOST_WORDS = 6
_MOST_BETWEEN = 3
_DASHES = ("-", "\u2013")
_DAY = re.compile(r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d|[^\W\d_])", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]\d\d|20\d\d|21[0-4]\d)(?![\d%]|[.,]\d|[^\W\d_])")
_DECADE = re.compile(r"(?:1[5-9]|20)\d0s(?!\w)", re.IGNORECASE)
_NUMERIC = re.compile(r"\d{4}-\d\d-\d\d(?!\d)|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)(?!\d)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_CLOCK = re.compile(
    r"(?:[01]?\d(?:[:.]\d\d)?\s*[ap]\.?m\b\.?|(?:[01]?\d|2[0-3]):[0-5]\d(?!\d))(?:\s+local\s+time)?",
    re.IGNORECASE,
)


_FEWEST_FIGURES = 3
_LAST_WORDS = 7
"""How many tokens after its first one the word that tells a time can stand."""


class TimeGrammar:
    """The words of one sentence, read for expressions of time."""

    __slots__ = ("ends", "lexicon", "starts", "text", "words")

    def __init__(self, text: str, start: int, end: int, lexicon: TimeLexicon) -> None:
        """Take the words of `text[start:end]` apart.

        Args:
            text: the document's text.
            start: where the sentence begins.
            end: where it stops.
            lexicon: the words of time of its language.
        """
        self.text, self.lexicon = text, lexicon
        pattern = ASCII_TOKEN if text[start:end].isascii() else TOKEN
        matches = list(pattern.finditer(text, start, end))
        words = [match[0] for match in matches]
        self.starts = [match.start() for match in matches]
        self.ends = [begin + len(word) for begin, word in zip(self.starts, words, strict=True)]
        self.words = [word.lower() for word in words]
        if "\u2019" in words:
            self.words = ["'" if word == "\u2019" else word for word in self.words]

    def openings(self) -> list[int]:
        """Return the tokens where an expression can begin: words that open one, a telling word not far behind."""
        openers, cores, found = self.lexicon.openers, self.lexicon.cores, list[int]()
        core = len(self.words) + _LAST_WORDS + 1
        for i in range(len(self.words) - 1, -1, -1):
            word = self.words[i]
            figure = (word < ":" or word > "\x7f") and word[0].isdigit()
            if word in cores or (figure and (len(word) >= _FEWEST_FIGURES or self._in_clock(i))):
                core = i
            if core - i <= _LAST_WORDS and (figure or word in openers):
                found.append(i)
        found.reverse()
        return found

    def _in_clock(self, i: int) -> bool:
        """Tell whether a short figure may stand in a time of day or a numeric date."""
        following = self.text[self.ends[i] : self.ends[i] + 2].lower()
        return following[:1] in (":", "/", ".", "a", "p") or following in (" a", " p")

    def read(self, i: int) -> tuple[int, str] | None:
        """Return the token after the expression that begins at token `i`, and how it says when; or None."""
        word = self.words[i]
        short = word[0].isdigit() and len(word) <= _FEWEST_FIGURES
        follow = self.lexicon.follow.get("" if short else word)
        if follow is not None and not ((behind := self._word(i + 1)) in follow or behind[:1].isdigit()):
            return None
        if not self._is_edge(self.starts[i]):
            return None
        for kind, read in self._KINDS:
            if (end := read(self, i)) > 0:
                return end, kind
        return None

    def _word(self, i: int) -> str:
        """Return token `i`, or an empty string outside the sentence."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def _is_edge(self, offset: int) -> bool:
        """Tell whether no letter or figure stands right before an offset."""
        before = self.text[offset - 1 : offset]
        return not (before.isalnum() or before == "_")

    def _is_inside(self, end: int) -> bool:
        """Tell whether a word goes on behind token `end` without a break."""
        return end < len(self.words) and self.starts[end] == self.ends[end - 1] and self.words[end].isalnum()

    def _touches(self, i: int) -> bool:
        """Tell whether no white space stands before token `i`."""
        return 0 < i < len(self.words) and self.starts[i] == self.ends[i - 1]

    def _run(self, i: int, tree: WordTree) -> int:
        """Return the token after the longest run of words from token `i` on that a tree holds, or -1."""
        for run in tree.get(self._word(i), ()):
            if len(run) == 1 or tuple(self.words[i : i + len(run)]) == run:
                return i + len(run)
        return _NONE

    def _at(self, i: int, pattern: re.Pattern[str]) -> int:
        """Return the token after the figures that a pattern matches at token `i`, or -1."""
        if i >= len(self.words) or not self.words[i][0].isdigit():
            return _NONE
        match = pattern.match(self.text, self.starts[i], self.ends[-1])
        if match is None:
            return _NONE
        while i < len(self.words) and self.starts[i] < match.end():
            i += 1
        return i

    def _one(self, i: int, *words: str) -> int:
        """Return the token after an optional word from token `i` on."""
        return i + 1 if self._word(i) in words else i

    def _about(self, i: int) -> int:
        """Return the token after any words before an amount."""
        while (end := self._run(i, self.lexicon.about)) > 0:
            i = end
        return i

    def _amount(self, i: int) -> int:
        """Return the token after a figure or a word for a number, or -1."""
        if self._word(i)[:1].isdigit():
            return self._at(i, _NUMBER)
        end = self._run(i, self.lexicon.amounts)
        if end < 0:
            return _NONE
        further = end + 1 if self._word(end) == "-" else end
        if tuple(self.words[further : further + 3]) == ("and", "a", "half"):
            return further + 3
        second = self._run(further, self.lexicon.amounts)
        return second if second > 0 else end

    def _unit(self, i: int) -> int:
        """Return the token after a unit of time, or -1."""
        return i + 1 if self._word(i) in self.lexicon.units else _NONE

    def _quantity(self, i: int) -> int:
        """Return the token after an amount of time ("nearly three more days"), or -1."""
        for first in {self._about(i), i}:
            end = self._amount(first)
            if end > 0:
                end = self._unit(self._one(end, "more", "consecutive", "straight"))
            if end > 0:
                return end
        return _NONE

    def _month(self, i: int) -> int:
        """Return the token after the name of a month and the full stop of an abbreviation, or -1."""
        word = self._word(i)
        if word not in self.lexicon.months:
            return _NONE
        stop = word in self.lexicon.short_months and self._word(i + 1) == "." and self._touches(i + 1)
        return i + 2 if stop else i + 1

    def _weekday(self, i: int) -> int:
        """Return the token after the name of a day, or an abbreviation with its full stop, or -1."""
        word = self._word(i)
        if word in self.lexicon.weekdays:
            return i + 1
        return i + 2 if word in self.lexicon.short_weekdays and self._word(i + 1) == "." else _NONE

    def _part(self, i: int) -> int:
        """Return the token after a part of the day ("early morning", "night"), or -1."""
        if self._word(i) in ("early", "late", "mid"):
            i = self._one(i + 1, "-")
        return self._run(i, self.lexicon.parts)

    def _pair(self, i: int, pattern: re.Pattern[str], joins: tuple[str, ...]) -> int:
        """Return the token after one or two joined figures ("6 to 8"), or -1."""
        end = self._at(i, pattern)
        if end > 0 and self._word(end) in joins and (second := self._at(end + 1, pattern)) > 0:
            return second
        return end

    def _year_behind(self, i: int) -> int:
        """Return the token after a year at token `i`, a comma before it, or `i`."""
        end = self._at(i + 1 if self._word(i) == "," else i, _YEAR)
        return end if end > 0 else i

    def _date(self, i: int) -> int:
        """Return the token after a date with a month in it or a numeric one, or -1."""
        if self._word(i)[:1].isdigit() or self._word(i) == "the":
            return self._day_first(i)
        month = self._month(i)
        if month < 0:
            return _NONE
        end = self._pair(month, _DAY, (*_DASHES, "to", "and"))
        if end > 0:
            return self._year_behind(end)
        last = self._month(month + 1) if self._word(month) in (*_DASHES, "and", "to") else _NONE
        until = last if last > 0 else month
        year = self._at(self._one(self._one(until, ","), "of"), _YEAR)
        if year > 0:
            return year
        return last if self._word(month) in _DASHES else _NONE

    def _day_first(self, i: int) -> int:
        """Return the token after a numeric date or one whose day stands first ("the 6th of May 2024"), or -1."""
        if (end := self._at(i, _NUMERIC)) > 0:
            return end
        first = self._one(i, "the")
        if not self._word(first)[:1].isdigit():
            return _NONE
        end = self._pair(first, _DAY, (*_DASHES, "to", "and"))
        end = self._month(self._one(end, "of")) if end > 0 else _NONE
        return self._year_behind(end) if end > 0 else _NONE

    def _edge(self, i: int) -> int:
        """Return the token after "early", "the end of" and what joins it to a date, or `i`."""
        end = self._run(i, self.lexicon.edges)
        if end < 0:
            return i
        return self._one(self._one(self._one(end, "-"), "in", "on"), "the")

    def point(self, i: int) -> int:
        """Return the token after words that say a day, a week, a month or a year, or -1."""
        edge = self._edge(i)
        for first in (edge, i) if edge != i else (i,):
            end = self._date(first)
            if end < 0 and (day := self._weekday(first)) > 0:
                part = self._part(day)
                end = part if part > 0 else day
            if end > 0:
                return end
        for read in (self._today, self._ago, self._relative, self._decade):
            if (end := read(i)) > 0:
                return end
        for read in (self._holiday, self._month, self._year):
            if (end := read(edge)) > 0:
                return end
        return _NONE

    def _today(self, i: int) -> int:
        """Return the token after "today" or "yesterday morning", or -1."""
        return self._run(i, self.lexicon.today)

    def _whole_point(self, i: int) -> int:
        """Return the token after words that say a day, a week, a month or a year and end with a word, or -1."""
        end = self.point(i)
        return _NONE if end > 0 and self._is_inside(end) else end

    def _holiday(self, i: int) -> int:
        """Return the token after the name of a holiday, or -1."""
        return self._run(i, self.lexicon.holidays)

    def _year(self, i: int) -> int:
        """Return the token after a year, or -1."""
        return self._at(i, _YEAR)

    def _ago(self, i: int) -> int:
        """Return the token after "two years ago", "weeks ago", or -1."""
        for first in {self._about(i), i}:
            end = self._amount(first)
            end = end if end > 0 else self._unit(first)
            if end > 0:
                unit = self._unit(end)
                end = unit if unit > 0 else end
                if self._word(end) == "ago":
                    return end + 1
        return _NONE

    def _relative(self, i: int) -> int:
        """Return the token after "earlier last week", "so far this year", "that same night", or -1."""
        first = (
            i + 2 if (self._word(i), self._word(i + 1)) == ("so", "far") else self._run(i, self.lexicon.edges)
        )
        if first < 0 and self._word(i) in ("in", "during", "the") and self._word(i + 1) in ("late", "early"):
            first = i + 2
        for start in (first, i):
            end = self._run(start, self.lexicon.relative) if start >= 0 else _NONE
            end = self._stretch(end) if end > 0 else _NONE
            if end > 0:
                return end
        return _NONE

    def _stretch(self, i: int) -> int:
        """Return the token after a unit, a season, a month, a day or a part of the day, or -1."""
        if self._word(i) in self.lexicon.units or self._word(i) in self.lexicon.seasons:
            return i + 1
        if (end := self._month(i)) > 0:
            return end
        day = self._weekday(i)
        part = self._part(day if day > 0 else i)
        return part if part > 0 else day

    def _decade(self, i: int) -> int:
        """Return the token after "the late 1980s", or -1."""
        i = self._one(i, "the")
        end = self._run(i, self.lexicon.edges)
        return self._at(self._one(end, "-") if end > 0 else i, _DECADE)

    def _chunks(self, i: int, most: int, signs: str) -> list[int]:
        """Return the token after each of the next words as white space parts them, up to one that holds a sign."""
        ends: list[int] = []
        while i < len(self.words) and len(ends) < most:
            j = i
            while j < len(self.words) and (j == i or self._touches(j)):
                if self.words[j] in signs:
                    return [*ends, j] if j > i else ends
                j += 1
            ends.append(j)
            i = j
        return ends

    def _since(self, i: int) -> int:
        """Return the token after "since" and the day or event that it names, or -1."""
        if self._word(i) != "since":
            return _NONE
        end = self.point(i + 1)
        if end > 0:
            return end
        for chunk in self._chunks(i + 1, _MOST_WORDS, ",;:"):
            end = self.point(self._one(chunk, "in", "on"))
            if end > 0 and not self._is_inside(end):
                return end
        if self._word(i + 1) not in ("the", "a", "an", "his", "her", "its", "their", "that", "then"):
            return _NONE
        return (self._chunks(i + 2, _MOST_WORDS, ",;:.()") or [i + 2])[-1]

    def _later(self, i: int) -> int:
        """Return the token after "two days after the 6 May vote", "hours later", or -1."""
        if self._word(i) == "immediately":
            return (
                i + 4 if self.words[i + 1 : i + 3] == ["after", "the"] and i + 3 < len(self.words) else _NONE
            )
        amount = self._quantity(i)
        end = amount if amount > 0 else self._unit(i)
        if end > 0 and self._word(end) in ("later", "earlier"):
            return end + 1
        if amount > 0 and self._word(amount) in ("after", "before"):
            point = self.point(self._one(amount + 1, "the"))
            if point > 0:
                return point + 1 if self._word(point).isalpha() and not self._touches(point) else point
        return _NONE

    def _length(self, i: int) -> int:
        """Return the token after a length of time ("over the past three days", "for two weeks"), or -1."""
        word = self._word(i)
        if word in ("over", "in", "during", "within", "throughout", "for"):
            return self._length_behind(i)
        if word in ("the", "past", "last", "first"):
            first = self._one(i, "the")
            return self._quantity(first + 1) if self._word(first) in ("past", "last", "first") else _NONE
        if word in ("months", "years", "decades") and self._word(i + 1) == "of":
            for j in (i + 2, *self._chunks(i + 2, _MOST_BETWEEN, ",;:.()")):
                if self._word(j) in self.lexicon.stretches:
                    return j + 1
        return _NONE

    def _length_behind(self, i: int) -> int:
        """Return the token after a preposition and a length of time, or -1."""
        first = self._one(i + 1, "about", "nearly")
        if self._word(first) == "the" and self._word(first + 1) in ("past", "last", "previous", "first"):
            end = self._unit(self._about(first + 2))
            end = end if end > 0 else self._quantity(first + 2)
            if end > 0:
                return end
        if self._word(i) == "over" and self.words[i + 1 : i + 3] == ["the", "weekend"]:
            return i + 3
        if self._word(i) == "in" and self._word(i + 1) == "recent":
            return self._unit(i + 2)
        return self._quantity(i + 1) if self._word(i) in ("for", "in", "within", "over") else _NONE

    def _during(self, i: int) -> int:
        """Return the token after "during" and the stretch of history that it names, or -1."""
        if self._word(i) not in ("during", "throughout") or self._word(i + 1) in ("a", "an"):
            return _NONE
        for j in (i + 1, *self._chunks(i + 1, _MOST_WORDS, ",;:.()")):
            k = j
            while self._word(k).isalnum() and self._word(k + 1) == "-":
                k += 2
            if self._word(k) in self.lexicon.stretches and not self._is_inside(k + 1):
                return k + 1
        return _NONE

    def _clock(self, i: int) -> int:
        """Return the token after a time of day with what stands before it ("shortly before 9 a.m."), or -1."""
        first = self._one(i, "just", "shortly")
        if self._word(first) in ("at", "around", "about", "before", "after"):
            first = self._one(first + 1, "around", "about")
        elif first != i:
            return _NONE
        return self._at(first, _CLOCK) if self._word(first)[:1].isdigit() else _NONE

    def _part_alone(self, i: int) -> int:
        """Return the token after a part of the day ("the early morning", "late night", "the evening" before "of"), or -1."""
        if self.words[i : i + 3] == ["morning", "rush", "hour"]:
            return i + 3
        first = self._one(i, "the")
        if self._word(first) in ("early", "late"):
            end = self._part(first + 1)
            if end > 0 or self._word(first + 1) in ("am", "pm"):
                return max(end, first + 2)
        end = self._part(first)
        return end if end > 0 and self._word(end) in ("of", "on") else _NONE

    _KINDS: ClassVar = (
        ("since", _since),
        ("later", _later),
        ("length", _length),
        ("point", _whole_point),
        ("during", _during),
        ("clock", _clock),
        ("part", _part_alone),
    )
    """How expressions say when, in the order in which they are tried."""
