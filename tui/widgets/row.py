"""One row of a list: columns that stay in line, and a text that wraps inside its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.content import Content

from tui.safe import gap, join, line, literal

NOTHING = literal("")
"""Content with nothing in it."""


def labelled(label: str, text: Content) -> Content:
    """A label in bold before a text: ``Evidence: seen alone``."""
    return join(line(f"{label}:", "bold"), gap(1), text)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list.

    Attributes:
        key: what the row is about, unique in its list; empty for a row the cursor passes over.
        body: the text, wrapped beside the lead.
        lead: what stands before it, in columns of its own.
        tail: what stands at the right end of the first line; where it does not fit, and the row may wrap, on
            a line of its own.
        notes: further texts under the body, each on lines of its own.
        wrap: whether the body may take several lines; else it ends in an ellipsis.
        brief: whether each note takes one line only, and ends in an ellipsis.
        heading: whether it is a heading.
        under: what stands before each further line, as wide as the lead; spaces where it is empty.
        late: makes the body when the row is first shown, instead of ``body``, for lists of thousands; such a
            row takes one line, so that nothing need be made to know where the next one stands.
    """

    key: str
    body: Content
    lead: Content = NOTHING
    tail: Content = NOTHING
    notes: tuple[Content, ...] = ()
    wrap: bool = True
    brief: bool = False
    heading: bool = False
    under: Content = NOTHING
    late: Callable[[], Content] | None = None

    @property
    def plain(self) -> str:
        """The row as text: what stands beside each other, then the notes on lines of their own."""
        parts = (join(self.lead, self.body), self.tail, *self.notes)
        return "\n".join(part.plain.strip() for part in parts if part.plain.strip())

    def lines(self, width: int) -> list[Content]:
        """The row as lines of no more than so many cells."""
        indent = min(self.lead.cell_length, max(0, width - 8))
        room = max(8, width - indent)
        if self.late is not None:
            body = [self.late().first_line.truncate(room, ellipsis=True)]
        elif self.wrap:
            body = self.body.wrap(room) or [NOTHING]
        else:
            body = [self.body.first_line.truncate(self._room_beside_tail(room), ellipsis=True)]
        first = join(self.lead.truncate(indent), body[0])
        notes = self.notes
        if self.tail.cell_length and first.cell_length + self.tail.cell_length < width:
            first = join(first, gap(width - first.cell_length - self.tail.cell_length), self.tail)
        elif self.tail.cell_length and self.wrap:
            notes = (self.tail, *notes)
        noted = (
            [note.first_line.truncate(room, ellipsis=True)] if self.brief else note.wrap(room)
            for note in notes
        )
        below = [*body[1:], *(part for parts in noted for part in parts)]
        before = self.under.truncate(indent) if self.under.cell_length else gap(indent)
        return [first, *(join(before, part) for part in below)]

    def _room_beside_tail(self, room: int) -> int:
        tail = self.tail.cell_length
        return room - tail - 1 if tail and room - tail > 8 else room
