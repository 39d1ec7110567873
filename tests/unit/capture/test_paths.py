from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tollbook.capture import captures
from tollbook.errors import EmptyInput, InputError, InputTooLarge, UnsupportedInput
from tollbook.model.capture import Capture, Route

Take = Callable[..., list[Capture | InputError]]


@pytest.fixture
def take() -> Take:
    def taken(*paths: str | Path, limit: int = 1000, stdin: bytes = b"") -> list[Capture | InputError]:
        return list(captures(paths, limit_bytes=limit, stdin=io.BytesIO(stdin)))

    return taken


def _summary(found: list[Capture | InputError], folder: Path) -> list[str]:
    return [item.name.removeprefix(f"{folder}/") for item in found]


def test_a_file_is_taken_as_it_is(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfTwo\r\ndied.")
    assert [Capture(name=str(path), data=b"\xef\xbb\xbfTwo\r\ndied.")] == take(path)


def test_a_dash_is_standard_input(take: Take) -> None:
    assert [Capture(name="-", data=b"Two died.", route=Route.STDIN)] == take("-", stdin=b"Two died.")


def test_a_folder_is_walked_in_the_order_of_names_without_hidden_files(take: Take, tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.txt", ".hidden", ".git/config", "c.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    assert ["a/1.txt", "a/2.txt", "b.txt", "c.png"] == _summary(take(tmp_path), tmp_path)


def test_a_hidden_file_that_is_named_is_taken(take: Take, tmp_path: Path) -> None:
    path = tmp_path / ".hidden"
    path.write_bytes(b"x")
    assert [Capture(name=str(path), data=b"x")] == take(path)


def test_links_to_a_folder_above_are_not_followed_and_others_are(take: Take, tmp_path: Path) -> None:
    inner = tmp_path / "in" / "deep"
    inner.mkdir(parents=True)
    (inner / "a.txt").write_bytes(b"x")
    (inner / "loop").symlink_to(tmp_path)
    (tmp_path / "other").symlink_to(inner)
    assert ["in/deep/a.txt", "other/a.txt"] == _summary(take(tmp_path), tmp_path)


def test_a_folder_without_files_is_an_error(take: Take, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (error,) = take(tmp_path / "empty")
    assert isinstance(error, EmptyInput)
    assert (
        f"Cannot read {tmp_path}/empty: the folder holds no files (hidden files are left out). "
        "Name a folder that holds documents, or the files themselves."
    ) == str(error)


def test_a_missing_path_is_an_error_and_the_others_are_taken(take: Take, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    error, capture = take(tmp_path / "none", tmp_path / "a.txt")
    assert f"Cannot read {tmp_path}/none: there is no such file or folder. Check the path." == str(error)
    assert isinstance(capture, Capture)


def test_a_broken_link_in_a_folder_is_an_error_and_the_others_are_taken(take: Take, tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("nowhere")
    (tmp_path / "b").write_bytes(b"x")
    error, capture = take(tmp_path)
    assert f"Cannot read {tmp_path}/a: there is no such file or folder. Check the path." == str(error)
    assert isinstance(capture, Capture)


def test_a_path_that_no_system_has_is_an_error(take: Take) -> None:
    (error,) = take("a\0b")
    assert (
        "Cannot read a\\x00b: the system says: embedded null byte. Check the path and the disk it is on."
    ) == str(error)


def test_a_refused_path_is_an_error(take: Take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")

    def refused(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    (error,) = take(path)
    assert f"Cannot read {path}: the system refuses access to it. Check its permissions." == str(error)


def test_a_folder_that_cannot_be_listed_is_an_error(
    take: Take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_path: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "iterdir", refused)
    (error,) = take(tmp_path)
    assert (
        f"Cannot read {tmp_path}: the system says: Input/output error. Check the path and the disk it is on."
    ) == str(error)


def test_standard_input_that_breaks_off_is_an_error() -> None:
    class Broken(io.BytesIO):
        def readline(self, _size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    (error,) = captures(["-"], limit_bytes=10, stdin=Broken())
    assert (
        "Cannot read standard input: the system says: Input/output error. Check the path and the disk it is on."
    ) == str(error)


def test_a_pipe_in_a_folder_is_not_waited_for(take: Take, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (error,) = take(tmp_path)
    assert isinstance(error, UnsupportedInput)
    assert (
        f"Cannot read {tmp_path}/pipe: it is a pipe, socket or device, and a regular file was expected. "
        "Name it by itself if it is to be read."
    ) == str(error)


def test_a_file_over_the_limit_names_the_limit_and_how_to_raise_it(take: Take, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 1001)
    (error,) = take(tmp_path / "a.txt")
    assert isinstance(error, InputTooLarge)
    assert (
        f"Cannot read {tmp_path}/a.txt: it is larger than the limit of 1000 bytes. "
        "Raise the limit with --max-size if there is memory for it."
    ) == str(error)


def test_a_file_at_the_limit_is_taken(take: Take, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 1000)
    assert [Capture(name=f"{tmp_path}/a.txt", data=b"x" * 1000)] == take(tmp_path / "a.txt")
