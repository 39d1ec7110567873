"""Splink at work: the lists in its database, candidate pairs, and how each pair agrees.

DuckDB inside this process by default, Spark where a session is handed over; the same SQL runs on both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from splink import DuckDBAPI, Linker, SettingsCreator

from tollbook.link.blocking import Rule, budget, candidate_rules, narrowed
from tollbook.link.columns import PersonList, compared_columns, shared_script
from tollbook.link.comparisons import DAYS, Comparison, comparisons_of
from tollbook.link.training import Numbers, Pairs, Places, Weights, trained

ID, LIST, TABLE = "unique_id", "source_dataset", "tollbook_people"
RANDOM_PAIRS = 2e6
"""Random pairs from which chance agreement is estimated: an agreement of one in 100,000 is seen twenty times."""
TRAINING_PAIRS = 3_000_000
"""Candidate pairs are trained on up to this many; beyond, on those of a sample of records."""
KEPT_NATS = -9.0
"""Pairs whose log odds are below this are told apart for good: less than one in 8,000 is a match."""
_BITS = float(np.log(2.0))
_QUIET = 100
_PAIR_SEED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Candidate pairs with what speaks for each.

    Attributes:
        pairs: record numbers run through the lists in order, 0 the first of the first list.
        evidence: log odds in nats of each pair on its own, `(pairs,)`.
        weights: what each level is worth.
        comparisons: what was compared.
        rules: rules that brought the pairs together.
        hits: how many of the rules bring each pair together, `(pairs,)`.
        candidates: how many pairs were looked at.
    """

    pairs: Pairs
    evidence: Numbers
    weights: Weights
    comparisons: tuple[Comparison, ...]
    rules: tuple[Rule, ...]
    hits: Places
    candidates: int


