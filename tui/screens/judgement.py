"""Judgement: what the findings amount to, open down to the child's file, and what persons conclude."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from sampling.errors import ReadOnlyError, UsageError
from sampling.findings.enquiries import Improvement
from sampling.rollup.judgement import JudgementRollup
from sampling.store import Inspection
from sampling.store.enquiring import Traced
from sampling.store.moderating import Difference
from sampling.store.reading import OVERALL
from tui.screens.asking import AskScreen, Form
from tui.screens.case_forms import draft_of
from tui.screens.concluding_forms import agree_form, audit_form, point_form, words_form
from tui.screens.handing_over import Wanted, hand_over, handover_form
from tui.screens.judgement_forms import (
    conclude_form,
    enquiry_form,
    evidence_form,
    from_finding_form,
    gather_form,
    grade_form,
    strata_form,
)
from tui.screens.judgement_levels import case_of, kind_of
from tui.screens.judgement_place import JudgementPlace
from tui.widgets.words import count


class JudgementScreen(JudgementPlace):
    """The roll-up, from judgements down to findings, and all that persons conclude from it."""

    place: ClassVar[str] = "judgement"

    # Grades and lines of enquiry

    def action_grade(self) -> None:
        """Enter a grade for the judgement under the cursor, with reasons."""
        inspection = self._to_write()
        kind = inspection.edition.kinds[inspection.settings.kind]
        if not kind.graded:
            raise UsageError(f"a {kind.name.casefold()} has no grades")
        item = self._judgement_at_cursor()
        self._ask(grade_form(inspection, item), f"judge:{item.judgement}")

    def action_strata(self) -> None:
        """Put thin strata of the area under the cursor together, or leave them apart again."""
        inspection, area = self._to_write(), self._area_at_cursor()
        self._ask(strata_form(inspection, area), f"strata:{area}")

    def action_enquire(self) -> None:
        """Start a line of enquiry: from the finding under the cursor, else for the judgement."""
        inspection = self._to_write()
        key = self.lines.key
        before = {item.enquiry.enquiry_id for item in self.weighed.enquiries}
        if key.startswith("f|"):
            _, case, criterion, _entry, _reader = key.split("|", 4)
            if criterion == OVERALL:
                raise UsageError("start it from a criterion's finding: a case rating is too wide a question")
            if criterion:
                form = from_finding_form(inspection, case, criterion, "")
            else:
                form = enquiry_form(inspection, "", case)
            self._ask(form, f"enquiry:{case}:{criterion}", lambda: self._open_new_enquiry(before))
            return
        named = next((level[2:] for level in (key, *reversed(self.trail)) if kind_of(level) == "j:"), "")
        form = enquiry_form(inspection, named)
        self._ask(form, "enquiry", lambda: self._open_new_enquiry(before))

    def action_add(self) -> None:
        """Add evidence to the line of enquiry that is shown or under the cursor; on points, a point."""
        inspection = self._to_write()
        if kind_of(self.level) in ("points:", "p:"):
            self._ask(point_form(inspection, self.weighed.enquiries), "point")
            return
        item = self._enquiry_at_cursor("a adds evidence to a line of enquiry, or a point to the report")
        self._ask(evidence_form(inspection, _open(item)), f"evidence:{item.enquiry.enquiry_id}")

    def action_gather(self) -> None:
        """Gather findings on one criterion, from all cases, for the line of enquiry."""
        item = self._enquiry_at_cursor("put the cursor on a line of enquiry first")
        self._ask(gather_form(self._to_write(), _open(item)))

    def action_conclude(self) -> None:
        """Conclude the line of enquiry, or open a concluded one again."""
        inspection = self._to_write()
        item = self._enquiry_at_cursor("put the cursor on a line of enquiry first")
        if item.enquiry.state == "concluded":
            inspection.enquiring.reopen(item.enquiry.enquiry_id)
            self._recorded("open again; what was concluded stays in sight")
            return
        self._ask(conclude_form(inspection, item), f"conclude:{item.enquiry.enquiry_id}")

    def _open_new_enquiry(self, before: set[str]) -> None:
        """Show the line of enquiry that was just started, above it the judgement it bears on."""
        new = next((item for item in self.inspection.enquiring.all() if item.enquiry_id not in before), None)
        if new is not None:
            self.trail = [f"j:{new.judgement}", f"e:{new.enquiry_id}"]

    # Points of the report

    def action_draft(self) -> None:
        """Draft what needs to improve and strengths, by number of children."""
        self._to_write()
        self.aside(_draft, self._drafted, busy="Drafting points…", group="draft")

    def _drafted(self, added: int) -> None:
        if kind_of(self.level) != "points:":
            self.open_level(*self.trail, "points:")
        kept = "; what was there keeps its words and place" if self.weighed.points else ""
        self._recorded(f"{count(added, 'point')} drafted{kept}")

    def action_words(self) -> None:
        """Edit a point's words, what it says, or the outcome or enabler it is tied to."""
        item = self._point_at_cursor()
        self._ask(words_form(self._to_write(), item), f"point:{item.improvement_id}")

    def action_order(self, by: int) -> None:
        """Move a point up or down among those of its purpose."""
        item, inspection = self._point_at_cursor(), self._to_write()
        ids = [other.improvement_id for other in inspection.improving.all(item.purpose)]
        if item.improvement_id not in ids:
            raise UsageError("it is left out of the report: o brings it back")
        place = ids.index(item.improvement_id) + 1 + by
        if not 1 <= place <= len(ids):
            raise UsageError(f"it is the {'first' if by < 0 else 'last'} of its kind")
        inspection.improving.order(item.improvement_id, place)
        self._recorded(f"now number {place}")

    def action_leave_out(self) -> None:
        """Leave a point out of the report, or bring it back."""
        item, inspection = self._point_at_cursor(), self._to_write()
        if item.state == "open":
            inspection.improving.leave_out(item.improvement_id)
            self._recorded("left out of the report; o brings it back")
        else:
            inspection.improving.bring_back(item.improvement_id)
            self._recorded("back in the report")

    # The consistency meeting, audits, and handing over

    def action_agree(self) -> None:
        """Record what the readers of a case agreed on the criterion under the cursor."""
        item = self._difference_at_cursor()
        form = agree_form(self._to_write(), item)
        self._ask(form, f"agree:{item.case_id}:{item.criterion}")

    def action_audit(self) -> None:
        """Record the authority's own audit grade of the case under the cursor."""
        case = case_of(self.lines.key)
        if not case:
            raise UsageError("put the cursor on a case first: the level of the authority's audits lists them")
        self._ask(audit_form(self._to_write(), case), f"audit:{case}")

    def action_hand_over(self) -> None:
        """Write the report, the findings as data, or the page of concerns."""
        self._ask(handover_form(self.inspection, self._hand_over))

    def _hand_over(self, wanted: Wanted) -> None:
        def write(sibling: Inspection) -> str:
            return hand_over(sibling, wanted)

        self.aside(write, self.say, busy=f"Writing {wanted.out.name}…", group="handover")

    # What the actions stand on

    def _to_write(self) -> Inspection:
        """The inspection, to record something in it.

        Raises:
            ReadOnlyError: if it was opened to look only.
        """
        inspection = self.inspection
        if inspection.read_only:
            raise ReadOnlyError(f"read-only: {inspection.why_read_only}")
        return inspection

    def _ask(self, form: Form, draft: str = "", then: Callable[[], None] | None = None) -> None:
        """Ask over this place; what is typed is kept under the draft's name; ``then`` follows a record."""

        def answered(words: str | None) -> None:
            if words:
                if then is not None:
                    then()
                self._recorded(words)

        kept = draft_of(self.inspection, "", draft) if draft else None
        self.app.push_screen(AskScreen(form, kept), answered)

    def _recorded(self, words: str) -> None:
        self.refresh_place()
        self.say(words)

    def _enquiry_at_cursor(self, otherwise: str) -> Traced:
        for level in (self.lines.key, *reversed(self.trail)):
            found = self.weighed.enquiry(level[2:]) if kind_of(level) == "e:" else None
            if found is not None:
                return found
        raise UsageError(otherwise)

    def _point_at_cursor(self) -> Improvement:
        for level in (self.lines.key, self.level):
            found = self.weighed.point(level[2:]) if kind_of(level) == "p:" else None
            if found is not None:
                return found
        raise UsageError("put the cursor on a point of the report first: p shows them")

    def _difference_at_cursor(self) -> Difference:
        for level in (self.lines.key, self.level):
            case, _, criterion = level[2:].partition("|")
            found = self.weighed.difference(case, criterion) if kind_of(level) == "d|" else None
            if found is not None:
                return found
        raise UsageError("put the cursor on a difference first: m shows where readers differ")

    def _area_at_cursor(self) -> str:
        """The area of the line under the cursor, or of the level shown."""
        for level in (self.lines.key, *reversed(self.trail)):
            if kind_of(level) in ("a:", "c:", "r:"):
                return level.split(":")[1]
        raise UsageError("put the cursor on an area first")

    def _judgement_at_cursor(self) -> JudgementRollup:
        """The judgement that the line under the cursor belongs to.

        Raises:
            UsageError: if the cursor is on none.
        """
        judgements = {f"j:{item.judgement}": item for item in self.weighed.rollup.judgements}
        keys = [row.key for row in self.lines.rows[: max(self.lines.cursor, 0) + 1]]
        named = next((key for key in reversed([*self.trail, *keys]) if key.startswith("j:")), "")
        if not named:
            area = next((key.split(":")[1] for key in self.trail if key[:2] in ("a:", "c:")), "")
            named = f"j:{self.inspection.edition.area(area).judgement}" if area else ""
        if named not in judgements:
            raise UsageError("put the cursor on a judgement first")
        return judgements[named]


def _draft(inspection: Inspection) -> int:
    return len(inspection.improving.draft())


def _open(item: Traced) -> Traced:
    """A line of enquiry that is not concluded.

    Raises:
        UsageError: if it is.
    """
    if item.enquiry.state == "concluded":
        raise UsageError("it is concluded: x opens it again")
    return item
