"""A text over a place, to be read in full where it cannot be changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.safe import line, rows
from tui.trouble import Telling


class ReadScreen(Telling, ModalScreen[None]):
    """Texts one under the other; esc, and enter, close it."""

    CSS_PATH = "choosing.tcss"
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "close", "Close", show=False),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
    ]

    def __init__(self, parts: Sequence[Content], note: str) -> None:
        """Show these; ``note`` says why they stay as they are."""
        super().__init__()
        self._parts = parts
        self._note = note

    def compose(self) -> ComposeResult:
        """The texts, and the note."""
        with Vertical(id="over"):
            with VerticalScroll(id="over-text"):
                yield Static(rows(self._parts))
            yield Static(line(f"{self._note}; j k scroll, esc closes", "$text-muted"), id="over-note")

    def action_scroll(self, step: int) -> None:
        """Scroll a line."""
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)

    def action_close(self) -> None:
        """Back to the place."""
        self.dismiss()
