"""Chains handed to ArviZ, so that every diagnostic and plot of its can be used on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import arviz_base
import numpy as np

from tollbook.errors import UsageError

if TYPE_CHECKING:
    from xarray import DataTree

    from tollbook.model.estimate import Estimate


def inference_data(estimate: Estimate) -> DataTree:
    """Return the draws of an estimate as ArviZ's InferenceData, with total and unlisted people as variables.

    Args:
        estimate: one with chains: of latent classes, or of another method that was asked for draws.

    Raises:
        UsageError: when the estimate holds no draws.
    """
    if not estimate.chains:
        raise UsageError(
            f"Cannot export chains: the estimate by {estimate.method} holds no draws. "
            "Choose a method with draws (latent), or ask for draws."
        )
    totals = np.array(estimate.chains, dtype=np.float64)
    tree = arviz_base.from_dict({"posterior": {"total": totals, "unlisted": totals - estimate.observed}})
    tree["posterior"].attrs.update(
        {"method": estimate.method, "observed": estimate.observed, **dict(estimate.versions)}
    )
    return tree


def netcdf_bytes(estimate: Estimate) -> bytes:
    """Return the posterior group as a netCDF 3 file, which `xarray.open_dataset` reads.

    Raises:
        UsageError: when the estimate holds no draws.
    """
    dataset = inference_data(estimate)["posterior"].to_dataset()
    dataset.attrs.pop("created_at", None)
    return bytes(dataset.to_netcdf(engine="scipy"))
