"""The counts of an area in parts: by stratum of the draw, by reader, and by the team that holds the child."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from sampling.handover.page import Block, Grid
from sampling.rollup.area import AreaRollup

BY_TEAM = "By the child's team: counts only, since a few cases are no sample of a team"
"""What stands over the counts by team: no interval, no word and no indication is worked from them."""


class Naming(Protocol):
    """How cases, strata and teams are written."""

    def case(self, case_id: str) -> str:
        """How a case is written."""
        ...

    def stratum(self, draw: str, stratum: str, parts: Sequence[str] = ()) -> str:
        """How a stratum of a draw, and what was put together in it, is written."""
        ...

    def team(self, team: str) -> str:
        """How a team is written."""
        ...

    def sentence(self, draw: str, sentence: str) -> str:
        """How a sentence of the program's own about a draw is written."""
        ...


def parts(area: AreaRollup, draw: str, names: Naming) -> Iterator[Block]:
    """A table for each way to part an area's sampled cases, where there is more than one part.

    Args:
        area: the area, rolled up.
        draw: the draw that counts.
        names: how strata and teams are written.
    """
    if len(area.by_stratum) > 1:
        yield Grid(
            ("Stratum", "Children", "Sampled", "Read", "Good or better", "Serious"),
            tuple(
                (
                    names.stratum(draw, item.stratum, item.parts),
                    f"{item.size:,}",
                    str(item.sampled),
                    str(item.completed),
                    _good(item.good_or_better, item.rated),
                    str(item.serious),
                )
                for item in area.by_stratum
            ),
            "By stratum of the draw",
            frozenset({1, 2, 3, 4, 5}),
        )
    if len(area.by_reader) > 1:
        yield Grid(
            ("Reader", "Read", "Good or better", "Serious"),
            tuple(
                (item.reader, str(item.completed), _good(item.good_or_better, item.rated), str(item.serious))
                for item in area.by_reader
            ),
            "By reader: different cases, so no measure of agreement",
            frozenset({1, 2, 3}),
        )
    if len(area.by_team) > 1:
        yield Grid(
            ("Team", "Sampled", "Read", "Good or better", "Serious"),
            tuple(
                (
                    names.team(item.team) or "no team named",
                    str(item.sampled),
                    str(item.completed),
                    _good(item.good_or_better, item.rated),
                    str(item.serious),
                )
                for item in area.by_team
            ),
            BY_TEAM,
            frozenset({1, 2, 3, 4}),
        )


def _good(good: int, rated: int) -> str:
    return f"{good} of {rated}" if rated else "none rated"
