"""What Judgement and Debrief share: levels of lines, each opening down to what it rests on."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from tui.safe import line
from tui.screens.base import PlaceScreen
from tui.widgets.rows import RowList


class LevelsPlace(PlaceScreen):
    """A place of levels: where one is, the lines, and beside them what the line under the cursor rests on.

    Attributes:
        busy: what is said while the lines are worked out.
        trail: what was opened, from the top.
    """

    CSS_PATH = "levels_place.tcss"
    AUTO_FOCUS = "#lines"
    busy: ClassVar[str]

    def __init__(self) -> None:
        """At the top, with nothing worked out yet."""
        super().__init__()
        self.trail: list[str] = []

    def compose_body(self) -> ComposeResult:
        """Where one is, the lines, and beside them what the line under the cursor rests on."""
        yield Static(id="trail")
        with Container(id="levels"):
            yield RowList(id="lines", empty=line(self.busy))
            yield RowList(id="below")

    def on_mount(self) -> None:
        """The lines have the keys; what is beside them only shows."""
        super().on_mount()
        self.query_one("#below", RowList).can_focus = False

    @property
    def lines(self) -> RowList:
        """The lines of the level that is shown."""
        return self.query_one("#lines", RowList)
