"""Connections to inspection files that are locked with a passphrase, by way of SQLCipher.

SQLCipher is an extra (``pip install 'ilacs-sample[passphrase]'``); it is imported only when a locked file
is met. Its errors are its own classes, so they are turned into those of ``sqlite3``: no other module
needs to know which of the two holds a file.
"""

from __future__ import annotations

import functools
import hashlib
import importlib
import sqlite3
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from sampling.errors import FileError, PassphraseWantedError
from sampling.store import held
from sampling.store.places import address

PLAIN = b"SQLite format 3\0"
"""How a file begins that is not locked."""

PAGE = held.LENGTH
"""SQLCipher's page: a locked file is made of whole ones, and its first looks like noise."""

ROUNDS = 256_000
"""Rounds of PBKDF2-HMAC-SHA512, SQLCipher 4's own default, so that other tools can open the file too."""

MISSING = (
    "needs SQLCipher, which is not installed here: pip install 'ilacs-sample[passphrase]', or use a "
    "computer that has it"
)

_SALT = 16
_offered: list[str] = []


def offer(passphrase: str) -> None:
    """Let this process open files that are locked with this passphrase."""
    if passphrase not in _offered:
        _offered.append(passphrase)


def spellings(passphrase: str) -> tuple[str, ...]:
    """A passphrase as different systems' keyboards give its accents; files are locked with the first."""
    composed = unicodedata.normalize("NFC", passphrase)
    apart = unicodedata.normalize("NFD", passphrase)
    return tuple(dict.fromkeys((composed, apart, passphrase)))


def withdraw(passphrase: str) -> None:
    """Take back what was offered, where it opened nothing."""
    if passphrase in _offered:
        _offered.remove(passphrase)


def forget() -> None:
    """Forget every passphrase and key."""
    _offered.clear()
    raw_key.cache_clear()


def is_locked(path: Path) -> bool:
    """Whether a file looks locked: whole pages, and the first like noise instead of a header."""
    first = held.beginning(path)
    if len(first) < PAGE or first.startswith(PLAIN) or path.stat().st_size % PAGE:
        return False
    return len(set(first)) > 240  # of 256: text, zeros or a header hold far fewer different bytes


@functools.lru_cache(maxsize=16)
def raw_key(passphrase: str, salt: bytes) -> str:
    """The key that SQLCipher derives from a passphrase and the file's salt, in its own notation.

    Worked out here and remembered, since it takes a fifth of a second by design.
    """
    key = hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt, ROUNDS, 32)
    return f"x'{key.hex()}{salt.hex()}'"


def sqlcipher() -> Any:
    """The module that opens locked files.

    Raises:
        FileError: if it is not installed.
    """
    try:
        return importlib.import_module("sqlcipher3.dbapi2")
    except ImportError as error:
        raise FileError(f"a passphrase {MISSING}") from error


def connect(uri: str, like: Path) -> sqlite3.Connection:
    """A connection to a locked file, or to an empty one that is to be locked like another.

    Args:
        uri: the file to open.
        like: the locked file whose salt, and so whose key, it has.

    Raises:
        FileError: if SQLCipher is missing.
        PassphraseWantedError: if no offered passphrase opens ``like``.
    """
    key = key_of(like)
    return open_with(sqlcipher(), uri, key)


def key_of(like: Path) -> str:
    """The key that opens a locked file.

    Raises:
        FileError: if SQLCipher is missing.
        PassphraseWantedError: if no offered passphrase opens it.
    """
    try:
        module = sqlcipher()
    except FileError as error:
        raise FileError(
            f"{like}: locked with a passphrase, or no inspection file; to open it {MISSING}"
        ) from error
    salt = held.beginning(like)[:_SALT]
    for passphrase in _offered:
        for spelt in spellings(passphrase):
            key = raw_key(spelt, salt)
            if _opens(module, like, key):
                return key
    if _offered:
        said = f"{like}: the passphrase does not open it (or it is no inspection file)"
    else:
        said = f"{like}: locked: give its passphrase (unless it is no inspection file)"
    raise PassphraseWantedError(said, like)


def open_with(module: Any, uri: str, key: str) -> sqlite3.Connection:
    """A connection through SQLCipher, with a raw key; without one, to a file that is not locked."""
    connection = module.connect(uri, uri=True, isolation_level=None, timeout=5.0, factory=_connection(module))
    # A wrong passphrase is no news for the terminal that the app draws on.
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key:
        connection.execute(f'PRAGMA key = "{key}"')
    return cast("sqlite3.Connection", connection)


def _opens(module: Any, path: Path, key: str) -> bool:
    connection = open_with(module, f"{address(path.absolute())}?mode=ro", key)
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.DatabaseError as error:
        # Anything else, such as a log that cannot be read here, is for the caller to meet.
        return getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_NOTADB
    finally:
        connection.close()
    return True


@functools.cache
def _connection(module: Any) -> type:
    """SQLCipher's connection, raising the standard library's errors."""
    methods = ("execute", "executemany", "executescript", "fetchone", "fetchmany", "fetchall", "__next__")
    cursor = type(
        "Cursor",
        (module.Cursor,),
        {name: _translated(module, getattr(module.Cursor, name)) for name in methods},
    )
    return type(
        "Connection",
        (module.Connection,),
        {
            "close": _closing(module),
            "cursor": lambda self: module.Connection.cursor(self, cursor),
            "backup": _translated(module, module.Connection.backup),
        },
    )


def _closing(module: Any) -> Callable[[Any], None]:
    def close(connection: Any) -> None:
        module.Connection.close(connection)
        held.forget(connection)

    return close


def _translated(module: Any, method: Callable[..., Any]) -> Callable[..., Any]:
    """A method whose SQLCipher errors become those of ``sqlite3``, with their codes."""

    @functools.wraps(method)
    def call(*arguments: Any, **options: Any) -> Any:
        try:
            return method(*arguments, **options)
        except MemoryError as error:
            # How SQLCipher answers when a page before could not be decrypted.
            damaged = sqlite3.DatabaseError("database disk image is malformed")
            damaged.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise damaged from error
        except module.Error as error:
            translated: sqlite3.Error = getattr(sqlite3, type(error).__name__)(*error.args)
            for name in ("sqlite_errorcode", "sqlite_errorname"):
                if hasattr(error, name):
                    setattr(translated, name, getattr(error, name))
            raise translated from error

    return call
