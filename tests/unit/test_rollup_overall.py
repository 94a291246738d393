"""The proposed overall grade, and what follows."""

from __future__ import annotations

import pytest

from sampling.errors import DataFileError, UsageError
from sampling.framework.edition import Edition
from sampling.framework.grades import Grade
from sampling.rollup.overall import RULES, propose, what_follows
from tests.unit.rollup_world import RI, G, I, O, edition

JUDGED = ("impact_of_leaders", "help_and_protection", "children_in_care", "care_leavers")


def grades(*given: Grade) -> dict[str, Grade]:
    return dict(zip(JUDGED, given, strict=True))


def rules(found: Edition, given: dict[str, Grade], previous: dict[str, Grade] | None = None) -> list[str]:
    return [item.step.rule for item in what_follows(found, given, previous)]


@pytest.mark.parametrize(
    ("given", "overall"),
    [
        ((G, G, G, I), I),
        ((O, O, O, I), I),
        ((I, I, RI, RI), I),
        ((I, RI, RI, RI), RI),
        ((I, G, G, G), RI),
        ((RI, G, G, G), RI),
        ((G, RI, RI, O), RI),
        ((G, RI, G, G), G),
        ((O, G, G, G), G),
        ((O, O, G, G), O),
        ((O, O, G, RI), G),
        ((G, O, O, O), G),
        ((O, O, O, O), O),
    ],
)
def test_the_proposal(given: tuple[Grade, ...], overall: Grade) -> None:
    assert propose(edition(), grades(*given)) is overall


def test_a_grade_for_something_else_is_refused() -> None:
    with pytest.raises(UsageError, match="care_leavers"):
        propose(edition(), {"care_leaver": G})


def test_the_entered_overall_grade_is_not_looked_at() -> None:
    assert propose(edition(), {**grades(G, G, G, G), "overall_effectiveness": I}) is G


STEPS_2026 = ("leaders_and_two_of_three", "otherwise_standard")


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ((G, G, O, RI), "leaders_and_two_of_three"),
        ((O, G, G, G), "leaders_and_two_of_three"),
        ((G, G, RI, RI), "otherwise_standard"),
        ((RI, G, G, G), "otherwise_standard"),
        ((I, I, G, RI), "otherwise_standard"),
    ],
)
def test_without_overall_the_next_inspection_turns_on_leaders(given: tuple[Grade, ...], rule: str) -> None:
    assert rules(edition(*STEPS_2026, overall=False), grades(*given)) == [rule]


STEPS_2023 = ("overall_good_or_better", "overall_requires_improvement", "any_inadequate", "always")


@pytest.mark.parametrize(
    ("given", "held"),
    [
        ((G, RI, G, G), ["overall_good_or_better", "always"]),
        ((RI, RI, G, G), ["overall_requires_improvement", "always"]),
        ((G, G, G, I), ["any_inadequate", "always"]),
        ((I, RI, RI, RI), ["overall_requires_improvement", "any_inadequate", "always"]),
    ],
)
def test_every_step_that_holds_is_given(given: tuple[Grade, ...], held: list[str]) -> None:
    assert rules(edition(*STEPS_2023), grades(*given)) == held


def test_what_always_holds_does_not_stop_the_otherwise() -> None:
    steps = ("always", "leaders_and_two_of_three", "otherwise_standard")
    assert rules(edition(*steps, overall=False), grades(RI, G, G, G)) == ["always", "otherwise_standard"]


def test_the_overall_grade_that_was_entered_counts_before_the_proposed_one() -> None:
    given = {**grades(G, RI, G, G), "overall_effectiveness": RI}
    assert rules(edition(*STEPS_2023), given)[0] == "overall_requires_improvement"


def test_nothing_follows_while_a_grade_is_missing() -> None:
    given = grades(G, G, G, G)
    del given["care_leavers"]
    assert rules(edition(*STEPS_2023), given, previous=grades(G, G, G, G)) == []


def test_a_visit_without_grades_leaves_the_previous_ones_standing() -> None:
    found = what_follows(edition(*STEPS_2026, overall=False), {}, grades(G, G, G, G))
    assert [(item.step.rule, item.from_previous) for item in found] == [("leaders_and_two_of_three", True)]


def test_a_rule_that_is_not_there_is_the_data_files_fault() -> None:
    with pytest.raises(DataFileError, match="overall_splendid"):
        what_follows(edition("overall_splendid"), grades(G, G, G, G))


def test_every_rule_can_be_worked() -> None:
    what_follows(edition(*sorted(RULES)), grades(G, G, G, G))
