"""What can be told cheaply on opening a file, whatever its size; ``verify`` checks everything."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sampling.clock import system_clock
from sampling.errors import FileError
from sampling.store import backups, place_risk, schema, shape
from sampling.store.chains import sound
from sampling.store.connection import UNREADABLE
from sampling.store.journal import Journal
from sampling.store.settings import Settings

RECENT = 20
"""Events at the journal's end that are checked on opening."""

RECOVER = "'ilacs-sample recover' builds a sound one"


def damage(path: Path, connection: sqlite3.Connection) -> str:
    """What is wrong with an opened file, as far as a glance tells; empty for nothing."""
    try:
        if schema.is_current(connection):
            for fault in shape.faults(connection):
                return fault
        settings = connection.execute("SELECT value FROM setting WHERE key = 'settings'").fetchone()
        for event in Journal(connection, system_clock).newest(RECENT):
            if not sound(event):
                return f"an event of its journal was changed ({event.event_id})"
    except UNREADABLE as error:
        return str(error)
    if settings is None:
        raise FileError(f"{path}: an inspection file without its settings; {RECOVER}")
    return ""


def remarks(path: Path, connection: sqlite3.Connection, settings: Settings, today: date) -> Iterator[str]:
    """What whoever opens a file should be told, one line each."""
    if backups.ahead(path, connection):
        yield (
            "its newest backup holds work that this file does not: the end of the file was lost, "
            f"or an older copy was put in its place; {RECOVER} with both"
        )
    if settings.retention_date and today > settings.retention_date:
        day = settings.retention_date
        yield f"it was to be kept until {day.day} {day:%B %Y}: that day has passed, so purge it"
    yield from place_risk.risks(path)
