"""How far each reader is with each case, as a viewer may see it."""

from __future__ import annotations

import sqlite3

from sampling.findings.findings import CaseRating, Reading
from sampling.store.rows import select
from sampling.store.visibility import Sight


class Progress:
    """How far one reader is with one case.

    Attributes:
        given: ratings by criterion.
        written: whether evidence or a citation stands anywhere, rated or not.
        case_rating: the rating of the case as a whole, or empty.
        reading: the state of the reading as recorded, or empty.
    """

    __slots__ = ("case_rating", "given", "reading", "written")

    def __init__(self) -> None:
        self.given: dict[str, str] = {}
        self.written = False
        self.case_rating = ""
        self.reading = ""

    @property
    def state(self) -> str:
        """The word in the list of cases."""
        if self.reading in ("completed", "reopened"):
            return self.reading
        return "reading" if self.given or self.written or self.case_rating else "not started"


def progress(
    connection: sqlite3.Connection, sight: Sight, where: str = "", *values: str
) -> dict[str, dict[str, Progress]]:
    """How far each reader is whom the viewer may see, by case and reader; nobody for a case not begun.

    Args:
        connection: the opened file.
        sight: what the viewer may see.
        where: a constant condition on the cases, with ``?`` for values; every case without one.
        values: the values.
    """
    found: dict[str, dict[str, Progress]] = {}

    def of(case_id: str, reader: str) -> Progress:
        return found.setdefault(case_id, {}).setdefault(reader, Progress())

    # Findings are many, and their evidence is long: only what is counted is read.
    begun = "(rating <> '' OR evidence <> '' OR citations <> '')"
    found_so_far = f"SELECT case_id, reader, criterion, rating FROM finding WHERE {begun} AND {where or 1}"  # noqa: S608
    for case_id, reader, criterion, rating in connection.execute(found_so_far, values):
        if sight.may_see(reader, case_id):
            of(case_id, reader).written = True
            if rating:
                of(case_id, reader).given[criterion] = rating
    for overall in select(connection, CaseRating, where, *values):
        if sight.may_see(overall.reader, overall.case_id):
            of(overall.case_id, overall.reader).case_rating = overall.rating or ""
    for reading in select(connection, Reading, where, *values):
        if sight.may_see(reading.reader, reading.case_id):
            of(reading.case_id, reading.reader).reading = reading.state
    return found
