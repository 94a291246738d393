"""One small drawn inspection and one finding in it, for tests of keeping it safe."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sampling.findings.ratings import Rating
from sampling.store import Inspection
from sampling.store.verify import verify
from tests.small import OneDocument, make

CRITERION = "CL-01"


def drawn(path: Path) -> Path:
    """Eight care leavers' cases, four of them in reserve, nothing read."""
    make(path)
    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        inspection.draws.draw("leaving_care", 4, "31415926", documents=OneDocument())
    return path


def first(inspection: Inspection) -> str:
    """The first case."""
    return inspection.cases.all("leaving_care")[0].case_id


def rate(path: Path, note: str) -> None:
    """Record one finding with this evidence in the first case."""
    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        inspection.reading.rate(first(inspection), CRITERION, Rating.GOOD, evidence=note)


def note(path: Path) -> str:
    """The evidence that stands there, in a file that verifies; empty where there is none."""
    with Inspection.open(path, reader="anna", read_only=True) as inspection:
        assert verify(inspection).ok
        findings = inspection.reading.findings(first(inspection))
        return findings[CRITERION].evidence if CRITERION in findings else ""


class Days:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2025, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now
