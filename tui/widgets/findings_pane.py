"""The findings: every criterion with its answer, the one at hand in full, and the box for evidence."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.safe import rows as stacked
from tui.screens.case_desk import CaseDesk
from tui.widgets.evidence import EvidenceBox
from tui.widgets.finding_rows import criterion_text, finding_row, finding_rows, guidance_text, progress_text
from tui.widgets.fitting import fitted
from tui.widgets.rows import RowList


class CriterionText(Widget):
    """The criterion at hand with all that stands to it, or as much of it as there is room for."""

    def __init__(self, id: str) -> None:
        """Nothing shown yet."""
        super().__init__(id=id)
        self._parts: Sequence[Content] = ()

    def show(self, parts: Sequence[Content]) -> None:
        """Show these texts, one under the other."""
        self._parts = parts
        # Its height is fixed, so a rating key need not lay the screen out anew.
        self.refresh()

    def render(self) -> Content:
        """What there is room for; what is cut says so."""
        return stacked(fitted(self._parts, *self.content_size))


class ProgressLine(Widget):
    """How far the case is, as fits the width."""

    def __init__(self, id: str) -> None:
        """No case yet."""
        super().__init__(id=id)
        self._desk: CaseDesk | None = None

    def show(self, desk: CaseDesk) -> None:
        """Show how far a case is now."""
        self._desk = desk
        self.refresh()

    def render(self) -> Content:
        """The words for this width."""
        return progress_text(self._desk, self.content_size.width) if self._desk else stacked(())


class FindingsPane(Vertical):
    """What the reader finds. The cursor of the list is the criterion at hand."""

    DEFAULT_CSS = """
    FindingsPane #progress {
        height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis;
    }
    FindingsPane #criterion {
        height: 7; padding: 0 1; background: $panel;
    }
    FindingsPane.-writing #criterion { height: 4; }
    FindingsPane #evidence-text { height: 35vh; max-height: 24; }
    """

    def compose(self) -> ComposeResult:
        """Progress, the list, the criterion at hand, the evidence."""
        yield ProgressLine(id="progress")
        yield RowList(id="findings")
        yield CriterionText(id="criterion")
        yield EvidenceBox(id="evidence")

    @property
    def rows(self) -> RowList:
        """The criteria."""
        return self.query_one("#findings", RowList)

    @property
    def evidence(self) -> EvidenceBox:
        """The box for evidence."""
        return self.query_one(EvidenceBox)

    def show(self, desk: CaseDesk, scroll: float | None = None) -> None:
        """Show a case's findings, with the cursor on the criterion at hand."""
        self.rows.set_rows(finding_rows(desk), desk.current, scroll)
        self.show_current(desk)

    def show_row(self, desk: CaseDesk, criterion: str) -> None:
        """Show one criterion anew."""
        self.rows.replace(finding_row(desk, criterion))

    def show_current(self, desk: CaseDesk) -> None:
        """Bring the cursor to the criterion at hand, and show it in full."""
        with self.rows.prevent(RowList.Moved):
            self.rows.move_to(desk.current)
        # What is being written stands in the box below, which needs the room.
        writing = self.evidence.criterion == desk.current
        self.set_class(writing, "-writing")
        self.query_one(CriterionText).show(criterion_text(desk, desk.current, written=not writing))
        self.query_one(ProgressLine).show(desk)


class GuidancePane(VerticalScroll, can_focus=False):
    """What good looks like for the criterion at hand, where to look, and within what time."""

    DEFAULT_CSS = """
    GuidancePane { padding: 0 0 0 1; background: $panel; scrollbar-size-vertical: 1; }
    GuidancePane Static { height: auto; padding-right: 1; }
    """

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static(id="guidance-text")

    def __init__(self, id: str) -> None:
        """Nothing shown yet."""
        super().__init__(id=id)
        self._desk: CaseDesk | None = None
        self._shown = ""

    def show(self, desk: CaseDesk) -> None:
        """Show the guidance for the criterion at hand, if it is in sight."""
        if self._desk is not desk or self._shown != desk.current:
            self.scroll_home(animate=False, force=True, immediate=True)
        self._desk = desk
        if self.display:
            self._shown = desk.current
            parts = guidance_text(desk.inspection.edition, desk.current)
            self.query_one("#guidance-text", Static).update(stacked(parts))

    def turn_page(self) -> bool:
        """Show the next page of it; False where there is no more below."""
        if self.scroll_y >= self.max_scroll_y:
            self.scroll_home(animate=False, force=True, immediate=True)
            return False
        self.scroll_page_down(animate=False, force=True)
        return True

    def on_show(self) -> None:
        """Come into sight."""
        if self._desk is not None:
            self.show(self._desk)
