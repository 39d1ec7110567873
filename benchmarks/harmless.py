"""Every claim that the reader makes of text that is not about harm, and what people judged of each.

The text is that of a treebank (academic writing, court sessions, news, interviews, speeches, textbooks, vlogs,
conversations), one document after another. Some of it does speak of people harmed, so each claim is judged once, by a
person, against the definition of a claim; the verdicts are kept in `gum_verdicts.toml`. A claim that nobody has judged
is shown as such, and counts as false until somebody has.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tollbook.extract import GrammarReader
from tollbook.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tollbook.model import Claim, Reader

VERDICTS = Path(__file__).with_name("gum_verdicts.toml")
TREEBANK = Path("data/syntax/gum-permissive-train.conllu")
_CONTEXT = 60
_END_MARKS = (".", "!", "?", ",", ":", ";", '"', "'", "”", "’", ")", "]", "-", "–", "—")  # noqa: RUF001 - as texts have them
_PER = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A claim that was made, and what was judged of it.

    Attributes:
        key: document, count, harm, and which of several alike it is.
        words: the text around it, with the count in brackets.
        verdict: `right`, `false`, or `unjudged`.
        why: the judge's reason, if any was given.
    """

    key: str
    words: str
    verdict: str
    why: str


def documents(treebank: Path) -> Iterator[tuple[str, list[str]]]:
    """Return the name and the sentences of each document.

    The treebank keeps no layout; a sentence without an end mark is taken for a heading, with a blank line after it.

    Args:
        treebank: CoNLL-U with `newdoc id` and `text` comments.
    """
    name, sentences = "", list[str]()
    for line in treebank.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc id = "):
            if sentences:
                yield name, sentences
            name, sentences = line.partition(" = ")[2], []
        elif line.startswith("# text = "):
            sentence = line.partition(" = ")[2].rstrip()
            sentences.append(sentence + (" " if sentence.endswith(_END_MARKS) else "\n\n"))
    yield name, sentences


def made(
    texts: dict[str, str], verdicts: dict[str, dict[str, Any]], reader: Reader | None = None
) -> list[Made]:
    """Return every claim made, with its verdict.

    Args:
        texts: by name of the document.
        verdicts: by key of the claim.
        reader: what finds the claims; None for the built-in reader.
    """
    reader = reader or GrammarReader()
    found: list[Made] = []
    for name, text in texts.items():
        document = Document(
            id=name, sha256="", media_type="text/plain", text=text, extractor="", language="en"
        )
        seen: dict[str, int] = {}
        for claim in reader.claims(document):
            plain = f"{name} | {claim.count} | {claim.harm}"
            seen[plain] = seen.get(plain, 0) + 1
            key = plain if seen[plain] == 1 else f"{plain} | {seen[plain]}"
            judged = verdicts.get(key, {})
            found.append(
                Made(
                    key=key,
                    words=words_around(text, claim),
                    verdict=judged.get("verdict", "unjudged"),
                    why=judged.get("why", ""),
                )
            )
    return found


def words_around(text: str, claim: Claim) -> str:
    """Return the words around a count, on one line, with the count in brackets."""
    before, after = text[max(0, claim.start - _CONTEXT) : claim.start], text[claim.end : claim.end + _CONTEXT]
    return re.sub(r"\s+", " ", f"{before}[{claim.count}]{after}").strip()


def report(folder: Path) -> dict[str, Any]:
    """Return the claims made of the treebank's text, and how many of them are false.

    Args:
        folder: what TOLLBOOK_BENCH_DATA names.
    """
    parts = dict(documents(folder / TREEBANK))
    verdicts = tomllib.loads(VERDICTS.read_text(encoding="utf-8")) if VERDICTS.exists() else {}
    claims = made({name: "".join(sentences) for name, sentences in parts.items()}, verdicts)
    sentences = sum(map(len, parts.values()))
    counts = {each: sum(claim.verdict == each for claim in claims) for each in ("right", "false", "unjudged")}
    return {
        "documents": len(parts),
        "sentences": sentences,
        "claims": len(claims),
        **counts,
        "false_per_1000_sentences": round((counts["false"] + counts["unjudged"]) / sentences * _PER, 2),
        "made": [
            {"key": claim.key, "verdict": claim.verdict, "why": claim.why, "words": claim.words}
            for claim in claims
        ],
    }


def without_words(measured: dict[str, Any]) -> dict[str, Any]:
    """Return a report without the words of the treebank, to be kept beside the project."""
    return {
        **measured,
        "made": [{name: each[name] for name in ("key", "verdict")} for each in measured["made"]],
    }


def lines_of(measured: dict[str, Any]) -> Iterator[str]:
    """Return a report as lines for people: every claim first, the totals last."""
    for claim in measured["made"]:
        yield f"{claim['verdict']:8} | {claim['key']} | {claim['words']}"
    yield (
        f"{measured['claims']} claims in {measured['sentences']} sentences: {measured['right']} right, "
        f"{measured['false']} false, {measured['unjudged']} not yet judged; false or unjudged per 1,000 sentences: "
        f"{measured['false_per_1000_sentences']}"
    )
