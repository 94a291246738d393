"""Allocations against published tables and Wright's exact optimum."""

from __future__ import annotations

from math import sqrt

import pytest

from sampling.draw.allocation import equal, largest_remainder, least, neyman, proportional
from sampling.errors import UsageError


def _spreads(*shares: float) -> list[float]:
    return [sqrt(share * (1 - share)) for share in shares]


@pytest.mark.parametrize(
    ("sizes", "n", "given"),
    [
        ((200, 15, 5), 20, [16, 2, 2]),
        ((500, 300, 200), 100, [50, 30, 20]),  # samplics
        ((120, 60, 20), 24, [14, 7, 3]),  # by brute force over the variance of the stratified share
    ],
)
def test_proportional_is_wrights_optimum_for_equal_spreads(
    sizes: tuple[int, ...], n: int, given: list[int]
) -> None:
    assert proportional(sizes, n) == given


def test_equal_standard_deviations_are_not_quite_equal_shares() -> None:
    # 120/sqrt(14 x 15) = 8.28 goes before 20/sqrt(2 x 3) = 8.16 where S itself is the same: sum N^2/n is
    # then 1674.3, and 1676.2 for 14, 7, 3, which is the optimum where the share is.
    sizes = (120, 60, 20)
    assert neyman(sizes, [1, 1, 1], 24) == [15, 7, 2]
    assert neyman(sizes, [sqrt(size / (size - 1) * 0.25) for size in sizes], 24) == [14, 7, 3]


@pytest.mark.parametrize(
    ("sizes", "spreads", "n", "given"),
    [
        ((120, 60, 20), _spreads(0.9, 0.7, 0.5), 24, [12, 9, 3]),
        ((45, 38, 22, 9), _spreads(0.8, 0.6, 0.5, 0.5), 24, [8, 9, 5, 2]),
        # iris, Sepal.Width by species (standard deviations 0.3790644, 0.3137983, 0.3224966)
        ((50, 50, 50), [0.3790644, 0.3137983, 0.3224966], 40, [15, 12, 13]),
        # samplingbook, stratasize
        ((5234, 2586, 649, 157), [251, 1165, 8035, 24725], 500, [49, 112, 194, 145]),
        # PracTools gives 34.64, 4.16, 10.47, 3.33, 8.80, 38.59 before rounding
        (
            (215, 65, 252, 50, 149, 144),
            [26787207, 10645109, 6909676, 11085034, 9817762, 44553355],
            100,
            [35, 4, 10, 3, 9, 39],
        ),
    ],
)
def test_neyman_is_wrights_optimum(
    sizes: tuple[int, ...], spreads: list[float], n: int, given: list[int]
) -> None:
    assert neyman(sizes, spreads, n) == given


@pytest.mark.parametrize(
    ("sizes", "n", "given"),
    [
        ((5234, 2586, 649, 157), 500, [303, 150, 38, 9]),  # samplingbook
        ((120, 60, 20), 24, [15, 7, 2]),
        ((500, 300, 200), 100, [50, 30, 20]),
        ((215, 65, 252, 50, 149, 144), 100, [25, 7, 29, 6, 17, 16]),  # PracTools: 24.571, 7.429, 28.8 ...
        ((), 0, []),
    ],
)
def test_largest_remainder_equals_the_published_tables(
    sizes: tuple[int, ...], n: int, given: list[int]
) -> None:
    assert largest_remainder(sizes, n) == given


def test_small_strata_are_read_in_full_and_large_ones_never_over() -> None:
    assert proportional((100, 1, 2), 10) == [7, 1, 2]
    assert neyman((3, 100), [50.0, 0.1], 20) == [3, 17]
    assert equal((3, 100, 100), 20) == [3, 9, 8]
    assert proportional((4, 5, 6), 15) == [4, 5, 6]


def test_a_stratum_without_spread_gets_its_minimum_and_what_others_cannot_use() -> None:
    assert neyman((10, 50), [1.0, 0.0], 8) == [6, 2]
    assert neyman((10, 50), [1.0, 0.0], 20) == [10, 10]


def test_without_a_minimum_every_stratum_comes_first_once() -> None:
    assert proportional((100, 50, 1), 2, minimum=0) == [1, 1, 0]
    assert proportional((100, 50, 1), 3, minimum=0) == [1, 1, 1]


def test_ties_go_to_the_earlier_stratum() -> None:
    assert proportional((50, 50), 5) == [3, 2]
    assert equal((50, 50, 50), 8) == [3, 3, 2]
    assert neyman((50, 50), [0.4, 0.4], 5) == [3, 2]


def test_priorities_a_float_cannot_part_are_parted() -> None:
    # One child more in 10 ** 17 decides, where floats would call it a tie and take the earlier.
    assert proportional((10**17, 10**17 + 1), 5) == [2, 3]


@pytest.mark.parametrize("allocate", [proportional, equal, lambda sizes, n: neyman(sizes, [1.0, 1.0], n)])
def test_sizes_that_cannot_be_given_are_refused_in_one_line(allocate: object) -> None:
    assert callable(allocate)
    with pytest.raises(
        UsageError, match="3 files cannot give each of 2 strata its minimum of 2: that takes 4"
    ):
        allocate((10, 10), 3)
    with pytest.raises(UsageError, match="21 files cannot be drawn from 20"):
        allocate((10, 10), 21)


@pytest.mark.parametrize("spreads", [[1.0], [1.0, -1.0], [1.0, float("nan")], [1.0, float("inf")]])
def test_spreads_that_are_none_are_refused(spreads: list[float]) -> None:
    with pytest.raises(UsageError, match="spread"):
        neyman((10, 10), spreads, 5)


def test_least_is_what_every_stratum_needs() -> None:
    assert least((10, 1, 5)) == 5
