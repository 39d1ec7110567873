"""Page furniture that shows itself by its elements: captions, side boxes, lists of links."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

# HTML Standard 4.3 and 4.4: elements for what is not the content itself.
_FURNITURE_TAGS = frozenset(("figcaption", "nav", "footer", "aside"))
# Names that publishing systems give to such boxes, as whole words of `class` and `id`.
_FURNITURE_NAMES = frozenset(
    "caption wp-caption-text related related-links related-articles related-posts related-stories newsletter "
    "newsletter-signup share sharing share-buttons social-share sharedaddy addthis promo promotion advert advertisement "
    "cookie cookies cookie-notice cookie-banner subscribe subscription donate donation donation-box most-read "
    "most-popular recommended recommendations read-more readmore see-also breadcrumb breadcrumbs photo-credit "
    "image-credit image-caption".split()
)
_MOST_OF_TEXT = 0.3  # a box that holds more than this of the article is its frame, whatever it is called
_NAME_BREAK = re.compile(r"\s+")


def furniture_elements(blocks: Iterable[tuple[etree._Element | None, int]]) -> frozenset[etree._Element]:
    """Return those of the given elements that stand in page furniture.

    Args:
        blocks: elements of a page that hold text of its article, None for unknown ones,
            with the number of characters in each.
    """
    boxes: dict[etree._Element, list[etree._Element]] = {}
    sizes: Counter[etree._Element] = Counter()
    total = 0
    for block, size in blocks:
        total += size
        if block is None:
            continue
        boxes[block] = [above for above in (block, *block.iterancestors()) if _is_box(above)]
        for box in boxes[block]:
            sizes[box] += size
    small = {box for box, size in sizes.items() if size <= _MOST_OF_TEXT * total or box.tag == "figcaption"}
    return frozenset(block for block, above in boxes.items() if not small.isdisjoint(above))


def _is_box(element: etree._Element) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}".lower()
    return element.tag in _FURNITURE_TAGS or not _FURNITURE_NAMES.isdisjoint(_NAME_BREAK.split(names))
