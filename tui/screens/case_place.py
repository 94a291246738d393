"""Where a case is read: opening it, showing it, coming back to it, and the evidence being written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from sampling.errors import IlacsError, ReadOnlyError, UsageError
from tui.commands import COMMANDS, keys_of
from tui.safe import gap, join, line
from tui.screens.asking import AskScreen
from tui.screens.base import PlaceScreen
from tui.screens.case_desk import EVIDENCE, CaseDesk
from tui.screens.queue import ORDERS, reading_order
from tui.widgets.evidence import EvidenceBox
from tui.widgets.file_pane import FilePane
from tui.widgets.file_tabs import TABS
from tui.widgets.findings_pane import FindingsPane, GuidancePane
from tui.widgets.words import plain

_NO_CASES = "No case has been drawn yet. F2 goes to Plan, where a sample is drawn."
_NONE_MINE = "Every drawn case is for another reader. F3 shows the list of cases."


class CasePlace(PlaceScreen):
    """The case screen without its keys.

    Attributes:
        desk: the case that is open, or None.
        queue: in which order one goes from case to case, as in ``tui.screens.queue``.
    """

    def __init__(self) -> None:
        """No case is open yet."""
        super().__init__()
        self.desk: CaseDesk | None = None
        self.queue = "area"
        self._wanted: dict[str, str] = {}
        self._left: dict[str, Any] = {}
        self._order: list[str] = []
        self._followed = -1

    def compose_body(self) -> ComposeResult:
        """The case's line, and its panes."""
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

    def flush(self) -> None:
        """Put on disk what was typed, here or in a form over this place."""
        for box in self.query(EvidenceBox):
            box.flush()
        for screen in self.app.screen_stack:
            if isinstance(screen, AskScreen):
                screen.flush()

    def saved_state(self) -> str:
        """Whether what was typed is on disk."""
        for box in self.query(EvidenceBox):
            if (box.open and box.state in ("saving", "draft saved")) or box.state.startswith("NOT"):
                return box.state
        return super().saved_state()

    def on_screen_suspend(self) -> None:
        """Leaving for another place leaves nothing unsaved."""
        self.flush()

    # Opening cases

    def _next_unfinished(self) -> str:
        self._order = reading_order(self.inspection, self.queue)
        states = {item.case_id: item.state for item in self.inspection.cases.all()}
        unfinished = (case for case in self._order if states.get(case) != "completed")
        return next(unfinished, self._order[0] if self._order else "")

    def _open(self, case_id: str) -> None:
        self._leave_evidence()
        self.set_class(not case_id, "-no-case")
        if not case_id:
            drawn = bool(self.inspection.draws.all())
            self.query_one("#no-case", Static).update(line(_NONE_MINE if drawn else _NO_CASES))
            return
        self.desk = CaseDesk(self.inspection, case_id)
        self._order = reading_order(self.inspection, self.queue)
        self._followed = -1
        if not (self.has_class("-show-file") or self.has_class("-show-findings")):
            self.add_class("-show-file")
        self._show_all(self.desk)

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
        self._open(str(left["case"]))
        desk = self._case()
        if left.get("criterion") in desk.order:
            desk.current = str(left["criterion"])
        file = left.get("file")
        # Lines were counted in a terminal of that size; in another the cursor says where to scroll.
        same_size = left.get("size") == list(self.size)
        self.query_one(FilePane).restore(file if isinstance(file, dict) else {}, scroll=same_size)
        self.query_one(FindingsPane).show(desk, float(left.get("scroll") or 0) if same_size else None)
        self._show_current(desk)
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
        if wanted.get("entry"):
            self._show_pane("file")
            if not self.query_one(FilePane).go_to(wanted["entry"]):
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
        about = desk.line
        parts = [desk.area.name, about.role, plain(about.stratum)]
        if desk.case_id in self._order:
            place = f"case {self._order.index(desk.case_id) + 1} of {len(self._order)}"
            parts.append(place if self.queue == "area" else f"{place}, {ORDERS[self.queue]}")
        parts.append("COMPLETED" if desk.completed else f"{desk.core_rated} of {len(desk.area.core)} rated")
        words = line(" · ".join(part for part in parts if part), "$text-muted")
        self.query_one("#case-line", Static).update(
            join(line(desk.case_id, "bold"), gap(2), words), layout=False
        )

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

    # Writing

    def _may_write(self, desk: CaseDesk) -> bool:
        return not (self.inspection.read_only or desk.completed or desk.line.role == "removed")

    def _check_not_read_only(self) -> None:
        if self.inspection.read_only:
            why = self.inspection.notices[0] if self.inspection.notices else "it was opened to look only"
            raise ReadOnlyError(f"read-only: {why}")

    def _write(self, desk: CaseDesk, criterion: str) -> None:
        answer = desk.answer(criterion)
        reading, case_id = self.inspection.reading, desk.case_id
        self.query_one(EvidenceBox).start(
            criterion,
            desk.name_of(criterion),
            answer.evidence if answer.draft is None else answer.draft,
            lambda text: reading.save_draft(case_id, EVIDENCE + criterion, text),
            draft=answer.draft is not None,
        )

    def _leave_evidence(self) -> None:
        """Record what is being written, if anything, and close the box."""
        for box in self.query(EvidenceBox):
            if not box.open or self.desk is None:
                return
            criterion, text = box.criterion, box.text
            box.flush()
            words = self.desk.record_evidence(criterion, text)
            box.close()
            self.query_one(FindingsPane).show_row(self.desk, criterion)
            self._show_current(self.desk)
            self.say(words)
            self.refresh_chrome()

    def on_evidence_box_left(self, event: EvidenceBox.Left) -> None:
        """The writer is done."""
        event.stop()
        self.ilacs.text_left()
        self._leave_evidence()
        self._focus_pane()

    def on_evidence_box_state(self, event: EvidenceBox.State) -> None:
        """Say in the top line whether what was typed is on disk."""
        event.stop()
        if event.words == "draft saved" and self.desk is not None and self.query_one(EvidenceBox).open:
            self.desk.note_draft(self.query_one(EvidenceBox).criterion)
        self.refresh_chrome()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Going on to something else on this screen leaves the evidence, and records it."""
        box = self.query_one(EvidenceBox)
        if not (box.open and box.entered and event.widget is self.focused):
            return
        if box not in event.widget.ancestors_with_self:
            try:
                self._leave_evidence()
            except IlacsError as error:
                self.say(str(error), "error")
