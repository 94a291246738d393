"""An inspection from which something can be concluded: weak findings, a case read twice, an old concern."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sampling.findings.ratings import Rating
from sampling.store import Inspection
from tests.tui import case_world

AREA = "children_in_care"
HOSTILE = case_world.HOSTILE


def long_ago() -> datetime:
    """A clock that stands at a time when a concern raised is overdue by now."""
    return datetime(2026, 5, 11, 9, 0, tzinfo=UTC)


def criterion(inspection: Inspection) -> str:
    """The first core criterion of the area: weak in the first two cases."""
    return inspection.edition.area(AREA).core[0]


def cases(inspection: Inspection) -> list[str]:
    """The sampled cases of the area, in order."""
    return [line.case_id for line in inspection.cases.all(AREA) if line.role == "sampled"]


def read(inspection: Inspection, case: str, rating: Rating, weak: Rating) -> None:
    """Rate the first core criterion ``weak``, all others good, and complete the case."""
    first, *others = inspection.edition.area(AREA).core
    inspection.reading.rate(case, first, weak, evidence=f"Found {HOSTILE}", cite=["S-05"])
    for other in others:
        inspection.reading.rate(case, other, Rating.GOOD)
    inspection.reading.rate(case, "overall", rating, evidence="As a whole.")
    inspection.reading.complete(case)


def build(path: Path) -> Path:
    """Four children in care: three read by Rowan, the third by Sorrel too; the fourth is to be read."""
    case_world.drawn(path, n=4, edition="ilacs-2023")
    with Inspection.open(path, reader="Rowan", clock=long_ago, rolling=False) as inspection:
        first, second, third, _ = cases(inspection)
        inspection.reading.assign(third, "Rowan", also=["Sorrel"])
        read(inspection, first, Rating.NEEDS_IMPROVEMENT, Rating.NEEDS_IMPROVEMENT)
        read(inspection, second, Rating.GOOD, Rating.SERIOUS_WEAKNESS)
        read(inspection, third, Rating.GOOD, Rating.GOOD)
        inspection.reading.concern(first, "immediate", f"Alone at night {HOSTILE}", "the duty manager")
        inspection.reading.concern(second, "practice", "The plan is out of date.")
    with Inspection.open(path, reader="Sorrel", rolling=False) as inspection:
        read(inspection, third, Rating.SERIOUS_WEAKNESS, Rating.NEEDS_IMPROVEMENT)
    with Inspection.open(path, reader="Rowan", rolling=False) as inspection:
        inspection.place.save({"screen": "judgement"})
    return path
