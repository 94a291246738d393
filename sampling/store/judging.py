"""Weighing and judging: the roll-up of an opened file, and the grades that persons enter."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

from sampling.errors import UsageError
from sampling.findings import fold
from sampling.findings.events import Event
from sampling.findings.judgements import JudgementEntry
from sampling.framework import Edition, Grade
from sampling.rollup.area import AreaRollup, roll_up_area
from sampling.rollup.judgement import Entered, JudgementRollup, Rollup, outside_indication, roll_up
from sampling.rollup.reading import CaseReading, InsteadOfFirst
from sampling.store import state
from sampling.store.cases import CaseLine, Cases
from sampling.store.draws import Draws
from sampling.store.journal import Journal
from sampling.store.lists import Lists
from sampling.store.readings import Readings
from sampling.store.settings import Settings
from sampling.store.strata import StrataDesk
from sampling.store.teams import teams
from sampling.text import clean

Record = Callable[[str, dict[str, Any]], Event]


class Judging:
    """The roll-up and the judgements of one opened inspection file."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        record: Record,
        edition: Edition,
        settings: Settings,
        cases: Cases,
        draws: Draws,
        strata: StrataDesk,
        lists: Lists,
        journal: Journal,
    ) -> None:
        """Weigh and judge over this connection; ``record`` appends an event."""
        self._connection = connection
        self._record = record
        self._edition = edition
        self._settings = settings
        self._cases = cases
        self._draws = draws
        self._strata = strata
        self._lists = lists
        self._journal = journal

    def rollup(self, include_simulated: bool = False) -> Rollup:
        """What the findings amount to, as far as the viewer may see them.

        Args:
            include_simulated: whether the findings of simulated readers count too.
        """
        readings = Readings(self._connection, self._cases.sight())
        areas = [
            self.weigh(area.id, readings, include_simulated=include_simulated) for area in self._edition.areas
        ]
        entered = {
            entry.judgement: Entered(Grade(entry.grade), entry.reader, entry.because)
            for entry in self.judgements().values()
        }
        previous = {id: Grade(grade) for id, grade in (self._settings.previous or {}).items()}
        return roll_up(self._edition, areas, entered, previous)

    def judge(self, judgement: str, grade: Grade, because: str) -> JudgementEntry:
        """Enter a grade with reasons; what was known at the time is written beside it.

        Raises:
            UsageError: if the kind of visit has no grades, the judgement is unknown, or there are no reasons.
        """
        kind = self._edition.kinds[self._settings.kind]
        if not kind.graded:
            raise UsageError(f"a {kind.name.casefold()} has no grades")
        chosen = self._edition.judgement(judgement)
        if not because.strip():
            raise UsageError("a judgement needs reasons")
        weighed = self._weighed(chosen.id)
        indication = weighed.indication or ()
        self._record(
            "judge",
            {
                "judgement": chosen.id,
                "grade": grade.value,
                "because": clean(because).text,
                "indication": ",".join(item.value for item in indication),
                "outside": outside_indication(grade, weighed.indication),
                "completed": sum(area.completed for area in weighed.areas),
            },
        )
        return self.judgements()[chosen.id]

    def judgements(self) -> dict[str, JudgementEntry]:
        """The grades that stand, by judgement; before a session's debrief the viewer's own only."""
        sight = self._cases.sight()
        rows = state.select(self._connection, JudgementEntry)
        return {row.judgement: row for row in rows if sight.may_see(row.reader, "")}

    def changes(self, judgement: str) -> list[JudgementEntry]:
        """Every grade that was entered for a judgement and not undone, oldest first, as it may be seen."""
        sight = self._cases.sight()
        subject = f"judgement|{self._edition.judgement(judgement).id}"
        found: list[JudgementEntry] = []
        row = None
        for event in fold.effective(self._journal.events_about(subject)):
            row = fold.apply(row, event)
            if isinstance(row, JudgementEntry) and sight.may_see(row.reader, ""):
                found.append(row)
        return found

    def weigh(
        self, area: str, readings: Readings, *, instead: str = "", include_simulated: bool = False
    ) -> AreaRollup:
        """One area rolled up; with ``instead`` as another reader found it where they completed a case."""
        draw = self._draws.counted(area)
        selection = self._draws.selection(draw.draw) if draw else None
        lines = self.lines(area)
        return roll_up_area(
            self._edition,
            area,
            readings.of(lines, selection, instead=instead, teams=self._teams(area, lines)),
            selection,
            include_simulated=include_simulated,
            merge=draw is not None and self._strata.merges(draw.draw),
            instead=self._instead(area, readings),
        )

    def _instead(self, area: str, readings: Readings) -> InsteadOfFirst | None:
        chosen, first = self._draws.chosen(area), self._draws.first(area)
        if chosen is None or first is None:
            return None
        lines = [line for line in self._cases.all(area) if line.draw == first.draw and line.role == "sampled"]
        completed = sum(reading.completed for reading in readings.of(lines, None))
        return InsteadOfFirst(chosen.reader, chosen.because, len(lines), completed)

    def counted(self, area: str, *, with_teams: bool = False) -> list[CaseReading]:
        """The cases of an area with the findings that count for it, as far as the viewer may see them.

        Args:
            area: the area's id.
            with_teams: whether each says which team holds the child, as the lists have it.
        """
        lines = self.lines(area)
        held = self._teams(area, lines) if with_teams else None
        return Readings(self._connection, self._cases.sight()).of(lines, None, teams=held)

    def lines(self, area: str) -> list[CaseLine]:
        """The cases of an area that its roll-up is worked from: of the draw that counts, and targeted."""
        draw = self._draws.counted(area)
        return _each_once(
            line
            for line in self._cases.all(area)
            if line.role == "targeted" or (draw and line.draw == draw.draw)
        )

    def _teams(self, area: str, lines: Iterable[CaseLine]) -> dict[str, str]:
        """The teams that hold the sampled children of an area."""
        sampled = (line.child for line in lines if line.role == "sampled")
        return teams(self._lists, self._settings, self._edition, area, sampled)

    def _weighed(self, judgement: str) -> JudgementRollup:
        return next(item for item in self.rollup().judgements if item.judgement == judgement)


def _each_once(lines: Iterable[CaseLine]) -> list[CaseLine]:
    """Each case once: a targeted child whose own ticket comes up counts as sampled, never twice."""
    order = ("sampled", "removed", "targeted", "reserve")
    chosen: dict[str, CaseLine] = {}
    for line in lines:
        other = chosen.get(line.case_id)
        if other is None or order.index(line.role) < order.index(other.role):
            chosen[line.case_id] = line
    return list(chosen.values())