@dataclass(slots=True)
class Engine:
    """The lists of one linkage in a database, for as long as it takes."""

    lists: Sequence[PersonList]
    backend: Any = None
    dialect: str = "duckdb"
    columns: tuple[str, ...] = ()
    _tables: list[Any] = field(default_factory=list)
    _people: Any = None

    def __post_init__(self) -> None:
        """Register the lists."""
        if self.backend is None:
            connection = duckdb.connect(":memory:")
            connection.execute("SET enable_progress_bar = false")
            self.backend = DuckDBAPI(connection=connection)
        self._register()

    def _register(self) -> None:
        one_script = shared_script(self.lists)
        made = [compared_columns(people, one_script=one_script) for people in self.lists]
        self.columns = tuple(sorted(set.intersection(*map(set, made))))
        start = 0
        for people, columns in zip(self.lists, made, strict=True):
            numbers = range(start, start + len(people.ids))
            start += len(people.ids)
            table = pa.table(
                {ID: pa.array(numbers, pa.int64())}
                | {name: _array(name, columns[name]) for name in self.columns}
            )
            self._tables.append(self.backend.register(table, dataset_display_name=f"list{len(self._tables)}"))
        union = " UNION ALL ".join(
            f"SELECT *, {place} AS tollbook_list FROM {each.physical_name}"
            for place, each in enumerate(self._tables)
        )
        self._people = self._query(f"SELECT * FROM ({union}) AS every")

    def _query(self, sql: str) -> Any:  # noqa: ANN401 - a data frame of Splink, which has no public type
        return self.backend.query_sql(sql)

    def rows(self, sql: str) -> dict[str, NDArray[Any]]:
        """Return the result of a query by column.

        Args:
            sql: with `{people}` for the table of all records.
        """
        table = self._query(sql.replace("{people}", self._people.physical_name)).as_pyarrow_table()
        return {name: table.column(name).to_numpy() for name in table.column_names}

    @property
    def link_type(self) -> str:
        """Return what Splink calls this linkage."""
        if len(self.lists) == 1:
            return "dedupe_only"
        return "link_only" if all(people.clean for people in self.lists) else "link_and_dedupe"

    @property
    def records(self) -> int:
        """Return how many records there are in all lists."""
        return sum(len(people.ids) for people in self.lists)

    def rules(self) -> list[Rule]:
        """Return the blocking rules that the budget of pairs allows, loosest form first."""
        tried = candidate_rules(self.columns)
        each = budget(self.records) / max(len(tried), 1) * 2
        chosen: list[Rule] = []
        for rule, further in tried:
            chosen += self._affordable(rule, further, each)
        return chosen

    def _affordable(self, rule: Rule, further: list[str], most: float) -> list[Rule]:
        if self.count(rule) <= most:
            return [rule]
        return [each for each in narrowed(rule, further) if self.count(each) <= most]

    def count(self, rule: Rule) -> float:
        """Return about how many pairs a rule brings together.

        Args:
            rule: bands are counted as if values were even over their width.
        """
        if rule.crossed:
            return 0.0
        keys = [*rule.keys, *(column for column, _ in rule.bands)]
        there = " AND ".join(f"{key} IS NOT NULL" for key in keys)
        within = "sum(n * (n - 1)) / 2" if self.link_type == "dedupe_only" else "sum(n * n)"
        by_list = f"SELECT count(*) AS n, tollbook_list, {', '.join(keys)} FROM {{people}} WHERE {there} GROUP BY tollbook_list, {', '.join(keys)}"
        if len(self.lists) == 1:
            counted = f"SELECT {within} AS pairs FROM ({by_list}) AS grouped"
        else:
            counted = f"SELECT sum(total * total - squares) / 2 AS pairs FROM (SELECT sum(n) AS total, sum(n * n) AS squares FROM ({by_list}) AS grouped GROUP BY {', '.join(keys)}) AS met"
        pairs = float(self.rows(counted)["pairs"][0] or 0)
        for _, width in rule.bands:
            pairs *= 2 * width + 1
        return pairs

    def comparisons(self) -> tuple[Comparison, ...]:
        """Return what is compared."""
        return comparisons_of(self.columns, dialect=self.dialect, linking=len(self.lists) == 2)  # noqa: PLR2004

    def linker(
        self, comparisons: Sequence[Comparison], rules: Sequence[Rule], weights: Weights | None = None
    ) -> Linker:
        """Return Splink's linker over the lists.

        Args:
            comparisons: what is compared.
            rules: of blocking.
            weights: what was learned; None before that.
        """
        return Linker(
            self._tables,
            SettingsCreator(**self.settings(comparisons, rules, weights)),
            log_level=_QUIET,
            validate_settings=False,
        )

    def settings(
        self, comparisons: Sequence[Comparison], rules: Sequence[Rule], weights: Weights | None = None
    ) -> dict[str, Any]:
        """Return the model as Splink writes it; with weights it scores pairs alone, without Tollbook."""
        made = [
            each.settings(*_shares_of(weights, place, len(each.levels)))
            for place, each in enumerate(comparisons)
        ]
        return {
            "link_type": self.link_type,
            "comparisons": made,
            "blocking_rules_to_generate_predictions": [sql for rule in rules for sql in rule.sql()],
            "probability_two_random_records_match": weights.prior if weights else 1e-4,
            "retain_intermediate_calculation_columns": True,
            "retain_matching_columns": True,
            "additional_columns_to_retain": [],
            "linker_uid": "tollbook",
        }

    def all_pairs(self) -> float:
        """Return how many pairs of records there are that could be one person."""
        sizes = [len(people.ids) for people in self.lists]
        within = 0.0 if self.link_type == "link_only" else sum(size * (size - 1) / 2 for size in sizes)
        return within + (sum(sizes) ** 2 - sum(size**2 for size in sizes)) / 2

    def one_to_one(self) -> tuple[bool, bool]:
        """Return whether a record of the left, and of the right, list is one person at most on the other side."""
        if len(self.lists) != 2:  # noqa: PLR2004 - with more lists a record has a partner in each
            return False, False
        return self.lists[1].clean, self.lists[0].clean

    def scored(self) -> Scored:
        """Return the candidate pairs, each with the evidence for it."""
        comparisons, rules = self.comparisons(), self.rules()
        linker = self.linker(comparisons, rules)
        chance = _chance_agreement(linker, comparisons)
        sampled = self._expected(rules)
        parts = max(1, round(sampled / TRAINING_PAIRS))
        predicted = (
            linker.inference.predict_chunk(left_chunk=(1, parts), right_chunk=(1, 1), warning_mode="never")
            if parts > 1
            else linker.inference.predict(warning_mode="never")
        )
        pairs = self._pairs(predicted, comparisons)
        weights = trained(
            pairs,
            chance,
            self.all_pairs() / parts,
            one_to_one=self.one_to_one() if parts == 1 else (False, False),
        )
        candidates = len(pairs) * parts
        if parts > 1:
            linker = self.linker(comparisons, rules, weights)
            predicted = linker.inference.predict(
                threshold_match_weight=KEPT_NATS / _BITS, warning_mode="never"
            )
            pairs = self._pairs(predicted, comparisons)
        evidence = weights.evidence(pairs)
        pairs, evidence = _only(pairs, evidence, evidence >= KEPT_NATS)
        hits = self._hits(pairs, rules)
        return Scored(
            pairs=pairs,
            evidence=evidence,
            weights=weights,
            comparisons=comparisons,
            rules=tuple(rules),
            hits=hits,
            candidates=candidates,
        )

    def _expected(self, rules: Sequence[Rule]) -> float:
        return sum(self.count(rule) for rule in rules)

    def _pairs(self, predicted: Any, comparisons: Sequence[Comparison]) -> Pairs:  # noqa: ANN401 - Splink's
        names = [f"gamma_{each.name}" for each in comparisons]
        rare = [f"mw_tf_adj_{each.name}" for each in comparisons if any(level.term for level in each.levels)]
        rarity = " + ".join(f"coalesce({name}, 0)" for name in rare) or "0"
        unclean = "" if self.link_type != "link_and_dedupe" else self._allowed()
        rows = self.rows(
            f"SELECT {ID}_l AS one, {ID}_r AS other, {', '.join(names)}, {rarity} AS rarity FROM {predicted.physical_name}{unclean}"
        )
        order = np.lexsort((rows["other"], rows["one"]))
        sizes = [len(each.levels) for each in comparisons]
        levels = [size - 1 - rows[name][order] for size, name in zip(sizes, names, strict=True)]
        known = [np.where(level >= size, -1, level) for level, size in zip(levels, sizes, strict=True)]
        return Pairs(
            left=rows["one"][order].astype(np.int64),
            right=rows["other"][order].astype(np.int64),
            levels=np.array(known, dtype=np.int8),
            rarity=rows["rarity"][order].astype(np.float64) * _BITS,
        )

    def _allowed(self) -> str:
        """Return the condition that no pair lies within a clean list."""
        starts = np.cumsum([0, *(len(people.ids) for people in self.lists)])
        clean = [
            f"NOT ({ID}_l BETWEEN {start} AND {end - 1} AND {ID}_r BETWEEN {start} AND {end - 1})"
            for people, start, end in zip(self.lists, starts[:-1], starts[1:], strict=True)
            if people.clean
        ]
        return f" WHERE {' AND '.join(clean)}" if clean else ""

    def _hits(self, pairs: Pairs, rules: Sequence[Rule]) -> Places:
        """Return how many rules bring each pair together."""
        if not len(pairs):
            return np.zeros(0, dtype=np.int64)
        table = pa.table({"one": pairs.left, "other": pairs.right, "place": np.arange(len(pairs))})
        given = self.backend.register(table)
        hit = " + ".join(
            f"CASE WHEN {' OR '.join(f'({sql})' for sql in rule.sql())} THEN 1 ELSE 0 END" for rule in rules
        )
        rows = self.rows(
            f"SELECT p.place AS place, {hit} AS hits FROM {given.physical_name} AS p JOIN {{people}} AS l ON p.one = l.{ID} JOIN {{people}} AS r ON p.other = r.{ID}"
        )
        hits = np.ones(len(pairs), dtype=np.int64)
        hits[rows["place"]] = np.maximum(rows["hits"], 1)
        return hits


