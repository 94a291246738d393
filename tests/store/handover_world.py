"""A small inspection with something of everything, for tests of what is handed over."""

from __future__ import annotations

import csv
import sqlite3
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sampling.draw.selection import Design
from sampling.findings.ratings import Rating
from sampling.framework import Grade
from sampling.store import Inspection
from tests.small import OneDocument, SteppingClock, make

SEED = "dice 4 1 6 2 5 3"
WORKERS = ("Ada Pennick", "Jo Tolland")
HOSTILE = "=1+1 [@click=app.quit]x[/] ‘quoted’ \"q\" 'a' <b>&amp; 🙂\n=second line\t[/nope] _x0041_; end"
TELLING = "{child} was visited weekly; ADA PENNICK agreed with Ms Tolland, see {case}."


@dataclass(frozen=True)
class World:
    """The file, and what a reader did in it: three care leavers read, one concern, one grade."""

    path: Path
    read: tuple[str, ...]
    removed: str
    targeted: str


def build(folder: Path) -> World:
    """Make the inspection: drawn, partly read, judged."""
    path = make(folder / "small.ilacs", retention_date=None)
    with Inspection.open(path, reader="anna", clock=SteppingClock()) as inspection:
        source = OneDocument()
        inspection.draws.draw("leaving_care", 6, SEED, documents=source)
        inspection.draws.draw(
            "children_in_care",
            6,
            SEED,
            design=Design("stratified", by=("team", "worker"), allocation="equal"),
            name="Pennick's draw",
            documents=source,
        )
        in_care = [line for line in inspection.cases.all("children_in_care") if line.role == "sampled"]
        removed = in_care[0].case_id
        inspection.roster.remove(removed, next(iter(inspection.edition.removal_reasons)), "Bea Marsh")
        drawn = {line.child for line in inspection.cases.all("leaving_care")}
        child = next(f"L{number:03}" for number in range(1, 15) if f"L{number:03}" not in drawn)
        targeted = inspection.roster.target(
            "leaving_care", child, f"{child} was named by Ada Pennick", documents=source
        )
        lines = [line for line in inspection.cases.all("leaving_care") if line.role == "sampled"][:3]
        for line, overall in zip(lines, (Rating.STRONG, Rating.GOOD, Rating.NEEDS_IMPROVEMENT), strict=True):
            read(inspection, line.case_id, line.child, overall)
        first = lines[0].case_id
        inspection.reading.concern(first, "immediate", f"{lines[0].child} unsafe", "Jo Tolland")
        inspection.judging.judge("care_leavers", Grade.GOOD, f"Strong in {first}, as Ada Pennick said")
    return World(path, tuple(line.case_id for line in lines), removed, targeted)


def read(inspection: Inspection, case_id: str, child: str, overall: Rating) -> None:
    """Rate every core criterion like the case: the first with hostile, the second with telling evidence."""
    core = inspection.edition.area(inspection.cases.case(case_id).area).core
    texts = {core[0]: HOSTILE, core[1]: TELLING.format(child=child, case=case_id)}
    for criterion in core[:-1]:
        inspection.reading.rate(
            case_id, criterion, overall, evidence=texts.get(criterion, "Seen on file."), cite=["V-20240301"]
        )
    inspection.reading.rate(case_id, core[-1], Rating.NOT_SEEN)
    inspection.reading.rate(case_id, "overall", overall, evidence=f"Weighed for {child}.")
    inspection.reading.complete(case_id)


def ask(connection: sqlite3.Connection, query: str, *values: object) -> list[tuple[Any, ...]]:
    """All rows that a query gives."""
    return connection.execute(query, values).fetchall()


def contents(out: Path) -> str:
    """Everything in a handover as one text, whatever its format; a workbook unpacked."""
    files = sorted(out.iterdir()) if out.is_dir() else [out]
    beside = out.with_name(f"{out.name}.metadata.json")
    found = [file.read_bytes() for file in (*files, *([beside] if beside.exists() else []))]
    if zipfile.is_zipfile(out):
        with zipfile.ZipFile(out) as book:
            found += [book.read(name) for name in book.namelist()]
    return b"\n".join(found).decode("utf-8", errors="replace")


def csv_rows(folder: Path, table: str) -> list[dict[str, str]]:
    """The rows of one CSV file."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
