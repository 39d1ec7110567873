from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tollbook.export.json_lines import write_json_lines
from tollbook.export.schema import reading_schema
from tollbook.model import Claim, Document, Reading, ReadStatus


def lines(*readings: Reading) -> list[dict[str, Any]]:
    stream = io.StringIO()
    write_json_lines(readings, stream)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_each_document_is_one_line_in_order(
    make_reading: Callable[..., Reading], unread_reading: Reading
) -> None:
    written = lines(make_reading("One.\nTwo."), unread_reading)
    assert ["note.txt", "ar.txt"] == [line["id"] for line in written]


def test_the_count_stands_in_the_text_where_the_line_says(
    make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]
) -> None:
    text = "😀 In Kesh twelve people died."
    (line,) = lines(make_reading(text, make_claim(text, "twelve")))
    (claim,) = line["claims"]
    assert claim["count"] == line["text"][claim["start"] : claim["end"]]


@given(text=st.text(min_size=1), title=st.none() | st.text())
def test_any_text_survives_the_way_out_and_in(text: str, title: str | None) -> None:
    document = Document(
        id="a", sha256="0" * 64, media_type="text/plain", extractor="x", text=text, title=title
    )
    (line,) = lines(Reading(document=document, status=ReadStatus.READ))
    assert (text, title) == (line["text"], line["title"])


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(reading_schema())
    return loaded


def test_the_schema_is_a_valid_one_of_its_draft(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert "https://json-schema.org/draft/2020-12/schema" == schema["$schema"]


def test_output_obeys_the_schema(
    schema: dict[str, Any],
    make_claim: Callable[..., Claim],
    make_reading: Callable[..., Reading],
    unread_reading: Reading,
) -> None:
    text = "Twelve people were killed in Kesh."
    written = lines(make_reading(text, make_claim(text, "Twelve", low=None)), unread_reading)
    assert [] == [
        error.message for line in written for error in Draft202012Validator(schema).iter_errors(line)
    ]


def test_every_field_of_the_schema_is_described_and_written(
    schema: dict[str, Any], make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]
) -> None:
    text = "Twelve people were killed in Kesh."
    (line,) = lines(make_reading(text, make_claim(text, "Twelve")))
    claim_schema = schema["$defs"]["claim"]
    assert list(line) == list(schema["properties"])
    assert list(line["claims"][0]) == list(claim_schema["properties"])
    for name, part in (*schema["properties"].items(), *claim_schema["properties"].items()):
        assert part.get("description"), name


def test_a_line_with_an_unknown_key_breaks_the_schema(
    schema: dict[str, Any], make_reading: Callable[..., Reading]
) -> None:
    (line,) = lines(make_reading("Nothing."))
    assert not Draft202012Validator(schema).is_valid({**line, "extra": 1})
