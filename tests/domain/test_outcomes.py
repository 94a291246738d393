"""The rule for overall effectiveness against the published inspections that it was found from."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sampling.framework import load
from sampling.framework.grades import Grade
from sampling.rollup.overall import propose

OUTCOMES = Path(__file__).with_name("outcomes.csv")

# Published inspections whose overall grade is not the one the rule gives: (actual, by the rule).
BREAKERS = {
    ("Dudley", "2018-12-10"): (Grade.REQUIRES_IMPROVEMENT, Grade.GOOD),
    ("Leicestershire", "2019-11-04"): (Grade.REQUIRES_IMPROVEMENT, Grade.GOOD),
    ("Trafford", "2019-05-08"): (Grade.INADEQUATE, Grade.REQUIRES_IMPROVEMENT),
}


def grade(number: str) -> Grade:
    return list(Grade)[int(number) - 1]


def inspections() -> list[tuple[tuple[str, str], str, dict[str, Grade], Grade]]:
    """Each published inspection: its key, its edition, its grades, and its overall grade."""
    found = []
    with OUTCOMES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            four = bool(row["care_leavers"])
            grades = {
                "impact_of_leaders": grade(row["leaders"]),
                "help_and_protection": grade(row["help_protection"]),
            }
            if four:
                grades["children_in_care"] = grade(row["in_care"])
                grades["care_leavers"] = grade(row["care_leavers"])
            else:
                grades["children_in_care_and_care_leavers"] = grade(row["in_care"])
            key = (row["la"], row["publication_date"])
            found.append((key, "ilacs-2023" if four else "ilacs-2018", grades, grade(row["overall"])))
    return found


def test_the_file_holds_inspections_of_both_editions() -> None:
    editions = [edition for _, edition, _, _ in inspections()]
    assert len(editions) == 181
    assert editions.count("ilacs-2018") > 100
    assert editions.count("ilacs-2023") > 10


def test_the_rule_gives_the_published_overall_grade_but_for_the_named_breakers() -> None:
    broken = {}
    for key, edition, grades, overall in inspections():
        proposed = propose(load(edition), grades)
        assert proposed is not None
        if proposed is not overall:
            broken[key] = (overall, proposed)
    assert broken == BREAKERS
    assert len(broken) <= 0.05 * len(inspections())


@pytest.mark.parametrize("edition", ["ilacs-2018", "ilacs-2023"])
def test_no_proposal_while_a_grade_is_missing(edition: str) -> None:
    grades = next(grades for _, found, grades, _ in inspections() if found == edition)
    for judgement in grades:
        fewer = {key: value for key, value in grades.items() if key != judgement}
        assert propose(load(edition), fewer) is None


def test_the_edition_without_an_overall_judgement_has_no_proposal() -> None:
    grades = next(grades for _, edition, grades, _ in inspections() if edition == "ilacs-2023")
    assert propose(load("ilacs-2026"), grades) is None
