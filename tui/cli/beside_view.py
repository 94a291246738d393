"""Several inspections in columns: the same bands, each with its own margin; nothing is pooled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sampling.rollup.judgement import Rollup
from sampling.rollup.side_by_side import AreaSide, areas_beside, grades_beside, progress
from tui.cli import out
from tui.cli.rollup_view import grades


@dataclass(frozen=True, slots=True)
class Named:
    """A roll-up, and what it is of.

    Attributes:
        name: the file's name.
        authority: the authority.
        day: the inspection date.
        rollup: what its findings amount to.
    """

    name: str
    authority: str
    day: date
    rollup: Rollup


def print_beside(named: Sequence[Named]) -> None:
    """Print inspections side by side, and progress where two are of one authority."""
    rollups = [item.rollup for item in named]
    heads = [f"{item.name} ({out.british(item.day)})" for item in named]
    for row in areas_beside(rollups):
        out.say(row.area.replace("_", " "))
        out.table(
            ("inspection", "good or better", "children", "interval", "consistent with"),
            _lines(heads, row.sides),
        )
        out.say("")
    for judgement in grades_beside(rollups):
        given = [grade.label if grade else "-" for grade in judgement.grades]
        if any(judgement.grades):
            out.say(f"{judgement.judgement.replace('_', ' ')}: {' | '.join(given)}")
    for before, now in successions(named):
        out.say("")
        out.say(f"Progress of {now.authority} from {out.british(before.day)} to {out.british(now.day)}")
        for item in progress(before.rollup, now.rollup):
            out.paragraphs(f"{item.area.replace('_', ' ')}: {item.words}", 2)


def beside_json(named: Sequence[Named]) -> dict[str, object]:
    """What stands side by side as a document: progress is null unless two are of one authority."""
    rollups = [item.rollup for item in named]
    pairs = successions(named)
    return {
        "side_by_side": [
            {"area": row.area, "inspections": [_side(side) for side in row.sides]}
            for row in areas_beside(rollups)
        ],
        "progress": [
            {
                "authority": now.authority,
                "from": before.day.isoformat(),
                "to": now.day.isoformat(),
                "area": item.area,
                "before": _side(item.before),
                "now": _side(item.now),
                "change": item.change,
            }
            for before, now in pairs
            for item in progress(before.rollup, now.rollup)
        ]
        if pairs
        else None,
    }


def successions(named: Sequence[Named]) -> list[tuple[Named, Named]]:
    """Each inspection with the next of the same authority, among however many; none of the same day."""
    by_authority: dict[str, list[Named]] = {}
    for item in named:
        by_authority.setdefault(item.authority.casefold(), []).append(item)
    return [
        (before, now)
        for own in by_authority.values()
        for before, now in pairwise(sorted(own, key=lambda item: item.day))
        if before.day < now.day
    ]


def _lines(heads: Sequence[str], sides: Sequence[AreaSide]) -> list[tuple[object, ...]]:
    return [
        (
            head,
            f"{side.good_or_better} of {side.rated}" if side.rated else "none rated",
            f"{side.frame:,}" if side.frame else "not drawn",
            out.span(*side.interval) if side.interval else "-",
            grades(side.indication) if side.indication else "no indication",
        )
        for head, side in zip(heads, sides, strict=True)
    ]


def _side(side: AreaSide) -> dict[str, object]:
    return {
        "frame": side.frame,
        "completed": side.completed,
        "rated": side.rated,
        "good_or_better": side.good_or_better,
        "interval": list(side.interval) if side.interval else None,
        "indication": [grade.value for grade in side.indication] if side.indication else None,
    }
