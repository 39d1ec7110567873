"""Builds the open test set from its annotated source texts, and checks every claim on the way.

Run `python benchmarks/testset/build.py` to write the JSONL files, with `--check` to compare them with the
source instead, and with `--show` to print every text with its claims beside. README.md says how to read
the source.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from numbers_of_counts import Bounds, bounds_of  # noqa: E402  (it lies beside this script, not in a package)

HARMS = {
    "k": "killed",
    "i": "injured",
    "m": "missing",
    "dis": "displaced",
    "det": "detained",
    "abd": "abducted",
    "cas": "casualties",
}
PHRASES = {
    "v": "victims",
    "p": "place",
    "w": "when",
    "c": "claimant",
    "via": "via",
    "by": "by",
    "d": "disputed_by",
}
FLAGS: dict[str, tuple[str, str | bool]] = {
    "cum": ("scope", "cumulative"),
    "inc": ("scope", "incident"),
    "disputes": ("stance", "disputes"),
    "revises": ("stance", "revises"),
    "hedged": ("modality", "hedged"),
    "part": ("part_of", True),
}
MARK = re.compile(r"\[\[(?P<claim>.+?)\]\]|\{\{(?P<default>.*?)\}\}\n?", re.DOTALL)
BOUNDS = re.compile(r"=(\d*)(\.\.)?(\d*)")
PREPOSITIONS = ("in ", "on ", "at ", "by ", "from ", "of ", "near ", "inside ")
Header = Mapping[str, str | None]
HEADER = ("title", "date", "language", "publisher")
SETS = {"doc": ("documents.jsonl", "gold.jsonl"), "passage": ("passages.jsonl", "passages-gold.jsonl")}


class SourceError(ValueError):
    """A source text that breaks a rule of the authoring form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim as the gold file holds it, field for field in its order."""

    start: int
    end: int
    count: str
    low: int | None
    high: int | None
    harm: str
    victims: str | None = None
    place: str | None = None
    when: str | None = None
    claimant: str | None = None
    via: str | None = None
    by: str | None = None
    disputed_by: str | None = None
    scope: str = "incident"
    stance: str = "asserts"
    modality: str = "stated"
    part_of: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A document or passage with its claims."""

    id: str
    header: Header
    text: str
    claims: tuple[Claim, ...]


def build() -> dict[str, str]:
    """Return the content of each built file, by its name."""
    texts = [text for path in sorted((HERE / "source").glob("*.txt")) for text in read_source(path)]
    check_ids(texts)
    files = {}
    for kind, (documents, gold) in SETS.items():
        chosen = sorted((text for text in texts if text.id.startswith(f"{kind}-")), key=lambda text: text.id)
        files[documents] = _lines([{"id": t.id, **t.header, "url": None, "text": t.text} for t in chosen])
        files[gold] = _lines([{"id": t.id, "claims": [asdict(c) for c in t.claims]} for t in chosen])
    return files


def read_source(path: Path) -> list[Text]:
    """Return the texts of one source file, checked; an error names every fault in the file."""
    blocks = re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    texts, faults = [], []
    for block in blocks[1:]:
        try:
            texts.append(_text_of(block))
        except SourceError as error:
            faults.append(str(error))
    if faults:
        raise SourceError("\n".join([f"{path.name} does not keep the authoring form:", *faults]))
    return texts


def _text_of(block: str) -> Text:
    """Return the text that one block of a source file holds."""
    head, _, body = block.partition("\n---\n")
    name, header = _header_of(head.strip().split("\n"))
    text, claims = parse_body(name, body.strip("\n"))
    faults = [fault for claim in claims for fault in faults_of(name, text, claim)]
    if faults:
        raise SourceError("\n".join(faults))
    return Text(id=name, header=header, text=text, claims=tuple(claims))


def _header_of(lines: list[str]) -> tuple[str, Header]:
    """Return the id and the header: "id | date | publisher" in one line, or a line for each field."""
    if " | " in lines[0]:
        name, date, publisher = lines[0].split(" | ")
        return name, {"title": None, "date": date, "language": "en", "publisher": publisher}
    header: Header = dict(line.split(": ", 1) for line in lines[1:])
    if tuple(header) != HEADER:
        raise SourceError(f"{lines[0]}: the header holds {tuple(header)} where {HEADER} is expected.")
    return lines[0], header


def parse_body(name: str, body: str) -> tuple[str, list[Claim]]:
    """Return the text without its marks, and the claims that the marks hold."""
    pieces: list[str] = []
    claims: list[Claim] = []
    defaults: dict[str, str | bool] = {}
    length = position = 0
    for match in MARK.finditer(body):
        pieces.append(body[position : match.start()])
        length, position = length + len(pieces[-1]), match.end()
        if match["claim"] is None:
            defaults = _default_fields(name, match["default"], defaults)
            continue
        count, _, rest = match["claim"].partition("|")
        claims += [_claim(name, count, length, spec, defaults) for spec in rest.split("||")]
        pieces.append(count)
        length += len(count)
    return "".join([*pieces, body[position:]]), claims


def _default_fields(name: str, spec: str, defaults: dict[str, str | bool]) -> dict[str, str | bool]:
    """Return the fields that hold from here on; an empty mark clears them."""
    if not spec.strip():
        return {}
    _, fields = _fields(name, spec.split("|"))
    return {key: value for key, value in (defaults | fields).items() if value != "-"}


