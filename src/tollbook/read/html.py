"""Web pages: the article as trafilatura finds it, each passage with its element path.

Nothing of a page is run, fetched or followed. What a browser would not show (scripts,
styles, comments, hidden elements, `noscript`) is left out before anything else.
"""

from __future__ import annotations

import codecs
import logging
import re
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from tollbook.errors import DamagedInput, InputTooLarge
from tollbook.model.capture import Capture
from tollbook.model.document import SourcePlace, Span
from tollbook.model.limits import size_words
from tollbook.read.alignment import PageText
from tollbook.read.decode import Decoded, decoded
from tollbook.read.html_furniture import furniture_elements
from tollbook.read.markup import Locators, Run, text_runs
from tollbook.read.options import ReadOptions
from tollbook.read.parts import Parts, program
from tollbook.read.sniff import Format

if TYPE_CHECKING:
    from collections.abc import Sequence

# What these libraries have to say about odd pages goes into the notes, not onto the screen.
for _name in ("trafilatura", "htmldate", "readability", "justext"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

# Outside a browser's page altogether, or not shown in it.
_DROPPED_TAGS = frozenset(
    "script style noscript template head svg math iframe object embed canvas audio video select button input "
    "textarea datalist map area".split()
)
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE
)
_META_BYTES = 4096
# Encoding Standard, 4.2: pages that say these mean Windows-1252.
_MEANS_WINDOWS = frozenset(("iso8859-1", "ascii"))
# The charsets of the Encoding Standard by Python's names. Not UTF-16, which a page that says so in
# readable ASCII cannot be, and not Python's own codecs that are no charsets ("rot13", "unicode_escape").
_CHARSETS = re.compile(r"utf-8$|iso8859|cp\d|koi8|gb|big5|euc|shift_jis|mac|iso2022_jp|tis-620|hz$|ptcp")
_PAGE_DESCRIPTION = "application/ld+json"  # a script that says what the page is, and is never run
# What lxml raises for a page without any element; the AssertionError is its own.
_NO_TREE = (etree.LxmlError, AssertionError)
# A page dated by its own markup; the clock of the machine that reads it has no part in it.
_DATE_SEARCH = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1900-01-01",
    "max_date": "2100-01-01",
}
# What trafilatura and the libraries below it are known to let through on broken pages: their own
# ValueError, and the mistakes of code that met a tree it did not expect. The visible text is used instead.
_EXTRACTION_FAILURES = (
    etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError, AssertionError,
    RecursionError,
)  # fmt: skip
_CELL_TAGS = frozenset(("cell", "td", "th"))
_ROW_TAGS = frozenset(("row", "tr"))


@dataclass(frozen=True, slots=True)
class _Article:
    """What the extractor makes of a page: runs of text and what the page says of itself."""

    runs: Sequence[Run]
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published_at: date | None = None


def html_parts(capture: Capture, options: ReadOptions) -> Parts:
    """Return the parts of a web page.

    Raises:
        InputTooLarge: when it has too many bytes or elements.
        DamagedInput: when there is no element in it at all.
    """
    _check_size(capture, options)
    source = _decoded_page(capture.data)
    tree = _tree(capture, source.text)
    _check_elements(capture, tree, options)
    page_runs = list(text_runs(tree, _is_hidden))
    article, notes = _article_or_all(tree, page_runs)
    runs = _with_headline(article, page_runs)
    text, spans = _joined(runs)
    owners = _owners(runs, page_runs)
    return Parts(
        media_type=Format.HTML,
        text=text,
        extractor=program("trafilatura"),
        title=article.title,
        publisher=article.publisher,
        url=article.url,
        published_at=article.published_at,
        furniture=_furniture(spans, owners),
        places=_places(tree, spans, owners),
        notes=(*source.notes, *notes, *_missed(owners)),
    )


def _check_size(capture: Capture, options: ReadOptions) -> None:
    if len(capture.data) > options.limits.html_bytes:
        raise InputTooLarge(
            capture.where,
            f"the page has {size_words(len(capture.data))}, over the limit of "
            f"{size_words(options.limits.html_bytes)} for HTML",
            "Raise the limit with --max-size; the limit for HTML is an eighth of it.",
        )


def _check_elements(capture: Capture, tree: etree._Element, options: ReadOptions) -> None:
    count = sum(1 for _ in tree.iter())
    if count > options.limits.html_elements:
        raise InputTooLarge(
            capture.where,
            f"the page has {count:,} elements, over the limit of {options.limits.html_elements:,}",
            "Raise the limit with --max-size; one element is allowed for each 1,024 bytes of it.",
        )


def _decoded_page(data: bytes) -> Decoded:
    """Return the characters of a page: by its byte order mark, else as it says itself, else by its bytes."""
    declared = _META_CHARSET.search(data[:_META_BYTES])
    if declared is None or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decoded(data)
    try:
        encoding = codecs.lookup(declared[1].decode("ascii")).name
        encoding = "cp1252" if encoding in _MEANS_WINDOWS else encoding
        if not _CHARSETS.match(encoding):
            return decoded(data)
        return Decoded(data.decode(encoding), () if encoding == "utf-8" else (f"Decoded as {encoding}.",))
    except (LookupError, UnicodeError):
        return decoded(data)


