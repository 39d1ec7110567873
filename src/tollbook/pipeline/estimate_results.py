"""A result as a file: everything it depends on and everything it says, so that anybody can run it again.

The counts stand in the file, with the checksum of what they were read from; running the plan
on them again must give the same outcomes, number for number.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from tollbook.errors import DamagedInput
from tollbook.model.estimation import Estimation, EstimationPlan
from tollbook.model.histories import CaptureHistories, HistoryCount
from tollbook.pipeline.estimates import Told, estimate_total

FORMAT = "tollbook-estimate 1"
_ADVICE = "Give a file written by tollbook estimate --output."


def result_document(estimation: Estimation) -> dict[str, Any]:
    """Return the result as plain values for JSON; what has no end is null."""
    document: dict[str, Any] = _plain(asdict(estimation))
    histories = document.pop("histories")
    document["data"] = {
        "name": document.pop("name"),
        "sha256": document.pop("sha256"),
        "lists": histories["lists"],
        "covariates": histories["covariates"],
        "notes": histories["notes"],
        "observed": estimation.histories.observed,
        "cells": [[cell["history"], cell["count"], cell["covariates"]] for cell in histories["cells"]],
    }
    return {"format": FORMAT, **document}


def result_text(estimation: Estimation) -> str:
    """Return the result as JSON, the same bytes for the same result."""
    return (
        json.dumps(result_document(estimation), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        + "\n"
    )


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a dataclass holds
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def read_result(text: str, name: str) -> tuple[dict[str, Any], CaptureHistories, EstimationPlan]:
    """Return a result file's document, its table and its plan.

    Raises:
        DamagedInput: when it is no such file.
    """
    try:
        document = json.loads(text)
        data, plan = document["data"], document["plan"]
        if document["format"] != FORMAT:
            raise DamagedInput(name, f'its format is "{document["format"]}", expected "{FORMAT}"', _ADVICE)
        histories = CaptureHistories(
            lists=tuple(data["lists"]),
            covariates=tuple(data["covariates"]),
            notes=tuple(data["notes"]),
            cells=tuple(
                HistoryCount(history=history, count=count, covariates=tuple(values))
                for history, count, values in data["cells"]
            ),
        )
        asked = EstimationPlan(**{**plan, "methods": tuple(plan["methods"]), "by": tuple(plan["by"])})
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedInput(name, "it is no result of an estimate", _ADVICE) from error
    return document, histories, asked


def differences(text: str, name: str, *, told: Told | None = None) -> tuple[str, ...]:
    """Return where running a result again gives something else; empty when it is reproduced.

    Args:
        text: of the result file.
        name: of it, for messages.
        told: is told which method is at work.

    Raises:
        DamagedInput: when it is no result file.
    """
    document, histories, plan = read_result(text, name)
    data = document["data"]
    again = estimate_total(histories, plan, name=data["name"], sha256=data["sha256"], told=told)
    fresh = json.loads(result_text(again))
    return tuple(_differing(document, fresh, ""))


def _differing(old: Any, new: Any, place: str) -> Iterator[str]:  # noqa: ANN401 - plain values of JSON
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted({*old, *new}):
            yield from _differing(old.get(key), new.get(key), f"{place}.{key}" if place else key)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _differing(one, other, f"{place}[{number}]")
    elif old != new:
        yield f"{place}: {_short(old)} in the file, {_short(new)} now"


def _short(value: Any) -> str:  # noqa: ANN401 - plain values of JSON
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= 60 else f"{words[:57]}..."  # noqa: PLR2004 - fits a line
