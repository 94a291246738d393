"""What stands before the person who judges: each judgement with its areas side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sampling.framework.edition import Edition, Judgement
from sampling.framework.grades import Grade
from sampling.rollup.area import AreaRollup
from sampling.rollup.criteria import CriterionRollup
from sampling.rollup.overall import Consequence, propose, what_follows

NO_COMPLETED_CASE = "no completed case"
"""The mark of a grade entered before any case of its areas was completed."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A grade that a person entered.

    Attributes:
        grade: the grade.
        by: who entered it.
        because: the reasons given.
    """

    grade: Grade
    by: str
    because: str


@dataclass(frozen=True, slots=True)
class ManagementCriterion:
    """A criterion that impact of leaders reads from the case files of one area."""

    area: str
    rollup: CriterionRollup


@dataclass(frozen=True)
class JudgementRollup:
    """One judgement: what the files indicate, and what a person concluded.

    Attributes:
        judgement: the judgement's id.
        name: its published name.
        kind: ``leaders``, ``practice`` or ``overall``.
        areas: the areas that bear on it, never pooled.
        indication: every grade that one of its areas indicates, best first; None where none does, and
            always for leaders and overall.
        why_none: why there is no indication, in a sentence; empty where there is one.
        rests_on: which of its areas the indication leaves out, in a sentence; empty where none.
        management: for leaders, the management criteria by area.
        entered: the grade a person entered, or None.
    """

    judgement: str
    name: str
    kind: Literal["leaders", "practice", "overall"]
    areas: tuple[AreaRollup, ...]
    indication: tuple[Grade, ...] | None
    why_none: str
    rests_on: str
    management: tuple[ManagementCriterion, ...]
    entered: Entered | None

    @property
    def outside(self) -> bool:
        """Whether the entered grade lies outside the indication."""
        return self.entered is not None and outside_indication(self.entered.grade, self.indication)

    @property
    def mark(self) -> str:
        """What an entered grade is marked with, as ``unsettled``; empty where there is no grade."""
        return self.unsettled if self.entered is not None else ""

    @property
    def unsettled(self) -> str:
        """What a grade entered now would be marked with: nothing read, questions open; empty for neither."""
        queries = sum(area.open_queries for area in self.areas)
        marks = [] if any(area.completed for area in self.areas) else [NO_COMPLETED_CASE]
        if queries:
            marks.append("1 query open" if queries == 1 else f"{queries:,} queries open")
        return "; ".join(marks)


@dataclass(frozen=True)
class Rollup:
    """An inspection, rolled up.

    Attributes:
        edition: the edition's id.
        areas: every area with a draw, in reading order.
        judgements: every judgement, in the order of the report.
        proposed: the proposed overall grade; None while a grade is missing or where there is none.
        follows: what follows by the edition's rules, or None.
    """

    edition: str
    areas: tuple[AreaRollup, ...]
    judgements: tuple[JudgementRollup, ...]
    proposed: Grade | None
    follows: Consequence | None


def roll_up(
    edition: Edition,
    areas: Sequence[AreaRollup],
    entered: Mapping[str, Entered],
    previous: Mapping[str, Grade] | None = None,
) -> Rollup:
    """Bring the areas and the entered grades together.

    Args:
        edition: the edition.
        areas: the areas rolled up, in any order; those without a draw are left out.
        entered: the grades that persons entered, by judgement id.
        previous: the previous inspection's grades by judgement id, where known.

    Raises:
        UsageError: if a grade was entered for something that is no judgement of the edition.
    """
    by_id = {area.area: area for area in areas if area.frame}
    drawn = tuple(by_id[area.id] for area in edition.areas if area.id in by_id)
    entries = {edition.judgement(id).id: entry for id, entry in entered.items()}
    grades = {id: entry.grade for id, entry in entries.items()}
    return Rollup(
        edition=edition.id,
        areas=drawn,
        judgements=tuple(
            _roll_up(edition, judgement, drawn, entries.get(judgement.id)) for judgement in edition.judgements
        ),
        proposed=propose(edition, grades),
        follows=what_follows(edition, grades, previous),
    )


def outside_indication(grade: Grade, indication: Sequence[Grade] | None) -> bool:
    """Whether a grade is none of those indicated; never where nothing is indicated."""
    return indication is not None and grade not in indication


def _roll_up(
    edition: Edition, judgement: Judgement, drawn: tuple[AreaRollup, ...], entered: Entered | None
) -> JudgementRollup:
    feeding = {area.id for area in edition.areas_of(judgement.id)}
    practice = judgement.kind == "practice"
    areas = tuple(area for area in drawn if area.area in feeding) if practice else drawn
    indication = _union(areas) if practice else None
    return JudgementRollup(
        judgement=judgement.id,
        name=judgement.name,
        kind=judgement.kind,
        areas=areas,
        indication=indication,
        why_none=_why_none(judgement, areas) if indication is None else "",
        rests_on=_rests_on(edition, judgement, areas) if indication is not None else "",
        management=_management(edition, areas) if judgement.kind == "leaders" else (),
        entered=entered,
    )


def _union(areas: Sequence[AreaRollup]) -> tuple[Grade, ...] | None:
    found = {grade for area in areas for grade in area.indication or ()}
    return tuple(grade for grade in Grade if grade in found) or None


def _why_none(judgement: Judgement, areas: Sequence[AreaRollup]) -> str:
    if judgement.kind == "leaders":
        return "Case files alone do not indicate leadership."
    if judgement.kind == "overall":
        return "Overall effectiveness is proposed from the other grades, not indicated by case files."
    if not areas:
        return "Nothing has been drawn."
    if len(areas) == 1:
        return areas[0].why_none
    return "No area has an indication yet."


def _rests_on(edition: Edition, judgement: Judgement, areas: Sequence[AreaRollup]) -> str:
    """Which areas of a judgement an indication leaves out: those not drawn, or with too few cases."""
    indicated = {area.area for area in areas if area.indication is not None}
    left_out = [area.name for area in edition.areas_of(judgement.id) if area.id not in indicated]
    if not left_out:
        return ""
    return f"Without {' and '.join(left_out)}, which {'has' if len(left_out) == 1 else 'have'} no indication."


def _management(edition: Edition, areas: Sequence[AreaRollup]) -> tuple[ManagementCriterion, ...]:
    return tuple(
        ManagementCriterion(area.area, rollup)
        for area in areas
        for rollup in area.criteria
        if rollup.criterion in edition.leadership_criteria
    )
