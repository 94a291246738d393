"""Inspection files of any size to measure with: synthetic authorities, drawn as far as asked."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from fixtures import blocks, load_scenario, supplied
from sampling.caseload.casefile import Document, Entry, Material
from sampling.store import Inspection, Settings, create

SCENARIO = "tarnshire"
SEED = "benchmark"
READER = "Rowan"
_WORDS = "Seen alone at home; what the child said is written down, and what is to happen next and by whom. "


class FullFiles:
    """A document source that gives every child a file as long as a real one: 40 entries, 12 documents."""

    def material(self, child: str, area: str) -> Material:
        """The same file for everybody, with the child's id in it."""
        days = [date(2025, 1, 1) + timedelta(days=9 * number) for number in range(40)]
        return Material(
            entries=tuple(
                Entry(f"V-{day:%Y%m%d}", day, "visit", f"{child}: {_WORDS}", "Ada Pennick") for day in days
            ),
            documents=tuple(
                Document(f"D{number:02}", "visit", day, f"Record {number}", "Ada Pennick", _WORDS * 15)
                for number, day in enumerate(days[:12], start=1)
            ),
        )


def made(path: Path, children: int) -> Path:
    """A file with the lists of so many children, nothing drawn."""
    scenario = load_scenario(SCENARIO).resized(children)
    settings = Settings(
        inspection="benchmark",
        authority=scenario.authority,
        kind="standard",
        edition="ilacs-2026",
        inspection_date=scenario.census_date + timedelta(days=14),
        census_date=scenario.census_date,
        source=scenario.id,
        scenario=scenario.id,
        scenario_seed=SEED,
    )
    create(path, settings, blocks(scenario, SEED), supplied(), reader=READER)
    return path


def drawn(path: Path, cases: int, *, children: int = 6_000, documents: bool = True) -> Path:
    """A file with so many cases drawn, split over the areas, as far as these go."""
    made(path, children)
    source = FullFiles() if documents else None
    with Inspection.open(path, reader=READER, rolling=False) as inspection:
        areas = [area.id for area in inspection.edition.areas]
        left = cases
        for place, area in enumerate(areas):
            size = inspection.draws.freeze(area).size
            n = min(-(-left // (len(areas) - place)), size)
            inspection.draws.draw(area, n, f"six dice {area}", reserve=0, documents=source)
            left -= n
    return path
