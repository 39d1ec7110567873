"""Readings for a person at a terminal: grouped by document, each count in its sentence.

The only module that needs rich, which takes time to import: import this one late. Text
of documents never steers the terminal: it is shown through `model.display` and without markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tollbook.export.quotation import quotation
from tollbook.export.row import status_words
from tollbook.export.wording import circumstances, number_words, published_words, remarks, speakers
from tollbook.model.claim import Claim
from tollbook.model.display import shown
from tollbook.model.document import Document
from tollbook.model.reading import Reading
from tollbook.model.vocabulary import ReadStatus
from tollbook.model.words import HARM_WORDS, counted

WIDE_COLUMNS = 132
"""From this width on, claims stand in one row each; below it, beside their sentence."""

_LONGEST_QUOTATION = 220
_COUNT_STYLE = "bold reverse"
_LABEL_STYLE = "dim"
_NUMBER_STYLE = "bold"


def write_terminal(
    readings: Iterable[Reading],
    stream: TextIO,
    *,
    width: int | None = None,
    summary: Callable[[], str] | None = None,
) -> None:
    """Write the claims of each document in turn, and last a summary.

    Args:
        readings: taken one at a time.
        stream: a terminal or a file; a file gets no colours, and the count in brackets.
        width: columns; None for those of the terminal, or 80.
        summary: asked for the last line once all readings were written.
    """
    console = Console(file=stream, width=width, markup=False, highlight=False, emoji=False)
    for reading in readings:
        console.print(_document(reading, console))
    if summary is not None:
        console.print(Text(summary(), style=_NUMBER_STYLE))


def _document(reading: Reading, console: Console) -> Group:
    document = reading.document
    plain = console.no_color or console.color_system is None
    head = Text(shown(document.title or document.id), style="bold underline")
    parts: list[Text | Padding | Table] = [head, Text(_facts(reading), style=_LABEL_STYLE)]
    parts += [Text(f"note: {shown(note)}", style=_LABEL_STYLE) for note in document.notes]
    if reading.claims:
        table = _wide if console.width >= WIDE_COLUMNS else _narrow
        parts.append(Padding(table(document, reading.claims, plain=plain), (1, 0, 0, 0)))
    else:
        parts.append(Text(""))
    return Group(*parts)


def _facts(reading: Reading) -> str:
    document = reading.document
    facts = (
        document.id if document.title else None,
        document.publisher,
        published_words(document),
        document.language and f"language {document.language}",
        status_words(reading)
        if reading.status is ReadStatus.NOT_READ
        else counted(len(reading.claims), "claim"),
    )
    return " · ".join(shown(fact) for fact in facts if fact)


def _narrow(document: Document, claims: Iterable[Claim], *, plain: bool) -> Table:
    """Return the claims as number and harm on the left, the words on the right."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=16)
    table.add_column(ratio=1)
    for claim in claims:
        lines = [
            _sentence(document, claim, plain=plain),
            _pairs(speakers(claim)),
            _pairs(circumstances(claim)),
            _remarks(claim),
        ]
        table.add_row(_number(claim), Group(*(line for line in lines if line), Text("")))
    return table


def _wide(document: Document, claims: Iterable[Claim], *, plain: bool) -> Table:
    """Return the claims as one row each."""
    table = Table(box=SIMPLE_HEAD, expand=True, padding=(0, 1), pad_edge=False, header_style=_LABEL_STYLE)
    for title, ratio in (
        ("number", 3),
        ("in these words", 9),
        ("who says it", 5),
        ("who, where, when, by whom", 6),
    ):
        table.add_column(title, ratio=ratio, vertical="top")
    for claim in claims:
        table.add_row(
            Group(_number(claim), _remarks(claim, separator="\n")),
            Group(_sentence(document, claim, plain=plain), Text("")),
            _pairs(speakers(claim), separator="\n"),
            _pairs(circumstances(claim), separator="\n"),
        )
    return table


def _number(claim: Claim) -> Text:
    words = Text(number_words(claim), style=_NUMBER_STYLE)
    return words.append(f"\n{HARM_WORDS[claim.harm]}", style="not bold")


def _sentence(document: Document, claim: Claim, *, plain: bool) -> Text:
    before, count, after = map(shown, quotation(document.text, claim, longest=_LONGEST_QUOTATION))
    words = Text(before)
    words.append(f"[{count}]" if plain else count, style=_COUNT_STYLE)
    return words.append(after)


def _pairs(pairs: Iterable[tuple[str, str]], separator: str = " · ") -> Text:
    told = [Text.assemble((f"{label} ", _LABEL_STYLE), shown(words)) for label, words in pairs]
    return Text(separator).join(told)


def _remarks(claim: Claim, separator: str = " · ") -> Text:
    return Text(separator.join(remarks(claim)), style="italic")
