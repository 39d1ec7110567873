from __future__ import annotations

from pathlib import Path

import pytest

from tollbook.capture.case_folder import CaseFolder, find_case, make_folder, open_folder
from tollbook.errors import CaseError, OutputError, TollbookError, UsageError

ID = "0123456789abcdef" * 2


def nothing(_: CaseFolder) -> None:
    """Furnish nothing."""


def new_case(path: Path) -> CaseFolder:
    return make_folder(path, case_id=ID, name="Arvenia", furnish=nothing)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def message(kind: type[TollbookError], path: Path) -> str:
    with pytest.raises(kind) as caught:
        open_folder(path)
    return str(caught.value)


def test_a_new_case_has_its_file_and_a_place_for_captures(tmp_path: Path) -> None:
    made = new_case(tmp_path / "a" / "case")
    assert (["captures", "case.toml"], ID) == (names(made.path), made.case.id)
    assert [made.path.name] == names(made.path.parent)


def test_a_folder_that_is_there_and_empty_becomes_the_case(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    assert "Arvenia" == new_case(tmp_path / "case").case.name


def test_a_case_is_never_made_over_something(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "mine.txt").write_text("x")
    with pytest.raises(UsageError) as caught:
        new_case(tmp_path / "case")
    assert (
        f"Cannot make a case in {tmp_path}/case: something is there already. Name a folder that is empty or does not exist."
        == str(caught.value)
    )


def test_a_case_that_cannot_be_finished_is_not_there_at_all(tmp_path: Path) -> None:
    def full(_: CaseFolder) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError) as caught:
        make_folder(tmp_path / "case", case_id=ID, name="a", furnish=full)
    expected = (
        f"Cannot make a case in {tmp_path}/case: No space left on device. "
        "Name a folder in a place that may be written to."
    )
    assert (expected, []) == (str(caught.value), names(tmp_path))


def test_a_case_is_found_from_any_folder_below_it(tmp_path: Path) -> None:
    made = new_case(tmp_path / "case")
    below = made.path / "notes" / "deep"
    below.mkdir(parents=True)
    assert made.path == find_case(below) == find_case(made.path)


def test_where_there_is_no_case_one_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        find_case(tmp_path)
    expected = (
        f"Cannot find a case: there is no case.toml in {tmp_path} nor above it. "
        "Go into the folder of a case, name it with --case DIR or TOLLBOOK_CASE, or make one: tollbook new DIR."
    )
    assert expected == str(caught.value)


def test_a_folder_that_is_not_there_and_one_that_is_no_case_are_told_apart(tmp_path: Path) -> None:
    assert f"Cannot open the case {tmp_path}/x: there is no such folder. Check the path." == message(
        UsageError, tmp_path / "x"
    )
    assert (
        f"Cannot open the case {tmp_path}: there is no case.toml in it. Make a case with: tollbook new DIR."
        == message(UsageError, tmp_path)
    )


def test_a_case_that_lost_its_file_is_told_from_no_case(tmp_path: Path) -> None:
    made = new_case(tmp_path / "case")
    (made.path / "case.toml").unlink()
    expected = (
        f"Cannot read {made.path}/case.toml:\n"
        "  line 1: it is missing, and the folder holds a ledger or captures; restore it from a copy, with the same id\n"
        "Correct it; `tollbook new --help` shows what it may hold."
    )
    assert expected == message(CaseError, made.path)


def test_bytes_that_are_no_utf8_are_told_with_their_line(tmp_path: Path) -> None:
    made = new_case(tmp_path / "case")
    (made.path / "case.toml").write_bytes(b'format = 1\nname = "K\xe9sh"\n')
    assert "line 2: the bytes are not UTF-8; save the file as UTF-8" in message(CaseError, made.path)


def test_a_file_that_the_system_withholds_is_told(tmp_path: Path) -> None:
    (tmp_path / "case.toml").mkdir()
    assert "line 1: the system says: Is a directory" in message(CaseError, tmp_path)
