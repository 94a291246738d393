"""Noticing that the terminal is gone: a window closed, a connection lost, with no signal to tell of it.

Textual then waits for ever to write where nothing can be written. What was typed is on disk within a
second; the process must not stay behind, holding the file and the processor.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

EVERY = 1.0
"""Seconds between two looks."""

GRACE = 5.0
"""Seconds that leaving in good order may take before the process is ended as it stands."""

GONE = 129
"""The exit code, as after the signal that says that a terminal hung up."""


def is_there(terminal: int) -> bool:
    """Whether the terminal behind a file descriptor still answers."""
    import termios

    try:
        termios.tcgetattr(terminal)
    except (OSError, termios.error):
        return False
    return True


class TerminalWatch(threading.Thread):
    """Looks at the terminal every second; once it is gone, lets the app leave, and sees that it does."""

    def __init__(self, terminal: int, leave: Callable[[], object], written: Callable[[], Any]) -> None:
        """Watch one terminal.

        Args:
            terminal: its file descriptor.
            leave: asks the app to leave, from any thread.
            written: the app's waiting output (Textual's writer thread), which nobody will take any more.
        """
        super().__init__(daemon=True, name="terminal watch")
        self._terminal = terminal
        self._leave = leave
        self._written = written

    def run(self) -> None:
        """Look until the terminal is gone, and then end."""
        while is_there(self._terminal):
            time.sleep(EVERY)
        with contextlib.suppress(RuntimeError):  # the app's loop may have ended meanwhile
            self._leave()
        deadline = time.monotonic() + GRACE
        while time.monotonic() < deadline:
            self._discard()
            time.sleep(0.05)
        os._exit(GONE)

    def _discard(self) -> None:
        """Take away output that nobody can read, so that the app does not wait to write it."""
        waiting = getattr(self._written(), "_queue", None)
        with contextlib.suppress(queue.Empty, AttributeError):
            while True:
                waiting.get_nowait()  # type: ignore[union-attr]  # absent: suppressed


def watch_terminal(leave: Callable[[], object], written: Callable[[], Any]) -> None:
    """Watch the terminal that the program was started in, where it is one and can be asked."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import termios  # noqa: F401 - Windows has none

        terminal = sys.__stdin__.fileno() if sys.__stdin__ else -1
        if terminal >= 0 and os.isatty(terminal):
            TerminalWatch(terminal, leave, written).start()
