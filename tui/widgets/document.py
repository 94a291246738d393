"""A document read in full, with the place kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from sampling.caseload.casefile import Document
from tui.safe import rows
from tui.widgets.file_rows import document_text
from tui.widgets.row import NOTHING

ABOVE = 3
"""Lines kept in sight above words that were found."""


class DocumentView(VerticalScroll, can_focus=True):
    """One document; it remembers how far each was read.

    Attributes:
        document: the document shown, or None.
        words: what is looked for in it; empty for nothing.
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
        self.words = ""
        self._found = 0
        self._text: Content = NOTHING
        self._places: dict[str, float] = {}

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static(id="document-text")

    def show(self, document: Document) -> None:
        """Show a document where it was left."""
        self.leave()
        self.document = document
        self._text = rows(document_text(document))
        self.query_one(Static).update(self._text)
        wanted = self._places.get(document.id, 0)
        self.call_after_refresh(self._go_to, wanted)

    def find(self, words: str, by: int = 0) -> str:
        """Mark words wherever they stand in the document, and bring one of the places into sight.

        Args:
            words: as they stand, in any case of letters and over any line end; empty takes the marks away.
            by: 0 for the first place, 1 for the one after that in sight; after the last comes the first.

        Returns:
            Which of how many, such as ``2 of 5``; empty where nothing is looked for.
        """
        self.words = " ".join(words.split())
        wanted = r"\s+".join(map(re.escape, self.words.split()))
        places = list(re.finditer(wanted, self._text.plain, re.IGNORECASE)) if wanted else []
        self._found = (self._found + by) % len(places) if by and places else 0
        marked = self._text
        for n, place in enumerate(places):
            marked = marked.stylize("reverse" if n == self._found else "bold underline", *place.span())
        self.query_one(Static).update(marked)
        if places:
            self.call_after_refresh(self._go_to_letter, places[self._found].start())
            return f"{self._found + 1} of {len(places)}"
        return "not here" if wanted else ""

    def action_turn(self, by: int) -> None:
        """Ask for another document."""
        self.post_message(self.Turned(by))

    def leave(self) -> None:
        """Remember how far the document was read, and show none."""
        if self.document is not None:
            self._places[self.document.id] = self.scroll_y
        self.document, self.words = None, ""

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

    def _go_to_letter(self, at: int, tries: int = 4) -> None:
        """Scroll so that a letter of the text is in sight, with some lines before it, once it is laid out."""
        width = self.query_one(Static).content_size.width
        line = len(self._text[: at + 1].wrap(width)) - 1 if width else 0
        if tries and (not width or line >= self.virtual_size.height):
            self.call_after_refresh(self._go_to_letter, at, tries - 1)
        else:
            self._go_to(max(0, line - ABOVE))
