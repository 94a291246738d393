"""The keys of the case screen that put something on record; all of it is on disk when they return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sampling.errors import UsageError
from sampling.findings.ratings import Rating
from tui.safe import gap, join, line
from tui.screens.case_desk import CaseDesk
from tui.screens.case_place import CasePlace
from tui.widgets.file_pane import FilePane
from tui.widgets.finding_rows import criterion_text, text_of
from tui.widgets.findings_pane import FindingsPane
from tui.widgets.rows import Row

if TYPE_CHECKING:
    from tui.screens.asking import Form

# Forms and lists over the case are long to import, and a case is shown without them: each is imported when
# it is asked for.


class CaseRecording(CasePlace):
    """The case screen with the keys that record."""

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
            from tui.screens.case_forms import reopen_form

            self._ask(reopen_form(desk), "reopen")
            return
        self._leave_evidence()
        if desk.missing():
            self.action_missing()
            return
        words = desk.complete()
        self._show_all(desk)
        if self.inspection.times.all_read():
            self.say(f"{words}, the last of your files: ctrl+q leaves, and your trainer collects")
            return
        last = self._order and self._order[-1] == desk.case_id
        self.say(f"{words}: z takes it back" if last else f"{words}: ] goes to the next case")

    def action_missing(self) -> None:
        """List what is missing before the case can be completed, and go to what is chosen."""
        from tui.screens.choosing import ChooseScreen

        desk = self._case()
        missing = desk.missing()
        if not missing:
            self.say("nothing is missing: x completes the case")
            return
        edition = desk.inspection.edition
        rows = [
            Row(
                f"{place}:{criterion}",
                join(line(words), gap(2), line(text_of(edition, criterion), "$text-muted")),
                wrap=False,
            )
            for place, (criterion, words) in enumerate(missing)
        ]

        def go(key: str | None) -> None:
            if key is not None:
                desk.current = key.partition(":")[2]
                self._show_pane("findings")
                self._show_current(desk)
                self._focus_pane()

        title = f"{desk.case_id}: {len(missing)} still missing"
        self.app.push_screen(ChooseScreen(title, rows, "enter goes to it; esc closes this"), go)

    def action_conversation(self) -> None:
        """Note a conversation with the practitioner, as an entry that can be cited."""
        from tui.screens.case_forms import conversation_form

        self._ask(conversation_form(self._writable()), "conversation")

    def action_unsure(self) -> None:
        """Raise a query on the criterion at hand."""
        from tui.screens.case_forms import query_form, query_name

        self._check_not_read_only()
        self._ask(query_form(self._case()), query_name(self._case()))

    def action_refer(self) -> None:
        """Refer a concern back to the authority."""
        from tui.screens.case_forms import concern_form

        self._check_not_read_only()
        desk, pane = self._case(), self.query_one(FilePane)
        self._ask(concern_form(desk, pane.entry_at_cursor() if pane.display else ""), "concern")

    def action_enquire(self) -> None:
        """Start a line of enquiry: from the finding at hand, else from a flag or the last report."""
        from tui.screens.case_forms import case_enquiry_form

        self._check_not_read_only()
        self._ask(case_enquiry_form(self._case()), f"enquiry:{self._case().current}")

    def action_audit(self) -> None:
        """Record the authority's own audit grade of the child's file."""
        from tui.screens.concluding_forms import audit_form

        self._check_not_read_only()
        self._ask(audit_form(self.inspection, self._case().case_id), "audit")

    def action_add_entry(self) -> None:
        """Add an entry seen in the authority's own system."""
        from tui.screens.case_forms import entry_form

        self._ask(entry_form(self._writable()), "entry")

    def _ask(self, form: Form, name: str) -> None:
        from tui.screens.asking import AskScreen
        from tui.screens.case_forms import draft_of

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
        """Write the evidence of the criterion at hand, in place; where that cannot be, read it in full."""
        desk = self._case()
        if not self._may_write(desk) and _has_words(desk):
            self._read_finding(desk)
            return
        self._writable()
        self._leave_evidence()
        self._write(desk, desk.current)

    def _read_finding(self, desk: CaseDesk) -> None:
        from tui.screens.reading import ReadScreen

        why = "removed: its findings stay as they are"
        if self.inspection.read_only:
            why = "read-only"
        elif desk.completed:
            why = "completed: x reopens the case"
        self.app.push_screen(ReadScreen(criterion_text(desk, desk.current), why))


def _has_words(desk: CaseDesk) -> bool:
    """Whether anybody wrote something to the criterion at hand, for which the screen may lack the room."""
    answer = desk.answer(desk.current)
    told = {item.criterion for item in desk.others} | {item.criterion for item in desk.queries}
    return bool(answer.evidence or answer.draft) or desk.current in told
