from __future__ import annotations

import json

import pytest

from tollbook.cli.main import run
from tollbook.export.schema import reading_schema


def test_the_schema_that_ships_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run(["schema"])
    printed = capsys.readouterr().out
    assert reading_schema() == printed
    assert "Reading" == json.loads(printed)["title"]
