"""How to cite a figure: in plain words, as BibTeX, as CSL-JSON. The same facts in each."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date

from tollbook.model.words import day_words

_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "$": r"\$",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What is cited.

    Attributes:
        author: who publishes the record.
        title: of the figure, in words.
        container: title of the case.
        made: day of this version.
        key: short name of this version, unique in the record.
        root: root of the ledger at that moment, in hex; empty when there is none.
    """

    author: str
    title: str
    container: str
    made: date
    key: str
    root: str = ""

    def plain(self) -> str:
        """Return the citation in one line."""
        parts = [
            f"{self.author}. {self.title}. In: {self.container}, version of {day_words(self.made)}, figure {self.key}"
        ]
        if self.root:
            parts.append(f"ledger root {self.root}")
        return f"{', '.join(parts)}."

    def bibtex(self) -> str:
        """Return a BibTeX entry."""
        fields = {
            "author": f"{{{_tex(self.author)}}}",
            "title": _tex(self.title),
            "booktitle": _tex(self.container),
            "year": str(self.made.year),
            "month": str(self.made.month),
            "note": _tex(self._note()),
        }
        body = "\n".join(f"  {name} = {{{words}}}," for name, words in fields.items())
        return f"@misc{{{re.sub(r'[^A-Za-z0-9-]', '', self.key)},\n{body}\n}}\n"

    def csl_json(self) -> str:
        """Return an item in the JSON of the Citation Style Language."""
        item = {
            "id": self.key,
            "type": "dataset",
            "author": [{"literal": self.author}],
            "title": self.title,
            "container-title": self.container,
            "issued": {"date-parts": [[self.made.year, self.made.month, self.made.day]]},
            "note": self._note(),
        }
        return json.dumps([item], ensure_ascii=False, indent=2) + "\n"

    def _note(self) -> str:
        return f"figure {self.key}" + (f", ledger root {self.root}" if self.root else "")


def _tex(words: str) -> str:
    return " ".join(words.split()).translate(_TEX)
