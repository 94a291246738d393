"""A synthetic child's file agrees with the lists, and reads like a file."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from fixtures import SyntheticDocuments, SyntheticKeys, load_scenario, rows
from fixtures.days import the_date
from fixtures.prose import day_text
from fixtures.records import Family
from fixtures.world import Block, World
from sampling.caseload.build import build
from sampling.caseload.casefile import DocumentSource, Material
from sampling.caseload.cohorts import cohort
from sampling.caseload.lists import ListRow
from sampling.framework import edition_for, load

CENSUS = date(2026, 3, 31)
SEED = "1"
AREAS = ("safeguarding", "children_in_need", "children_in_care", "leaving_care")


@cache
def lists() -> Mapping[int, list[ListRow]]:
    found: dict[int, list[ListRow]] = defaultdict(list)
    for row in rows(load_scenario("ashmere"), SEED):
        found[row.list].append(row)
    return found


@cache
def members(area: str) -> tuple[str, ...]:
    edition = load(edition_for(CENSUS))
    return tuple(member.child for member in cohort(area, lists(), CENSUS, edition, contacts=True).members)


@cache
def files(area: str) -> Mapping[str, Material]:
    source: DocumentSource = SyntheticDocuments("ashmere", SEED)
    return {child: source.material(child, area) for child in members(area)}


def row_of(number: int, child: str) -> ListRow:
    return next(row for row in lists()[number] if row.child == child)


def texts(material: Material) -> str:
    return "\n".join(document.text for document in material.documents)


@pytest.mark.parametrize("area", AREAS)
def test_every_child_of_every_frame_has_a_file(area: str) -> None:
    assert len(files(area)) > 100
    for material in files(area).values():
        assert material.documents
        ids = [entry.id for entry in material.entries] + [document.id for document in material.documents]
        assert len(ids) == len(set(ids))
        assert all(re.fullmatch(r"[A-Z]+-\d{8}[a-z]?|D\d\d", id) for id in ids)


@pytest.mark.parametrize("area", AREAS)
def test_nothing_on_file_is_later_than_the_census_or_unfilled(area: str) -> None:
    for material in files(area).values():
        for document in material.documents:
            assert document.day is not None
            assert document.day <= CENSUS
            assert not re.search(r"[{}]|  |\.\.|None", document.text), document.text
            assert document.author
            assert document.title
        assert all(entry.day is not None and entry.day <= CENSUS for entry in material.entries)


@pytest.mark.parametrize("area", AREAS)
def test_no_document_is_older_than_the_child(area: str) -> None:
    world = World(load_scenario("ashmere"), SEED)
    for child, material in files(area).items():
        family = world.family_of(child)
        assert family is not None
        born = next(one.born for one in family.children if one.id == child)
        if the_date(born) <= CENSUS:
            assert all(document.day and document.day >= the_date(born) for document in material.documents)


def test_the_last_visit_on_file_is_the_one_the_lists_give() -> None:
    for area, number, key in (("safeguarding", 7, "last_visit"), ("children_in_care", 8, "last_visit")):
        for child in (row.child for row in lists()[number] if row.child in files(area)):
            notes = [document.day for document in files(area)[child].documents if document.kind == "visit"]
            assert (max(day for day in notes if day) if notes else None) == row_of(number, child).day(key)


def test_a_visit_alone_is_told_alone_and_only_then() -> None:
    told = {True: 0, False: 0}
    for row in lists()[7]:
        child, seen = row.child, row.text("seen_alone")
        if child not in files("safeguarding") or not seen or (row.number("age") or 0) < 3:
            continue
        note = [one for one in files("safeguarding")[child].documents if one.kind == "visit"][-1]
        opening = note.text.split("\n")[0]
        alone = bool(re.search(r"\balone\b", opening, re.IGNORECASE))
        assert alone == (seen == "Yes"), (seen, opening)
        told[alone] += 1
    assert min(told.values()) > 3


def test_conferences_plans_and_care_carry_the_dates_of_the_lists() -> None:
    for row in lists()[7]:
        if row.child in files("safeguarding"):
            plan = [
                one
                for one in files("safeguarding")[row.child].documents
                if one.title == "Child protection plan"
            ]
            assert [one.day for one in plan] == [row.day("cpp_start")]
    for row in lists()[8]:
        if row.child in files("children_in_care"):
            began = row.day("care_start")
            assert began is not None
            assert f"became looked after on {day_text(began.toordinal())}" in texts(
                files("children_in_care")[row.child]
            )


def test_assessments_say_when_they_were_authorised_and_whether_the_child_was_seen() -> None:
    checked = 0
    for child, material in files("safeguarding").items():
        known = [row for row in lists()[4] if row.child == child]
        record = [one.text for one in material.documents if one.kind == "assessment"]
        if not known or not record:
            continue
        row = max(known, key=lambda row: row.day("assessment_start") or CENSUS)
        ended = row.day("assessment_end")
        state = "not yet finished" if ended is None else f"authorised {day_text(ended.toordinal())}"
        assert state in record[0]
        if row.number("age") != -1:
            assert ("was seen during" in record[0]) == (row.text("assessment_child_seen") == "Yes")
        checked += 1
    assert checked > 150


def test_brothers_and_sisters_have_the_same_family_and_different_names() -> None:
    world = World(load_scenario("ashmere"), SEED)
    source = SyntheticDocuments("ashmere", SEED)
    for row in lists()[7]:
        names = [person.name for person in source.material(row.child, "safeguarding").network]
        assert len(names) == len(set(names))
    family = next(
        one for one in world.families() if one.pathway == "protection_plan" and len(one.children) == 3
    )
    mothers = {source.material(child.id, "safeguarding").network[0] for child in family.children}
    assert len(mothers) == 1


def test_workers_follow_one_another_without_a_gap_and_the_last_is_the_lists_own() -> None:
    for row in lists()[8]:
        if row.child not in files("children_in_care"):
            continue
        spells = files("children_in_care")[row.child].workers
        assert spells[-1].worker == row.text("worker")
        held = [spell for spell in spells if spell.role == "Social worker"]
        for earlier, later in pairwise(held):
            assert earlier.end == later.start
            assert earlier.start is not None
            assert later.start is not None
            assert earlier.start <= later.start


def test_weak_practice_reads_differently_from_strong() -> None:
    strong: list[str] = []
    weak: list[str] = []
    keys = SyntheticKeys("ashmere", SEED)
    for row in lists()[7]:
        if row.child in files("safeguarding"):
            planted = keys.case_key(row.child, "safeguarding").level("HP-14")
            assert planted is not None
            group = {"strong": strong, "good": strong, "serious_weakness": weak}.get(planted.level.value)
            if group is not None:
                group.append(texts(files("safeguarding")[row.child]))
    assert strong
    assert weak
    assert all(re.search("If this does not work|if they do not come about", text) for text in strong)
    assert all("No contingency is recorded" in text for text in weak)


def test_a_dozen_files_in_a_sitting_do_not_read_alike() -> None:
    plans = [row.child for row in lists()[7] if row.day("cpp_end") is None][:12]
    paragraphs = [
        paragraph
        for child in plans
        for document in files("safeguarding")[child].documents
        for paragraph in document.text.split("\n\n")
        if len(paragraph) > 60
    ]
    assert len(set(paragraphs)) > 0.8 * len(paragraphs)


def test_nobody_is_on_file_for_an_unknown_child_or_area() -> None:
    source = SyntheticDocuments("ashmere", SEED)
    known = lists()[7][0].child
    for child in ("", "0", "12", "9999999", "abc", "²", f"{known}0"):
        assert source.material(child, "safeguarding") == Material()
    assert source.material(known, "leisure") == Material()


def test_a_child_of_a_great_authority_costs_no_more_than_its_portion() -> None:
    # The 400,000th child is found from its id alone; how good the case is, from its fiftieth of the families.
    great = load_scenario("ashmere").resized(400_000)
    world = World(great, SEED)
    child = world.family(world.families_count // 2).children[0].id
    source, made = SyntheticDocuments(great, SEED), Counter[int]()
    seen = source._files.world
    original = seen._made

    def counted(block: Block, number: int) -> Family:
        made[number] += 1
        return original(block, number)

    seen._made = counted  # type: ignore[method-assign]
    source.material(child, "safeguarding")
    assert seen.portions == 50
    assert made.total() <= 1.01 * world.families_count / seen.portions
    before = made.total()
    source.material(child, "safeguarding")
    assert made.total() == before + 1


def test_list_entries_and_file_entries_make_one_chronology_without_repeats() -> None:
    edition = load(edition_for(CENSUS))
    for area, number in (("safeguarding", 7), ("children_in_care", 8), ("leaving_care", 9)):
        for child in [row.child for row in lists()[number] if row.child in files(area)][:30]:
            mine = {key: [row for row in found if row.child == child] for key, found in lists().items()}
            case = build(child, area, mine, CENSUS, edition, files(area)[child])
            ids = [entry.id for entry in case.chronology]
            assert len(ids) == len(set(ids))
            own = {(entry.kind, entry.day) for entry in files(area)[child].entries}
            listed = {(entry.kind, entry.day) for entry in case.chronology if entry.source.startswith("List")}
            assert not own & listed
