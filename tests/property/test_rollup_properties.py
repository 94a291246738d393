"""What must hold of every roll-up, whatever was drawn and found."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from sampling.findings.ratings import Rating
from sampling.framework.grades import Grade
from sampling.rollup.area import roll_up_area
from sampling.rollup.intervals import Estimate, binomial_exact, exact, hajek, pooled, stratified
from sampling.rollup.overall import propose
from sampling.rollup.reading import CaseReading
from sampling.rollup.words import quantity_word
from tests.unit.rollup_world import WORDS, drawn, edition, read

Counts = tuple[int, int, int]


@st.composite
def one_stratum(draw: st.DrawFn) -> Counts:
    """A stratum of which at least two were read, or all."""
    population = draw(st.integers(1, 150))
    n = draw(st.integers(min(2, population), population))
    return population, n, draw(st.integers(0, n))


STRATA = st.lists(one_stratum(), min_size=1, max_size=5)
CONFIDENCE = st.sampled_from([0.8, 0.9, 0.95, 0.99])
WEIGHTED = st.lists(st.tuples(st.booleans(), st.floats(0.02, 1.0)), min_size=2, max_size=40)


def mirrored(one: Estimate, other: Estimate) -> None:
    assert one.share == pytest.approx(1 - other.share, abs=1e-9)
    assert one.low == pytest.approx(1 - other.high, abs=1e-9)
    assert one.high == pytest.approx(1 - other.low, abs=1e-9)
    assert one.standard_error == pytest.approx(other.standard_error, abs=1e-9)


def ordered(found: Estimate) -> None:
    assert 0 <= found.low <= found.share + 1e-9
    assert found.share <= found.high + 1e-9
    assert found.high <= 1 + 1e-9


@given(STRATA, CONFIDENCE, st.booleans())
def test_strata_hold_the_share_and_mirror(strata: list[Counts], confidence: float, capped: bool) -> None:
    found = stratified(strata, confidence, capped)
    ordered(found)
    others = [(population, n, n - good) for population, n, good in strata]
    mirrored(found, stratified(others, confidence, capped))


@given(STRATA, st.randoms())
def test_the_order_of_strata_does_not_matter(strata: list[Counts], random: Random) -> None:
    shuffled = list(strata)
    random.shuffle(shuffled)
    one, other = stratified(strata), stratified(shuffled)
    assert (one.low, one.high) == pytest.approx((other.low, other.high), abs=1e-9)


@given(STRATA)
def test_more_confidence_is_wider_and_a_cap_never_narrows(strata: list[Counts]) -> None:
    wide, narrow, free = stratified(strata, 0.99), stratified(strata, 0.9), stratified(strata, 0.9, False)
    assert wide.low <= narrow.low + 1e-12
    assert wide.high >= narrow.high - 1e-12
    assert narrow.low <= free.low + 1e-12
    assert narrow.high >= free.high - 1e-12


@given(STRATA)
def test_only_reading_everything_is_a_point(strata: list[Counts]) -> None:
    found = stratified(strata)
    assert (found.low == found.high) == all(population == n for population, n, _ in strata)


@given(WEIGHTED)
def test_weighted_draws_hold_the_share_and_mirror(cases: list[tuple[bool, float]]) -> None:
    found = hajek(cases)
    ordered(found)
    mirrored(found, hajek([(not good, probability) for good, probability in cases]))


@example((80, 79, 1), 0.95)
@given(one_stratum(), CONFIDENCE)
def test_counts_hold_the_share_and_mirror(counts: Counts, confidence: float) -> None:
    population, n, good = counts
    low, high = exact(good, n, population, confidence)
    # Held to a child: with 79 of 80 read and one good, one of 80 is all that is left, and 1 in 79 is more.
    assert low - 1 < population * good / n < high + 1
    assert exact(n - good, n, population, confidence) == (population - high, population - low)
    below, above = binomial_exact(good, n, confidence)
    assert below <= good / n <= above
    assert binomial_exact(n - good, n, confidence) == pytest.approx((1 - above, 1 - below), abs=1e-9)
    assert (low, high) == pooled([counts], confidence)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 99))
def test_no_word_unless_the_interval_earns_it(one: float, other: float, rated: int) -> None:
    low, high = sorted((one, other))
    found = quantity_word(edition(), low, high, 1, rated)
    edges = sorted([*(word.low / 100 for word in WORDS), 1.01])
    within = [start <= low and high < end for start, end in zip(edges, edges[2:], strict=False)]
    # A hair's breadth at an edge may fall either way.
    assume(min(abs(share - edge) for share in (low, high) for edge in edges) > 1e-9 or not one or not other)
    assert (found is not None) == any(within)
    if found is not None:
        assert found.endswith(f"(1 of {rated})")


RATINGS = st.sampled_from([Rating.STRONG, Rating.GOOD, Rating.NEEDS_IMPROVEMENT, Rating.SERIOUS_WEAKNESS])


@st.composite
def two_strata(draw: st.DrawFn) -> list[CaseReading]:
    """Cases of strata a and b, two or more of each, every one rated."""
    cases: list[CaseReading] = []
    for stratum in "ab":
        ratings = draw(st.lists(RATINGS, min_size=2, max_size=20))
        blank = read(good=len(ratings), stratum=stratum)
        cases += [replace(case, rating=rating) for case, rating in zip(blank, ratings, strict=True)]
    return cases


@given(two_strata(), st.integers(20, 60), st.integers(20, 400))
def test_twelve_completed_always_indicate_and_fewer_never(cases: list[CaseReading], a: int, b: int) -> None:
    found = roll_up_area(edition(), "safeguarding", cases, drawn("stratified", a=a, b=b))
    whole = len(cases) == a + b
    assert (found.indication is not None) == (len(cases) >= 12 or whole)
    assert (found.indication is None) == bool(found.why_none)
    assert found.interval is not None
    assert found.share is not None
    assert found.interval[0] - 1e-9 <= found.share <= found.interval[1] + 1e-9
    if found.indication is not None and found.count_lies_in is not None:
        assert set(found.count_lies_in) <= set(found.indication)
        ranks = [grade.rank for grade in found.indication]
        assert all(low + 1 == high for low, high in pairwise(ranks))


@given(two_strata(), RATINGS)
def test_cases_that_were_not_sampled_change_no_estimate(cases: list[CaseReading], rating: Rating) -> None:
    further = [
        replace(cases[0], case="T1", role="targeted", rating=rating),
        replace(cases[0], case="R1", role="reserve", rating=rating),
        replace(cases[0], case="S1", completed=False, rating=rating),
    ]
    selection = drawn("stratified", a=60, b=400)
    one = roll_up_area(edition(), "safeguarding", cases, selection)
    other = roll_up_area(edition(), "safeguarding", [*cases, *further], selection)
    assert (one.interval, one.indication, one.serious_cases, one.criteria, one.fragile) == (
        other.interval,
        other.indication,
        other.serious_cases,
        other.criteria,
        other.fragile,
    )


GRADES = st.lists(st.sampled_from(list(Grade)), min_size=4, max_size=4)
JUDGED = ("impact_of_leaders", "help_and_protection", "children_in_care", "care_leavers")


@given(GRADES, st.integers(0, 3))
def test_a_worse_grade_never_proposes_a_better_overall(grades: list[Grade], place: int) -> None:
    worse = list(grades)
    worse[place] = list(Grade)[min(grades[place].rank, 3)]
    one = propose(edition(), dict(zip(JUDGED, grades, strict=True)))
    other = propose(edition(), dict(zip(JUDGED, worse, strict=True)))
    assert one is not None
    assert other is not None
    assert other.rank >= one.rank
