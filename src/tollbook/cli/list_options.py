"""What the verbs about lists of people share: columns, keys, and names that are shown only when asked for."""

from __future__ import annotations

import os
import secrets

import click

from tollbook.errors import UsageError
from tollbook.model.display import shown
from tollbook.model.person_table import PersonRecord, PersonTable
from tollbook.pipeline.person_lists import read_list

KEY_VARIABLE = "TOLLBOOK_LIST_KEY"
"""What id numbers are digested with, when the digests must be the same in another run."""

column_option = click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=HEADING",
    help="Column of a field, where the guess is not right; may be given more than once.",
)
day_first_option = click.option(
    "--day-first/--month-first", default=None, help="How dates are written where both are possible."
)
names_option = click.option("--show-names", is_flag=True, help="Print names; they are left out otherwise.")


def list_key() -> bytes:
    """Return the key of this run's digests: the one in the environment, or one that nobody keeps."""
    stated = os.environ.get(KEY_VARIABLE, "")
    return stated.encode() if stated else secrets.token_bytes(32)


def stated_columns(columns: tuple[str, ...]) -> dict[str, str]:
    """Return the headings by field.

    Args:
        columns: as `FIELD=HEADING`.

    Raises:
        UsageError: when one is not written so.
    """
    wrong = [each for each in columns if "=" not in each]
    if wrong:
        raise UsageError(
            f"Cannot read {wrong[0]!r} as a column: write it as FIELD=HEADING, such as name='Full name'."
        )
    return {field.strip(): heading.strip() for field, _, heading in (each.partition("=") for each in columns)}


def tables_of(
    paths: tuple[str, ...], columns: tuple[str, ...], *, day_first: bool | None
) -> list[PersonTable]:
    """Return the lists in some files, their id numbers digested with one key.

    Args:
        paths: of the files.
        columns: as `FIELD=HEADING`, for all of them.
        day_first: how dates are written.
    """
    key, stated = list_key(), stated_columns(columns)
    return [read_list(path, columns=stated, key=key, day_first=day_first) for path in paths]


def person_words(record: PersonRecord | None) -> str:
    """Return who a record is about, in one line, made safe to show."""
    if record is None:
        return ""
    values = dict(record.values)
    names = [
        str(values[field])
        for field in ("name", "given", "father", "grandfather", "family")
        if field in values
    ]
    rest = [str(values[field]) for field in ("sex", "age", "birth_date", "death_date") if field in values]
    return shown(", ".join([" ".join(names), *rest]))
