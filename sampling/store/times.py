"""How long reading takes: seconds spent on each case while somebody was at the keyboard."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sampling.errors import UsageError
from sampling.findings.events import Event
from sampling.findings.findings import Reading
from sampling.findings.readers import TimeSpent
from sampling.store.rows import select
from sampling.store.time_limit import TimeLimit, all_read, time_limit

Record = Callable[[str, dict[str, Any]], Event]

ENOUGH = 3
"""Completed readings with a time from which their mean is worth planning by."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a file takes, as measured.

    Attributes:
        minutes: the mean of completed readings.
        readings: how many they are.
    """

    minutes: float
    readings: int


class Times:
    """The time that readers spend on the cases of one opened inspection file."""

    def __init__(self, connection: sqlite3.Connection, record: Record, reader: str) -> None:
        """Record for this reader; ``record`` appends an event."""
        self._connection = connection
        self._record = record
        self._reader = reader

    def note(self, case_id: str, seconds: int) -> None:
        """Add to the time that the reader has spent on a case.

        It is an event, so that merging the files of several laptops adds the times up.

        Args:
            case_id: the case.
            seconds: more than none.

        Raises:
            UsageError: if it is no time.
        """
        if seconds < 1:
            raise UsageError("a time is a second or more")
        self._record("time", {"case": case_id, "seconds": int(seconds)})

    def own(self) -> dict[str, int]:
        """Seconds that the reader has spent, by case."""
        rows = select(self._connection, TimeSpent, "reader = ?", self._reader)
        return {row.case_id: row.seconds for row in rows}

    def limit(self) -> TimeLimit | None:
        """The reader's time limit in a training session; None where there is none."""
        return time_limit(self._connection, self._reader)

    def all_read(self) -> bool:
        """Whether the reader has completed every file of a training session that is not debriefed yet."""
        return all_read(self._connection, self._reader)

    def pace(self) -> Pace | None:
        """How long a file takes, over every reader's completed readings; None under ``ENOUGH`` of them."""
        done = {(row.case_id, row.reader) for row in select(self._connection, Reading, "state = 'completed'")}
        spent = [
            row.seconds for row in select(self._connection, TimeSpent) if (row.case_id, row.reader) in done
        ]
        return Pace(sum(spent) / len(spent) / 60, len(spent)) if len(spent) >= ENOUGH else None
