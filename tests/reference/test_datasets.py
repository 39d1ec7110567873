"""The shipped tables are those that were published, cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tollbook.estimate.datasets import load
from tollbook.estimate.tables import histories_from_csv

NAMED_OTHERWISE = {
    "kosovo-1999": "kosovo-1999",
    "korea-palembang": "korea-palembang",
    "uk-2013-6lists": "uk-2013-6lists",
    "uk-2013-5lists": "uk-2013-5lists",
    "uk-2013-4lists": "uk-2013-4lists",
    "netherlands-2010-2015-6lists": "netherlands-2010-2015-6lists",
    "netherlands-2010-2015-5lists": "netherlands-2010-2015-5lists",
    "new-orleans-8lists-n186": "new-orleans-8lists",
    "new-orleans-5lists-n186": "new-orleans-5lists",
    "new-orleans-8lists-n185": "new-orleans-8lists-n185",
    "new-orleans-5lists-n185": "new-orleans-5lists-n185",
    "western-us": "western-us-site",
    "australia": "australia",
    "artificial-3lists": "artificial-3lists",
    "madigan-york-3lists": "madigan-york-3lists",
    "madigan-york-5lists": "madigan-york-5lists",
    "spina-bifida": "spina-bifida-by-ethnicity",
    "scotland-pwid-2006": "scotland-pwid-2006",
    "hiv-rome": "hiv-rome",
    "allegheny-2000": "allegheny-2000",
    "brighton": "brighton-idu",
    "gaza-2023-2024": "gaza-2023-2024",
    "gaza-2023-2024-by-age-sex": "gaza-2023-2024-by-age-sex",
    "gaza-2023-2024-by-age-sex-month": "gaza-2023-2024-by-age-sex-month",
}


@pytest.mark.parametrize("name", NAMED_OTHERWISE)
def test_every_cell_is_as_published(name: str, bench_data: Path) -> None:
    text = (bench_data / "data" / "estimation" / f"{NAMED_OTHERWISE[name]}.csv").read_text(encoding="utf-8")
    published = histories_from_csv(text, name=name)
    assert (published.lists, published.cells) == (load(name).lists, load(name).cells)
