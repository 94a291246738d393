"""Plan: who is in each area's frame, what a sample of a size could show, and the way to a draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import Input, Static

from sampling.draw.selection import Selection
from sampling.errors import UsageError
from sampling.findings.drawn import DrawEntry
from sampling.framework.edition import Area
from sampling.store import Inspection
from sampling.store.handed_out import is_handout, refuse_frame
from sampling.store.times import Pace
from tui.safe import line
from tui.screens import plan_rows
from tui.screens.base import PlaceScreen
from tui.screens.plan_rows import USUAL, Measured
from tui.widgets.rows import RowList
from tui.widgets.typed import LineBox

OF_A_HAND_OUT = (
    "This is a hand-out of a training session: it holds the drawn cases only, not the frame that they were "
    "drawn from, so there is nothing to plan here. F3 lists what to read."
)


class PlanScreen(PlaceScreen):
    """The four areas, and what can be known of each."""

    place = "plan"
    CSS_PATH = "plan.tcss"
    AUTO_FOCUS = "#areas"

    def __init__(self) -> None:
        """Nothing counted yet."""
        super().__init__()
        self._measured: dict[str, Measured] = {}
        self._drawn: dict[str, list[DrawEntry]] = {}
        self._n: dict[str, int] = {}
        self._pace: Pace | None = None
        self._area = ""
        self._by = "status"

    def compose_body(self) -> ComposeResult:
        """The areas above; below, what a sample can show and who is in the frame."""
        yield Static(plan_rows.titles(), id="titles")
        yield RowList(empty=line("Reading the areas …"), id="areas")
        yield LineBox(placeholder="how many files; enter keeps it", id="size", type="integer", compact=True)
        with Container(id="details"):
            with VerticalScroll(id="words"):
                yield Static(line("Counting who is in each frame …"), id="planned")
                yield Static(id="drawn")
            with VerticalScroll(id="who"):
                yield Static(id="frame")

    def refresh_place(self) -> None:
        """Read what is frozen and drawn; count the frames not yet counted, one after the other."""
        inspection = self.inspection
        self._pace = inspection.times.pace()
        self._area = self._area or inspection.edition.areas[0].id
        self._drawn = {area.id: [] for area in inspection.edition.areas}
        for entry in inspection.draws.all():
            self._drawn[entry.area].append(entry)
        self.query_one("#areas", RowList).styles.height = len(inspection.edition.areas)
        self._show()
        self._count_next()

    def arrive(self, **where: str) -> None:
        """Go to an area."""
        self._area = where.get("area", self._area)

    def place_state(self) -> dict[str, Any]:
        """The area, the sizes planned, the column shown."""
        return {"area": self._area, "n": self._n, "by": self._by}

    def restore_place(self, state: Mapping[str, Any]) -> None:
        """Back to where the reader was."""
        areas = {area.id for area in self.inspection.edition.areas}
        self._area = state["area"] if state.get("area") in areas else ""
        sizes = state.get("n")
        self._n = (
            {area: int(n) for area, n in sizes.items() if area in areas} if isinstance(sizes, dict) else {}
        )
        self._by = str(state.get("by", "status"))

    # Showing

    @property
    def area(self) -> Area:
        """The area under the cursor."""
        return self.inspection.edition.area(self._area)

    def n(self, area: str) -> int:
        """Files planned for an area: as chosen, else as drawn, else the usual number."""
        drawn = self._drawn.get(area)
        usual = drawn[0].n if drawn else USUAL
        size = self._measured[area].size if area in self._measured else usual
        return max(1, min(self._n.get(area, usual), size or 1))

    def _count_next(self) -> None:
        waiting = [area for area in self.inspection.edition.areas if area.id not in self._measured]
        if not waiting:
            return
        if is_handout(self.inspection.connection):
            self.query_one("#planned", Static).update(line(OF_A_HAND_OUT))
            return
        # The area one looks at first.
        area = next((each for each in waiting if each.id == self._area), waiting[0])

        def count(inspection: Inspection) -> Measured:
            return plan_rows.measure(inspection, area.id)

        def show(measured: Measured) -> None:
            self._measured[area.id] = measured
            self._show()
            self._count_next()

        self.aside(count, show, busy=f"Counting who is in the frame of {area.name.casefold()}")

    def _show(self) -> None:
        inspection = self.inspection
        shown = [
            plan_rows.area_row(
                area,
                self._measured.get(area.id),
                inspection.draws.frozen(area.id),
                self._drawn[area.id],
                self.n(area.id),
            )
            for area in inspection.edition.areas
        ]
        self.query_one("#areas", RowList).set_rows(shown, self._area)
        self._show_area()

    def _show_area(self) -> None:
        measured = self._measured.get(self._area)
        if measured is None:
            return
        area, edition = self.area, self.inspection.edition
        if self._by not in measured.counts:
            self._by = "status"
        n = self.n(self._area)
        who = self.query_one("#who")
        self.query_one("#planned", Static).update(plan_rows.plan_text(area, measured, n, edition, self._pace))
        drawn = plan_rows.drawn_text(self._drawn[self._area]) if measured.size else line("")
        self.query_one("#drawn", Static).update(drawn)
        frame = plan_rows.frame_text(area, measured, self._by, (who.size.width or self.size.width) - 3)
        self.query_one("#frame", Static).update(frame)

    def on_resize(self) -> None:
        """Fit the bars to the width."""
        if self.was_entered and self.ilacs.inspection is not None:
            self.call_after_refresh(self._show_area)

    @on(RowList.Moved, "#areas")
    def _moved(self, event: RowList.Moved) -> None:
        self._area = event.key
        self._show_area()

    @on(RowList.Chosen, "#areas")
    def _chosen(self) -> None:
        self.action_ceremony()

    # What the keys do

    def action_change_n(self, by: int) -> None:
        """More files or fewer."""
        self._set_n(self.n(self._area) + by)

    def action_type_n(self) -> None:
        """Type how many files."""
        box = self.query_one("#size", LineBox)
        box.value = ""
        box.display = True
        box.focus()

    @on(Input.Submitted, "#size")
    def _typed_n(self, event: Input.Submitted) -> None:
        self.leave_text()
        if event.value.isdecimal():
            self._set_n(int(event.value))

    def leave_text(self) -> None:
        """Put the box away and go back to the areas."""
        self.query_one("#areas", RowList).focus()
        self.query_one("#size").display = False

    def _set_n(self, n: int) -> None:
        measured = self._measured.get(self._area)
        if measured is None or not measured.size:
            raise UsageError("nobody is counted in this area, so no number of files can be planned")
        if not 1 <= n <= measured.size:
            raise UsageError(f"plan for 1 to {measured.size} files, not {n}")
        self._n[self._area] = n
        self.say("")
        self._show()

    def action_next_column(self) -> None:
        """Show the frame by its next column."""
        measured = self._measured.get(self._area)
        if measured and measured.size:
            names = list(measured.counts)
            self._by = names[(names.index(self._by) + 1) % len(names)]
            self._show_area()

    def action_show_drawn(self) -> None:
        """Show what was drawn from this area, child by child."""
        from tui.screens.drawn import DrawnScreen

        drawn = self._drawn.get(self._area)
        if not drawn:
            raise UsageError(f"nothing is drawn from {self.area.name.casefold()} yet: press d")
        self.app.push_screen(DrawnScreen(self.inspection, drawn))

    def action_lists(self) -> None:
        """Read corrected lists and report on them; from there they are taken, or not."""
        self.ilacs.go("lists", ask="yes")

    def action_extend(self) -> None:
        """More files of the draw that counts."""
        from tui.screens.asking import AskScreen
        from tui.screens.sample_forms import extend_form

        entry = self.inspection.draws.counted(self._area)
        if entry is None:
            raise UsageError(f"nothing is drawn from {self.area.name.casefold()} yet: press d")
        if self.inspection.read_only:
            raise UsageError("the file is open read-only, so nothing can be extended")
        self.app.push_screen(AskScreen(extend_form(entry, self._take_extension)))

    def _take_extension(self, draw: str, n: int) -> None:
        def grow(sibling: Inspection) -> Selection:
            from tui.making import document_source

            return sibling.draws.extend(draw, n, document_source(sibling))

        def show(selection: Selection) -> None:
            self._n.pop(selection.area, None)
            self.refresh_place()
            self.say(f"{selection.name} now has {selection.n} files. F3 shows the cases to read.")

        self.aside(grow, show, busy=f"Extending {draw}")

    def action_ceremony(self) -> None:
        """Freeze, type the seed, draw: step by step."""
        from tui.screens.ceremony import CeremonyScreen

        if self.inspection.read_only:
            raise UsageError("the file is open read-only, so nothing can be frozen or drawn")
        measured = self._measured.get(self._area)
        if measured is None:
            refuse_frame(self.inspection.connection)
            raise UsageError("this area is still being counted: wait a moment")
        if not measured.size:
            raise UsageError("nobody in the lists belongs to this area, so there is nothing to draw")
        screen = CeremonyScreen(self, self.area, measured, self.n(self._area), self._by)
        self.app.push_screen(screen, self._after_ceremony)

    def _after_ceremony(self, draw: str | None) -> None:
        self.refresh_place()
        if draw:
            self.say(f"{draw} is drawn. F3 shows the cases to read.")
            self.action_show_drawn()
