"""One record of a JSONL corpus: `id`, `text`, and what it says about the document.

Keys that are not known here are left alone: corpora carry much else.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from typing import Any

from tollbook.errors import DamagedInput
from tollbook.model.capture import Capture
from tollbook.model.document import SourcePlace
from tollbook.read.parts import Parts, program
from tollbook.read.sniff import Format

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_ISO_DAY = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?\s*", re.DOTALL)
_OPTIONAL_KEYS = ("title", "language", "publisher", "url")
_ADVICE = 'Each line must be a JSON object with a "text", and best an "id".'


def record_parts(capture: Capture) -> Parts:
    """Return the parts of a document that stands in one line of a corpus.

    Raises:
        DamagedInput: when the line is no JSON object, or has no text.
    """
    record = _record(capture)
    notes: list[str] = []
    text = _text(capture, record, notes)
    own = {key: _optional(record, key, notes) for key in _OPTIONAL_KEYS}
    line = capture.line or 1
    return Parts(
        id=_id(record) or f"{capture.name}:{line}",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type=Format.RECORD,
        text=text,
        extractor=program(),
        title=own["title"],
        publisher=own["publisher"],
        url=own["url"],
        language=_language_code(own["language"]),
        published_at=_day(_optional(record, "date", notes), notes),
        places=(SourcePlace(0, len(text), f"line {line}"),),
        notes=tuple(notes),
    )


def _record(capture: Capture) -> dict[str, Any]:
    try:
        record = json.loads(capture.data.decode("utf-8", errors="replace"))
    except (ValueError, RecursionError) as error:
        raise DamagedInput(capture.where, f"it is not JSON ({error})", _ADVICE) from error
    if not isinstance(record, dict):
        raise DamagedInput(capture.where, f"it is JSON, but {_kind(record)}; an object was expected", _ADVICE)
    return record


def _text(capture: Capture, record: dict[str, Any], notes: list[str]) -> str:
    if "text" not in record:
        raise DamagedInput(capture.where, 'it has no "text"', _ADVICE)
    text = record["text"]
    if not isinstance(text, str):
        raise DamagedInput(capture.where, f'its "text" is {_kind(text)}, and a string was expected', _ADVICE)
    if "\ufffd" in text and b"\xef\xbf\xbd" not in capture.data and b"\\ufffd" not in capture.data.lower():
        notes.append("Bytes that are not UTF-8 were replaced by U+FFFD.")
    if _LONE_SURROGATE.search(text):
        notes.append("Lone surrogates were replaced by U+FFFD.")
    return _LONE_SURROGATE.sub("\ufffd", text)


def _optional(record: dict[str, Any], key: str, notes: list[str]) -> str | None:
    value = record.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        notes.append(f'"{key}" is {_kind(value)}, and a string was expected; it was left out.')
        return None
    return _LONE_SURROGATE.sub("\ufffd", value)


def _id(record: dict[str, Any]) -> str | None:
    value = record.get("id")
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value) or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _language_code(stated: str | None) -> str | None:
    """Return the two-letter code of a language tag such as `en-GB`; other words are no code."""
    code = re.match(r"[A-Za-z]{2}(?![A-Za-z])", stated or "")
    return code[0].lower() if code else None


def _day(stated: str | None, notes: list[str]) -> date | None:
    if stated is None:
        return None
    found = _ISO_DAY.fullmatch(stated)
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:  # a day that no month has
        pass
    notes.append(f'"date" is "{stated[:40]}", and a day such as 2024-03-04 was expected; it was left out.')
    return None


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "a truth value", type(None): "null"}
    return names.get(type(value), "a number")