def _claim(name: str, count: str, start: int, spec: str, defaults: dict[str, str | bool]) -> Claim:
    """Return the claim that one mark states."""
    harm, *rest = spec.split("|")
    if harm not in HARMS:
        raise SourceError(
            f"{name}: {count!r} has the harm {harm!r} where one of {sorted(HARMS)} is expected."
        )
    bounds, fields = _fields(name, rest)
    low, high = _agreed_bounds(name, count, bounds)
    held = {key: value for key, value in (defaults | fields).items() if value != "-"}
    return Claim(
        start=start,
        end=start + len(count),
        count=count,
        low=low,
        high=high,
        harm=HARMS[harm],
        **held,  # type: ignore[arg-type]
    )


def _fields(name: str, parts: list[str]) -> tuple[Bounds | None, dict[str, str | bool]]:
    """Return the bounds and the other fields of a mark's parts."""
    bounds: Bounds | None = None
    fields: dict[str, str | bool] = {}
    for part in parts:
        key, equals, value = part.partition("=")
        if equals and not key:
            bounds = _explicit_bounds(name, part)
        elif not equals and part in FLAGS:
            flag, setting = FLAGS[part]
            fields[flag] = setting
        elif equals and key in PHRASES and value:
            fields[PHRASES[key]] = value
        else:
            raise SourceError(f"{name}: {part!r} is no field of the authoring form; README.md lists them.")
    return bounds, fields


def _explicit_bounds(name: str, part: str) -> Bounds:
    """Return the bounds of "=5", "=5..9", "=5.." and "=..9"."""
    match = BOUNDS.fullmatch(part)
    if match is None or not (match[1] or match[3]):
        raise SourceError(f"{name}: {part!r} gives no bounds; write =5, =5..9, =5.. or =..9.")
    low = int(match[1]) if match[1] else None
    high = int(match[3]) if match[3] else None
    return (low, high) if match[2] else (low, low)


def _agreed_bounds(name: str, count: str, written: Bounds | None) -> Bounds:
    """Return the bounds of a count, where what is written agrees with the table of number words."""
    said = bounds_of(count)
    if said is not None and written is not None and said != written:
        raise SourceError(f"{name}: {count!r} says {said} by the table, {written} by its mark.")
    agreed = said or written
    if agreed is None:
        raise SourceError(f"{name}: {count!r} is in no table; write its bounds, such as =1.")
    return agreed


def faults_of(name: str, text: str, claim: Claim) -> list[str]:
    """Return what is wrong where a claim does not stand in its text or breaks a rule of form."""
    where = f"{name}: claim {claim.count!r} at {claim.start}"
    faults = []
    if text[claim.start : claim.end] != claim.count or claim.count != claim.count.strip():
        faults.append(f"{where} is not what the text holds there.")
    for field in PHRASES.values():
        phrase = getattr(claim, field)
        if phrase is not None and phrase not in text:
            faults.append(f"{where}: the words of {field}, {phrase!r}, are not in the text.")
        if phrase is not None and field != "when" and phrase.lower().startswith(PREPOSITIONS):
            faults.append(f"{where}: {field} {phrase!r} starts with a preposition.")
    if claim.stance == "disputes" and claim.disputed_by is not None:
        faults.append(f"{where}: a figure that its own speaker disputes has no `disputed_by`.")
    return faults


def check_ids(texts: list[Text]) -> None:
    """Raise an error where two texts have one id, or an id of no known kind."""
    names = [text.id for text in texts]
    wrong = sorted({name for name in names if names.count(name) > 1 or name.split("-")[0] not in SETS})
    if wrong:
        raise SourceError(f"these ids are used twice or are of no known kind: {wrong}.")


def _lines(rows: list[dict[str, object]]) -> str:
    """Return JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def show(pattern: str) -> str:
    """Return the texts whose id holds the pattern, each with its claims beside."""
    shown = []
    for path in sorted((HERE / "source").glob("*.txt")):
        for text in read_source(path):
            if pattern in text.id:
                shown += [f"==== {text.id} {text.header}", text.text, *map(_shown_claim, text.claims), ""]
    return "\n".join(shown) + "\n"


def _shown_claim(claim: Claim) -> str:
    """Return one line that says what a claim holds beside the usual."""
    usual = {None, False, "asserts", "stated", "incident"}
    fields = {key: value for key, value in asdict(claim).items() if value not in usual}
    rest = " ".join(f"{key}={value}" for key, value in fields.items() if key in {*PHRASES.values(), "scope"})
    labels = " ".join(str(fields[key]) for key in ("stance", "modality", "part_of") if key in fields)
    return f"  * {claim.harm} {claim.count} [{claim.low}, {claim.high}] {rest} {labels}".rstrip()


def main() -> int:
    """Build, check or show; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument(
        "--check", action="store_true", help="compare the files with the source; write nothing"
    )
    parser.add_argument("--show", metavar="ID", help="print the texts whose id holds ID, with their claims")
    options = parser.parse_args()
    if options.show is not None:
        sys.stdout.write(show(options.show))
        return 0
    files = build()
    stale = [n for n, c in files.items() if not (HERE / n).exists() or (HERE / n).read_text("utf-8") != c]
    if options.check:
        sys.stdout.write(
            f"differs from the source: {', '.join(stale)}\n" if stale else "all files are up to date\n"
        )
        return 1 if stale else 0
    for name, content in files.items():
        (HERE / name).write_text(content, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
