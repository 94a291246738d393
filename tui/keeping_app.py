"""The part of the app that keeps: what is typed, where the reader is, and the time spent on each case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from textual.css.query import NoMatches

from sampling.errors import FileError
from tui.commands import INSPECTION
from tui.finding import FindingApp
from tui.screens.base import PlaceScreen
from tui.trouble import Telling

REST = 60.0
"""Seconds between putting everything on disk and folding the log into the one file."""

REMEMBER = 0.8
"""Seconds between looking whether the reader has moved on, which is then kept: never a second behind."""


PATIENCE = 0.4
"""Seconds that a key waits while another program writes to the file; then that is said, and keys go on."""

LOOKS = 4
"""So many looks go by before what could not be kept is tried again and, if it fails again, is said."""


class KeepingApp(FindingApp):
    """An app that can be killed at any moment.

    Attributes:
        left_at: where the reader was in each place, by place; ``screen`` is the place itself.
    """

    _leaving = False
    _trouble = ""
    _not_kept = 0
    """How many looks ago where the reader is was kept, as far as it could not be."""

    _place_trouble = ""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        """Nothing to keep yet."""
        super().__init__(ansi_color=ansi_color)
        self.left_at: dict[str, Any] = {}

    def keep_looking_after(self) -> None:
        """From now on keep where the reader is every second, and put everything to rest every minute."""
        self.set_interval(REST, self.rest)
        self.set_interval(REMEMBER, self._look_after)

    def flush(self) -> None:
        """Put on disk what was typed in any place, and where the reader is."""
        for screen in self._holding():
            screen.flush()
        self.remember()

    def unsaved(self) -> str:
        """Why something typed is not on disk; empty where everything is."""
        return next((why for why in (screen.unsaved() for screen in self._holding()) if why), "")

    def _holding(self) -> Iterator[Telling]:
        """Every screen that may hold a text: the places that were shown, and what stands over them."""
        yield from (screen for screen in self.screens_made.values() if screen.was_entered)
        over = (screen for screen in self.screen_stack if not isinstance(screen, PlaceScreen))
        yield from (screen for screen in over if isinstance(screen, Telling))

    def remember(self) -> None:
        """Keep where the reader is in each place, so that reopening returns there."""
        opened = self.inspection
        if opened is None or opened.read_only:
            return
        now = dict(self.left_at)
        for name, screen in self.screens_made.items():
            if screen.was_entered and name in INSPECTION:
                # Its widgets may be only just made, or be taken down already: then it stays as it was.
                with suppress(NoMatches):
                    now[name] = screen.place_state()
        if self.current_place in INSPECTION:
            now["screen"] = self.current_place
        if now != self.left_at:
            opened.place.save(now)
            self.left_at = now

    def note_times(self) -> None:
        """Record the time spent on cases since it was last recorded.

        Raises:
            FileError: if it cannot be; it is counted on and recorded another time.
        """
        opened = self.inspection
        if opened is None or opened.read_only:
            return
        taken = self.active.taken()
        try:
            while taken:
                opened.times.note(*taken[0])
                del taken[0]
        finally:
            self.active.give_back(taken)

    def rest(self) -> None:
        """Put everything on disk, and fold the log into the one file."""
        if self.inspection is not None:
            self.flush()
            self.inspection.rest()

    def _look_after(self) -> None:
        """Keep where the reader is, and say once what keeps that, or the backups, from being kept."""
        opened = self.inspection
        backups = opened.keeper.trouble if opened is not None and opened.keeper is not None else ""
        if not self._not_kept % LOOKS:
            self.keep_place()
        elif self._not_kept:
            self._not_kept += 1
        trouble = self._place_trouble or backups
        if trouble and trouble != self._trouble:
            self.say(trouble, "error")
        if not (trouble or self.unsaved()):
            self._leaving = False
        self._trouble = trouble

    def keep_place(self) -> None:
        """As ``remember``; what prevents it is said if it still does some looks later."""
        try:
            self.remember()
        except FileError as error:
            self._place_trouble = str(error) if self._not_kept else ""
            self._not_kept += 1
        else:
            self._not_kept, self._place_trouble = 0, ""
