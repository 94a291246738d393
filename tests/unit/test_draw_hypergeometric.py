"""Exact tails and intervals against published and independently computed numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sampling.draw.hypergeometric import at_least, at_most, interval
from sampling.errors import UsageError
from tests.published import COUNTS_BY_R


@pytest.mark.parametrize(
    ("successes", "n", "population", "low", "high"),
    COUNTS_BY_R,
)
def test_interval_equals_the_inversion_of_phyper(
    successes: int, n: int, population: int, low: int, high: int
) -> None:
    assert interval(successes, n, population) == (low, high)


@pytest.mark.parametrize(("successes", "high"), [(0, 25), (1, 43), (2, 59), (3, 75)])
def test_one_sided_upper_limits_of_touw_and_hoogduin(successes: int, high: int) -> None:
    # One-sided 90 % is the upper end of a two-sided 80 % (Touw and Hoogduin, p. 125).
    assert interval(successes, 102, 1200, confidence=0.80)[1] == high


def test_a_census_is_a_point_and_no_file_says_nothing() -> None:
    assert interval(17, 40, 40) == (17, 17)
    assert interval(0, 0, 40) == (0, 40)


def test_a_tail_that_equals_the_threshold_does_not_exceed_it() -> None:
    # One file of 40: P(X >= 1 | M = 1) is 1/40, the very half of five in a hundred.
    assert interval(1, 1, 40) == (2, 40)
    assert interval(0, 1, 40) == (0, 38)


def test_a_large_population_costs_no_exactness() -> None:
    low, high = interval(6, 12, 400_000)
    tail = Fraction(1, 40)
    assert at_least(6, 400_000, low, 12) > tail >= at_least(6, 400_000, low - 1, 12)
    assert at_most(6, 400_000, high, 12) > tail >= at_most(6, 400_000, high + 1, 12)


def test_tails_of_a_hand_worked_case() -> None:
    # Two of five are marked, two drawn: none in 3 of 10 pairs, one in 6, two in 1.
    assert at_most(0, 5, 2, 2) == Fraction(3, 10)
    assert at_most(1, 5, 2, 2) == Fraction(9, 10)
    assert at_least(1, 5, 2, 2) == Fraction(7, 10)
    assert at_least(0, 5, 2, 2) == 1
    assert at_most(-1, 5, 2, 2) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((3, 2, 10), "3 of 2"),
        ((0, 11, 10), "sample of 11 from 10"),
        ((0, 0, 0), "population of 0"),
        ((-1, 2, 10), "-1 of 2"),
    ],
)
def test_impossible_counts_are_refused(arguments: tuple[int, int, int], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        interval(*arguments)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0])
def test_a_confidence_lies_between_0_and_1(confidence: float) -> None:
    with pytest.raises(UsageError, match="between 0 and 1"):
        interval(1, 2, 10, confidence)
