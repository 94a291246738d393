"""The worst case of the interval against every result there can be."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sampling.draw.hypergeometric import interval
from sampling.draw.precision import half_width, split_budget


@settings(deadline=None)
@given(st.data())
def test_half_width_is_that_of_the_widest_interval(data: st.DataObject) -> None:
    population = data.draw(st.integers(1, 150))
    n = data.draw(st.integers(0, population))
    ends = [interval(x, n, population) for x in range(n + 1)]
    assert half_width(population, n) == 50 * max(high - low for low, high in ends) / population


@given(st.integers(1, 400), st.data())
def test_reading_one_more_never_widens_the_worst_case(population: int, data: st.DataObject) -> None:
    n = data.draw(st.integers(0, min(population - 1, 60)))
    assert half_width(population, n + 1) <= half_width(population, n)


@given(st.lists(st.integers(0, 300), min_size=1, max_size=5), st.integers(0, 40))
def test_a_larger_budget_takes_nothing_back(populations: list[int], files: int) -> None:
    areas = {str(place): population for place, population in enumerate(populations)}
    before, after = split_budget(areas, files), split_budget(areas, files + 1)
    assert all(before[area] <= after[area] for area in areas)
    assert sum(before.values()) == min(files, sum(populations))
