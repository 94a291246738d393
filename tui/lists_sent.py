"""An authority's lists as they were sent: read and reported on, made a list of faults, taken as corrections.

Shared by the command line and the app; no terminal is known here.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sampling.caseload.annex_a.importer import ImportResult, Tell, read
from sampling.caseload.annex_a.report import COLUMNS, report_rows
from sampling.errors import IlacsError, UsageError
from sampling.handover.cells import safe
from sampling.handover.placing import placed, write_private
from tui.making import ImportRefusedError

if TYPE_CHECKING:
    from sampling.store import Inspection
    from sampling.store.updating import Behind, Changes


_MOST_MARKED = 1_000

Mark = tuple[tuple[str, int, int, int], ...]
"""Of each file its name, its place on the disk, its size, and when it last changed."""


@dataclass(frozen=True)
class Sent:
    """Lists as they were sent, and read.

    Attributes:
        path: where they are: a workbook or CSV, or a folder or zip of several.
        census: the day they were said to be drawn; None where nobody has said.
        family: the header of the column that gives siblings, where somebody has named one.
        result: what was read, and what is wrong with it.
        mark: what tells the files that were read from any others that may stand there later.
    """

    path: Path
    census: date | None
    family: str
    result: ImportResult
    mark: Mark = ()

    def still(self, path: Path, census: date, family: str) -> bool:
        """Whether reading again, so asked, would give the same: the files are as they were, and the day.

        Args:
            path: where the lists are now said to be.
            census: the day they were drawn.
            family: the header of the column that gives siblings, or empty.
        """
        asked = (self.path, self.result.census_date, self.family) == (path, census, family)
        return asked and bool(self.mark) and self.mark == _mark(path)


def read_sent(path: Path, census: date | None, family: str = "", tell: Tell | None = None) -> Sent:
    """Read lists and report; nothing is written.

    Args:
        path: where they are.
        census: the day they were drawn, if it is known.
        family: the header of the column that gives siblings, where it is none of the known ones.
        tell: is told how far reading has come.

    Raises:
        FileError: if they cannot be read, or are none.
    """
    mark = _mark(path)
    return Sent(path, census, family, read(path, census, family=family, tell=tell), mark)


def _mark(path: Path) -> Mark:
    """What tells the files at a path from others; empty where they cannot be looked at."""
    try:
        files = sorted(islice(path.rglob("*"), _MOST_MARKED)) if path.is_dir() else [path]
        found = [(str(file), file.stat()) for file in files]
    except OSError:
        return ()
    if len(files) == _MOST_MARKED:
        return ()
    return tuple((name, about.st_ino, about.st_size, about.st_mtime_ns) for name, about in found)


def write_problems(path: Path, result: ImportResult) -> None:
    """Write the problems as CSV for the authority to work through, readable by its owner only.

    Raises:
        FileError: if the name is taken or the disk fails; nothing is left then.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS)
    for row in report_rows(result):
        # A quoted text at the start of a message is no formula, and needs no mark before it.
        writer.writerow(
            [safe(cell) if isinstance(cell, str) and not cell.startswith("'") else cell for cell in row]
        )
    with placed(path) as (partial,):
        # With a mark at the start, so that Excel reads it as UTF-8.
        write_private(partial, text.getvalue().encode("utf-8-sig"))


def correctable(inspection: Inspection) -> None:
    """See to it that an inspection's lists can be corrected, before a long reading rather than after it.

    Raises:
        UsageError: if they are those of a synthetic authority, or the file can only be read.
    """
    if inspection.settings.scenario:
        raise UsageError("this inspection is of a synthetic authority: no workbook can correct its lists")
    if inspection.read_only:
        raise UsageError("the file is open read-only, so its lists cannot be corrected")


def take(inspection: Inspection, sent: Sent, *, accept: bool) -> tuple[Changes, tuple[Behind, ...]]:
    """Put corrected lists in the place of an inspection's own.

    Args:
        inspection: the file, opened for writing.
        sent: the corrected lists.
        accept: whether they are taken although rows would be lost.

    Returns:
        What changed, and the frozen frames that the lists have now left behind.

    Raises:
        ImportRefusedError: if rows would be lost and that was not accepted.
        IlacsError: if a list would be left without a row and that was not accepted.
        UsageError: if the file has no lists to correct.
        FileError: if it could not be saved; nothing was half-written then.
    """
    from sampling.store.updating import behind
    from sampling.store.updating import update as correct

    result = sent.result
    if not result.ok and not accept:
        raise ImportRefusedError(sent.path, result)
    if not accept:
        _refuse_emptied(inspection, sent)
    changes = correct(
        inspection,
        result.rows,
        result.supplied,
        source=sent.path.name,
        problems=sum(problem.count for problem in result.problems),
    )
    frames = (behind(inspection, area.id) for area in inspection.edition.areas)
    return changes, tuple(found for found in frames if found is not None)


def _refuse_emptied(inspection: Inspection, sent: Sent) -> None:
    """Refuse lists of which one has headers and nothing below them, where the file has rows of it."""
    for number in sent.result.supplied:
        held = inspection.lists.count(number)
        if held and not sent.result.rows[number]:
            raise IlacsError(
                f"{sent.path.name}: List {number} has no row any more, and the file has {held:,} of it; "
                "correct the workbook, or take it as it is with --accept-problems"
            )
