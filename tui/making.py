"""Making inspection files: from a synthetic authority, from a workbook, and the demo.

Shared by the command line and the app; no terminal is known here.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from sampling.caseload.casefile import DocumentSource
from sampling.draw.selection import Selection
from sampling.errors import FileError, IlacsError, UsageError
from sampling.store import Inspection, create
from sampling.store.places import private_folder
from sampling.training.keeping import keep_case, keep_key
from sampling.training.key import KeySource
from tui.guide import DEMO_SCENARIO, DEMO_SEED
from tui.handed import Handed, documents_from_directory
from tui.wishes import Wishes, settings_of

if TYPE_CHECKING:
    from sampling.caseload.annex_a.importer import ImportResult, Tell

__all__ = [
    "ImportRefusedError",
    "Wishes",
    "data_folder",
    "demo",
    "document_source",
    "documents_from_directory",
    "key_source",
    "make_from_scenario",
    "make_from_workbook",
    "previous_grades",
    "target",
    "write_key",
]

DEMO_CASES = 12
"""Cases of each area in the demo: the fewest that give an indication."""

DEMO_RESERVE = 4

_SOON = timedelta(days=14)


class ImportRefusedError(IlacsError):
    """A workbook from which rows would be lost; ``result`` holds the whole report."""

    def __init__(self, workbook: Path, result: ImportResult) -> None:
        """Say how many rows."""
        errors = sum(problem.count for problem in result.problems if problem.severity == "error")
        super().__init__(
            f"{workbook.name}: {errors} row(s) or list(s) would be lost; correct the workbook, "
            "or take it as it is with --accept-problems"
        )
        self.result = result


def data_folder() -> Path:
    """Where the demo is kept; ``ILACS_SAMPLE_HOME`` in the environment replaces it."""
    given = os.environ.get("ILACS_SAMPLE_HOME")
    if given:
        return Path(given)
    from platformdirs import user_data_path

    return user_data_path("ilacs-sample", appauthor=False)


def make_from_scenario(path: Path, scenario_id: str, seed: str, **wishes: Unpack[Wishes]) -> Sequence[str]:
    """Make an inspection file of a synthetic authority.

    Args:
        path: where; never overwritten.
        scenario_id: the authority.
        seed: text; the same one gives the same children.
        wishes: see ``Wishes``.

    Returns:
        Files of the folder of documents that no child's id names.

    Raises:
        UsageError: for an unknown scenario, edition or kind.
        FileError: if the file exists or cannot be written.
    """
    from fixtures import blocks, load_scenario, rows, supplied

    _free(path)
    scenario = load_scenario(scenario_id)
    settings = settings_of(
        wishes,
        census_date=scenario.census_date,
        inspection_date=wishes.get("inspection_date") or scenario.census_date + _SOON,
        authority=wishes.get("authority") or scenario.authority,
        source=scenario.id,
        scenario=scenario.id,
        scenario_seed=seed,
    )
    # The rows are made a second time rather than kept, since there may be hundreds of thousands.
    handed = _handed(wishes, (row.child for row in rows(scenario, seed)))
    create(
        path,
        settings,
        blocks(scenario, seed),
        supplied(),
        documents=handed.by_child,
        reader=wishes.get("reader"),
    )
    return handed.unmatched


def make_from_workbook(
    path: Path,
    workbook: Path,
    census_date: date | None,
    *,
    accept_problems: bool = False,
    family: str = "",
    tell: Tell | None = None,
    known: ImportResult | None = None,
    **wishes: Unpack[Wishes],
) -> tuple[ImportResult, Sequence[str]]:
    """Make an inspection file from an authority's Annex A workbook.

    Args:
        path: where; never overwritten.
        workbook: the workbook, or a CSV, or a folder or zip of several.
        census_date: the day its lists were drawn.
        accept_problems: take it although rows would be lost.
        family: the header of the column that gives siblings, where it is none of the known ones.
        tell: is told how far it has come.
        known: what was read of that very workbook for that day before; it is then not read again.
        wishes: see ``Wishes``.

    Returns:
        The report on the workbook, and files of the folder of documents that no child's id names.

    Raises:
        UsageError: without a census date, with the day that the lists suggest.
        ImportRefusedError: if rows would be lost and that was not accepted.
        FileError: if the workbook cannot be read, or the file cannot be written.
    """
    _free(path)
    result, census = _read(workbook, census_date, accept_problems, family, tell, known)
    settings = settings_of(
        wishes,
        census_date=census,
        inspection_date=wishes.get("inspection_date") or date.today(),
        authority=wishes.get("authority") or workbook.stem,
        source=workbook.name,
    )
    if tell is not None:
        tell("Writing the inspection file")
    rows = [result.rows[number] for number in sorted(result.rows)]
    children = (str(child) for table in rows for child in table.column("child_id") if child)
    handed = _handed(wishes, children)
    create(
        path,
        settings,
        rows,
        result.supplied,
        documents=handed.by_child,
        problems=sum(problem.count for problem in result.problems),
        reader=wishes.get("reader"),
    )
    return result, handed.unmatched


def previous_grades(path: Path) -> dict[str, str]:
    """The grades that another inspection file ended with, by judgement.

    Raises:
        FileError: if it is no inspection file.
        UsageError: if no grade stands in it.
    """
    with Inspection.open(path, read_only=True) as inspection:
        grades = {entry.judgement: entry.grade for entry in inspection.judging.judgements().values()}
    if not grades:
        raise UsageError(f"{path}: no judgement stands in this file, so it gives no previous grades")
    return grades


def document_source(inspection: Inspection) -> DocumentSource | None:
    """Where drawn children's material comes from: made for a synthetic authority, else None."""
    if not inspection.settings.scenario:
        return None
    return documents_of(inspection.settings.scenario, inspection.settings.scenario_seed)


