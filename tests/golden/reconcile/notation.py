"""The notation of the golden cases: documents, claims and what a recorder would conclude, one a line.

A claim:   ID COUNT HARM NUMBER [field=value ...]      `31..` is at least 31, `9..11` a range
A line:    the ids of its claims
A dispute: KIND STATE : claims : party ; party
A series:  CLAIMANT | HARM [| MEASURE], then points:  DAY NUMBER ORIGIN PHASE [flags] : claims     `-` is no phase
A figure:  HARM GROUP DAY KIND NUMBER GRADE [flags] [field=value ...] : claims
"""

from __future__ import annotations

import json
import shlex
import tomllib
from pathlib import Path
from typing import Any

Rows = list[dict[str, Any]]
FIELDS = ("victims", "place", "when", "claimant", "via", "by", "disputed_by")


def load(path: Path) -> tuple[dict[str, Any], dict[str, Any], dict[str, str], Rows]:
    """Return the case's facts, what is expected of it, its texts, and what is known of its documents."""
    facts = tomllib.loads(path.read_text(encoding="utf-8"))
    documents = facts.pop("document")
    stated = facts.pop("expected")
    texts = {each["id"]: each.pop("text") for each in documents}
    rows = [
        {"id": each["id"], "claims": claims_of(each.pop("claims"), texts[each["id"]])} for each in documents
    ]
    expected = {
        "case": facts["id"],
        "documents": rows,
        "lines": [{"claims": line.split()} for line in stated["lines"]],
        "disputes": [dispute_of(line) for line in stated["disputes"]],
        "series": series_of(stated["series"]),
        "figures": [figure_of(line) for line in stated["figures"].strip().splitlines()],
    }
    return facts, expected, texts, documents


def number_of(words: str) -> tuple[int | None, int | None]:
    """Return the bounds of `12`, `12..`, `..12`, `9..12`."""
    low, dots, high = words.partition("..")
    least = int(low) if low else None
    return least, (int(high) if high else None) if dots else least


def claims_of(lines: str, text: str) -> Rows:
    """Return the claims of one document; each count is looked for after the one before, then from the start."""
    rows: Rows = []
    at = 0
    for line in lines.strip().splitlines():
        name, count, harm, number, *rest = shlex.split(line)
        given = dict(each.split("=", 1) for each in rest)
        start = text.find(count, at)
        start = text.index(count) if start < 0 else start
        at = start + len(count)
        low, high = number_of(number)
        rows.append(
            {"id": name, "start": start, "end": at, "count": count, "low": low, "high": high, "harm": harm}
            | {field: given.get(field) for field in FIELDS}
            | {
                "scope": given.get("scope", "incident"),
                "stance": given.get("stance", "asserts"),
                "modality": given.get("modality", "stated"),
                "part_of": given.get("part_of") == "true",
                "event": "event",
                "group": given.get("group", given.get("victims", "all")),
                "as_of": given.get("as_of"),
                "period_hours": int(given["period"]) if "period" in given else None,
                "measure": given.get("measure"),
                "flags": given["flags"].split(",") if "flags" in given else [],
            }
        )
    return rows


def dispute_of(line: str) -> dict[str, Any]:
    """Return a dispute."""
    head, claims, parties = (part.strip() for part in line.split(":"))
    kind, state = head.split()
    return {
        "kind": kind,
        "state": state,
        "claims": claims.split(),
        "parties": [party.strip() for party in parties.split(";")],
    }


def series_of(lines: str) -> Rows:
    """Return the series with their points."""
    found: Rows = []
    for line in lines.strip().splitlines():
        if "|" in line:
            claimant, harm, *measure = (part.strip() for part in line.split("|"))
            found.append(
                {"claimant": claimant, "harm": harm, "measure": next(iter(measure), None), "points": []}
            )
            continue
        head, claims = line.split(":")
        day, number, origin, phase, *flags = head.split()
        low, high = number_of(number)
        point = {"as_of": day, "low": low, "high": high, "origin": origin, "claims": claims.split()}
        point |= {
            "phase": None if phase == "-" else int(phase),
            "flags": flags[0].split(",") if flags else [],
        }
        found[-1]["points"].append(point)
    return found


def figure_of(line: str) -> dict[str, Any]:
    """Return a figure."""
    head, claims = line.rsplit(" : ", 1)
    harm, group, day, kind, number, grade, *rest = shlex.split(head)
    given = dict(each.split("=", 1) for each in rest if "=" in each)
    flags = [each for each in rest if "=" not in each]
    low, high = number_of(number)
    return {
        "event": "event",
        "harm": harm,
        "group": group,
        "as_of": day,
        "kind": kind,
        "low": low,
        "high": high,
        "grade": grade,
        "flags": flags[0].split(",") if flags else [],
        "inclusion": given.get("inclusion", "unstated"),
        "measure": given.get("measure"),
        "sentence": "",
        "claims_used": claims.split(),
    }


def write(path: Path, folder: Path) -> dict[str, Any]:
    """Return what is expected of a case, after it was written into a folder as `tollbook reconcile` reads it."""
    facts, expected, texts, documents = load(path)
    (folder / "documents").mkdir(parents=True)
    lines = [f"{name} = {json.dumps(facts[name])}" for name in ("id", "title", "parties")]
    lines.append(f"aliases = {json.dumps(facts.get('aliases', []))}")
    for each in documents:
        each.setdefault("language", "en")
        each["file"] = f"documents/{each['id']}.txt"
        (folder / each["file"]).write_text(texts[each["id"]], encoding="utf-8")
        lines += ["[[documents]]", *(f"{name} = {json.dumps(value)}" for name, value in each.items())]
    (folder / "case.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "expected.json").write_text(json.dumps(expected), encoding="utf-8")
    return expected
