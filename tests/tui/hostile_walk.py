"""A walk through every screen, dialog and command of the app in a terminal, for ``test_nothing_leaks``.

Run with FILE LISTS SEEN FOLDER in a terminal of its own: what was shown is written to SEEN, one line each,
and whatever the app itself writes goes to FOLDER. The first socket of the internet ends it with ``SOCKET``.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from itertools import cycle
from pathlib import Path
from typing import Any

from textual import events
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from tests.everything import AREA, READER
from tests.tui.hostile_world import worst
from tests.tui.seeing import shown
from tui.app import IlacsApp
from tui.commands import Command, commands_for, textual_key
from tui.screens.asking import AskScreen
from tui.screens.base import PlaceScreen
from tui.screens.ceremony import CeremonyScreen
from tui.screens.judgement import JudgementScreen
from tui.screens.judgement_levels import CASE_LEVELS, kind_of

NOT_PRESSED = {"quit", "copy", "copy.forbid", "home.demo", "back", "case.complete", "judgement.hand_over"}
"""Leaves, makes the program itself write to the clipboard, or is slow; hand-overs have tests of their own."""

ONCE = {"theme", "jump", "find.words", "rollup", "help"}
"""Commands that are the same in every place."""

ON_LEVEL = {
    "points:": ("add", "draft", "words", "earlier", "later", "leave_out"),
    "e:": ("add", "gather", "conclude"),
    "d|": ("agree",),
    "audits:": ("audit",),
}
"""Commands of Judgement that want a level and a line of their own."""

BEAT = 0.005
"""Seconds in which messages go their way; painting waits for ``settle``."""

PAINTS = 40
"""Beats a painting is waited for: something may be changing all the time."""

HARMLESS = ("kept", "pwned", "tabbed", "longlong")
"""What is left to see of hostile strings, by which one knows that they were shown."""

SOCKET = 97
"""The exit code where the program, or anything it imports, turned to the network."""

TYPED = cycle(worst())


def offline(event: str, arguments: tuple[Any, ...]) -> None:
    """End the program where it turns to the network; for ``sys.addaudithook``, which nothing gets round."""
    of_internet = event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6)
    if of_internet or event in ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo"):
        os._exit(SOCKET)


class Walk:
    """One walk; what it meets goes into ``seen``."""

    def __init__(self, pilot: Pilot[Any], seen: Path, lists: Path) -> None:
        self._pilot = pilot
        self._seen = seen
        self._lists = lists
        self._pressed: set[str] = set()

    @property
    def app(self) -> IlacsApp:
        """The app."""
        app = self._pilot.app
        assert isinstance(app, IlacsApp)
        return app

    async def settle(self) -> None:
        """Let threads and messages come to an end, and note which screen is shown."""
        for _ in range(2):  # what a thread has found may set another going
            await asyncio.sleep(BEAT)
            while self.app._under_way is not None or any(one.is_running for one in self.app.workers):
                await asyncio.sleep(BEAT)
        # With no time named it would wait until the processor has nothing to do.
        await self._pilot.pause(BEAT)
        await self.painted()
        screen: Screen[object] = self.app.screen
        title = f"form {screen.form.title}" if isinstance(screen, AskScreen) else ""
        self.note(f"{type(screen).__name__} {title}".replace("\n", " "))
        if any(left in shown(self.app) for left in HARMLESS):
            self.note(f"fed {type(screen).__name__}")

    async def painted(self) -> None:
        """Wait until what the screen shows has gone to the terminal."""
        for _ in range(PAINTS):
            screen = self.app.screen
            if not (screen._layout_required or screen._repaint_required or screen._dirty_widgets):
                return
            await asyncio.sleep(BEAT)

    def note(self, line: str) -> None:
        """Note what was shown."""
        with self._seen.open("a", encoding="utf-8", errors="replace") as out:
            print(line, file=out)

    async def press(self, *keys: str) -> None:
        """Press keys, and wait for what they do."""
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))
            await asyncio.sleep(BEAT)
        await self.settle()

    async def paste(self, text: str = "") -> None:
        """Paste a hostile string, unless another is given, into whatever is typed in."""
        focused = self.app.screen.focused
        if isinstance(focused, Input | TextArea):
            self.app.post_message(events.Paste(text or next(TYPED)))
            await asyncio.sleep(BEAT)

    async def away(self) -> None:
        """Fill in whatever is asked, try to record it, and go back to the place."""
        if isinstance(self.app.screen, AskScreen):
            for _ in self.app.screen.form.fields:
                await self.paste()
                self.app.post_message(events.Key("tab", None))
                await asyncio.sleep(BEAT)
            await self.press("ctrl+s")
        elif isinstance(self.app.screen, PlaceScreen) and not self.app.place_shown.typing:
            return
        elif isinstance(self.app.screen, CommandPalette):
            # Enter would do whatever comes first, such as making the demo.
            await self.paste("Go")
            await self.settle()
        else:
            await self.paste()
            await self.press("enter")
        for _ in range(6):
            if isinstance(self.app.screen, PlaceScreen) and not self.app.place_shown.typing:
                break
            await self.press("escape")

    async def command(self, command: Command, place: str) -> None:
        """Press a command's key in a place, look, and come back to it."""
        await self.press(textual_key(command.keys[0]))
        await self.away()
        if self.app.current_place != place:
            await self.go(place)

    async def go(self, place: str, **where: str) -> None:
        """Go to a place."""
        self.app.go(place, **where)
        while self.app.screen is not self.app.place_screen(place):
            await asyncio.sleep(BEAT)
        await self.settle()

    async def every_command(self, place: str) -> None:
        """Each command of a place, but those that lead to other places."""
        levelled = {f"judgement.{name}" for names in ON_LEVEL.values() for name in names}
        for command in commands_for(place):
            if command.id not in NOT_PRESSED | levelled | self._pressed and not command.id.startswith("go."):
                self._pressed |= {command.id} & ONCE
                await self.command(command, place)

    async def report_on_lists(self) -> None:
        """Read hostile lists and look at each line of the report."""
        await self.press("p")
        await self.paste(str(self._lists))
        await self.press("tab")
        await self.paste("31/03/2026")
        await self.press("ctrl+s")
        await self.settle()
        await self.press("pagedown", "enter")
        await self.away()
        await self.press("c", "pagedown")
        await self.away()

    async def ceremony(self) -> None:
        """The steps of a draw, hostile words in each box."""
        await self.go("plan")
        while not isinstance(self.app.screen, CeremonyScreen):
            await self.press("d")
        for _ in range(5):
            await self.paste()
            await self.press("enter")
        await self.away()

    async def read(self) -> None:
        """Every part of two children's files, and the findings."""
        for case in [line.case_id for line in self.app.place_shown.inspection.cases.all(AREA)][:2]:
            for tab in "shdn":
                await self.go("case", case=case)
                await self.press(tab, "pagedown", "pagedown", "enter", "pagedown")
                await self.away()
            await self.go("case", case=case)
            await self.press("tab", "pagedown", "pagedown", "i", "pagedown")
        await self.read_completed()

    async def read_completed(self) -> None:
        """What was written of a case that cannot be changed any more."""
        inspection = self.app.place_shown.inspection
        done = next(line.case_id for line in inspection.cases.all() if line.state == "completed")
        written = next(item for item in inspection.cases.findings(done) if item.evidence)
        await self.go("case", case=done, criterion=written.criterion)
        await self.press("e", "pagedown")
        await self.away()

    async def weigh(self) -> None:
        """Every kind of level of Judgement, and the commands that want one."""
        screen = self.app.place_shown
        assert isinstance(screen, JudgementScreen)
        while screen.levels is None:
            await self.settle()
        wanted, met = ["", "points:", "meeting:", "concerns:", "queries:", "audits:"], set[str]()
        while wanted:
            level = wanted.pop(0)
            screen.open_level(*([level] if level else []))
            screen.lines.focus()
            await self.press("pagedown", "home")
            self.note(f"level {kind_of(level)}")
            keys = [row.key for row in screen.lines.rows if row.key]
            for command in commands_for("judgement"):
                name = command.id.removeprefix("judgement.")
                if name in ON_LEVEL.get(kind_of(level), ()):
                    await self.command(command, "judgement")
            fresh = [key for key in keys if kind_of(key) not in (*CASE_LEVELS, *met)]
            wanted += {kind_of(key): key for key in fresh}.values()
            met.update(map(kind_of, fresh))


