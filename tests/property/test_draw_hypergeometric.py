"""The quick interval against the definition, worked in fractions."""

from __future__ import annotations

from fractions import Fraction
from math import comb

from hypothesis import given
from hypothesis import strategies as st

from sampling.draw.hypergeometric import at_most, interval


def _chance(k: int, population: int, marked: int, n: int) -> Fraction:
    return Fraction(comb(marked, k) * comb(population - marked, n - k), comb(population, n))


@given(st.data())
def test_tails_are_sums_of_the_terms(data: st.DataObject) -> None:
    population = data.draw(st.integers(1, 60))
    marked = data.draw(st.integers(0, population))
    n = data.draw(st.integers(0, population))
    k = data.draw(st.integers(0, n))
    assert at_most(k, population, marked, n) == sum(
        (_chance(j, population, marked, n) for j in range(k + 1)), Fraction(0)
    )


@given(st.data())
def test_interval_is_every_count_whose_tails_both_exceed_half(data: st.DataObject) -> None:
    population = data.draw(st.integers(1, 30))
    n = data.draw(st.integers(0, population))
    x = data.draw(st.integers(0, n))
    tenths = data.draw(st.integers(1, 19))
    half = (1 - Fraction(tenths, 20)) / 2
    consistent = [
        marked
        for marked in range(population + 1)
        if sum((_chance(j, population, marked, n) for j in range(x, n + 1)), Fraction(0)) > half
        and sum((_chance(j, population, marked, n) for j in range(x + 1)), Fraction(0)) > half
    ]
    assert interval(x, n, population, tenths / 20) == (consistent[0], consistent[-1])