def _tree(capture: Capture, text: str) -> etree._Element:
    """Return the element tree of a page.

    Without `huge_tree` the parser stops at 256 levels and at texts of 10 million bytes, and what
    follows would be lost without a word. Comments and processing instructions are dropped,
    entities are those of HTML only.
    """
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = lxml_html.document_fromstring(text.replace("\x00", "\ufffd").encode(), parser=parser)
    except _NO_TREE as error:
        raise DamagedInput(
            capture.where, f"it begins as HTML and holds no element ({error})", "Fetch or copy it again."
        ) from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise DamagedInput(
            capture.where,
            "its elements stand more than 256 deep in one another, or one holds more than 10 million bytes",
            "Save the article as plain text and read that.",
        )
    return tree


def _is_hidden(element: etree._Element) -> bool:
    return (
        element.tag in _DROPPED_TAGS
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN_STYLE.search(element.get("style", "")) is not None
    )


def _visible_copy(tree: etree._Element) -> etree._Element:
    """Return a copy of a page with hidden elements emptied; its head stays, for what it says of the page."""
    visible = deepcopy(tree)
    body = visible.find("body")
    for element in list(body.iter()) if body is not None else []:
        if _is_hidden(element) and element.get("type") != _PAGE_DESCRIPTION:
            element.clear(keep_tail=True)  # type: ignore[call-arg]  # the stubs are older than lxml 4.4
    return visible


def _article(tree: etree._Element) -> tuple[_Article, tuple[str, ...]]:
    """Return the article of a page, without any runs when none was found, with notes."""
    try:
        found = trafilatura.bare_extraction(
            _visible_copy(tree),
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            date_extraction_params=dict(_DATE_SEARCH),
        )
    except _EXTRACTION_FAILURES as error:
        return _Article(()), (f"The article could not be told from the page ({type(error).__name__}).",)
    if not isinstance(found, trafilatura.settings.Document):
        return _Article(()), ()
    return _Article(
        tuple(text_runs(found.body, _is_never_dropped)),
        title=found.title or None,
        publisher=found.sitename or None,
        url=found.url or None,
        published_at=_day(found.date),
    ), ()


def _article_or_all(tree: etree._Element, page_runs: Sequence[Run]) -> tuple[_Article, tuple[str, ...]]:
    """Return the article of a page, with all its visible text where none was found, with notes."""
    article, notes = _article(tree)
    if article.runs:
        return article, notes
    return replace(article, runs=page_runs), (
        *notes,
        "No article was found in the page; all visible text was taken.",
    )


def _is_never_dropped(_element: etree._Element) -> bool:
    return False


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None


def _with_headline(article: _Article, page_runs: Sequence[Run]) -> Sequence[Run]:
    """Return the runs of an article, headed by the headline of the page where the extractor left it out.

    The headline is the `h1` that says what the extractor takes for the title.
    """
    headline = next((run for run in page_runs if run.owner.tag == "h1" and run.text == article.title), None)
    if headline is None or any(run.text == headline.text for run in article.runs):
        return article.runs
    return (headline, *article.runs)


def _joined(runs: Sequence[Run]) -> tuple[str, list[Span]]:
    """Return the runs as one text, and where each stands in it.

    Blocks are parted by a blank line, lines within a block by a line break, the cells
    of a row by a bar.
    """
    pieces: list[str] = []
    spans: list[Span] = []
    position, last_row = 0, None
    for run in runs:
        row = _row(run.owner)
        separator = (
            ""
            if not pieces
            else " | "
            if row is not None and row is last_row
            else "\n"
            if run.after_break
            else "\n\n"
        )
        start = position + len(separator)
        position = start + len(run.text)
        pieces += (separator, run.text)
        spans.append(Span(start, position))
        last_row = row
    return "".join(pieces), spans


def _row(element: etree._Element) -> etree._Element | None:
    """Return the row of a table that an element is in, if it is in a cell."""
    for above in (element, *element.iterancestors()):
        if above.tag in _CELL_TAGS:
            parent = above.getparent()
            return parent if parent is not None and parent.tag in _ROW_TAGS else None
    return None


def _owners(runs: Sequence[Run], page_runs: Sequence[Run]) -> list[etree._Element | None]:
    """Return for each run of the article the element of the page that holds it."""
    page = PageText([run.text for run in page_runs])
    owners: list[etree._Element | None] = []
    for run in runs:
        found = page.find(run.text)
        if found is None:
            owners.append(None)
        else:
            owners.append(_shared(page_runs[found[0]].owner, page_runs[found[-1]].owner))
    return owners


def _places(
    tree: etree._Element, spans: Sequence[Span], owners: Sequence[etree._Element | None]
) -> tuple[SourcePlace, ...]:
    """Return the map from text to elements; what was not found again is placed at the root."""
    locators = Locators()
    return tuple(
        SourcePlace(*span, locators.path(tree if owner is None else owner))
        for span, owner in zip(spans, owners, strict=True)
    )


def _missed(owners: Sequence[etree._Element | None]) -> tuple[str, ...]:
    missed = owners.count(None)
    return (f"{missed} of {len(owners)} passages could not be placed in the page.",) if missed else ()


def _shared(first: etree._Element, last: etree._Element) -> etree._Element:
    """Return the nearest element that holds both."""
    if first is last:
        return first
    above_first = {first, *first.iterancestors()}
    return next(above for above in (last, *last.iterancestors()) if above in above_first)


def _furniture(spans: Sequence[Span], owners: Sequence[etree._Element | None]) -> tuple[Span, ...]:
    marked = furniture_elements(
        [(owner, span.end - span.start) for span, owner in zip(spans, owners, strict=True)]
    )
    return tuple(span for span, owner in zip(spans, owners, strict=True) if owner in marked)