async def walk(pilot: Pilot[Any], path: str, lists: str, seen: str, _folder: str) -> None:
    """Go everywhere."""
    here = Walk(pilot, Path(seen), Path(lists))
    app = here.app
    await here.settle()
    await here.every_command("home")
    await here.go("new")
    await here.every_command("new")
    await here.go("lists")
    await here.report_on_lists()
    app.close_file()  # opened from Home it was by whoever this computer says it is
    app.open_file(path, READER)
    await here.settle()
    assert app.inspection is not None
    await here.read()
    await here.go("judgement")
    await here.weigh()
    await here.ceremony()
    # Then only the commands, since what they record, undo among them, changes what there is to see.
    for place in ("plan", "cases"):
        await here.go(place)
        await here.every_command(place)
    unread = next(line for line in app.inspection.cases.all(AREA) if line.state == "not started")
    await here.go("case", case=unread.case_id)
    await here.every_command("case")
    await here.go("judgement")
    await here.every_command("judgement")
    await here.go("debrief")
    await here.press("pagedown", "home", "enter", "pagedown")
    await here.every_command("debrief")
    app.leave()


if __name__ == "__main__":
    sys.addaudithook(offline)
    given = sys.argv[1:]
    sys.exit(IlacsApp().run(auto_pilot=lambda pilot: walk(pilot, *given)) or 0)
