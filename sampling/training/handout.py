"""Cutting a hand-out from the trainer's file: the shared draw, its cases and documents, and no answers."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sampling.caseload.lists import ListRow
from sampling.errors import FileError
from sampling.findings.events import canonical_json
from sampling.store import Inspection, content, schema, state
from sampling.store.connection import advice, clear_away, connect, create_private, publish, transaction
from sampling.store.handed_out import SETTING
from sampling.store.journal import Journal, insert
from sampling.store.lists import Lists
from sampling.store.settings import Settings

TOLD = frozenset({"open", "sign_in", "freeze", "draw", "assign", "session"})
"""Kinds of event whose payloads go out; all others are withheld, whatever they hold."""


def cut(master: Inspection, out: Path, session: str, reader: str, pins: Mapping[str, str]) -> None:
    """Cut a hand-out.

    Args:
        master: the trainer's file, drawn and assigned.
        out: the hand-out; never overwritten.
        session: the session's name.
        reader: whose it is; empty for a file that all readers share.
        pins: for a shared file, each reader's PIN as it is kept.

    Raises:
        FileError: if it cannot be written; nothing is left behind then.
    """
    if out.exists():
        raise FileError(f"{out}: exists already, and is never overwritten")
    partial = out.with_name(f".{out.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        create_private(partial)
        connection = connect(partial, read_only=False)
        try:
            schema.create(connection)
            with transaction(connection):
                _fill(connection, master, {"session": session, "reader": reader, "pins": dict(pins)})
        finally:
            connection.close()
        with Inspection.open(partial, reader="merge", rolling=False) as made, transaction(made.connection):
            made.roster.refresh()
        publish(partial, out)
    except (sqlite3.DatabaseError, OSError) as error:
        why = advice(error) if isinstance(error, sqlite3.DatabaseError) else error.strerror
        raise FileError(f"{out}: the hand-out could not be made ({why})") from error
    finally:
        clear_away(partial)


def blinded(settings: Settings, session: str) -> Settings:
    """The settings without what a synthetic authority could be made from again."""
    return replace(
        settings, scenario="", scenario_seed="", source=f"training session '{session}' (synthetic)"
    )


def _fill(connection: sqlite3.Connection, master: Inspection, about: dict[str, Any]) -> None:
    settings = blinded(master.settings, about["session"]).to_json()
    children = _copy_drawn(connection, master)
    lists = Lists(connection)
    lists.create()
    supplied = {number: master.lists.columns(number) for number in master.lists.supplied()}
    lists.write(_rows_of(master, children), supplied)
    withheld = _copy_journal(connection, master)
    stored = [
        {"list": item.list, "rows": item.rows, "sha256": item.sha256, "columns": list(item.columns)}
        for item in lists.stored()
    ]
    journal = Journal(connection, master.clock)
    event = journal.append(
        "handout", {**about, "settings": settings, "lists": stored, "withheld": withheld}, master.reader
    )
    connection.executemany(
        "INSERT INTO setting VALUES (?, ?)",
        (("settings", canonical_json(settings)), (SETTING, event.event_id)),
    )
    state.replace_all(connection, state.rebuild(journal))


def _copy_drawn(connection: sqlite3.Connection, master: Inspection) -> list[str]:
    """Copy the draws and the documents of the drawn cases; gives the drawn children."""
    for entry in master.draws.all():
        content.keep(connection, "selection", content.fetch(master.connection, entry.selection_sha256))
    children = {line.case_id: line.child for line in master.cases.all()}
    for case_id, sha256 in master.connection.execute("SELECT case_id, sha256 FROM material"):
        if case_id in children:
            content.keep(connection, "material", content.fetch(master.connection, sha256))
            connection.execute("INSERT INTO material VALUES (?, ?)", (case_id, sha256))
    return sorted(set(children.values()))


def _rows_of(master: Inspection, children: Iterable[str]) -> list[ListRow]:
    """The drawn children's rows of all lists, each list in its own order."""
    rows = [row for child in children for some in master.lists.of_child(child).values() for row in some]
    return sorted(rows, key=lambda row: (row.list, row.row))


def _copy_journal(connection: sqlite3.Connection, master: Inspection) -> list[str]:
    """Copy the trainer's events, some without their payloads; gives the ids of those."""
    withheld = []
    for event in master.journal.events():
        told = event.kind in TOLD
        if not told:
            withheld.append(event.event_id)
        insert(connection, event if told else replace(event, payload=""))
    return withheld
