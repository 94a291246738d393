"""A line to type in, where a paste is cleaned like any other text, and drafts that are kept as one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message_pump import MessagePump
from textual.timer import Timer
from textual.widgets import Input

from sampling.text import clean_line, is_clean_line
from tui.trouble import MET, words_of

DELAY = 0.4
"""Seconds from a key to the draft on disk; typing is never more than a second from it."""

AGAIN = 2.0
"""Seconds after which a draft that could not be kept is tried again, since a disk may have room by then."""


class LineBox(Input):
    """A box for one line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "screen.done", "Done", show=False)]
    DEFAULT_CSS = """
    LineBox { border: round $border-blurred; padding: 0 1; background: $surface; }
    LineBox:focus { border: round $border; }
    """

    def validate_value(self, value: str) -> str:
        """Show no control character, wherever the text comes from; what is being typed stays as it is."""
        return value if is_clean_line(value) else clean_line(value).text

    def on_paste(self, event: events.Paste) -> None:
        """Let no control character in."""
        event.text = clean_line(event.text).text


class DraftKeeper:
    """Keeps what is typed, no more than a second behind, and says so in words.

    Attributes:
        trouble: why what is pending could not be kept when it was last tried; empty where it could.
    """

    def __init__(self, host: MessagePump, keep: Callable[[str], None], say: Callable[[str], None]) -> None:
        """Keep through ``keep``, which puts a text on disk; ``say`` is told ``saving`` and ``saved``."""
        self.trouble = ""
        self._host = host
        self._keep = keep
        self._say = say
        self._pending: str | None = None
        self._timer: Timer | None = None

    @property
    def pending(self) -> bool:
        """Whether something typed is not on disk yet."""
        return self._pending is not None

    def typed(self, text: str) -> None:
        """Take note of the text as it is now."""
        self._pending = text
        self._say("saving")
        if self._timer is None:
            self._timer = self._host.set_timer(DELAY, self.flush)

    def flush(self) -> None:
        """Put what is pending on disk at once."""
        self._stop()
        if self._pending is None:
            return
        try:
            self._keep(self._pending)
        except MET as error:
            words = words_of(error)
            if words is None:
                raise
            self._timer = self._host.set_timer(AGAIN, self.flush)
            self.trouble = words
            self._say(f"NOT SAVED: {words}")
            return
        self._pending = None
        self.trouble = ""
        self._say("draft saved")

    def forget(self) -> None:
        """Let go of what is pending: it was recorded otherwise."""
        self._stop()
        self._pending = None
        self.trouble = ""

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
