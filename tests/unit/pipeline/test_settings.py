from __future__ import annotations

import pytest

from tollbook.errors import UsageError
from tollbook.settings import CorpusSettings


def test_the_defaults_keep_every_claim_and_read_on_one_core() -> None:
    settings = CorpusSettings()
    assert (0.0, 1) == (settings.min_confidence, settings.jobs)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"jobs": 0}, "Cannot read with 0 jobs: at least 1 is needed."),
        (
            {"min_confidence": 1.5},
            "Cannot use 1.5 as the lowest confidence: a number from 0 to 1 is needed.",
        ),
        ({"max_bytes": 0}, "Cannot use 0 bytes as the largest input: at least 1 is needed."),
    ],
)
def test_settings_that_make_no_sense_are_refused_before_anything_is_read(
    fields: dict[str, float], message: str
) -> None:
    with pytest.raises(UsageError) as refused:
        CorpusSettings(**fields)  # type: ignore[arg-type]
    assert message == str(refused.value)
