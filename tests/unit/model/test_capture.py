from __future__ import annotations

import pytest

from tollbook.model.capture import Capture


@pytest.mark.parametrize(
    ("name", "line", "expected"),
    [
        ("a.txt", None, "a.txt"),
        ("a.jsonl", 17, "a.jsonl, line 17"),
        ("-", None, "standard input"),
        ("-", 2, "standard input, line 2"),
        ("a\nb", None, "a\\nb"),
    ],
)
def test_an_input_is_named_so_that_it_can_be_found_and_safely_shown(
    name: str, line: int | None, expected: str
) -> None:
    assert expected == Capture(name=name, data=b"", line=line).where
