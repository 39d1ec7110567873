"""`tollbook schema`: the JSON Schema of the JSONL output."""

from __future__ import annotations

import click

from tollbook.export.schema import reading_schema


@click.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of one line of `tollbook read --format jsonl`.

    \b
    Example:
      tollbook schema > reading.schema.json
    """
    click.echo(reading_schema(), nl=False)
