"""A box for a longer text; apart from the line, since Textual's text area is long to import."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from sampling.text import clean


class TextBox(TextArea):
    """A box for a text of several lines; tab leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "screen.done", "Done", show=False)]
    DEFAULT_CSS = """
    TextBox { height: 6; padding: 0 1; border: round $border-blurred; background: $surface; }
    TextBox:focus { border: round $border; }
    """

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        """A box holding this text."""
        super().__init__(
            clean(text).text,
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            id=id,
            classes="typing",
        )
        self.move_cursor(self.document.end)

    def load_text(self, text: str) -> None:
        """Put a text in the place of what stands here, such as one that was recorded before, cleaned."""
        super().load_text(clean(text).text)

    def on_paste(self, event: events.Paste) -> None:
        """Let no control character in; Textual's own handler then puts the text where the cursor is."""
        event.text = clean(event.text).text
