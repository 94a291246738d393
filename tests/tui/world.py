"""A small invented authority, made by hand, for tests of the app."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sampling.caseload.lists import ListRow, Value
from sampling.store import Inspection, Settings, create

CENSUS = date(2026, 5, 1)
TEAMS = ("North [A1]", "South", "[red]East[/red]")
COLUMNS = {
    4: ("child_id", "dob", "gender", "ethnicity", "assessment_start", "assessment_end", "team", "worker"),
    7: ("child_id", "dob", "gender", "ethnicity", "cpp_start", "last_visit", "team", "worker"),
    8: (
        "child_id",
        "dob",
        "gender",
        "ethnicity",
        "care_start",
        "legal_status",
        "placement_type",
        "team",
        "worker",
    ),
    9: ("child_id", "dob", "gender", "ethnicity", "eligibility", "in_touch", "team", "worker"),
}


def _row(number: int, place: int, values: dict[str, Value]) -> ListRow:
    common: dict[str, Value] = {
        "dob": date(2012, 1, 1) + timedelta(days=17 * place),
        "gender": ("Female", "Male")[place % 2],
        "ethnicity": "WBRI",
        "team": TEAMS[place % 3],
        "worker": f"Worker {place % 5}",
    }
    return ListRow(number, place + 2, {**common, **values})


def rows(children: int) -> Iterator[ListRow]:
    """So many children in assessment, a third as many on plans, as many in care, a few care leavers."""
    for place in range(children):
        start = CENSUS - timedelta(days=20 + place % 90)
        yield _row(4, place, {"child_id": f"A{place:04}", "assessment_start": start})
    for place in range(children // 3):
        yield _row(7, place, {"child_id": f"P{place:04}", "cpp_start": CENSUS - timedelta(days=100 + place)})
    for place in range(children):
        care: dict[str, Value] = {"legal_status": "C2", "placement_type": ("U1", "K2")[place % 2]}
        yield _row(8, place, {"child_id": f"C{place:04}", "care_start": CENSUS - timedelta(days=400), **care})
    for place in range(children // 4):
        yield _row(9, place, {"child_id": f"L{place:04}", "eligibility": "Former relevant"})


def make(path: Path, children: int = 24, *, authority: str = "Thornbury Vale", reader: str = "Rowan") -> Path:
    """An inspection file with nothing drawn yet."""
    settings = Settings(
        inspection="test-inspection",
        authority=authority,
        kind="standard",
        edition="ilacs-2026",
        inspection_date=date(2026, 5, 11),
        census_date=CENSUS,
        source="by hand",
    )
    create(path, settings, rows(children), COLUMNS, reader=reader)
    return path


def drawn(path: Path, children: int = 24, n: int = 8) -> Path:
    """The same with cases drawn in two areas."""
    make(path, children)
    with Inspection.open(path) as inspection:
        for area in ("safeguarding", "children_in_care"):
            inspection.draws.freeze(area)
            inspection.draws.draw(area, n, f"six dice {area}")
    return path
