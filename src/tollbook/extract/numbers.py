"""The grammar of numbers: which words state how many, and what bounds they say.

One `Quantity` is a qualifier and a number ("more than 8,300", "between 15 and 20",
"dozens"). Whether it counts people, and what happened to them, is not decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from tollbook.extract.lexicon import load
from tollbook.extract.tokens import MIXED, NUMBER, Tokens
from tollbook.model.vocabulary import Qualifier

_LONGEST_QUALIFIER, _LONGEST_BEHIND, _LONGEST_ORDER = 5, 2, 3
"""Words in the longest qualifier before a number and behind one, and in the longest order word."""
_LARGEST = 10_000_000_000
"""Numbers above the people alive are not counts of people."""
_ROUNDING = 1e-6
"""How far "1.1 million" may be from a whole number, reckoned in floating point."""
_TWO_DIGITS = 10
_THOUSAND = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as said, by the positions of its tokens.

    Attributes:
        start: first token, qualifier included.
        number: first token of the number itself.
        end: the token after the last one.
        low: smallest number said; None when open downwards.
        high: largest number said; None when open upwards.
        qualifier: how the words hedge it.
    """

    start: int
    number: int
    end: int
    low: int | None
    high: int | None
    qualifier: Qualifier


class _Value(NamedTuple):
    low: int
    high: int
    end: int
    order: bool = False


class _Grammar(NamedTuple):
    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    short_scales: dict[str, int]
    groups: dict[str, int]
    order: dict[tuple[str, ...], tuple[int, int]]
    before: dict[tuple[str, ...], Qualifier]
    after: dict[tuple[str, ...], Qualifier]
    none: frozenset[str]
    starters: frozenset[str]


@cache
def _grammar(language: str) -> _Grammar:
    """Return the number words of a language, keyed for look-up."""
    data = load(language, "numbers")
    order = {tuple(key.split()): (low, high) for key, (low, high) in data["order"].items()}
    starters = {*data["units"], *data["tens"], *data["scales"], *data["groups"], *data["none"]["words"]}
    starters |= {words[0] for words in order} | {"a", "an", "half", "between", "from"}
    return _Grammar(
        data["units"],
        data["tens"],
        data["scales"],
        data["abbreviated_scales"],
        data["groups"],
        order,
        {tuple(key.split()): Qualifier(value) for key, value in data["before"].items()},
        {tuple(key.split()): Qualifier(value) for key, value in data["after"].items()},
        frozenset(data["none"]["words"]),
        frozenset(starters),
    )


def quantities(tokens: Tokens, language: str = "en") -> list[Quantity]:
    """Return the quantities of a sentence, in order, never overlapping.

    Args:
        tokens: the sentence.
        language: whose number words to use.
    """
    grammar, found, floor = _grammar(language), [], 0
    shapes, starters = tokens.shapes, grammar.starters
    for i, word in enumerate(tokens.lower):
        if not (word in starters or shapes[i] in _WITH_DIGITS or "-" in word) or i < floor:
            continue
        value = _number(tokens, i, grammar)
        if value is not None:
            quantity = _qualified(tokens, i, value, floor, grammar)
            found.append(quantity)
            floor = quantity.end
    return found


_WITH_DIGITS = frozenset([NUMBER, MIXED])


def _number(tokens: Tokens, i: int, grammar: _Grammar) -> _Value | None:
    """Return the number that begins at token `i`, a range included."""
    lower = tokens.lower
    if lower[i] == "from" and _changes(lower, i):
        return None
    if lower[i] in ("between", "from"):
        return _between(tokens, i, grammar)
    first = _simple(tokens, i, grammar)
    if lower[i - 1 : i] in (["from"], ["by"]) and _changes(lower, i - 1):
        return first  # "rose from 40 to 52" is no range
    if first is None or first.order or first.end >= len(lower):
        return first
    joined = lower[first.end] in ("to", "or") or (
        lower[first.end] in "-\u2013\u2014" and len(lower[first.end]) == 1
    )
    if not joined or first.end + 1 >= len(lower):
        return first
    return _range(tokens, first, first.end + 1, grammar) or first


