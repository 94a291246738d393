"""Scenario files: what they promise, and how a wrong one is refused."""

from __future__ import annotations

from datetime import date
from importlib import resources

import pytest

from fixtures.scenario import OPEN_PATHWAYS, load, scenario_ids
from fixtures.scenario_file import parse
from fixtures.world import World
from sampling.errors import DataFileError, UsageError

TEXT = (resources.files("fixtures") / "scenarios/ashmere.toml").read_text(encoding="utf-8")


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
