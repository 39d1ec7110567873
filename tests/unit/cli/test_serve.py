from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tollbook.cli.exits import ExitCode
from tollbook.cli.main import run


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOLLBOOK_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("TOLLBOOK_USER", "Ana")
    assert 0 == run(["new", str(tmp_path / "case"), "--name", "Arvenia"])
    return tmp_path / "case"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--host", "10.0.0.5"], "Cannot serve on 10.0.0.5 without encryption."),
        (["--host", "10.0.0.5", "--trusted-proxy"], "Cannot serve on 10.0.0.5 without accounts. Add --team."),
        (
            ["--certificate", "cert.pem"],
            "Cannot serve with half a TLS identity: give both --certificate and --key.",
        ),
    ],
)
def test_what_would_be_unsafe_is_refused(
    case: Path, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ExitCode.USAGE == run(["serve", str(case), "--no-browser", *words])
    assert message in " ".join(capsys.readouterr().err.split())


def started(case: Path, *words: str) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "tollbook", "serve", str(case), "--no-browser", "--port", "0", *words]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=dict(os.environ))
    assert process.stderr is not None
    return process, process.stderr.readline()


def test_the_printed_address_lets_in_and_no_other_does(case: Path) -> None:
    process, line = started(case)
    try:
        found = re.search(r"Arvenia: (http://127\.0\.0\.1:\d+)/enter\?token=(\w+)", line)
        assert found is not None
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with opener.open(f"{found[1]}/enter?token={found[2]}", timeout=20) as answer:
            assert "What is due" in answer.read().decode("utf-8")
        with pytest.raises(urllib.error.HTTPError, match="401") as refused:
            urllib.request.urlopen(f"{found[1]}/", timeout=20)  # noqa: S310 - this machine
        refused.value.close()
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_a_team_without_accounts_gets_an_invitation_for_its_first_keeper(case: Path) -> None:
    process, line = started(case, "--team")
    try:
        assert re.search(
            r"The first keeper joins here, once: http://127\.0\.0\.1:\d+/invitation\?token=\w+", line
        )
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_a_port_that_is_taken_is_told(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    process, line = started(case)
    try:
        port = re.findall(r":(\d+)/enter", line)[0]
        assert ExitCode.FAILED == run(["serve", str(case), "--no-browser", "--port", port])
        assert f"Cannot listen on 127.0.0.1, port {port}:" in capsys.readouterr().err
    finally:
        process.terminate()
        process.communicate(timeout=20)
