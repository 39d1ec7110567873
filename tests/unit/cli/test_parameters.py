from __future__ import annotations

import click
import pytest

from tollbook.cli.parameters import ByteSize, LanguageCode


@pytest.mark.parametrize(
    ("words", "expected"),
    [("1", 1), ("64K", 65536), ("1.5M", 1572864), ("200MB", 209715200), ("1 GiB", 1073741824), ("10b", 10)],
)
def test_a_size_is_read_in_units_of_1024(words: str, expected: int) -> None:
    assert expected == ByteSize().convert(words, None, None)


@pytest.mark.parametrize("words", ["", "0", "-1", "much", "1T", "1MM"])
def test_what_is_no_size_is_refused(words: str) -> None:
    with pytest.raises(click.BadParameter) as refused:
        ByteSize().convert(words, None, None)
    assert (
        f"{words!r} is no size above 0; write it as 200MB, 64K or a number of bytes." == refused.value.message
    )


def test_a_code_is_taken_in_either_case() -> None:
    assert "ar" == LanguageCode().convert("AR", None, None)


@pytest.mark.parametrize("words", ["", "e", "eng", "e1"])
def test_what_is_no_code_is_refused(words: str) -> None:
    with pytest.raises(click.BadParameter) as refused:
        LanguageCode().convert(words, None, None)
    assert f"{words!r} is no two-letter language code, such as en or ar." == refused.value.message
