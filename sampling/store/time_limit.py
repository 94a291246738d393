"""The time limit of a training session: how much of it a reader has used, as the collection will count it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from sampling.findings.findings import Reading
from sampling.findings.readers import Assignment
from sampling.findings.sessions import Session
from sampling.store.rows import select

_SPAN = (
    "SELECT coalesce(min(first_at), ''), coalesce(max(changed_at), '') FROM ("
    "SELECT first_at, changed_at FROM finding WHERE reader = :reader"
    " UNION ALL SELECT first_at, changed_at FROM case_rating WHERE reader = :reader)"
)


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A reader's time limit.

    Attributes:
        minutes: the limit, above 0.
        started: the instant of the reader's first answer, as the journal writes it; empty before it.
        ended: the instant of the last one, once every case given to the reader is completed; else empty.
    """

    minutes: int
    started: str
    ended: str

    def used(self, now: datetime) -> int:
        """Whole minutes from the first answer to the last, or to now; 0 where the clock went back."""
        if not self.started:
            return 0
        end = datetime.fromisoformat(self.ended) if self.ended else now.astimezone(UTC)
        return max(0, round((end - datetime.fromisoformat(self.started)).total_seconds() / 60))


def time_limit(connection: sqlite3.Connection, reader: str) -> TimeLimit | None:
    """The reader's time limit; None without a session, without a limit, or once its debrief is open.

    Args:
        connection: the opened inspection file.
        reader: whose time it is; None is given for anybody who is no reader of the session.
    """
    session = next(iter(select(connection, Session)), None)
    if session is None or not session.minutes or session.open or reader not in session.names:
        return None
    started, last = connection.execute(_SPAN, {"reader": reader}).fetchone()
    return TimeLimit(session.minutes, started, last if _all_done(connection, reader) else "")


def all_read(connection: sqlite3.Connection, reader: str) -> bool:
    """Whether a reader of a session whose debrief is closed has completed every case given to them."""
    session = next(iter(select(connection, Session)), None)
    if session is None or session.open or reader not in session.names:
        return False
    return _all_done(connection, reader)


def _all_done(connection: sqlite3.Connection, reader: str) -> bool:
    done = {row.case_id for row in select(connection, Reading, "state = 'completed' AND reader = ?", reader)}
    given = {
        row.case_id for row in select(connection, Assignment) if reader in (row.reader, *row.also.split(","))
    }
    return bool(given) and given <= done
