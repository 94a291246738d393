"""The app: it opens inspection files, goes between places, and leaves every file whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.command import Provider
from textual.screen import Screen

from sampling.errors import IlacsError
from tui import remembered, theme
from tui.commands import INSPECTION, PLACE_NAMES
from tui.guarded import GuardedApp
from tui.keymap import load_keymap
from tui.screens.base import PlaceScreen

if TYPE_CHECKING:
    from sampling.store import Inspection

PLACES: Mapping[str, str] = {
    "home": "tui.screens.home:HomeScreen",
    "new": "tui.screens.new:NewScreen",
    "plan": "tui.screens.plan:PlanScreen",
    "cases": "tui.screens.cases:CasesScreen",
    "case": "tui.screens.case:CaseScreen",
    "judgement": "tui.screens.judgement:JudgementScreen",
}
"""Where each place's screen is; imported when it is first shown, so that starting stays quick."""

IDLE = 60.0
"""Seconds between folding the log into the one file."""


def _palette() -> type[Provider]:
    from tui.screens.palette import PlaceCommands

    return PlaceCommands


class IlacsApp(GuardedApp):
    """The terminal app.

    Attributes:
        inspection: the opened inspection, or None.
        keymap: one's own keys.
        left_at: where the reader was in each place, by place; ``screen`` is the place itself.
    """

    TITLE = "ilacs-sample"
    CSS_PATH = "screens/base.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, inspection: Inspection | None = None, case: str = "") -> None:
        """Start in an opened inspection, or at Home.

        Args:
            inspection: opened by the caller; the app closes it.
            case: the case to start at, instead of where it was left.
        """
        plain = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if plain else None)
        self.inspection: Inspection | None = None
        self.keymap = load_keymap(remembered.keymap_path())
        self.left_at: dict[str, Any] = {}
        self._screens: dict[str, PlaceScreen] = {}
        self._came_from: list[str] = []
        for one in theme.THEMES:
            self.register_theme(one)
        chosen = remembered.load().theme
        self.theme = theme.PLAIN if plain else chosen if chosen in theme.TITLES else theme.DEFAULT
        self.set_keymap(dict(self.keymap.keys))
        self._first: tuple[str, dict[str, str]] = (
            self._adopt(inspection, case) if inspection else ("home", {})
        )

    # Opening and leaving files

    def open_file(self, path: str | Path, reader: str | None = None) -> None:
        """Open an inspection file where it was left, and close the one that was open.

        Raises:
            IlacsError: if it cannot be opened.
        """
        from sampling.store import Inspection

        self.close_file()
        place, where = self._adopt(Inspection.open(path, reader=reader), "")
        self.go(place, **where)
        self._greet()

    def close_file(self) -> None:
        """Put everything on disk and give the open file free; nothing where none is open."""
        if self.inspection is None:
            return
        self.flush()
        if self.current_place in INSPECTION:
            self.go("home")
        opened, self.inspection = self.inspection, None
        self._came_from.clear()
        for name in INSPECTION:
            screen = self._screens.pop(name, None)
            if screen is not None:
                self.uninstall_screen(screen)
                if screen.is_running:
                    screen.remove()
        opened.close()

    def flush(self) -> None:
        """Put on disk what was typed in any place, and where the reader is."""
        for screen in self._screens.values():
            if screen.was_entered:
                screen.flush()
        self.remember()

    def remember(self) -> None:
        """Keep where the reader is in each place, so that reopening returns there."""
        opened = self.inspection
        if opened is None or opened.read_only:
            return
        for name, screen in self._screens.items():
            if screen.was_entered and name in INSPECTION:
                self.left_at[name] = screen.place_state()
        if self.current_place in INSPECTION:
            self.left_at["screen"] = self.current_place
        opened.place.save(self.left_at)

    def leave(self, code: int = 0) -> None:
        """End the app with everything on disk."""
        self.flush()
        if self.inspection is not None:
            opened, self.inspection = self.inspection, None
            opened.close()
        self.exit(code)

    def _adopt(self, inspection: Inspection, case: str) -> tuple[str, dict[str, str]]:
        """Take an opened inspection as the app's own; says where to go in it."""
        self.inspection = inspection
        self.left_at = inspection.place.load()
        remembered.opened(inspection.path)
        if case:
            return "case", {"case": inspection.cases.case(case).case_id}
        left = str(self.left_at.get("screen", ""))
        return left if left in INSPECTION else "cases" if inspection.draws.all() else "plan", {}

    # Going between places

    @property
    def current_place(self) -> str:
        """The place that is shown, under whatever question stands before it."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, PlaceScreen):
                return screen.place
        return self._first[0]

    def place_screen(self, place: str) -> PlaceScreen:
        """The screen of a place, made when it is first asked for."""
        if place not in self._screens:
            module, _, name = PLACES[place].partition(":")
            screen = cast(PlaceScreen, getattr(import_module(module), name)())
            self.install_screen(screen, f"{place}-{id(screen)}")
            self._screens[place] = screen
        return self._screens[place]

    def go(self, place: str, **where: str) -> None:
        """Go to a place, and to a part of it, such as ``go("case", case="SG-1042")``.

        Raises:
            IlacsError: if the place needs an open inspection and there is none.
        """
        if place in INSPECTION and self.inspection is None:
            raise IlacsError(f"{PLACE_NAMES[place]} needs an open inspection: open or make one first")
        while not isinstance(self.screen, PlaceScreen):
            self.pop_screen()
        current = self.current_place
        screen = self.place_screen(place)
        if place != current:
            self._came_from = [name for name in self._came_from if name not in (place, current)] + [current]
            if self._screens[current].was_entered:
                self._screens[current].flush()
            self.switch_screen(screen)
        screen.call_later(screen.enter, where)
        if place in INSPECTION:
            self.call_later(self.remember)

    def back(self) -> None:
        """Go back to the place one came from: a case's list, or Home."""
        if self.current_place == "home":
            return
        came_from = self._came_from.pop() if self._came_from else "home"
        current = self.current_place
        self.go(came_from)
        self._came_from = [name for name in self._came_from if name != current]

    def say(self, text: str, kind: str = "") -> None:
        """Say one line in the place that is shown."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, PlaceScreen):
                screen.say(text, kind)
                return

    # Textual's own hooks, and the commands that work everywhere

    def get_default_screen(self) -> Screen[Any]:
        """The first place: so that no empty screen is painted before it."""
        screen = self.place_screen(self._first[0])
        # Textual does both for every screen but the default one; the second lets it be switched from.
        self._load_screen_css(screen)
        screen._push_result_callback(screen, None)
        return screen

    def on_mount(self) -> None:
        """Show the first place, and see to it that no ending loses anything."""
        self.go(self._first[0], **self._first[1])
        self.listen_for_signals()
        self.app_suspend_signal.subscribe(self, lambda _app: self._rest())
        self.set_interval(IDLE, self._rest)
        self._greet()

    def _greet(self) -> None:
        notices = (*self.keymap.problems, *(self.inspection.notices if self.inspection else ()))
        if notices:
            self.call_later(self.say, "; ".join(notices))

    def _rest(self) -> None:
        if self.inspection is not None:
            self.flush()
            self.inspection.rest()

    async def action_quit(self) -> None:
        """Leave; everything is saved."""
        self.leave()

    def action_go(self, place: str) -> None:
        """Go to a place."""
        self.go(place)

    def action_undo(self) -> None:
        """Take back the last thing recorded, and say what it was."""
        self._step_history("Undone", "undo")

    def action_redo(self) -> None:
        """Bring back what was undone, and say what it was."""
        self._step_history("Redone", "redo")

    def _step_history(self, said: str, step: str) -> None:
        screen = self._screens[self.current_place]
        screen.flush()
        words = getattr(screen.inspection.history, step)()
        screen.refresh_place()
        screen.say(f"{said}: {words}")

    def action_help(self) -> None:
        """Show the keys of this place."""
        from tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.current_place))

    def action_next_theme(self) -> None:
        """The next theme, remembered for the next time."""
        if self.theme == theme.PLAIN:
            raise IlacsError("NO_COLOR is set, so the plain theme stays")
        self.theme = theme.following(self.theme)
        remembered.choose_theme(self.theme)
        self.say(f"Theme: {theme.TITLES[self.theme]}")


def run(
    path: str | Path | None = None,
    reader: str | None = None,
    read_only: bool = False,
    case: str | None = None,
) -> int:
    """Run the app until the person leaves it.

    Args:
        path: an inspection file to open where it was left; Home without one.
        reader: who is reading.
        read_only: whether to look only.
        case: the case to start at.

    Returns:
        The exit code.

    Raises:
        IlacsError: if the file cannot be opened, before anything is shown.
    """
    opened: Inspection | None = None
    if path is not None:
        from sampling.store import Inspection

        opened = Inspection.open(path, reader=reader, read_only=read_only)
    try:
        app = IlacsApp(opened, case or "")
        app.run()
        return app.return_code or 0 if app.return_value is None else app.return_value
    finally:
        if opened is not None:
            opened.close()
