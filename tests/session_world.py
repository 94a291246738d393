"""What the tests of training share: an answer key made by hand, and a session on the small authority."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from fixtures.readers import SimulatedReader
from sampling.findings.ratings import Rating
from sampling.framework import load
from sampling.store import Inspection
from sampling.training import rehearsal
from sampling.training.folder import SessionFolder
from sampling.training.key import CaseKey, PlantedLevel
from sampling.training.plan import SessionPlan, check
from sampling.training.session import SetUp, set_up
from tests import small

SCENARIO_SEED = "7316524981735"
REASON = "Planted on purpose"
EDITION = load("ilacs-2023")
LEVELS = (
    Rating.STRONG,
    Rating.GOOD,
    Rating.GOOD,
    Rating.NEEDS_IMPROVEMENT,
    Rating.SERIOUS_WEAKNESS,
    Rating.NOT_SEEN,
    Rating.GOOD,
    Rating.NEEDS_IMPROVEMENT,
    Rating.NOT_APPLICABLE,
)


class Clock:
    """A clock that starts some hours into the day and moves on by some seconds each time it is read."""

    def __init__(self, hours: float = 0, step: float = 1) -> None:
        self._now = datetime(2024, 4, 15, 9, 0, tzinfo=UTC) + timedelta(hours=hours)
        self._step = timedelta(seconds=step)

    def __call__(self) -> datetime:
        self._now += self._step
        return self._now


class HandKeys:
    """A key that goes through all levels, from case to case and from criterion to criterion."""

    def case_key(self, child: str, area: str) -> CaseKey:
        place = int(child[1:])
        found = EDITION.area(area)
        criteria = tuple(
            PlantedLevel(
                criterion,
                LEVELS[(place + number) % len(LEVELS)],
                f"{REASON}: {criterion} of {child}.",
                ("V-20240301",),
            )
            for number, criterion in enumerate(found.core)
        )
        rating = LEVELS[place % 5]
        return CaseKey(f"{found.code}-{child}", child, area, rating, f"{REASON}: {child}.", criteria)


class AnyKeys:
    """A key for the children of a synthetic authority, by their ids; its documents are ``small``'s."""

    def __init__(self, edition: str = "ilacs-2026") -> None:
        self._edition = load(edition)

    def case_key(self, child: str, area: str) -> CaseKey:
        place = sum(map(ord, child))
        found = self._edition.area(area)
        criteria = tuple(
            PlantedLevel(
                criterion,
                LEVELS[(place + number) % len(LEVELS)],
                f"{REASON}: {criterion}.",
                ("V-20240301", "D01") if number % 4 == 1 else (),
            )
            for number, criterion in enumerate(found.core)
        )
        rating = LEVELS[place % 5]
        return CaseKey(f"{found.code}-{child}", child, area, rating, f"{REASON}: {child}.", criteria)


def plan(*readers: str, files: int = 4, shared: int | None = None, **changes: object) -> SessionPlan:
    """A plan on children in care."""
    values: dict[str, object] = {
        "readers": readers,
        "areas": ("children_in_care",),
        "files": files,
        "shared": files if shared is None else shared,
        "seed": SCENARIO_SEED,
        **changes,
    }
    return check(SessionPlan(**values))  # type: ignore[arg-type]


def session(path: Path, wanted: SessionPlan, *, keyed: bool = True, **settings: object) -> SetUp:
    """Set up a session in a new folder."""
    path.mkdir()
    folder = SessionFolder(path)
    small.make(
        folder.master,
        **{"scenario": "handmade", "scenario_seed": SCENARIO_SEED, "source": "hand", **settings},
    )
    with Inspection.open(folder.master, reader="trainer", clock=small.SteppingClock()) as master:
        source = HandKeys() if keyed else None
        return set_up(master, folder, path.name, wanted, small.OneDocument(), source)


def simulate(path: Path, name: str, **how: object) -> None:
    """Let a simulated reader read its cases of the trainer's file."""
    reader = SimulatedReader(name, **how)  # type: ignore[arg-type]
    with Inspection.open(path, reader=name) as inspection:
        key = rehearsal.key_of(inspection)
        wanted = {line.case_id for line in rehearsal.cases_of(inspection, name)}
        rehearsal.write(inspection, [reader.read(case) for case in key.cases if case.case in wanted])


def read_by_hand(
    path: Path, rating: Rating = Rating.GOOD, reader: str | None = None, clock: Clock | None = None
) -> str:
    """Read every case assigned to the reader of a hand-out, all alike; gives the reader."""
    with Inspection.open(path, reader=reader, clock=clock or Clock()) as inspection:
        for line in rehearsal.cases_of(inspection, inspection.reader):
            for criterion in EDITION.area(line.area).core:
                inspection.reading.rate(line.case_id, criterion, rating, evidence="Seen.")
            inspection.reading.rate(line.case_id, "overall", rating, evidence="Seen.")
            inspection.reading.complete(line.case_id)
        return inspection.reader
