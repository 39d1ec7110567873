"""What is compared of two records, as levels from full agreement to none, in SQL that DuckDB and Spark both take.

Father, grandfather and family name are one comparison: brothers share all three, so that their agreement
is one fact. Each level carries the words in which `explain` tells it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tollbook.link.columns import DATE_FIELDS, PART_COLUMNS

JARO_WINKLER = {"duckdb": "jaro_winkler_similarity", "spark": "jaro_winkler"}
"""What each backend calls the function."""

_LONG_MONTHS, _YEAR_DAYS = 31, 366
_CHAIN = ("father", "grandfather", "family")
_RELATION_WORDS = {"father": "father's name", "grandfather": "grandfather's name", "family": "family name"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One degree of agreement.

    Attributes:
        sql: true where a pair agrees so far and met no earlier level; empty for all that is left.
        words: what it says of the pair, to follow the name of the comparison.
        term: the column whose rare values count for more; None where all values count alike.
    """

    sql: str
    words: str
    term: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What is compared, from the highest level of agreement to the lowest.

    Attributes:
        name: of the comparison.
        missing: true where one of the records does not say; such a pair is no evidence either way.
        levels: in order; the last has no condition.
    """

    name: str
    missing: str
    levels: tuple[Level, ...]

    def settings(self, agree: Sequence[float], chance: Sequence[float] | Sequence[None]) -> dict[str, Any]:
        """Return the comparison as Splink wants it.

        Args:
            agree: of pairs that are one person, the share at each level (Splink's m).
            chance: of all other pairs (its u); None where not estimated yet.
        """
        null = {"sql_condition": self.missing, "label_for_charts": "not known", "is_null_level": True}
        levels = [
            {"sql_condition": level.sql or "ELSE", "label_for_charts": level.words, "m_probability": m}
            | ({} if u is None else {"u_probability": u})
            | ({"tf_adjustment_column": level.term, "tf_minimum_u_value": 1e-5} if level.term else {})
            for level, m, u in zip(self.levels, agree, chance, strict=True)
        ]
        return {"output_column_name": self.name, "comparison_levels": [null, *levels]}


def comparisons_of(
    columns: Mapping[str, Any] | Iterable[str], *, dialect: str, linking: bool
) -> tuple[Comparison, ...]:
    """Return the comparisons that the columns allow.

    Args:
        columns: as `compared_columns` names them.
        dialect: `duckdb` or `spark`.
        linking: whether two lists are compared with each other (of different dates, so that ages differ in
            one direction) rather than one with itself.
    """
    there = set(columns)
    near = _Near(JARO_WINKLER[dialect])
    made = [_given(near), _chain(near, [part for part in _CHAIN if PART_COLUMNS[part] in there])]
    if "sex" in there:
        made.append(_plain("sex", "sex", "the same", "not the same"))
    if "birth_date" in there:
        made.append(_date("birth_date", near_days=_LONG_MONTHS))
    elif "age" in there:
        made.append(_age(signed=linking))
    if "death_date" in there:
        made.append(_date("death_date", near_days=3))
    made += [_text(name, near) for name in sorted(each[2:] for each in there if each.startswith("s_"))]
    return tuple(each for each in made if each is not None)


class _Near:
    """Conditions that two spellings are near each other, in one dialect."""

    def __init__(self, function: str) -> None:
        self._function = function

    def similar(self, column: str, least: float) -> str:
        return f"{self._function}({column}_l, {column}_r) > {least}"

    def same(self, letter: str) -> str:
        return f"{letter}_l = {letter}_r"

    def near(self, letter: str) -> str:
        """Return that two parts are spellings of one name: nearly the same, or the same skeleton and sound."""
        close = self.similar(letter, 0.9)
        sounding = f"(s{letter}_l = s{letter}_r AND {self.similar(f'v{letter}', 0.7)})"
        return f"({letter}_l = {letter}_r OR {close} OR {sounding})"

    def within(self, column: str, least: float) -> str:
        longer = f"greatest(length({column}_l), length({column}_r))"
        return f"levenshtein({column}_l, {column}_r) <= {1 - least:.2f} * {longer}"


def _begins(column: str) -> str:
    one, other = f"{column}_l", f"{column}_r"
    begins = [f"left({a}, length({b})) = {b}" for a, b in ((one, other), (other, one))]
    return f"length({one}) > 2 AND length({other}) > 2 AND ({' OR '.join(begins)})"


def _few_letters(column: str) -> str:
    away = f"levenshtein({column}_l, {column}_r)"
    return f"({away} <= 1 OR ({away} <= 2 AND length({column}_l) > 3))"


def _given(near: _Near) -> Comparison:
    levels = (
        Level(sql=near.same("g"), words="the same", term="g"),
        Level(sql=near.near("g"), words="two spellings of one name"),
        Level(sql=_begins("g"), words="one begins with the other"),
        Level(sql=_few_letters("g"), words="one or two letters apart"),
        Level(sql=f"(sg_l = sg_r OR {near.similar('sg', 0.75)})", words="some sounds in common"),
        Level(sql="", words="another name"),
    )
    return Comparison(name="given_name", missing="g_l IS NULL OR g_r IS NULL", levels=levels)


def _chain(near: _Near, parts: list[str]) -> Comparison | None:
    """Return the comparison of the names after the given one, all together."""
    if not parts:
        return None
    if len(parts) == 1:
        return _single(near, parts[0])
    letters = [PART_COLUMNS[part] for part in parts]
    missing = " OR ".join(f"{PART_COLUMNS[parts[-1]]}_{side} IS NULL" for side in "lr")
    return Comparison(name="family_names", missing=missing, levels=tuple(_chain_levels(near, parts, letters)))


def _chain_levels(near: _Near, parts: list[str], letters: list[str]) -> Iterable[Level]:
    gaps = [_with_gaps(near, letter) for letter in letters[:-1]]
    long = len(parts) > 2  # noqa: PLR2004 - father, grandfather and family: of three names, two may agree
    yield Level(sql=" AND ".join(map(near.same, letters)), words="all the same")
    yield Level(sql=" AND ".join(map(near.near, letters)), words="all the same, in other spellings")
    yield Level(sql=" AND ".join([near.near(letters[-1]), *gaps]), words="the same as far as both say")
    if long:
        # Where four names were written as one or taken apart wrongly, no part agrees and the whole does. In shorter
        # names the given name is too much of the whole: it would count twice.
        yield Level(sql=near.within("w", 0.87), words="the whole name nearly the same")
        yield Level(sql=near.within("w", 0.77), words="the whole name much the same")
        yield from _two_of_three(near, parts, letters)
        yield Level(sql=near.within("w", 0.67), words="the whole name alike in part")
    else:
        yield Level(
            sql=" AND ".join(map(_few_letters, letters)), words="each one or two letters apart at most"
        )
    for part, letter in zip(parts[::-1], letters[::-1], strict=True):
        yield Level(sql=near.near(letter), words=f"only the {_RELATION_WORDS[part]} agrees")
    yield Level(sql="", words="none agrees")


def _two_of_three(near: _Near, parts: list[str], letters: list[str]) -> Iterable[Level]:
    for left_out, part in enumerate(parts):
        two = [letter for place, letter in enumerate(letters) if place != left_out]
        yield Level(
            sql=" AND ".join(map(near.near, two)), words=f"another {_RELATION_WORDS[part]}, the rest agrees"
        )


def _with_gaps(near: _Near, letter: str) -> str:
    return f"({letter}_l IS NULL OR {letter}_r IS NULL OR {near.near(letter)})"


def _single(near: _Near, part: str) -> Comparison:
    letter = PART_COLUMNS[part]
    swapped = f"(g_l = {letter}_r AND g_r = {letter}_l)"
    levels = (
        Level(sql=near.same(letter), words="the same", term=letter),
        Level(sql=near.near(letter), words="two spellings of one name"),
        Level(sql=f"({_few_letters(letter)})", words="one or two letters apart"),
        Level(sql=swapped, words="given and family name have changed places"),
        Level(sql=near.similar(letter, 0.75), words="some letters in common"),
        Level(sql="", words="another name"),
    )
    return Comparison(name=f"{part}_name", missing=f"{letter}_l IS NULL OR {letter}_r IS NULL", levels=levels)


def _plain(name: str, column: str, same: str, other: str) -> Comparison:
    levels = (Level(sql=f"{column}_l = {column}_r", words=same), Level(sql="", words=other))
    return Comparison(name=name, missing=f"{column}_l IS NULL OR {column}_r IS NULL", levels=levels)


def _age(*, signed: bool) -> Comparison:
    years = "abs(age_l - age_r)"
    one = (
        (
            Level(sql="age_l - age_r = 1", words="a year older in the first"),
            Level(sql="age_r - age_l = 1", words="a year older in the second"),
        )
        if signed
        else (Level(sql=f"{years} <= 1", words="a year apart"),)
    )
    levels = (
        Level(sql="age_l = age_r", words="the same"),
        *one,
        *(Level(sql=f"{years} <= {most}", words=f"up to {most} years apart") for most in (2, 5, 10, 20)),
        Level(sql="", words="more than 20 years apart"),
    )
    return Comparison(name="age", missing="age_l IS NULL OR age_r IS NULL", levels=levels)


def _date(name: str, *, near_days: int) -> Comparison:
    one, other = f"{name}_l", f"{name}_r"
    pieces = [
        f"CASE WHEN substr({one}, {start}, {size}) = substr({other}, {start}, {size}) THEN 1 ELSE 0 END"
        for start, size in ((1, 4), (6, 2), (9, 2))
    ]
    apart = f"abs({name}_day_l - {name}_day_r)"
    swapped = f"(substr({one}, 1, 4) = substr({other}, 1, 4) AND substr({one}, 6, 2) = substr({other}, 9, 2) AND substr({one}, 9, 2) = substr({other}, 6, 2))"
    digits = f"levenshtein({one}, {other}) <= 1"
    levels = (
        Level(sql=f"{one} = {other}", words="the same"),
        Level(
            sql=f"({' + '.join(pieces)} = 2 OR {digits} OR {swapped})",
            words="one of day, month and year differs",
        ),
        Level(sql=f"{apart} <= {near_days}", words=f"up to {near_days} days apart"),
        Level(sql=f"{apart} <= {_YEAR_DAYS}", words="up to a year apart"),
        Level(sql="", words="more than a year apart"),
    )
    return Comparison(name=name, missing=f"{one} IS NULL OR {other} IS NULL", levels=levels)


def _text(name: str, near: _Near) -> Comparison:
    levels = (
        Level(sql=f"s_{name}_l = s_{name}_r", words="the same", term=f"s_{name}"),
        Level(sql=near.similar(f"s_{name}", 0.9), words="nearly the same"),
        Level(sql=near.similar(f"s_{name}", 0.75), words="much in common"),
        Level(sql="", words="another"),
    )
    return Comparison(name=name, missing=f"s_{name}_l IS NULL OR s_{name}_r IS NULL", levels=levels)


DAYS = tuple(f"{name}_day" for name in DATE_FIELDS)
"""Columns of dates as days, which the comparisons of dates need beside the dates."""
