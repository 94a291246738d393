"""Cases: whom to read, how far each is, and the way into each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from sampling.errors import UsageError
from sampling.store import Inspection
from sampling.store.cases import CaseLine
from tui.safe import gap, join, line, literal, rows
from tui.screens.base import PlaceScreen
from tui.screens.case_columns import columns_for, header, in_full
from tui.screens.case_rows import LEGEND, SORTS, Wanted, counts, flat_rows_of, marked, rows_of
from tui.widgets.rows import RowList
from tui.widgets.typed import LineBox
from tui.widgets.words import count

if TYPE_CHECKING:
    from tui.screens.asking import Form


class CasesScreen(PlaceScreen):
    """The list of cases."""

    place = "cases"
    CSS_PATH = "cases.tcss"
    AUTO_FOCUS = "#cases"

    def __init__(self) -> None:
        """A list not yet read."""
        super().__init__()
        self._all: Sequence[CaseLine] = ()
        self._wanted = Wanted()
        self._key = ""
        self._scroll: float | None = None
        self._width = 0
        self._short = False
        self._sort = "order"
        self._times: Mapping[str, int] = {}
        self._marked: set[str] = set()

    def compose_body(self) -> ComposeResult:
        """Counts, what is shown, the list."""
        yield Static(id="counts")
        yield Static(id="wanted")
        yield LineBox(
            placeholder="text in the case's line; enter keeps it, esc ends it", id="filter", compact=True
        )
        yield Static(id="titles")
        yield RowList(empty=line("Reading the list of cases …"), id="cases")
        yield Static(literal(LEGEND), id="legend")

    def refresh_place(self) -> None:
        """Read the cases anew and keep the cursor where it was."""
        self._all = self.inspection.cases.all()
        self._times = self.inspection.times.own()
        self._show()

    def arrive(self, **where: str) -> None:
        """Put the cursor on a case, or show one area."""
        self._key = where.get("case", self._key)
        self._wanted = replace(self._wanted, area=where.get("area", self._wanted.area))

    def place_state(self) -> dict[str, Any]:
        """The case under the cursor, how far down, and what is shown."""
        cases = self.query_one(RowList)
        wanted = self._wanted
        return {
            "case": cases.key,
            "scroll": cases.scroll_offset.y,
            "area": wanted.area,
            "text": wanted.text,
            "reader": wanted.reader,
            "sort": self._sort,
        }

    def restore_place(self, state: Mapping[str, Any]) -> None:
        """Back to where the reader was."""
        self._key = str(state.get("case", ""))
        self._scroll = float(state.get("scroll", 0))
        self._sort = state["sort"] if state.get("sort") in SORTS else "order"
        areas = {area.id for area in self.inspection.edition.areas}
        area = str(state.get("area", ""))
        self._wanted = Wanted(
            area if area in areas else "", str(state.get("text", "")), str(state.get("reader", ""))
        )

    # Showing

    def _show(self) -> None:
        inspection = self.inspection
        shown = [case for case in self._all if self._wanted.keeps(case)]
        listing = self.query_one("#cases", RowList)
        # Two columns of padding and one for the scrollbar.
        self._width = self.size.width
        width = max(40, self._width - 3 - (2 if self._marked else 0))
        columns = columns_for(width, self._all)
        self._short = columns.short and bool(shown)
        listing.empty = self._empty()
        self.query_one("#counts", Static).update(counts(self._all, inspection.edition, width))
        titles = join(gap(2 if self._marked else 0), header(columns)) if shown else gap(1)
        self.query_one("#titles", Static).update(titles)
        self._show_wanted(len(shown))
        if self._sort == "order":
            found = rows_of(shown, columns, inspection.edition, self._times)
        else:
            found = flat_rows_of(shown, columns, self._times, self._sort) if shown else []
        if self._marked:
            found = [marked(row, row.key in self._marked) for row in found]
        listing.set_rows(found, self._key or None, self._scroll)
        self._key, self._scroll = "", None
        self._show_legend(listing.key)

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        if self._short:
            self._show_legend(event.key)

    def _show_legend(self, key: str) -> None:
        """What the bars say; on a narrow screen also, in full, what the line under the cursor shortens."""
        case = next((case for case in self._all if case.case_id == key), None) if self._short else None
        parts = [literal(LEGEND)]
        if case is not None:
            about = in_full(case, self.inspection.edition, self._times.get(key, 0))
            parts = [line(words, "$foreground") for words in about] + parts
        legend = self.query_one("#legend", Static)
        width = max(1, self.size.width - 2)
        shown = rows(part.truncate(width, ellipsis=True) for part in parts)
        if legend.size.height == len(parts):
            legend.update(shown, layout=False)
        else:
            legend.update(shown)

    def _show_wanted(self, shown: int) -> None:
        wanted = self._wanted
        parts = [f"'{wanted.text}'"] if wanted.text else []
        parts += [self.inspection.edition.area(wanted.area).name] if wanted.area else []
        parts += ["mine or nobody's"] if wanted.reader else []
        bar = self.query_one("#wanted", Static)
        bar.display = bool(parts)
        words = f"Only {' · '.join(parts)}: {shown} of {len(self._all)}"
        bar.update(join(line(words, "$accent"), gap(2), line("esc shows all", "$text-muted")))

    def _empty(self) -> Any:
        if self._all:
            return line("No case is like that. Press esc to show all again.")
        return line(
            "No cases yet: nothing has been drawn. Press F2 for Plan, and d there to freeze and draw."
        )

    def on_resize(self) -> None:
        """Fit the columns to the width."""
        if self.was_entered and self.ilacs.inspection is not None and self.size.width != self._width:
            self._show()

    # What the keys do

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.ilacs.go("case", case=event.key)

    def action_open_case(self) -> None:
        """Open the case under the cursor."""
        self.query_one("#cases", RowList).action_choose()

    def action_filter(self) -> None:
        """Type a text that the shown lines must hold."""
        box = self.query_one("#filter", LineBox)
        box.display = True
        box.value = self._wanted.text
        box.focus()

    @on(Input.Changed, "#filter")
    def _typed(self, event: Input.Changed) -> None:
        if self.query_one("#filter").display:
            self._want(text=event.value)

    @on(Input.Submitted, "#filter")
    def _kept(self) -> None:
        self.leave_text()

    def leave_text(self) -> None:
        """Put the filter away and go back to the list; what is shown stays."""
        self.query_one("#cases", RowList).focus()
        self.query_one("#filter").display = False

    def action_next_area(self) -> None:
        """Show the next area that has cases; after the last, all."""
        drawn = {case.area for case in self._all}
        areas = ["", *(area.id for area in self.inspection.edition.areas if area.id in drawn)]
        place = areas.index(self._wanted.area) if self._wanted.area in areas else 0
        self._want(area=areas[(place + 1) % len(areas)])

    def action_mark(self) -> None:
        """Mark the case under the cursor, or take its mark away, and step on."""
        self._marked ^= {self._case().case_id}
        self._show()
        self.query_one("#cases", RowList).move(1)
        self.say(f"{count(len(self._marked), 'case')} marked: s shares them out" if self._marked else "")

    def action_sort(self) -> None:
        """Sort the list another way, seen from its top; after the last, in reading order again."""
        names = list(SORTS)
        self._sort = names[(names.index(self._sort) + 1) % len(names)]
        self._show()
        self.query_one("#cases", RowList).action_end(-1)
        self.say(f"sorted by {SORTS[self._sort]}")

    def action_mine(self) -> None:
        """Show only the reader's own cases and nobody's, or all again."""
        self._want(reader="" if self._wanted.reader else self.inspection.reader)

    def action_remove_case(self) -> None:
        """Put the case under the cursor aside, agreed by a second person."""
        from tui.screens.sample_forms import remove_form

        self._ask(remove_form(self.inspection, self._case()))

    def action_share(self) -> None:
        """Say who is to read the marked cases, or the one under the cursor."""
        from tui.screens.sample_forms import share_form

        chosen = [case for case in self._all if case.case_id in self._marked]
        self._ask(share_form(self.inspection, chosen or [self._case()]))

    def action_target(self) -> None:
        """Add a child chosen for a reason."""
        from tui.screens.sample_forms import target_form

        area = self._wanted.area or self.inspection.edition.areas[0].id
        self._ask(target_form(self.inspection, area, self._take_target))

    def _take_target(self, area: str, child: str, because: str) -> None:
        def add(sibling: Inspection) -> str:
            from tui import making

            return making.target(sibling, area, child, because)

        def show(case: str) -> None:
            self._key = case
            self.refresh_place()
            self.say(f"{case} is targeted")

        self.aside(add, show, busy=f"Adding {child}")

    def _ask(self, form: Form) -> None:
        from tui.screens.asking import AskScreen

        if self.inspection.read_only:
            raise UsageError("the file is open read-only, so the list of cases stays as it is")

        def recorded(said: str | None) -> None:
            if said:
                self._marked.clear()
                self.refresh_place()
                self.say(said)

        self.app.push_screen(AskScreen(form), recorded)

    def _case(self) -> CaseLine:
        key = self.query_one("#cases", RowList).key
        if not key:
            raise UsageError("no case is under the cursor")
        return next(case for case in self._all if case.case_id == key)

    def step_back(self) -> None:
        """First show all cases again, then back."""
        if self._wanted != Wanted() or self._marked:
            self._wanted = Wanted()
            self._marked.clear()
            self._show()
        else:
            super().step_back()

    def _want(self, **changes: str) -> None:
        self._wanted = replace(self._wanted, **changes)
        self._show()
