"""Intervals against published numbers and against R (survey 4, stats)."""

from __future__ import annotations

from math import sqrt

import pytest

from sampling.errors import IlacsError, UsageError
from sampling.rollup.intervals import binomial_exact, exact, hajek, pooled, stratified, stratified_weighed
from tests.published import COUNTS_BY_R


@pytest.mark.parametrize(
    ("successes", "n", "population", "low", "high"),
    COUNTS_BY_R,
)
def test_exact_counts_in_the_population(successes: int, n: int, population: int, low: int, high: int) -> None:
    assert exact(successes, n, population) == (low, high)


def test_everything_read_is_a_point() -> None:
    assert exact(7, 20, 20) == (7, 7)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [  # Newcombe 1998, and the SPD example: Clopper-Pearson
        (81, 263, 0.2527, 0.3676),
        (15, 148, 0.0578, 0.1617),
        (0, 20, 0.0, 0.1684),
        (1, 29, 0.0009, 0.1776),
        (18, 24, 0.5329, 0.9023),
        (133, 1206, 0.0932, 0.1293),
    ],
)
def test_binomial_exact(successes: int, n: int, low: float, high: float) -> None:
    found = binomial_exact(successes, n)
    assert found == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("strata", "share", "error", "low", "high"),
    [  # R survey: svyciprop(method = "beta")
        (
            [(120, 24, 18), (60, 12, 7), (20, 8, 2)],
            0.65,
            0.06402694326,
            0.50999396,
            0.77334139,
        ),
        (
            [(80, 10, 8), (40, 10, 6), (30, 10, 3)],
            0.64666667,
            0.08043093809,
            0.46757327,
            0.79997322,
        ),
        # apistrat: schools that met their school-wide growth target
        (
            [(4421, 100, 91), (755, 50, 26), (1018, 50, 35)],
            0.82794801,
            0.02434478,
            0.77417133,
            0.87343159,
        ),
    ],
)
def test_uncapped_korn_graubard_is_that_of_r(
    strata: list[tuple[int, int, int]], share: float, error: float, low: float, high: float
) -> None:
    found = stratified(strata, capped=False)
    assert found.share == pytest.approx(share, abs=1e-8)
    assert found.standard_error == pytest.approx(error, abs=1e-8)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-8)


def test_capping_only_widens() -> None:
    strata = [(120, 24, 18), (60, 12, 7), (20, 8, 2)]
    capped, free = stratified(strata), stratified(strata, capped=False)
    assert capped.low <= free.low
    assert capped.high >= free.high
    assert capped.share == free.share


def test_where_nothing_varies_the_effective_size_is_the_size() -> None:
    found = stratified([(50, 5, 5), (30, 5, 5), (20, 5, 5)])
    assert (found.share, found.high) == (1.0, 1.0)
    assert found.low == pytest.approx(0.782, abs=5e-4)


def test_strata_each_alike_within_but_not_between_are_no_certainty() -> None:
    found = stratified([(60, 6, 6), (40, 6, 0)])
    assert found.share == pytest.approx(0.6)
    assert found.high - found.low > 0.4


def test_a_stratum_read_in_full_is_a_known_part() -> None:
    rest = stratified([(80, 10, 8), (40, 10, 6)])
    found = stratified([(80, 10, 8), (40, 10, 6), (20, 20, 5)])
    assert found.low == pytest.approx((5 + 120 * rest.low) / 140)
    assert found.high == pytest.approx((5 + 120 * rest.high) / 140)
    assert found.standard_error == pytest.approx(rest.standard_error * 120 / 140)


def test_all_strata_read_in_full_are_a_point() -> None:
    found = stratified([(4, 4, 3), (1, 1, 0)])
    assert (found.share, found.low, found.high, found.standard_error) == (0.6, 0.6, 0.6, 0.0)


@pytest.mark.parametrize("n", [0, 1])
def test_a_stratum_too_thin_gives_no_estimate(n: int) -> None:
    with pytest.raises(IlacsError, match="merge"):
        stratified([(40, 10, 6), (20, n, 0)])


@pytest.mark.parametrize("strata", [[], [(10, 11, 2)], [(10, 4, 5)], [(0, 0, 0)], [(10, -1, 0)]])
def test_impossible_strata_are_refused(strata: list[tuple[int, int, int]]) -> None:
    with pytest.raises(UsageError):
        stratified(strata)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0])
def test_impossible_confidence_is_refused(confidence: float) -> None:
    with pytest.raises(UsageError):
        stratified([(40, 10, 6)], confidence)
    with pytest.raises(UsageError):
        binomial_exact(3, 6, confidence)


def test_hajek_with_equal_probabilities_is_the_plain_share() -> None:
    found = hajek([(success < 7, 0.25) for success in range(10)])
    assert found.share == pytest.approx(0.7)
    # s^2 / n with the finite population correction, as for a simple draw of 10 from 40.
    assert found.standard_error == pytest.approx(sqrt(0.75 * 0.7 * 0.3 / 9))


def test_hajek_weighs_by_one_over_the_probability() -> None:
    # Two of the ten high-risk children, drawn always, stand for themselves; the others for five each.
    cases = [(False, 1.0)] * 2 + [(True, 0.2)] * 3 + [(False, 0.2)]
    assert hajek(cases).share == pytest.approx(15 / 22)


def test_hajek_read_in_full_is_a_point() -> None:
    found = hajek([(True, 1.0), (False, 1.0), (True, 1.0)])
    assert found.low == found.high == pytest.approx(2 / 3)


def test_hajek_of_cases_all_alike_is_no_certainty() -> None:
    found = hajek([(True, 0.1), (True, 0.3), (True, 0.9), (True, 0.9)])
    assert (found.share, found.high) == (1.0, 1.0)
    kish = (10 + 1 / 0.3 + 2 / 0.9) ** 2 / (100 + 1 / 0.09 + 2 / 0.81)
    assert found.low == pytest.approx(0.025 ** (1 / kish))


@pytest.mark.parametrize("probability", [0.0, -0.1, 1.2])
def test_hajek_refuses_impossible_probabilities(probability: float) -> None:
    with pytest.raises(UsageError):
        hajek([(True, probability), (True, 0.5)])


def test_hajek_needs_two_cases() -> None:
    with pytest.raises(IlacsError):
        hajek([(True, 0.5)])


def test_weights_cost_nothing_in_proportion_and_at_most_kishs_size_out_of_it() -> None:
    even = [(100, 10, 5), (50, 5, 4)]
    assert stratified_weighed(even).low == pytest.approx(stratified(even).low)
    assert stratified_weighed(even).high == pytest.approx(stratified(even).high)
    # Kish (1965): 1 / (0.9**2 / 5 + 0.1**2 / 5) is the size that counts, and none of the ten files varies.
    uneven = [(90, 5, 5), (10, 5, 5)]
    size = 1 / (0.9**2 / 5 + 0.1**2 / 5)
    assert stratified_weighed(uneven).low == pytest.approx(0.025 ** (1 / size))
    assert stratified(uneven).low == pytest.approx(0.025 ** (1 / 10))


def test_strata_in_proportion_may_be_pooled() -> None:
    strata = [(60, 12, 9), (40, 8, 5), (20, 4, 1)]
    low, high = pooled(strata)
    assert (low, high) == exact(15, 24, 120)
    wide = stratified(strata)
    assert (high - low) / 120 < wide.high - wide.low


def test_strata_out_of_proportion_are_never_pooled() -> None:
    with pytest.raises(UsageError, match="proportion"):
        pooled([(80, 8, 4), (30, 8, 4), (10, 8, 4)])
