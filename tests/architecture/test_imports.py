"""The laws of who may import whom. A failure names the module and what it must not import."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

    Modules = Mapping[str, "Module"]
    Graph = Mapping[str, Mapping[str, bool]]

    from typing import Protocol

    class Module(Protocol):
        """What these tests use of a module."""

        stage: str

        def imports(self) -> list[tuple[str, bool]]:
            """Return what it imports."""


STAGES = {"capture", "read", "extract", "reconcile", "link", "estimate", "chart", "export", "ledger"}
EDGES = {"cli", "web"}
FREE = {"model", "errors", "version"}
"""What everybody may import."""

READS_AND_WRITES = {"capture", "ledger", "cli", "web"}
OUTSIDE_WORLD = {
    "os", "pathlib.Path", "shutil", "tempfile", "glob", "socket", "ssl", "http", "urllib.request", "subprocess",
    "random", "secrets", "time", "uuid", "sqlite3", "asyncio",
}  # fmt: skip
"""Modules that reach files, the network, the clock or chance."""

ONLY_IN = {
    "sqlite3": {"ledger"},
    "sqlalchemy": {"ledger"},
    "psycopg": {"ledger"},
    "cryptography": {"ledger"},
    "warcio": {"capture"},
    "splink": {"link"},
    "duckdb": {"link"},
    "pyarrow": {"link"},
    "rapidfuzz": {"link"},
    "numba": {"estimate"},
    "arviz_base": {"estimate"},
    "rensa": {"reconcile"},
    "vl_convert": {"chart"},
    "openpyxl": {"read"},
    "pdfplumber": {"read"},
    "scipy": {"estimate", "link"},
    "rich": {"cli", "export"},
    "jinja2": {"export", "web"},
    "click": {"cli"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "argon2": {"web"},
    "trafilatura": {"read"},
    "htmldate": {"read"},
    "pypdf": {"read"},
    "py3langid": {"read"},
    "lxml": {"read"},
    "multiprocessing": {"parallel"},
    "concurrent": {"parallel"},
}
"""Libraries that only some parts of the package know."""

NEVER = {"fitz", "pymupdf", "unidecode", "pyarabic"}
"""Libraries whose licences do not go with ours."""

LATE_IMPORTS_ALLOWED = 12


def begins_with(imported: str, name: str) -> bool:
    return imported == name or imported.startswith(f"{name}.")


def test_model_imports_nothing_of_ours_but_errors(graph: Graph) -> None:
    allowed = ("tollbook.model", "tollbook.errors")
    wrong = [
        f"{name} imports {target}"
        for name, targets in graph.items()
        for target in targets
        if begins_with(name, "tollbook.model") and not any(begins_with(target, each) for each in allowed)
    ]
    assert [] == wrong


def test_errors_import_nothing_of_ours(graph: Graph) -> None:
    assert {} == graph["tollbook.errors"]


def test_stages_meet_in_the_pipeline_alone(modules: Modules, graph: Graph) -> None:
    wrong = [
        f"{name} imports {target}"
        for name, targets in graph.items()
        for target in targets
        if modules[name].stage in STAGES and modules[target].stage not in FREE | {modules[name].stage}
    ]
    assert [] == wrong


def test_the_edges_reach_the_early_stages_through_the_pipeline(modules: Modules, graph: Graph) -> None:
    through = {"capture", "read", "extract"}
    wrong = [
        f"{name} imports {target}"
        for name, targets in graph.items()
        for target in targets
        if modules[name].stage in EDGES | {"settings", "parallel"} and modules[target].stage in through
    ]
    assert [] == wrong


def test_nothing_but_the_edges_imports_the_edges(modules: Modules, graph: Graph) -> None:
    wrong = [
        f"{name} imports {target}"
        for name, targets in graph.items()
        for target in targets
        if modules[target].stage in EDGES and modules[name].stage not in {*EDGES, "__main__"}
    ]
    assert [] == wrong


def test_no_module_imports_the_package_root(graph: Graph) -> None:
    assert [] == [name for name, targets in graph.items() if "tollbook" in targets]


def test_there_are_no_import_cycles(graph: Graph) -> None:
    at_load = {
        name: [target for target, early in targets.items() if early] for name, targets in graph.items()
    }
    try:
        TopologicalSorter(at_load).prepare()
    except CycleError as error:
        pytest.fail(f"import cycle: {' -> '.join(error.args[1])}")


def test_late_imports_of_our_own_modules_are_few(graph: Graph) -> None:
    late = [
        f"{name} imports {target}"
        for name, targets in graph.items()
        for target, early in targets.items()
        if not early
    ]
    assert len(late) <= LATE_IMPORTS_ALLOWED, late


def test_only_the_edges_capture_and_the_ledger_reach_the_world(modules: Modules) -> None:
    wrong = [
        f"{name} imports {imported}"
        for name, module in modules.items()
        for imported, _ in module.imports()
        if module.stage not in READS_AND_WRITES and any(begins_with(imported, each) for each in OUTSIDE_WORLD)
    ]
    assert [] == wrong


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_a_library_is_known_only_where_it_belongs(library: str, modules: Modules) -> None:
    users = {
        module.stage
        for module in modules.values()
        for imported, _ in module.imports()
        if begins_with(imported, library)
    }
    assert users <= ONLY_IN[library]


def test_libraries_with_other_licences_are_not_used(modules: Modules) -> None:
    used = {imported.partition(".")[0] for module in modules.values() for imported, _ in module.imports()}
    assert set() == used & NEVER
