from __future__ import annotations

import os
from pathlib import Path

import pytest

from tollbook.cli.output import result_stream
from tollbook.errors import OutputError

ADVICE = "Name a file in a folder that exists and may be written to."


def test_the_target_is_not_touched_before_all_is_written(tmp_path: Path) -> None:
    target = tmp_path / "claims.csv"
    target.write_text("older", encoding="utf-8")
    with result_stream(str(target)) as stream:
        stream.write("newer")
        assert "older" == target.read_text(encoding="utf-8")
    assert "newer" == target.read_text(encoding="utf-8")


def test_after_an_error_the_target_is_as_it_was_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "claims.csv"
    target.write_text("older", encoding="utf-8")
    with pytest.raises(KeyError), result_stream(str(target)) as stream:
        stream.write(dict[str, str]()["half"])
    assert ("older", [target]) == (target.read_text(encoding="utf-8"), list(tmp_path.iterdir()))


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "claims.csv", tmp_path / "latest.csv"
    link.symlink_to(target)
    with result_stream(str(link)) as stream:
        stream.write("new")
    assert (True, "new") == (link.is_symlink(), target.read_text(encoding="utf-8"))


def test_a_folder_is_no_target(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as refused, result_stream(str(tmp_path)):
        pass
    assert f"Cannot write {tmp_path}: it is a folder. {ADVICE}" == str(refused.value)


def test_a_device_is_written_to_and_not_replaced() -> None:
    with result_stream(os.devnull) as stream:
        stream.write("gone")
    assert not Path(os.devnull).is_file()


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    target = tmp_path / "claims.csv"
    with pytest.raises(OutputError) as refused, result_stream(str(target)):
        raise OSError(28, "No space left on device")
    assert f"Cannot write {target}: No space left on device. {ADVICE}" == str(refused.value)


def test_what_utf_8_cannot_hold_is_written_as_its_escape(tmp_path: Path) -> None:
    target = tmp_path / "claims.csv"
    with result_stream(str(target)) as stream:
        stream.write("\udc80")
    assert b"\\udc80" == target.read_bytes()


def test_standard_output_that_cannot_be_written_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OutputError) as refused, result_stream("-"):
        raise OSError(5, "Input/output error")
    assert f"Cannot write standard output: Input/output error. {ADVICE}" == str(refused.value)


def test_a_closed_pipe_is_left_to_whoever_called() -> None:
    with pytest.raises(BrokenPipeError), result_stream("-"):
        raise BrokenPipeError
