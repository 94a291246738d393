"""Scenario files: what they promise, and how a wrong one is refused."""

from __future__ import annotations

from datetime import date
from importlib import resources

import pytest

from fixtures.scenario import OPEN_PATHWAYS, load, scenario_ids
from fixtures.scenario_file import parse
from fixtures.world import World
from sampling.errors import DataFileError, UsageError
from sampling.framework.grades import Grade

TEXT = (resources.files("fixtures") / "scenarios/ashmere.toml").read_text(encoding="utf-8")


BANDS = {
    Grade.OUTSTANDING: (0.80, 1.0),
    Grade.GOOD: (0.65, 0.80),
    Grade.REQUIRES_IMPROVEMENT: (0.50, 0.65),
    Grade.INADEQUATE: (0.0, 0.50),
}
"""The bands of the design: shares of cases rated good or better."""


def test_ashmere_is_a_borough_of_six_hundred() -> None:
    ashmere = load("ashmere")
    assert (ashmere.children, ashmere.census_date) == (600, date(2026, 3, 31))
    assert sum(ashmere.sizes[name] for name in OPEN_PATHWAYS) == 600
    assert {"ashmere", "littlewick"} <= set(scenario_ids())


@pytest.mark.parametrize("children", [1, 7, 61, 599, 5_000, 399_999])
def test_a_resized_authority_has_exactly_so_many_children(children: int) -> None:
    resized = load("ashmere").resized(children)
    assert sum(resized.sizes[name] for name in OPEN_PATHWAYS) == children
    assert all(team.workers >= 1 for team in resized.teams)


@pytest.mark.parametrize("children", [0, -5, 500_001])
def test_an_impossible_size_is_refused(children: int) -> None:
    with pytest.raises(UsageError, match="children"):
        load("ashmere").resized(children)


def test_the_greatest_authority_has_an_id_for_everybody() -> None:
    world = World(load("ashmere").resized(500_000), "1")
    last = world.family(world.families_count - 13_000).children[0]
    assert world.family_of(last.id) is not None


def test_an_unknown_scenario_names_near_ones() -> None:
    with pytest.raises(UsageError, match="ashmere"):
        load("ashmear")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("children = 600", "children = 600\nchildern = 5", "childern"),
        ("children = 600", "", "children"),
        ("children = 600", "children = 0", "children"),
        ("children = 600", "children = true", "children"),
        ("census_date = 2026-03-31", "census_date = 'March'", "census_date"),
        ("protection_plan = 75", "protection_plan = 601", "sizes.protection_plan"),
        ("protection_plan = 75", "protection_plan = 76", "sizes"),
        ("protection_plan = 75", "protection_plan = -1", "sizes.protection_plan"),
        ("protection_plan = 75", "plans = 75", "sizes.plans"),
        ("contact = 660", "contact = 60000", "sizes.contact"),
        ("third_placement = 0.1", "third_placement = 0.5", "rates.third_placement"),
        ("missing = 0.14", "missing = 'often'", "rates.missing"),
        ("missing = 0.14", "", "rates.missing"),
        ("asylum = 0.08", "asylum = 0.99", "rates.adoption_plan"),
        ('work = "leaving_care"', 'work = "leaving"', "teams.8.work"),
        ("workers = 9", "workers = 0", "teams.7.workers"),
        ("quarters = [", "quarters = [3, ", "quarters"),
        ("white = 0.71", "white = 0.9", "heritage"),
        ("agency = 0.13", "agency = 13", "staffing.agency"),
        ("caseload = 14.5", "caseload = 22", "staffing.caseload"),
        ('name = "Assessment Coast"', 'name = "Assessment North"', "teams.3.name"),
        ('children_in_care = "good"', 'children_in_care = "fine"', "grades.children_in_care"),
        ('care_leavers = "requires_improvement"', "", "grades.care_leavers"),
        ("good_share = 0.58", "good_share = 1.58", "planted.safeguarding.good_share"),
        ("good_share = 0.58", "good_share = 0.63", "planted.safeguarding.good_share"),
        ("strong_share = 0.14", "strong_share = 0.59", "planted.safeguarding.strong_share"),
        ("serious_share = 0.09", "serious_share = 0.5", "planted.safeguarding.serious_share"),
        ("serious_share = 0.09", "serious_share = 0.25", "planted.safeguarding.serious_share"),
        ("HP-38 = { met = 0.45", "HP-38 = { met = 1.45", "planted.safeguarding.themes.HP-38.met"),
        ("HP-38 = { met = 0.45", "CIC-41 = { met = 0.45", "planted.safeguarding.themes.CIC-41"),
        ("ambiguous = { HP-11", "ambiguous = { HP-20", "planted.safeguarding.ambiguous.HP-20"),
        ("HP-38 = { met = 0.45, ", "HP-38 = { ", "planted.safeguarding.themes.HP-38.met"),
        ("[sizes]", "[sizes", "syntax"),
    ],
)
def test_a_wrong_file_is_refused_by_its_key(old: str, new: str, key: str) -> None:
    assert old in TEXT
    with pytest.raises(DataFileError) as refused:
        parse("ashmere.toml", TEXT.replace(old, new, 1))
    assert refused.value.key == key
    assert str(refused.value).startswith(f"ashmere.toml: {key}: ")


def test_a_work_that_no_team_does_is_refused() -> None:
    with pytest.raises(DataFileError, match="no team does the work 'disability'"):
        parse("ashmere.toml", TEXT.replace('work = "disability"', 'work = "care"'))


def test_there_are_authorities_of_every_grade_and_size() -> None:
    scenarios = [load(id) for id in scenario_ids()]
    assert len(scenarios) >= 6
    assert {grade for scenario in scenarios for grade in scenario.grades.values()} == set(Grade)
    assert min(scenario.children for scenario in scenarios) < 100
    assert max(scenario.children for scenario in scenarios) > 5_000
    steady = [scenario.staffing for scenario in scenarios if scenario.staffing.turnover == 0.038]
    assert [0.06 <= staffing.agency <= 0.07 for staffing in steady] == [True]


@pytest.mark.parametrize("id", scenario_ids())
def test_criteria_are_met_as_often_as_planted_whatever_the_case_rating(id: str) -> None:
    for area, planted in load(id).planted.items():
        for criterion, weights in planted.criteria.items():
            theme = planted.themes.get(criterion)
            wanted = planted.good_share if theme is None else theme.met
            met = sum(
                share * (chances[0] + chances[1])
                for share, chances in zip(planted.ratings, weights.values(), strict=True)
            )
            assert abs(met - wanted) < 1e-6, (area, criterion)
            assert all(abs(sum(chances) - 1) < 1e-9 for chances in weights.values())
            best_first = [chances[0] + chances[1] for chances in weights.values()]
            assert best_first == sorted(best_first, reverse=True)
        assert {item.source for item in planted.themes.values()} | {planted.source}


@pytest.mark.parametrize("id", scenario_ids())
def test_planted_shares_lie_well_inside_the_band_of_their_grade(id: str) -> None:
    scenario = load(id)
    for planted in scenario.planted.values():
        low, high = BANDS[planted.grade]
        assert low + 0.05 - 1e-9 <= planted.good_share <= high - 0.05 + 1e-9
        assert (planted.serious_share > 0.2) == (planted.grade is Grade.INADEQUATE)
