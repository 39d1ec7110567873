from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tollbook.errors import LedgerError
from tollbook.ledger.signing import (
    Signer,
    checkpoint_of,
    checkpoint_row,
    find_signer,
    is_signed_by,
    keys_folder,
    make_key,
)
from tollbook.model.checkpoint import Checkpoint

MADE = Checkpoint(case="kesh", size=3, root="ab" * 32, at=datetime(2024, 5, 1, tzinfo=UTC))


def test_a_signature_holds_for_its_checkpoint_and_key_alone() -> None:
    signer = Signer(bytes(32))
    signed = signer.signed(MADE)
    assert is_signed_by(signed, signer.public)
    assert not is_signed_by(signed, Signer(bytes([1]) * 32).public)
    assert not is_signed_by(replace(signed, size=4), signer.public)
    assert not is_signed_by(replace(signed, signature="zz"), signer.public)
    assert not is_signed_by(MADE, signer.public)


def test_a_checkpoint_comes_back_from_plain_data() -> None:
    signed = Signer(bytes(32)).signed(MADE)
    assert signed == checkpoint_of(checkpoint_row(signed))


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    made = make_key("kesh", folder, bytes(32))
    assert 0o600 == (folder / "kesh.key").stat().st_mode & 0o777
    found = find_signer("kesh", folder)
    assert found is not None
    assert made.public == found.public
    with pytest.raises(LedgerError) as told:
        make_key("kesh", folder, bytes(32))
    assert (
        f"Cannot keep a signing key in {folder}/kesh.key: File exists. Set TOLLBOOK_KEYS to a folder of your own outside the "
        "case, or make the case unsigned."
    ) == str(told.value)


def test_a_case_whose_key_is_not_here_is_unsigned(tmp_path: Path) -> None:
    assert find_signer("kesh", tmp_path) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "zz",
            (
                "Cannot read the signing key {}: non-hexadecimal number found in fromhex() arg at position 0. "
                "Restore it from a copy, or move it away to work unsigned."
            ),
        ),
        (
            "00ff",
            (
                "Cannot use the signing key {}: it has 2 bytes and 32 are expected. "
                "Restore it from a copy, or move it away to work unsigned."
            ),
        ),
    ],
)
def test_a_key_that_is_none_is_told(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "kesh.key"
    path.write_text(text)
    with pytest.raises(LedgerError) as told:
        find_signer("kesh", tmp_path)
    assert message.format(path) == str(told.value)


def test_keys_lie_where_the_environment_says_or_in_the_settings_of_the_user(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/ana"))
    assert Path("/k") == keys_folder({"TOLLBOOK_KEYS": "/k", "XDG_CONFIG_HOME": "/x"})
    assert Path("/x/tollbook/keys") == keys_folder({"XDG_CONFIG_HOME": "/x"})
    assert Path("/home/ana/.config/tollbook/keys") == keys_folder({})
