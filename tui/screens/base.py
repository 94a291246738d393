"""What every place is: a screen with a top line, a body, a message line and a footer."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from sampling.errors import IlacsError
from tui.commands import COMMANDS, Command, bindings_for, footer_for, keys_of
from tui.trouble import MET, Telling
from tui.widgets.chrome import FooterLine, MessageLine, TopBar
from tui.widgets.rows import RowList

if TYPE_CHECKING:
    from sampling.store import Inspection
    from tui.app import IlacsApp

Result = TypeVar("Result")


class PlaceScreen(Telling, Screen[None]):
    """One of the app's places.

    A place names itself (``place``), makes its body (``compose_body``), and fills it each time that it
    is shown (``refresh_place``). Errors of the program's own kind, raised in any handler or action,
    become one line under the body.
    """

    place: ClassVar[str] = ""
    """The place's id, as in ``tui.commands``."""

    escape_words: ClassVar[str] = "leave the text"
    """What esc does while text is being typed."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide"), (150, "-very-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012

    def __init_subclass__(cls, **keywords: Any) -> None:
        """Give a place the key bindings that the registry has for it."""
        if "place" in cls.__dict__:
            cls.BINDINGS = [*cls.__dict__.get("BINDINGS", ()), *bindings_for(cls.place)]
        super().__init_subclass__(**keywords)

    def __init__(self) -> None:
        """A place that was not shown yet."""
        super().__init__()
        self.was_entered = False
        self._filled = False
        self._left_off: Widget | None = None

    # What a place fills in

    def compose_body(self) -> ComposeResult:
        """The widgets between the top line and the message line."""
        raise NotImplementedError

    def refresh_place(self) -> None:
        """Show what stands now; called each time that the place is shown, and after undo and redo."""

    def arrive(self, **where: str) -> None:
        """Go to a part of the place, such as ``case="SG-1042"``; called before ``refresh_place``."""

    def place_state(self) -> dict[str, Any]:
        """Where the reader is in this place, to come back to; JSON values only."""
        return {}

    def restore_place(self, state: Mapping[str, Any]) -> None:
        """Come back to where the reader was; called once, before the first ``refresh_place``."""

    def saved_state(self) -> str:
        """The word in the top line: whether everything is on disk."""
        return "read-only" if self.ilacs.inspection and self.ilacs.inspection.read_only else "saved"

    def offers(self, command: Command) -> bool:
        """Whether the footer shows a command as things stand; its key works all the same."""
        return bool(self.check_action(command.action.partition("(")[0], ()))

    # What a place can use

    @property
    def ilacs(self) -> IlacsApp:
        """The app."""
        return cast("IlacsApp", self.app)

    @property
    def inspection(self) -> Inspection:
        """The opened inspection.

        Raises:
            IlacsError: if none is open.
        """
        opened = self.ilacs.inspection
        if opened is None:
            raise IlacsError("no inspection is open: press esc for Home, and open or make one")
        return opened

    def say(self, text: str, kind: str = "") -> None:
        """Say something in the message line.

        Args:
            text: one line, data or not; empty clears it.
            kind: empty, ``error`` or ``busy``.
        """
        for message_line in self.query(MessageLine):
            message_line.say(text, kind)

    @property
    def said(self) -> str:
        """What the message line says."""
        return self.query_one(MessageLine).said

    def refresh_chrome(self) -> None:
        """Bring the top line and the footer up to date."""
        app = self.ilacs
        keys = {command.id: keys_of(command, app.keymap.keys)[0] for command in COMMANDS}
        places = {id_.removeprefix("go."): key for id_, key in keys.items() if id_.startswith("go.")}
        opened = app.inspection
        authority, reader = (opened.settings.authority, opened.reader) if opened else ("", "")
        state = self.saved_state() if opened else ""
        if opened is not None and self.place != "debrief" and not opened.has_readers_to_compare:
            del places["debrief"]
        for bar in self.query(TopBar):
            bar.show(self.place, places, authority, reader, state)
        for footer in self.query(FooterLine):
            commands = footer_for(self.place, read_only=bool(opened and opened.read_only))
            shown = [command for command in commands if self.offers(command)]
            footer.show(shown, keys, self.escape_words if self.typing else "")

    @property
    def typing(self) -> bool:
        """Whether the keys go into a text."""
        focused = self.focused
        return isinstance(focused, Input) or (focused is not None and "typing" in focused.classes)

    def aside(
        self,
        work: Callable[[Inspection], Result],
        then: Callable[[Result], None],
        *,
        busy: str = "",
        failed: Callable[[str], None] | None = None,
        group: str = "aside",
    ) -> None:
        """Do something long in a thread, with a connection of its own, and then show what came of it.

        A second call of the same group before the first is done takes its place.

        Args:
            work: what to do; it must not touch a widget.
            then: what to do with the result, back on the screen's own thread.
            busy: what to say meanwhile.
            failed: what to do with an error's line; by default it is said in the message line.
            group: what else of this place it takes the place of.
        """
        opened = self.inspection

        def with_sibling() -> Result:
            with closing(opened.sibling()) as sibling:
                return work(sibling)

        self.in_thread(with_sibling, then, busy=busy, failed=failed, group=group)

    def in_thread(
        self,
        work: Callable[[], Result],
        then: Callable[[Result], None],
        *,
        busy: str = "",
        failed: Callable[[str], None] | None = None,
        group: str = "aside",
    ) -> None:
        """As ``aside``, for work that needs no inspection."""

        def run() -> None:
            worker = get_current_worker()
            try:
                result = work()
            except (IlacsError, OSError, sqlite3.Error) as error:
                if not worker.is_cancelled:
                    self.call_later(failed or self._complain, self.told_as(error) or str(error))
                return
            if not worker.is_cancelled:
                self.call_later(self._finish, then, result, busy)

        if busy:
            self.say(busy, "busy")
        self.run_worker(run, thread=True, exclusive=True, group=group)

    def _complain(self, error: str) -> None:
        self.say(error, "error")

    def _finish(self, then: Callable[[Result], None], result: Result, busy: str) -> None:
        if busy and self.said == busy:
            self.say("")
        then(result)

    def text_to_copy(self) -> str:
        """The line under the cursor of the list that has the keys; a place may have more to give."""
        focused = self.focused
        return focused.text if isinstance(focused, RowList) else ""

    def action_open_under_cursor(self) -> None:
        """Open the line under the cursor of the list that has the keys."""
        if isinstance(self.focused, RowList):
            self.focused.action_choose()

    # How it works

    def compose(self) -> ComposeResult:
        """The frame that all places share."""
        # Before the widgets get their styles; Textual does it afterwards, and then styles them all again.
        for size, breakpoints in zip(
            self.app.size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True
        ):
            self.add_class(*self._get_breakpoint_classes(size, breakpoints), update=False)
        yield TopBar(id="top")
        with Container(id="body"):
            yield from self.compose_body()
        yield MessageLine(id="message")
        yield FooterLine(id="footer")
        yield Static("This terminal is too small:\nmake it 60 columns by 18 lines or more.", id="too-small")

    def enter(self, where: Mapping[str, str]) -> None:
        """Show the place: first where it was left, then where one asked to go."""
        try:
            self._fill(where)
        finally:
            if not self._filled:
                self._filled = True
                self.refresh()

    def _fill(self, where: Mapping[str, str]) -> None:
        if not self.was_entered:
            self.was_entered = True
            self.restore_place(self.ilacs.left_at.get(self.place) or {})
        if where:
            self.arrive(**where)
        self.refresh_place()
        self.refresh_chrome()
        self.ilacs.keep_place()

    def _compositor_refresh(self) -> None:
        """Paint, but nothing before there is something to show.

        Textual paints the empty frame first, which costs as much as painting the place does.
        """
        if self._filled:
            super()._compositor_refresh()

    def on_mount(self) -> None:
        """Keep the footer true to where the keys go."""
        self.watch(self, "focused", self._focus_moved, init=False)

    def _focus_moved(self, focused: Widget | None) -> None:
        if focused is not None and not self.typing:
            self._left_off = focused
        try:
            self.refresh_chrome()
        except MET as error:  # watchers are called from anywhere, so it would meet nobody who tells it
            if not self.told(error):
                raise

    def action_move(self, step: int) -> None:
        """Move the cursor, or the text, of whatever has the focus."""
        focused = self.focused
        if isinstance(focused, RowList):
            focused.move(step)
        elif focused is not None:
            focused.scroll_relative(y=step, animate=False)

    def action_back(self) -> None:
        """Leave a text that is being typed, else step back; a second esc right after a text does nothing."""
        if self.typing:
            self.ilacs.text_left()
            self.leave_text()
        elif not self.ilacs.just_left_text:
            self.step_back()

    def step_back(self) -> None:
        """Back to where one came from; a place with levels of its own goes up one of them first."""
        self.ilacs.back()

    def leave_text(self) -> None:
        """Put the focus where it was before the text."""
        left_off = self._left_off
        if left_off is not None and left_off.is_attached and left_off.focusable:
            left_off.focus()
        else:
            self.set_focus(None)
