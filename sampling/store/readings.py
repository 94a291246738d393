"""From the inspection file to the roll-up: each case once, with the findings that count for it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from sampling.draw.selection import Selection
from sampling.findings.drawn import RemovedCase
from sampling.findings.findings import CaseRating, Reading
from sampling.findings.raised import Concern, Query
from sampling.findings.ratings import Rating
from sampling.findings.readers import Assignment, Reader
from sampling.findings.second_readings import AgreedFinding, AuditGrade
from sampling.framework import Grade
from sampling.rollup.reading import CaseReading
from sampling.store import state
from sampling.store.cases import CaseLine
from sampling.store.visibility import Sight

AGREED = "(agreed)"
"""Who stands as the author of a finding that readers agreed at a consistency meeting."""

OVERALL = "overall"
"""As a criterion: the case rating."""


class Readings:
    """The readings of an opened file, as far as a viewer may see them."""

    def __init__(self, connection: sqlite3.Connection, sight: Sight) -> None:
        """Read everything once; the roll-up of every area is then worked from memory."""
        self._findings: dict[tuple[str, str], dict[str, Rating]] = {}
        rated = "SELECT case_id, reader, criterion, rating FROM finding WHERE rating <> ''"
        for case_id, reader, criterion, rating in connection.execute(rated):
            if sight.may_see(reader, case_id):
                self._findings.setdefault((case_id, reader), {})[criterion] = _RATINGS[rating]
        self._ratings = {
            (row.case_id, row.reader): Rating(row.rating)
            for row in state.select(connection, CaseRating)
            if row.rating and sight.may_see(row.reader, row.case_id)
        }
        self._completed: dict[str, dict[str, str]] = {}
        for reading in state.select(connection, Reading, "state = 'completed'"):
            if sight.may_see(reading.reader, reading.case_id):
                self._completed.setdefault(reading.case_id, {})[reading.reader] = reading.at
        self._assigned = {row.case_id: row.reader for row in state.select(connection, Assignment)}
        self._concerns = Counter(
            row.case_id
            for row in state.select(connection, Concern, "state <> 'closed'")
            if sight.may_see(row.reader, row.case_id)
        )
        self._queries = Counter(
            row.case_id
            for row in state.select(connection, Query, "state = 'open'")
            if sight.may_see(row.reader, row.case_id)
        )
        self._removals = {
            (removal.draw, removal.child): removal.kind for removal in state.select(connection, RemovedCase)
        }
        self._simulated = {row.reader for row in state.select(connection, Reader, "simulated = 1")}
        self._agreed: dict[str, dict[str, Rating]] = {}
        for agreed in state.select(connection, AgreedFinding):
            if sight.may_see(AGREED, agreed.case_id):
                self._agreed.setdefault(agreed.case_id, {})[agreed.criterion] = Rating(agreed.rating)
        self._audits = {row.case_id: Grade(row.grade) for row in state.select(connection, AuditGrade)}
        self._readers: dict[str, set[str]] = {}
        for case_id, reader in (*self._findings, *self._ratings):
            self._readers.setdefault(case_id, set()).add(reader)

    def of(
        self,
        lines: Iterable[CaseLine],
        selection: Selection | None,
        *,
        instead: str = "",
        teams: Mapping[str, str] | None = None,
    ) -> list[CaseReading]:
        """The readings of these cases, each case once.

        Args:
            lines: the cases.
            selection: the draw they come from, or None.
            instead: a reader whose completed readings are taken instead of those that count, and of
                what was agreed; empty for the readings that count.
            teams: by child, the team that holds it, where that is wanted.
        """
        probability = {item.child: item.probability for item in selection.tickets} if selection else {}
        return [
            replace(
                self._reading(line, probability.get(line.child), instead),
                team=(teams or {}).get(line.child, ""),
            )
            for line in lines
        ]

    def other_readers(self, case_id: str) -> tuple[str, ...]:
        """Who has completed a case beside the reader whose findings count, by name; persons only."""
        counted = self.counted_reader(case_id)
        return tuple(sorted(set(self._completed.get(case_id, {})) - {counted} - self._simulated))

    def counted_reader(self, case_id: str) -> str:
        """Whose findings count: the assigned reader's, else those of whoever completed it first.

        A simulated reader's count only where no person has read the case.
        """
        everybody = self._readers.get(case_id, set())
        readers = everybody - self._simulated or everybody
        assigned = self._assigned.get(case_id, "")
        if assigned and (assigned in readers or not readers):
            return assigned
        completed = {
            reader: at for reader, at in self._completed.get(case_id, {}).items() if reader in readers
        }
        if completed:
            return min(completed, key=lambda reader: (completed[reader], reader))
        return min(readers, default="")

    def _reading(self, line: CaseLine, probability: float | None, instead: str) -> CaseReading:
        other = bool(instead) and instead in self._completed.get(line.case_id, {})
        reader = instead if other else self.counted_reader(line.case_id)
        key = (line.case_id, reader)
        agreed = {} if other else self._agreed.get(line.case_id, {})
        return CaseReading(
            case=line.case_id,
            child=line.child,
            stratum=line.stratum,
            role=line.role,
            order=line.place,
            completed=reader in self._completed.get(line.case_id, {}),
            rating=agreed.get(OVERALL, self._ratings.get(key)),
            reader=reader,
            findings={
                **self._findings.get(key, {}),
                **{criterion: rating for criterion, rating in agreed.items() if criterion != OVERALL},
            },
            audit_grade=self._audits.get(line.case_id),
            open_concerns=self._concerns[line.case_id],
            open_queries=self._queries[line.case_id],
            removal_kind=_KINDS.get(self._removals.get((line.draw, line.child), "")),
            simulated=reader in self._simulated,
            probability=probability,
        )


_RATINGS = {rating.value: rating for rating in Rating}

_KINDS: dict[str, Literal["out_of_scope", "not_available"]] = {
    "out_of_scope": "out_of_scope",
    "not_available": "not_available",
}
