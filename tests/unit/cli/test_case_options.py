from __future__ import annotations

import getpass
from collections.abc import Callable

import pytest

from tollbook.cli.case_options import acting, print_facts, print_json_list, print_table
from tollbook.errors import UsageError


def test_who_acts_is_the_one_who_is_named_or_logged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOLLBOOK_USER", " Ana Recorder ")
    assert "Ana Recorder" == acting()
    monkeypatch.delenv("TOLLBOOK_USER")
    monkeypatch.setattr(getpass, "getuser", lambda: "ana")
    assert "ana" == acting()


def test_where_nobody_can_be_told_one_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 1000")

    monkeypatch.delenv("TOLLBOOK_USER", raising=False)
    monkeypatch.setattr(getpass, "getuser", nobody)
    with pytest.raises(UsageError) as caught:
        acting()
    assert "Cannot tell who you are: set TOLLBOOK_USER to your name." == str(caught.value)


def printed(capsys: pytest.CaptureFixture[str], call: Callable[[], None]) -> str:
    call()
    return capsys.readouterr().out


def test_a_list_is_whole_json_whatever_its_length(capsys: pytest.CaptureFixture[str]) -> None:
    assert "[]\n" == printed(capsys, lambda: print_json_list([]))
    assert '[\n{"a": "ä"},\n{"a": null}\n]\n' == printed(
        capsys, lambda: print_json_list([{"a": "ä"}, {"a": None}])
    )


def test_words_that_steer_a_screen_are_shown_and_not_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    table = printed(capsys, lambda: print_table(("id",), [["a\x1b[2J\u202eb"], [None]]))
    facts = printed(capsys, lambda: print_facts([("a", "x\x1b[2J"), ("unknown", None), ("b", "1\n2")]))
    assert "a\\x1b[2J\\u202eb" in table
    assert "a  x\\x1b[2J\nb  1\n   2\n" == facts
