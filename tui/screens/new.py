"""New: an inspection file from an authority's workbook, or from a synthetic authority."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Checkbox, Input, Select, Static

from fixtures.scenario import load as load_scenario
from fixtures.scenario import scenario_ids
from sampling.framework import edition_ids
from tui.safe import cell, line
from tui.screens import new_form
from tui.screens.base import PlaceScreen
from tui.screens.new_form import BY_DATE, KINDS, WORKBOOK, Answers
from tui.widgets.typed import LineBox

if TYPE_CHECKING:
    from datetime import date

    from tui.lists_sent import Sent
    from tui.screens.lists import ListsScreen

_ONLY_WORKBOOK = ("workbook", "census", "family", "documents")


class NewScreen(PlaceScreen):
    """A form; nothing is written before Make."""

    place = "new"
    CSS_PATH = "new.tcss"
    AUTO_FOCUS = "#source"
    escape_words = "back to Home"

    def compose_body(self) -> ComposeResult:
        """The boxes, two buttons, and what was read of the workbook."""
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
            yield _field("Siblings", _box("family", "header of the column that gives them; may stay empty"))
            yield _field("Documents", _box("documents", "folder of texts named by child id; may stay empty"))
            yield _field("Seed", _box("seed", "any text, empty for 1; the same seed gives the same children"))
            yield _field("Authority", _box("authority", "its name; empty for the usual one"))
            yield _field(
                "Kind of visit", Select(kinds, value="standard", allow_blank=False, id="kind", compact=True)
            )
            yield _field("First day", _box("inspection", "day/month/year; empty for the usual one"))
            yield _field(
                "Framework", Select(editions, value=BY_DATE, allow_blank=False, id="edition", compact=True)
            )
            yield _field("", Static(id="edition-words"))
            yield _field(
                "Last time", _box("previous", "the last inspection's file, for its grades; may stay empty")
            )
            yield _field("Keep as", _box("path", "path of the new file, such as thornbury.ilacs"))
            yield Checkbox(
                "take it although rows are lost; the report says which", id="accepted", compact=True
            )
            with Horizontal(id="buttons"):
                yield Button("Check the workbook", id="check", compact=True)
                yield Button("Make the inspection", id="make", compact=True, variant="primary")
        with VerticalScroll(id="report"):
            yield Static(
                "tab goes to the next box, enter opens a list. ctrl+s makes it; nothing is written before.",
                id="reported",
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
            typed("family"),
            typed("documents"),
            typed("seed"),
            typed("authority"),
            chosen("kind"),
            typed("inspection"),
            chosen("edition"),
            typed("previous"),
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
        workbook = new_form.workbook_of(answers)

        self.in_thread(
            lambda: new_form.check(answers, self._tell), self._report, busy=f"Opening {workbook.name}"
        )

    def _tell(self, words: str) -> None:
        """Say how far reading has come; from its thread."""
        self.call_later(self.say, words, "busy")

    @on(Input.Submitted, "#workbook")
    def _check_typed(self) -> None:
        self._check()

    def _report(self, sent: Sent) -> None:
        """Show the whole report in its own place; its Make comes back here."""
        self.say("")
        self._checked().take_in(sent)
        self.ilacs.go("lists")

    def _checked(self) -> ListsScreen:
        """The place that keeps what was checked."""
        return cast("ListsScreen", self.ilacs.place_screen("lists"))

    def arrive(self, **where: str) -> None:
        """Come back from the report, with the lists that it is of filled in."""
        if not where.get("workbook"):
            return
        self.query_one("#source", Select).value = WORKBOOK
        for name in ("workbook", "census", "family"):
            self.query_one(f"#{name}", LineBox).value = where[name]
        loses = bool(where["loses"])
        self.query_one("#accepted").display = loses
        accept = ": accept that or not, in the box above" if loses else ""
        self.query_one("#reported", Static).update(line(f"{where['said']}{accept}."))
        self.query_one("#path").focus()

    @on(Input.Submitted)
    def _next_box(self, event: Input.Submitted) -> None:
        """Enter goes on, as people expect of a form; in the last box it makes the inspection."""
        if event.input.id == "path":
            self.action_done()
        elif event.input.id != "workbook":
            self.focus_next()

    @on(Button.Pressed, "#make")
    def action_done(self) -> None:
        """Make the inspection from what is filled in."""
        answers = self.answers
        new_form.file_of(answers)
        sent = self._checked().last if answers.imported else None
        self.in_thread(
            lambda: new_form.make(answers, tell=self._tell, sent=sent),
            self._made,
            busy="Making the inspection file",
        )

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


def _box(name: str, placeholder: str) -> LineBox:
    return LineBox(placeholder=placeholder, id=name, compact=True)


def _field(label: str, widget: Static | LineBox | Select[str]) -> Horizontal:
    return Horizontal(Static(line(label), classes="label"), widget, classes="field", id=f"row-{widget.id}")