def _shares_of(
    weights: Weights | None, place: int, levels: int
) -> tuple[list[float], list[float] | list[None]]:
    """Return the shares of agreement and of chance agreement by level; a guess and nothing before training."""
    if weights is None:
        return [0.5**step for step in range(1, levels + 1)], [None] * levels
    return weights.agree[place].tolist(), weights.chance[place].tolist()


def _array(name: str, values: Sequence[Any]) -> pa.Array:
    kind = pa.float64() if name == "age" else pa.int64() if name in DAYS else pa.string()
    return pa.array(values, kind)


def _chance_agreement(linker: Linker, comparisons: Sequence[Comparison]) -> list[Numbers]:
    """Return the share of random pairs at each level, by comparison."""
    linker.training.estimate_u_using_random_sampling(
        max_pairs=RANDOM_PAIRS, seed=_PAIR_SEED, min_count_per_level=None, num_chunks=1
    )
    stored = {each["output_column_name"]: each for each in linker.misc.save_model_to_json()["comparisons"]}
    return [_shares(stored[each.name]) for each in comparisons]


def _shares(comparison: Mapping[str, Any]) -> Numbers:
    levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
    seen = np.array([float(level.get("u_probability") or 0.0) for level in levels])
    return np.asarray(np.maximum(seen, 1 / RANDOM_PAIRS) / np.maximum(seen, 1 / RANDOM_PAIRS).sum())


def _only(pairs: Pairs, evidence: Numbers, kept: NDArray[np.bool_]) -> tuple[Pairs, Numbers]:
    chosen = Pairs(
        left=pairs.left[kept],
        right=pairs.right[kept],
        levels=pairs.levels[:, kept],
        rarity=pairs.rarity[kept],
    )
    return chosen, evidence[kept]
