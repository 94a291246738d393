"""Sizes and probabilities against published tables, and the plan in words."""

from __future__ import annotations

import pytest

from sampling.draw.hypergeometric import at_most
from sampling.draw.planning import (
    Miss,
    attribute_size,
    discovery_size,
    files_in,
    half_width,
    miss_probability,
    plan,
    same_precision,
    sentences,
    size_for_half_width,
    split_budget,
    tell_apart_size,
)
from sampling.errors import UsageError
from sampling.framework.edition import Band
from sampling.framework.grades import Grade

BANDS = (
    Band((Grade.OUTSTANDING,), 0.80, 1.0),
    Band((Grade.GOOD,), 0.65, 0.80),
    Band((Grade.REQUIRES_IMPROVEMENT,), 0.50, 0.65),
    Band((Grade.REQUIRES_IMPROVEMENT, Grade.INADEQUATE), 0.0, 0.50),
)
ENDLESS = 10_000_000
"""So large that the binomial tables of the AICPA hold."""


@pytest.mark.parametrize(
    ("population", "faults", "sizes"),
    [
        (100, 5, [27, 37, 45]),
        (100, 10, [15, 20, 25]),
        (200, 10, [30, 41, 51]),
        (40, 2, [22, 27, 31]),
        (500, 10, [74, 102, 129]),
    ],
)
def test_discovery_sizes(population: int, faults: int, sizes: list[int]) -> None:
    assert [discovery_size(population, faults, level) for level in (0.80, 0.90, 0.95)] == sizes


def test_discovery_in_a_large_frame_is_quick_and_at_its_ends_exact() -> None:
    # One fault in 400,000: 95 in 100 of the files must be read, no more and no fewer.
    assert discovery_size(400_000, 1, 0.95) == 380_000
    assert discovery_size(10, 10, 0.99) == 1


@pytest.mark.parametrize(
    ("faults", "n", "seen"), [(3, 6, 0.116), (3, 12, 0.2227), (8, 20, 0.6911), (15, 30, 0.9709)]
)
def test_probability_of_missing_a_fault(faults: int, n: int, seen: float) -> None:
    assert 1 - miss_probability(150, faults, n) == pytest.approx(seen, abs=0.00005)


def test_nothing_read_misses_all_and_everything_read_misses_nothing() -> None:
    assert miss_probability(150, 3, 0) == 1.0
    assert miss_probability(150, 3, 150) == 0.0
    assert miss_probability(150, 0, 20) == 1.0


@pytest.mark.parametrize(
    ("population", "expected", "tolerable", "confidence", "size"),
    [
        # AuditSampler and jfa, hypergeometric
        (500, 0.01, 0.08, 0.90, 46),
        (500, 0.01, 0.06, 0.90, 61),
        (500, 0.01, 0.04, 0.90, 90),
        (500, 0.02, 0.05, 0.90, 99),
        (500, 0.01, 0.08, 0.95, 55),
        (500, 0.02, 0.05, 0.95, 139),
        (500, 0.06, 0.09, 0.95, 196),
        (5000, 0.01, 0.08, 0.95, 58),
        (5000, 0.01, 0.04, 0.95, 154),
        # Touw and Hoogduin: no error in 45 files rules out 60 of 1,200
        (1200, 0.0, 0.05, 0.90, 45),
        # AICPA tables
        (ENDLESS, 0.05, 0.10, 0.95, 116),
        (ENDLESS, 0.01, 0.05, 0.90, 77),
        (ENDLESS, 0.05, 0.10, 0.90, 78),
    ],
)
def test_attribute_sizes(
    population: int, expected: float, tolerable: float, confidence: float, size: int
) -> None:
    assert attribute_size(population, expected, tolerable, confidence) == size


def test_attribute_sizes_of_the_aicpa_tables_with_no_fault_expected() -> None:
    tolerable = [0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.10, 0.15, 0.20]
    five = [149, 99, 74, 59, 49, 42, 36, 32, 29, 19, 14]
    ten = [114, 76, 57, 45, 38, 32, 28, 25, 22, 15, 11]
    assert [attribute_size(ENDLESS, 0, share, 0.95) for share in tolerable] == five
    assert [attribute_size(ENDLESS, 0, share, 0.90) for share in tolerable] == ten


def test_attribute_sizes_of_the_aicpa_table_for_a_tolerable_share_of_5_in_100() -> None:
    sizes = [93, 93, 93, 93, 124, 124, 153, 181, 208, 234, 286, 361, 458, 624, 877, 1348]
    for quarter, size in enumerate(sizes, start=1):
        assert attribute_size(ENDLESS, quarter * 0.0025, 0.05, 0.95) == size, quarter


def test_attribute_size_is_the_frame_where_nothing_less_would_do() -> None:
    assert attribute_size(10, 0.25, 0.30, 0.95) == 10


