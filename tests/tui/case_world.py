"""Cases with something in their files, for tests of reading and judging; every name is invented."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from sampling.caseload.casefile import Document, Entry, Material, Person, TimescaleCheck, WorkerSpell
from sampling.caseload.lists import ListRow
from sampling.store import Inspection, Settings, create
from tests.tui import world

HOSTILE = "[@click=app.quit]quit[/] [A1] [/nope] [$primary @click=app.quit]x[/]"
"""Text that Textual's markup would read as links and errors."""

CONTROLS = "\x1b]0;owned\x07 \x9b31m \u202eevil"
"""Characters that would reach the terminal."""


class Papers:
    """The same file for every child: eleven entries and three documents."""

    def material(self, child: str, area: str) -> Material:
        """What is on file."""
        first = date(2026, 1, 5)
        entries = [
            Entry(
                f"S-{n:02}",
                first + timedelta(days=9 * n),
                "visit",
                f"Visit {n}: seen alone at home; spoke of school and of the move.",
                worker="Ida Quill",
                team="North",
                source="case notes",
                timescale=TimescaleCheck(
                    "T-CFA",
                    "missed" if n == 3 else "met",
                    date(2026, 3, 1),
                    f"{10 + n} working days from plan",
                ),
            )
            for n in range(1, 11)
        ]
        entries.append(Entry("S-99", None, "supervision", f"Hostile {HOSTILE} {CONTROLS}", worker=HOSTILE))
        documents = (
            Document("D-01", "assessment", date(2026, 2, 2), "Assessment", "Ida Quill", _long("Assessment")),
            Document(
                "D-02", "plan", date(2026, 3, 3), f"Plan {HOSTILE}", "Ida Quill", f"{HOSTILE} {CONTROLS}"
            ),
            Document("D-03", "visit", None, "Visit notes", "", _long("Visit")),
        )
        network = (Person("Bram Quill [A1]", "uncle"), Person(HOSTILE, "mother"))
        workers = (WorkerSpell("Ida Quill", "social worker", first, None),)
        return Material(tuple(entries), documents, network, workers)


def _long(name: str) -> str:
    return "\n\n".join(f"{name}, part {n}. " + "The child said what mattered. " * 8 for n in range(1, 25))


def make(
    path: Path,
    children: int = 24,
    *,
    kind: str = "standard",
    edition: str = "ilacs-2026",
    scenario: str = "",
    scenario_seed: str = "",
) -> Path:
    """An inspection of children in all four areas, nothing drawn yet."""
    settings = Settings(
        inspection="test-inspection",
        authority="Thornbury Vale",
        kind=kind,
        edition=edition,
        inspection_date=date(2026, 5, 11),
        census_date=world.CENSUS,
        source="by hand",
        scenario=scenario,
        scenario_seed=scenario_seed,
    )
    columns = {
        **world.COLUMNS,
        6: ("child_id", "dob", "gender", "ethnicity", "cin_start", "case_status", "team", "worker"),
    }
    needy = [
        ListRow(
            6,
            place + 2,
            {
                "child_id": f"N{place:04}",
                "cin_start": world.CENSUS - timedelta(days=90 + place),
                "case_status": "Child in need plan",
                "dob": date(2014, 1, 1) + timedelta(days=11 * place),
                "worker": HOSTILE,
            },
        )
        for place in range(children // 2)
    ]
    create(path, settings, [*world.rows(children), *needy], columns, reader="Rowan")
    return path


def drawn(path: Path, children: int = 24, n: int = 12, **settings: str) -> Path:
    """The same with cases drawn in all four areas, each file with something in it."""
    make(path, children, **settings)
    with Inspection.open(path) as inspection:
        for area in inspection.edition.areas:
            size = min(n, inspection.draws.frame(area.id).size)
            inspection.draws.draw(area.id, size, f"six dice {area.id}", documents=Papers())
    return path
