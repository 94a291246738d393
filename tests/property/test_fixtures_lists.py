"""The eleven lists of a synthetic authority hold together, whatever the seed."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis.strategies import integers, sampled_from, text

from fixtures.days import add_months
from fixtures.lists import rows
from fixtures.records import Together
from fixtures.scenario import Scenario, load, scenario_ids
from fixtures.world import World
from sampling.caseload.annex_a import specification
from sampling.caseload.lists import ListRow
from sampling.framework.calendar import is_working_day, window

SEEDS = ("1", "7", "demo", "four dice: 6 1 3 3", "été")
SMALL = 700
"""Large authorities are made with fewer children: what must hold does not depend on their size."""

Lists = dict[int, list[ListRow]]


@cache
def authority(scenario: str) -> Scenario:
    found = load(scenario)
    return found if found.children <= SMALL else found.resized(SMALL)


@cache
def lists_of(scenario: str, seed: str) -> Lists:
    found: Lists = defaultdict(list)
    for row in rows(authority(scenario), seed):
        found[row.list].append(row)
    return found


def census_of(scenario: str) -> date:
    return authority(scenario).census_date


def window_of(scenario: str) -> date:
    return window(census_of(scenario))[0]


def open_at_census(lists: Lists, number: int, end: str) -> dict[str, ListRow]:
    return {row.child: row for row in lists[number] if row.day(end) is None}


populations = pytest.mark.parametrize(
    ("scenario", "seed"),
    [(scenario, seed) for scenario in ("ashmere", "littlewick") for seed in SEEDS]
    + [(scenario, "1") for scenario in scenario_ids() if scenario not in ("ashmere", "littlewick")],
)


@populations
def test_open_children_are_as_many_as_the_scenario_says(scenario: str, seed: str) -> None:
    lists = lists_of(scenario, seed)
    on = set(open_at_census(lists, 6, "cin_end")) | {row.child for row in lists[9]}
    on |= set(open_at_census(lists, 7, "cpp_end")) | set(open_at_census(lists, 8, "care_end"))
    assert len(on) == authority(scenario).children
    assert all(lists[number] for number in range(1, 10))


@populations
def test_a_child_is_the_same_child_on_every_list(scenario: str, seed: str) -> None:
    told: dict[str, tuple[object, ...]] = {}
    for number, found in lists_of(scenario, seed).items():
        for row in found:
            if number == 11:
                continue
            who = tuple(row.values[key] for key in ("gender", "ethnicity", "dob", "age"))
            assert told.setdefault(row.child, who) == who
    families = {}
    for row in lists_of(scenario, seed)[6]:
        families[row.child] = row.values["disability"]
    for number in (4, 5, 7, 8, 9):
        for row in lists_of(scenario, seed)[number]:
            assert families.setdefault(row.child, row.values["disability"]) == row.values["disability"]


@populations
def test_who_is_on_a_plan_or_in_care_or_assessed_is_in_need(scenario: str, seed: str) -> None:
    lists = lists_of(scenario, seed)
    need = open_at_census(lists, 6, "cin_end")
    plans, care = open_at_census(lists, 7, "cpp_end"), open_at_census(lists, 8, "care_end")
    assessed = {row.child for row in lists[4] if row.day("assessment_end") is None}
    for child, row in need.items():
        expected = (
            "Looked after child"
            if child in care
            else "Child Protection plan"
            if child in plans
            else ("Child in need plan", "Open assessment")
        )
        assert row.text("case_status") in expected
    assert set(plans) | set(care) | assessed <= set(need)
    by_status = {child for child, row in need.items() if row.text("case_status") == "Open assessment"}
    assert by_status <= assessed
    for row in lists[6]:
        ended = row.day("cin_end") is not None
        assert ended == (row.text("case_status") == "Closed episode") == bool(row.text("cin_end_reason"))


@populations
def test_nothing_happens_before_birth_or_after_the_census(scenario: str, seed: str) -> None:
    census = census_of(scenario)
    for found in lists_of(scenario, seed).values():
        for row in found:
            born = row.day("dob")
            for key, value in row.values.items():
                if key == "dob" or not isinstance(value, date):
                    continue
                assert value <= census, (row.list, key)
                if born is not None and born <= census:
                    assert value >= born, (row.list, key)


PAIRS = {
    2: [("eh_start", "eh_end")],
    4: [("assessment_start", "assessment_end")],
    5: [("s47_start", "icpc_date")],
    6: [("cin_start", "last_seen"), ("last_seen", "cin_end"), ("cin_start", "cin_end")],
    7: [
        ("cpp_start", "last_visit"),
        ("last_visit", "cpp_end"),
        ("cpp_start", "last_review_cpc"),
        ("last_review_cpc", "cpp_end"),
        ("cpp_start", "cpp_end"),
    ],
    8: [
        ("care_start", "legal_start"),
        ("legal_start", "care_end"),
        ("care_start", "placement_start"),
        ("placement_start", "care_end"),
        ("care_start", "last_visit"),
        ("last_visit", "care_end"),
        ("care_start", "last_cla_review"),
        ("last_cla_review", "care_end"),
        ("last_iro", "care_end"),
        ("care_start", "last_health"),
        ("last_health", "care_end"),
        ("last_dental", "care_end"),
    ],
    10: [
        ("care_start", "adm_decision"),
        ("adm_decision", "placement_order"),
        ("placement_order", "matched"),
        ("matched", "placed"),
        ("placed", "adoption_order"),
        ("adm_decision", "reversed"),
    ],
    11: [
        ("enquiry", "stage1_start"),
        ("stage1_start", "stage1_end"),
        ("stage1_end", "stage2_start"),
        ("stage2_start", "stage2_end"),
        ("stage2_end", "matched"),
        ("matched", "placed"),
        ("placed", "adoption_order"),
    ],
}


@populations
def test_what_comes_first_comes_first(scenario: str, seed: str) -> None:
    lists = lists_of(scenario, seed)
    for number, pairs in PAIRS.items():
        for row in lists[number]:
            for earlier, later in pairs:
                first, second = row.day(earlier), row.day(later)
                assert first is None or second is None or first <= second, (number, earlier, later, row)
    need = {row.child: row for row in lists[6]}
    for row in (*lists[7], *lists[8]):
        start = row.day("cpp_start") or row.day("care_start")
        began = need[row.child].day("cin_start")
        assert start is not None
        assert began is not None
        assert began <= start


@populations
def test_rows_belong_in_their_windows(scenario: str, seed: str) -> None:
    lists, first, census = lists_of(scenario, seed), window_of(scenario), census_of(scenario)
    for number, key in ((1, "contact_date"), (3, "referral_date")):
        assert all(first <= (row.day(key) or first) <= census for row in lists[number])
    for number, key in ((4, "assessment_end"), (6, "cin_end"), (7, "cpp_end"), (8, "care_end")):
        assert all((row.day(key) or census) >= first for row in lists[number])
    for number in (6, 7, 8, 9, 10):
        children = [row.child for row in lists[number]]
        assert len(children) == len(set(children))
    counts: dict[str, int] = defaultdict(int)
    for row in lists[3]:
        counts[row.child] += 1
    for row in lists[3]:
        assert (row.number("referrals_12m") or 0) >= counts[row.child] - 1


@populations
def test_enquiries_and_conferences_agree_with_plans(scenario: str, seed: str) -> None:
    lists = lists_of(scenario, seed)
    plans = {row.child: row for row in lists[7]}
    for row in lists[5]:
        undecided = not row.text("icpc_unnecessary")
        held = row.day("icpc_date")
        assert (held is not None) == (row.text("icpc_unnecessary") == "No")
        assert bool(row.text("icpc_plan")) == (held is not None)
        if undecided:
            assert held is None
        if row.text("icpc_plan") == "Yes":
            assert plans[row.child].day("cpp_start") == held


@populations
def test_care_adoption_and_leaving_agree(scenario: str, seed: str) -> None:
    lists = lists_of(scenario, seed)
    care = {row.child: row for row in lists[8]}
    adoption = {row.child: row for row in lists[10]}
    adoptive = {row.text("family_id") for row in lists[11]}
    for row in lists[8]:
        assert bool(row.day("care_end")) == bool(row.text("care_end_reason"))
        assert (row.number("placements_12m") or 0) >= 1
        assert (row.text("placement_in_out") == "In") == (
            row.text("placement_la") == authority(scenario).place
        )
        assert bool(row.text("rhi_offered")) == ((row.number("missing_12m") or 0) > 0)
        if row.text("care_end_reason") in ("E11", "E12"):
            assert adoption[row.child].day("adoption_order") == row.day("care_end")
        assert row.text("uasc") == "No" or (row.number("age") or 0) >= 14
    for row in lists[10]:
        if row.text("family_id"):
            assert row.text("family_id") in adoptive
    for row in lists[9]:
        age = row.number("age") or 0
        eligible = row.text("eligibility") == "Eligible child"
        in_care = row.child in care and care[row.child].day("care_end") is None
        assert eligible == in_care
        if eligible or row.text("eligibility") == "Relevant child":
            assert age in (16, 17)
        else:
            assert 18 <= age <= 24
        assert (row.text("in_touch") == "Yes") == bool(row.text("accommodation"))


@populations
def test_no_visit_follows_the_end_of_the_work(scenario: str, seed: str) -> None:
    ends = {6: ("last_seen", "cin_end"), 7: ("last_visit", "cpp_end"), 8: ("last_visit", "care_end")}
    for number, (visit, end) in ends.items():
        for row in lists_of(scenario, seed)[number]:
            visited, ended = row.day(visit), row.day(end)
            assert visited is None or ended is None or visited <= ended, row


OFFICE_DAYS = {
    2: ("eh_start", "eh_end"),
    4: ("assessment_end",),
    5: ("s47_start", "icpc_date"),
    7: ("cpp_start", "last_review_cpc", "cpp_end"),
    8: ("care_start", "legal_start", "last_cla_review", "last_iro"),
    10: ("care_start", "adm_decision", "placement_order", "matched", "adoption_order"),
    11: ("stage1_start", "stage2_start", "approved", "matched", "adoption_order"),
}
"""What courts, panels and meetings decide, and work that is planned to begin, by list."""


@populations
def test_courts_panels_and_conferences_sit_on_working_days(scenario: str, seed: str) -> None:
    for number, columns in OFFICE_DAYS.items():
        for row in lists_of(scenario, seed)[number]:
            for column in columns:
                day = row.day(column)
                assert day is None or is_working_day(day), (number, column, row.child, day)


@populations
def test_brothers_and_sisters_share_a_family_a_worker_and_how_they_came_to_notice(
    scenario: str, seed: str
) -> None:
    for family in World(authority(scenario), seed).families():
        assert (
            len({tuple(getattr(child, name) for name in Together._fields) for child in family.children}) <= 1
        )
    families: dict[str, str] = {}
    sizes: Counter[str] = Counter()
    for number in range(1, 10):
        for row in lists_of(scenario, seed)[number]:
            if row.child not in families:
                sizes[row.text("family")] += 1
            assert families.setdefault(row.child, row.text("family")) == row.text("family")
    assert 1 in sizes.values()
    assert max(sizes.values()) in (3, 4)


@populations
def test_every_id_leads_back_to_its_child(scenario: str, seed: str) -> None:
    world = World(authority(scenario), seed)
    for number in range(1, 11):
        for row in lists_of(scenario, seed)[number][:40]:
            family = world.family_of(row.child)
            assert family is not None
            child = next(child for child in family.children if child.id == row.child)
            assert date.fromordinal(child.born) == row.day("dob")
            assert number == 10 or family.id == row.text("family")


@populations
def test_only_disabled_children_are_known_for_their_disability(scenario: str, seed: str) -> None:
    lists = lists_of(scenario, seed)
    for number, column in ((6, "primary_need"), (8, "category_of_need")):
        known = [row for row in lists[number] if row.values[column] == "N2"]
        assert all(row.values["disability"] == "Yes" for row in known)


@populations
def test_a_plan_follows_a_conference_a_conference_an_enquiry_an_enquiry_a_referral(
    scenario: str, seed: str
) -> None:
    for family in World(authority(scenario), seed).families():
        for child in family.children:
            if child.plan is None:
                continue
            held = [enquiry for enquiry in child.enquiries if enquiry.conference == child.plan.start]
            assert len(held) == 1
            assert child.need is not None
            assert child.referrals[-1].contact <= child.referrals[-1].day <= held[0].start <= child.plan.start
            assert child.need.start <= child.plan.start


@pytest.mark.parametrize("scenario", scenario_ids())
def test_ages_are_those_of_the_census(scenario: str) -> None:
    census = census_of(scenario)
    for found in lists_of(scenario, "1").values():
        for row in found:
            born = row.day("dob")
            if born is None:
                continue
            years = census.year - born.year - ((census.month, census.day) < (born.month, born.day))
            assert row.number("age") == (-1 if born > census else years)


def test_the_window_is_six_calendar_months() -> None:
    census = date(2026, 3, 31)
    assert date.fromordinal(add_months(census.toordinal(), -6)) == date(2025, 9, 30)


ROW_KEYS = {spec.number: spec.row_key for spec in specification.load().lists}


@settings(max_examples=20, deadline=None)
@given(
    seed=text(max_size=12), chosen=sampled_from([("littlewick", 60), ("ashmere", 120), ("tarnshire", 200)])
)
@example(seed="round", chosen=("ashmere", 600))
def test_any_seed_fills_every_list_and_repeats_no_row(seed: str, chosen: tuple[str, int]) -> None:
    scenario, children = chosen
    found = Counter(
        (row.list, *(str(row.values[key]) for key in ROW_KEYS[row.list]))
        for row in rows(load(scenario).resized(children), seed)
    )
    assert {number for number, *_ in found} == set(ROW_KEYS)
    assert [key for key, count in found.items() if count > 1] == []


@settings(max_examples=25, deadline=None)
@given(seed=text(max_size=12), number=integers(min_value=0))
def test_any_family_of_any_seed_is_made_alike_in_any_order(seed: str, number: int) -> None:
    scenario = authority("littlewick")
    world = World(scenario, seed)
    chosen = number % world.families_count
    alone = World(scenario, seed).family(chosen)
    assert list(world.families())[chosen] == alone
    assert world.family(chosen) == alone
