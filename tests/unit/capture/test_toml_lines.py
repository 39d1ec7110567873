from __future__ import annotations

import tomllib

import pytest

from tollbook.capture.toml_lines import flattened, line_of, lines_of_keys, syntax_fault


def test_every_key_has_its_line() -> None:
    text = 'name = "x"\n\n[scope]\n# from = 1\nfrom = 2026-03-01\n[export.classes]\n"claims.sentence" = "public"\n'
    assert {
        ("name",): 1,
        ("scope",): 3,
        ("scope", "from"): 5,
        ("export", "classes"): 6,
        ("export", "classes", "claims.sentence"): 7,
    } == lines_of_keys(text)


def test_tables_of_an_array_are_told_apart_by_number() -> None:
    text = "[[documents]]\nfile = 'a'\n\n[[documents]]\nfile = 'b'\n[documents.more]\nx = 1\n"
    lines = lines_of_keys(text)
    assert (2, 5, 7) == tuple(
        lines[path]
        for path in (("documents", 0, "file"), ("documents", 1, "file"), ("documents", 1, "more", "x"))
    )


def test_what_stands_in_a_string_of_several_lines_is_no_key() -> None:
    assert {("note",): 1, ("name",): 4} == lines_of_keys('note = """\nname = 1\n"""\nname = 2\n')


def test_a_key_without_a_line_has_that_of_its_table() -> None:
    lines = lines_of_keys("[scope]\nx = { y = 1 }\n")
    assert (2, 1, 1) == (
        line_of(("scope", "x", "y"), lines),
        line_of(("scope", "z"), lines),
        line_of(("q",), lines),
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a = 1\nb = \n", 2, "Invalid value"),
        ("a = [1,\n2", 2, "Unclosed array"),
        ("a = 1\na = 2\n", 2, "Cannot overwrite"),
    ],
)
def test_a_text_that_is_no_toml_has_a_line_and_a_fault(text: str, line: int, words: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    found, what = syntax_fault(caught.value, text)
    assert (line, True) == (found, what.startswith(words)), what


def test_a_fault_of_another_form_is_told_as_it_is() -> None:
    assert (3, "odd") == syntax_fault(tomllib.TOMLDecodeError("odd"), "a\nb\nc")


def test_tables_come_before_what_is_in_them() -> None:
    assert [(("a",), {"b": 1}), (("a", "b"), 1)] == list(flattened({"a": {"b": 1}}))
