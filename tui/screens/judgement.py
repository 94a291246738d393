"""Judgement: what the findings amount to, every number open down to the child's file, and the grades."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from sampling.errors import ReadOnlyError, UsageError
from sampling.framework.grades import Grade
from sampling.rollup.judgement import JudgementRollup, Rollup
from sampling.store import Inspection
from tui.safe import line
from tui.screens.asking import AskScreen, Field, Form
from tui.screens.base import PlaceScreen
from tui.screens.case_forms import draft_of
from tui.widgets.found_rows import Found, findings_on, found_rows
from tui.widgets.judgement_rows import area_rows, grades_words, judgement_rows, overview_rows
from tui.widgets.rows import Row, RowList

_BUSY = "Working out what the findings amount to…"


class JudgementScreen(PlaceScreen):
    """The roll-up, from judgements down to findings, and the grades that a person enters.

    Attributes:
        rollup: what the findings amount to, or None until it is worked out.
        trail: what was opened, from the top: ``j:`` a judgement, ``a:`` an area, ``c:`` a criterion.
    """

    place: ClassVar[str] = "judgement"
    CSS_PATH = "judgement.tcss"

    def __init__(self) -> None:
        """Nothing worked out yet."""
        super().__init__()
        self.rollup: Rollup | None = None
        self.trail: list[str] = []
        self._cursors: dict[str, tuple[str, float]] = {}
        self._counted = -1
        self._found: dict[str, list[Found]] = {}

    def compose_body(self) -> ComposeResult:
        """Where one is, the lines, and beside them what the line under the cursor rests on."""
        yield Static(id="trail")
        with Container(id="levels"):
            yield RowList(id="lines", empty=line(_BUSY))
            yield RowList(id="below")

    def on_mount(self) -> None:
        """The lines have the keys; what is beside them only shows."""
        super().on_mount()
        self.query_one("#below", RowList).can_focus = False

    # The place

    def restore_place(self, state: Mapping[str, Any]) -> None:
        """Come back to the level and line that were left."""
        trail = state.get("trail")
        self.trail = [str(key) for key in trail] if isinstance(trail, list) else []
        self._cursors = {self._level: (str(state.get("line") or ""), float(state.get("scroll") or 0))}

    def place_state(self) -> dict[str, Any]:
        """The level, the line and the scroll."""
        lines = self.query_one("#lines", RowList)
        if self.rollup is None:
            key, scroll = self._cursors.get(self._level, ("", 0.0))
            return {"trail": self.trail, "line": key, "scroll": scroll}
        return {"trail": self.trail, "line": lines.key, "scroll": lines.scroll_y}

    def refresh_place(self) -> None:
        """Work the roll-up out afresh if anything was recorded since."""
        self.query_one("#lines", RowList).focus()
        recorded = self.inspection.journal.count()
        if self.rollup is not None and recorded == self._counted:
            return
        self._counted = recorded
        self.aside(_roll_up, self._worked_out, busy=_BUSY)

    def flush(self) -> None:
        """Put on disk what was typed in a form over this place."""
        for screen in self.app.screen_stack:
            if isinstance(screen, AskScreen):
                screen.flush()

    def _worked_out(self, rollup: Rollup) -> None:
        if self.rollup is not None:
            self._note_cursor()
        self.rollup = rollup
        self._found.clear()
        self._show()

    # Levels

    @property
    def _level(self) -> str:
        return self.trail[-1] if self.trail else ""

    def _show(self) -> None:
        while self.trail and not self._rows_of(self._level):
            self.trail.pop()
        lines = self.query_one("#lines", RowList)
        rows = self._rows_of(self._level) or [Row("", line("Nothing to judge yet."))]
        key, scroll = self._cursors.get(self._level, ("", None))
        lines.set_rows(rows, key, scroll)
        self._show_trail()
        self._show_below()

    def _rows_of(self, level: str) -> list[Row]:
        """The rows of a level; none where there is no such level any more."""
        rollup, edition = self.rollup, self.inspection.edition
        if rollup is None:
            return []
        kind, _, rest = level.partition(":")
        if not level:
            return overview_rows(rollup, edition)
        if kind == "j":
            judgement = next((item for item in rollup.judgements if item.judgement == rest), None)
            history = self.inspection.judging.changes(rest) if judgement else []
            return judgement_rows(judgement, rollup, edition, history) if judgement else []
        area_id, _, criterion = rest.partition(":")
        area = next((item for item in rollup.areas if item.area == area_id), None)
        if area is None:
            return []
        if kind == "a":
            return area_rows(area, edition)
        if criterion not in edition.criteria:
            return []
        if level not in self._found:
            self._found[level] = findings_on(self.inspection, area_id, criterion)
        return found_rows(self._found[level], criterion, edition)

    def _show_trail(self) -> None:
        edition, shown = self.inspection.edition, self.query_one("#trail", Static)
        if not self.trail:
            words = f"{edition.title} · bands and words are this project's own choice"
            shown.update(line(words, "$text-muted"))
            return
        names = ["Judgement"]
        for level in self.trail:
            kind, _, rest = level.partition(":")
            area, _, criterion = rest.partition(":")
            name = edition.judgement(rest).short_name if kind == "j" else edition.area(area).name
            names += [part for part in (name, criterion) if part and part not in names]
        shown.update(line(" › ".join(names), "bold"))

    def _show_below(self) -> None:
        below = self.query_one("#below", RowList)
        key = self.query_one("#lines", RowList).key
        below.set_rows(self._rows_of(key) if key[:2] in ("j:", "a:", "c:") and key != self._level else [], "")
        below.scroll_to(y=0, animate=False, force=True, immediate=True)

    def _note_cursor(self) -> None:
        lines = self.query_one("#lines", RowList)
        self._cursors[self._level] = (lines.key, lines.scroll_y)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show beside the lines what the one under the cursor rests on."""
        if event.list.id == "lines" and self.has_class("-very-wide"):
            self._show_below()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open a line: the level below, or the case."""
        if event.list.id == "lines":
            self._open(event.key)

    def action_open_line(self) -> None:
        """Open the line under the cursor."""
        self._open(self.query_one("#lines", RowList).key)

    def _open(self, key: str) -> None:
        kind, _, rest = key.partition(":")
        if kind == "case":
            self.ilacs.go("case", case=rest)
        elif kind == "f":
            case, entry, _reader = rest.split(":", 2)
            criterion = self._level.rpartition(":")[2]
            where = {"case": case, "criterion": criterion} | ({"entry": entry} if entry else {})
            self.ilacs.go("case", **where)
        elif kind in ("j", "a", "c") and key != self._level and self._rows_of(key):
            self._note_cursor()
            self.trail.append(key)
            first = next((row.key for row in self._rows_of(key) if row.key.startswith("c:")), "")
            self._cursors[key] = (first if kind == "a" else "", 0)
            self._show()

    def step_back(self) -> None:
        """Up a level; at the top back to where one came from."""
        if self.trail:
            self.trail.pop()
            self._show()
        else:
            super().step_back()

    # Grades

    def action_grade(self) -> None:
        """Enter a grade for the judgement under the cursor, with reasons."""
        inspection = self.inspection
        if inspection.read_only:
            why = inspection.notices[0] if inspection.notices else "it was opened to look only"
            raise ReadOnlyError(f"read-only: {why}")
        kind = inspection.edition.kinds[inspection.settings.kind]
        if not kind.graded:
            raise UsageError(f"a {kind.name.casefold()} has no grades")
        item = self._judgement_at_cursor()
        draft = draft_of(inspection, "", f"judge:{item.judgement}")
        self.app.push_screen(AskScreen(grade_form(inspection, item), draft), self._judged)

    def _judged(self, words: str | None) -> None:
        if words:
            self.refresh_place()
            self.say(words)

    def _judgement_at_cursor(self) -> JudgementRollup:
        """The judgement that the line under the cursor belongs to.

        Raises:
            UsageError: if the cursor is on none.
        """
        if self.rollup is None:
            raise UsageError("the roll-up is still being worked out")
        lines = self.query_one("#lines", RowList)
        keys = [row.key for row in lines.rows[: max(lines.cursor, 0) + 1]]
        named = next((key for key in reversed([*self.trail, *keys]) if key.startswith("j:")), "")
        if not named:
            area = next((key.split(":")[1] for key in self.trail if key[:2] in ("a:", "c:")), "")
            named = f"j:{self.inspection.edition.area(area).judgement}" if area else ""
        found = next((item for item in self.rollup.judgements if f"j:{item.judgement}" == named), None)
        if found is None:
            raise UsageError("put the cursor on a judgement first")
        return found


def grade_form(inspection: Inspection, item: JudgementRollup) -> Form:
    """What is asked for a grade: the grade, the reasons, and why where it lies outside the indication."""
    indicated = grades_words(item.indication) if item.indication else ""

    def record(answers: Mapping[str, str]) -> str:
        if not answers["grade"]:
            raise UsageError("choose a grade: 1 to 4")
        grade = Grade(answers["grade"])
        because, why = answers["because"].strip(), answers.get("why", "").strip()
        if item.indication is not None and grade not in item.indication:
            if not why:
                raise UsageError(f"{grade.label} lies outside the indication: say why, in the last field")
            because = f"{because}\nOutside the indication: {why}" if because else because
        inspection.judging.judge(item.judgement, grade, because)
        return f"{item.name}: {grade.label} recorded"

    current = item.entered
    fields = [
        Field(
            "grade",
            "Grade",
            "choice",
            [(grade.value, grade.label) for grade in Grade],
            current.grade.value if current else "",
        ),
        Field("because", "Reasons", "text", value=current.because if current else ""),
    ]
    if item.indication is not None and len(item.indication) < len(Grade):
        fields.append(Field("why", "Only where the grade lies outside the indication: why?"))
    about = [f"Files indicate: {indicated}." if indicated else item.why_none]
    if not any(area.completed for area in item.areas):
        about.append("No case is completed: the grade will be marked so.")
    return Form(item.name, fields, record, [text for text in about if text])


def _roll_up(inspection: Inspection) -> Rollup:
    return inspection.judging.rollup()
