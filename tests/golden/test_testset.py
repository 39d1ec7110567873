"""The open test set: its files are what its source says, and it holds what its README promises."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks" / "testset"
OVERLAP_WORDS = 9
FIELDS = [
    "start",
    "end",
    "count",
    "low",
    "high",
    "harm",
    "victims",
    "place",
    "when",
    "claimant",
    "via",
    "by",
    "disputed_by",
    "scope",
    "stance",
    "modality",
    "part_of",
]
PHRASES = ("victims", "place", "when", "claimant", "via", "by", "disputed_by")
LABELS: dict[str, set[str | bool]] = {
    "harm": {"killed", "injured", "missing", "displaced", "detained", "abducted", "casualties"},
    "scope": {"cumulative", "incident"},
    "stance": {"asserts", "disputes", "revises"},
    "modality": {"stated", "hedged"},
    "part_of": {True, False},
}


def module(name: str) -> ModuleType:
    """Return a script of the test set, loaded as a module."""
    spec = importlib.util.spec_from_file_location(f"testset_{name}", FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


BUILD = module("build")
NUMBERS = module("numbers_of_counts")


def rows(name: str) -> list[dict[str, Any]]:
    """Return the objects of one built file."""
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


TEXTS = {row["id"]: row["text"] for name in ("documents.jsonl", "passages.jsonl") for row in rows(name)}
GOLD = {row["id"]: row["claims"] for name in ("gold.jsonl", "passages-gold.jsonl") for row in rows(name)}


def claims_of(kind: str) -> list[dict[str, Any]]:
    """Return the claims of all documents, or of all passages."""
    return [claim for name, claims in GOLD.items() if name.startswith(kind) for claim in claims]


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.jsonl")))
def test_every_built_file_is_what_the_source_says(name: str) -> None:
    assert BUILD.build()[name] == (FOLDER / name).read_text(encoding="utf-8")


def test_gold_and_texts_name_the_same_ids_in_the_same_order() -> None:
    assert list(GOLD) == list(TEXTS)


def test_the_documents_are_as_many_and_as_long_as_promised() -> None:
    lengths = [len(text.split()) for name, text in TEXTS.items() if name.startswith("doc-")]
    assert len(lengths) >= 44
    assert [] == [length for length in lengths if not 120 <= length <= 450]
    assert 400 <= len(claims_of("doc-")) <= 450


def test_some_documents_hold_many_numbers_and_no_claim() -> None:
    empty = [name for name, claims in GOLD.items() if name.startswith("doc-") and not claims]
    assert len(empty) >= 5
    assert [] == [name for name in empty if len(re.findall(r"\d+", TEXTS[name])) < 15]


def test_the_passages_hold_at_least_twenty_of_each_rare_kind() -> None:
    claims = claims_of("passage-")
    kinds = Counter[str](claim["stance"] for claim in claims)
    kinds.update(claim["modality"] for claim in claims)
    kinds.update(field for claim in claims for field in ("via", "disputed_by") if claim[field])
    assert sum(1 for name in TEXTS if name.startswith("passage-")) >= 72
    rare = ("disputes", "revises", "hedged", "via", "disputed_by")
    assert [] == [kind for kind in rare if kinds[kind] < 20]
    assert kinds["asserts"] > kinds["disputes"] + kinds["revises"]


@pytest.mark.parametrize("name", GOLD)
def test_every_claim_stands_in_its_text_with_every_field(name: str) -> None:
    text = TEXTS[name]
    for claim in GOLD[name]:
        assert FIELDS == list(claim)
        assert claim["count"] == text[claim["start"] : claim["end"]]
        assert [] == [claim[field] for field in PHRASES if claim[field] and claim[field] not in text]
        assert [] == [field for field, values in LABELS.items() if claim[field] not in values]


@pytest.mark.parametrize("name", GOLD)
def test_claims_stand_in_the_order_of_the_text_and_share_a_span_only_with_another_harm(name: str) -> None:
    spans = [(claim["start"], claim["end"], claim["harm"]) for claim in GOLD[name]]
    assert sorted(span[0] for span in spans) == [span[0] for span in spans]
    assert len(spans) == len(set(spans))
    assert [] == [(a, b) for a, b in combinations(spans, 2) if a[0] != b[0] and a[1] > b[0]]


def test_the_readme_tells_how_many_there_are_of_each_kind() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    kinds = [Counter[str](), Counter[str]()]
    for counter, kind in zip(kinds, ("doc-", "passage-"), strict=True):
        for claim in claims_of(kind):
            counter.update([claim["harm"], claim["stance"], claim["modality"], claim["scope"]])
            counter.update(field for field in ("via", "disputed_by", "part_of") if claim[field])
    told = re.findall(r"^\| `?(\w+)`?(?: not null)? \| (\d+) \| (\d+) \|$", readme, re.MULTILINE)
    assert len(told) == 14
    assert [(name, str(kinds[0][name]), str(kinds[1][name])) for name, _, _ in told] == told
    for count in (len(claims_of("doc-")), len(claims_of("passage-"))):
        assert f" | {count} | " in readme


def test_a_figure_that_its_own_speaker_disputes_names_no_other_who_does() -> None:
    claims = [claim for held in GOLD.values() for claim in held if claim["stance"] == "disputes"]
    assert [] == [claim["count"] for claim in claims if claim["disputed_by"]]


def test_no_text_repeats_words_of_another() -> None:
    seen: dict[tuple[str, ...], str] = {}
    repeated = []
    for name, text in TEXTS.items():
        words = re.findall(r"\w+", text.lower())
        for start in range(len(words) - OVERLAP_WORDS + 1):
            run = tuple(words[start : start + OVERLAP_WORDS])
            if seen.setdefault(run, name) != name:
                repeated.append((seen[run], name, " ".join(run)))
    assert [] == repeated


@pytest.mark.parametrize(
    ("count", "bounds"),
    [
        ("no one", (0, 0)),
        ("A dozen", (12, 12)),
        ("twenty-one", (21, 21)),
        ("two hundred and fifty", (250, 250)),
        ("1.2 million", (1_200_000, 1_200_000)),
        ("half a million", (500_000, 500_000)),
        ("an estimated 15,000", (15_000, 15_000)),
        ("nearly 7,000", (7_000, 7_000)),
        ("forty or so", (40, 40)),
        ("more than 8,300", (8_301, None)),
        ("no fewer than 500", (500, None)),
        ("500 or more", (500, None)),
        ("500-plus", (501, None)),
        ("AS MANY AS 50", (None, 50)),
        ("fewer than 60", (None, 59)),
        ("between 15 and 20", (15, 20)),
        ("40 to 50", (40, 50)),
        ("tens of thousands", (20_000, 99_999)),
        ("a woman", None),
    ],
)
def test_a_count_says_the_bounds_of_the_claim_definition(
    count: str, bounds: tuple[int | None, int | None] | None
) -> None:
    assert bounds == NUMBERS.bounds_of(count)


def test_marks_become_claims_and_leave_the_text_as_it_reads() -> None:
    text, claims = BUILD.parse_body(
        "doc-0",
        "{{p=Kesh|w=Tuesday}}\nIn Kesh [[at least 12|k|v=men]] men and [[a boy|i|=1|v=boy|w=-]] on Tuesday.",
    )
    assert "In Kesh at least 12 men and a boy on Tuesday." == text
    expected = [("at least 12", 12, None, "killed", "Tuesday"), ("a boy", 1, 1, "injured", None)]
    assert expected == [(claim.count, claim.low, claim.high, claim.harm, claim.when) for claim in claims]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("[[12|x]]", "doc-0: '12' has the harm 'x' where one of"),
        ("[[12|k|who=men]]", "doc-0: 'who=men' is no field of the authoring form; README.md lists them."),
        ("[[12|k|=13]]", "doc-0: '12' says (12, 12) by the table, (13, 13) by its mark."),
        ("[[a boy|k]]", "doc-0: 'a boy' is in no table; write its bounds, such as =1."),
        ("[[a boy|k|=x]]", "doc-0: '=x' gives no bounds; write =5, =5..9, =5.. or =..9."),
    ],
)
def test_a_mark_that_breaks_the_form_is_refused(body: str, message: str) -> None:
    with pytest.raises(BUILD.SourceError) as caught:
        BUILD.parse_body("doc-0", body)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "=== doc-0\ntitle: A\n---\nText.\n",
            "doc-0: the header holds ('title',) where ('title', 'date', 'language', 'publisher') is expected.",
        ),
        (
            "=== doc-0 | 2020-01-01 | Paper\n---\nAbout [[12|k|v=men]] dead.\n",
            "doc-0: claim '12' at 6: the words of victims, 'men', are not in the text.",
        ),
        (
            "=== doc-0 | 2020-01-01 | Paper\n---\nThere were [[12|k|p=in Kesh]] dead in Kesh.\n",
            "doc-0: claim '12' at 11: place 'in Kesh' starts with a preposition.",
        ),
        (
            "=== doc-0 | 2020-01-01 | Paper\n---\nThere were [[12 |k]] dead.\n",
            "doc-0: claim '12 ' at 11 is not what the text holds there.",
        ),
        (
            "=== doc-0 | 2020-01-01 | Paper\n---\nPolice deny [[12|k|d=Police|disputes]] died.\n",
            "doc-0: claim '12' at 12: a figure that its own speaker disputes has no `disputed_by`.",
        ),
    ],
)
def test_a_source_file_that_breaks_the_form_is_refused(source: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "source.txt"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(BUILD.SourceError) as caught:
        BUILD.read_source(path)
    assert f"source.txt does not keep the authoring form:\n{message}" == str(caught.value)


def test_an_id_used_twice_is_refused() -> None:
    text = BUILD.Text(id="doc-1", header={}, text="", claims=())
    with pytest.raises(BUILD.SourceError) as caught:
        BUILD.check_ids([text, text])
    assert "these ids are used twice or are of no known kind: ['doc-1']." == str(caught.value)