_CHANGE = frozenset(
    "rose rise rises risen rising climbed climb climbs climbing jumped jumps increased increases increasing grew grown grows"
    " fell fallen falls dropped drops raised raises raising revised cut lowered reduced up down went gone goes leapt moved"
    " soared swelled changed corrected".split()
)


def _changes(lower: list[str], i: int) -> bool:
    """Tell whether the "from" or "by" at token `i` belongs to a verb of rising or falling."""
    return not _CHANGE.isdisjoint(lower[max(0, i - 3) : i])


def _between(tokens: Tokens, i: int, grammar: _Grammar) -> _Value | None:
    """Return the range of "between A and B" or "from A to B", at its first word."""
    first = _simple(tokens, i + 1, grammar) if i + 1 < len(tokens) else None
    link = "and" if tokens.lower[i] == "between" else "to"
    if first is None or first.end + 1 >= len(tokens) or tokens.lower[first.end] != link:
        return None
    return _range(tokens, first, first.end + 1, grammar)


def _range(tokens: Tokens, first: _Value, i: int, grammar: _Grammar) -> _Value | None:
    """Return the range from `first` to the number at token `i`, or None when it is not one."""
    second = _simple(tokens, i, grammar)
    if second is None or second.order:
        return None
    low = first.low
    scale = _shared_scale(tokens, i, second, grammar)
    if low < second.high and scale > 1 and low < scale:
        low *= scale  # "two to three million", "15 to 20 thousand"
    return _Value(low, second.high, second.end) if low < second.high else None


def _shared_scale(tokens: Tokens, i: int, value: _Value, grammar: _Grammar) -> int:
    """Return the scale word that ends the number at `i`, as a factor; 1 when there is none."""
    last = tokens.lower[value.end - 1]
    return grammar.scales.get(last, 1) if value.end - 1 > i else 1


def _simple(tokens: Tokens, i: int, grammar: _Grammar) -> _Value | None:
    """Return the number without range at token `i`."""
    if i >= len(tokens):
        return None
    shape, word = tokens.shapes[i], tokens.lower[i]
    if shape == NUMBER:
        return _digits(tokens, i, grammar)
    if shape == MIXED:
        return _mixed(tokens, i, grammar)
    if word in grammar.none:
        return _nobody(tokens.lower, i)
    return _order(tokens, i, grammar) or _article(tokens, i, grammar) or _spelled(tokens, i, grammar)


def _nobody(lower: list[str], i: int) -> _Value | None:
    """Return zero for "no" and "no one"; None for "no fewer than" and "no longer"."""
    following = lower[i + 1] if i + 1 < len(lower) else ""
    if lower[i] == "not":
        if following == "one":
            return _Value(0, 0, i + 2)
        return _Value(0, 0, i + 3) if lower[i + 1 : i + 3] == ["a", "single"] else None
    if lower[i] == "no" and following in ("fewer", "less", "more", "longer", "later", "doubt", "matter"):
        return None
    return _Value(0, 0, i + 2 if lower[i] == "no" and following == "one" else i + 1)


def _digits(tokens: Tokens, i: int, grammar: _Grammar) -> _Value | None:
    """Return a number in digits with the scale words behind it ("1.2 million")."""
    value, j = float(tokens.words[i].translate(_SEPARATORS)), i + 1
    while j < len(tokens):
        word = tokens.lower[j]
        if word in grammar.scales or word == "dozen":
            value *= _factor([word], 0, grammar)
        elif word in grammar.short_scales and tokens.starts[j] == tokens.ends[j - 1]:
            value *= grammar.short_scales[word]
        else:
            break
        j += 1
    whole = round(value)
    return _Value(whole, whole, j) if abs(whole - value) < _ROUNDING and whole < _LARGEST else None


_SEPARATORS = dict.fromkeys(map(ord, ",\u00a0\u2009\u202f"))


