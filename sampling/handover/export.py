"""Handing the findings over as data: SQLite, CSV, JSON or a workbook, with the same tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sampling.errors import unknown
from sampling.handover.database import metadata, write_database
from sampling.handover.gather import Handover, gather, one_moment
from sampling.handover.placing import create_private, placed, unwritten, write_private
from sampling.handover.plain_files import write_csv, write_json
from sampling.handover.workbook import write_workbook
from sampling.store import Inspection

FORMATS = ("sqlite", "csv", "json", "xlsx")
"""The formats of a handover; ``csv`` makes a folder, the others one file."""


@dataclass(frozen=True)
class ExportReport:
    """What was handed over.

    Attributes:
        out: the file or folder that was made.
        head: the head digest of the inspection file's journal.
        rows: how many rows each table has.
        masks: ids and names masked in free text; 0 for a handover with names.
        notes: what must be known of it, in sentences; the readme table holds them too.
    """

    out: Path
    head: str
    rows: Mapping[str, int]
    masks: int
    notes: tuple[str, ...]


def export(inspection: Inspection, out: Path, *, format: str = "sqlite", names: bool = False) -> ExportReport:
    """Hand over what the inspection's reader may see.

    Without ``names`` children, cases, draws and strata have pseudonyms of this handover, known ids and
    names are masked in free text, and tickets and seeds are left out. With ``sqlite`` a metadata file
    for Datasette stands beside, named ``OUT.metadata.json``.

    Args:
        inspection: the opened file.
        out: a name that is free; never overwritten.
        format: one of ``FORMATS``.
        names: whether real ids, tickets and seeds go out with it.

    Raises:
        UsageError: for an unknown format.
        FileError: if the name is taken, its folder is missing or the disk fails; nothing is left then.
    """
    word = format.strip().casefold()
    if word not in FORMATS:
        raise unknown("format", format, list(FORMATS))
    targets = [out] if word != "sqlite" else [out, metadata_path(out)]
    with placed(*targets) as partials, one_moment(inspection.connection):
        handover = gather(inspection, names=names)
        try:
            notes = _write(word, handover, out, partials)
        except sqlite3.Error as error:
            raise unwritten(out, str(error)) from error
    return ExportReport(
        out=out,
        head=handover.head,
        rows={name: len(rows) for name, rows in handover.rows.items()},
        masks=handover.masks,
        notes=(*handover.notes, *notes),
    )


def metadata_path(out: Path) -> Path:
    """Where the Datasette metadata of a database stands: ``OUT.metadata.json``."""
    return out.with_name(f"{out.name}.metadata.json")


def _write(format: str, handover: Handover, out: Path, partials: tuple[Path, ...]) -> tuple[str, ...]:
    """Write one format; gives what is to be noted of it."""
    if format == "sqlite":
        create_private(partials[0])
        write_database(partials[0], handover)
        shown = metadata(handover, out.stem)
        write_private(partials[1], lambda file: json.dump(shown, file, ensure_ascii=False, indent=1))
    elif format == "csv":
        write_csv(partials[0], handover)
    elif format == "json":
        write_json(partials[0], handover)
    else:
        cut = write_workbook(partials[0], handover)
        if cut:
            return (f"{cut} texts were longer than a worksheet's cell and were cut, each saying so.",)
    return ()
