"""What merging and recovery share: putting what several files hold together."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sampling.clock import system_clock
from sampling.findings.fold import subject_of
from sampling.store import state
from sampling.store.journal import Journal

DRAFT_COLUMNS = "reader, case_id, field, text, at"


def add_drafts(connection: sqlite3.Connection, rows: Iterable[tuple[str, ...]]) -> None:
    """Put drafts to those there are; of two for one field the later stands, whatever the order."""
    connection.executemany(
        f"INSERT INTO draft ({DRAFT_COLUMNS}) VALUES (?, ?, ?, ?, ?)"  # noqa: S608 - a constant
        " ON CONFLICT (reader, case_id, field) DO UPDATE SET text = excluded.text, at = excluded.at"
        " WHERE (excluded.at, excluded.text) > (draft.at, draft.text)",
        rows,
    )


def fold_afresh(connection: sqlite3.Connection) -> None:
    """Blank whatever any file redacted, and fold the whole journal, in the caller's transaction."""
    journal = Journal(connection, system_clock)
    for redaction in list(journal.events("redact")):
        blanked = journal.event(str(redaction.data.get("event", "")))
        if blanked is None:
            continue
        connection.execute(
            "UPDATE journal SET payload = '' WHERE event_id = ? AND payload <> ''", (blanked.event_id,)
        )
        stands = redaction.data.get("stands", {})
        subject = subject_of(blanked.kind, blanked.reader, blanked.event_id, stands) if stands else ""
        if subject:
            connection.execute(
                "INSERT OR IGNORE INTO event_subject VALUES (?, ?)", (subject, blanked.event_id)
            )
    state.replace_all(connection, state.rebuild(journal))
