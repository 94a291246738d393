"""Case: the child's file on one side, the findings on the other, and a key for every answer."""

from __future__ import annotations

from typing import ClassVar

from sampling.errors import UsageError
from sampling.store.reading import OVERALL
from tui.screens.case_guide import GuidedCase
from tui.screens.queue import ORDERS, reading_order
from tui.widgets.file_pane import FilePane
from tui.widgets.finding_rows import criterion_text
from tui.widgets.findings_pane import FindingsPane, GuidancePane
from tui.widgets.narrowing import Narrowed, choices
from tui.widgets.rows import RowList
from tui.widgets.words import count


class CaseScreen(GuidedCase):
    """The screen in which a case is read and rated: how one moves about in it."""

    place: ClassVar[str] = "case"
    CSS_PATH = "case.tcss"

    def action_next_case(self, step: int = 1) -> None:
        """The next case in reading order."""
        desk = self._case()
        self._order = reading_order(self.inspection, self.queue)
        place = self._order.index(desk.case_id) if desk.case_id in self._order else -1
        wanted = place + step
        if not 0 <= wanted < len(self._order):
            end = "last" if step > 0 else "first"
            self.say(f"this is the {end} case, {ORDERS[self.queue]}")
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
        """What good looks like for the criterion at hand: shown, then the rest of it, then put away."""
        pane = self.query_one(GuidancePane)
        if pane.display and pane.turn_page():
            return
        self.toggle_class("-no-guide" if self.has_class("-very-wide") else "-guide")
        self.call_after_refresh(self._say_more, pane)

    def _say_more(self, pane: GuidancePane) -> None:
        if pane.display and pane.max_scroll_y:
            self.say("i shows the rest of the guidance")

    def action_queue(self) -> None:
        """Go through the cases in another order: area by area, across the areas, or one's own only."""
        names = list(ORDERS)
        self.queue = names[(names.index(self.queue) + 1) % len(names)]
        self._order = reading_order(self.inspection, self.queue)
        if self.desk is not None:
            self._show_line(self.desk)
        self.say(f"next and previous case: {ORDERS[self.queue]} ({count(len(self._order), 'case')})")

    def action_narrow(self) -> None:
        """Choose kinds, years and workers of the history to show."""
        from tui.screens.choosing import NarrowScreen

        desk, pane = self._case(), self.query_one(FilePane)
        self._show_pane("file")

        def narrow(narrowed: Narrowed | None) -> None:
            if narrowed is not None:
                pane.narrow(narrowed)
                self._focus_pane()

        self.app.push_screen(NarrowScreen(pane.narrowed, choices(desk.file.chronology)), narrow)

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
        name = desk.entry_name(cited[self._followed])
        where = f"citation {self._followed + 1} of {len(cited)}: {name}"
        self.say(where if found else f"{where} is not in this file")
        self._focus_pane()

    def action_cited_for(self) -> None:
        """Go to the next finding that cites the entry or document under the cursor."""
        desk, entry = self._case(), self.query_one(FilePane).entry_at_cursor()
        citing = desk.cited_by(entry) if entry else ()
        if not citing:
            raise UsageError(f"no finding cites {entry or 'this line'} yet: c cites it")
        at = citing.index(desk.current) + 1 if desk.current in citing else 0
        desk.current, self._followed = citing[at % len(citing)], -1
        self._show_pane("findings")
        self._show_current(desk)
        self._focus_pane()
        self.say(f"{desk.entry_name(entry)} is cited for {', '.join(map(desk.name_of, citing))}")

    def leave_text(self) -> None:
        """Leave a text; the filter shows everything again."""
        if self.query_one("#file-filter").has_focus:
            self.query_one(FilePane).clear_filter()
        else:
            super().leave_text()

    def step_back(self) -> None:
        """Leave a filter or a document; else go back to where one came from."""
        pane = self.query_one(FilePane)
        if pane.filtered and pane.rows.has_focus:
            pane.clear_filter()
        elif pane.reading and pane.view.has_focus:
            pane.close_document()
        else:
            super().step_back()

    def text_to_copy(self) -> str:
        """The document that is read, the criterion at hand with its finding, or the line under the cursor."""
        pane, desk = self.query_one(FilePane), self._case()
        if pane.view.has_focus and pane.view.document is not None:
            return f"{pane.view.document.title}\n\n{pane.view.document.text}"
        if self.query_one(FindingsPane).rows.has_focus:
            return "\n".join(part.plain for part in criterion_text(desk, desk.current))
        return super().text_to_copy()

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
        elif pane.tab == "history":
            self._open_paper(event.key)
        else:
            self._open_line(event.key)

    def _open_paper(self, entry: str) -> None:
        """From an entry to the document of the same day, one of its own kind first."""
        desk, pane = self._case(), self.query_one(FilePane)
        found = next((item for item in desk.file.chronology if item.id == entry), None)
        if found is None:
            return
        papers = [paper for paper in desk.file.documents if paper.day and paper.day == found.day]
        if not papers:
            self.say("no document has this entry's day; d lists all there are")
            return
        pane.go_to(min(papers, key=lambda paper: paper.kind != found.kind).id)
        self._focus_pane()
        more = f", one of {len(papers)}" if len(papers) > 1 else ""
        self.say(f"the document of the same day{more}; h goes back to the history")

    def _open_line(self, key: str) -> None:
        """From a line of the summary: to the entry it speaks of, or to answer what was raised."""
        from tui.screens.case_forms import concern_answer_form, query_answer_form

        kind, _, id_ = key.partition(":")
        if kind == "entry":
            self.query_one(FilePane).go_to(id_)
        elif kind == "query":
            self._check_not_read_only()
            self._ask(query_answer_form(self._case(), id_), key)
        elif kind == "concern":
            self._check_not_read_only()
            self._ask(concern_answer_form(self._case(), id_), key)
        else:
            self.say("there is no more to this line")

    def action_criterion(self, by: int) -> None:
        """The next criterion or the one before, from the file as from the findings."""
        desk = self._case()
        desk.go(by)
        self._followed = -1
        self._show_current(desk)
        self.say("")

    def action_overall(self) -> None:
        """Go to the case rating, with the findings in sight."""
        desk = self._case()
        desk.current = OVERALL
        self._show_pane("findings")
        self._show_current(desk)
        self._focus_pane()
        self.say("case rating: 1 to 4 rates practice for this child as a whole; e writes the evidence")
