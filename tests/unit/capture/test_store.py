from __future__ import annotations

import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tollbook.capture.store import CaptureDamaged, CaptureMissing, CaptureStore, Kept
from tollbook.errors import StoreError

DATA = b"At least 12 people were killed in Kesh.\n"
DIGEST = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> CaptureStore:
    return CaptureStore(tmp_path / "captures")


def files(store: CaptureStore) -> list[str]:
    return sorted(path.name for path in store.folder.rglob("*") if path.is_file())


def test_bytes_are_kept_unchanged_under_their_digest_and_read_only(store: CaptureStore) -> None:
    assert Kept(digest=DIGEST, new=True) == store.keep(DATA)
    path = store.folder / DIGEST[:2] / DIGEST
    assert (DATA, 0o444) == (path.read_bytes(), stat.S_IMODE(path.stat().st_mode))
    assert (DATA, True, [DIGEST]) == (store.read(DIGEST), store.has(DIGEST), list(store.digests()))


def test_the_same_bytes_again_change_nothing(store: CaptureStore) -> None:
    store.keep(DATA)
    before = store.path(DIGEST).stat()
    assert [Kept(digest=DIGEST, new=False)] * 2 == store.keep_all([DATA, DATA])
    after = store.path(DIGEST).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_the_same_bytes_twice_at_once_are_kept_once(store: CaptureStore) -> None:
    assert [True, False] == [kept.new for kept in store.keep_all([DATA, DATA])]
    assert [DIGEST] == files(store)


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_what_is_missing_or_damaged_is_restored_by_the_same_bytes(store: CaptureStore, harm: str) -> None:
    store.keep(DATA)
    store.path(DIGEST).unlink()
    if harm == "damaged":
        store.path(DIGEST).write_bytes(b"something else")
    assert Kept(digest=DIGEST, new=True) == store.keep(DATA)
    assert DATA == store.read(DIGEST)


def test_missing_bytes_are_told_with_what_to_do(store: CaptureStore) -> None:
    with pytest.raises(CaptureMissing) as caught:
        store.read(DIGEST)
    assert (
        f"Cannot read the capture {DIGEST}: it is not in {store.folder}. Add the same file again to restore it."
        == str(caught.value)
    )


def test_other_bytes_in_their_place_are_told_with_both_digests(store: CaptureStore) -> None:
    store.keep(DATA)
    path = store.path(DIGEST)
    path.unlink()
    path.write_bytes(b"x")
    with pytest.raises(CaptureDamaged) as caught:
        store.read(DIGEST)
    other = hashlib.sha256(b"x").hexdigest()
    assert (
        f"Cannot trust the capture {path}: its bytes have the digest {other}, and their name says {DIGEST}. "
        "Add the same file again to restore it." == str(caught.value)
    )


def test_bytes_that_the_system_withholds_are_told(store: CaptureStore) -> None:
    store.path(DIGEST).mkdir(parents=True)
    with pytest.raises(StoreError) as caught:
        store.read(DIGEST)
    assert f"Cannot read the capture {store.path(DIGEST)}: Is a directory. Check its permissions." == str(
        caught.value
    )
    with pytest.raises(StoreError) as caught:
        store.remove(DIGEST)
    assert (
        f"Cannot take away the capture {store.path(DIGEST)}: Is a directory. Check its permissions."
        == str(caught.value)
    )


def test_a_word_that_is_no_digest_never_becomes_a_path(store: CaptureStore) -> None:
    with pytest.raises(ValueError, match=r"^'\.\./\.\./etc/passwd' is no SHA-256 in hex\.$"):
        store.path("../../etc/passwd")


def test_a_full_disk_leaves_what_was_there_and_nothing_half_written(
    store: CaptureStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.keep(DATA)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError) as caught:
        store.keep_all([b"one", b"two"])
    expected = (
        f"Cannot keep a source in {store.folder}: No space left on device. Nothing that was there has changed; "
        "mend this and run the command again."
    )
    assert (expected, [DIGEST]) == (str(caught.value), files(store))


def test_a_folder_that_may_not_be_written_to_is_told(store: CaptureStore, tmp_path: Path) -> None:
    (tmp_path / "captures").write_text("a file in the way")
    with pytest.raises(StoreError, match=r"^Cannot keep a source in .*captures: Not a directory\. Nothing"):
        store.keep(DATA)


def test_what_was_taken_away_is_gone(store: CaptureStore) -> None:
    store.keep(DATA)
    assert (True, False, []) == (store.remove(DIGEST), store.remove(DIGEST), files(store))


def test_leftovers_of_killed_processes_are_swept_and_those_of_living_ones_are_not(
    store: CaptureStore,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], check=True, capture_output=True
    )
    folder = store.folder / "aa"
    folder.mkdir(parents=True)
    for name in (f".part-{int(done.stdout)}-0", f".part-{os.getpid()}-7", ".part-1-0"):
        (folder / name).write_bytes(b"x")
    assert 1 == store.sweep()
    assert sorted([f".part-{os.getpid()}-7", ".part-1-0"]) == files(store)


def test_a_store_that_holds_nothing_has_no_digests(store: CaptureStore) -> None:
    assert [] == list(store.digests())


def test_a_killed_process_leaves_whole_files_only(store: CaptureStore) -> None:
    script = (
        "import os, signal, sys, pathlib\n"
        "from tollbook.capture.store import CaptureStore\n"
        "real = os.fsync\n"
        "def fsync(fd):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "store = CaptureStore(pathlib.Path(sys.argv[1]))\n"
        "store.keep(b'first')\n"
        "os.fsync = fsync\n"
        "store.keep_all([b'second', b'third'])\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(store.folder)], check=False)
    assert -9 == done.returncode
    assert [hashlib.sha256(b"first").hexdigest()] == list(store.digests())
    assert (2, True) == (store.sweep(), store.keep_all([b"second", b"third"])[0].new)
    assert 3 == len(files(store))
