"""The papers of a synthetic file do not contradict each other, the lists, or the child's age."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from fixtures.days import add_months, the_date
from fixtures.documents import Files
from fixtures.prose import bank
from fixtures.records import Child
from fixtures.scenario import load
from sampling.caseload.casefile import Document, Material
from tests.reading import frame

SEED = "1"
SCENARIOS = ("ashmere", "dunmarsh")
FILES = 90
"""Files looked at of each area: spread over its frame."""

Read = tuple[Child, Material]


@cache
def read(scenario: str, area: str) -> tuple[Read, ...]:
    files, found = Files(load(scenario), SEED), []
    children = frame(scenario, SEED, area)
    for id in children[:: max(1, len(children) // FILES)]:
        family, written = files.world.family_of(id), files.written(id, area)
        assert family is not None
        assert written is not None
        found.append((next(one for one in family.children if one.id == id), written.material))
    return tuple(found)


def papers(scenario: str, area: str, *kinds: str) -> Iterator[tuple[Child, Material, Document, date]]:
    """Documents of some kinds, or of any."""
    for child, material in read(scenario, area):
        for paper in material.documents:
            assert paper.day is not None
            if not kinds or paper.kind in kinds:
                yield child, material, paper, paper.day


def on_the_case(material: Material, day: date) -> set[str]:
    """Who held the case on a day: two of them on the day of a change."""
    return {
        spell.worker
        for spell in material.workers
        if (spell.start is None or spell.start <= day) and (spell.end is None or day <= spell.end)
    }


everywhere = pytest.mark.parametrize("scenario", SCENARIOS)


@everywhere
def test_whoever_writes_of_a_visit_or_a_plan_has_the_case_that_day(scenario: str) -> None:
    own = ("visit", "direct work", "plan", "handover", "missing", "health and education", "closing")
    seen = 0
    for area in ("safeguarding", "children_in_need", "children_in_care"):
        for child, material, paper, day in papers(scenario, area, *own):
            if child.holder is not None and paper.author != "Duty social worker":
                assert paper.author in on_the_case(material, day), (child.id, paper)
                seen += 1
    assert seen > 700


@everywhere
def test_a_personal_adviser_writes_while_the_case_is_theirs(scenario: str) -> None:
    seen = 0
    for child, material, paper, day in papers(scenario, "leaving_care", "visit", "direct work", "risk"):
        assert child.leaving is not None
        first = material.workers[0].start
        if child.holder == child.leaving.adviser and first is not None and day >= first:
            assert paper.author in on_the_case(material, day), (child.id, paper)
            seen += 1
    assert seen > 120


@everywhere
def test_nobody_advises_a_young_person_long_before_sixteen(scenario: str) -> None:
    for child, material in read(scenario, "leaving_care"):
        fifteenth = the_date(add_months(child.born, 180))
        for spell in material.workers:
            if spell.role == "Personal adviser" and spell.start is not None:
                assert spell.start >= fifteenth, (child.id, spell)


@everywhere
def test_the_plan_of_a_child_in_need_waits_until_protection_or_care_has_ended(scenario: str) -> None:
    after = 0
    for child, _, paper, day in papers(scenario, "children_in_need", "plan"):
        for other in (child.plan, child.care):
            if other is not None:
                assert other.end is not None
                assert not the_date(other.start) < day < the_date(other.end), (child.id, paper.title)
                after += 1
    assert after


def test_carers_are_met_only_while_the_child_is_in_care() -> None:
    told = Counter[bool]()
    for area in ("safeguarding", "children_in_need"):
        for child, material, paper, day in papers("dunmarsh", area, "visit"):
            carers = [person.name for person in material.network if person.relation == "Carers"]
            care = child.care
            if care is None or child.uasc:
                continue
            away = the_date(care.start) <= day and (care.end is None or day <= the_date(care.end))
            named = any(name in paper.text for name in carers)
            assert away or not named, (child.id, paper)
            told[away] += 1
    assert told


@everywhere
def test_the_young_are_not_told_of_as_if_they_were_older(scenario: str) -> None:
    grown = re.compile(
        r"homework|pocket money|school reported|representative reported|key stage", re.IGNORECASE
    )
    for area in ("safeguarding", "children_in_need", "children_in_care"):
        for child, _, paper, _ in papers(scenario, area):
            if child.age < 4:
                assert not grown.search(paper.text), (child.id, child.age, paper)
            if child.age < 2 and paper.kind in ("visit", "review", "core group"):
                assert "told me its name" not in paper.text.replace("body told me its name", "")


@everywhere
def test_nobody_in_care_pays_rent_or_council_tax(scenario: str) -> None:
    for child, _, paper, _ in papers(scenario, "leaving_care"):
        if child.age < 18:
            assert not re.search(
                r"council tax|\brent\b(?! guarantors)|tenancy|setting-up grant", paper.text, re.IGNORECASE
            ), paper


def test_a_residential_school_is_called_no_home_and_is_where_the_child_goes() -> None:
    files, seen = Files(load("sorrelby"), SEED), 0
    for id in frame("sorrelby", SEED, "children_in_care"):
        family = files.world.family_of(id)
        assert family is not None
        child = next(one for one in family.children if one.id == id)
        if child.care is None or child.care.placement.type != "S1" or child.care.end is not None:
            continue
        written = files.written(id, "children_in_care")
        assert written is not None
        home = next(person.name for person in written.material.network if person.relation == "Home")
        assert any(person.name.endswith(f"{home} School") for person in written.material.network)
        assert not any("children's home" in paper.text for paper in written.material.documents)
        seen += 1
    assert seen


@everywhere
def test_a_home_fits_the_accommodation_that_the_lists_give(scenario: str) -> None:
    flats = [
        line.split("{", 1)[0] + line.split("}", 1)[1][:30] for line in bank("leaving")["settled"]["life"]
    ]
    for child, _, paper, _ in papers(scenario, "leaving_care", "pathway plan"):
        assert child.leaving is not None
        if child.leaving.accommodation in set("BCDEKTXZ"):
            assert not any(flat in paper.text for flat in flats), (child.leaving.accommodation, paper.text)


@everywhere
def test_risk_is_written_of_without_small_talk(scenario: str) -> None:
    chat = re.compile(
        r"playlist|washing machine|takeaway menu|sleeping in|haircut|Library card", re.IGNORECASE
    )
    found = list(papers(scenario, "leaving_care", "risk"))
    assert found
    assert not any(chat.search(paper.text) for *_, paper, _ in found)


@everywhere
def test_a_child_is_not_quoted_twice_in_one_file(scenario: str) -> None:
    for area in ("children_in_need", "children_in_care", "leaving_care"):
        for child, material in read(scenario, area):
            said = [
                line
                for paper in material.documents
                if paper.kind in ("visit", "direct work")
                for line in re.findall(r"^(?:\w+ said: )?“(.+)”$", paper.text, re.MULTILINE)
            ]
            assert len(set(said)) >= len(said) - 1, (child.id, said)


SLIPS = re.compile(
    r" [.,;]|\b(?:1|2|3|21|22|23)th\b|\b(?!that\b|had\b)([a-z]+) \1\b|\b(?:form|list|one|parts?) are found\b"
    r"|\bare on file, and neither of\b|\bthere was [a-z]+s\b",
    re.IGNORECASE,
)


@everywhere
def test_no_sentence_trips_over_its_own_choices(scenario: str) -> None:
    for area in ("safeguarding", "children_in_need", "children_in_care", "leaving_care"):
        for _, _, paper, _ in papers(scenario, area):
            slip = SLIPS.search(paper.text)
            assert slip is None, (slip and slip[0], paper.text)


@everywhere
def test_nobody_out_of_touch_or_in_custody_has_a_life_that_nobody_here_could_see(scenario: str) -> None:
    chat = re.compile(
        r"haircut|bus pass|leisure card|gym card|allowance|walking the dog|The lift", re.IGNORECASE
    )
    seen = 0
    for child, _, paper, _ in papers(
        scenario, "leaving_care", "visit", "contact", "direct work", "pathway plan"
    ):
        assert child.leaving is not None
        if child.leaving.in_touch != "Yes" or child.leaving.accommodation == "X":
            assert not chat.search(paper.text), (child.id, paper)
            seen += 1
    assert seen
