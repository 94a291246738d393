"""The intervals for strata hold what they claim, by enumerating every population of small designs.

The larger designs of the documentation are enumerated by ``python -m tests.benchmarks.coverage``.
"""

from __future__ import annotations

import pytest

from tests.benchmarks.coverage import (
    AUTHORITIES,
    METHODS,
    SIMPLE,
    coverage,
    exact_coverage,
    of_one_population,
)


@pytest.mark.parametrize(("population", "n"), SIMPLE[:3])
def test_the_exact_interval_is_never_under_what_it_claims(population: int, n: int) -> None:
    mean, worst = exact_coverage(population, n)
    assert 0.95 <= worst <= mean


@pytest.mark.parametrize(
    ("sizes", "reads", "worst"),
    [
        ((18, 12, 6), (6, 4, 2), 0.95),
        ((15, 15, 15), (5, 5, 5), 0.95),
        # Sampled far out of proportion no simple interval holds everywhere.
        ((40, 10), (6, 6), 0.87),
    ],
)
def test_capped_korn_graubard_covers(sizes: tuple[int, ...], reads: tuple[int, ...], worst: float) -> None:
    found_mean, found_worst, _ = coverage(sizes, reads, METHODS["capped"])
    assert found_mean >= 0.95
    assert found_worst >= worst


def test_uncapped_it_would_not_out_of_proportion() -> None:
    assert coverage((40, 10), (6, 6), METHODS["uncapped"])[1] < 0.87


def test_the_pooled_interval_is_narrower_and_still_covers() -> None:
    design = ((18, 12, 6), (6, 4, 2))
    _, worst, width = coverage(*design, METHODS["pooled"])
    assert worst >= 0.95
    assert width < coverage(*design, METHODS["capped"])[2]


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_with_unequal_weights_allowed_for_a_dozen_files_taken_equally_cover(authority: str) -> None:
    """What stands beside the interval where four files of three statuses are taken alike."""
    population = AUTHORITIES[authority][:3]
    capped, width = of_one_population(population, (4, 4, 4), METHODS["capped"])
    weighed, wider = of_one_population(population, (4, 4, 4), METHODS["weighed"])
    assert capped < weighed
    assert weighed > 0.97
    assert wider < 1.1 * width
