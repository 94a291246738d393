"""What an inspection file is laid out of; anything else in it was put there by another program.

A trigger that somebody plants runs whenever the program writes: it can drop or change a finding that the
screen has just called saved. So a file laid out otherwise than the program lays it out is only looked at.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing

from sampling.store import schema
from sampling.text import clean_line

LAID_OUT = "59d4843a949a7474c5a904570c6201fab7adffd4362edf570260606598a31f3d"
"""Digest of all that the schema's scripts lay out: a short cut, so that opening a file need not run them."""

LISTS = 11
"""Tables of the authority's lists, beside what the scripts lay out."""

_LIST_TABLE = re.compile(
    r'CREATE TABLE (list_\d+) \(row INTEGER PRIMARY KEY,( "\w+" (TEXT|INTEGER),)+'
    r" originals TEXT NOT NULL\) STRICT"
)
_LIST_INDEX = re.compile(r"CREATE INDEX list_(\d+)_child ON list_\1 \(child_id\)")

Part = tuple[str, str]
"""The type of a part, such as ``trigger``, and its name."""


def faults(connection: sqlite3.Connection) -> Iterator[str]:
    """What a file is laid out of that it should not be, what it lacks, and what was changed.

    Args:
        connection: the opened file, of this program's version.
    """
    found = _parts(connection)
    lists = {part for part, sql in found.items() if _of_a_list(part, sql)}
    missing = {("table", f"list_{number}") for number in range(1, LISTS + 1)} - lists
    rest = {part: sql for part, sql in found.items() if part not in lists}
    if not missing and _digest(rest) == LAID_OUT:
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        schema.create(fresh)
        wanted = _parts(fresh)
    for kind, name in sorted(missing | (wanted.keys() - rest.keys())):
        yield f"the {kind} {name} is missing"
    for kind, name in sorted(rest.keys() - wanted.keys()):
        yield f"the {kind} {_said(name)} was put in, or laid out otherwise, by another program"
    for kind, name in sorted(part for part in rest.keys() & wanted.keys() if rest[part] != wanted[part]):
        yield f"the {kind} {name} was laid out otherwise by another program"


def _parts(connection: sqlite3.Connection) -> dict[Part, str]:
    """What a database is laid out of, but for what SQLite makes by itself."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return {(str(kind), str(name)): str(sql) for kind, name, sql in rows}


def _of_a_list(part: Part, sql: str) -> bool:
    kind, name = part
    table = _LIST_TABLE.fullmatch(sql)
    if table:
        return kind == "table" and name == table[1]
    index = _LIST_INDEX.fullmatch(sql)
    return kind == "index" and index is not None and name == f"list_{index[1]}_child"


def _digest(parts: Mapping[Part, str]) -> str:
    lines = (f"{kind}\0{name}\0{sql}\0" for (kind, name), sql in sorted(parts.items()))
    return hashlib.sha256("".join(lines).encode("utf-8", "replace")).hexdigest()


def _said(name: str) -> str:
    """A name that another program chose, fit for a message."""
    return f"'{clean_line(str(name)[:40]).text}'"
