"""Kinds of values that options take, with messages that say what is expected."""

from __future__ import annotations

import re

import click

_UNITS = {"": 1, "B": 1, "K": 1024, "M": 1024**2, "G": 1024**3}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMG]?)(?:I?B)?", re.IGNORECASE)


class ByteSize(click.ParamType[int]):
    """A number of bytes, or of KB, MB, GB in units of 1,024."""

    name = "size"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number of bytes."""
        found = _SIZE.fullmatch(str(value).strip())
        size = int(float(found[1]) * _UNITS[found[2].upper()]) if found else 0
        if size < 1:
            self.fail(
                f"{value!r} is no size above 0; write it as 200MB, 64K or a number of bytes.", param, ctx
            )
        return size


class LanguageCode(click.ParamType[str]):
    """A two-letter language code."""

    name = "code"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code in lower case."""
        if not re.fullmatch("[A-Za-z]{2}", value):
            self.fail(f"{value!r} is no two-letter language code, such as en or ar.", param, ctx)
        return value.lower()
