"""The proposed overall grade, and what follows."""

from __future__ import annotations

import pytest

from sampling.errors import DataFileError, UsageError
from sampling.framework import checks, load
from sampling.framework.edition import Edition
from sampling.framework.grades import Grade
from sampling.rollup.overall import RULES, propose, what_follows
from tests.unit.rollup_world import RI, G, I, O, edition

JOINT = "children_in_care_and_care_leavers"
JUDGED = ("impact_of_leaders", "help_and_protection", "children_in_care", "care_leavers")


def grades(*given: Grade) -> dict[str, Grade]:
    return dict(zip(JUDGED, given, strict=True))


def rule(found: Edition, given: dict[str, Grade], previous: dict[str, Grade] | None = None) -> str | None:
    followed = what_follows(found, given, previous)
    return followed.step.rule if followed else None


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


STEPS_2026 = ("leaders_and_two_of_three", "otherwise_standard", "always")


@pytest.mark.parametrize(
    ("given", "first"),
    [
        ((G, G, O, RI), "leaders_and_two_of_three"),
        ((O, G, G, G), "leaders_and_two_of_three"),
        ((G, G, RI, RI), "otherwise_standard"),
        ((RI, G, G, G), "otherwise_standard"),
        ((I, I, G, RI), "otherwise_standard"),
    ],
)
def test_without_overall_the_next_inspection_turns_on_leaders(given: tuple[Grade, ...], first: str) -> None:
    assert rule(edition(*STEPS_2026, overall=False), grades(*given)) == first


STEPS_2023 = ("overall_good_or_better", "overall_requires_improvement", "any_inadequate", "always")


@pytest.mark.parametrize(
    ("given", "first"),
    [
        ((G, RI, G, G), "overall_good_or_better"),
        ((RI, RI, G, G), "overall_requires_improvement"),
        ((G, G, G, I), "any_inadequate"),
        ((I, RI, RI, RI), "overall_requires_improvement"),
    ],
)
def test_the_first_rule_that_holds_is_given(given: tuple[Grade, ...], first: str) -> None:
    assert rule(edition(*STEPS_2023), grades(*given)) == first


def test_the_overall_grade_that_was_entered_counts_before_the_proposed_one() -> None:
    given = {**grades(G, RI, G, G), "overall_effectiveness": RI}
    assert rule(edition(*STEPS_2023), given) == "overall_requires_improvement"


@pytest.mark.parametrize("steps", [STEPS_2023, STEPS_2026])
def test_while_a_grade_is_missing_only_what_always_holds_holds(steps: tuple[str, ...]) -> None:
    given = grades(I, RI, G, G)
    del given["care_leavers"]
    found = edition(*steps, overall=steps is STEPS_2023)
    assert rule(found, given, previous=grades(G, G, G, G)) == "always"


def test_where_no_rule_holds_nothing_follows() -> None:
    assert what_follows(edition("overall_good_or_better"), grades(RI, RI, RI, RI)) is None


def test_a_visit_without_grades_leaves_the_previous_ones_standing() -> None:
    found = what_follows(edition(*STEPS_2026, overall=False), {}, grades(G, G, G, G))
    assert found is not None
    assert (found.step.rule, found.from_previous) == ("leaders_and_two_of_three", True)
    assert found.words.startswith("By the previous inspection's grades: ")


@pytest.mark.parametrize("id", ["ilacs-2018", "ilacs-2023", "ilacs-2026"])
def test_what_follows_says_where_that_comes_from_and_that_it_is_not_confirmed(id: str) -> None:
    found = load(id)
    given = {item.id: G for item in found.judgements}
    follows = what_follows(found, given)
    assert follows is not None
    assert follows.words.startswith("A short inspection is next")
    assert follows.source_words.endswith("not confirmed.")
    nothing = what_follows(found, {})
    assert nothing is not None
    assert nothing.ours


def test_a_rule_that_is_not_there_is_the_data_files_fault() -> None:
    with pytest.raises(DataFileError, match="overall_splendid"):
        what_follows(edition("overall_splendid"), grades(G, G, G, G))


def test_the_rules_are_those_that_an_edition_may_name() -> None:
    assert checks.RULES == RULES


@pytest.mark.parametrize(
    ("id", "given", "word"),
    [
        ("ilacs-2018", {"impact_of_leaders": G, "help_and_protection": G, JOINT: G}, "short"),
        ("ilacs-2018", {"impact_of_leaders": G, "help_and_protection": I, JOINT: RI}, "Monitoring"),
        ("ilacs-2023", grades(RI, RI, G, G), "standard"),
        ("ilacs-2026", grades(G, G, G, RI), "short"),
        ("ilacs-2026", grades(G, G, RI, RI), "standard"),
    ],
)
def test_what_the_editions_themselves_say(id: str, given: dict[str, Grade], word: str) -> None:
    found = what_follows(load(id), given)
    assert found is not None
    assert word in found.step.text
