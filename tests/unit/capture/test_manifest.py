from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tollbook.capture.manifest import COLUMNS, Manifest, read_manifest
from tollbook.errors import ManifestError
from tollbook.model.capture import Capture
from tollbook.model.exposure import Exposure
from tollbook.model.manifest import ManifestRow, Stated
from tollbook.model.vocabulary import SourceType

FULL = Stated(
    publisher="Arvenia Wire",
    source_type=SourceType.MEDIA_OWN,
    published_at=date(2026, 3, 4),
    language="en",
    address="https://wire.example/market",
    title="Market shelled",
    licence="CC0-1.0",
    sensitivity=Exposure.RESTRICTED,
)
CELLS = "a.html,https://wire.example/market,Arvenia Wire,media_own,2026-03-04,EN,Market shelled,CC0-1.0,restricted"


def manifest(folder: Path, text: str | bytes, name: str = "m.csv") -> Manifest:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_manifest(path)


def faults(folder: Path, text: str | bytes, name: str = "m.csv") -> tuple[tuple[int, str], ...]:
    with pytest.raises(ManifestError) as caught:
        manifest(folder, text, name)
    return caught.value.faults


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_a_row_says_everything_of_a_document(tmp_path: Path, delimiter: str, start: str) -> None:
    text = start + ",".join(COLUMNS) + "\r\n" + CELLS + "\r\n"
    found = manifest(tmp_path, text.replace(",", delimiter))
    assert (ManifestRow(file=str(tmp_path / "a.html"), stated=FULL),) == found.rows


def test_the_same_in_toml(tmp_path: Path) -> None:
    text = """
    title = "anything else is left alone"
    [[documents]]
    file = "a.html"
    address = "https://wire.example/market"
    publisher = "Arvenia Wire"
    source_type = "media_own"
    published_at = 2026-03-04
    language = "en"
    title = "Market shelled"
    licence = "CC0-1.0"
    sensitivity = "restricted"
    """
    found = manifest(tmp_path, text, "m.toml")
    assert (ManifestRow(file=str(tmp_path / "a.html"), stated=FULL),) == found.rows


@pytest.mark.parametrize("value", ['"2023-03-14T15:20:00+00:00"', "2023-03-14T15:20:00Z"])
def test_a_moment_of_publication_is_kept_beside_its_day(tmp_path: Path, value: str) -> None:
    found = manifest(tmp_path, f'[[documents]]\nfile = "a"\npublished_at = {value}\n', "m.toml")
    stated = found.rows[0].stated
    assert (date(2023, 3, 14), "2023-03-14T15:20:00+00:00") == (stated.published_at, stated.published_time)


def test_empty_cells_say_nothing_and_empty_rows_are_none(tmp_path: Path) -> None:
    found = manifest(tmp_path, "File,Published At,Publisher,note\na.txt,,,mine\n,,,\n\nb.txt\n")
    assert [Stated(), Stated()] == [row.stated for row in found.rows]


def test_a_document_is_found_by_its_file_however_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "in")
    found = manifest(tmp_path, "file,publisher\nin/a.txt,Arvenia Wire\n")
    monkeypatch.chdir(tmp_path / "in")
    for name in ("a.txt", "./a.txt", "../in/a.txt", str(tmp_path / "link" / "a.txt")):
        assert Stated(publisher="Arvenia Wire") == found.stated(Capture(name=name, data=b""))
    assert found.stated(Capture(name="b.txt", data=b"")) is None


def test_a_document_of_the_web_is_found_by_its_address(tmp_path: Path) -> None:
    found = manifest(tmp_path, "address,publisher\nHTTPS://Wire.example/a,Arvenia Wire\n")
    capture = Capture(name="x", data=b"", address="https://wire.example/a")
    assert found.stated(capture) == Stated(publisher="Arvenia Wire", address="https://wire.example/a")


