from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from tollbook.capture.corpus import stream_captures
from tollbook.errors import InputError, InputTooLarge
from tollbook.model.capture import Capture, Route

ONE = b'{"text": "One died."}'
TWO = b'{"text": "Two died."}'


def _taken(data: bytes, name: str = "-", limit: int = 1000) -> list[Capture | InputError]:
    return list(stream_captures(name, io.BytesIO(data), limit))


def _record(data: bytes, line: int, name: str = "-") -> Capture:
    return Capture(name=name, data=data, line=line, route=Route.CORPUS)


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (ONE, (1,)),
        (ONE + b"\n" + TWO, (1, 2)),
        (ONE + b"\r\n\r\n" + TWO + b"\r\n", (1, 3)),
        (b"\n \n" + ONE + b"\n" + TWO + b"\n\n", (3, 4)),
        (b"\xef\xbb\xbf" + ONE + b"\n" + TWO, (1, 2)),
    ],
)
def test_each_line_of_a_corpus_is_a_record_with_its_number(data: bytes, lines: tuple[int, ...]) -> None:
    expected = [_record(record, line) for record, line in zip((ONE, TWO), lines, strict=False)]
    assert expected == _taken(data)


@pytest.mark.parametrize(
    "data", [b"Two died.\n" + ONE, b'{"id": 1}\n' + ONE, b"{not json}\n", b"", b"\n\n", b'{"text":']
)
def test_what_does_not_begin_with_a_record_is_one_input(data: bytes) -> None:
    assert [Capture(name="-", data=data, route=Route.STDIN)] == _taken(data)


def test_a_name_that_says_corpus_is_believed_when_the_content_may_be_one() -> None:
    bad = b'{"id": 1}'
    assert [_record(bad, 1, "a.JSONL"), _record(ONE, 2, "a.JSONL")] == _taken(bad + b"\n" + ONE, "a.JSONL")
    assert [Capture(name="a.jsonl", data=b"Two died.")] == _taken(b"Two died.", "a.jsonl")


def test_a_bad_line_later_on_is_a_record_as_well() -> None:
    assert [_record(ONE, 1), _record(b"what?", 2), _record(TWO, 3)] == _taken(ONE + b"\nwhat?\n" + TWO)


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_the_limit_is_that_of_a_record_and_the_records_after_a_large_one_are_taken(newline: bytes) -> None:
    at_limit = ONE + b" " * (40 - len(ONE))
    error_lines = newline.join((ONE, b"x" * 5000, at_limit, b"x" * 41, TWO))
    first, error, third, other, last = _taken(error_lines, limit=40)
    assert [_record(ONE, 1), _record(ONE, 3), _record(TWO, 5)] == [first, third, last]
    assert isinstance(other, InputTooLarge)
    assert (
        "Cannot read standard input, line 2: the record is larger than the limit of 40 bytes. "
        "Raise the limit with --max-size if there is memory for it."
    ) == str(error)


def test_a_first_record_over_the_limit_is_passed_over_when_the_name_says_corpus() -> None:
    error, capture = _taken(b'{"text": "' + b"x" * 100 + b'"}\n' + ONE, "a.jsonl", limit=40)
    assert isinstance(error, InputTooLarge)
    assert _record(ONE, 2, "a.jsonl") == capture


def test_a_corpus_is_read_no_further_than_it_is_asked_for() -> None:
    class Endless(io.RawIOBase):
        asked = 0

        def readline(self, _size: int | None = -1, /) -> bytes:
            self.asked += 1
            return ONE + b"\n"

    stream = Endless()
    found: Iterator[Capture | InputError] = stream_captures("-", stream, 1000)  # type: ignore[arg-type]
    assert [_record(ONE, number) for number in (1, 2, 3)] == [next(found) for _ in range(3)]
    assert 3 == stream.asked


def test_blank_lines_without_end_are_over_the_limit() -> None:
    (error,) = _taken(b"\n" * 2000)
    assert isinstance(error, InputTooLarge)
