"""What is typed into the form for a new inspection, and the file that is made from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sampling.errors import UsageError
from sampling.framework import edition_for
from tui.widgets.words import day, read_day

if TYPE_CHECKING:
    from sampling.caseload.annex_a.importer import Tell
    from tui.lists_sent import Sent
    from tui.making import Wishes

WORKBOOK = "workbook"
"""Where the lists come from, besides the ids of the synthetic authorities."""

BY_DATE = "by date"
"""The edition that is in force on the day of the inspection."""

KINDS = (
    ("standard", "Standard inspection"),
    ("short", "Short inspection"),
    ("focused", "Focused visit"),
    ("monitoring", "Monitoring visit"),
    ("audit", "Authority's own audit"),
)


@dataclass(frozen=True, slots=True)
class Answers:
    """The form as typed.

    Attributes:
        source: ``WORKBOOK``, or a synthetic authority's id.
        workbook: path of the workbook.
        census: the day its lists were drawn, as typed.
        family: the header of the column that gives siblings, or empty.
        documents: a folder of texts named by child id, or empty.
        seed: the synthetic authority's seed.
        authority: its name; empty for the usual one.
        kind: kind of visit.
        inspection: the inspection's first day, as typed; empty for the usual one.
        edition: the edition, or ``BY_DATE``.
        previous: path of the last inspection's file, or empty.
        path: where to keep the file.
        accepted: whether the problems of the workbook are accepted, though rows are lost.
    """

    source: str
    workbook: str = ""
    census: str = ""
    family: str = ""
    documents: str = ""
    seed: str = ""
    authority: str = ""
    kind: str = "standard"
    inspection: str = ""
    edition: str = BY_DATE
    previous: str = ""
    path: str = ""
    accepted: bool = False

    @property
    def imported(self) -> bool:
        """Whether the lists come from a workbook."""
        return self.source == WORKBOOK


def file_of(answers: Answers) -> Path:
    """Where the file is to be.

    Raises:
        UsageError: if no path is typed.
    """
    if not answers.path.strip():
        raise UsageError("say where to keep the file, such as thornbury.ilacs")
    path = _path(answers.path)
    return path if path.suffix else path.with_suffix(".ilacs")


def workbook_of(answers: Answers) -> Path:
    """The workbook.

    Raises:
        UsageError: if no path is typed.
    """
    if not answers.workbook.strip():
        raise UsageError("type the path of the Annex A workbook first")
    return _path(answers.workbook)


def edition_words(answers: Answers, usual: date | None) -> str:
    """Which edition the answers come to, in words; never an error, since somebody is still typing."""
    if answers.edition != BY_DATE:
        return answers.edition
    try:
        first = read_day(answers.inspection) or usual
        return f"{edition_for(first)}, in force on {day(first)}" if first else "by the date of the inspection"
    except UsageError as error:
        return str(error)


def check(answers: Answers, tell: Tell | None = None) -> Sent:
    """Read the workbook and report; for a thread.

    Raises:
        UsageError: if a box is wrong.
        FileError: if it is no workbook of lists.
    """
    from tui.lists_sent import read_sent

    return read_sent(workbook_of(answers), read_day(answers.census), answers.family.strip(), tell)


def make(
    answers: Answers, reader: str | None = None, tell: Tell | None = None, sent: Sent | None = None
) -> tuple[Path, Sequence[str]]:
    """Make the inspection file; for a thread, which ``tell`` hears from.

    Lists that were checked are not read a second time, unless their files or what is asked of them changed.

    Returns:
        Where it is, and the files of the documents' folder that no child's id names.

    Raises:
        UsageError: if a box is wrong.
        ImportRefusedError: if rows would be lost and that was not accepted.
        FileError: if something cannot be read or written.
    """
    from tui.making import make_from_scenario, make_from_workbook, previous_grades

    path = file_of(answers)
    wishes: Wishes = {"kind": answers.kind, "inspection_date": read_day(answers.inspection), "reader": reader}
    if answers.edition != BY_DATE:
        wishes["edition"] = answers.edition
    if answers.authority.strip():
        wishes["authority"] = answers.authority
    if answers.previous.strip():
        wishes["previous"] = previous_grades(_path(answers.previous))
    if not answers.imported:
        return path, make_from_scenario(path, answers.source, answers.seed.strip() or "1", **wishes)
    if answers.documents.strip():
        wishes["documents"] = _path(answers.documents)
    census = read_day(answers.census)
    if census is None:
        raise UsageError("type the day on which the lists were drawn, the census date; check suggests it")
    workbook, family = workbook_of(answers), answers.family.strip()
    _result, unmatched = make_from_workbook(
        path,
        workbook,
        census,
        accept_problems=answers.accepted,
        family=family,
        tell=tell,
        known=sent.result if sent is not None and sent.still(workbook, census, family) else None,
        **wishes,
    )
    return path, unmatched


def _path(text: str) -> Path:
    return Path(text.strip()).expanduser()
