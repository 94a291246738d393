"""Going between places: each has one screen, made when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen

from sampling.errors import IlacsError
from tui.commands import INSPECTION, PLACE_NAMES
from tui.guarded import GuardedApp
from tui.screens.base import PlaceScreen
from tui.trouble import Telling

if TYPE_CHECKING:
    from sampling.store import Inspection

PLACES: Mapping[str, str] = {
    "home": "tui.screens.home:HomeScreen",
    "new": "tui.screens.new:NewScreen",
    "lists": "tui.screens.lists:ListsScreen",
    "plan": "tui.screens.plan:PlanScreen",
    "cases": "tui.screens.cases:CasesScreen",
    "case": "tui.screens.case:CaseScreen",
    "judgement": "tui.screens.judgement:JudgementScreen",
    "debrief": "tui.screens.debrief:DebriefScreen",
}
"""Where each place's screen is; imported when it is first shown, so that starting stays quick."""


class NavigatingApp(GuardedApp):
    """The part of the app that knows its places.

    Attributes:
        inspection: the opened inspection, or None.
        first: the place to start at, and where in it.
    """

    inspection: Inspection | None = None
    first: tuple[str, Mapping[str, str]] = ("home", {})

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        """No place shown yet."""
        super().__init__(ansi_color=ansi_color)
        self.screens_made: dict[str, PlaceScreen] = {}
        self._came_from: list[str] = []

    def get_default_screen(self) -> Screen[Any]:
        """The first place: so that no empty screen is painted before it."""
        screen = self.place_screen(self.first[0])
        # Textual does both for every screen but the default one; the second lets it be switched from.
        self._load_screen_css(screen)
        screen._push_result_callback(screen, None)
        return screen

    @property
    def place_shown(self) -> PlaceScreen:
        """The place that is shown, under whatever question stands before it."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, PlaceScreen):
                return screen
        return self.place_screen(self.first[0])

    @property
    def current_place(self) -> str:
        """The id of the place that is shown."""
        return self.place_shown.place

    def place_screen(self, place: str) -> PlaceScreen:
        """The screen of a place, made when it is first asked for."""
        if place not in self.screens_made:
            module, _, name = PLACES[place].partition(":")
            screen = cast(PlaceScreen, getattr(import_module(module), name)())
            # Installed, so that it is kept while another is shown.
            self.install_screen(screen, f"{place}-{id(screen)}")
            self.screens_made[place] = screen
        return self.screens_made[place]

    def go(self, place: str, **where: str) -> None:
        """Go to a place, and to a part of it, such as ``go("case", case="SG-1042")``.

        Raises:
            IlacsError: if the place needs an open inspection and there is none.
        """
        if place in INSPECTION and self.inspection is None:
            raise IlacsError(f"{PLACE_NAMES[place]} needs an open inspection: open or make one first")
        while not isinstance(self.screen, PlaceScreen):
            if isinstance(self.screen, Telling):
                self.screen.flush()
            self.pop_screen()
        current = self.place_shown
        screen = self.place_screen(place)
        if screen is not current:
            passed = (place, current.place)
            self._came_from = [*(name for name in self._came_from if name not in passed), current.place]
            if current.was_entered:
                current.flush()
            self.switch_screen(screen)
        screen.call_later(screen.enter, where)

    def back(self) -> None:
        """Go back to the place one came from; from the first one to the list of cases, or Home."""
        current = self.current_place
        if current == "home":
            return
        above = "cases" if current == "case" else "home"
        self.go(self._came_from.pop() if self._came_from else above)
        self._came_from = [name for name in self._came_from if name != current]

    def forget_places(self) -> None:
        """Let go of the screens of an inspection that is being closed; Home is shown instead."""
        if self.current_place in INSPECTION:
            self.go("home")
        self._came_from.clear()
        for name in INSPECTION:
            screen = self.screens_made.pop(name, None)
            if screen is not None:
                self.uninstall_screen(screen)
                if screen.is_running:
                    screen.remove()

    def say(self, text: str, kind: str = "") -> None:
        """Say one line in the place that is shown."""
        self.place_shown.say(text, kind)
