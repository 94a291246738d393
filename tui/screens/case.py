"""Case: the child's file on one side, the findings on the other, and a key for every answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from sampling.errors import IlacsError, ReadOnlyError, UsageError
from sampling.findings.ratings import Rating
from sampling.store.reading import OVERALL
from tui.commands import COMMANDS, keys_of
from tui.safe import gap, join, line
from tui.screens.asking import AskScreen, Form
from tui.screens.base import PlaceScreen
from tui.screens.case_desk import EVIDENCE, CaseDesk, reading_order
from tui.screens.case_forms import concern_form, draft_of, entry_form, query_form, query_name, reopen_form
from tui.widgets.evidence import EvidenceBox
from tui.widgets.file_pane import TABS, FilePane
from tui.widgets.findings_pane import FindingsPane, GuidancePane
from tui.widgets.rows import RowList
from tui.widgets.words import plain

_NO_CASES = "No case has been drawn yet. F2 goes to Plan, where a sample is drawn."
_NONE_MINE = "Every drawn case is for another reader. F3 shows the list of cases."


class CaseScreen(PlaceScreen):
    """The screen in which a case is read and rated.

    Attributes:
        desk: the case that is open, or None.
    """

    place: ClassVar[str] = "case"
    CSS_PATH = "case.tcss"

    def __init__(self) -> None:
        """No case is open yet."""
        super().__init__()
        self.desk: CaseDesk | None = None
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
            "writing": right.evidence.criterion,
            "file": self.query_one(FilePane).state(),
            "guide": self.has_class("-guide"),
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
        self._order = reading_order(self.inspection)
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
        self._order = reading_order(self.inspection)
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
        self.query_one(FilePane).restore(file if isinstance(file, dict) else {})
        self.query_one(FindingsPane).show(desk, float(left.get("scroll") or 0))
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

    def action_next_case(self, step: int = 1) -> None:
        """The next case in reading order."""
        desk = self._case()
        self._order = reading_order(self.inspection)
        place = self._order.index(desk.case_id) if desk.case_id in self._order else -1
        wanted = place + step
        if not 0 <= wanted < len(self._order):
            self.say("this is the last case" if step > 0 else "this is the first case")
            return
        self._open(self._order[wanted])
        self._focus_pane()
        self.say("")

    def action_previous_case(self) -> None:
        """The case before."""
        self.action_next_case(-1)

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
            parts.append(f"case {self._order.index(desk.case_id) + 1} of {len(self._order)}")
        if desk.completed:
            parts.append("COMPLETED")
        words = line(" · ".join(part for part in parts if part), "$text-muted")
        self.query_one("#case-line", Static).update(join(line(desk.case_id, "bold"), gap(2), words))

    def _show_current(self, desk: CaseDesk) -> None:
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

    def action_switch_pane(self) -> None:
        """Between the file and the findings."""
        self._leave_evidence()
        self._show_pane("findings" if self.has_class("-show-file") else "file")
        self._focus_pane()

    def action_file_tab(self, tab: str) -> None:
        """A tab of the file."""
        self._case()
        pane = self.query_one(FilePane)
        self._show_pane("file")
        if tab == "documents" and pane.tab == "documents":
            pane.close_document()
        pane.show_tab(tab)
        self._focus_pane()

    def action_guidance(self) -> None:
        """What good looks like for the criterion at hand, shown or put away."""
        self.toggle_class("-no-guide" if self.has_class("-very-wide") else "-guide")

    def action_filter(self) -> None:
        """Show only entries or documents that hold a text."""
        self._case()
        self._show_pane("file")
        self.query_one(FilePane).ask_filter()

    def action_follow(self) -> None:
        """Go to the next entry that the criterion at hand cites."""
        desk = self._case()
        cited = desk.answer(desk.current).citations
        if not cited:
            self.say(f"{desk.name_of(desk.current)} cites nothing yet: c cites the entry under the cursor")
            return
        self._followed = (self._followed + 1) % len(cited)
        self._show_pane("file")
        found = self.query_one(FilePane).go_to(cited[self._followed])
        where = f"citation {self._followed + 1} of {len(cited)}: {cited[self._followed]}"
        self.say(where if found else f"{where} is not in this file")
        self._focus_pane()

    def action_back(self) -> None:
        """Leave a text, a document or a filter; else go back to where one came from."""
        pane = self.query_one(FilePane)
        if self.query_one("#file-filter").has_focus or (pane.wanted and pane.rows.has_focus):
            pane.clear_filter()
        elif pane.reading and pane.view.has_focus:
            pane.close_document()
        else:
            super().action_back()

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """The cursor of the findings is the criterion at hand."""
        desk = self.desk
        if desk is not None and event.list.id == "findings" and event.key != desk.current:
            desk.current, self._followed = event.key, -1
            self._show_current(desk)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter: write evidence, read a document, or go to the entry that a line speaks of."""
        pane = self.query_one(FilePane)
        if event.list.id == "findings":
            self.action_evidence()
        elif pane.tab == "documents":
            pane.open_document(event.key)
        elif event.key.startswith("entry:"):
            pane.go_to(event.key.removeprefix("entry:"))

    # Recording

    def _may_write(self, desk: CaseDesk) -> bool:
        return not (self.inspection.read_only or desk.completed or desk.line.role == "removed")

    def _writable(self) -> CaseDesk:
        """The case, if it can be written to.

        Raises:
            IlacsError: saying in one line why it cannot.
        """
        desk = self._case()
        self._check_not_read_only()
        if desk.completed:
            raise UsageError(f"{desk.case_id} is completed: x reopens it, with a reason")
        return desk

    def _check_not_read_only(self) -> None:
        if self.inspection.read_only:
            why = self.inspection.notices[0] if self.inspection.notices else "it was opened to look only"
            raise ReadOnlyError(f"read-only: {why}")

    def action_rate(self, value: str) -> None:
        """Record a rating and step on to the next criterion."""
        desk = self._writable()
        rated = desk.current
        words = desk.rate(Rating(value))
        self._followed = -1
        self.query_one(FindingsPane).show_row(desk, rated)
        self._show_current(desk)
        self.say(words)

    def action_criterion(self, by: int) -> None:
        """The next criterion or the one before, from the file as from the findings."""
        desk = self._case()
        desk.go(by)
        self._followed = -1
        self._show_current(desk)

    def action_overall(self) -> None:
        """Go to the case rating, with the findings in sight."""
        desk = self._case()
        desk.current = OVERALL
        self._show_pane("findings")
        self._show_current(desk)
        self._focus_pane()
        self.say("case rating: 1 to 4 rates practice for this child as a whole; e writes the evidence")

    def action_cite(self) -> None:
        """Cite the entry or document under the cursor, or take the citation away."""
        desk = self._writable()
        pane = self.query_one(FilePane)
        entry = pane.entry_at_cursor() if pane.display else ""
        if not entry:
            raise UsageError("put the cursor on an entry or a document of the file, then c")
        words = desk.cite(entry)
        self.query_one(FindingsPane).show_row(desk, desk.current)
        self._show_current(desk)
        self.say(words)

    def action_complete(self) -> None:
        """Complete the case, say what is missing, or reopen it with a reason."""
        desk = self._case()
        self._check_not_read_only()
        if desk.completed:
            self._ask(reopen_form(desk), "reopen")
            return
        self._leave_evidence()
        words = desk.complete()
        self._show_all(desk)
        last = self._order and self._order[-1] == desk.case_id
        self.say(f"{words}: z takes it back" if last else f"{words}: ] goes to the next case")

    def action_unsure(self) -> None:
        """Raise a query on the criterion at hand."""
        self._check_not_read_only()
        self._ask(query_form(self._case()), query_name(self._case()))

    def action_refer(self) -> None:
        """Refer a concern back to the authority."""
        self._check_not_read_only()
        self._ask(concern_form(self._case()), "concern")

    def action_add_entry(self) -> None:
        """Add an entry seen in the authority's own system."""
        self._ask(entry_form(self._writable()), "entry")

    def _ask(self, form: Form, name: str) -> None:
        desk = self._case()

        def recorded(words: str | None) -> None:
            if words is None:
                return
            desk.refresh()
            desk.reread_file()
            self._show_all(desk)
            if words.startswith("entry "):
                self.query_one(FilePane).go_to(words.split()[1])
            self.say(words)

        self.app.push_screen(AskScreen(form, draft_of(self.inspection, desk.case_id, name)), recorded)

    # Evidence

    def action_evidence(self) -> None:
        """Write the evidence of the criterion at hand, in place."""
        desk = self._writable()
        self._leave_evidence()
        self._write(desk, desk.current)

    def _write(self, desk: CaseDesk, criterion: str) -> None:
        answer = desk.answer(criterion)
        reading, case_id = self.inspection.reading, desk.case_id
        self.query_one(EvidenceBox).start(
            criterion,
            desk.name_of(criterion),
            answer.evidence if answer.draft is None else answer.draft,
            lambda text: reading.save_draft(case_id, EVIDENCE + criterion, text),
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
