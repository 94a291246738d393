"""The consistency meeting: where readers of one case differ, and what they agreed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sampling.errors import UsageError
from sampling.findings.events import Event, canonical_json
from sampling.findings.findings import CaseRating, Finding
from sampling.findings.ratings import Rating
from sampling.findings.second_readings import AgreedFinding
from sampling.framework import Edition
from sampling.rollup.area import AreaRollup
from sampling.store import state
from sampling.store.cases import CaseLine, Cases
from sampling.store.double_reading import DoubleReading, double_readings
from sampling.store.judging import Judging
from sampling.store.readings import AGREED, OVERALL, Readings
from sampling.text import clean

Record = Callable[[str, dict[str, Any]], Event]


@dataclass(frozen=True, slots=True)
class Difference:
    """One criterion (or the case rating) of a case read twice, where readers differ or have agreed.

    Attributes:
        case_id: the case.
        criterion: the criterion, or ``overall``.
        ratings: reader and rating, by reader.
        agreed: what was agreed, or None.
    """

    case_id: str
    criterion: str
    ratings: tuple[tuple[str, Rating], ...]
    agreed: AgreedFinding | None

    @property
    def apart(self) -> int:
        """Steps between the furthest ratings, of strong to serious weakness; 0 where under two have one."""
        order = [rating for rating in Rating if rating.rated]
        places = [order.index(rating) for _, rating in self.ratings if rating.rated]
        return max(places) - min(places) if places else 0


@dataclass(frozen=True, slots=True)
class OtherView:
    """An area as another reader's findings would have it, where that changes the indication.

    Attributes:
        reader: the other reader, who has completed some of its cases.
        cases: how many of the area's sampled cases they completed beside the reader who counts.
        counted: the area as it counts.
        other: the area with that reader's findings of those cases instead.
    """

    reader: str
    cases: int
    counted: AreaRollup
    other: AreaRollup


class Moderating:
    """The consistency meeting of one opened inspection file."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        record: Record,
        edition: Edition,
        cases: Cases,
        judging: Judging,
    ) -> None:
        """Work over this connection; ``record`` appends an event."""
        self._connection = connection
        self._record = record
        self._edition = edition
        self._cases = cases
        self._judging = judging

    def read_twice(self) -> list[DoubleReading]:
        """Cases that two readers or more have completed, as far as the viewer may see them, by case."""
        sight = self._cases.sight()
        return [
            reading
            for case, reading in sorted(double_readings(self._connection).items())
            if len(reading.completed) > 1 and all(sight.may_see(name, case) for name in reading.completed)
        ]

    def differences(self, case_id: str = "") -> list[Difference]:
        """Where readers of one case differ, and what they agreed: the case rating first, by case.

        Only readers who have completed the case count; the widest apart of a case come first.
        """
        found: list[Difference] = []
        for reading in self.read_twice():
            if case_id and reading.case_id != case_id:
                continue
            found += self._of(reading)
        return found

    def moderate(self, case_id: str, criterion: str, rating: Rating, because: str) -> AgreedFinding:
        """Record what the readers of a case agreed; it counts in the roll-up from then on.

        Args:
            case_id: a case that two readers or more have completed.
            criterion: a criterion, or ``overall`` for the case rating.
            rating: the agreed rating.
            because: the reasons.

        Raises:
            UsageError: if the case was not read twice, a reader of it is not done, a session's debrief is
                closed, or reasons are missing.
        """
        line = self._cases.case(case_id)
        double = double_readings(self._connection, line.case_id).get(line.case_id)
        if double is None or len(double.completed) < 2:
            raise UsageError(
                f"{line.case_id} was not read by two readers to the end: there is nothing to moderate"
            )
        if self._cases.sight().debrief_closed:
            raise UsageError(
                "the debrief of this session is closed: nothing is agreed before everybody may see everything"
            )
        waiting = sorted(double.assigned - double.completed)
        if waiting:
            raise UsageError(f"{line.case_id} is still to be completed by {', '.join(waiting)}")
        if not because.strip():
            raise UsageError("an agreed finding needs reasons")
        wanted = self._criterion(line, criterion)
        if wanted == OVERALL and not rating.rated:
            raise UsageError("a case rating is strong, good, needs improvement or serious weakness")
        found = [[reader, value.value] for reader, value in self._ratings(double).get(wanted, {}).items()]
        self._record(
            "moderate",
            {
                "case": line.case_id,
                "criterion": wanted,
                "rating": rating.value,
                "because": clean(because).text,
                "found": canonical_json(found),
            },
        )
        return next(row for row in self._all() if (row.case_id, row.criterion) == (line.case_id, wanted))

    def agreed(self) -> list[AgreedFinding]:
        """Every agreed finding that the viewer may see, by case and criterion."""
        sight = self._cases.sight()
        return [row for row in self._all() if sight.may_see(AGREED, row.case_id)]

    def other_views(self) -> tuple[OtherView, ...]:
        """Where another reader's findings would change an area's indication, both views side by side."""
        readings = Readings(self._connection, self._cases.sight())
        found: list[OtherView] = []
        for area in self._edition.areas:
            lines = [line for line in self._judging.lines(area.id) if line.role == "sampled"]
            others = [readings.other_readers(line.case_id) for line in lines]
            counted: AreaRollup | None = None
            for reader in sorted({name for names in others for name in names}):
                counted = counted or self._judging.weigh(area.id, readings)
                other = self._judging.weigh(area.id, readings, instead=reader)
                if other.indication != counted.indication:
                    cases = sum(reader in names for names in others)
                    found.append(OtherView(reader, cases, counted, other))
        return tuple(found)

    def _all(self) -> list[AgreedFinding]:
        return state.select(self._connection, AgreedFinding, "1 ORDER BY case_id, criterion")

    def _of(self, reading: DoubleReading) -> list[Difference]:
        agreed = {row.criterion: row for row in self._all() if row.case_id == reading.case_id}
        found = [
            Difference(reading.case_id, criterion, tuple(ratings.items()), agreed.get(criterion))
            for criterion, ratings in self._ratings(reading).items()
            if len(set(ratings.values())) > 1 or criterion in agreed
        ]
        return sorted(found, key=lambda item: (item.criterion != OVERALL, -item.apart, item.criterion))

    def _ratings(self, reading: DoubleReading) -> dict[str, dict[str, Rating]]:
        """By criterion, the ratings of those who have completed the case."""
        found: dict[str, dict[str, Rating]] = {}
        rows: list[Finding | CaseRating] = [
            *state.select(self._connection, CaseRating, "case_id = ? ORDER BY reader", reading.case_id),
            *state.select(self._connection, Finding, "case_id = ? ORDER BY reader", reading.case_id),
        ]
        for row in rows:
            if row.rating and row.reader in reading.completed:
                criterion = row.criterion if isinstance(row, Finding) else OVERALL
                found.setdefault(criterion, {})[row.reader] = Rating(row.rating)
        return found

    def _criterion(self, line: CaseLine, criterion: str) -> str:
        if criterion.strip().casefold() == OVERALL:
            return OVERALL
        found: str = self._edition.criterion(criterion).id
        area = self._edition.area(line.area)
        if all(item.criterion != found for item in area.criteria):
            raise UsageError(f"{found} is not a criterion of {area.name.lower()}")
        return found
