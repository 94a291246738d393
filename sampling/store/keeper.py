"""Backups while a file is open, made in the background, so that nobody waits and nobody forgets."""

from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sampling.errors import FileError
from sampling.store import backups

AGAIN = timedelta(minutes=1)
"""How soon a backup that could not be made is tried again."""

SETTLE = 2.0
"""Seconds from opening to the first backup, so that it does not compete with the first screen."""


class Keeper:
    """A thread that backs an opened file up: soon after opening, and again whenever a backup is due.

    A file that is closed before that is backed up in closing, if a backup is due.

    It uses the computer's clock, never an injected one, and a connection of its own.

    Attributes:
        trouble: why the last backup could not be made, in one line; empty where it could.
    """

    def __init__(self, path: Path) -> None:
        """Keep the backups of this file, from ``start`` until ``stop``."""
        self.trouble = ""
        self._path = path
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"backups of {path.name}", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the backup that is being made, if one is."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        self._over.wait(SETTLE)
        while True:
            try:
                if backups.due(self._path, datetime.now(UTC)):
                    backups.back_up(self._path)
                self.trouble = ""
            except (FileError, OSError, sqlite3.Error) as error:
                self.trouble = (
                    f"no backup could be made, and it is tried again; the inspection itself is saved: {error}"
                )
            if self._over.wait((AGAIN if self.trouble else backups.EVERY).total_seconds()):
                return
