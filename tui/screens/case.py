"""Case: the child's file on one side, the findings on the other, and a key for every answer."""

from __future__ import annotations

from typing import ClassVar

from sampling.errors import UsageError
from sampling.findings.ratings import Rating
from sampling.store.reading import OVERALL
from tui.screens.asking import AskScreen, Form
from tui.screens.case_desk import CaseDesk, reading_order
from tui.screens.case_forms import (
    concern_answer_form,
    concern_form,
    draft_of,
    entry_form,
    query_answer_form,
    query_form,
    query_name,
    reopen_form,
)
from tui.screens.case_place import CasePlace
from tui.widgets.file_pane import FilePane
from tui.widgets.findings_pane import FindingsPane
from tui.widgets.rows import RowList


class CaseScreen(CasePlace):
    """The screen in which a case is read and rated.

    Attributes:
        desk: the case that is open, or None.
    """

    place: ClassVar[str] = "case"
    CSS_PATH = "case.tcss"

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

    def leave_text(self) -> None:
        """Leave a text; the filter shows everything again."""
        if self.query_one("#file-filter").has_focus:
            self.query_one(FilePane).clear_filter()
        else:
            super().leave_text()

    def step_back(self) -> None:
        """Leave a filter or a document; else go back to where one came from."""
        pane = self.query_one(FilePane)
        if pane.wanted and pane.rows.has_focus:
            pane.clear_filter()
        elif pane.reading and pane.view.has_focus:
            pane.close_document()
        else:
            super().step_back()

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """The cursor of the findings is the criterion at hand."""
        desk = self.desk
        if desk is not None and event.list.id == "findings" and event.key != desk.current:
            desk.current, self._followed = event.key, -1
            self._show_current(desk)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter: write evidence, read a document, or open what a line speaks of."""
        pane = self.query_one(FilePane)
        if event.list.id == "findings":
            self.action_evidence()
        elif pane.tab == "documents":
            pane.open_document(event.key)
        else:
            self._open_line(event.key)

    def _open_line(self, key: str) -> None:
        """From a line of the summary: to the entry it speaks of, or to answer what was raised."""
        kind, _, id_ = key.partition(":")
        if kind == "entry":
            self.query_one(FilePane).go_to(id_)
        elif kind == "query":
            self._check_not_read_only()
            self._ask(query_answer_form(self._case(), id_), key)
        elif kind == "concern":
            self._check_not_read_only()
            self._ask(concern_answer_form(self._case(), id_), key)

    # Recording

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
