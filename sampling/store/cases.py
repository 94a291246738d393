"""The list of cases, and one case's file, as a viewer may see them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import date

from sampling.caseload import build
from sampling.caseload.casefile import CaseFile, Entry
from sampling.draw.selection import Role
from sampling.errors import UsageError, unknown
from sampling.findings.findings import (
    Assignment,
    CaseRating,
    Finding,
    HandEntry,
    Reading,
)
from sampling.framework import Edition
from sampling.store import state
from sampling.store.double_reading import double_readings
from sampling.store.lists import Lists
from sampling.store.materials import Materials
from sampling.store.settings import Settings
from sampling.store.visibility import Sight
from sampling.text import clean_line


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of the list of cases.

    Attributes:
        case_id: the case.
        child: the child's id.
        area: the area's id.
        draw: the draw's name; empty for a targeted case.
        role: ``sampled``, ``reserve``, ``targeted`` or ``removed``.
        stratum: the stratum.
        place: the place in the stratum's order of tickets.
        ticket: the ticket.
        replaces: the removed case it stands in for, or empty.
        assigned_to: who is to read it (the viewer, where the viewer is one of several), or empty.
        state: ``not started``, ``reading``, ``completed`` or ``reopened``, for the viewer's own reading;
            for somebody without one, the furthest that any visible reader is.
        rated: core criteria answered.
        core: core criteria of the area.
        case_rating: the rating's value, or empty.
        ratings: the core criteria's ratings in their order; empty where one is not answered.
    """

    case_id: str
    child: str
    area: str
    draw: str
    role: Role
    stratum: str
    place: int
    ticket: str
    replaces: str
    assigned_to: str
    state: str
    rated: int
    core: int
    case_rating: str
    ratings: tuple[str, ...] = ()


