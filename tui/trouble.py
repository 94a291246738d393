"""What goes wrong outside the program, on its way to one line: a disk, a file, a lock, a permission.

Everything else that is raised is a defect of the program, and is left to end it.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from textual.message import Message
from textual.message_pump import CallbackError, MessagePump
from textual.worker import WorkerFailed

from sampling.errors import IlacsError
from tui.safe import fit

MET = (IlacsError, sqlite3.Error, OSError, CallbackError, WorkerFailed)
"""Classes of errors among which there may be such trouble; ``words_of`` tells."""

_NAME = 60
"""Characters of a file's name that are shown."""


def words_of(error: BaseException, file: str = "") -> str | None:
    """An error from outside as one line: what, where, what to do; None for a defect of the program.

    Args:
        error: what was raised; one that Textual wrapped is unwrapped.
        file: the name of the inspection file that is open.
    """
    match error:
        case CallbackError() if error.__context__ is not None:
            return words_of(error.__context__, file)
        case WorkerFailed():
            return words_of(error.error, file)
        case IlacsError():
            return str(error)
        case sqlite3.Error():
            from sampling.store.connection import advice, is_outside

            if not is_outside(error):
                return None
            return (
                f"{file or 'the file'} could not be read or written; what was saved is kept: {advice(error)}"
            )
        case OSError():
            named = Path(error.filename).name if isinstance(error.filename, str) else file
            where = fit(named, _NAME).strip() or "a file"
            why = error.strerror or "the computer refused"
            return f"{where} could not be read or written ({why}); mend that and do it again"
    return None


class Telling(MessagePump):
    """A screen, or the app: such trouble, met in any of its handlers, is said and not its end."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except MET as error:
            if not self.told(error):
                raise

    def told(self, error: BaseException) -> bool:
        """Say trouble from outside in one line; False for a defect of the program, which is not said."""
        words = self.told_as(error)
        if words is not None:
            self.say(words, "error")
        return words is not None

    def told_as(self, error: BaseException) -> str | None:
        """As ``words_of``, with the name of the file that the app has open."""
        opened = getattr(self.app, "inspection", None)
        return words_of(error, opened.path.name if opened is not None else "")

    def say(self, text: str, kind: str = "") -> None:
        """Say one line; by default in the place that is shown."""
        getattr(self.app, "say")(text, kind)  # noqa: B009 - any app that has places

    def flush(self) -> None:
        """Put on disk whatever was typed here and is not there yet."""

    def unsaved(self) -> str:
        """Why something typed here is not on disk; empty where everything is."""
        return ""
