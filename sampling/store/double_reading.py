"""Cases that more than one reader reads: who they are, and when the blind reading of a case is over."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DoubleReading:
    """A case with more than one reader.

    Attributes:
        case_id: the case.
        assigned: who is to read it.
        begun: who has recorded a rating or evidence.
        completed: who has completed it, now or before reopening it.
    """

    case_id: str
    assigned: frozenset[str]
    begun: frozenset[str]
    completed: frozenset[str]

    @property
    def over(self) -> bool:
        """Whether all who were to read it have, and at least two did."""
        return len(self.completed) > 1 and self.assigned <= self.completed

    def settled_for(self, viewer: str) -> bool:
        """Whether a viewer who is none of its readers may see what was found."""
        return self.over and viewer not in self.assigned | self.begun


def double_readings(connection: sqlite3.Connection, case_id: str = "") -> dict[str, DoubleReading]:
    """Every case that more than one reader reads or is to read; of one case only, where it is named."""
    # Two texts rather than one with an OR, which SQLite would answer by reading every case's rows.
    where, one = ("case_id = ?", (case_id,)) if case_id else ("1", ())
    assigned: dict[str, set[str]] = {}
    several: set[str] = set()
    for case, reader, also in connection.execute(
        f"SELECT case_id, reader, also FROM assignment WHERE {where}",  # noqa: S608 - constant texts
        one,
    ):
        assigned[case] = {name for name in (reader, *also.split(",")) if name}
        if also:
            several.add(case)
    begun = _readers(
        connection,
        f"SELECT case_id, reader FROM finding WHERE {where}"  # noqa: S608
        f" UNION SELECT case_id, reader FROM case_rating WHERE {where}",
        (*one, *one),
    )
    completed = _readers(
        connection,
        f"SELECT case_id, reader FROM reading WHERE times_completed > 0 AND {where}",  # noqa: S608
        one,
    )
    several |= {case for case, readers in begun.items() if len(readers) > 1}
    return {
        case: DoubleReading(
            case,
            frozenset(assigned.get(case, ())),
            frozenset(begun.get(case, ())),
            frozenset(completed.get(case, ())),
        )
        for case in several
    }


def _readers(connection: sqlite3.Connection, query: str, values: tuple[str, ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for case, reader in connection.execute(query, values):
        found.setdefault(case, set()).add(reader)
    return found
