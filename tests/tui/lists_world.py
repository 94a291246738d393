"""Workbooks of an invented authority for the Lists place: one with faults, and one to be corrected."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from tests.unit.annex_a_workbooks import Cell, make, table


def faulty(path: Path) -> Path:
    """Lists 1 and 4: a child without an id, a day that is none, an error cell, a code that is markup."""
    rows: list[dict[str, Cell]] = [
        {"Child Unique ID": f"C{n}", "Date of Birth": date(2015, 5, 4)} for n in range(6)
    ]
    rows[1]["Child Unique ID"] = None
    rows[2]["Continuous Assessment Start Date"] = "31/02/2024"
    rows[3]["Continuous Assessment Start Date"] = "31/02/2024"
    rows[4]["Allocated Team"] = "#N/A"
    rows[5]["Gender"] = "[@click=app.quit]x[/] \x1b]52;c;eA==\x07"
    return make(path, {"List 1": table(1, {}), "List_4": table(4, *rows)})


def sound(path: Path, children: int, *, moved: bool = False) -> Path:
    """List 4 with so many children; moved: the first one's assessment began a day later."""
    start = date(2024, 1, 8)
    rows: list[dict[str, Cell]] = [{"Child Unique ID": f"C{n}"} for n in range(children)]
    rows[0]["Continuous Assessment Start Date"] = start + timedelta(days=moved)
    return make(path, {"List_4": table(4, *rows)})
