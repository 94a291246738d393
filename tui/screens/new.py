"""New: an inspection file from an authority's workbook, or from a synthetic authority."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Checkbox, Input, Select, Static

from fixtures.scenario import load as load_scenario
from fixtures.scenario import scenario_ids
from sampling.framework import edition_ids
from tui.safe import cell, gap, line, rows
from tui.screens import new_form
from tui.screens.base import PlaceScreen
from tui.screens.new_form import BY_DATE, KINDS, WORKBOOK, Answers
from tui.widgets.typed import LineBox

if TYPE_CHECKING:
    from datetime import date

    from sampling.caseload.annex_a.importer import ImportResult

SHOWN_PROBLEMS = 200
"""Problems of a workbook listed; the command ``check-annex-a`` prints them all."""

_ONLY_WORKBOOK = ("workbook", "census", "documents")
_SEVERITY = {"error": "row lost", "warning": "in doubt", "note": "note"}


class NewScreen(PlaceScreen):
    """A form; nothing is written before Make."""

    place = "new"
    CSS_PATH = "new.tcss"
    AUTO_FOCUS = "#source"
    escape_words = "back to Home"

    def compose_body(self) -> ComposeResult:
        """The boxes, two buttons, and the report on the workbook."""
        sources = [(cell("An authority's Annex A workbook"), WORKBOOK)]
        sources += [(cell(f"{load_scenario(id_).title} (synthetic)"), id_) for id_ in scenario_ids()]
        editions = [(cell("the one in force on that day"), BY_DATE)]
        editions += [(cell(id_), id_) for id_ in edition_ids()]
        kinds = [(cell(words), value) for value, words in KINDS]
        with VerticalScroll(id="form"):
            yield _field(
                "Lists from", Select(sources, value=WORKBOOK, allow_blank=False, id="source", compact=True)
            )
            yield _field("Workbook", _box("workbook", "path of the .xlsx or .ods file"))
            yield _field(
                "Census date", _box("census", "day/month/year the lists were drawn; check suggests it")
            )
            yield _field("Documents", _box("documents", "folder of texts named by child id; may stay empty"))
            yield _field("Seed", _box("seed", "any text; the same seed gives the same children"))
            yield _field("Authority", _box("authority", "its name; empty for the usual one"))
            yield _field(
                "Kind of visit", Select(kinds, value="standard", allow_blank=False, id="kind", compact=True)
            )
            yield _field("First day", _box("inspection", "day/month/year; empty for the usual one"))
            yield _field(
                "Framework", Select(editions, value=BY_DATE, allow_blank=False, id="edition", compact=True)
            )
            yield _field("", Static(id="edition-words"))
            yield _field("Keep as", _box("path", "path of the new file, such as thornbury.ilacs"))
            yield Checkbox(
                "take it although rows are lost; the report says which", id="accepted", compact=True
            )
            with Horizontal(id="buttons"):
                yield Button("Check the workbook", id="check", compact=True)
                yield Button("Make the inspection", id="make", compact=True, variant="primary")
        with VerticalScroll(id="report"):
            yield Static(
                "tab goes to the next box, enter opens a list. Nothing is written before Make.", id="reported"
            )

    def refresh_place(self) -> None:
        """Show the boxes that the source needs."""
        self._show_boxes()

    @property
    def answers(self) -> Answers:
        """The form as it is typed now."""

        def typed(name: str) -> str:
            return self.query_one(f"#{name}", LineBox).value

        def chosen(name: str) -> str:
            return str(self.query_one(f"#{name}", Select).value)

        return Answers(
            chosen("source"),
            typed("workbook"),
            typed("census"),
            typed("documents"),
            typed("seed"),
            typed("authority"),
            chosen("kind"),
            typed("inspection"),
            chosen("edition"),
            typed("path"),
            self.query_one("#accepted", Checkbox).value,
        )

    @on(Select.Changed)
    @on(Input.Changed, "#inspection")
    def _show_boxes(self) -> None:
        answers = self.answers
        for name in _ONLY_WORKBOOK:
            self.query_one(f"#row-{name}").display = answers.imported
        self.query_one("#row-seed").display = not answers.imported
        self.query_one("#check").display = answers.imported
        if not answers.imported:
            self.query_one("#accepted").display = False
        words = new_form.edition_words(answers, self._usual_day(answers))
        self.query_one("#edition-words", Static).update(line(words, "$text-muted"))

    def _usual_day(self, answers: Answers) -> date | None:
        from datetime import date, timedelta

        if answers.imported:
            return date.today()
        return load_scenario(answers.source).census_date + timedelta(days=14)

    # What the buttons do

    @on(Button.Pressed, "#check")
    def _check(self) -> None:
        answers = self.answers
        new_form.workbook_of(answers)
        self.in_thread(
            lambda: new_form.check(answers), self._report, busy="Reading the workbook, cell by cell"
        )

    @on(Input.Submitted, "#workbook")
    def _check_typed(self) -> None:
        self._check()

    def _report(self, result: ImportResult) -> None:
        self.query_one("#census", LineBox).value = new_form.suggested(self.answers, result).census
        self.query_one("#accepted").display = not result.ok
        self.query_one("#reported", Static).update(rows(report_lines(result)))
        words = (
            "no row would be lost"
            if result.ok
            else "rows would be lost: see the report, and accept it or not"
        )
        self.say(f"Read: {words}", "" if result.ok else "error")

    @on(Button.Pressed, "#make")
    def _make(self) -> None:
        answers = self.answers
        new_form.file_of(answers)
        self.in_thread(lambda: new_form.make(answers), self._made, busy="Making the inspection file")

    def _made(self, made: tuple[Path, Sequence[str]]) -> None:
        path, unmatched = made
        self.ilacs.open_file(path)
        if unmatched:
            self.ilacs.say(
                f"{len(unmatched)} files of the folder name no child of the lists: {', '.join(unmatched)}"
            )

    def action_move(self, step: int) -> None:
        """The next box, or the one before."""
        if step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_back(self) -> None:
        """Home; what was typed stays until the app ends."""
        self.ilacs.go("home")


def report_lines(result: ImportResult) -> list[Content]:
    """What a workbook holds and what is wrong with it, the worst first."""
    taken = sum(report.imported for report in result.lists)
    read = sum(report.rows for report in result.lists)
    lists = ", ".join(f"{report.list}: {report.imported:,}" for report in result.lists)
    shown = [line(f"{taken:,} of {read:,} rows taken. By list {lists}.", "bold")]
    if result.missing_lists:
        missing = ", ".join(str(number) for number in result.missing_lists)
        shown.append(line(f"Not in the workbook: list {missing}."))
    shown += [gap(1)]
    for problem in result.problems[:SHOWN_PROBLEMS]:
        style = "bold $text-error" if problem.severity == "error" else ""
        shown.append(line(f"{_SEVERITY[problem.severity]} ({problem.count:,}): {problem.line}", style))
    if len(result.problems) > SHOWN_PROBLEMS:
        shown.append(line(f"and {len(result.problems) - SHOWN_PROBLEMS} more; check-annex-a lists them all"))
    return shown if result.problems else [*shown, line("No problem was found.")]


def _box(name: str, placeholder: str) -> LineBox:
    return LineBox(placeholder=placeholder, id=name, compact=True)


def _field(label: str, widget: Static | LineBox | Select[str]) -> Horizontal:
    return Horizontal(Static(line(label), classes="label"), widget, classes="field", id=f"row-{widget.id}")
