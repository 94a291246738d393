"""Where one is among the levels of the judgement screen, and how one moves between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.widgets import Static

from sampling.errors import UsageError
from tui.command import Command
from tui.safe import gap, join, line
from tui.screens.asking import AskScreen
from tui.screens.judgement_levels import CASE_LEVELS, Levels, kind_of
from tui.screens.levels_place import LevelsPlace
from tui.weighed import Weighed, weigh
from tui.widgets.area_rows import CONCERNS
from tui.widgets.rows import Row, RowList
from tui.widgets.words import count

_OFFERED: Mapping[str, tuple[str, ...]] = {
    "e:": ("judgement.open", "judgement.add", "judgement.gather", "judgement.conclude"),
    "points:": ("judgement.open", "judgement.draft", "judgement.add", "judgement.words"),
    "p:": ("judgement.open", "judgement.words"),
    "meeting:": ("judgement.open", "judgement.agree"),
    "d|": ("judgement.open", "judgement.agree"),
    "concerns:": ("judgement.open", "judgement.hand_over"),
    "queries:": ("judgement.open",),
    "audits:": ("judgement.open", "judgement.audit"),
}
"""By kind of level, its own commands in the footer; every key works on every level all the same."""

_USUAL = ("judgement.open", "judgement.grade", "judgement.enquire", "judgement.hand_over")


class JudgementPlace(LevelsPlace):
    """The judgement screen without the keys that record something.

    Attributes:
        trail: what was opened, from the top, as the keys of ``Levels``.
        levels: the rows, or None until they are worked out.
    """

    busy = "Working out what the findings amount to…"

    def __init__(self) -> None:
        """Nothing worked out yet."""
        super().__init__()
        self.levels: Levels | None = None
        self._cursors: dict[str, tuple[str, float | None]] = {}
        self._shown = ""

    @property
    def level(self) -> str:
        """The level that is shown."""
        return self.trail[-1] if self.trail else ""

    @property
    def weighed(self) -> Weighed:
        """What stands on the screen.

        Raises:
            UsageError: while it is still being worked out.
        """
        if self.levels is None:
            raise UsageError("the roll-up is still being worked out")
        return self.levels.weighed

    # The place

    def restore_place(self, state: Mapping[str, Any]) -> None:
        """Come back to the level and line that were left."""
        trail = state.get("trail")
        self.trail = [str(key) for key in trail] if isinstance(trail, list) else []
        self._cursors = {self.level: (str(state.get("line") or ""), float(state.get("scroll") or 0))}

    def place_state(self) -> dict[str, Any]:
        """The level, the line and the scroll."""
        if self.levels is None:
            key, scroll = self._cursors.get(self.level, ("", 0.0))
            return {"trail": self.trail, "line": key, "scroll": scroll}
        return {"trail": self.trail, "line": self.lines.key, "scroll": self.lines.scroll_y}

    def refresh_place(self) -> None:
        """Work everything out afresh if anything was recorded since."""
        self.lines.focus()
        if self.levels is None or self.inspection.journal.count() != self.levels.weighed.recorded:
            self.aside(weigh, self._worked_out, busy=self.busy)

    def flush(self) -> None:
        """Put on disk what was typed in a form over this place."""
        for screen in self.app.screen_stack:
            if isinstance(screen, AskScreen):
                screen.flush()

    def offers(self, command: Command) -> bool:
        """In the footer stands what can be done on this level."""
        own = command.id.startswith("judgement.")
        return super().offers(command) and (
            not own or command.id in _OFFERED.get(kind_of(self.level), _USUAL)
        )

    def _worked_out(self, weighed: Weighed) -> None:
        if self.levels is not None:
            self._note_cursor()
        self.levels = Levels(self.inspection, weighed)
        self._show()

    # Levels

    def open_level(self, *trail: str) -> None:
        """Show the last of these levels, with the others above it; a level stands in a trail once."""
        self._note_cursor()
        last = trail.index(trail[-1]) + 1 if trail else 0
        self.trail = list(trail[:last])
        self._show()

    def _rows_of(self, level: str) -> list[Row]:
        return self.levels.rows(level) if self.levels else []

    def _show(self) -> None:
        if self.levels is None:
            return
        while self.trail and not self._rows_of(self.level):
            self.trail.pop()
        rows = self._rows_of(self.level) or [Row("", line("Nothing to judge yet."))]
        key, scroll = self._cursors.get(self.level, ("", None))
        self.lines.set_rows(rows, key, scroll)
        self._shown = self.level
        self._show_trail()
        self._show_below()
        self.refresh_chrome()

    def _show_trail(self) -> None:
        edition, shown = self.inspection.edition, self.query_one("#trail", Static)
        late = len(self.weighed.overdue)
        alarm = line(f"! {count(late, 'concern')} OVERDUE" if late else "", "bold $error")
        alarm = join(alarm, gap(2 if late else 0))
        if not self.trail or self.levels is None:
            words = f"{edition.title} · bands and words are this project's own choice"
            shown.update(join(alarm, line(words, "$text-muted")))
            return
        names = ["Judgement"]
        for level in self.trail:
            names += [part for part in self.levels.name(level) if part not in names]
        shown.update(join(alarm, line(" › ".join(names), "bold")))

    def _show_below(self) -> None:
        below, key = self.query_one("#below", RowList), self.lines.key
        opens = bool(key) and key != self.level and not key.startswith(CASE_LEVELS)
        below.set_rows(self._rows_of(key) if opens else [], "")
        below.scroll_to(y=0, animate=False, force=True, immediate=True)

    def _note_cursor(self) -> None:
        if self.levels is not None:
            self._cursors[self._shown] = (self.lines.key, self.lines.scroll_y)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show beside the lines what the one under the cursor rests on."""
        if event.list.id == "lines" and self.has_class("-very-wide"):
            self._show_below()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open a line: the level below, or the case."""
        if event.list.id == "lines":
            self._open(event.key)

    def action_open_line(self) -> None:
        """Open the line under the cursor."""
        self._open(self.lines.key)

    def action_level(self, level: str) -> None:
        """Show one of the levels that stand beside the grades."""
        if self.level != level:
            self.open_level(*self.trail, level)

    def _open(self, key: str) -> None:
        if key.startswith("case:"):
            self.ilacs.go("case", case=key.removeprefix("case:").partition("|")[0])
        elif key.startswith("f|"):
            _, case, criterion, entry, _reader = key.split("|", 4)
            if entry == CONCERNS:
                open_ = (item.concern_id for item in self.weighed.concerns if item.case_id == case)
                entry = f"{CONCERNS}{next(open_, '')}"
            where = {"case": case, "criterion": criterion, "entry": entry}
            self.ilacs.go("case", **{name: value for name, value in where.items() if value})
        elif key and key != self.level and self._rows_of(key):
            first = next((row.key for row in self._rows_of(key) if row.key.startswith("c:")), "")
            self._cursors[key] = (first if kind_of(key) == "a:" else "", 0)
            self.open_level(*self.trail, key)

    def step_back(self) -> None:
        """Up a level; at the top back to where one came from."""
        if self.trail:
            self.open_level(*self.trail[:-1])
        else:
            super().step_back()
