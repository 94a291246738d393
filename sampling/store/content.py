"""Frozen frames, selections and case material: texts kept under their own SHA-256."""

from __future__ import annotations

import sqlite3

from sampling.errors import FileError
from sampling.findings.events import digest


def keep(connection: sqlite3.Connection, kind: str, body: str) -> str:
    """Keep a text, once, and give its digest."""
    sha256 = digest(body)
    connection.execute("INSERT OR IGNORE INTO content VALUES (?, ?, ?)", (sha256, kind, body))
    return sha256


def fetch(connection: sqlite3.Connection, sha256: str) -> str:
    """The text of a digest.

    Raises:
        FileError: if the file does not hold it.
    """
    row = connection.execute("SELECT body FROM content WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        raise FileError(f"a text that the journal names is missing from the file ({sha256[:12]})")
    return str(row[0])
