"""The worst case of the interval against every result there can be."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sampling.draw.hypergeometric import interval
from sampling.draw.precision import half_width, size_for_half_width, split_budget


@settings(deadline=None)
@given(st.data())
def test_half_width_is_that_of_the_widest_interval(data: st.DataObject) -> None:
    population = data.draw(st.integers(1, 150))
    n = data.draw(st.integers(0, population))
    ends = [interval(x, n, population) for x in range(n + 1)]
    assert half_width(population, n) == 50 * max(high - low for low, high in ends) / population


@given(st.integers(1, 400), st.integers(0, 60))
@example(105, 33)
def test_reading_one_more_widens_the_worst_case_by_a_child_at_most(population: int, n: int) -> None:
    n = min(n, population - 1)
    one_child = 50 / population
    assert half_width(population, n + 1) <= half_width(population, n) + one_child + 1e-9


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 110), st.floats(0, 50))
@example(80, 50 * 10 / 80)
@example(105, 50 * 30 / 105)
def test_no_smaller_sample_would_have_done(population: int, points: float) -> None:
    size = size_for_half_width(population, points)
    assert half_width(population, size) <= points
    assert all(half_width(population, n) > points for n in range(size))


@given(st.lists(st.integers(0, 300), min_size=1, max_size=5), st.integers(0, 40))
def test_a_larger_budget_takes_nothing_back(populations: list[int], files: int) -> None:
    areas = {str(place): population for place, population in enumerate(populations)}
    before, after = split_budget(areas, files), split_budget(areas, files + 1)
    assert all(before[area] <= after[area] for area in areas)
    assert sum(before.values()) == min(files, sum(populations))
