"""Evidence being written in the case screen: opened in place, kept as a draft, recorded when left."""

from __future__ import annotations

from textual import events

from sampling.errors import ReadOnlyError
from tui.screens.base import PlaceScreen
from tui.screens.case_desk import EVIDENCE, CaseDesk
from tui.trouble import MET
from tui.widgets.evidence import EvidenceBox
from tui.widgets.findings_pane import FindingsPane


class EvidencePlace(PlaceScreen):
    """A place in which the evidence of a case is written.

    Attributes:
        desk: the case that is open, or None.
    """

    def __init__(self) -> None:
        """No case is open yet."""
        super().__init__()
        self.desk: CaseDesk | None = None
        self._said_unsaved = ""

    def _show_current(self, desk: CaseDesk) -> None:
        raise NotImplementedError

    def _focus_pane(self) -> None:
        raise NotImplementedError

    def flush(self) -> None:
        """Put on disk what was typed."""
        for box in self.query(EvidenceBox):
            box.flush()

    def unsaved(self) -> str:
        """Why what was typed is not on disk; empty where it is."""
        return next((box.unsaved for box in self.query(EvidenceBox) if box.unsaved), "")

    def saved_state(self) -> str:
        """Whether what was typed is on disk."""
        for box in self.query(EvidenceBox):
            if (box.open and box.state in ("saving", "draft saved")) or box.state.startswith("NOT"):
                return box.state.partition(":")[0]
        return super().saved_state()

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
        self._show_current(desk)

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
        unsaved = self.unsaved()
        if unsaved and unsaved != self._said_unsaved:
            self.say(unsaved, "error")
        elif not unsaved and self._said_unsaved and self.said == self._said_unsaved:
            self.say("")
        self._said_unsaved = unsaved
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
            except MET as error:
                if not self.told(error):
                    raise
