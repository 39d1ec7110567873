"""The laws of size, naming and form. A failure names the place."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

FOLDER_LEVELS = 2
MODULE_LINES = 450
FUNCTION_LINES = 80
LONG_FUNCTION_LINES = 35
LONG_FUNCTION_SHARE = 0.1
MEDIAN_FUNCTION_LINES = 12
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
WRITING_METHODS = {"write_text", "write_bytes", "unlink", "mkdir", "rmdir", "touch", "rename"}
CLOCKS = {"now", "today", "utcnow"}
READS_AND_WRITES = {"capture", "ledger", "cli", "web"}


class Module(Protocol):
    """What these tests use of a module."""

    name: str
    path: Path
    text: str
    tree: ast.Module
    stage: str


Modules = Mapping[str, Module]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(modules: Modules) -> Iterator[tuple[str, Function]]:
    for name, module in modules.items():
        for node in ast.walk(module.tree):
            if isinstance(node, Function):
                yield f"{name}:{node.name}", node


def lines_of(function: Function) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


def calls(module: Module) -> Iterator[tuple[int, str]]:
    """Return line and name of each function or method called; a member of an archive that is open is no file."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) != "archive.open":
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            yield node.lineno, name


def test_code_lies_at_most_two_folders_deep(modules: Modules) -> None:
    assert [] == [str(module.path) for module in modules.values() if len(module.path.parts) > FOLDER_LEVELS]


def test_no_module_is_long(modules: Modules) -> None:
    assert [] == [name for name, module in modules.items() if module.text.count("\n") > MODULE_LINES]


def test_no_function_is_very_long(modules: Modules) -> None:
    assert [] == [place for place, node in functions(modules) if lines_of(node) > FUNCTION_LINES]


def test_few_functions_are_long_and_most_are_short(modules: Modules) -> None:
    lengths = [lines_of(node) for _, node in functions(modules)]
    long = [place for place, node in functions(modules) if lines_of(node) > LONG_FUNCTION_LINES]
    assert len(long) <= LONG_FUNCTION_SHARE * len(lengths), long
    assert statistics.median(lengths) <= MEDIAN_FUNCTION_LINES


def test_no_module_is_a_drawer_for_odds_and_ends(modules: Modules) -> None:
    assert [] == [name for name in modules if BANNED_NAMES & set(name.split("."))]


def test_a_folders_name_is_not_repeated_in_its_files(modules: Modules) -> None:
    repeated = [
        name
        for name, module in modules.items()
        if len(module.path.parts) == FOLDER_LEVELS and module.path.stem.startswith(f"{module.stage}_")
    ]
    assert [] == repeated


def test_every_module_says_what_it_is_for(modules: Modules) -> None:
    assert [] == [name for name, module in modules.items() if not ast.get_docstring(module.tree)]


def test_every_function_is_typed(modules: Modules) -> None:
    untyped = [
        place
        for place, node in functions(modules)
        if node.returns is None or any(each.annotation is None for each in _named_arguments(node))
    ]
    assert [] == untyped


def _named_arguments(node: Function) -> list[ast.arg]:
    named = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return [each for each in named if each.arg not in {"self", "cls"}]


def test_values_of_the_model_cannot_be_changed(modules: Modules) -> None:
    loose = [
        f"{name}:{node.name}"
        for name, module in modules.items()
        if module.stage == "model"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        if "dataclass" in ast.unparse(decorator)
        and ast.unparse(decorator) != "dataclass(frozen=True, slots=True, kw_only=True)"
    ]
    assert [] == loose


def test_nothing_outside_the_edges_opens_writes_or_looks_at_the_clock(modules: Modules) -> None:
    wrong = [
        f"{name}, line {line}: {called}()"
        for name, module in modules.items()
        if module.stage not in READS_AND_WRITES
        for line, called in calls(module)
        if called in WRITING_METHODS | CLOCKS | {"open"} and not (called == "open" and module.stage == "read")
    ]
    assert [] == wrong


def test_nothing_prints(modules: Modules) -> None:
    printed = [
        f"{name}, line {node.lineno}"
        for name, module in modules.items()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "print"
    ]
    assert [] == printed


def test_a_broad_except_raises_again(modules: Modules) -> None:
    swallowed = [
        f"{name}, line {node.lineno}"
        for name, module in modules.items()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
        and not any(isinstance(each, ast.Raise) for each in ast.walk(node))
    ]
    assert [] == swallowed


def test_errors_are_named_for_what_is_wrong(modules: Modules) -> None:
    plain = [
        f"{name}, line {node.lineno}"
        for name, module in modules.items()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Raise)
        and node.exc is not None
        and ast.unparse(node.exc).partition("(")[0] in {"Exception", "BaseException", "RuntimeError"}
    ]
    assert [] == plain
