"""An inspection with a case read twice, for tests of what is concluded from findings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sampling.findings.ratings import Rating
from sampling.store import Inspection
from tests.small import OneDocument, SteppingClock, make

AREA = "children_in_care"
FIRST, WORST = "CIC-24", "CIC-21"


def build(folder: Path, *, n: int = 12, weak: int = 3, **settings: object) -> Path:
    """Twelve children in care read by anna: the first three need improvement on CIC-24, all else good."""
    path = make(folder / "meeting.ilacs", **settings)
    with Inspection.open(path, reader="anna", clock=SteppingClock(), rolling=False) as inspection:
        inspection.draws.draw(AREA, n, "462351", documents=OneDocument())
        for number, case in enumerate(cases(inspection)):
            poor = {FIRST: Rating.NEEDS_IMPROVEMENT} if number < weak else {}
            overall = Rating.NEEDS_IMPROVEMENT if number < weak else Rating.GOOD
            read(inspection, case, overall, poor)
    return path


def cases(inspection: Inspection) -> list[str]:
    """The sampled cases, in order."""
    return [line.case_id for line in inspection.cases.all(AREA) if line.role == "sampled"]


def read(
    inspection: Inspection, case: str, overall: Rating, ratings: Mapping[str, Rating] | None = None
) -> None:
    """Rate every core criterion good but those given, and complete the case."""
    for criterion in inspection.edition.area(AREA).core:
        rating = (ratings or {}).get(criterion, Rating.GOOD)
        inspection.reading.rate(case, criterion, rating, evidence=f"Seen on file for {criterion}.")
    inspection.reading.rate(case, "overall", overall, evidence="Weighed as a whole.")
    inspection.reading.complete(case)
