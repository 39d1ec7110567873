from __future__ import annotations

from pathlib import Path

import pytest

from tollbook.capture.plain_case import lists_documents, plain_case, read_file
from tollbook.errors import InputError

CASE = '[[documents]]\nid = "D1"\nfile = "D1.txt"\npublisher = "Kesh Radio"\n'


def write(folder: Path, case: str | bytes, text: str = "Two people were killed in Kesh.") -> Path:
    data = case if isinstance(case, bytes) else case.encode()
    (folder / "case.toml").write_bytes(data)
    (folder / "D1.txt").write_text(text, encoding="utf-8")
    return folder


def refusal(folder: Path, limit_bytes: int = 1000) -> str:
    with pytest.raises(InputError) as caught:
        plain_case(folder, limit_bytes)
    return str(caught.value)


def test_a_folder_is_taken_with_what_its_case_says_of_each_document(tmp_path: Path) -> None:
    case = plain_case(write(tmp_path, CASE))
    [(row, capture)] = case.captures
    assert "Kesh Radio" == row["publisher"]
    assert b"Two people were killed in Kesh." == capture.data
    assert str(tmp_path / "D1.txt") == capture.name


def test_a_folder_that_lists_no_documents_is_no_such_case(tmp_path: Path) -> None:
    assert lists_documents(write(tmp_path, CASE))
    assert not lists_documents(write(tmp_path, 'id = "kept"\n'))
    assert not lists_documents(tmp_path / "nowhere")
    assert (
        f"Cannot read {tmp_path}/case.toml: it lists no documents; [[documents]] with id, file and publisher were expected. "
        "List them, or give the folder of a kept case."
    ) == refusal(tmp_path)


def test_a_document_without_a_file_is_refused(tmp_path: Path) -> None:
    write(tmp_path, '[[documents]]\nid = "D1"\n')
    assert (
        f"Cannot read {tmp_path}/case.toml: document 1 has no id or no file. Give it both, as text."
        == refusal(tmp_path)
    )


def test_a_document_outside_the_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path, '[[documents]]\nid = "D1"\nfile = "../secret.txt"\n')
    assert (
        f"Cannot read {tmp_path}/case.toml: the file of D1 lies outside the folder (../secret.txt). Put it into the folder."
    ) == refusal(tmp_path)


def test_a_case_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    write(tmp_path, b"\xff\xfe")
    assert refusal(tmp_path).startswith(f"Cannot read {tmp_path}/case.toml: it is no TOML in UTF-8 (")


def test_a_document_that_is_not_there_is_refused(tmp_path: Path) -> None:
    write(tmp_path, CASE.replace("D1.txt", "D2.txt"))
    expected = f"Cannot read {tmp_path}/D2.txt: the system says: No such file or directory. Check the path."
    assert expected == refusal(tmp_path)


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    write(tmp_path, CASE, "x" * 11)
    with pytest.raises(InputError) as caught:
        read_file(tmp_path / "D1.txt", 10)
    assert f"Cannot read {tmp_path}/D1.txt: it has 11 bytes, and 10 are the most. Divide it." == str(
        caught.value
    )
