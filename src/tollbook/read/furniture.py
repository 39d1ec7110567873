"""Page furniture: captions, lists of links, boxes and appeals that stand in a text and are not its own.

They are marked, never cut, and only on words that a report does not use of its
subject: what is marked yields no claims. The words are in `data/<language>/furniture.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

from tollbook.model.document import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CAPTION_CHARACTERS = 350
_CREDIT_CHARACTERS = 60
_HEADING_CHARACTERS = 60
_LINK_CHARACTERS = 200
_BOX_CHARACTERS = 400
_APPEAL_CHARACTERS = 600
_LINKS_BELOW_HEADING = 15
_TAIL_CUED_SHARE = 0.5
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?\u2026][\"'\u2019\u201d)\]]*$")


@dataclass(frozen=True, slots=True)
class _Cues:
    """The words of one language, ready to be looked up."""

    caption: re.Pattern[str]
    caption_openings: tuple[str, ...]
    caption_endings: tuple[str, ...]
    link_headings: frozenset[str]
    link_openings: tuple[str, ...]
    box_lines: frozenset[str]
    box: _Phrases
    appeal: _Phrases
    appeal_soft: _Phrases
    appeal_weak: _Phrases
    harm: frozenset[str]


class _Phrases:
    """A set of phrases, looked for in a line only when one of their rarest words is in it."""

    __slots__ = ("_pattern", "_signal_words")

    def __init__(self, phrases: Iterable[str]) -> None:
        listed = sorted(phrases, key=len, reverse=True)
        self._signal_words = frozenset(max(_WORD.findall(phrase), key=len) for phrase in listed)
        self._pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, listed)) + r")(?!\w)")

    def found_in(self, line: _Line) -> bool:
        """Return whether a line holds one of the phrases."""
        return not self._signal_words.isdisjoint(line.words) and self._pattern.search(line.plain) is not None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank, with its place in the text and its words in lower case."""

    span: Span
    plain: str
    words: frozenset[str]


def furniture_spans(text: str, language: str | None) -> tuple[Span, ...]:
    """Return the stretches of a text that are page furniture, in order, each one or more whole lines.

    Args:
        text: as stored.
        language: whose words to look for; None is taken for English. A language without a
            list has no furniture found.
    """
    cues = _cues(language or "en")
    if cues is None:
        return ()
    lines = list(_lines(text))
    marked = [_is_furniture(line, cues) for line in lines]
    _mark_link_lists(lines, marked, cues)
    _mark_appeal_headings(lines, marked, cues)
    _mark_appeal_tail(lines, marked, cues)
    return tuple(line.span for line, is_marked in zip(lines, marked, strict=True) if is_marked)


def _lines(text: str) -> Iterator[_Line]:
    for found in re.finditer(r"[^\r\n]*\S[^\r\n]*", text):
        raw = found[0]
        start = found.start() + len(raw) - len(raw.lstrip())
        content = raw.strip()
        plain = " ".join(content.lower().replace("\u2019", "'").split())
        yield _Line(Span(start, start + len(content)), plain, frozenset(_WORD.findall(plain)))


def _is_furniture(line: _Line, cues: _Cues) -> bool:
    size = len(line.plain)
    if size > _APPEAL_CHARACTERS:
        return False
    return (
        line.plain.rstrip(" :.!") in cues.box_lines
        or (size <= _CAPTION_CHARACTERS and _is_caption(line, cues))
        or (size <= _LINK_CHARACTERS and line.plain.startswith(cues.link_openings))
        or (size <= _BOX_CHARACTERS and cues.box.found_in(line))
        or _is_appeal(line, cues)
    )


def _is_appeal(line: _Line, cues: _Cues) -> bool:
    return cues.appeal.found_in(line) or (
        cues.harm.isdisjoint(line.words) and cues.appeal_soft.found_in(line)
    )


