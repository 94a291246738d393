"""The three lines that every place has: where one is, what was just said, and what the keys do."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from tui.commands import INSPECTION, PLACE_NAMES, Command, shown_key
from tui.safe import gap, join, line

NARROW = 100
"""Columns under which one pane is shown at a time."""

FEW = 5
"""Labels in the footer of a narrow screen."""


class TopBar(Static):
    """Where one is: the places with the current one in brackets, the authority, the reader, the state."""

    def show(self, place: str, keys: dict[str, str], authority: str, reader: str, state: str) -> None:
        """Show it; without an authority no file is open."""
        self._parts = (place, keys, authority, reader, state)
        self._draw()

    def on_resize(self) -> None:
        """Fit the line to the width."""
        if hasattr(self, "_parts"):
            self._draw()

    def _draw(self) -> None:
        place, keys, authority, reader, state = self._parts
        width = self.size.width or 80
        if place in INSPECTION:
            shown = (name for name in INSPECTION if name in keys)
            left = join(*(_tab(name, keys[name], name == place) for name in shown))
        else:
            left = join(gap(1), line("ilacs-sample"), gap(2), line(f"[{PLACE_NAMES[place]}]", "bold $accent"))
        right = _whose(authority, reader, state, width - left.cell_length - 2)
        self.update(join(left, gap(width - left.cell_length - right.cell_length - 1), right))


def _tab(place: str, key: str, current: bool) -> Content:
    """A place's name with its key; clicking it goes there, as the key does."""
    label = f"{shown_key(key)} {PLACE_NAMES[place]}"
    shown = line(f"[{label}]", "bold $accent") if current else join(gap(1), line(label), gap(1))
    return shown.stylize(Style.from_meta({"@click": f"app.go('{place}')"}))


def _whose(authority: str, reader: str, state: str, room: int) -> Content:
    """Authority, reader and state; what does not fit gives way in that order."""
    tail = [part for part in (reader, state) if part]
    while len(tail) > 1 and sum(len(part) + 3 for part in tail) > room:
        tail.pop(0)
    words = " · ".join(tail)
    left = room - len(words) - 3
    if authority and left >= 4:
        shown = authority if len(authority) <= left else authority[: left - 1] + "…"
        words = f"{shown} · {words}" if words else shown
    return line(words[: max(0, room)])


class MessageLine(Static):
    """What was just said: one line where it fits, never more than three."""

    said: str = ""

    def say(self, text: str, kind: str = "") -> None:
        """Say something; an ``error`` is marked with a sign too, not by its colour alone."""
        self.said = text
        mark = {"error": "! ", "busy": "… "}.get(kind, "")
        style = {"error": "bold $text-error", "busy": "$text-muted"}.get(kind, "")
        shown = line(f"{mark}{text}", style) if text else gap(1)
        width = self.content_size.width
        lines = len(shown.wrap(width)) if width > 0 else 0
        if lines == self.content_size.height:
            # Laying the whole screen out anew costs ten times what painting one line does.
            self.update(shown, layout=False)
        else:
            self.update(shown)


class FooterLine(Static):
    """What the keys do here: a few labels, never more than fit."""

    def show(self, commands: Sequence[Command], keys: dict[str, str], escape: str) -> None:
        """Show these commands; while text is being typed, what esc does and only keys that type nothing."""
        self._commands = commands
        self._keys = keys
        self._escape = escape
        self._draw()

    def on_resize(self) -> None:
        """Fit the line to the width."""
        if hasattr(self, "_commands"):
            self._draw()

    def _draw(self) -> None:
        width = self.size.width or 80
        chosen = self._chosen(width)
        # How to get help and how to leave are always said, whatever else gives way.
        last = [_label(item, self._keys[item.id]) for item in chosen if item.id in ("help", "quit")]
        shown = [_label(item, self._keys[item.id]) for item in chosen if item.id not in ("help", "quit")]
        if self._escape:
            shown.insert(0, _key_and_word("esc", self._escape))
        fitting: list[Content] = []
        for label in shown:
            if sum(part.cell_length for part in (*fitting, *last)) + label.cell_length <= width:
                fitting.append(label)
        self.update(join(*fitting, *last))

    def _chosen(self, width: int) -> list[Command]:
        if self._escape:
            return [command for command in self._commands if command.typing]
        if width >= NARROW or len(self._commands) <= FEW:
            return list(self._commands)
        last = [command for command in self._commands if command.id == "help"]
        rest = [command for command in self._commands if command.id not in ("help", "quit")]
        return [*rest[: FEW - len(last)], *last]


def _label(command: Command, key: str) -> Content:
    action = command.action if command.action.startswith("app.") else f"screen.{command.action}"
    label = _key_and_word(shown_key(key), command.label)
    return label.stylize(Style.from_meta({"@click": action}))


def _key_and_word(key: str, word: str) -> Content:
    return join(gap(1), line(key, "bold $accent"), gap(1), line(word), gap(1))
