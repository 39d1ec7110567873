from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date

import pytest

from tollbook.errors import DamagedInput, EmptyInput
from tollbook.model.document import Document, SourcePlace

Read = Callable[..., Document]
ADVICE = 'Each line must be a JSON object with a "text", and best an "id".'


def test_a_record_says_what_it_is(read: Read) -> None:
    record = {
        "id": "kesh-1",
        "text": "Two died.\r\n",
        "title": "Kesh",
        "date": "2024-03-04T10:00:00Z",
        "language": "en-GB",
        "publisher": "Arvenia Wire",
        "url": "https://wire.example/kesh",
        "anything": [1, 2],
    }
    document = read(json.dumps(record).encode(), "a.jsonl", line=3)
    assert (
        Document(
            id="kesh-1",
            sha256=hashlib.sha256(b"Two died.\r\n").hexdigest(),
            media_type="application/jsonl",
            text="Two died.\r\n",
            extractor=document.extractor,
            title="Kesh",
            publisher="Arvenia Wire",
            url="https://wire.example/kesh",
            language="en",
            published_at=date(2024, 3, 4),
            places=(SourcePlace(0, 11, "line 3"),),
        )
        == document
    )


@pytest.mark.parametrize(
    ("given", "expected"), [(None, "a.jsonl:3"), ("", "a.jsonl:3"), (7, "7"), (True, "a.jsonl:3")]
)
def test_a_record_without_an_id_is_named_by_its_line(read: Read, given: object, expected: str) -> None:
    assert expected == read(json.dumps({"id": given, "text": "Two died."}).encode(), "a.jsonl", line=3).id


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            b"{",
            "it is not JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1))",
        ),
        (b'"x"', "it is JSON, but a string; an object was expected"),
        (b"[1]", "it is JSON, but a list; an object was expected"),
        (b"3", "it is JSON, but a number; an object was expected"),
        (b"null", "it is JSON, but null; an object was expected"),
        (b"true", "it is JSON, but a truth value; an object was expected"),
        (b'{"id": "a"}', 'it has no "text"'),
        (b'{"text": {}}', 'its "text" is an object, and a string was expected'),
    ],
)
def test_a_bad_line_is_named_with_what_was_expected(read: Read, line: bytes, reason: str) -> None:
    with pytest.raises(DamagedInput) as caught:
        read(line, "a.jsonl", line=17)
    assert f"Cannot read a.jsonl, line 17: {reason}. {ADVICE}" == str(caught.value)


def test_nesting_without_end_is_damage(read: Read) -> None:
    with pytest.raises(DamagedInput, match="it is not JSON"):
        read(b'{"text": ' + b"[" * 200_000, "a.jsonl", line=1)


def test_a_record_without_words_is_empty(read: Read) -> None:
    with pytest.raises(EmptyInput, match=r"^Cannot read a.jsonl, line 2: there are no words in it"):
        read(b'{"text": " "}', "a.jsonl", line=2)


@pytest.mark.parametrize(
    ("key", "value", "note"),
    [
        ("title", 3, '"title" is a number, and a string was expected; it was left out.'),
        (
            "date",
            "last week",
            '"date" is "last week", and a day such as 2024-03-04 was expected; it was left out.',
        ),
        (
            "date",
            "2024-02-31",
            '"date" is "2024-02-31", and a day such as 2024-03-04 was expected; it was left out.',
        ),
    ],
)
def test_what_cannot_be_used_is_left_out_with_a_note(read: Read, key: str, value: object, note: str) -> None:
    document = read(json.dumps({"text": "Two died.", key: value}).encode(), "a.jsonl", line=1)
    assert (None, None, (note,)) == (document.title, document.published_at, document.notes)


def test_lone_surrogates_are_repaired_with_a_note(read: Read) -> None:
    document = read(b'{"id": "\\ud800", "text": "Two \\ud800 died \\ud83d\\ude00."}', "a.jsonl", line=1)
    assert ("\ufffd", "Two \ufffd died \U0001f600.", ("Lone surrogates were replaced by U+FFFD.",)) == (
        document.id,
        document.text,
        document.notes,
    )


def test_bytes_that_are_not_utf8_are_repaired_with_a_note(read: Read) -> None:
    document = read(b'{"text": "Two \xff died."}', "a.jsonl", line=1)
    assert ("Two \ufffd died.", ("Bytes that are not UTF-8 were replaced by U+FFFD.",)) == (
        document.text,
        document.notes,
    )