class Cases:
    """The cases of one opened inspection file."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        edition: Edition,
        settings: Settings,
        lists: Lists,
        viewer: str,
    ) -> None:
        """Read cases over this connection, as this viewer may see them."""
        self._connection = connection
        self._edition = edition
        self._settings = settings
        self._lists = lists
        self._materials = Materials(connection)
        self._viewer = viewer

    def sight(self, case_id: str = "") -> Sight:
        """What the viewer may see, as things stand; of one case only, where it is named."""
        double = double_readings(self._connection, case_id)
        completed = self._connection.execute(
            "SELECT case_id FROM reading WHERE reader = ? AND times_completed > 0"
            " AND (? = '' OR case_id = ?)",
            (self._viewer, case_id, case_id),
        )
        debriefs = {state for (state,) in self._connection.execute("SELECT debrief FROM session")}
        return Sight(
            self._viewer,
            "closed" in debriefs,
            frozenset(double),
            frozenset(case for (case,) in completed),
            frozenset(case for case, reading in double.items() if reading.settled_for(self._viewer)),
            debrief_open=debriefs == {"open"},
        )

    def all(self, area: str = "") -> list[CaseLine]:
        """Every case, in reading order: by area, sampled first, then by place and stratum.

        By place first, so that whoever stops early has read every stratum evenly.
        """
        order = {item.id: number for number, item in enumerate(self._edition.areas)}
        roles = {"sampled": 0, "targeted": 1, "reserve": 2, "removed": 3}
        wanted = self._edition.area(area).id if area else ""
        lines = self._rows(wanted)
        described = self._describe(lines)
        return sorted(
            described,
            key=lambda line: (
                order[line.area],
                roles[line.role],
                line.draw,
                line.place,
                line.stratum,
                line.case_id,
            ),
        )

    def case(self, case_id: str) -> CaseLine:
        """One case by its id (or by the child's id, where that names only one).

        Raises:
            UsageError: if there is no such case, or several.
        """
        wanted = clean_line(case_id).text
        rows = self._connection.execute(
            "SELECT DISTINCT case_id FROM drawn_case WHERE case_id = ? COLLATE NOCASE OR child = ?"
            " ORDER BY case_id <> ?",
            (wanted, wanted, wanted),
        ).fetchall()
        if not rows:
            known = [case for (case,) in self._connection.execute("SELECT DISTINCT case_id FROM drawn_case")]
            if not known:
                raise UsageError(f"unknown case '{wanted[:60]}': no cases have been drawn yet")
            raise unknown("case", wanted, known)
        exact = [case for (case,) in rows if case == wanted]
        if len(rows) > 1 and not exact:
            raise UsageError(
                f"'{wanted}' is drawn in several areas: choose {' or '.join(c for (c,) in rows)}"
            )
        found = exact[0] if exact else rows[0][0]
        return self._describe(self._rows("", found))[0]

    def file(self, case_id: str) -> CaseFile:
        """Everything that can be read about a case's child, hand-added entries included."""
        line = self.case(case_id)
        sight = self.sight(line.case_id)
        added = [
            Entry(
                row.entry_id,
                None if row.day is None else _iso(row.day),
                row.kind,
                row.text,
                worker=row.reader,
                source=f"added by hand; seen in {row.location}",
            )
            for row in state.select(self._connection, HandEntry, "case_id = ?", line.case_id)
            if sight.may_see(row.reader, line.case_id)
        ]
        return build.build(
            line.child,
            line.area,
            self._lists.of_child(line.child),
            self._settings.census_date,
            self._edition,
            self._materials.fetch(line.case_id),
            added,
            self._settings.thresholds,
        )

    def findings(self, case_id: str) -> list[Finding]:
        """The findings of a case that the viewer may see."""
        sight = self.sight(case_id)
        return [
            row
            for row in state.select(self._connection, Finding, "case_id = ?", case_id)
            if sight.may_see(row.reader, case_id)
        ]

    def case_ratings(self, case_id: str) -> list[CaseRating]:
        """The case ratings of a case that the viewer may see."""
        sight = self.sight(case_id)
        return [
            row
            for row in state.select(self._connection, CaseRating, "case_id = ?", case_id)
            if sight.may_see(row.reader, case_id)
        ]

    def _rows(self, area: str, case_id: str = "") -> list[CaseLine]:
        """The lines as drawn, before anything is said of their reading."""
        core = {item.id: len(item.core) for item in self._edition.areas}
        rows = self._connection.execute(
            "SELECT case_id, child, area, draw, role, stratum, place, ticket, replaces FROM drawn_case"
            " WHERE (? = '' OR area = ?) AND (? = '' OR case_id = ?) ORDER BY draw",
            (area, area, case_id, case_id),
        )
        return [
            CaseLine(
                case_id=row[0],
                child=row[1],
                area=row[2],
                draw=row[3],
                role=row[4],
                stratum=row[5],
                place=row[6],
                ticket=row[7],
                replaces=row[8],
                assigned_to="",
                state="not started",
                rated=0,
                core=core[row[2]],
                case_rating="",
            )
            for row in rows
        ]

    def _describe(self, lines: list[CaseLine]) -> list[CaseLine]:
        """Add to each line how far its reading is."""
        only = lines[0].case_id if len({line.case_id for line in lines}) == 1 else ""
        where, values = ("case_id = ?", (only,)) if only else ("", ())
        sight = self.sight(only)
        core = {area.id: area.core for area in self._edition.areas}
        answered: dict[tuple[str, str], dict[str, str]] = {}
        for finding in state.select(self._connection, Finding, where, *values):
            if finding.rating and sight.may_see(finding.reader, finding.case_id):
                own = answered.setdefault((finding.case_id, finding.reader), {})
                own[finding.criterion] = finding.rating
        ratings = {
            (row.case_id, row.reader): row.rating or ""
            for row in state.select(self._connection, CaseRating, where, *values)
            if sight.may_see(row.reader, row.case_id)
        }
        readings = {
            (row.case_id, row.reader): row.state
            for row in state.select(self._connection, Reading, where, *values)
            if sight.may_see(row.reader, row.case_id)
        }
        assigned = {row.case_id: row for row in state.select(self._connection, Assignment, where, *values)}
        readers: dict[str, set[str]] = {}
        for case_id, reader in (*answered, *ratings, *readings):
            readers.setdefault(case_id, set()).add(reader)
        described = []
        for line in lines:
            to = self._assigned_to(assigned.get(line.case_id))
            reader = self.counted_reader(readers.get(line.case_id, set()), to)
            key = (line.case_id, reader)
            own = answered.get(key, {})
            begun = bool(own) or bool(ratings.get(key))
            given = tuple(own.get(criterion, "") for criterion in core[line.area])
            described.append(
                replace(
                    line,
                    assigned_to=to,
                    rated=sum(map(bool, given)),
                    ratings=given,
                    case_rating=ratings.get(key, ""),
                    state={"completed": "completed", "reopened": "reopened"}.get(
                        readings.get(key, ""), "reading" if begun else "not started"
                    ),
                )
            )
        return described

    def _assigned_to(self, assignment: Assignment | None) -> str:
        if assignment is None:
            return ""
        return self._viewer if self._viewer in assignment.also.split(",") else assignment.reader

    def counted_reader(self, readers: set[str], assigned: str) -> str:
        """Whose reading of a case is shown: the viewer's own, then the assigned reader's, then the first."""
        if self._viewer in readers:
            return self._viewer
        if assigned in readers:
            return assigned
        return min(readers, default=self._viewer)


def _iso(text: str) -> date:
    return date.fromisoformat(text)
