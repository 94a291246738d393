"""Criteria over an area, and the words a sample may use."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sampling.findings.ratings import Rating
from sampling.rollup.area import roll_up_area
from sampling.rollup.criteria import CriterionRollup
from sampling.rollup.intervals import binomial_exact, exact, stratified
from sampling.rollup.reading import CaseReading
from sampling.rollup.words import quantity_word
from tests.unit.rollup_world import drawn, edition, read


def with_findings(criterion: str, *ratings: Rating | None, stratum: str = "all") -> list[CaseReading]:
    return [
        replace(case, findings={} if rating is None else {criterion: rating})
        for case, rating in zip(read(good=len(ratings), stratum=stratum), ratings, strict=True)
    ]


def rolled(criterion: str, readings: list[CaseReading], **sizes: int) -> CriterionRollup:
    selection = drawn("stratified" if len(sizes) > 1 else "simple", "safeguarding", **sizes)
    found = roll_up_area(edition(), "safeguarding", readings, selection).criteria
    return next(item for item in found if item.criterion == criterion)


def test_every_core_criterion_is_there_and_any_other_recorded() -> None:
    readings = with_findings("CL-01", Rating.GOOD)
    found = roll_up_area(edition(), "safeguarding", readings, drawn()).criteria
    assert [item.criterion for item in found] == ["HP-10", "HP-11", "HP-38", "CL-01"]
    assert found[0].rated == 0
    assert (found[0].interval, found[0].words) == (None, None)


def test_rated_in_every_case_the_interval_is_that_of_the_draw() -> None:
    found = rolled("HP-10", with_findings("HP-10", *[Rating.GOOD] * 15, *[Rating.NEEDS_IMPROVEMENT] * 5))
    low, high = exact(15, 20, 200)
    assert found.interval == (low / 200, high / 200)
    assert (found.rated, found.good_or_better) == (20, 15)


def test_in_strata_it_is_weighted() -> None:
    readings = with_findings("HP-10", *[Rating.GOOD] * 7, *[Rating.NEEDS_IMPROVEMENT] * 3, stratum="a")
    readings += with_findings("HP-10", *[Rating.GOOD] * 2, *[Rating.SERIOUS_WEAKNESS] * 4, stratum="b")
    found = rolled("HP-10", readings, a=150, b=20)
    wanted = stratified([(150, 10, 7), (20, 6, 2)])
    assert found.interval == (wanted.low, wanted.high)
    assert found.serious == ("b-3", "b-4", "b-5", "b-6")


@pytest.mark.parametrize("missing", [Rating.NOT_APPLICABLE, Rating.NOT_SEEN, None])
def test_where_any_is_not_rated_the_size_is_unknown_and_the_interval_binomial(missing: Rating | None) -> None:
    found = rolled("HP-10", with_findings("HP-10", *[Rating.GOOD] * 8, Rating.NEEDS_IMPROVEMENT, missing))
    assert found.interval == binomial_exact(8, 9)
    assert found.rated == 9
    assert found.not_applicable == (missing is Rating.NOT_APPLICABLE)
    assert found.not_seen == (missing is Rating.NOT_SEEN)


def test_out_of_proportion_a_domain_of_unknown_size_earns_no_word_and_says_that_it_is_not_weighted() -> None:
    """Eight of 60 and eight of 3,000: the count leans to the few, and no interval on it can tell."""
    heavy = with_findings("HP-10", *[Rating.NEEDS_IMPROVEMENT] * 7, Rating.NOT_APPLICABLE, stratum="a")
    light = with_findings("HP-10", *[Rating.NEEDS_IMPROVEMENT] * 8, stratum="b")
    found = rolled("HP-10", heavy + light, a=60, b=3000)
    assert found.interval == binomial_exact(0, 15)
    assert (found.as_drawn, found.words) == (True, None)
    assert "unequal chances" in found.method
    even = rolled("HP-10", heavy + light, a=1000, b=1000)
    assert even.interval == binomial_exact(0, 15)
    assert (even.as_drawn, even.words) == (False, "a very small minority or a small minority (0 of 15)")


def test_read_in_full_those_it_does_not_apply_to_are_known() -> None:
    ratings = [Rating.GOOD] * 3 + [Rating.NOT_APPLICABLE] * 2
    found = rolled("HP-10", with_findings("HP-10", *ratings), all=5)
    assert found.interval == (1.0, 1.0)
    assert found.words == "almost all (3 of 3)"
    unseen = rolled("HP-10", with_findings("HP-10", *ratings[:4], Rating.NOT_SEEN), all=5)
    assert unseen.interval == binomial_exact(3, 3)
    assert unseen.words is None


def test_no_word_under_six_rated() -> None:
    ratings = [Rating.GOOD] * 5
    assert rolled("HP-10", with_findings("HP-10", *ratings), all=6).words is None
    assert rolled("HP-10", with_findings("HP-10", *ratings, Rating.GOOD), all=7).words is not None


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.80, 0.96, "most (9 of 10)"),
        (0.66, 0.90, "a large majority or most (9 of 10)"),
        (0.97, 1.0, "almost all (9 of 10)"),
        (0.0, 0.0, "a very small minority (9 of 10)"),
        (0.64, 0.81, None),
        (0.0, 1.0, None),
        (0.795, 0.795, "a large majority (9 of 10)"),
        (0.29, 0.29, "a small minority (9 of 10)"),
    ],
)
def test_a_word_is_used_only_where_the_whole_interval_lies_in_it(
    low: float, high: float, words: str | None
) -> None:
    assert quantity_word(edition(), low, high, 9, 10) == words


def test_without_a_table_there_are_no_words() -> None:
    assert quantity_word(replace(edition(), words=()), 0.9, 0.9, 9, 10) is None
