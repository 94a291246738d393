"""Lists over a place: to choose a line from, or to choose what the chronology shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.safe import column, line, literal
from tui.trouble import Telling
from tui.widgets.narrowing import Narrowed
from tui.widgets.rows import Row, RowList
from tui.widgets.words import plain

Result = TypeVar("Result")


class ListOver(Telling, ModalScreen[Result]):
    """A titled list over a place; esc closes it."""

    CSS_PATH = "choosing.tcss"
    AUTO_FOCUS = "RowList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Close", show=False),
        Binding("j,down", "move(1)", "Down", show=False),
        Binding("k,up", "move(-1)", "Up", show=False),
    ]

    def __init__(self, title: str, rows: Sequence[Row], note: str, nothing: str = "") -> None:
        """A list of rows; ``note`` says what the keys do, ``nothing`` is shown where there is no row."""
        super().__init__()
        self._title = title
        self._rows = rows
        self._note = note
        self._nothing = nothing

    def compose(self) -> ComposeResult:
        """The title, the list, the note."""
        with Vertical(id="over"):
            yield Static(line(self._title, "bold $accent"), id="over-title")
            yield RowList(self._rows, empty=line(self._nothing), id="over-rows")
            yield Static(line(self._note, "$text-muted"), id="over-note")

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.query_one(RowList).move(by)

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


class ChooseScreen(ListOver[str | None]):
    """A list to choose a line from: gives its key, or None."""

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Give the line's key."""
        event.stop()
        self.dismiss(event.key)


_HEADINGS = {"kinds": "Kind", "years": "Year", "workers": "Worker"}


class NarrowScreen(ListOver[Narrowed | None]):
    """Kinds, years and workers of a chronology, to show only some of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,x", "mark", "Mark", show=False),
        Binding("w", "close", "Done", show=False),
    ]

    def __init__(self, narrowed: Narrowed, choices: Mapping[str, Sequence[tuple[str, int]]]) -> None:
        """Begin with what is shown now; ``choices`` by kinds, years and workers, each with its count."""
        self._narrowed = narrowed
        self._choices = choices
        note = "enter shows only this; space marks several; esc is done"
        super().__init__("Show only …", self._made(), note)

    def _made(self) -> list[Row]:
        rows = [Row("all", line("Everything"))]
        for what, values in self._choices.items():
            rows.append(Row("", line(_HEADINGS[what]), heading=True))
            for value, number in values:
                mark = "[x] " if value in getattr(self._narrowed, what) else "[ ] "
                rows.append(
                    Row(
                        f"{what}:{value}",
                        line(plain(value)),
                        literal(mark),
                        column(str(number), 6, right=True),
                    )
                )
        return rows

    def action_mark(self) -> None:
        """Mark the line, or take its mark away."""
        listing = self.query_one(RowList)
        what, _, value = listing.key.partition(":")
        if what == "all":
            self._narrowed = Narrowed(text=self._narrowed.text)
        else:
            self._narrowed = self._narrowed.toggled(what, value)
        listing.set_rows(self._made(), listing.key)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Mark the line if it is not, and be done."""
        event.stop()
        what, _, value = event.key.partition(":")
        if what == "all" or value not in getattr(self._narrowed, what):
            self.action_mark()
        self.action_close()

    def action_close(self) -> None:
        """Give what is marked."""
        self.dismiss(self._narrowed)
