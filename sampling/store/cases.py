"""The list of cases, and one case's file, as a viewer may see them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sampling.errors import UsageError, unknown
from sampling.findings.findings import CaseRating, Finding, HandEntry
from sampling.findings.readers import Assignment
from sampling.framework import Edition
from sampling.store.double_reading import double_readings
from sampling.store.lists import Lists
from sampling.store.progress import progress
from sampling.store.rows import select
from sampling.store.settings import Settings
from sampling.store.visibility import Sight
from sampling.text import clean_line

if TYPE_CHECKING:
    from sampling.caseload.casefile import CaseFile
    from sampling.draw.selection import Role


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
        self._viewer = viewer

    def sight(self, case_id: str = "") -> Sight:
        """What the viewer may see, as things stand; of one case only, where it is named."""
        double = double_readings(self._connection, case_id)
        where, one = (" AND case_id = ?", (case_id,)) if case_id else ("", ())
        completed = self._connection.execute(
            f"SELECT case_id FROM reading WHERE reader = ? AND times_completed > 0{where}",  # noqa: S608
            (self._viewer, *one),
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
        return sorted(
            self._lines("area = ?", wanted) if wanted else self._lines("1"),
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
        lines = self._lines("case_id = ?", wanted, only=wanted)
        if not lines:
            found = self._meant(wanted)
            lines = self._lines("case_id = ?", found, only=found)
        return lines[0]

    def _meant(self, wanted: str) -> str:
        """The case that is spelled in other letters, or named by its child."""
        rows = self._connection.execute(
            "SELECT DISTINCT case_id FROM drawn_case WHERE case_id = ? COLLATE NOCASE OR child = ?",
            (wanted, wanted),
        ).fetchall()
        found = [case for (case,) in rows]
        if len(found) > 1:
            raise UsageError(f"'{wanted}' is drawn in several areas: choose {' or '.join(found)}")
        if found:
            return str(found[0])
        known = [case for (case,) in self._connection.execute("SELECT DISTINCT case_id FROM drawn_case")]
        if not known:
            raise UsageError(f"unknown case '{wanted[:60]}': no cases have been drawn yet")
        raise unknown("case", wanted, known)

    def file(self, case_id: str) -> CaseFile:
        """Everything that can be read about a case's child, hand-added entries included."""
        # Imported for the first file that is read: the list of cases is shown without what builds one.
        from sampling.caseload import build
        from sampling.caseload.casefile import Entry
        from sampling.store.materials import Materials

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
            for row in select(self._connection, HandEntry, "case_id = ?", line.case_id)
            if sight.may_see(row.reader, line.case_id)
        ]
        return build.build(
            line.child,
            line.area,
            self._lists.of_child(line.child),
            self._settings.census_date,
            self._edition,
            Materials(self._connection).fetch(line.case_id),
            added,
            self._settings.thresholds,
        )

    def made_of(self, case_id: str) -> tuple[object, ...]:
        """A mark that differs whenever what a case's file is made of may have changed; cheap to ask for.

        It holds what other programs wrote, corrected lists, the material, and the entries added by hand.
        """
        (others,) = self._connection.execute("PRAGMA data_version").fetchone()
        written = self._connection.execute(
            "SELECT sha256 FROM material WHERE case_id = ?"
            " UNION ALL SELECT entry_id FROM entry WHERE case_id = ?",
            (case_id, case_id),
        )
        return (others, self._lists.replaced, *(row[0] for row in written))

    def findings(self, case_id: str) -> list[Finding]:
        """The findings of a case that the viewer may see."""
        sight = self.sight(case_id)
        return [
            row
            for row in select(self._connection, Finding, "case_id = ?", case_id)
            if sight.may_see(row.reader, case_id)
        ]

    def case_ratings(self, case_id: str) -> list[CaseRating]:
        """The case ratings of a case that the viewer may see."""
        sight = self.sight(case_id)
        return [
            row
            for row in select(self._connection, CaseRating, "case_id = ?", case_id)
            if sight.may_see(row.reader, case_id)
        ]

    def _lines(self, condition: str, *values: str, only: str = "") -> list[CaseLine]:
        """The lines of some cases, by draw; of what was read, only that of the one case where it is named."""
        rows = self._connection.execute(
            "SELECT case_id, child, area, draw, role, stratum, place, ticket, replaces"  # noqa: S608
            f" FROM drawn_case WHERE {condition} ORDER BY draw",
            values,
        ).fetchall()
        if not rows:
            return []
        # Of what was read in a whole inspection, that of these cases.
        where = f"case_id IN (SELECT case_id FROM drawn_case WHERE {condition})" if values else ""  # noqa: S608
        about = values
        if only:
            where, about = "case_id = ?", (only,)
        begun = progress(self._connection, self.sight(only), where, *about)
        assigned = {row.case_id: row for row in select(self._connection, Assignment, where, *about)}
        core = {area.id: area.core for area in self._edition.areas}
        unread = {area: ("",) * len(criteria) for area, criteria in core.items()}
        lines = []
        for row in rows:
            case_id, child, area, draw, role, stratum, place, ticket, replaces = row
            to = self._assigned_to(assigned.get(case_id))
            of_case = begun.get(case_id, {})
            own = of_case.get(self.counted_reader(set(of_case), to))
            given = tuple([own.given.get(key, "") for key in core[area]]) if own else unread[area]
            lines.append(
                CaseLine(
                    case_id,
                    child,
                    area,
                    draw,
                    role,
                    stratum,
                    place,
                    ticket,
                    replaces,
                    to,
                    own.state if own else "not started",
                    len(given) - given.count(""),
                    len(given),
                    own.case_rating if own else "",
                    given,
                )
            )
        return lines

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
