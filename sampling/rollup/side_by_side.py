"""Several inspections beside each other, and one authority's progress since its last; nothing is pooled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sampling.framework.grades import Grade
from sampling.rollup.area import AreaRollup
from sampling.rollup.judgement import Rollup

Change = Literal["higher", "lower", "not shown"]


@dataclass(frozen=True, slots=True)
class AreaSide:
    """One area of one inspection: counts, interval and indication; zeros and None where not drawn."""

    frame: int
    completed: int
    rated: int
    good_or_better: int
    interval: tuple[float, float] | None
    indication: tuple[Grade, ...] | None


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area over all the inspections, in the order given."""

    area: str
    sides: tuple[AreaSide, ...]


@dataclass(frozen=True, slots=True)
class GradeRow:
    """One judgement over all the inspections, in the order given; None where it has no grade there."""

    judgement: str
    grades: tuple[Grade | None, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """One area, before and now.

    Attributes:
        area: the area's id.
        before: how it stood.
        now: how it stands.
        change: ``higher`` or ``lower`` where the two intervals do not touch; else ``not shown``, since
            both samples are consistent with the same share. Two intervals that part at 95 in 100 each
            make a stricter test than one of the difference at 95 in 100 (Schenker and Gentleman 2001).
    """

    area: str
    before: AreaSide
    now: AreaSide
    change: Change

    @property
    def words(self) -> str:
        """A sentence with both counts; it says nothing of change where nothing is rated."""
        if not (self.before.rated and self.now.rated):
            return "Not rated in both inspections."
        counts = (
            f"{self.before.good_or_better} of {self.before.rated} rated good or better then, "
            f"{self.now.good_or_better} of {self.now.rated} now"
        )
        if self.change == "not shown":
            return f"{counts}: the two samples do not show that the share has changed."
        return f"{counts}: the share of children is {self.change} now."


_NOTHING = AreaSide(0, 0, 0, 0, None, None)


def areas_beside(rollups: Sequence[Rollup]) -> tuple[AreaRow, ...]:
    """Every area that any of the inspections drew, in the order of the first that has it."""
    by_area = [{area.area: area for area in rollup.areas} for rollup in rollups]
    names = dict.fromkeys(name for areas in by_area for name in areas)
    return tuple(AreaRow(name, tuple(_side(areas.get(name)) for areas in by_area)) for name in names)


def grades_beside(rollups: Sequence[Rollup]) -> tuple[GradeRow, ...]:
    """Every judgement of any of the inspections with the grades entered."""
    entered = [
        {item.judgement: item.entered.grade if item.entered else None for item in rollup.judgements}
        for rollup in rollups
    ]
    names = dict.fromkeys(name for grades in entered for name in grades)
    return tuple(GradeRow(name, tuple(grades.get(name) for grades in entered)) for name in names)


def progress(before: Rollup, now: Rollup) -> tuple[Progress, ...]:
    """What two inspections of one authority show of change, area by area."""
    return tuple(
        Progress(row.area, row.sides[0], row.sides[1], _change(row.sides[0], row.sides[1]))
        for row in areas_beside((before, now))
    )


def _side(area: AreaRollup | None) -> AreaSide:
    if area is None:
        return _NOTHING
    return AreaSide(
        area.frame, area.completed, area.rated, area.good_or_better, area.interval, area.indication
    )


def _change(before: AreaSide, now: AreaSide) -> Change:
    if before.interval is None or now.interval is None:
        return "not shown"
    if now.interval[0] > before.interval[1]:
        return "higher"
    return "lower" if now.interval[1] < before.interval[0] else "not shown"
