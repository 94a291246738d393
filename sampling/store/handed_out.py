"""Hand-outs: files cut from a trainer's file, with the drawn cases and nothing that tells the answers.

A hand-out holds the trainer's journal with the payloads of some events withheld: the chain still checks,
since a hash covers only a payload's digest. Its own first event, ``handout``, says what was withheld and
gives the settings and lists as they were cut. The frames stand in it by their digests alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sampling.clock import system_clock
from sampling.errors import UsageError
from sampling.findings.events import canonical_json, digest
from sampling.store import content
from sampling.store.connection import UNREADABLE
from sampling.store.journal import Journal

SETTING = "handout"
"""The setting that makes a file a hand-out; its value is the id of the file's ``handout`` event."""


@dataclass(frozen=True, slots=True)
class HandOut:
    """How a file was cut.

    Attributes:
        session: the session's name.
        reader: whose file it is; empty for a file that a room shares.
        pins: for a shared file, each reader's PIN as ``pins.hashed`` keeps it.
        settings: the inspection's settings, without what the answers could be made from.
        lists: the lists as cut, as an ``import`` event has them.
        withheld: ids of the events whose payloads were left out.
    """

    session: str
    reader: str
    pins: Mapping[str, str]
    settings: Mapping[str, Any]
    lists: tuple[Mapping[str, Any], ...]
    withheld: frozenset[str]


def handout(connection: sqlite3.Connection) -> HandOut | None:
    """How this file was cut; None for a file that is no hand-out."""
    row = connection.execute("SELECT value FROM setting WHERE key = ?", (SETTING,)).fetchone()
    event = Journal(connection, system_clock).event(str(row[0])) if row else None
    if event is None:
        return None
    data = event.data
    return HandOut(
        data.get("session", ""),
        data.get("reader", ""),
        data.get("pins", {}),
        data.get("settings", {}),
        tuple(data.get("lists", ())),
        frozenset(data.get("withheld", ())),
    )


def handout_if_told(connection: sqlite3.Connection) -> HandOut | None:
    """How this file was cut, as far as it can be read; the damage of a damaged file is met elsewhere."""
    try:
        return handout(connection)
    except UNREADABLE:
        return None


def is_handout(connection: sqlite3.Connection) -> bool:
    """Whether this file is a hand-out."""
    return connection.execute("SELECT 1 FROM setting WHERE key = ?", (SETTING,)).fetchone() is not None


def refuse_frame(connection: sqlite3.Connection) -> None:
    """Refuse whatever needs a frame, where the file is a hand-out.

    Raises:
        UsageError: if it is one.
    """
    if is_handout(connection):
        raise UsageError(
            "a hand-out holds the drawn cases only, not the frame they were drawn from: "
            "ask the trainer, whose file has it"
        )


def keep_key(connection: sqlite3.Connection, text: str, sha256: str) -> None:
    """Keep the answer key's text in the file, in the caller's transaction, once a debrief is open.

    Raises:
        UsageError: if it is not the key of that digest.
    """
    if digest(text) != sha256:
        raise UsageError("it is not the key that the session was handed out with: its digest differs")
    content.keep(connection, "key", text)


def columns_of(lists: tuple[Mapping[str, Any], ...]) -> dict[str, str]:
    """The settings by which lists know their columns, from lists as an ``import`` event has them."""
    return {f"columns_{item['list']}": canonical_json(item["columns"]) for item in lists}