def _is_caption(line: _Line, cues: _Cues) -> bool:
    return (
        cues.caption.search(line.plain) is not None
        or line.plain.startswith(cues.caption_openings)
        or line.plain.endswith(cues.caption_endings)
    )


def _mark_link_lists(lines: list[_Line], marked: list[bool], cues: _Cues) -> None:
    """Mark the headings of lists of links, and the headlines right below each."""
    for index, line in enumerate(lines):
        if line.plain.rstrip(" :") not in cues.link_headings:
            continue
        marked[index] = True
        for below in range(index + 1, min(index + 1 + _LINKS_BELOW_HEADING, len(lines))):
            if not _is_link(lines[below]):
                break
            marked[below] = True


def _is_link(line: _Line) -> bool:
    return len(line.plain) <= _LINK_CHARACTERS and not _SENTENCE_END.search(line.plain)


def _mark_appeal_headings(lines: list[_Line], marked: list[bool], cues: _Cues) -> None:
    """Mark a short line right above an appeal that says what the appeal is for."""
    for index, (heading, appeal) in enumerate(pairwise(lines)):
        is_heading = len(heading.plain) <= _HEADING_CHARACTERS and not _SENTENCE_END.search(heading.plain)
        if (
            is_heading
            and cues.harm.isdisjoint(heading.words)
            and marked[index + 1]
            and _is_appeal(appeal, cues)
        ):
            marked[index] |= cues.appeal_weak.found_in(heading)


def _mark_appeal_tail(lines: list[_Line], marked: list[bool], cues: _Cues) -> None:
    """Mark everything from an appeal to the end of the text, when most of it goes on with the appeal."""
    for first, line in enumerate(lines):
        if not (marked[first] and _is_appeal(line, cues)):
            continue
        end = _tail_end(lines, marked, first, cues)
        cued = sum(marked[index] or cues.appeal_weak.found_in(lines[index]) for index in range(first, end))
        if cued >= _TAIL_CUED_SHARE * (len(lines) - first):
            marked[first:end] = [True] * (end - first)
            return


def _tail_end(lines: list[_Line], marked: list[bool], first: int, cues: _Cues) -> int:
    """Return where an appeal that starts at a line must end: before a line that may be the report again."""
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if not marked[index] and (
            len(line.plain) > _APPEAL_CHARACTERS or not cues.harm.isdisjoint(line.words)
        ):
            return index
    return len(lines)


@cache
def _cues(language: str) -> _Cues | None:
    path = resources.files("tollbook.read").joinpath("data", language, "furniture.toml")
    if not language.isalpha() or not path.is_file():
        return None
    words = tomllib.loads(path.read_text(encoding="utf-8"))
    return _Cues(
        caption=_caption_pattern(words["captions"]["labels"]),
        caption_openings=tuple(words["captions"]["openings"]),
        caption_endings=tuple(words["captions"]["endings"]),
        link_headings=frozenset(words["links"]["headings"]),
        link_openings=tuple(words["links"]["openings"]),
        box_lines=frozenset(words["boxes"]["lines"]),
        box=_Phrases(words["boxes"]["phrases"]),
        appeal=_Phrases(words["appeals"]["strong"]),
        appeal_soft=_Phrases(words["appeals"]["soft"]),
        appeal_weak=_Phrases(words["appeals"]["weak"]),
        harm=frozenset(words["guard"]["words"]),
    )


def _caption_pattern(labels: list[str]) -> re.Pattern[str]:
    """Return a pattern for a label at the start of a line, or with its credit at the end of one."""
    label = "(?:" + "|".join(map(re.escape, sorted(labels, key=len, reverse=True))) + ")"
    credit = rf"(?:[^.!?:]|(?<=\b[a-z])\.){{1,{_CREDIT_CHARACTERS}}}"  # a full stop after an initial only
    return re.compile(
        rf"^[(\[]?{label}\s?:|[(\[]{label}\s?[:/][^)\]]*[)\]]\.?$|(?:^|[.!?]\s|\s[-|]\s){label}\s?:{credit}\.?$"
    )
