"""Home: recent files."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from tui.screens.base import PlaceScreen


class HomeScreen(PlaceScreen):
    """Where the app starts."""

    place = "home"

    def compose_body(self) -> ComposeResult:
        """What to do first."""
        yield Static("No inspection is open.")
