"""A list of rows with a cursor that passes over headings.

Rows are drawn line by line, so that moving the cursor repaints two rows and not the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from tui.widgets.row import NOTHING, Row, labelled
from tui.widgets.selecting import selectable, with_selection

__all__ = ["Row", "RowList", "labelled"]


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """A list of rows with a cursor that passes over headings."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--row", "rows--cursor", "rows--heading"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown,ctrl+d", "page(1)", "Page down", show=False),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", show=False),
        Binding("home", "end(-1)", "First", show=False),
        Binding("end,G", "end(1)", "Last", show=False),
        Binding("enter", "choose", "Open", show=False),
    ]
    DEFAULT_CSS = """
    RowList {
        height: 1fr; padding: 0 0 0 1; scrollbar-size-vertical: 1; overflow-x: hidden;
        & > .rows--heading { color: $accent; text-style: bold; }
        & > .rows--cursor {
            color: $block-cursor-blurred-foreground; background: $block-cursor-blurred-background;
            text-style: $block-cursor-blurred-text-style;
        }
        &:focus > .rows--cursor {
            color: $block-cursor-foreground; background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
        &:nocolor > .rows--cursor { text-style: underline; }
        &:nocolor:focus > .rows--cursor { text-style: none; }
    }
    """

    cursor: var[int] = var(-1)

    @dataclass
    class Moved(Message):
        """The cursor came to stand on another row."""

        list: RowList
        key: str

        @property
        def control(self) -> RowList:
            """The list."""
            return self.list

    @dataclass
    class Chosen(Message):
        """A row was opened."""

        list: RowList
        key: str

        @property
        def control(self) -> RowList:
            """The list."""
            return self.list

    def __init__(
        self, rows: Sequence[Row] = (), *, empty: Content = NOTHING, id: str | None = None, classes: str = ""
    ) -> None:
        """A list of these rows; ``empty`` is shown where there are none."""
        super().__init__(id=id, classes=classes)
        self.empty = empty
        self._rows: list[Row] = list(rows)
        self.set_reactive(RowList.cursor, self._place_of(""))
        self._lines: list[tuple[int, Content | None]] = []
        self._starts: list[int] = []
        self._width = -1
        self._scroll_wanted: float | None = None

    @property
    def rows(self) -> Sequence[Row]:
        """The rows, in order."""
        return self._rows

    @property
    def key(self) -> str:
        """What the cursor is on; empty for nothing."""
        return self._rows[self.cursor].key if 0 <= self.cursor < len(self._rows) else ""

    @property
    def text(self) -> str:
        """The row under the cursor as text; empty for none."""
        return self._rows[self.cursor].plain if 0 <= self.cursor < len(self._rows) else ""

    def rows_in_sight(self) -> list[tuple[str, int]]:
        """The rows that can be gone to and begin in sight: key, and line from the top of the list."""
        top, height = int(self.scroll_offset.y), self.scrollable_content_region.height
        begun = ((row.key, start - top) for row, start in zip(self._rows, self._starts, strict=False))
        return [(key, y) for key, y in begun if key and 0 <= y < height]

    def set_rows(self, rows: Sequence[Row], key: str | None = None, scroll: float | None = None) -> None:
        """Show other rows, with the cursor on ``key``, else where it was, else on the first."""
        before = self.key
        wanted = before if key is None else key
        self._rows = list(rows)
        self._width = -1
        with self.prevent(RowList.Moved):
            self.set_reactive(RowList.cursor, self._place_of(wanted))
        if self.scroll_y and self.key != before and not self.scrollable_content_region.height:
            # Out of sight it cannot scroll to the cursor; at least it is not left where other rows were.
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self._lay_out()
        self._scroll_wanted = scroll
        self._scroll()
        self.refresh()

    def replace(self, row: Row) -> None:
        """Show one row anew; the one with the same key."""
        place = next((n for n, old in enumerate(self._rows) if old.key == row.key), None)
        if place is None or self._rows[place] == row:
            return
        self._rows[place] = row
        if not self._starts or self._width <= 0:
            return
        lines = row.lines(self._width)
        start, old = self._starts[place], self._height_of(place)
        self._lines[start : start + old] = [(place, part) for part in lines]
        if len(lines) == old:
            self._refresh_row(place)
        else:
            self._starts[place + 1 :] = [at + len(lines) - old for at in self._starts[place + 1 :]]
            self.virtual_size = Size(self._width, len(self._lines))
            self._scroll_to_cursor()
            self.refresh()

    def move_to(self, key: str) -> bool:
        """Put the cursor on a row; False where there is none of that key."""
        place = next((n for n, row in enumerate(self._rows) if key and row.key == key), None)
        if place is None:
            return False
        self.cursor = place
        return True

    def move(self, by: int) -> None:
        """Move the cursor over so many rows, stopping at the ends."""
        step = 1 if by > 0 else -1
        place, left = self.cursor, abs(by)
        while left:
            found = self._next(place, step)
            if found is None:
                break
            place, left = found, left - 1
        if place == self.cursor and step < 0:
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.cursor = place

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the two rows and say where the cursor is."""
        self._refresh_row(old)
        self._refresh_row(new)
        # A place to scroll to that had to wait for the list's size was meant for where the cursor was.
        self._scroll_wanted = None
        self._scroll_to_cursor()
        if self.key:
            self.post_message(self.Moved(self, self.key))

    def action_page(self, direction: int) -> None:
        """Move by the height of the list."""
        if not self._lines or self.cursor < 0:
            return
        at = self._starts[self.cursor] + direction * max(1, self.scrollable_content_region.height - 1)
        at = min(max(0, at), len(self._lines) - 1)
        place = self._lines[at][0]
        if not self._rows[place].key:
            place = next(
                (n for n in (self._next(place, direction), self._next(place, -direction)) if n is not None),
                self.cursor,
            )
        self.cursor = place

    def action_end(self, direction: int) -> None:
        """Move to the first or the last row."""
        self.move(direction * len(self._rows))

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        if self.key:
            self.post_message(self.Chosen(self, self.key))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text that is selected with the mouse, as Textual asks for it."""
        shown = (self._content_at(at).plain.rstrip() for at in range(len(self._lines)))
        return selection.extract("\n".join(shown)), "\n"

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row; a second click opens it. Where text was selected it is left alone."""
        if self.text_selection is not None:
            return
        at = int(self.scroll_offset.y) + event.y - self.gutter.top
        if 0 <= at < len(self._lines) and self._rows[self._lines[at][0]].key:
            place = self._lines[at][0]
            again = place == self.cursor
            self.cursor = place
            if again:
                self.action_choose()

    def on_resize(self) -> None:
        """Wrap anew for another width."""
        self._lay_out()
        self._scroll()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self._room
        if width != self._width:
            self._lay_out()
        at = int(self.scroll_offset.y) + y
        style = self.get_visual_style("rows--row")
        if not self._rows:
            shown = self.empty.wrap(width) if width > 0 else []
            return selectable(shown[y], style, self._room + 1, y) if y < len(shown) else self._blank(style)
        if at >= len(self._lines):
            return self._blank(style)
        place, content = self._lines[at][0], self._content_at(at)
        if self._rows[place].heading:
            style = self.get_visual_style("rows--row", "rows--heading")
        elif place == self.cursor:
            style = self.get_visual_style("rows--row", "rows--cursor")
            if self.has_focus:
                # Where there are no colours; Textual drops reverse from a component's own style.
                style += Style(reverse=self.app.no_color)
                # The cursor's own two colours only, so that the row can be read whatever it holds.
                content = content.without_spans.pad_right(max(0, width - content.cell_length))
        return selectable(with_selection(self, content, at), style, self.scrollable_content_region.width, at)

    def _content_at(self, at: int) -> Content:
        """One line, made where it was not yet shown."""
        place, content = self._lines[at]
        if content is None:
            content = self._rows[place].lines(self._width)[0]
            self._lines[at] = (place, content)
        return content

    @property
    def _room(self) -> int:
        """Cells of a line: all but the last one, which keeps words and scrollbar apart."""
        return max(0, self.scrollable_content_region.width - 1)

    def _blank(self, style: Style) -> Strip:
        return Strip.blank(self.scrollable_content_region.width, style.rich_style)

    def _lay_out(self) -> None:
        width = self._room
        if width <= 0 or width == self._width:
            return
        self._width = width
        self._lines, self._starts = [], []
        for place, row in enumerate(self._rows):
            self._starts.append(len(self._lines))
            parts = row.lines(width) if row.late is None else (None,)
            self._lines += [(place, part) for part in parts]
        self.virtual_size = Size(width, len(self._lines))

    def _place_of(self, key: str) -> int:
        """Where a key stands; else the first row the cursor may be on; else -1."""
        keys = [row.key for row in self._rows]
        if key and key in keys:
            return keys.index(key)
        return next((place for place, each in enumerate(keys) if each), -1)

    def _next(self, place: int, step: int) -> int | None:
        """The next place with a key in a direction."""
        place += step
        while 0 <= place < len(self._rows):
            if self._rows[place].key:
                return place
            place += step
        return None

    def _height_of(self, place: int) -> int:
        end = self._starts[place + 1] if place + 1 < len(self._starts) else len(self._lines)
        return end - self._starts[place]

    def _refresh_row(self, place: int) -> None:
        if 0 <= place < len(self._starts):
            self.refresh_lines(self._starts[place], self._height_of(place))

    def _scroll(self) -> None:
        """Scroll to where one asked, once the list has a size to scroll in; else to the cursor."""
        wanted = self._scroll_wanted
        if wanted is None:
            self._scroll_to_cursor()
        elif self.scrollable_content_region.height:
            self._scroll_wanted = None
            self.scroll_to(y=wanted, animate=False, force=True, immediate=True)

    def _scroll_to_cursor(self) -> None:
        """Bring the row under the cursor into sight, with the headings right above it."""
        if not 0 <= self.cursor < len(self._starts) or not self.scrollable_content_region.height:
            return
        first = self.cursor
        while first > 0 and not self._rows[first - 1].key:
            first -= 1
        top = self._starts[first]
        bottom = self._starts[self.cursor] + self._height_of(self.cursor)
        if self._next(self.cursor, 1) is None:
            # Lines that the cursor cannot reach are seen from the last one that it can.
            bottom = len(self._lines)
        if bottom - top > self.scrollable_content_region.height:
            top = self._starts[self.cursor]
        self.scroll_to_region(
            Region(0, top, self._width, bottom - top), force=True, animate=False, immediate=True
        )
