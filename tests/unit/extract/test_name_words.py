"""What is known of names."""

from __future__ import annotations

from tollbook.extract.name_words import names


def test_names_are_kept_in_lower_case() -> None:
    known = names("en")
    assert [] == [word for words in known for word in words if word != word.lower()]