def _mixed(tokens: Tokens, i: int, grammar: _Grammar) -> _Value | None:
    """Return digits tied to a scale or to "plus" by a hyphen ("20-thousand"), else None ("30-year-old")."""
    digits, *parts = tokens.lower[i].split("-")
    value = float(digits.rstrip(".,").replace(",", ""))
    for part in parts:
        if part in grammar.scales:
            value *= grammar.scales[part]
        elif part not in ("plus", "odd"):
            return None
    whole = round(value)
    return _Value(whole, whole, i + 1) if whole == value else None


def _order(tokens: Tokens, i: int, grammar: _Grammar) -> _Value | None:
    """Return an order word with its scale ("dozens", "several hundred", "tens of thousands")."""
    lower = tokens.lower
    for length in range(min(_LONGEST_ORDER, len(lower) - i), 0, -1):
        bounds = grammar.order.get(tuple(lower[i : i + length]))
        if bounds is None:
            continue
        low, high, j = *bounds, i + length
        following = j + 1 if j < len(lower) and lower[j] == "of" else j
        factor = _factor(lower, following, grammar) if high < _TWO_DIGITS else 1
        if factor > 1:
            exact = low == high
            return _Value(
                low * factor, (high if exact else high + 1) * factor - (not exact), following + 1, not exact
            )
        return _Value(low, high, j, low != high)
    return None


def _factor(lower: list[str], j: int, grammar: _Grammar) -> int:
    """Return the scale or group word at `j` as a factor; 1 when there is none."""
    if j >= len(lower):
        return 1
    return grammar.scales.get(lower[j]) or grammar.groups.get(lower[j]) or 1