@pytest.mark.parametrize(("k", "size"), [(0, 45), (1, 76), (2, 105), (3, 131), (4, 157)])
def test_stop_or_go_sizes_of_the_gao_manual(k: int, size: int) -> None:
    # GAO Financial Audit Manual, figure 450.1, 5,000 files, 5 in 100 tolerable, 90 in 100.
    assert at_most(k, 5000, 250, size) <= 0.10 < at_most(k, 5000, 250, size - 1)


def test_the_plan_reads_as_the_design_has_it() -> None:
    said = sentences(458, 12, bands=BANDS, minutes_per_file=90)
    assert said[0] == (
        "12 of 458: a fault in 1 file in 10 (46 of 458) would be missed 28 times in 100; a share would be "
        "known to within 29 points; about 130 files would tell good from requires improvement."
    )
    assert said[1:] == (
        "A fault in 1 file in 20 (23 of 458) would be missed 53 times in 100.",
        "A fault in 3 files of 458 would be missed 92 times in 100.",
        "12 files at 90 minutes each: 18.0 inspector-hours of reading.",
    )


def test_six_files_would_miss_what_three_children_of_150_meet_88_times_in_100() -> None:
    assert "A fault in 3 files of 150 would be missed 88 times in 100." in sentences(150, 6, bands=BANDS)


def test_a_plan_carries_the_numbers_of_its_sentences() -> None:
    made = plan("children_in_need", 150, 20, bands=BANDS)
    assert (made.area, made.size, made.n) == ("children_in_need", 150, 20)
    assert [miss.faults for miss in made.miss] == [15, 8, 3]
    assert made.miss[1] == Miss(8, miss_probability(150, 8, 20))
    assert made.half_width == half_width(150, 20)
    assert made.sentences == sentences(150, 20, bands=BANDS)


def test_small_and_full_plans_stay_sense() -> None:
    assert sentences(1, 1, bands=BANDS) == ("1 of 1: every file is read, so nothing would be missed.",)
    assert plan("a", 40, 40, bands=BANDS).half_width == 0
    assert "more than 99 times in 100" in sentences(400_000, 12, bands=BANDS)[2]
    assert "never" in sentences(20, 19, bands=BANDS)[0]
    assert "only all 12 files" in sentences(12, 3, bands=BANDS)[0]


@pytest.mark.parametrize(("population", "n"), [(0, 0), (10, 0), (10, 11), (10, -1)])
def test_plans_that_cannot_be_are_refused(population: int, n: int) -> None:
    with pytest.raises(UsageError):
        plan("a", population, n, bands=BANDS)


@pytest.mark.parametrize(
    "call",
    [
        lambda: discovery_size(10, 0, 0.95),
        lambda: discovery_size(10, 11, 0.95),
        lambda: discovery_size(10, 1, 1.0),
        lambda: miss_probability(10, 11, 1),
        lambda: attribute_size(10, 0.1, 0.1, 0.95),
        lambda: attribute_size(0, 0.1, 0.2, 0.95),
        lambda: sentences(10, 2, bands=BANDS, minutes_per_file=0),
        lambda: size_for_half_width(10, -1),
        lambda: split_budget({"a": 10}, -1),
        lambda: files_in(-1, 60),
        lambda: files_in(1, 0),
        lambda: tell_apart_size(10, 0.8, 0.65, 0.9),
    ],
)
def test_impossible_questions_are_refused(call: object) -> None:
    assert callable(call)
    with pytest.raises(UsageError):
        call()


def test_size_for_a_half_width_is_the_first_that_is_narrow_enough() -> None:
    size = size_for_half_width(458, 10)
    assert half_width(458, size) <= 10 < half_width(458, size - 1)
    assert size_for_half_width(458, 0) == 458
    assert size_for_half_width(458, 50) == 0


def test_areas_of_all_sizes_can_be_known_alike() -> None:
    sizes = same_precision({"safeguarding": 4000, "leaving_care": 60, "children_in_need": 0}, 15)
    assert sizes["children_in_need"] == 0
    assert sizes["leaving_care"] < sizes["safeguarding"]
    assert half_width(4000, sizes["safeguarding"]) <= 15
    assert half_width(60, sizes["leaving_care"]) <= 15


def test_a_budget_goes_where_least_is_known() -> None:
    populations = {"safeguarding": 4000, "children_in_care": 500, "leaving_care": 20, "none": 0}
    given = split_budget(populations, 60)
    assert sum(given.values()) == 60
    assert given["none"] == 0
    assert given["leaving_care"] < given["children_in_care"] <= given["safeguarding"]
    assert split_budget({"a": 3, "b": 2}, 99) == {"a": 3, "b": 2}


def test_hours_become_files() -> None:
    assert files_in(18, 90) == 12
    assert files_in(1.4, 90) == 0


def test_telling_bands_apart_takes_fewer_than_all_of_a_large_frame() -> None:
    assert tell_apart_size(458, 0.50, 0.65, 0.80) == 130
    assert tell_apart_size(400_000, 0.50, 0.65, 0.80) < 200
    assert tell_apart_size(5, 0.50, 0.65, 0.80) == 5
