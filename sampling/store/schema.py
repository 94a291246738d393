"""The inspection file's schema, its version, and how an older file is brought up to date."""

from __future__ import annotations

import sqlite3

from sampling.errors import FileError

APPLICATION_ID = 0x494C4143
"""``ILAC`` in ASCII: tells an inspection file from any other SQLite file."""

MIGRATIONS = ("schema.sql", "schema-2.sql")
"""One script for each version; a file at version k has had the first k."""

VERSION = len(MIGRATIONS)


def create(connection: sqlite3.Connection) -> None:
    """Lay out a new, empty inspection file."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate(connection)


def check(connection: sqlite3.Connection, name: str) -> int:
    """The version of an opened file.

    Args:
        connection: the opened file.
        name: what to call the file in messages.

    Raises:
        FileError: if it is no inspection file, damaged, or made by a newer program.
    """
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.DatabaseError as error:
        raise FileError(
            f"{name}: not an inspection file, or damaged ({error}); "
            "if it was one, 'ilacs-sample recover' builds a sound one from it or from its backups"
        ) from error
    if application != APPLICATION_ID:
        raise FileError(f"{name}: not an inspection file (it was not made by ilacs-sample)")
    if version > VERSION:
        raise FileError(
            f"{name}: made by a newer ilacs-sample (file version {version}; "
            f"this program knows {VERSION}): update the program"
        )
    return version


def check_readable(version: int, name: str) -> None:
    """Refuse to look only into a file of an older version, since looking may not change it.

    Args:
        version: the file's version.
        name: what to call the file in messages.

    Raises:
        FileError: if the file is not of this program's version.
    """
    if version < VERSION:
        raise FileError(
            f"{name}: made by an older ilacs-sample (file version {version}; this program has {VERSION}): "
            "open it once for writing, which brings it up to date"
        )


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file up to this version, each step in a transaction of its own."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version == VERSION:
        return
    # Imported for the few files that are not up to date.
    from importlib import resources

    for number in range(version, VERSION):
        script = resources.files("sampling.store").joinpath(MIGRATIONS[number]).read_text("utf-8")
        connection.executescript(f"BEGIN;\n{script}\nPRAGMA user_version = {number + 1};\nCOMMIT;")
