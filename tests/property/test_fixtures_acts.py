"""What is done for a child is what would be done: by the right people, on such days, at such an age."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from fixtures.days import age_on, the_date
from fixtures.documents import Files
from fixtures.records import Child
from fixtures.scenario import load
from fixtures.world import World
from sampling.caseload.casefile import Document
from tests.reading import frame

SEED = "1"
FILES = 80
"""Files looked at of each area: spread over its frame."""

FAST = "dunmarsh"
"""The authority whose workers change most."""


@cache
def files(scenario: str) -> Files:
    return Files(load(scenario), SEED)


def papers(scenario: str, *areas: str) -> Iterator[tuple[Child, Document, int]]:
    """Documents and the days they were written."""
    made = files(scenario)
    for area in areas:
        children = frame(scenario, SEED, area)
        for id in children[:: max(1, len(children) // FILES)]:
            family, written = made.world.family_of(id), made.written(id, area)
            assert family is not None
            assert written is not None
            child = next(one for one in family.children if one.id == id)
            for paper in written.material.documents:
                assert paper.day is not None
                yield child, paper, paper.day.toordinal()


def children(scenario: str) -> Iterator[Child]:
    return (child for family in World(load(scenario), SEED).families() for child in family.children)


@pytest.mark.parametrize("scenario", ["ashmere", FAST])
def test_a_paper_tells_of_the_child_as_old_as_it_was(scenario: str) -> None:
    """Nobody quotes a child under two, or speaks of its attendance, however old it is by now."""
    grown_up_since, older = 0, re.compile(r" said: “|per cent, with|keen reader", re.IGNORECASE)
    for child, paper, day in papers(scenario, "safeguarding", "children_in_need"):
        if age_on(child.born, day) < 2:
            grown_up_since += child.age >= 3
            assert not older.search(paper.text), (child.id, the_date(child.born), paper)
    assert grown_up_since


def test_a_child_who_was_harmed_is_enquired_about() -> None:
    for child in children("pellbrook"):
        if (
            child.situation in ("physical_harm", "sexual_harm")
            and child.need is not None
            and child.care is None
        ):
            open_or_recent = child.assessments and not child.referrals[-1].ended
            assert child.enquiries or not open_or_recent or child.pathway == "closed_need", child.id


@pytest.mark.parametrize("scenario", ["ashmere", "pellbrook"])
def test_a_plan_that_gave_way_to_another_was_ended_by_a_conference(scenario: str) -> None:
    ended = [one.plan for one in children(scenario) if one.plan and one.plan.end and one.care is None]
    assert ended
    assert all(plan.reviewed == plan.end for plan in ended)


@pytest.mark.parametrize("scenario", ["pellbrook", FAST])
def test_a_plan_made_without_a_young_person_is_of_when_they_were_gone(scenario: str) -> None:
    gone = [one.leaving for one in children(scenario) if one.leaving and one.leaving.in_touch != "Yes"]
    with_plan = [item for item in gone if item.reviewed is not None and item.contacted is not None]
    assert with_plan
    assert all((item.contacted or 0) <= (item.reviewed or 0) for item in with_plan)


def test_direct_work_in_new_cases_is_the_first() -> None:
    told = 0
    for child, paper, day in papers("ashmere", "children_in_need", "safeguarding"):
        if paper.kind == "direct work" and child.need is not None and day < child.need.start + 60:
            told += 1
            assert not re.search(r"our (second|third|fourth) (session|such)", paper.text), paper
    assert told


@pytest.mark.parametrize("area", ["safeguarding", "children_in_care"])
def test_nobody_chairs_a_review_before_they_came(area: str) -> None:
    """In the authority whose workers change most."""
    roster = files(FAST).world.roster
    since: dict[str, tuple[date | None, date | None]] = {}
    for post in roster.workers["reviewing"]:
        tenures = roster.tenures(post)
        for tenure, later in pairwise([*tenures, None]):
            assert tenure is not None
            came = None if tenure.since is None else the_date(tenure.since)
            left = None if later is None or later.since is None else the_date(later.since)
            since[tenure.staff.name] = (came, left)
    assert any(left for _, left in since.values())
    seen = 0
    for _, paper, day in papers(FAST, area):
        if paper.author in since and paper.kind in ("review", "conference"):
            came, left = since[paper.author]
            seen += 1
            assert came is None or came <= the_date(day), paper
            assert left is None or the_date(day) <= left, paper
    assert seen


@pytest.mark.parametrize("scenario", ["littlewick", "ashmere"])
def test_nobody_hands_a_case_over_to_themselves(scenario: str) -> None:
    made = files(scenario)
    for area in ("children_in_care", "children_in_need"):
        for id in frame(scenario, SEED, area):
            written = made.written(id, area)
            assert written is not None
            for before, after in pairwise(written.material.workers):
                assert (before.worker, before.role) != (after.worker, after.role), id


def test_nobody_seen_alone_is_said_not_to_have_been() -> None:
    apart = re.compile("apart from the adults|with others near|not spoken to", re.IGNORECASE)
    for _, paper, _ in papers(FAST, "safeguarding", "children_in_need", "children_in_care"):
        if paper.kind == "visit" and re.search("seen alone|saw .+ alone", paper.text, re.IGNORECASE):
            assert not apart.search(paper.text), paper


def test_those_placed_with_parents_have_no_visits_to_them() -> None:
    told = 0
    for child, paper, _ in papers("dunmarsh", "children_in_care"):
        if child.care is not None and child.care.placement.type == "P1" and child.age >= 4:
            told += 1
            assert not re.search(
                "family time|host authority", paper.text.replace("Family time notes", ""), re.I
            )
    assert told


def test_no_court_has_agreed_to_what_parents_agreed_to() -> None:
    told = 0
    for child, paper, _ in papers("ashmere", "children_in_care"):
        if child.care is not None and child.care.legal == "V2":
            told += 1
            assert "court agreed" not in paper.text, paper
    assert told


def test_what_an_ending_leaves_behind_is_told_at_the_ending() -> None:
    ended = 0
    for id in frame(FAST, SEED, "safeguarding")[::6]:
        written = files(FAST).written(id, "safeguarding")
        assert written is not None
        if written.planting.banks.get("HP-16") == "HP-16.closed":
            ended += 1
            assert {paper.kind for paper in written.papers if "HP-16" in paper.shows} <= {"closing"}
    assert ended
