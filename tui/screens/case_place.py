"""Where a case is read: opening it, showing it, coming back to it, and the evidence being written."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from sampling.errors import FileError, UsageError
from tui.commands import COMMANDS, keys_of
from tui.safe import line
from tui.screens.case_desk import CaseDesk
from tui.screens.case_evidence import EvidencePlace
from tui.screens.case_line import case_line
from tui.screens.queue import ORDERS, reading_order
from tui.widgets.file_pane import FilePane
from tui.widgets.file_tabs import TABS
from tui.widgets.findings_pane import FindingsPane, GuidancePane

if TYPE_CHECKING:
    from sampling.store.time_limit import TimeLimit

MINUTES_MOVE = 15.0
"""Seconds between looking how much of a session's time limit is used."""

_NO_CASES = "No case has been drawn yet. F2 goes to Plan, where a sample is drawn."
_NONE_MINE = "Every drawn case is for another reader. F3 shows the list of cases."


class CasePlace(EvidencePlace):
    """The case screen without its keys.

    Attributes:
        queue: in which order one goes from case to case, as in ``tui.screens.queue``.
    """

    def __init__(self) -> None:
        """No case is open yet."""
        super().__init__()
        self.queue = "area"
        self._wanted: dict[str, str] = {}
        self._left: dict[str, Any] = {}
        self._order: list[str] = []
        self._followed = -1
        self._limit: TimeLimit | None = None

    def compose_body(self) -> ComposeResult:
        """The case's line, and its panes."""
        # The pane that will be shown, before the widgets get their styles rather than after.
        left = self.ilacs.left_at.get(self.place) or {}
        self.add_class("-show-findings" if left.get("pane") == "findings" else "-show-file", update=False)
        yield Static(id="case-line")
        with Container(id="panes"):
            yield FilePane(id="file")
            yield FindingsPane(id="right")
            yield GuidancePane(id="guidance")
        yield Static(id="no-case")

    # The place

    def arrive(self, **where: str) -> None:
        """Go to a case, and there to a criterion or an entry of its file."""
        self._wanted = dict(where)

    def restore_place(self, state: Mapping[str, Any]) -> None:
        """Come back to the case, criterion, tab, document and scroll."""
        self._left = dict(state)
        self.queue = state["queue"] if state.get("queue") in ORDERS else self.queue

    def place_state(self) -> dict[str, Any]:
        """The case, criterion, pane, tab, document, scroll, and whether evidence was being written."""
        if self.desk is None:
            return dict(self._left)
        right = self.query_one(FindingsPane)
        return {
            "case": self.desk.case_id,
            "criterion": self.desk.current,
            "pane": "file" if self.has_class("-show-file") else "findings",
            "scroll": right.rows.scroll_y,
            "size": list(self.size),
            "writing": right.evidence.criterion,
            "file": self.query_one(FilePane).state(),
            "guide": self.has_class("-guide"),
            "queue": self.queue,
        }

    def refresh_place(self) -> None:
        """Show the case that is wanted, else the one that is open, else where it was left, else the next."""
        wanted, self._wanted = self._wanted, {}
        if self.desk is None and not wanted.get("case") and self._left.get("case") and self._resume():
            return
        case = wanted.get("case", "")
        if self.desk is None or (case and case != self.desk.case_id):
            self._open(case or self._next_unfinished())
            self._focus_pane()
        else:
            self._show_again()
        self._point_at(wanted)

    def on_screen_suspend(self) -> None:
        """Leaving for another place leaves nothing unsaved, and ends the time on this case."""
        if self.ilacs.place_shown is not self:
            # A form over this place is still time on this case.
            self.ilacs.active.begin("")
        self.flush()

    def on_screen_resume(self) -> None:
        """Coming back goes on with the time on this case."""
        self.ilacs.active.begin(self.desk.case_id if self.desk is not None else "")

    # Opening cases

    def _next_unfinished(self) -> str:
        self._order = reading_order(self.inspection, self.queue)
        states = {item.case_id: item.state for item in self.inspection.cases.all()}
        unfinished = (case for case in self._order if states.get(case) != "completed")
        return next(unfinished, self._order[0] if self._order else "")

    def _open(self, case_id: str) -> None:
        self._take(case_id)
        if case_id:
            self._show_all(self._case())

    def _take(self, case_id: str) -> None:
        """Have a case at hand, to be shown."""
        self._leave_evidence()
        self.set_class(not case_id, "-no-case")
        if not case_id:
            drawn = bool(self.inspection.draws.all())
            self.query_one("#no-case", Static).update(line(_NONE_MINE if drawn else _NO_CASES))
            return
        self.desk = CaseDesk(self.inspection, case_id)
        self._limit = self.inspection.times.limit()
        self.ilacs.active.begin(case_id)
        with suppress(FileError):  # another time, then: a case can be read all the same
            self.ilacs.note_times()
        self._order = reading_order(self.inspection, self.queue)
        self._followed = -1
        if not (self.has_class("-show-file") or self.has_class("-show-findings")):
            self.add_class("-show-file")

    def _resume(self) -> bool:
        """Come back to where the reader was; False where that case is no more."""
        left, self._left = self._left, {}
        try:
            self.inspection.cases.case(str(left["case"]))
        except UsageError:
            return False
        self.set_class(left.get("pane") != "findings", "-show-file")
        self.set_class(left.get("pane") == "findings", "-show-findings")
        self.set_class(bool(left.get("guide")), "-guide")
        self._take(str(left["case"]))
        desk = self._case()
        if left.get("criterion") in desk.order:
            desk.current = str(left["criterion"])
        file = left.get("file")
        # Lines were counted in a terminal of that size; in another the cursor says where to scroll.
        same_size = left.get("size") == list(self.size)
        state = file if isinstance(file, dict) else {}
        self.query_one(FilePane).resume(desk, self._tab_keys(), state, scroll=same_size)
        self.query_one(FindingsPane).show(desk, float(left.get("scroll") or 0) if same_size else None)
        self.query_one(GuidancePane).show(desk)
        self._show_line(desk)
        writing = str(left.get("writing") or "")
        if writing in desk.order and desk.answer(writing).draft is not None and self._may_write(desk):
            self._write(desk, writing)
        else:
            self._focus_pane()
        return True

    def _show_again(self) -> None:
        """The same case, after something was recorded or taken back elsewhere."""
        desk = self._case()
        before, entries = desk.answers, desk.file.chronology
        desk.refresh()
        desk.reread_file()
        changed = desk.changed_since(before)
        if changed:
            desk.current = changed
        self.query_one(FindingsPane).show(desk)
        if changed or entries != desk.file.chronology:
            self.query_one(FilePane).show(desk, self._tab_keys())
        self._show_current(desk)
        self._show_line(desk)

    def _point_at(self, wanted: Mapping[str, str]) -> None:
        desk = self.desk
        if desk is None:
            return
        if wanted.get("criterion") in desk.order:
            desk.current = wanted["criterion"]
            self._show_current(desk)
            if not wanted.get("entry"):
                self._show_pane("findings")
                self._focus_pane()
        if wanted.get("entry"):
            self._show_pane("file")
            if not self.query_one(FilePane).go_to(wanted["entry"], wanted.get("words", "")):
                self.say(f"{wanted['entry']} is not in this file")
            self._focus_pane()

    def _case(self) -> CaseDesk:
        if self.desk is None:
            raise UsageError(_NO_CASES)
        return self.desk

    # Showing

    def _show_all(self, desk: CaseDesk) -> None:
        self._show_line(desk)
        self.query_one(FilePane).show(desk, self._tab_keys())
        self.query_one(FindingsPane).show(desk)
        self.query_one(GuidancePane).show(desk)
        self.refresh_chrome()

    def _show_line(self, desk: CaseDesk) -> None:
        place = ""
        if desk.case_id in self._order:
            place = f"case {self._order.index(desk.case_id) + 1} of {len(self._order)}"
            place += "" if self.queue == "area" else f", {ORDERS[self.queue]}"
        if self._limit is not None:
            self._limit = self.inspection.times.limit()
        words = case_line(desk, place, (self.size.width or 80) - 2, self._limit, self.inspection.clock())
        self.query_one("#case-line", Static).update(words, layout=False)

    def on_mount(self) -> None:
        """Let the minutes of a session's time limit go on."""
        super().on_mount()
        self.set_interval(MINUTES_MOVE, self._move_minutes)

    def on_resize(self) -> None:
        """Fit the case's line to the width."""
        if self.desk is not None:
            self._show_line(self.desk)

    def _move_minutes(self) -> None:
        if self._limit is not None and self.desk is not None and self.is_current:
            self._show_line(self.desk)

    def _show_current(self, desk: CaseDesk) -> None:
        self._show_line(desk)
        self.query_one(FindingsPane).show_current(desk)
        self.query_one(FilePane).show_marks()
        self.query_one(GuidancePane).show(desk)

    def _tab_keys(self) -> dict[str, str]:
        ids = {f"case.{tab}": tab for tab in TABS}
        keymap = self.ilacs.keymap.keys
        return {ids[item.id]: keys_of(item, keymap)[0] for item in COMMANDS if item.id in ids}

    def _show_pane(self, pane: str) -> None:
        self.set_class(pane == "file", "-show-file")
        self.set_class(pane != "file", "-show-findings")

    def _focus_pane(self) -> None:
        if self.has_class("-show-findings"):
            self.query_one(FindingsPane).rows.focus()
        else:
            self.query_one(FilePane).focus_rows()
