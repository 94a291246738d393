"""Where each reader was, so that reopening returns there; never part of the journal."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sampling.store.connection import transaction


class Place:
    """One reader's place in one opened inspection file."""

    def __init__(self, connection: sqlite3.Connection, reader: str) -> None:
        """Keep this reader's place."""
        self._connection = connection
        self._reader = reader

    def save(self, place: dict[str, Any]) -> None:
        """Remember where the reader is: screen, case, criterion, document, scroll.

        It outlives the program being killed, and may be lost with the power: it is kept every second, and
        waiting for the disk each time would be felt.
        """
        with _unhurried(self._connection), transaction(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO place VALUES (?, ?)",
                (self._reader, json.dumps(place)),
            )

    def load(self) -> dict[str, Any]:
        """Where the reader was; empty for the first time."""
        row = self._connection.execute("SELECT value FROM place WHERE reader = ?", (self._reader,)).fetchone()
        value = json.loads(row[0]) if row else {}
        return value if isinstance(value, dict) else {}


@contextmanager
def _unhurried(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit without waiting for the disk; the next commit of a finding waits for this one too."""
    if connection.in_transaction:
        yield
        return
    usual = connection.execute("PRAGMA synchronous").fetchone()[0]
    connection.execute("PRAGMA synchronous = NORMAL")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA synchronous = {usual:d}")
