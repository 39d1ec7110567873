"""Printed lines to paragraphs.

A PDF knows lines at places on a page, and nothing of sentences. A line is joined to
the one before where the type, the distance and the length of the lines say that the
paragraph goes on; running heads and feet are told by their return on page after page.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from tollbook.model.document import SourcePlace, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """One line as printed.

    Attributes:
        text: without blanks at its ends, never empty.
        page: from 1.
        x: distance of its start from the left edge, in points.
        y: height above the lower edge, in points.
        size: of the type, in points.
    """

    text: str
    page: int
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """The text of all pages, the pages it comes from, and its running heads and feet."""

    text: str
    places: tuple[SourcePlace, ...]
    furniture: tuple[Span, ...]


_EDGE_LINES = 3  # at the top and at the bottom of a page, where heads and feet stand
_REPEATED_SHARE = 0.5  # of the pages; left and right pages may differ
_REPEATED_PAGES = 2
_PAGE_NUMBER = re.compile(
    r"[-\u2013\u2014|\s]*(?:page\s+|p\.\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-\u2013\u2014|\s]*",
    re.IGNORECASE,
)
_SAME_ROW = 0.3  # of the size: lines this near in height are cells of one row
_SAME_SIZE = 0.1  # sizes this near are the same type
_WIDER_GAP = 1.35  # times the usual distance of two lines: a gap between paragraphs
_USUAL_GAP = 1.2  # times the size: how type is set when nothing else tells
_FARTHEST_GAP = 3.0  # times the size: beyond this no distance of lines within a paragraph
_FULL_LINE = 0.85  # of the length of a long line: shorter, and the next word would have fitted
_SENTENCE_END = re.compile(r"[.!?:\u2026][\"'\u2019\u201d)\]]*$")
_LIST_MARK = re.compile(r"(?:[\u2022\u25cf\u25aa\u2043*\u2013-]|\(?[0-9a-z]{1,2}[.)])\s")
_SPLIT_WORD = re.compile(r"([^\W\d_]+)-$")
_WORD_START = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# First parts of compounds that keep their hyphen at the end of a line: English numbers from
# twenty-one to ninety-nine, and the prefixes that are set with a hyphen.
_KEEPS_HYPHEN = frozenset(
    "twenty thirty forty fifty sixty seventy eighty ninety one two three four five six seven eight nine ten half "
    "anti non ex pro self semi vice co mid all cross high low long short well so".split()
)


def paragraphs(lines: Sequence[PrintedLine], page_count: int) -> Paragraphs:
    """Return the lines as paragraphs, parted by blank lines.

    A running head or foot becomes a paragraph of its own after the one that it
    interrupts, so that no sentence is broken by it.

    Args:
        lines: of all pages, in reading order.
        page_count: number of pages, those without lines included.
    """
    edges = _running_lines(lines, page_count)
    gaps, lengths = _usual_gaps(lines), _long_lines(lines)
    writer = _Writer(_vocabulary(lines))
    before: PrintedLine | None = None
    for line in lines:
        if line in edges:
            writer.set_aside(line)
            continue
        writer.add(line, _joint(before, line, gaps, lengths))
        before = line
    return writer.finished()


def _joint(
    before: PrintedLine | None, line: PrintedLine, gaps: dict[int, float], lengths: dict[int, int]
) -> str:
    """Return what stands between two lines: a blank line, a bar between cells, or a space."""
    if before is None or _LIST_MARK.match(line.text) or not _same_size(before, line):
        return "\n\n"
    ends = _SENTENCE_END.search(before.text) is not None
    if before.page != line.page or line.y > before.y + line.size:  # another page or column
        return " " if not ends and not line.text[:1].isupper() else "\n\n"
    gap = before.y - line.y
    if abs(gap) < _SAME_ROW * line.size:
        return " | " if line.x > before.x else " "
    if gap > _WIDER_GAP * gaps.get(_size_key(line), _USUAL_GAP * line.size):
        return "\n\n"
    first_word = line.text.split(maxsplit=1)[0]
    ended_early = len(before.text) + 1 + len(first_word) < _FULL_LINE * lengths[_size_key(before)]
    return "\n\n" if ended_early and (ends or not line.text[:1].islower()) else " "


def _same_size(one: PrintedLine, other: PrintedLine) -> bool:
    return abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size)


def _size_key(line: PrintedLine) -> int:
    return round(line.size)


def _usual_gaps(lines: Sequence[PrintedLine]) -> dict[int, float]:
    """Return for each size of type the usual distance of two lines."""
    gaps: dict[int, list[float]] = {}
    for before, line in pairwise(lines):
        gap = before.y - line.y
        if before.page == line.page and _same_size(before, line) and 0 < gap <= _FARTHEST_GAP * line.size:
            gaps.setdefault(_size_key(line), []).append(gap)
    return {size: median(found) for size, found in gaps.items()}


def _long_lines(lines: Sequence[PrintedLine]) -> dict[int, int]:
    """Return for each size of type the length that nine of ten lines do not exceed, in characters."""
    lengths: dict[int, list[int]] = {}
    for line in lines:
        lengths.setdefault(_size_key(line), []).append(len(line.text))
    return {size: sorted(found)[len(found) * 9 // 10] for size, found in lengths.items()}


def _running_lines(lines: Sequence[PrintedLine], page_count: int) -> frozenset[PrintedLine]:
    """Return the lines at the edges of pages that come back on most pages, and page numbers."""
    edges = [line for page in _pages(lines) for line in _edge_lines(page)]
    pages_with = Counter(key for key, _ in {(_running_key(line), line.page) for line in edges})
    enough = max(_REPEATED_PAGES, _REPEATED_SHARE * page_count)
    numbers = {line for page in _pages(lines) for line in _page_numbers(page)}
    return frozenset(numbers.union(line for line in edges if pages_with[_running_key(line)] >= enough))


def _running_key(line: PrintedLine) -> tuple[str, int]:
    """Return what is the same of a running head on every page: its words without numbers, and its height."""
    return re.sub(r"\d+", "#", line.text), round(line.y)


def _page_numbers(page: list[PrintedLine]) -> list[PrintedLine]:
    """Return the highest and the lowest line of a page that are page numbers and nothing else at their height."""
    heights = Counter(round(line.y) for line in page)
    outermost = (max(page, key=lambda line: line.y), min(page, key=lambda line: line.y))
    return [line for line in outermost if heights[round(line.y)] == 1 and _PAGE_NUMBER.fullmatch(line.text)]


def _pages(lines: Iterable[PrintedLine]) -> list[list[PrintedLine]]:
    pages: dict[int, list[PrintedLine]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    return list(pages.values())


def _edge_lines(page: list[PrintedLine]) -> list[PrintedLine]:
    by_height = sorted(page, key=lambda line: line.y)
    if len(by_height) <= 2 * _EDGE_LINES:
        return by_height
    return by_height[:_EDGE_LINES] + by_height[-_EDGE_LINES:]


def _vocabulary(lines: Iterable[PrintedLine]) -> frozenset[str]:
    return frozenset(word.lower() for line in lines for word in _WORDS.findall(line.text))


@dataclass(slots=True)
class _Writer:
    """The text as it grows, with the page of each stretch."""

    vocabulary: frozenset[str]
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    places: list[SourcePlace] = field(default_factory=list)
    furniture: list[Span] = field(default_factory=list)
    aside: list[PrintedLine] = field(default_factory=list)

    def set_aside(self, line: PrintedLine) -> None:
        """Keep a running head or foot until the paragraph is complete."""
        self.aside.append(line)

    def add(self, line: PrintedLine, joint: str) -> None:
        """Write a line of the text after what joins it to the line before."""
        if joint == "\n\n":
            self._write_aside()
        if joint == " ":
            joint = self._word_joint(line.text)
        self._write(joint, line)

    def finished(self) -> Paragraphs:
        """Return everything written."""
        self._write_aside()
        return Paragraphs("".join(self.pieces), tuple(self.places), tuple(self.furniture))

    def _write_aside(self) -> None:
        for line in self.aside:
            self._write("\n\n", line)
            self.furniture.append(Span(self.length - len(line.text), self.length))
        self.aside.clear()

    def _write(self, joint: str, line: PrintedLine) -> None:
        if self.pieces:
            self.pieces.append(joint)
            self.length += len(joint)
        start = self.length
        self.pieces.append(line.text)
        self.length += len(line.text)
        locator = f"page {line.page}"
        if self.places and self.places[-1].locator == locator:
            start = self.places.pop().start
        self.places.append(SourcePlace(start, self.length, locator))

    def _word_joint(self, following: str) -> str:
        """Return what joins two lines of a paragraph, taking a hyphen away that only breaks a word."""
        last = self.pieces[-1]
        if last.endswith("\u00ad"):  # a soft hyphen is there for the line end alone
            self._take_back()
            return ""
        split, goes_on = _SPLIT_WORD.search(last), _WORD_START.match(following)
        if split is None or goes_on is None or not goes_on[0][0].islower():
            return "" if last.endswith("-") and last[-2:-1].isalnum() else " "
        whole = (split[1] + goes_on[0]).lower()
        compound = f"{split[1]}-{goes_on[0]}".lower()
        keeps = compound in self.vocabulary or split[1].lower() in _KEEPS_HYPHEN
        if whole in self.vocabulary or not keeps:
            self._take_back()
        return ""

    def _take_back(self) -> None:
        """Take the last character back."""
        self.pieces[-1] = self.pieces[-1][:-1]
        self.length -= 1
        last = self.places.pop()
        self.places.append(SourcePlace(last.start, max(last.start, last.end - 1), last.locator))
