from __future__ import annotations

import pytest

from tollbook.model.limits import Limits, size_words


def test_every_limit_grows_with_the_one_that_a_user_sets() -> None:
    once, twice = Limits(input_bytes=1 << 20), Limits(input_bytes=1 << 21)
    names = (
        "characters",
        "html_bytes",
        "html_elements",
        "pdf_pages",
        "pdf_content_bytes",
        "pdf_operators",
        "unpacked_bytes",
    )
    assert [2 * getattr(once, name) for name in names] == [getattr(twice, name) for name in names]


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "0 bytes"),
        (1023, "1023 bytes"),
        (1536, "1.5 KiB"),
        (64 << 20, "64.0 MiB"),
        (5 << 30, "5.0 GiB"),
        (5 << 40, "5120.0 GiB"),
    ],
)
def test_sizes_are_in_units_of_1024(count: int, expected: str) -> None:
    assert expected == size_words(count)
