"""What the roll-up itself puts forward for a report: criteria that most children miss, and strengths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sampling.rollup.area import AreaRollup

HALF = 0.5
"""A strength is put forward only where the whole interval lies at or above this share."""


@dataclass(frozen=True, slots=True)
class Point:
    """A criterion of one area, put forward.

    Attributes:
        purpose: what needs to improve, or a strength.
        area: the area's id.
        criterion: the criterion's id.
        children: children it was found so for: below good for the one, good or better for the other.
        rated: children it was rated for.
        serious: of those below good, serious weaknesses.
    """

    purpose: Literal["improve", "strength"]
    area: str
    criterion: str
    children: int
    rated: int
    serious: int


def points(areas: Sequence[AreaRollup], most: int) -> tuple[Point, ...]:
    """Points for the report, each purpose by number of children, the largest first.

    Areas stay apart, since they are never pooled. What needs to improve is any criterion that some child
    was found below good on. A strength is one that no child was found a serious weakness on and whose
    whole interval says at least half.

    Args:
        areas: the areas, rolled up.
        most: how many of each purpose.
    """
    weak: list[Point] = []
    strong: list[Point] = []
    for area in areas:
        for item in area.criteria:
            below = item.rated - item.good_or_better
            serious = len(item.serious)
            if below:
                weak.append(Point("improve", area.area, item.criterion, below, item.rated, serious))
            if not serious and item.interval and item.words and item.interval[0] >= HALF:
                good = item.good_or_better
                strong.append(Point("strength", area.area, item.criterion, good, item.rated, 0))
    return (*_largest(weak, most), *_largest(strong, most))


def _largest(found: list[Point], most: int) -> list[Point]:
    """By number of children; then serious weaknesses, then the larger part of those rated."""
    return sorted(found, key=lambda point: (-point.children, -point.serious, point.rated))[:most]
