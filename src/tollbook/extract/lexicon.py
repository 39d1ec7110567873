"""The lexicons of one language, read once from the data files beside the code."""

from __future__ import annotations

import tomllib
from functools import cache
from pkgutil import get_data
from typing import Any


@cache
def load(language: str, name: str) -> dict[str, Any]:
    """Return the tables of `data/LANGUAGE/NAME.toml`.

    Args:
        language: two-letter code, the name of a folder in `data`.
        name: of the lexicon, without its ending.
    """
    return tomllib.loads(stored(language, f"{name}.toml"))


def stored(language: str, file: str) -> str:
    """Return the text of `data/LANGUAGE/FILE`.

    Args:
        language: two-letter code, the name of a folder in `data`.
        file: the file's name in that folder.
    """
    # `importlib.resources` would do the same, at a cost of 20 ms to every start of the program.
    return (get_data("tollbook.extract", f"data/{language}/{file}") or b"").decode("utf-8")
