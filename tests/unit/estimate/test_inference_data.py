from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from scipy.io import netcdf_file

from tollbook.errors import UsageError
from tollbook.estimate.inference_data import inference_data, netcdf_bytes
from tollbook.model import Estimate

ESTIMATE = Estimate(
    method="latent",
    observed=120,
    total=150.0,
    interval=None,
    assumption="None.",
    chains=((150.0, 151.0, 149.0), (148.0, 152.0, 160.0)),
    versions={"tollbook": "1.0"},
)


def test_chains_become_a_posterior_with_total_and_unlisted_people() -> None:
    posterior = inference_data(ESTIMATE)["posterior"]
    assert (2, 3) == posterior["total"].shape
    assert [[150.0, 151.0, 149.0], [148.0, 152.0, 160.0]] == np.asarray(posterior["total"]).tolist()
    assert [[30.0, 31.0, 29.0], [28.0, 32.0, 40.0]] == np.asarray(posterior["unlisted"]).tolist()
    assert ("latent", 120, "1.0") == tuple(
        posterior.attrs[name] for name in ("method", "observed", "tollbook")
    )


def test_the_file_holds_the_same_draws_and_the_same_bytes_each_time() -> None:
    content = netcdf_bytes(ESTIMATE)
    assert content == netcdf_bytes(ESTIMATE)
    with netcdf_file(io.BytesIO(content), mmap=False) as opened:
        assert [148.0, 152.0, 160.0] == np.asarray(opened.variables["total"][1]).tolist()


def test_an_estimate_without_draws_has_no_chains_to_export() -> None:
    with pytest.raises(UsageError) as raised:
        inference_data(replace(ESTIMATE, method="chao", chains=()))
    expected = (
        "Cannot export chains: the estimate by chao holds no draws. "
        "Choose a method with draws (latent), or ask for draws."
    )
    assert expected == str(raised.value)
