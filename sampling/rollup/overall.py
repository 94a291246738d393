"""What the grades of an inspection add up to, and what follows them.

The rule for overall effectiveness is no published rule: it was found by comparing the grades of 310
published inspections, and gives the overall grade of about 97 in 100 of them. It proposes; a person
judges.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sampling.errors import DataFileError
from sampling.framework.edition import Edition, NextStep
from sampling.framework.grades import Grade


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that follows an inspection.

    Attributes:
        step: what follows, its rule and its source, as the edition holds it.
        from_previous: True where it rests on the previous inspection's grades, this one having none.
    """

    step: NextStep
    from_previous: bool


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a rule looks at: leaders, the others, and overall (entered, else proposed; None without one)."""

    leaders: Grade
    others: tuple[Grade, ...]
    overall: Grade | None


def propose(edition: Edition, grades: Mapping[str, Grade]) -> Grade | None:
    """The overall effectiveness grade that the other grades point to.

    Any practice judgement inadequate gives inadequate; leaders alone inadequate gives requires
    improvement; so do two judgements requiring improvement, or leaders requiring it; outstanding
    leaders with at least half of the judgements (leaders among them) outstanding and none requiring
    improvement give outstanding; anything else is good.

    Args:
        edition: the edition whose judgements count.
        grades: grades by judgement id; one for the overall judgement itself is not looked at.

    Returns:
        The grade; None while one is missing, or where the edition has no overall judgement.

    Raises:
        UsageError: if a grade is given for something that is no judgement of the edition.
    """
    for judgement in grades:
        edition.judgement(judgement)
    if all(judgement.kind != "overall" for judgement in edition.judgements):
        return None
    standing = _standing(edition, grades)
    return None if standing is None else _proposed(standing.leaders, standing.others)


def what_follows(
    edition: Edition,
    grades: Mapping[str, Grade],
    previous: Mapping[str, Grade] | None = None,
) -> list[Consequence]:
    """What the edition's own rules say comes after these grades.

    Each of the edition's steps whose rule holds is given, in the edition's order; the step named
    ``otherwise_standard`` only where no step before it held. An inspection without any grade, such as
    a focused visit, leaves the previous inspection's grades standing, and they are used then.

    Args:
        edition: the edition with the steps.
        grades: this inspection's grades by judgement id.
        previous: the previous inspection's grades by judgement id, where known.

    Returns:
        The steps; none while a grade that they need is missing.

    Raises:
        DataFileError: if a step names a rule that is not in ``RULES``.
    """
    from_previous = not grades and bool(previous)
    standing = _standing(edition, previous or {} if from_previous else grades)
    if standing is None:
        return []
    held: list[Consequence] = []
    any_before = False
    for step in edition.next_steps:
        if step.rule not in RULES:
            raise DataFileError(f"{edition.id}.toml", "next_steps.rule", f"no rule is named '{step.rule}'")
        holds = not any_before if step.rule == _OTHERWISE else _TESTS[step.rule](standing)
        if holds:
            held.append(Consequence(step, from_previous))
            any_before = any_before or step.rule != "always"
    return held


def _standing(edition: Edition, grades: Mapping[str, Grade]) -> _Standing | None:
    """The grades in their parts, or None while one of them is missing."""
    by_kind: dict[str, list[Grade | None]] = {"leaders": [], "practice": [], "overall": []}
    for judgement in edition.judgements:
        by_kind[judgement.kind].append(grades.get(judgement.id))
    leaders = next(iter(by_kind["leaders"]), None)
    others = tuple(grade for grade in by_kind["practice"] if grade is not None)
    if leaders is None or len(others) < len(by_kind["practice"]):
        return None
    overall = by_kind["overall"]
    if not overall:
        return _Standing(leaders, others, None)
    return _Standing(leaders, others, overall[0] or _proposed(leaders, others))


def _proposed(leaders: Grade, others: tuple[Grade, ...]) -> Grade:
    judged = (leaders, *others)
    if Grade.INADEQUATE in others:
        return Grade.INADEQUATE
    if leaders in (Grade.INADEQUATE, Grade.REQUIRES_IMPROVEMENT):
        return Grade.REQUIRES_IMPROVEMENT
    if judged.count(Grade.REQUIRES_IMPROVEMENT) >= 2:
        return Grade.REQUIRES_IMPROVEMENT
    mostly_outstanding = 2 * judged.count(Grade.OUTSTANDING) >= len(judged)
    none_short_of_good = Grade.REQUIRES_IMPROVEMENT not in judged
    if leaders is Grade.OUTSTANDING and mostly_outstanding and none_short_of_good:
        return Grade.OUTSTANDING
    return Grade.GOOD


def _good(grade: Grade | None) -> bool:
    return grade in (Grade.OUTSTANDING, Grade.GOOD)


def _leaders_and_two_of_three(standing: _Standing) -> bool:
    return _good(standing.leaders) and sum(map(_good, standing.others)) >= 2


def _overall_good_or_better(standing: _Standing) -> bool:
    return _good(standing.overall)


def _overall_requires_improvement(standing: _Standing) -> bool:
    return standing.overall is Grade.REQUIRES_IMPROVEMENT


def _any_inadequate(standing: _Standing) -> bool:
    return Grade.INADEQUATE in (standing.leaders, *standing.others, standing.overall)


def _always(_: _Standing) -> bool:
    return True


_OTHERWISE = "otherwise_standard"

_TESTS: dict[str, Callable[[_Standing], bool]] = {
    "leaders_and_two_of_three": _leaders_and_two_of_three,
    "overall_good_or_better": _overall_good_or_better,
    "overall_requires_improvement": _overall_requires_improvement,
    "any_inadequate": _any_inadequate,
    "always": _always,
}

RULES: frozenset[str] = frozenset({*_TESTS, _OTHERWISE})
"""The names a ``NextStep.rule`` may have; an edition's loader keeps the same list."""
