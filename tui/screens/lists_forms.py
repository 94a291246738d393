"""What is asked about an authority's lists: where they are, where faults are saved, whether to take them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sampling.errors import UsageError
from tui.screens.asking import Field, Form
from tui.widgets.lists_rows import changed
from tui.widgets.words import count, day, read_day

if TYPE_CHECKING:
    from sampling.store.updating import Changes
    from tui.lists_sent import Sent


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lists are to be read.

    Attributes:
        path: where they are.
        census: the day they were drawn; None for the latest day in them.
        family: the header of the column that gives siblings; empty for the known ones.
    """

    path: Path
    census: date | None
    family: str


def read_form(before: Wanted | None, census: date | None, take: Callable[[Wanted], None]) -> Form:
    """Ask which lists are to be read; starts from those read before."""

    def record(answers: Mapping[str, str]) -> str:
        if not answers["path"].strip():
            raise UsageError("type the path of the workbook")
        path = Path(answers["path"].strip()).expanduser()
        if not path.exists():
            raise UsageError(f"there is no {path}")
        take(Wanted(path, read_day(answers["census"]), answers["family"].strip()))
        return ""

    known = census or (before.census if before else None)
    fields = [
        Field(
            "path",
            "Path of the workbook or CSV, or of a folder or zip of several",
            value=str(before.path) if before else "",
        ),
        Field(
            "census",
            "The day they were drawn (empty: the latest day in them)",
            value=day(known) if known else "",
        ),
        Field(
            "family",
            "Header of the column that gives siblings, if any",
            value=before.family if before else "",
        ),
    ]
    return Form(
        "Read an authority's lists", fields, record, ["Nothing is written; the report comes first."], "Read"
    )


def csv_form(sent: Sent, save: Callable[[Path], str]) -> Form:
    """Ask where the faults are saved for the authority to work through."""
    usual = sent.path.with_name(f"{sent.path.stem}-faults.csv")

    def record(answers: Mapping[str, str]) -> str:
        typed = answers["path"].strip()
        return save(Path(typed).expanduser() if typed else usual)

    about = "It may quote children's ids, so send it safely."
    return Form(
        "Save the faults as CSV", [Field("path", f"Where (empty: {usual.name})")], record, [about], "Save"
    )


def take_form(sent: Sent, changes: Changes, take: Callable[[bool], None]) -> Form:
    """Say what corrected lists change, and ask whether they are taken."""
    emptied = [one.list for one in changes.lists if one.before and not one.after]
    loses = bool(emptied) or not sent.result.ok

    def record(answers: Mapping[str, str]) -> str:
        if answers["sure"] != "yes":
            raise UsageError("choose 2 to take them, or press esc to leave everything as it is")
        take(loses)
        return ""

    about = [
        f"{count(len(changes.new), 'child', 'children')} new, {len(changes.gone):,} gone.",
        *changed([(one.list, one.new, one.gone, one.changed) for one in changes.lists], changes.kept),
    ]
    if changes.changed_cases:
        about.append(f"Drawn cases of which something changed: {', '.join(changes.changed_cases)}")
    if changes.gone_cases:
        about.append(f"Drawn cases whose child is on no list any more: {', '.join(changes.gone_cases)}")
    about.append("Drawn cases keep their place; frozen frames stay as frozen; the change stays on record.")
    if changes.lost_columns:
        about.append(f"{changes.lost_line[:1].upper()}{changes.lost_line[1:]}.")
    about += [f"List {number} would be left without a row." for number in emptied]
    if not sent.result.ok:
        about.append("Rows of these lists would be lost, as the report says.")
    yes = "Take them although rows are lost" if loses else "Take them"
    choice = Field("sure", "These lists", "choice", [("no", "Leave everything as it is"), ("yes", yes)], "no")
    return Form(f"Take {sent.path.name} in place of the lists", [choice], record, about, "Take")
