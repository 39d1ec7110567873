"""Element trees as runs of text: the text between two breaks, and the element that holds it.

Works on the tree of a web page and on the smaller tree that the extractor of articles
makes of it, so that the one can be found again in the other.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# HTML Standard 15.3: the elements that a browser shows as blocks, list items or table parts,
# and the elements of the article tree that stand for them (head, item, cell, row, quote, list).
BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search "
    "section summary table tbody td tfoot th thead title tr ul "
    "head item cell row quote list code".split()
)
BREAK_TAGS = frozenset(("br", "lb"))
_PLAIN_TAG = re.compile(r"[a-z][a-z0-9_.-]*", re.IGNORECASE)
_BLANK = re.compile(r"[\s\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class Run:
    """Text without a break in it, blanks made single spaces.

    Attributes:
        text: never empty.
        owner: the nearest block that holds it.
        after_break: whether only a line break parts it from the run before.
    """

    text: str
    owner: etree._Element
    after_break: bool


def text_runs(root: etree._Element, is_dropped: Callable[[etree._Element], bool]) -> Iterator[Run]:
    """Return the runs of text below an element, in order.

    Args:
        root: where to begin.
        is_dropped: whether to leave an element out, with all that is in it.
    """
    holder = _Holder(root)
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if not isinstance(tag, str) or is_dropped(element):
                walk.skip_subtree()
                continue
            if tag in BLOCK_TAGS:
                yield from holder.taken(is_break=False)
                holder.owners.append(element)
            elif tag in BREAK_TAGS:
                yield from holder.taken(is_break=True)
            holder.pieces.append(element.text or "")
        else:
            if holder.owners[-1] is element and element is not root:
                yield from holder.taken(is_break=False)
                holder.owners.pop()
            if element is not root:
                holder.pieces.append(element.tail or "")
    yield from holder.taken(is_break=False)


class _Holder:
    """What has been read since the last break, and the blocks that are open."""

    __slots__ = ("_after_break", "owners", "pieces")

    def __init__(self, root: etree._Element) -> None:
        self.owners: list[etree._Element] = [root]
        self.pieces: list[str] = []
        self._after_break = False

    def taken(self, *, is_break: bool) -> Iterator[Run]:
        text = _BLANK.sub(" ", "".join(self.pieces)).strip()
        self.pieces.clear()
        if text:
            yield Run(text, self.owners[-1], self._after_break)
        self._after_break = is_break and bool(text or self._after_break)


class Locators:
    """Element paths such as `/html/body/p[3]`, each parent's children counted once."""

    __slots__ = ("_steps",)

    def __init__(self) -> None:
        """Begin without any path known."""
        self._steps: dict[etree._Element, str] = {}

    def path(self, element: etree._Element) -> str:
        """Return the path of an element from the root; a number only where the tag alone does not say it."""
        steps = []
        current: etree._Element | None = element
        while current is not None:
            steps.append(self._step(current))
            current = current.getparent()
        return "/" + "/".join(reversed(steps))

    def _step(self, element: etree._Element) -> str:
        if element not in self._steps:
            parent = element.getparent()
            if parent is None:
                self._steps[element] = _step_name(element) or "*"
            else:
                self._count_children(parent)
        return self._steps[element]

    def _count_children(self, parent: etree._Element) -> None:
        totals = Counter(_step_name(child) for child in parent)
        seen: Counter[str] = Counter()
        for position, child in enumerate(parent, start=1):
            name = _step_name(child)
            seen[name] += 1
            number = seen[name] if name else position
            is_only = name and totals[name] == 1
            self._steps[child] = name if is_only else f"{name or '*'}[{number}]"


def _step_name(element: etree._Element) -> str:
    """Return the tag of an element where it can stand in a path, else nothing.

    A page may hold `<o:p>`, or `<said.<` where a quotation mark was lost.
    """
    tag = str(element.tag)
    return tag if _PLAIN_TAG.fullmatch(tag) else ""
