"""The app: it opens inspection files where they were left, and leaves every file whole."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.command import Provider

from sampling.errors import IlacsError
from tui import remembered, theme
from tui.commands import INSPECTION
from tui.keeping_app import PATIENCE, KeepingApp
from tui.keymap import load_keymap
from tui.style_sheet import KeptStylesheet
from tui.trouble import MET, words_of

if TYPE_CHECKING:
    from sampling.store import Inspection


def _palette() -> type[Provider]:
    from tui.screens.palette import PlaceCommands

    return PlaceCommands


class IlacsApp(KeepingApp):
    """The terminal app.

    Attributes:
        keymap: one's own keys.
    """

    TITLE = "ilacs-sample"
    CSS_PATH = "screens/base.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}

    def __init__(
        self, inspection: Inspection | None = None, case: str = "", shared: Path | None = None
    ) -> None:
        """Start in an opened inspection, or at Home.

        Args:
            inspection: opened by the caller, and closed by the caller after the app has run.
            case: the case to start at, instead of where it was left.
            shared: a file that a room shares, to be opened by whoever signs in at Home.

        Raises:
            UsageError: if there is no such case.
        """
        plain = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if plain else None)
        self.keymap = load_keymap(remembered.keymap_path())
        for one in theme.THEMES:
            self.register_theme(one)
        chosen = remembered.load().theme
        self.theme = theme.PLAIN if plain else chosen if chosen in theme.TITLES else theme.DEFAULT
        # Made when the theme is known, so that its variables do not change before the first paint.
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        self.set_keymap(dict(self.keymap.keys))
        self._shared = shared
        if inspection is not None:
            self.first = self._adopt(inspection, case)

    # Opening and leaving

    def open_file(self, path: str | Path, reader: str | None = None) -> None:
        """Open an inspection file where it was left, and close the one that was open.

        Raises:
            IlacsError: if it cannot be opened; the one that was open then stays open.
        """
        from sampling.store import Inspection

        held = self.inspection
        if held is not None and held.path.absolute() == Path(path).absolute():
            self.go(self._left(held))
            return
        opened = Inspection.open(path, reader=reader)
        self.close_file()
        place, where = self._adopt(opened, "")
        self.go(place, **where)
        self._greet()

    def close_file(self) -> None:
        """Put everything on disk and give the open file free; nothing where none is open."""
        opened = self.inspection
        if opened is not None:
            from sampling.store import pins

            self.flush()
            self.note_times()
            self.forget_places()
            self.inspection = None
            self.left_at = {}
            opened.close()
            pins.forget()

    def leave(self, code: int = 0) -> None:
        """End the app with everything on disk.

        What cannot be saved keeps the app open once, so that something can be done about it.
        """
        try:
            self.flush()
            self.note_times()
            trouble = self.unsaved()
        except MET as error:
            words = words_of(error)
            if words is None:
                raise
            trouble = words
        if trouble and not code and not self._leaving:
            self._leaving = True
            self.say(f"{trouble}. Leaving again goes without it.", "error")
            return
        self.exit(code)

    def _adopt(self, inspection: Inspection, case: str) -> tuple[str, dict[str, str]]:
        """Take an opened inspection as the app's own; says where to go in it."""
        from sampling.store.connection import wait_at_most

        where = {"case": inspection.cases.case(case).case_id} if case else {}
        wait_at_most(inspection.connection, PATIENCE)
        self.inspection = inspection
        self.left_at = inspection.place.load()
        remembered.opened(inspection.path)
        return ("case", where) if case else (self._left(inspection), {})

    def _left(self, inspection: Inspection) -> str:
        left = str(self.left_at.get("screen", ""))
        return left if left in INSPECTION else "cases" if inspection.draws.all() else "plan"

    # Textual's own hooks

    def on_mount(self) -> None:
        """Show the first place, and see to it that no ending loses anything."""
        place, where = self.first
        self.go(place, **where)
        if self._shared is not None:
            self.call_after_refresh(self._ask_who_reads, self._shared)
        self.listen_for_signals()
        self.app_suspend_signal.subscribe(self, lambda _app: self.rest())
        self.keep_looking_after()
        self._greet()

    def _ask_who_reads(self, path: Path) -> None:
        from tui.screens.train import TrainingPlace

        if isinstance(self.screen, TrainingPlace):
            self.screen.open_signed(path)

    def _greet(self) -> None:
        notices = (*self.keymap.problems, *(self.inspection.notices if self.inspection else ()))
        if notices:
            self.call_later(self.say, "; ".join(notices))

    # Commands that work everywhere

    async def action_quit(self) -> None:
        """Leave; everything is saved."""
        self.leave()

    def action_go(self, place: str) -> None:
        """Go to a place."""
        self.go(place)

    def action_undo(self) -> None:
        """Take back the last thing recorded, and say what it was."""
        screen = self.place_shown
        screen.flush()
        screen.say(f"Undone: {screen.inspection.history.undo()}")
        screen.refresh_place()

    def action_redo(self) -> None:
        """Bring back what was undone, and say what it was."""
        screen = self.place_shown
        screen.say(f"Redone: {screen.inspection.history.redo()}")
        screen.refresh_place()

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
    *,
    mouse: bool = True,
) -> int:
    """Run the app until the person leaves it, and close what it opened.

    Args:
        path: an inspection file to open where it was left; Home without one.
        reader: who is reading; of a file that a room shares, the app asks where nobody is named.
        read_only: whether to look only.
        case: the case to start at.
        mouse: whether the app takes the mouse; without it the terminal selects text as usual. The
            environment's ``ILACS_SAMPLE_NO_MOUSE`` does the same.

    Returns:
        The exit code.

    Raises:
        IlacsError: if the file cannot be opened, before anything is shown.
    """
    if path is None:
        return _run_and_close(IlacsApp(), mouse)
    if reader is None and not read_only and _is_shared(Path(path)):
        return _run_and_close(IlacsApp(shared=Path(path)), mouse)
    from sampling.store import Inspection

    opened = Inspection.open(path, reader=reader, read_only=read_only)
    try:
        return _run_and_close(IlacsApp(opened, case or ""), mouse)
    finally:
        opened.close()


def _is_shared(path: Path) -> bool:
    from sampling.store.opening import signing_in

    return path.is_file() and bool(signing_in(path))


def _run_and_close(app: IlacsApp, mouse: bool = True) -> int:
    # Closed only after the run, when no thread reads any more: then the file alone is whole.
    try:
        code = app.run(mouse=mouse and not os.environ.get("ILACS_SAMPLE_NO_MOUSE"))
    finally:
        if app.inspection is not None:
            app.inspection.close()
    return app.return_code or 0 if code is None else code
