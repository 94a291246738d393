"""The inspection file's schema, its version, and how an older file is brought up to date."""

from __future__ import annotations

import sqlite3

from sampling.errors import FileError

APPLICATION_ID = 0x494C4143
"""``ILAC`` in ASCII: tells an inspection file from any other SQLite file."""

MIGRATIONS = ("schema.sql", "schema-2.sql")
"""One script for each version; a file at version k has had the first k."""

VERSION = len(MIGRATIONS)

_IF_IT_WAS = "if it was one, 'ilacs-sample recover' builds a sound one from it or from its backups"
_PRETENCE = "SELECT 1 FROM sqlite_schema WHERE type = 'view' OR sql LIKE 'CREATE VIRTUAL%' LIMIT 1"


def create(connection: sqlite3.Connection) -> None:
    """Lay out a new, empty inspection file."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate(connection)


def check(connection: sqlite3.Connection, name: str) -> int:
    """The version of an opened file.

    Views and virtual tables, which the program never makes, are refused as well: they pretend to be tables,
    and reading one may never end.

    Args:
        connection: the opened file.
        name: what to call the file in messages.

    Raises:
        FileError: if it is no inspection file, damaged, pretending, or made by a newer program.
    """
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        pages = int(connection.execute("PRAGMA page_count").fetchone()[0])
        pretence = connection.execute(_PRETENCE).fetchone()
    except sqlite3.DatabaseError as error:
        raise FileError(f"{name}: not an inspection file, or damaged ({error}); {_IF_IT_WAS}") from error
    if not pages:
        raise FileError(f"{name}: not an inspection file: it is empty; {_IF_IT_WAS}")
    if application != APPLICATION_ID:
        raise FileError(f"{name}: not an inspection file (it was not made by ilacs-sample)")
    if version < 0:
        raise FileError(f"{name}: damaged (it says that its version is {version}); {_IF_IT_WAS}")
    if pretence:
        raise FileError(
            f"{name}: another program put a view or a virtual table into it, which may pretend anything; "
            "'ilacs-sample recover' builds a sound file from it"
        )
    if version > VERSION:
        raise FileError(
            f"{name}: made by a newer ilacs-sample (file version {version}; "
            f"this program knows {VERSION}): update the program"
        )
    return version


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether a file is of this program's version."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0]) == VERSION


def check_readable(version: int, name: str, why: str = "") -> None:
    """Refuse to look only into a file of an older version, since looking may not change it.

    Args:
        version: the file's version.
        name: what to call the file in messages.
        why: why it could not be opened for writing, where that was tried.

    Raises:
        FileError: if the file is not of this program's version.
    """
    if version < VERSION:
        todo = "open it once for writing, which brings it up to date"
        raise FileError(
            f"{name}: made by an older ilacs-sample (file version {version}; this program has {VERSION}): "
            + (f"it cannot be brought up to date: {why}" if why else todo)
        )


def migrate(connection: sqlite3.Connection) -> bool:
    """Bring a file up to this version, each step in a transaction of its own; gives whether there was any.

    Raises:
        FileError: if it is not laid out as its version says.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version == VERSION:
        return False
    # Imported for the few files that are not up to date.
    from importlib import resources

    for number in range(version, VERSION):
        script = resources.files("sampling.store").joinpath(MIGRATIONS[number]).read_text("utf-8")
        try:
            connection.executescript(f"BEGIN;\n{script}\nPRAGMA user_version = {number + 1};\nCOMMIT;")
        except sqlite3.DatabaseError as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if (getattr(error, "sqlite_errorcode", 0) & 0xFF) != sqlite3.SQLITE_ERROR:
                raise
            raise FileError(f"it is not laid out as version {number} is ({error}): use 'recover'") from error
    return True