def _article(tokens: Tokens, i: int, grammar: _Grammar) -> _Value | None:
    """Return "a dozen", "half a million", "a hundred and twenty", "a quarter of a million"."""
    lower = tokens.lower
    if lower[i : i + 2] in (["half", "a"], ["half", "an"], ["a", "half"], ["an", "half"]):
        return _share(_factor(lower, i + 2, grammar), 2, i + 3)
    if lower[i] not in ("a", "an") or i + 1 >= len(lower):
        return None
    if lower[i + 1 : i + 4] == ["quarter", "of", "a"]:
        return _share(_factor(lower, i + 4, grammar), 4, i + 5)
    factor = _factor(lower, i + 1, grammar)
    if factor == 1:
        return None
    if lower[i + 2 : i + 5] == ["and", "a", "half"]:
        return _Value(factor + factor // 2, factor + factor // 2, i + 5)
    return _spelled(tokens, i + 1, grammar) or _Value(factor, factor, i + 2)


def _share(factor: int, share: int, end: int) -> _Value | None:
    """Return one of so many shares of a scale or group word; None when there was no such word."""
    return _Value(factor // share, factor // share, end) if factor > 1 else None


def _spelled(tokens: Tokens, i: int, grammar: _Grammar) -> _Value | None:
    """Return a number in words ("twenty-one", "three hundred and five", "two and a half million")."""
    total, current, j, seen = 0, 0, i, False
    while j < len(tokens):
        word = tokens.lower[j]
        small = _small(word, grammar)
        if small is not None and (
            not seen or current % 100 == 0 or (current % 10 == 0 and small < _TWO_DIGITS <= current % 100)
        ):
            current += small
        elif word in grammar.scales or (word in grammar.groups and word != "score"):
            total, current = _scaled(total, current or 1, _factor([word], 0, grammar))
        elif word == "and" and seen and tokens.lower[j + 1 : j + 3] == ["a", "half"]:
            return _with_half(tokens, current, j + 3, grammar)
        elif not (word == "and" and seen and _goes_on(tokens, j, current, total, grammar)):
            break
        seen, j = True, j + 1
    value = total + current
    return _Value(value, value, j) if seen and value < _LARGEST else None


def _small(word: str, grammar: _Grammar) -> int | None:
    """Return the value of a number word below one hundred, hyphens included."""
    if word in grammar.units:
        return grammar.units[word]
    if word in grammar.tens:
        return grammar.tens[word]
    ten, hyphen, unit = word.partition("-")
    if hyphen and ten in grammar.tens and 0 < grammar.units.get(unit, 0) < _TWO_DIGITS:
        return grammar.tens[ten] + grammar.units[unit]
    return None


def _scaled(total: int, current: int, factor: int) -> tuple[int, int]:
    """Return the running total and the open group after a scale word."""
    if factor < _THOUSAND:
        return total, current * factor
    return total + current * factor, 0


def _with_half(tokens: Tokens, current: int, j: int, grammar: _Grammar) -> _Value | None:
    """Return "two and a half million"; None without a scale word behind it."""
    factor = _factor(tokens.lower, j, grammar)
    value = current * factor + factor // 2
    return _Value(value, value, j + 1) if factor > 1 else None


def _goes_on(tokens: Tokens, j: int, current: int, total: int, grammar: _Grammar) -> bool:
    """Tell whether the "and" at `j` ties a smaller number on ("three hundred and five")."""
    if j + 1 >= len(tokens) or not (current % 100 == 0 and (current or total)):
        return False
    following = _small(tokens.lower[j + 1], grammar)
    return following is not None and following > 0


def _qualified(tokens: Tokens, i: int, value: _Value, floor: int, grammar: _Grammar) -> Quantity:
    """Return the quantity of a value with the qualifiers before and behind it."""
    start, end = i, value.end
    qualifier = Qualifier.EXACT
    if value.low != value.high:
        qualifier = Qualifier.ORDER_WORD if value.order else Qualifier.RANGE
    while (step := _qualifier_before(tokens.lower, start, floor, grammar)) is not None:
        length, word = step
        start -= length
        qualifier = _stronger(word, qualifier)
    behind = _qualifier_behind(tokens, end, grammar)
    if behind is not None:
        end += behind[0]
        qualifier = _stronger(behind[1], qualifier)
    if tokens.lower[i].endswith("-plus"):
        qualifier = Qualifier.MORE_THAN
    low, high = _bounds(value, qualifier)
    return Quantity(start=start, number=i, end=end, low=low, high=high, qualifier=qualifier)


def _qualifier_before(
    lower: list[str], start: int, floor: int, grammar: _Grammar
) -> tuple[int, Qualifier] | None:
    """Return length and meaning of the longest qualifier that ends before token `start`."""
    for length in range(min(_LONGEST_QUALIFIER, start - floor), 0, -1):
        meaning = grammar.before.get(tuple(lower[start - length : start]))
        if meaning is not None:
            return length, meaning
    return None


def _qualifier_behind(tokens: Tokens, end: int, grammar: _Grammar) -> tuple[int, Qualifier] | None:
    """Return length and meaning of the qualifier that follows ("or more", "-plus")."""
    lower = tokens.lower
    for length in range(min(_LONGEST_BEHIND, len(lower) - end), 0, -1):
        meaning = grammar.after.get(tuple(lower[end : end + length]))
        if meaning is not None:
            return length, meaning
    if lower[end : end + 2] == ["-", "plus"] or lower[end : end + 1] == ["+"]:
        return (1 if lower[end] == "+" else 2), Qualifier.MORE_THAN
    return None


_BOUNDING = (Qualifier.AT_LEAST, Qualifier.MORE_THAN, Qualifier.AT_MOST, Qualifier.LESS_THAN)


def _stronger(outer: Qualifier, inner: Qualifier) -> Qualifier:
    """Return which of two qualifiers on one number wins: a bound over "about", "about" over none."""
    if (
        inner in _BOUNDING
        or (outer == Qualifier.EXACT)
        or (outer == Qualifier.ABOUT and inner != Qualifier.EXACT)
    ):
        return inner
    return outer


def _bounds(value: _Value, qualifier: Qualifier) -> tuple[int | None, int | None]:
    """Return the inclusive bounds that a qualifier gives a value."""
    if qualifier is Qualifier.AT_LEAST:
        return value.low, None
    if qualifier is Qualifier.MORE_THAN:
        return value.low + 1, None
    if qualifier is Qualifier.AT_MOST:
        return None, value.high
    if qualifier is Qualifier.LESS_THAN:
        return None, value.high - 1
    return value.low, value.high
