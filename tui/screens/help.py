"""The keys of the place one is in, from the registry."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.commands import PLACE_NAMES, commands_for, keys_of, shown_key
from tui.remembered import keymap_path
from tui.safe import column, gap, join, line, rows

if TYPE_CHECKING:
    from tui.app import IlacsApp

KEY_WIDTH = 12


class HelpScreen(ModalScreen[None]):
    """What the keys do in one place; any of esc, q, ? and F1 closes it."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "close", "Close"),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
    ]

    def __init__(self, place: str) -> None:
        """The help of this place."""
        super().__init__()
        self._place = place

    def compose(self) -> ComposeResult:
        """The keys by group, and what else is good to know."""
        with VerticalScroll(id="help") as shown:
            shown.border_subtitle = "j k or arrows scroll · esc closes"
            yield Static(self._text())

    @property
    def text(self) -> str:
        """What it says."""
        return self._text().plain

    def _text(self) -> Content:
        keymap = cast("IlacsApp", self.app).keymap
        shown = [line(f"Keys in {PLACE_NAMES[self._place]}", "bold $accent"), gap(1)]
        commands = sorted(commands_for(self._place), key=lambda command: _ORDER.get(command.group, 0))
        for group, members in groupby(commands, key=lambda command: command.group):
            shown.append(line(group, "bold"))
            for command in members:
                keys = " or ".join(shown_key(key) for key in keys_of(command, keymap.keys))
                shown.append(join(gap(2), column(keys, KEY_WIDTH, "$accent"), line(command.help)))
            shown.append(gap(1))
        shown += [line(problem, "$text-error") for problem in keymap.problems]
        shown += [
            line("Letters do nothing but type while a text is being typed; esc leaves the text."),
            line("Drag with the mouse to select text; y or ctrl+c copies it."),
            line("While shift is held (Option on a Mac) the terminal itself selects."),
            line(f'Your own keys: {keymap_path()}, lines such as  case.cite = "w"'),
        ]
        return rows(shown)

    def action_close(self) -> None:
        """Back to the place."""
        self.dismiss()

    def action_scroll(self, step: int) -> None:
        """Scroll a line."""
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)


_ORDER = {"Moving": 1, "Everywhere": 2, "Places": 3}
