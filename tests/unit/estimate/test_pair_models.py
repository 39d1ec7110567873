from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tollbook.estimate.pair_models import fit_all, pair_models

TABLE = np.array([[120.0, 90.0, 40.0, 60.0, 25.0, 18.0, 9.0]])  # histories 1 to 7


def unlisted(table: NDArray[np.float64]) -> dict[str, float]:
    models = pair_models(3)
    fits = fit_all(models, table)
    assert fits.sound.all()
    return dict(zip(models.names, np.exp(fits.log_unlisted[0, :, 0]).tolist(), strict=True))


def test_all_sets_of_pairs_are_models() -> None:
    names = pair_models(3).names
    assert (
        "[1][2][3]",
        "[12][3]",
        "[13][2]",
        "[23][1]",
        "[12][13]",
        "[12][23]",
        "[13][23]",
        "[12][13][23]",
    ) == names
    assert 64 == len(pair_models(4).names)
    assert [4, 5, 5, 5, 6, 6, 6, 7] == pair_models(3).terms.tolist()


def test_models_with_closed_forms_have_these_as_their_fit() -> None:
    a, b, ab, c, ac, bc, abc = (float(each) for each in TABLE[0])
    found = unlisted(TABLE)
    assert found["[12][13][23]"] == pytest.approx(abc * a * b * c / (ab * ac * bc), rel=1e-8)
    assert found["[12][13]"] == pytest.approx(b * c / bc, rel=1e-8)
    assert found["[12][3]"] == pytest.approx(c * (a + b + ab) / (ac + bc + abc), rel=1e-8)


def test_errors_of_the_saturated_model_are_those_of_the_delta_method() -> None:
    fits = fit_all(pair_models(3), TABLE)
    assert fits.errors[0, -1, 0] == pytest.approx(np.sqrt((1 / TABLE).sum()), rel=1e-6)


def test_criteria_differ_as_deviances_and_terms_do() -> None:
    models = pair_models(3)
    fits = fit_all(models, TABLE)
    # of the saturated model: every fitted count is the observed one
    likelihood = (TABLE * np.log(TABLE / TABLE.sum())).sum() - TABLE.sum()
    assert fits.aic[0, -1] == pytest.approx(2 * 7 - 2 * likelihood, rel=1e-9)
    assert fits.aic[0, 0] > fits.aic[0, -1] - 2 * 3


def test_many_tables_are_fitted_as_each_alone() -> None:
    tables = np.concatenate([TABLE, TABLE[:, ::-1], TABLE * 3])
    together = fit_all(pair_models(3), tables)
    alone = [fit_all(pair_models(3), tables[[row]]) for row in range(3)]
    assert together.log_unlisted[:, :, 0] == pytest.approx(
        np.concatenate([each.log_unlisted for each in alone])[:, :, 0], rel=1e-7
    )


def test_a_pair_without_overlap_leaves_models_that_do_not_hang_on_it() -> None:
    table = np.array([[120.0, 90.0, 0.0, 60.0, 25.0, 18.0, 0.0]])  # lists 1 and 2 share nobody
    models = pair_models(3)
    sound = dict(zip(models.names, fit_all(models, table).sound[0].tolist(), strict=True))
    # with the pair in the model its term is minus infinity, and the rest still tells how many are on no list
    assert [True, True, True] == [sound[name] for name in ("[1][2][3]", "[12][3]", "[12][13]")]
    assert not sound["[12][13][23]"]


def test_levels_without_overlap_between_them_are_fitted_apart() -> None:
    two = np.concatenate([TABLE, TABLE[:, ::-1]], axis=1)
    models = pair_models(3, 2)
    fits = fit_all(models, two)
    independent = [fit_all(pair_models(3), each).log_unlisted[0, 0, 0] for each in (TABLE, TABLE[:, ::-1])]
    assert fits.log_unlisted[0, 0].tolist() == pytest.approx(independent, rel=1e-7)
