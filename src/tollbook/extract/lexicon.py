"""The lexicons of one language, read once from the data files beside the code."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def load(language: str, name: str) -> dict[str, Any]:
    """Return the tables of `data/LANGUAGE/NAME.toml`.

    Args:
        language: two-letter code, the name of a folder in `data`.
        name: of the lexicon, without its ending.
    """
    file = resources.files(__package__).joinpath("data", language, f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
