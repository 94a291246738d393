"""Wright's optimum against every possible allocation, and what every allocation keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sampling.draw.allocation import equal, largest_remainder, least, neyman, proportional

sizes_in = st.lists(st.integers(2, 12), min_size=1, max_size=4)
frames = st.lists(st.integers(0, 500), min_size=1, max_size=12)


def _all(sizes: Sequence[int], n: int) -> Iterator[tuple[int, ...]]:
    if len(sizes) == 1:
        if 2 <= n <= sizes[0]:
            yield (n,)
        return
    for first in range(2, min(sizes[0], n) + 1):
        for rest in _all(sizes[1:], n - first):
            yield (first, *rest)


def _variance(sizes: Sequence[int], spreads: Sequence[int], given: Sequence[int]) -> Fraction:
    return sum(
        (Fraction((size * spread) ** 2, n) for size, spread, n in zip(sizes, spreads, given, strict=True)),
        Fraction(0),
    )


def _variance_of_a_share(sizes: Sequence[int], given: Sequence[int]) -> Fraction:
    """Of the estimated share, in units of p (1 - p), with one p everywhere and the finite population."""
    return sum(
        (
            size**2 * (1 - Fraction(n, size)) * Fraction(size, size - 1) / n
            for size, n in zip(sizes, given, strict=True)
            if size > 1
        ),
        Fraction(0),
    )


@given(sizes_in, st.data())
def test_no_allocation_has_a_smaller_variance(sizes: list[int], data: st.DataObject) -> None:
    n = data.draw(st.integers(2 * len(sizes), sum(sizes)))
    spreads = data.draw(st.lists(st.integers(0, 9), min_size=len(sizes), max_size=len(sizes)))
    best = min(_variance(sizes, spreads, one) for one in _all(sizes, n))
    assert _variance(sizes, spreads, neyman(sizes, [float(s) for s in spreads], n)) == best
    best = min(_variance_of_a_share(sizes, one) for one in _all(sizes, n))
    assert _variance_of_a_share(sizes, proportional(sizes, n)) == best


@given(frames, st.data())
def test_allocations_sum_to_n_and_grow_without_taking_back(sizes: list[int], data: st.DataObject) -> None:
    n = data.draw(st.integers(least(sizes), sum(sizes)))
    spreads = [1.0 + place % 3 for place in range(len(sizes))]
    for allocate in (proportional, equal, lambda s, n: neyman(s, spreads, n)):
        given = allocate(sizes, n)
        assert sum(given) == n
        assert all(min(2, size) <= has <= size for has, size in zip(given, sizes, strict=True))
        if n < sum(sizes):
            more = allocate(sizes, n + 1)
            assert sorted(b - a for a, b in zip(given, more, strict=True)) == [0] * (len(sizes) - 1) + [1]


@given(frames, st.data())
def test_largest_remainder_keeps_to_the_quota(sizes: list[int], data: st.DataObject) -> None:
    n = data.draw(st.integers(0, sum(sizes)))
    given = largest_remainder(sizes, n)
    assert sum(given) == n
    for has, size in zip(given, sizes, strict=True):
        assert abs(has * sum(sizes) - n * size) < max(1, sum(sizes))