def documents_of(scenario: str, seed: str) -> DocumentSource:
    """The files of a synthetic authority's children."""
    from fixtures import SyntheticDocuments

    return SyntheticDocuments(scenario, seed)


def key_source(inspection: Inspection) -> KeySource | None:
    """Where the answers of a synthetic authority come from; None for a real one."""
    if not inspection.settings.scenario:
        return None
    return keys_of(inspection.settings.scenario, inspection.settings.scenario_seed)


def write_key(inspection: Inspection, selection: Selection) -> None:
    """Write the answers of a draw's cases to ``NAME.key`` beside a synthetic authority's file.

    Raises:
        FileError: if the key that stands there cannot be read, or the new one cannot be written.
    """
    source = key_source(inspection)
    if source is not None:
        keep_key(inspection, selection, source)


def target(inspection: Inspection, area: str, child: str, because: str) -> str:
    """Add a child chosen for a reason, and of a synthetic authority its key; gives the case's id.

    Raises:
        UsageError: for an unknown area or child, or without a reason.
        FileError: if the key cannot be read or written.
    """
    case = inspection.roster.target(area, child, because, document_source(inspection))
    source = key_source(inspection)
    if source is not None:
        keep_case(inspection, case, source)
    return case


def keys_of(scenario: str, seed: str) -> KeySource | None:
    """The answers of a scenario's children; None where the scenario plants none."""
    import fixtures

    make = getattr(fixtures, "SyntheticKeys", None)
    return make(scenario, seed) if make else None


def demo(path: Path | None = None) -> Path:
    """Make the demo, or find it where it was made before; drawn in every area.

    Args:
        path: where; by default in the data folder.

    Raises:
        FileError: if it cannot be written, or another file stands there.
    """
    file = path or data_folder() / "demo.ilacs"
    if not file.exists():
        try:
            private_folder(file.parent)
        except OSError as error:
            raise FileError(f"{file.parent}: cannot be made ({error.strerror})") from error
        make_from_scenario(file, DEMO_SCENARIO, DEMO_SEED)
    with Inspection.open(file) as inspection:
        for area in inspection.edition.areas:
            # Each area on its own, so that a demo stopped half-way is finished the next time.
            if inspection.read_only or inspection.draws.first(area.id):
                continue
            selection = inspection.draws.draw(
                area.id,
                DEMO_CASES,
                f"{DEMO_SEED} {area.id}",
                reserve=DEMO_RESERVE,
                documents=document_source(inspection),
            )
            write_key(inspection, selection)
    return file


def _free(path: Path) -> None:
    """Refuse a taken name before a long import rather than after it."""
    if path.exists():
        raise FileError(f"{path}: exists already, and is never overwritten")


def _read(
    workbook: Path,
    census_date: date | None,
    accept_problems: bool,
    family: str,
    tell: Tell | None,
    known: ImportResult | None,
) -> tuple[ImportResult, date]:
    """A workbook that may be taken, and the day its lists were drawn."""
    from sampling.caseload.annex_a.importer import read

    result = known or read(workbook, census_date, family=family, tell=tell)
    if census_date is None:
        raise _ask_census_date(result)
    if not result.ok and not accept_problems:
        raise ImportRefusedError(workbook, result)
    return result, census_date


def _ask_census_date(result: ImportResult) -> UsageError:
    suggested = result.suggested_census_date
    hint = (
        f"the latest day in them is {suggested:%d/%m/%Y}, so perhaps --census-date {suggested.isoformat()}"
        if suggested
        else "they hold no date that would suggest it"
    )
    return UsageError(f"give the day on which the lists were drawn with --census-date: {hint}")


def _handed(wishes: Wishes, children: Iterable[str]) -> Handed:
    folder = wishes.get("documents")
    return documents_from_directory(folder, children) if folder else Handed({}, ())
