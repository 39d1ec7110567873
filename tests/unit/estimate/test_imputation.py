from __future__ import annotations

import numpy as np
import pytest

from tollbook.errors import UsageError
from tollbook.estimate.imputation import covariate_table, imputations, imputed_counts
from tollbook.model import CaptureHistories, HistoryCount


def table(*cells: tuple[int, int, str | None, str | None]) -> CaptureHistories:
    """Return histories with age and sex from rows of history, count, age, sex."""
    return CaptureHistories(
        lists=("A", "B", "C"),
        covariates=("age", "sex"),
        cells=tuple(HistoryCount(history=h, count=n, covariates=(age, sex)) for h, n, age, sex in cells),
    )


PEOPLE = table(
    (1, 300, "old", "f"),
    (1, 100, "young", "f"),
    (1, 200, "old", "m"),
    (2, 50, "young", "f"),
    (2, 10, "old", "f"),
    (2, 40, None, "f"),
    (2, 5, None, None),
    (3, 7, "old", None),
    (3, 20, "old", "f"),
    (3, 20, "young", "m"),
)


def test_what_is_known_is_kept_and_nobody_is_lost() -> None:
    counts = imputed_counts(covariate_table(PEOPLE, ("age", "sex")), 30, 1)
    assert (30, 3, 2, 2) == counts.shape
    for_history = counts.sum(axis=(2, 3))
    assert [[600, 105, 47]] * 30 == for_history.tolist()
    known = covariate_table(PEOPLE, ("age", "sex")).known
    assert (counts >= known).all()


def test_a_known_covariate_is_never_changed() -> None:
    counts = imputed_counts(covariate_table(PEOPLE, ("age", "sex")), 30, 1)
    women_of_second = counts[:, 1, :, 0].sum(axis=1)
    assert ((women_of_second >= 100) & (women_of_second <= 105)).all()
    old_of_third = counts[:, 2, 0].sum(axis=1)
    assert {27} == set(old_of_third.tolist())


def test_values_are_drawn_from_those_with_the_same_history() -> None:
    counts = imputed_counts(covariate_table(PEOPLE, ("age", "sex")), 400, 1)
    young = counts[:, 1, 1, 0].mean() - 50
    # 50 of 60 women of that history are young, of all women 170 of 500
    assert 0.7 < young / 42 < 0.95


def test_histories_that_are_alike_share_what_they_know() -> None:
    alike = table((1, 500, "old", "f"), (1, 500, "young", "f"), (2, 2, "young", "f"), (2, 40, None, "f"))
    young = imputed_counts(covariate_table(alike, ("age",)), 400, 1)[:, 1, 1].mean() - 2
    assert 0.4 < young / 40 < 0.75


def test_where_nobody_shares_what_is_known_everybody_counts() -> None:
    lone = table((1, 10, "old", "f"), (1, 10, "young", "f"), (2, 4, None, "m"), (2, 1, None, "m"))
    with pytest.raises(UsageError):
        covariate_table(lone, ("place",))
    counts = imputed_counts(covariate_table(table(*[(1, 10, "old", "f"), (1, 10, "young", "f"), (2, 4, None, "m"),
                                                    (2, 3, "old", "m")]), ("age", "sex")), 5, 1)  # fmt: skip
    assert [7] * 5 == counts[:, 1, :, 1].sum(axis=1).tolist()


def test_the_doubt_in_the_shares_is_in_the_draws() -> None:
    counts = imputed_counts(covariate_table(PEOPLE, ("age", "sex")), 2_000, 1)
    young = counts[:, 1, 1, 0] - 50
    plain = 42 * 0.8 * 0.2  # binomial, were the share known
    assert young.var() > 1.3 * plain


def test_the_same_seed_gives_the_same_imputations() -> None:
    known = covariate_table(PEOPLE, ("age", "sex"))
    assert imputed_counts(known, 5, 3).tolist() == imputed_counts(known, 5, 3).tolist()
    assert imputed_counts(known, 5, 3).tolist() != imputed_counts(known, 5, 4).tolist()


def test_imputations_are_tables_without_gaps() -> None:
    made = list(imputations(PEOPLE, ("sex",), number=3, seed=1))
    assert 3 == len(made)
    for each in made:
        assert PEOPLE.counts == each.counts
        assert {("f",), ("m",)} == {cell.covariates for cell in each.cells}


def test_a_table_without_gaps_stays_as_it_is() -> None:
    full = table((1, 3, "old", "f"), (2, 4, "young", "m"))
    (made,) = imputations(full, ("age", "sex"), number=1, seed=1)
    assert full.cells == made.cells
    assert 0 == covariate_table(full, ("age",)).missing


@pytest.mark.parametrize(
    ("by", "message"),
    [
        ("place", 'Cannot group by "place": the table has these covariates: age, sex.'),
        ("age", 'Cannot group by "age": nobody\'s value is known.'),
    ],
)
def test_covariates_that_cannot_be_used_are_named(by: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        covariate_table(table((1, 3, None, "f")), (by,))
    assert message == str(raised.value)


def test_each_imputation_has_its_own_shares() -> None:
    counts = imputed_counts(covariate_table(PEOPLE, ("age", "sex")), 50, 1)
    assert len(np.unique(counts[:, 1, 1, 0])) > 5


def test_a_firm_prior_draws_everybody_to_the_shares_over_all_histories() -> None:
    known = covariate_table(PEOPLE, ("age", "sex"))
    young = [
        float(imputed_counts(known, 200, 1, firmness=firmness)[:, 1, 1, 0].mean()) for firmness in (0.5, 1e6)
    ]
    assert young[0] > 80
    assert young[1] == pytest.approx(50 + 40 * 150 / 480 + 5 * 150 / 700, abs=2)
