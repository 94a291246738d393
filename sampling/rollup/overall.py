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

OWN = "this project"
"""As a source in the edition's data: nobody else's words."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that follows an inspection.

    Attributes:
        step: what follows, its rule and its source, as the edition holds it.
        from_previous: True where it rests on the previous inspection's grades, this one having none.
    """

    step: NextStep
    from_previous: bool

    @property
    def words(self) -> str:
        """What follows, in a sentence that says by whose grades."""
        return (
            f"By the previous inspection's grades: {self.step.text}" if self.from_previous else self.step.text
        )

    @property
    def ours(self) -> bool:
        """Whether it is no rule of anybody's but what this project says where none holds."""
        return self.step.source == OWN

    @property
    def source_words(self) -> str:
        """Where that comes from, and whether it could be confirmed, in a sentence."""
        if self.ours:
            return "These are this project's words, not a rule of Ofsted's."
        return f"Source: {self.step.source}{'' if self.step.confirmed else '; not confirmed'}."


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a rule looks at.

    Attributes:
        leaders: the grade of leaders, or None while there is none.
        others: the grades there are of the practice judgements.
        complete: whether leaders and every practice judgement have one.
        overall: the overall grade that was entered, else the proposed one, or None.
    """

    leaders: Grade | None
    others: tuple[Grade, ...]
    complete: bool
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
    return _standing(edition, {**grades, **dict.fromkeys(_overall_ids(edition))}).overall


def what_follows(
    edition: Edition,
    grades: Mapping[str, Grade],
    previous: Mapping[str, Grade] | None = None,
) -> Consequence | None:
    """What the edition's own rules say comes after these grades: the first step whose rule holds.

    A rule that needs a grade still missing does not hold. An inspection without any grade, such as a
    focused visit, leaves the previous inspection's grades standing, and they are used then.

    Args:
        edition: the edition with the steps.
        grades: this inspection's grades by judgement id.
        previous: the previous inspection's grades by judgement id, where known.

    Returns:
        The step; None where no rule holds.

    Raises:
        DataFileError: if a step names a rule that is not in ``RULES``.
    """
    from_previous = not grades and bool(previous)
    standing = _standing(edition, previous or {} if from_previous else grades)
    for step in edition.next_steps:
        if step.rule not in RULES:
            raise DataFileError(f"{edition.id}.toml", "next_steps.rule", f"no rule is named '{step.rule}'")
        if _TESTS[step.rule](standing):
            return Consequence(step, from_previous)
    return None


def _standing(edition: Edition, grades: Mapping[str, Grade | None]) -> _Standing:
    by_kind: dict[str, list[Grade | None]] = {"leaders": [], "practice": [], "overall": []}
    for judgement in edition.judgements:
        by_kind[judgement.kind].append(grades.get(judgement.id))
    leaders = next(iter(by_kind["leaders"]), None)
    others = tuple(grade for grade in by_kind["practice"] if grade is not None)
    complete = leaders is not None and len(others) == len(by_kind["practice"])
    overall = next(iter(by_kind["overall"]), None)
    if overall is None and by_kind["overall"] and leaders is not None and complete:
        overall = _proposed(leaders, others)
    return _Standing(leaders, others, complete, overall)


def _overall_ids(edition: Edition) -> list[str]:
    return [judgement.id for judgement in edition.judgements if judgement.kind == "overall"]


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
    among_others = standing.complete and Grade.INADEQUATE in (standing.leaders, *standing.others)
    return among_others or standing.overall is Grade.INADEQUATE


def _complete(standing: _Standing) -> bool:
    return standing.complete


def _always(_: _Standing) -> bool:
    return True


_TESTS: dict[str, Callable[[_Standing], bool]] = {
    "leaders_and_two_of_three": _leaders_and_two_of_three,
    # Steps are tried in order, so that this one stands for all that the steps before it are not.
    "otherwise_standard": _complete,
    "overall_good_or_better": _overall_good_or_better,
    "overall_requires_improvement": _overall_requires_improvement,
    "any_inadequate": _any_inadequate,
    "always": _always,
}

RULES: frozenset[str] = frozenset(_TESTS)
"""The names a ``NextStep.rule`` may have; an edition's loader keeps the same list."""
