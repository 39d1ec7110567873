from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

import pytest

from tollbook.errors import EmptyInput, InputTooLarge, UnsupportedInput
from tollbook.model.document import Document
from tollbook.model.limits import Limits
from tollbook.read import ReadOptions

Read = Callable[..., Document]

REPORT = "Two people were killed in Kesh.\r\nOne was hurt.\n\n\u202eThe end\u202c \x07.\u2028\tDone  "


def test_the_text_is_the_input_unchanged(read: Read) -> None:
    document = read(REPORT.encode(), "note.txt")
    assert REPORT == document.text
    assert ("note.txt", "text/plain", (), ()) == (
        document.id,
        document.media_type,
        document.notes,
        document.places,
    )


def test_the_digest_is_that_of_the_bytes_received(read: Read) -> None:
    data = b"\xef\xbb\xbf" + REPORT.encode()
    assert hashlib.sha256(data).hexdigest() == read(data).sha256


@pytest.mark.parametrize(
    ("data", "text", "notes"),
    [
        (b"\xef\xbb\xbfTwo died.", "Two died.", ()),
        ("\ufeffTwo died.".encode("utf-16-le"), "Two died.", ("Decoded as utf-16-le.",)),
        ("\ufeffTwo died.".encode("utf-16-be"), "Two died.", ("Decoded as utf-16-be.",)),
        ("\ufeffTwo died.".encode("utf-32-le"), "Two died.", ("Decoded as utf-32-le.",)),
        (
            "Two people died in Kesh.".encode("utf-16-le"),
            "Two people died in Kesh.",
            ("Decoded as utf-16-le.",),
        ),
        (
            "Two people died in Kesh.".encode("utf-16-be"),
            "Two people died in Kesh.",
            ("Decoded as utf-16-be.",),
        ),
        (
            "Caf\u00e9 \u2014 two".encode() + b" \xff died.",
            "Caf\u00e9 \u2014 two \ufffd died.",
            ("Bytes that are not utf-8 were replaced by U+FFFD.",),
        ),
        (b"\x93Two died,\x94 police said.", "\u201cTwo died,\u201d police said.", ("Decoded as cp1252.",)),
    ],
)
def test_bytes_are_decoded_by_what_they_show(
    read: Read, data: bytes, text: str, notes: tuple[str, ...]
) -> None:
    document = read(data)
    assert (text, notes) == (document.text, document.notes)


def test_text_in_an_old_encoding_is_guessed_with_a_note(read: Read) -> None:
    text = "Двое погибших и трое раненых в городе Кеш, сообщила полиция во вторник вечером."
    document = read(text.encode("cp1251"))
    assert (text, ("Decoded as cp1251.",), "ru") == (document.text, document.notes, document.language)


@pytest.mark.parametrize("data", [b"", b" \n\t "])
def test_nothing_is_empty(read: Read, data: bytes) -> None:
    with pytest.raises(EmptyInput) as caught:
        read(data, "a.txt")
    assert "Cannot read a.txt: it is empty. Check that it is the file you meant." == str(caught.value)


def test_signs_without_words_are_empty(read: Read) -> None:
    with pytest.raises(EmptyInput) as caught:
        read(b"--- ... ---", "a.txt")
    assert "Cannot read a.txt: there are no words in it. Check that it is the document you meant." == str(
        caught.value
    )


def test_binary_data_is_unsupported(read: Read) -> None:
    with pytest.raises(UnsupportedInput) as caught:
        read(bytes(range(256)) * 4, "a.bin")
    assert (
        "Cannot read a.bin: it is binary data of no known kind. "
        "Tollbook reads HTML, plain text, PDF, DOCX, JSONL corpora and web archives; convert it to one of them."
    ) == str(caught.value)


def test_too_many_characters_name_the_limit(read: Read) -> None:
    with pytest.raises(InputTooLarge) as caught:
        read(b"Two died. " * 200, "a.txt", options=ReadOptions(limits=Limits(input_bytes=4000)))
    assert (
        "Cannot read a.txt: its text has 2,000 characters, over the limit of 1,000. "
        "Raise the limit with --max-size; the limit of characters is a quarter of it."
    ) == str(caught.value)


def test_the_name_in_a_message_is_safe_to_show(read: Read) -> None:
    with pytest.raises(EmptyInput, match=r"^Cannot read a\\u202etxt\\x1b\[2J\.exe: it is empty"):
        read(b"", "a\u202etxt\x1b[2J.exe")


def test_what_is_said_beside_the_document_goes_where_it_belongs(read: Read) -> None:
    options = ReadOptions(date=date(2024, 3, 4), language="fr")
    document = read(b"Two people were killed in the town and that was all, police said.", options=options)
    assert ("fr", date(2024, 3, 4)) == (document.language, document.published_at)


def test_a_date_of_its_own_goes_before_the_one_that_is_said_beside(read: Read) -> None:
    options = ReadOptions(date=date(2024, 3, 4))
    assert date(2023, 2, 1) == read(b"1 February 2023\n\nTwo died.", options=options).published_at
