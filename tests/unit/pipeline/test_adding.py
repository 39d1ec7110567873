from __future__ import annotations

import gzip
import hashlib
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tollbook.capture.store import CaptureStore
from tollbook.errors import ManifestError, StoreError, UsageError
from tollbook.ledger import Ledger
from tollbook.model.capture import Capture, Exchange, Route
from tollbook.model.entry import EntryKind
from tollbook.model.vocabulary import SourceType
from tollbook.pipeline import adding
from tollbook.pipeline.adding import Added, AddStatus, WebAccess, add_documents, settings_of
from tollbook.pipeline.cases import CaseFolder, open_case
from tollbook.settings import CorpusSettings

ONE = b"At least 12 people were killed in Kesh on Tuesday, the regional hospital said.\n"
TWO = b"Police said that 31 people were injured in Torv on Monday.\n"
FRENCH = "Douze personnes ont été tuées à Kesh mardi, selon la police de la ville voisine.\n".encode()
Add = Callable[..., list[Added]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "in"
    path.mkdir()
    (path / "one.txt").write_bytes(ONE)
    (path / "two.txt").write_bytes(TWO)
    return path


@pytest.fixture
def add(case: CaseFolder, case_ledger: Ledger) -> Add:
    def added(*inputs: str | Path, **options: Any) -> list[Added]:
        return list(add_documents(case, case_ledger, inputs, **options))

    return added


def statuses(results: list[Added]) -> list[str]:
    return [str(each.status) for each in results]


def test_documents_are_kept_read_and_recorded(
    case: CaseFolder, case_ledger: Ledger, add: Add, folder: Path
) -> None:
    one, two = add(folder)
    assert [str(folder / "one.txt"), str(folder / "two.txt")] == [one.name, two.name]
    assert (["added", "added"], [1, 1]) == (statuses([one, two]), [one.claims, two.claims])
    assert sorted(hashlib.sha256(data).hexdigest() for data in (ONE, TWO)) == list(case.store.digests())
    document = case_ledger.document(str(one.document))
    assert (ONE, ONE.decode(), "Ana Recorder") == (
        case.store.read(document.capture),
        document.document.text,
        document.actor,
    )
    (claim,) = case_ledger.claims_of(document.id)
    assert claim.claim is not None
    assert ("At least 12", "Kesh") == (claim.claim.count, claim.claim.place)


def test_the_origin_says_how_and_from_where(case_ledger: Ledger, add: Add, folder: Path) -> None:
    added = [
        *add(folder / "one.txt"),
        *add("-", stdin=io.BytesIO(TWO)),
    ]
    origins = [dict(case_ledger.document(str(each.document)).origin) for each in added]
    assert [
        {"how": "file", "from": str(folder / "one.txt"), "bytes": len(ONE)},
        {"how": "stdin", "from": "-", "bytes": len(TWO)},
    ] == origins


def test_the_same_again_changes_nothing(case_ledger: Ledger, add: Add, folder: Path) -> None:
    first = add(folder)
    size = case_ledger.size()
    again = add(folder)
    assert (["there", "there"], size) == (statuses(again), case_ledger.size())
    assert [each.document for each in first] == [each.document for each in again]


def test_the_same_bytes_under_two_names_are_one_document(case_ledger: Ledger, add: Add, folder: Path) -> None:
    (folder / "copy.txt").write_bytes(ONE)
    results = add(folder)
    assert ["added", "there", "added"] == statuses(results)
    assert results[0].document == results[1].document
    assert 2 == case_ledger.counts()["documents"]


def test_what_was_added_before_an_interruption_is_safe_and_the_rest_follows(
    case: CaseFolder, case_ledger: Ledger, tmp_path: Path
) -> None:
    lines = [
        json.dumps({"id": str(number), "text": f"{number} people were killed in Kesh."})
        for number in range(1, 201)
    ]
    (tmp_path / "all.jsonl").write_text("\n".join(lines))
    running = add_documents(case, case_ledger, [tmp_path / "all.jsonl"])
    told = list(islice(running, 65))
    del running
    assert all(case_ledger.document(str(each.document)).id for each in told)
    results = list(add_documents(case, case_ledger, [tmp_path / "all.jsonl"]))
    assert 200 == case_ledger.counts()["documents"]
    assert {"there", "added"} == set(statuses(results))
    assert ["there"] * 65 == statuses(results[:65])


def test_one_bad_file_never_stops_the_rest(case_ledger: Ledger, add: Add, folder: Path) -> None:
    (folder / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (folder / "b.txt").write_bytes(b"")
    results = add(folder, folder / "none.txt")
    assert ["failed", "failed", "added", "added", "failed"] == statuses(results)
    expected = [
        f"Cannot read {folder}/a.png: it is a PNG image. ",
        f"Cannot read {folder}/b.txt: it is empty",
        f"Cannot read {folder}/none.txt: there is no such file or folder. ",
    ]
    told = [str(each.error) for each in results if each.error]
    assert expected == [words[: len(start)] for words, start in zip(told, expected, strict=True)]
    assert 2 == case_ledger.counts()["documents"]


def test_what_failed_leaves_no_bytes(case: CaseFolder, add: Add, folder: Path) -> None:
    (folder / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    add(folder / "a.png")
    assert [] == list(case.store.digests())


def test_a_document_in_a_language_without_a_reader_is_kept_and_told(
    case_ledger: Ledger, add: Add, tmp_path: Path
) -> None:
    (tmp_path / "fr.txt").write_bytes(FRENCH)
    (added,) = add(tmp_path / "fr.txt")
    assert (AddStatus.ADDED, "language fr", 0) == (added.status, added.unread, added.claims)
    assert "fr" == case_ledger.document(str(added.document)).document.language


def test_missing_and_damaged_captures_are_restored(
    case: CaseFolder, case_ledger: Ledger, add: Add, folder: Path
) -> None:
    add(folder)
    size = case_ledger.size()
    missing, damaged = (hashlib.sha256(data).hexdigest() for data in (ONE, TWO))
    case.store.remove(missing)
    case.store.path(damaged).unlink()
    case.store.path(damaged).write_bytes(b"something else")
    assert ["restored", "restored"] == statuses(add(folder))
    assert (ONE, TWO, size) == (case.store.read(missing), case.store.read(damaged), case_ledger.size())


def test_two_processes_read_what_one_reads(
    new_case: Callable[..., CaseFolder], case_environment: dict[str, str], folder: Path
) -> None:
    from tollbook.pipeline.cases import writing_ledger

    found = []
    for jobs in (1, 2):
        case = new_case(f"jobs-{jobs}")
        with writing_ledger(case, actor="Ana", environment=case_environment) as ledger:
            results = list(add_documents(case, ledger, [folder], settings=CorpusSettings(jobs=jobs)))
            found.append((statuses(results), [each.claim for each in ledger.claims()]))
    assert found[0] == found[1]


def test_a_manifest_goes_before_what_a_document_says_itself(
    case_ledger: Ledger, add: Add, folder: Path
) -> None:
    (folder / "page.html").write_text(
        "<html><head><title>Old</title><meta property='og:site_name' content='Other'>"
        "<meta property='article:published_time' content='2026-01-01'></head><body><p>"
        + "Two people were killed in Kesh on Tuesday, police said. " * 4
        + "</p></body></html>"
    )
    (folder / "m.csv").write_text(
        "file,address,publisher,source_type,published_at,language,title,licence,sensitivity\n"
        "page.html,https://wire.example/a,Arvenia Wire,media_own,2026-03-04T10:00:00+00:00,en,Shelling,CC0-1.0,restricted\n"
    )
    (added,) = add(manifest=folder / "m.csv")
    found = case_ledger.document(str(added.document))
    document = found.document
    assert ("Arvenia Wire", date(2026, 3, 4), "https://wire.example/a", "Shelling", "en") == (
        document.publisher,
        document.published_at,
        document.url,
        document.title,
        document.language,
    )
    assert {
        "source_type": "media_own",
        "published_time": "2026-03-04T10:00:00+00:00",
        "licence": "CC0-1.0",
        "sensitivity": "restricted",
        "stated": ["publisher", "published_at", "language", "address", "title"],
    } == found.details
    claim = case_ledger.claims_of(found.id)[0].claim
    assert claim is not None
    assert date(2026, 3, 3) == claim.date_from
    assert [("Arvenia Wire", SourceType.MEDIA_OWN)] == [
        (each.name, each.type) for each in case_ledger.sources()
    ]


def test_a_manifest_speaks_of_the_files_that_are_given_beside_it(
    case_ledger: Ledger, add: Add, folder: Path
) -> None:
    (folder / "m.csv").write_text("file,publisher\none.txt,Relief Office\n")
    results = add(folder / "one.txt", folder / "two.txt", manifest=folder / "m.csv")
    publishers = [case_ledger.document(str(each.document)).document.publisher for each in results]
    assert ["Relief Office", None] == publishers


def test_a_manifest_with_faults_adds_nothing(case_ledger: Ledger, add: Add, folder: Path) -> None:
    (folder / "m.csv").write_text("file,language\none.txt,english\n")
    with pytest.raises(ManifestError):
        add(folder / "one.txt", manifest=folder / "m.csv")
    assert 0 == case_ledger.counts()["documents"]


def test_publishers_become_sources_once_and_under_the_name_of_the_case(
    case: CaseFolder, case_ledger: Ledger, folder: Path
) -> None:
    file = case.path / "case.toml"
    file.write_text(
        file.read_text().replace(
            "[claimants]", '[claimants]\n"Relief Office" = ["the relief office of Arvenia"]'
        )
    )
    changed = open_case(case.path)
    (folder / "m.csv").write_text(
        "file,publisher\none.txt,The Relief Office of Arvenia\ntwo.txt,Relief Office\n"
    )
    results = list(add_documents(changed, case_ledger, [], manifest=folder / "m.csv"))
    sources = {case_ledger.document(str(each.document)).source for each in results}
    assert ({case_ledger.source_id("Relief Office")}, 1) == (sources, case_ledger.counts()["sources"])


def test_a_type_in_a_manifest_fills_a_gap_and_changes_no_description(
    case_ledger: Ledger, add: Add, folder: Path
) -> None:
    (folder / "a.csv").write_text("file,publisher\none.txt,Arvenia Wire\n")
    (folder / "b.csv").write_text("file,publisher,source_type\ntwo.txt,Arvenia Wire,media_own\n")
    (folder / "three.txt").write_bytes(b"Three people were killed in Kesh.")
    (folder / "c.csv").write_text("file,publisher,source_type\nthree.txt,Arvenia Wire,research\n")
    kinds = []
    for name in ("a.csv", "b.csv", "c.csv"):
        add(manifest=folder / name)
        kinds += [str(each.type) for each in case_ledger.sources()]
    assert ["unknown", "media_own", "media_own"] == kinds


def test_records_of_corpora_and_web_archives_keep_where_they_stood(
    case_ledger: Ledger, add: Add, tmp_path: Path
) -> None:
    record = json.dumps({"id": "r1", "text": ONE.decode()})
    (tmp_path / "a.jsonl").write_text(f"\n{record}\n")
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + TWO
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://wire.example/a\r\n"
        "WARC-Date: 2026-03-04T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:12345678-feed-4bee-8bad-f00dcafebeef>\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(head.encode() + http + b"\r\n\r\n"))
    first, second = add(tmp_path / "a.jsonl", tmp_path / "b.warc.gz")
    assert {
        "how": "corpus",
        "from": str(tmp_path / "a.jsonl"),
        "line": 2,
        "bytes": len(record),
    } == case_ledger.document(str(first.document)).origin
    found = case_ledger.document(str(second.document))
    assert (
        "warc",
        f"{tmp_path}/b.warc.gz, record 1",
        "https://wire.example/a",
        "2026-03-04T10:00:00+00:00",
    ) == tuple(found.origin[name] for name in ("how", "from", "address", "fetched_at"))
    assert "https://wire.example/a" == found.document.url


def test_an_address_is_not_fetched_unless_asked_for_and_then_nothing_is_added(
    case_ledger: Ledger, add: Add, folder: Path
) -> None:
    with pytest.raises(UsageError) as caught:
        add(folder / "one.txt", "https://wire.example/a")
    assert (
        "Cannot add https://wire.example/a: it is an address, and nothing is fetched unless asked for. "
        "Add --fetch, or save the page and add the file." == str(caught.value)
    )
    assert 0 == case_ledger.counts()["documents"]


def test_a_fetched_page_keeps_what_was_exchanged(
    case_ledger: Ledger, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange = Exchange(
        address="https://wire.example/a", remote="93.184.215.14:443", request="GET", response="200"
    )
    page = Capture(
        name="https://wire.example/a",
        data=ONE,
        route=Route.FETCH,
        address="https://wire.example/a",
        fetched_at=datetime(2026, 3, 4, 10, tzinfo=UTC),
        exchanges=(exchange,),
    )
    monkeypatch.setattr(adding, "fetch", lambda *_, **__: page)
    (added,) = add("https://wire.example/a", access=WebAccess())
    assert {
        "how": "fetch",
        "from": "https://wire.example/a",
        "address": "https://wire.example/a",
        "fetched_at": "2026-03-04T10:00:00+00:00",
        "exchanges": [
            {
                "address": "https://wire.example/a",
                "remote": "93.184.215.14:443",
                "request": "GET",
                "response": "200",
            }
        ],
        "bytes": len(ONE),
    } == case_ledger.document(str(added.document)).origin


def test_an_address_that_is_never_fetched_fails_alone(add: Add, folder: Path) -> None:
    results = add("http://127.0.0.1:1/", folder / "one.txt", access=WebAccess())
    assert ["failed", "added"] == statuses(results)
    assert "which is the machine itself" in str(results[0].error)


def test_the_addresses_of_a_manifest_are_fetched_when_asked_for(
    add: Add, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "m.csv").write_text("file,address,publisher\none.txt,,\n,https://wire.example/a,Arvenia Wire\n")
    page = Capture(
        name="https://wire.example/a", data=TWO, route=Route.FETCH, address="https://wire.example/a"
    )
    monkeypatch.setattr(adding, "fetch", lambda *_, **__: page)
    assert 1 == len(add(manifest=folder / "m.csv"))
    assert ["there", "added"] == statuses(add(manifest=folder / "m.csv", access=WebAccess()))


def test_a_full_disk_stops_with_what_was_told_safe(
    case: CaseFolder, case_ledger: Ledger, add: Add, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(folder / "one.txt")

    def full(store: CaptureStore, sources: object) -> None:
        raise StoreError("Cannot keep a source in captures: No space left on device.")

    monkeypatch.setattr(CaptureStore, "keep_all", full)
    with pytest.raises(StoreError):
        add(folder / "two.txt")
    monkeypatch.undo()
    assert 1 == case_ledger.counts()["documents"]
    assert ["there", "added"] == statuses(add(folder))


def test_a_ledger_that_cannot_be_written_leaves_no_document_and_the_run_can_be_repeated(
    case_ledger: Ledger, add: Add, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(ledger: Ledger, drafts: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Ledger, "append", broken)
    with pytest.raises(OSError, match="No space left"):
        add(folder)
    monkeypatch.undo()
    assert 0 == case_ledger.counts()["documents"]
    assert ["added", "added"] == statuses(add(folder))


def test_a_run_ends_with_a_checkpoint_over_all_it_added(case_ledger: Ledger, add: Add, folder: Path) -> None:
    add(folder)
    (checkpoint,) = case_ledger.checkpoints()
    assert (case_ledger.size(), True) == (checkpoint.size, checkpoint.signature is not None)
    add(folder)
    assert [checkpoint] == list(case_ledger.checkpoints())


def test_a_document_and_its_claims_are_one_entry(case_ledger: Ledger, add: Add, folder: Path) -> None:
    add(folder)
    kinds = [entry.kind for entry in case_ledger.entries()]
    assert [EntryKind.CASE_OPENED, EntryKind.DOCUMENT_ADDED, EntryKind.DOCUMENT_ADDED] == kinds


def test_the_defaults_of_a_case_hold_unless_something_is_given(case: CaseFolder) -> None:
    file = case.path / "case.toml"
    file.write_text(
        file.read_text().replace("[defaults]", '[defaults]\npublisher = "A"\njobs = 3\nmax_size = "1K"')
    )
    given = open_case(case.path).case
    assert CorpusSettings(publisher="A", jobs=3, max_bytes=1024) == settings_of(given)
    assert CorpusSettings(publisher="B", jobs=1, max_bytes=1024) == settings_of(given, publisher="B", jobs=1)
