"""Tokens and their shapes."""

from __future__ import annotations

import pytest

from tollbook.extract.tokens import (
    ADDRESS,
    DATE,
    IDENTIFIER,
    MIXED,
    NUMBER,
    ORDINAL,
    SIGN,
    TIME,
    WORD,
    tokenize,
)


def test_tokens_stand_where_the_text_has_them() -> None:
    text = "In Kesh, 8,300 people fled."
    tokens = tokenize(text, 0, len(text))
    assert tokens.words == [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]


def test_offsets_count_from_the_start_of_the_document() -> None:
    text = "Quiet. Two fled."
    assert [7, 11, 15] == tokenize(text, 7, len(text)).starts


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("Kesh", WORD),
        ("U.N.", WORD),
        ("Odra-Vel", WORD),
        ("8,300", NUMBER),
        ("1.5", NUMBER),
        ("12\u202f000", NUMBER),
        ("2024-05-03", DATE),
        ("3/5/2024", DATE),
        ("14:30", TIME),
        ("43rd", ORDINAL),
        ("30-year-old", MIXED),
        ("20-thousand", MIXED),
        ("T-72", IDENTIFIER),
        ("B12", IDENTIFIER),
        ("https://kesh.example/toll?n=12", ADDRESS),
        ("desk@kesh.example", ADDRESS),
        ("...", SIGN),
        ("\u2014", SIGN),
    ],
)
def test_a_token_is_told_by_its_shape(text: str, shape: int) -> None:
    tokens = tokenize(text, 0, len(text))
    assert ([text], [shape]) == (tokens.words, tokens.shapes)


def test_a_possessive_is_a_sign_of_its_own() -> None:
    text = "Arvenia\u2019s army"
    tokens = tokenize(text, 0, len(text))
    assert (["arvenia", "'s", "army"], SIGN) == (tokens.lower, tokens.shapes[1])


def test_lower_case_has_plain_apostrophes_and_hyphens() -> None:
    text = "N\u2019Dalo Odra\u2011Vel"
    assert ["n'dalo", "odra", "-", "vel"] == tokenize(text, 0, len(text)).lower


def test_no_text_has_no_tokens() -> None:
    assert 0 == len(tokenize("", 0, 0))
