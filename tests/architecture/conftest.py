"""The package as syntax trees and an import graph; no module of it is imported or run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "tollbook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One module as it stands in its file.

    Attributes:
        name: dotted name.
        path: below the package's folder.
        text: its source.
        tree: its syntax tree.
    """

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def stage(self) -> str:
        """Return the folder it lies in, or its own name where it lies in none."""
        return self.path.parts[0].removesuffix(".py")

    def imports(self) -> Iterator[tuple[str, bool]]:
        """Return the name of each thing imported, and whether that happens when the module is loaded."""
        yield from _imports(self.tree, at_load=True)


def _imports(node: ast.AST, *, at_load: bool) -> Iterator[tuple[str, bool]]:
    for child in ast.iter_child_nodes(node):
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
        guarded = isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING")
        if isinstance(child, ast.Import):
            yield from ((alias.name, at_load) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, f"line {child.lineno}: a relative import hides what is imported"
            yield from ((f"{child.module}.{alias.name}", at_load) for alias in child.names)
        else:
            yield from _imports(child, at_load=at_load and not (inside or guarded))


def _module(path: Path) -> Module:
    below = path.relative_to(PACKAGE)
    parts = ["tollbook", *below.with_suffix("").parts]
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    text = path.read_text(encoding="utf-8")
    return Module(name=name, path=below, text=text, tree=ast.parse(text))


@pytest.fixture(scope="session")
def modules() -> dict[str, Module]:
    """Return every module of the package by its name."""
    return {module.name: module for module in map(_module, sorted(PACKAGE.rglob("*.py")))}


@pytest.fixture(scope="session")
def graph(modules: dict[str, Module]) -> dict[str, dict[str, bool]]:
    """Return, for each module, those of ours that it imports, and whether when it is loaded."""
    return {name: _edges(module, modules) for name, module in modules.items()}


def _edges(module: Module, modules: dict[str, Module]) -> dict[str, bool]:
    edges: dict[str, bool] = {}
    for imported, at_load in module.imports():
        target = imported if imported in modules else imported.rpartition(".")[0]
        if target in modules and target != module.name:
            edges[target] = edges.get(target, False) or at_load
    return edges
