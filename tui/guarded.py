"""An app that turns expected errors into one line, and whose crash prints nothing of anybody's."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
import time
import traceback
from typing import Any

from textual import events
from textual.dom import DOMNode

from sampling.text import clean
from tui.active import ActiveTime
from tui.pasted import keep_pastes_whole
from tui.safe import cell
from tui.terminal_watch import GONE, watch_terminal
from tui.trouble import MET, Telling
from tui.type_ahead import InOrder

TWICE = 0.6
"""Seconds within which a second esc is taken for the same wish as the first."""


_AT_WORK = (events.Key, events.Paste, events.MouseDown, events.MouseScrollUp, events.MouseScrollDown)


class GuardedApp(Telling, InOrder):
    """The base of the app: errors, crashes, signals, and keys pressed once too often.

    Attributes:
        active: the time that the person at the keyboard spends on each case.
    """

    _text_left_at = float("-inf")

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        """Nobody has pressed a key yet."""
        super().__init__(ansi_color=ansi_color)
        keep_pastes_whole()
        self.active = ActiveTime()

    async def on_event(self, event: events.Event) -> None:
        """Take note that somebody is there, and let no control character in by a paste."""
        if isinstance(event, _AT_WORK):
            self.active.seen()
        if isinstance(event, events.Paste):
            event.text = clean(event.text).text
        await super().on_event(event)

    def text_left(self) -> None:
        """Take note that a text or a form was just left with esc."""
        self._text_left_at = time.monotonic()

    @property
    def just_left_text(self) -> bool:
        """Whether a text was left so lately that another esc is meant for the text too.

        People press esc twice to be sure. The second must not take them off to another place, where the
        letters that they type next would act as commands.
        """
        return time.monotonic() - self._text_left_at < TWICE

    def say(self, text: str, kind: str = "") -> None:
        """Say one line to the person at the keyboard."""
        raise NotImplementedError

    def flush(self) -> None:
        """Put on disk whatever was typed and is not there yet."""
        raise NotImplementedError

    def leave(self, code: int = 0) -> None:
        """End the app with everything on disk."""
        raise NotImplementedError

    def listen_for_signals(self) -> None:
        """Leave in good order when the terminal closes or the computer shuts down."""
        # What a task left behind that nobody waited for, asyncio would log with all that it was about.
        logging.lastResort = None
        # Windows has neither these signals nor handlers on its event loop.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError, AttributeError):
            for number in (signal.SIGTERM, signal.SIGHUP):
                asyncio.get_running_loop().add_signal_handler(number, self.leave, 128 + number)
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            watch_terminal(
                lambda: loop.call_soon_threadsafe(self.leave, GONE),
                # Private: Textual offers no way to learn that its output waits in vain. It is pinned.
                lambda: getattr(self._driver, "_writer_thread", None),
            )

    async def _dispatch_action(self, namespace: DOMNode, action_name: str, params: Any) -> bool:
        try:
            return await super()._dispatch_action(namespace, action_name, params)
        except MET as error:
            if not self.told(error):
                raise
            return True

    def _handle_exception(self, error: Exception) -> None:
        # Where timers, callbacks and threads end up. Private: Textual has no public way. It is pinned.
        if not self.told(error):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End after a defect of the program: say where in the code it was, and nothing that was read.

        Textual would print every local variable, and so children's names and notes.
        """
        kind, _error, trace = sys.exc_info()
        # Whatever else is broken by now must not keep the screens after it from saving, nor this line back.
        with contextlib.suppress(Exception):
            self.flush()
        if not self._exit_renderables:
            self._exit_renderables.append(cell(crash_line(kind, trace)))
        self._close_messages_no_wait()


def crash_line(kind: type[BaseException] | None, trace: Any) -> str:
    """What to print after a defect: the error's type and the last lines of code, no values.

    The error's own message is left out, since it may quote what was read.
    """
    frames = traceback.extract_tb(trace)[-4:]
    where = " < ".join(
        f"{frame.name} ({_short(frame.filename)}:{frame.lineno})" for frame in reversed(frames)
    )
    name = kind.__name__ if kind else "unknown error"
    return (
        "ilacs-sample stopped because of a defect in the program. Everything that was shown as saved is in"
        f" the file. {name} in {where or 'an unknown place'}"
    )


def _short(filename: str) -> str:
    return "/".join(filename.replace("\\", "/").split("/")[-2:])
