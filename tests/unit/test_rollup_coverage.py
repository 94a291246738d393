"""The intervals for strata hold what they claim, by enumerating every sample of small designs."""

from __future__ import annotations

import pytest

from tests.benchmarks.coverage import DESIGNS, METHODS, coverage


@pytest.mark.parametrize(
    ("design", "mean", "worst"),
    [
        ("60/40/20 with 12/8/4", 0.95, 0.95),
        ("25/20/15 with 6/6/6", 0.95, 0.95),
        # Sampled far out of proportion no simple interval holds everywhere; uncapped this falls to .58.
        ("80/30/10 with 8/8/8", 0.95, 0.89),
    ],
)
def test_capped_korn_graubard_covers(design: str, mean: float, worst: float) -> None:
    found_mean, found_worst, _ = coverage(*DESIGNS[design], METHODS["capped"])
    assert found_mean >= mean
    assert found_worst >= worst


def test_the_pooled_interval_is_narrower_and_still_covers() -> None:
    design = DESIGNS["60/40/20 with 12/8/4"]
    _, worst, width = coverage(*design, METHODS["pooled"])
    assert worst >= 0.95
    assert width < coverage(*design, METHODS["capped"])[2]
