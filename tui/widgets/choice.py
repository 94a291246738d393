"""A choice among a few, made with a digit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widgets import Static

from tui.safe import literal, rows


class ChoiceBar(Static, can_focus=True):
    """A few choices under each other, each with its digit; the arrows work too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "step(-1)", "Before", show=False),
        Binding("right,down", "step(1)", "Next", show=False),
        Binding("enter", "made", "Take it", show=False),
    ]
    DEFAULT_CSS = """
    ChoiceBar { height: auto; padding: 0 1; border: round $border-blurred; }
    ChoiceBar:focus { border: round $border; }
    ChoiceBar:nocolor:focus { border: heavy $border; }
    """

    value: var[str] = var("")

    class Changed(Message):
        """Another choice was made."""

    class Made(Message):
        """The choice is made, with its digit or with enter: the next field may have the keys."""

    def __init__(self, choices: Sequence[tuple[str, str]], value: str = "", *, id: str | None = None) -> None:
        """Choices as (value, words); an empty value chooses none yet."""
        super().__init__(id=id)
        self.choices = tuple(choices)
        self.set_reactive(ChoiceBar.value, value if value in dict(choices) else "")

    def render(self) -> Content:
        """The choices; the chosen one is marked and reversed."""
        parts = []
        for number, (value, words) in enumerate(self.choices, start=1):
            chosen = value == self.value
            words = f"[{number} {words}]" if chosen else f" {number} {words} "
            parts.append(literal(words, "bold reverse" if chosen else ""))
        return rows(parts)

    def watch_value(self) -> None:
        """Show and tell."""
        self.refresh()
        if self.is_mounted:
            self.post_message(self.Changed())

    def action_step(self, by: int) -> None:
        """Choose the next one."""
        values = [value for value, _ in self.choices]
        place = values.index(self.value) + by if self.value in values else 0
        self.value = values[min(max(place, 0), len(values) - 1)]

    def action_made(self) -> None:
        """Say that the choice is made."""
        self.post_message(self.Made())

    def on_key(self, event: events.Key) -> None:
        """Choose by digit."""
        if event.key.isdigit() and 1 <= int(event.key) <= len(self.choices):
            self.value = self.choices[int(event.key) - 1][0]
            self.action_made()
            event.stop()