def test_files_and_addresses_without_a_file_are_listed_in_order(tmp_path: Path) -> None:
    found = manifest(tmp_path, "file,address\nb,\na,https://wire.example/a\n,https://wire.example/c\n")
    assert [str(tmp_path / "b"), str(tmp_path / "a")] == found.files()
    assert ["https://wire.example/c"] == found.addresses()


def test_all_faults_of_all_rows_are_told_at_once(tmp_path: Path) -> None:
    text = "file,publishr,source_type,published_at,language\na,,enemy,soon,english\na,,,2026-02-30,\na,,,,,,\n,x,,,\n"
    assert (
        (1, 'there is no column "publishr"; did you mean "publisher"?'),
        (2, f'"source_type" holds "enemy", and one of {", ".join(SourceType)} was expected'),
        (2, '"published_at" holds "soon", and a day such as 2026-03-04 was expected'),
        (2, '"language" holds "english", and a two-letter code such as en was expected'),
        (3, '"published_at" holds "2026-02-30", and a day such as 2026-03-04 was expected'),
        (4, "it has 7 cells, and the header has 5"),
        (5, '"file" and "address" are both empty, and one of them was expected'),
    ) == faults(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("file\na\n./a\n", (3, "it speaks of the same document as line 2")),
        ("address\nhttps://a.example\nhttps://a.example/\n", (3, "it speaks of the same document as line 2")),
        ("file\nhttps://a.example\n", (2, '"file" holds an address; it belongs in the column address')),
        (
            "address\nhttp://u:p@a.example/\n",
            (2, '"address" is no address of the web: it carries a user or a password, and none is ever sent'),
        ),
        ("", (1, "it names no documents; a header and a row for each was expected")),
        ("file\n", (1, "it names no documents; a header and a row for each was expected")),
        ('file\n"a\n', (2, "it is no sound CSV (unexpected end of data)")),
        ("colour\nred\n", (1, f'there is no column "colour"; columns are {", ".join(COLUMNS)}')),
        (b"file\nK\xe9sh\n", (2, "the bytes are not UTF-8; save it as UTF-8 (CSV UTF-8 in Excel)")),
    ],
)
def test_what_makes_no_sense_is_told_with_its_line(
    tmp_path: Path, text: str | bytes, fault: tuple[int, str]
) -> None:
    assert fault in faults(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[documents]\n", (1, "Expected ']]' at the end of an array declaration")),
        ("documents = 3", (1, '"documents" must be tables: [[documents]]')),
        ('[[documents]]\nfile = "a"\n[[documents]]\nfile = 3\n', (3, '"file" is 3, and words were expected')),
        (
            '[[documents]]\nfile = "a"\nlang = "en"\n',
            (1, 'there is no column "lang"; did you mean "language"?'),
        ),
        ("a = 1", (1, "it names no documents; a header and a row for each was expected")),
    ],
)
def test_what_makes_no_sense_in_toml_is_told_with_its_line(
    tmp_path: Path, text: str, fault: tuple[int, str]
) -> None:
    assert (fault,) == faults(tmp_path, text, "m.toml")


def test_a_manifest_that_is_not_there_or_far_too_large_is_told(tmp_path: Path) -> None:
    with pytest.raises(ManifestError) as caught:
        read_manifest(tmp_path / "none.csv")
    expected = (
        f"Cannot use the manifest {tmp_path}/none.csv:\n  line 1: the system says: No such file or directory\n"
        "Correct it; nothing was added."
    )
    assert expected == str(caught.value)
    with (tmp_path / "large.csv").open("wb") as stream:
        stream.truncate(65 * 1024 * 1024)
    with pytest.raises(ManifestError, match="line 1: it has over 64 MiB; split it"):
        read_manifest(tmp_path / "large.csv")


def test_the_manifests_of_reconciliation_cases_can_be_read(bench_data: Path) -> None:
    found = read_manifest(bench_data / "data" / "reconcile" / "market-shelling" / "case.toml")
    assert all(Path(file).is_file() for file in found.files())
    assert all(row.stated.publisher and row.stated.published_at for row in found.rows)
