"""Making an inspection file: it appears under its name only when it is whole."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sampling.caseload.casefile import Document
from sampling.caseload.lists import ListBlock, ListRow, ListTable
from sampling.clock import Clock, system_clock
from sampling.errors import FileError
from sampling.findings.events import canonical_json
from sampling.store import schema, state
from sampling.store.connection import advice, clear_away, connect, create_private, publish, transaction
from sampling.store.inspection import sign_in
from sampling.store.journal import Journal
from sampling.store.lists import Lists
from sampling.store.materials import Materials
from sampling.store.settings import Settings


def create(
    path: Path,
    settings: Settings,
    rows: Iterable[ListRow | ListBlock | ListTable],
    supplied: Mapping[int, Sequence[str]],
    *,
    documents: Mapping[str, Sequence[Document]] | None = None,
    problems: int = 0,
    clock: Clock = system_clock,
    reader: str | None = None,
) -> None:
    """Make an inspection file; it appears under its name only when it is whole.

    Args:
        path: where; never overwritten.
        settings: what the inspection is.
        rows: the lists' rows.
        supplied: by list, the columns that the authority gave.
        documents: texts that came with the lists, by child.
        problems: how many problems of the lists were accepted.
        clock: the time.
        reader: who makes it.

    Raises:
        FileError: if the file exists, or cannot be written.
    """
    if path.exists():
        raise FileError(f"{path}: exists already, and is never overwritten")
    if not path.parent.is_dir():
        raise FileError(f"{path}: there is no folder {path.parent}")
    partial = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    create_private(partial)
    try:
        connection = connect(partial, read_only=False)
        try:
            _fill(connection, settings, rows, supplied, documents or {}, problems, clock, sign_in(reader))
        finally:
            connection.close()
        publish(partial, path)
    except sqlite3.OperationalError as error:
        raise FileError(f"{path}: not made, and nothing was left behind: {advice(error)}") from error
    finally:
        clear_away(partial)


def _fill(
    connection: sqlite3.Connection,
    settings: Settings,
    rows: Iterable[ListRow | ListBlock | ListTable],
    supplied: Mapping[int, Sequence[str]],
    documents: Mapping[str, Sequence[Document]],
    problems: int,
    clock: Clock,
    reader: str,
) -> None:
    schema.create(connection)
    lists = Lists(connection)
    journal = Journal(connection, clock)
    materials = Materials(connection)
    with transaction(connection):
        lists.create()
        lists.write(rows, supplied)
        for child, texts in documents.items():
            materials.supply(child, texts)
        connection.execute(
            "INSERT INTO setting VALUES ('settings', ?)", (canonical_json(settings.to_json()),)
        )
        state.write(connection, journal, journal.append("sign_in", {"name": reader}, reader))
        journal.append("set_up", settings.to_json(), reader)
        stored = [
            {"list": item.list, "rows": item.rows, "sha256": item.sha256, "columns": list(item.columns)}
            for item in lists.stored()
        ]
        journal.append(
            "import",
            {
                "lists": stored,
                "documents": materials.supplied_digest(),
                "problems_accepted": problems,
            },
            reader,
        )
