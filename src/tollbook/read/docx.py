"""DOCX: paragraphs and tables of a Word document, read from its XML.

Deleted text of tracked changes is left out and inserted text kept, as a reader of the
printed page would see it; hidden text, comments and footnotes are left out too.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from tollbook.errors import DamagedInput, EncryptedInput, InputTooLarge
from tollbook.model.capture import Capture
from tollbook.model.document import SourcePlace
from tollbook.model.limits import Limits, size_words
from tollbook.read.options import ReadOptions
from tollbook.read.parts import Parts, program
from tollbook.read.sniff import Format

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_BODY_PART = "word/document.xml"
_PROPERTIES_PART = "docProps/core.xml"
# ECMA-376 part 1: the transitional namespace of WordprocessingML and the strict one.
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What zipfile raises for archives with impossible fields, and zlib for broken streams.
_ZIP_DAMAGES = (
    zipfile.BadZipFile, zlib.error, ValueError, LookupError, OverflowError, NotImplementedError, EOFError, OSError,
)  # fmt: skip
# ValueError: an encoding declared that Python does not have; RecursionError: never seen, for deep trees.
_XML_DAMAGES = (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError)
_DEEPEST = 200  # levels of elements; a table in a table in a table has some thirty
_HIGHEST_RATIO = 200  # times that a part may unpack; XML of real documents packs to a tenth or twentieth
_RATIO_FREE_BYTES = 1024 * 1024  # below this the ratio says nothing

Block = tuple[str, str, str]  # text, locator, what joins it to the block before


def docx_parts(capture: Capture, options: ReadOptions) -> Parts:
    """Return the parts of a Word document.

    Raises:
        InputTooLarge: when it unpacks to too much.
        EncryptedInput: when the archive has a password.
        DamagedInput: when the archive or its XML is broken.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(capture.data)) as archive:
            body = _unpacked(capture, archive, _BODY_PART, options.limits)
            has_properties = _PROPERTIES_PART in archive.namelist()
            properties = (
                _unpacked(capture, archive, _PROPERTIES_PART, options.limits) if has_properties else b""
            )
    except _ZIP_DAMAGES as error:
        raise _damaged(capture, error) from error
    text, places = _joined(_blocks(_parsed(capture, body)))
    return Parts(
        media_type=Format.DOCX,
        text=text,
        extractor=program(),
        title=_title(properties),
        places=places,
    )


def _unpacked(capture: Capture, archive: zipfile.ZipFile, part: str, limits: Limits) -> bytes:
    """Return the bytes of a part, never reading more of it than the limit, whatever it says of its size."""
    entry = archive.getinfo(part)
    if entry.flag_bits & 1:
        raise EncryptedInput(
            capture.where, "it needs a password", "Save a copy without a password and read that."
        )
    most = limits.unpacked_bytes
    if entry.file_size > _RATIO_FREE_BYTES:
        most = min(most, max(_RATIO_FREE_BYTES, _HIGHEST_RATIO * entry.compress_size))
    with archive.open(entry) as stream:
        data = stream.read(most + 1)
    if len(data) > most or entry.file_size > most:
        raise InputTooLarge(
            capture.where,
            f"{part} unpacks to more than {size_words(most)}",
            "Raise the limit with --max-size if you trust the file and it is not a decompression bomb.",
        )
    return data


def _parsed(capture: Capture, data: bytes) -> Element:
    """Return the tree of a part; entities, document types and anything outside the file are refused."""
    try:
        root: Element = ElementTree.fromstring(data, forbid_dtd=True)
    except _XML_DAMAGES as error:
        raise _damaged(capture, error) from error
    return root


def _blocks(root: Element) -> Iterator[Block]:
    """Return the paragraphs in order, each with its path; the cells of a table row are joined by bars."""
    stack: list[tuple[Element, str, int]] = [(root, f"/{_prefixed(root.tag)}", 0)]
    row_open = False
    while stack:
        element, path, depth = stack.pop()
        tag = _local(element.tag)
        if tag == "p":
            text = _paragraph_text(element)
            if text:
                yield text, path, " | " if row_open and "/w:tc" in path else "\n\n"
                row_open = "/w:tc" in path
        if tag == "tr":
            row_open = False
        if depth < _DEEPEST and tag != "p":
            stack.extend(reversed([(child, f"{path}/{step}", depth + 1) for child, step in _steps(element)]))


def _steps(parent: Element) -> list[tuple[Element, str]]:
    """Return the children with their steps in a path: numbered among those of the same name."""
    seen: dict[str, int] = {}
    steps = []
    for child in parent:
        name = _prefixed(child.tag)
        seen[name] = seen.get(name, 0) + 1
        steps.append((child, f"{name}[{seen[name]}]"))
    return [
        (child, step.removesuffix("[1]") if seen[_prefixed(child.tag)] == 1 else step)
        for child, step in steps
    ]


def _paragraph_text(paragraph: Element) -> str:
    pieces: list[str] = []
    stack: list[tuple[Element, int]] = [(paragraph, 0)]
    while stack:
        element, depth = stack.pop()
        tag = _local(element.tag)
        if (
            tag in ("del", "moveFrom", "instrText", "delText")
            or element.tag == _ALTERNATIVE
            or _is_hidden(element)
        ):
            continue
        pieces.append(_own_text(element, tag))
        if depth < _DEEPEST:
            stack.extend((child, depth + 1) for child in reversed(element))
    return "\n".join(" ".join(line.split()) for line in "".join(pieces).split("\n")).strip()


def _own_text(element: Element, tag: str) -> str:
    match tag:
        case "t":
            return element.text or ""
        case "tab":
            return " "
        case "br" | "cr" | "p":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case _:
            return ""


def _is_hidden(run: Element) -> bool:
    """Return whether a run has the property `vanish`, which hides it on the page."""
    if _local(run.tag) != "r":
        return False
    properties = next((child for child in run if _local(child.tag) == "rPr"), ())
    return any(_local(child.tag) == "vanish" for child in properties)


def _local(tag: object) -> str:
    """Return the name of a WordprocessingML element, and nothing for those of other vocabularies."""
    namespace, _, name = str(tag).removeprefix("{").partition("}")
    return name if namespace in _WORD else ""


def _prefixed(tag: object) -> str:
    namespace, _, name = str(tag).removeprefix("{").rpartition("}")
    return f"w:{name}" if namespace in _WORD else name


def _joined(blocks: Iterator[Block]) -> tuple[str, tuple[SourcePlace, ...]]:
    pieces: list[str] = []
    places: list[SourcePlace] = []
    length = 0
    for text, path, joint in blocks:
        separator = joint if pieces else ""
        start = length + len(separator)
        length = start + len(text)
        pieces += (separator, text)
        places.append(SourcePlace(start, length, path))
    return "".join(pieces), tuple(places)


def _title(properties: bytes) -> str | None:
    if not properties:
        return None
    try:
        found = ElementTree.fromstring(properties, forbid_dtd=True).findtext(_TITLE)
    except _XML_DAMAGES:  # a title is not worth a document
        return None
    return " ".join(found.split()) or None if found else None


def _damaged(capture: Capture, error: Exception) -> DamagedInput:
    return DamagedInput(
        capture.where,
        f"it is a Word document and cannot be taken apart ({type(error).__name__})",
        "Fetch or copy it again, or save it again in Word.",
    )
