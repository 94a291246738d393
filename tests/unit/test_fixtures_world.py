"""Synthetic authorities are as large, as late and as well served as their scenarios say."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib import resources
from math import sqrt

import pytest

from fixtures import SyntheticDocuments, blocks, load_scenario, rows, scenario_ids, scenario_summary
from fixtures.people import roster
from fixtures.scenario import AREA_OF
from fixtures.world import World
from sampling.caseload.cohorts import cohort
from sampling.caseload.lists import ListRow
from sampling.framework import edition_for, load
from sampling.framework.calendar import add_months, working_days_between
from sampling.framework.grades import Grade

LARGE = 12_000


@cache
def lists_of(scenario: str, children: int = 0) -> dict[int, list[ListRow]]:
    chosen = load_scenario(scenario)
    found: dict[int, list[ListRow]] = defaultdict(list)
    for row in rows(chosen.resized(children) if children else chosen, "1"):
        found[row.list].append(row)
    return found


DIGEST = """
import hashlib
from fixtures import blocks, load_scenario
digest = hashlib.sha256()
for block in blocks(load_scenario("tarnshire"), "7"):
    digest.update(repr((block.list, block.columns, block.lines)).encode())
print(digest.hexdigest())
"""


def is_near(expected: float, answers: Iterable[bool]) -> bool:
    """Whether a share lies within three standard errors of the scenario's.

    The error is that of a simple sample of so many children, times the root of two: what happens to one
    happens to its brothers and sisters, and families of the patterns have 1.9 to 2.3 children to each child's
    own family (the mean of the squared sizes over the mean size).
    """
    given = list(answers)
    error = sqrt(2.2 * expected * (1 - expected) / len(given))
    assert len(given) > 200
    found = sum(given) / len(given)
    assert abs(found - expected) <= 3 * error, (expected, found, error)
    return True


@pytest.mark.parametrize("seed", ["1", "another"])
def test_the_county_has_its_published_numbers_exactly(seed: str) -> None:
    county = load_scenario("tarnshire")
    found: dict[int, list[ListRow]] = defaultdict(list)
    for row in rows(county, seed):
        found[row.list].append(row)
    on_6 = {row.child for row in found[6] if row.day("cin_end") is None}
    in_care = {row.child for row in found[8] if row.day("care_end") is None}
    leavers = {row.child for row in found[9]}
    assert len(on_6 | leavers) == 5_042
    assert len(in_care) == 1_345
    assert in_care <= on_6
    edition = load(edition_for(county.census_date))
    frame = cohort("children_in_care", found, county.census_date, edition)
    assert {member.child for member in frame.members} == in_care
    assert len(found[1]) > len(on_6)


def test_the_county_has_its_published_grades() -> None:
    county = load_scenario("tarnshire")
    assert county.grades == {
        "impact_of_leaders": Grade.REQUIRES_IMPROVEMENT,
        "help_and_protection": Grade.REQUIRES_IMPROVEMENT,
        "children_in_care": Grade.GOOD,
        "care_leavers": Grade.REQUIRES_IMPROVEMENT,
    }
    themes = county.planted["safeguarding"].themes
    assert {"HP-10", "HP-38", "LEAD-15", "HP-27"} <= set(themes)
    assert {"CL-14", "CL-15"} <= set(county.planted["leaving_care"].themes)


@pytest.mark.parametrize("scenario", scenario_ids())
def test_open_children_stand_where_the_sizes_say(scenario: str) -> None:
    sizes, found = load_scenario(scenario).sizes, lists_of(scenario)
    status = Counter(row.text("case_status") for row in found[6])
    assert status["Open assessment"] == sizes["assessment"]
    assert status["Child in need plan"] == sizes["child_in_need_plan"]
    assert status["Child Protection plan"] == sizes["protection_plan"]
    assert status["Looked after child"] == sizes["looked_after"]
    assert sum(row.day("cpp_end") is None for row in found[7]) == sizes["protection_plan"]
    assert sum(row.text("eligibility") != "Eligible child" for row in found[9]) == sizes["care_leaver"]


@pytest.mark.parametrize("scenario", scenario_ids())
def test_areas_are_as_large_as_the_list_of_scenarios_says(scenario: str) -> None:
    """Counted here and kept in ``fixtures/areas.toml``, since counting takes seconds."""
    chosen = load_scenario(scenario)
    edition, found = load(edition_for(chosen.census_date)), lists_of(scenario)
    counted = {
        area.id: len(cohort(area.id, found, chosen.census_date, edition).members) for area in edition.areas
    }
    kept = tomllib.loads((resources.files("fixtures") / "areas.toml").read_text(encoding="utf-8"))
    assert kept.get(scenario) == counted, f"fixtures/areas.toml, {scenario}: {counted}"
    assert scenario_summary(scenario)["areas"] == counted


@pytest.mark.parametrize("scenario", ["tarnshire", "dunmarsh", "sorrelby"])
def test_rates_of_need_and_protection_are_the_scenarios(scenario: str) -> None:
    rates, found = load_scenario(scenario).rates, lists_of(scenario, LARGE)
    took = [
        working_days_between(start, end)
        for row in found[4]
        if (start := row.day("assessment_start")) and (end := row.day("assessment_end"))
    ]
    assert is_near(rates.assessment_late, [days > 45 for days in took])
    waited = [
        working_days_between(start, held)
        for row in found[5]
        if (start := row.day("s47_start")) and (held := row.day("icpc_date"))
    ]
    assert is_near(rates.conference_late, [days > 15 for days in waited])
    latest = {row.child: row for row in sorted(found[3], key=lambda row: row.day("referral_date") or row.row)}
    assert is_near(rates.referred_before, [bool(row.number("referrals_12m")) for row in latest.values()])
    assert is_near(rates.no_further_action, [row.text("referral_nfa") == "Yes" for row in latest.values()])
    enquired = {row.child: day for row in found[5] if (day := row.day("s47_start"))}
    assessed = [row for row in found[4] if row.day("assessment_end") is None]
    begun = {row.child: day for row in assessed if (day := row.day("assessment_start"))}
    assert is_near(rates.enquiry, [enquired.get(child, date.min) >= day for child, day in begun.items()])
    window = add_months(load_scenario(scenario).census_date, -6)
    without = [
        row
        for row in found[4]
        if row.text("assessment_support") == "No" and (row.day("assessment_start") or date.min) >= window
    ]
    assert is_near(rates.enquiry / 2, [row.child in enquired for row in without])
    need = [row for row in found[6] if row.day("cin_end") is None]
    assert is_near(rates.disabled, [row.text("disability") == "Yes" for row in need])
    assert is_near(rates.unallocated, [row.text("worker") == "Unallocated" for row in need])
    plans = [row for row in found[7] if row.day("cpp_end") is None]
    assert is_near(rates.earlier_plan, [bool(row.number("previous_cpps")) for row in plans])
    assert is_near(rates.emergency, [row.text("epo_ppo_6m") == "Yes" for row in plans])
    ended = {row.child for row in found[7] if row.day("cpp_end")}
    in_need = [row for row in need if row.text("case_status") == "Child in need plan"]
    assert is_near(rates.stepped_down, [row.child in ended for row in in_need])
    expecting = [
        row for row in need if row.text("case_status") in ("Open assessment", "Child Protection plan")
    ]
    assert is_near(rates.unborn, [row.number("age") == -1 for row in expecting])


@pytest.mark.parametrize("scenario", ["tarnshire", "dunmarsh", "sorrelby"])
def test_rates_of_care_and_leaving_it_are_the_scenarios(scenario: str) -> None:
    rates, found = load_scenario(scenario).rates, lists_of(scenario, LARGE)
    care = [row for row in found[8] if row.day("care_end") is None]
    assert is_near(rates.asylum, [row.text("uasc") == "Yes" for row in care])
    assert is_near(rates.out_of_area, [row.text("placement_in_out") == "Out" for row in care])
    homes = [row.number("placements_12m") or 0 for row in care]
    assert is_near(rates.second_placement, [number > 1 for number in homes])
    assert is_near(rates.third_placement, [number > 2 for number in homes])
    assert is_near(rates.adoption_plan, [row.text("permanence") == "Adoption" for row in care])
    ten = [row for row in care if (row.number("age") or 0) >= 10]
    assert is_near(rates.missing, [bool(row.number("missing_12m")) for row in ten])
    missing = [row for row in ten if row.number("missing_12m")]
    assert is_near(rates.no_return_interview, [row.text("rhi_offered") != "Yes" for row in missing])
    leavers = [row for row in found[9] if row.text("eligibility") != "Eligible child"]
    assert is_near(rates.asylum_leavers, [row.text("uasc") == "Yes" for row in leavers])
    assert is_near(rates.not_in_touch, [row.text("in_touch") != "Yes" for row in leavers])
    touch = [row for row in leavers if row.text("in_touch") == "Yes"]
    assert is_near(rates.unsuitable_home, [row.text("suitability") == "Unsuitable" for row in touch])
    assert is_near(rates.not_in_education_or_work, [row.text("activity")[0] == "G" for row in touch])


ENGLAND = {
    "legal_status": ({"C2": 59, "C1": 16, "V2": 19, "E1": 6}, 6),
    "gender": ({"Male": 56, "Female": 44}, 3),
    "placement_provider": ({"PR1": 43, "PR4": 40, "PR0": 6}, 8),
}
"""Children looked after in England at 31 March 2025, in the hundred; and how many points off we may be."""


@pytest.mark.parametrize("key", ENGLAND)
def test_children_in_care_are_like_englands(key: str) -> None:
    care = [row for row in lists_of("tarnshire", LARGE)[8] if row.day("care_end") is None]
    counts = Counter(row.text(key) for row in care)
    published, points = ENGLAND[key]
    for code, share in published.items():
        assert abs(100 * counts[code] / len(care) - share) <= points, (code, counts[code] / len(care))


def test_plans_are_made_for_what_englands_are() -> None:
    # Initial category, plans of England at 31 March 2020: neglect 50.5, emotional 35.7 in the hundred.
    plans = [row for row in lists_of("tarnshire", LARGE)[7] if row.day("cpp_end") is None]
    counts = Counter(row.text("abuse_initial") for row in plans)
    assert 44 < 100 * counts["Neglect"] / len(plans) < 57
    assert 28 < 100 * counts["Emotional abuse"] / len(plans) < 42


@pytest.mark.parametrize("scenario", scenario_ids())
def test_families_are_served_as_well_as_planted(scenario: str) -> None:
    chosen = load_scenario(scenario)
    levels: dict[str, list[int]] = defaultdict(list)
    for family in World(chosen, "1").families():
        if family.children:
            levels[AREA_OF[family.pathway]].append(family.children[0].practice.overall)
    for area, found in levels.items():
        good = sum(level < 2 for level in found) / len(found)
        assert abs(good - chosen.planted[area].good_share) < max(0.02, 2 / len(found)), area


@pytest.mark.parametrize("scenario", ["tarnshire", "pellbrook", "dunmarsh"])
def test_workers_hold_as_many_children_as_the_scenario_says(scenario: str) -> None:
    chosen, found = load_scenario(scenario), lists_of(scenario)
    teams = {team.name: team for team in chosen.teams}
    held = Counter(row.text("worker") for row in found[6] if row.day("cin_end") is None)
    held.pop("Unallocated", None)
    mean = held.total() / chosen.workers("assessment", "family_support", "disability", "care")
    assert abs(mean - chosen.staffing.caseload) < 0.2 * chosen.staffing.caseload
    assert max(held.values()) < 3.5 * mean
    assert {row.text("team") for row in found[6]} <= set(teams)


def test_two_processes_make_the_same_lists_of_the_county() -> None:
    digests = set()
    for hash_seed in ("0", "1"):
        environment = os.environ | {"PYTHONHASHSEED": hash_seed}
        ran = subprocess.run(
            [sys.executable, "-c", DIGEST], env=environment, capture_output=True, text=True, check=True
        )
        digests.add(ran.stdout)
    assert len(digests) == 1


def test_blocks_and_rows_tell_the_same_and_blocks_stay_small() -> None:
    scenario = load_scenario("ashmere").resized(3_000)
    told = [(row.list, row.row, dict(row.values)) for row in rows(scenario, "1")]
    made = list(blocks(scenario, "1"))
    assert [(row.list, row.row, dict(row.values)) for block in made for row in block.rows()] == told
    assert max(len(block.lines) for block in made) < 20_000
    by_list: dict[int, list[int]] = defaultdict(list)
    for number, row, _ in told:
        by_list[number].append(row)
    assert all(found == list(range(3, 3 + len(found))) for found in by_list.values())


@pytest.mark.parametrize("scenario", ["sorrelby", "tarnshire", "dunmarsh"])
def test_posts_change_hands_and_agencies_fill_them_as_the_scenario_says(scenario: str) -> None:
    chosen = load_scenario(scenario).resized(20_000)
    people = roster(chosen, "1")
    everybody = [staff for group in people.workers.values() for staff in group]
    assert is_near(chosen.staffing.agency, [staff.agency for staff in everybody])
    year = chosen.census_date.toordinal() - 372
    changes = sum(
        tenure.since is not None and tenure.since > year
        for staff in everybody
        for tenure in people.tenures(staff)
    )
    expected = chosen.staffing.turnover * len(everybody)
    assert abs(changes - expected) < 4 * sqrt(expected) + 0.05 * expected


def test_holders_of_a_post_follow_one_another_whoever_is_asked_for_first() -> None:
    county = load_scenario("tarnshire")
    first, second = roster(county, "1"), roster(county, "1")
    group = first.workers["care"]
    for staff in reversed(group):
        second.tenures(staff)
    for staff in group:
        tenures = first.tenures(staff)
        assert tenures == second.tenures(staff)
        assert tenures[-1].staff == staff
        assert tenures[0].since is None
        days = [tenure.since for tenure in tenures[1:]]
        assert days == sorted(days)  # type: ignore[type-var]
        assert len({tenure.staff.name for tenure in tenures}) == len(tenures)


def test_nobody_held_a_case_before_they_came() -> None:
    source = SyntheticDocuments("dunmarsh", "1")
    people = roster(load_scenario("dunmarsh"), "1")
    came = {staff.name: people.tenures(staff)[-1].since for staff in people.workers["care"]}
    cases = [row for row in lists_of("dunmarsh")[8] if row.day("care_end") is None][:150]
    lately = 0
    for row in cases:
        for spell in source.material(row.child, "children_in_care").workers:
            since = came.get(spell.worker)
            if since is not None:
                assert spell.start is not None
                assert spell.start.toordinal() >= since
                lately += 1
    assert lately > 30
