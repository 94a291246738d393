"""A document read in full, with the place kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from sampling.caseload.casefile import Document
from tui.safe import rows
from tui.widgets.file_rows import document_text


class DocumentView(VerticalScroll, can_focus=True):
    """One document; it remembers how far each was read.

    Attributes:
        document: the document shown, or None.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,ctrl+d", "page_down", "Page down", show=False),
        Binding("b,ctrl+u", "page_up", "Page up", show=False),
        Binding("G", "scroll_end", "End", show=False),
        Binding("left", "turn(-1)", "Document before", show=False),
        Binding("right", "turn(1)", "Next document", show=False),
    ]
    DEFAULT_CSS = """
    DocumentView { height: 1fr; padding: 0 0 0 1; scrollbar-size-vertical: 1; background: $background; }
    DocumentView Static { height: auto; max-width: 97; padding-right: 1; }
    """

    @dataclass
    class Turned(Message):
        """The reader asks for the next document (1), or the one before (-1)."""

        by: int

    def __init__(self, id: str) -> None:
        """Nothing shown yet."""
        super().__init__(id=id)
        self.document: Document | None = None
        self._places: dict[str, float] = {}

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static(id="document-text")

    def show(self, document: Document) -> None:
        """Show a document where it was left."""
        self.leave()
        self.document = document
        self.query_one(Static).update(rows(document_text(document)))
        wanted = self._places.get(document.id, 0)
        self.call_after_refresh(self._go_to, wanted)

    def action_turn(self, by: int) -> None:
        """Ask for another document."""
        self.post_message(self.Turned(by))

    def leave(self) -> None:
        """Remember how far the document was read, and show none."""
        if self.document is not None:
            self._places[self.document.id] = self.scroll_y
        self.document = None

    def places(self) -> dict[str, float]:
        """How far each document was read, in lines."""
        if self.document is not None:
            self._places[self.document.id] = self.scroll_y
        return dict(self._places)

    def restore(self, places: dict[str, float]) -> None:
        """Take the places up again."""
        self._places = dict(places)

    def _go_to(self, y: float) -> None:
        self.scroll_to(y=y, animate=False, force=True, immediate=True)
