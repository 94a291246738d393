"""What the report says needs to improve, and its strengths: drafted by counts, settled by people."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Sequence
from typing import Any, get_args

from sampling.errors import UsageError, unknown
from sampling.findings.enquiries import Improvement, Purpose
from sampling.findings.events import Event, canonical_json, digest
from sampling.findings.ratings import Rating
from sampling.framework import Edition
from sampling.rollup.points import Point, points
from sampling.rollup.reading import CaseReading
from sampling.store import state
from sampling.store.cases import Cases
from sampling.store.enquiring import Enquiring
from sampling.store.judging import Judging
from sampling.store.readings import Readings
from sampling.store.settings import Settings
from sampling.text import clean

Record = Callable[[str, dict[str, Any]], Event]

PURPOSES: tuple[Purpose, ...] = get_args(Purpose)

MOST = 8
"""How many points of each purpose a draft puts forward; published reports have 4 to 10."""

_CLOSE = 1e-6
"""Places nearer than this leave no room between them."""


class Improving:
    """The points of the report of one opened inspection file."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        record: Record,
        edition: Edition,
        settings: Settings,
        cases: Cases,
        judging: Judging,
        enquiring: Enquiring,
    ) -> None:
        """Work over this connection; ``record`` appends an event."""
        self._connection = connection
        self._record = record
        self._edition = edition
        self._settings = settings
        self._cases = cases
        self._judging = judging
        self._enquiring = enquiring

    def draft(self, most: int = MOST) -> list[str]:
        """Put forward what the roll-up shows, by number of children; gives the ids of new points.

        What is there already keeps its words and place, also where it was left out; the findings it is
        tied to are brought up to date.
        """
        if most < 1:
            raise UsageError("a draft needs room for one point or more")
        readings = Readings(self._connection, self._cases.sight())
        there = {(item.purpose, item.area, item.criterion): item for item in self._rows()}
        added = []
        for point in points(self._judging.rollup().areas, most):
            findings = canonical_json(self._behind(point, readings))
            known = there.get((point.purpose, point.area, point.criterion))
            if known is None:
                added.append(self._add_draft(point, findings))
            elif known.findings != findings:
                self._change(known, {"findings": findings})
        return added

    def add(
        self,
        purpose: str,
        text: str,
        *,
        area: str = "",
        criterion: str = "",
        findings: Sequence[tuple[str, str]] = (),
        enquiry_id: str = "",
        aim: str = "",
    ) -> str:
        """Add a point in a person's own words; gives its id.

        Args:
            purpose: ``improve``, ``strength`` or ``priority_action``.
            text: the point.
            area: the area it is about; with a criterion, all its findings there are tied to it.
            criterion: the criterion it is about.
            findings: case and criterion of findings it is tied to.
            enquiry_id: the line of enquiry it is tied to.
            aim: the outcome or enabler of the National Framework, in editions that have them; by
                default the one suggested for the criterion.

        Raises:
            UsageError: if it is tied to nothing, a word is unknown, or the kind of visit names no areas
                for priority action.
        """
        word = self._purpose(purpose)
        if not text.strip():
            raise UsageError("a point of the report needs a text")
        area_id = self._edition.area(area).id if area else ""
        criterion_id = self._edition.criterion(criterion).id if criterion else ""
        enquiry = self._enquiring.enquiry(enquiry_id).enquiry_id if enquiry_id else ""
        pairs = [self._pair(case, named) for case, named in findings]
        if not pairs and criterion_id:
            pairs = self._on(word, area_id, criterion_id)
        if not pairs and not enquiry:
            nothing = f"no case that counts has such a finding on {criterion_id}: " if criterion_id else ""
            raise UsageError(f"{nothing}tie it to findings (a criterion, or cases) or to a line of enquiry")
        return self._add(
            word,
            {
                "text": clean(text).text,
                "area": area_id,
                "criterion": criterion_id,
                "findings": canonical_json(pairs),
                "enquiry": enquiry,
                "aim": self._aim(aim, criterion_id or (pairs[0][1] if pairs else "")),
            },
        )

    def edit(
        self,
        improvement_id: str,
        *,
        text: str | None = None,
        purpose: str | None = None,
        aim: str | None = None,
    ) -> None:
        """Change a point's words, purpose or aim; what is None stays as it was."""
        item = self.point(improvement_id)
        changes: dict[str, Any] = {}
        if text is not None:
            if not text.strip():
                raise UsageError("a point of the report needs a text; leave it out instead")
            changes["text"] = clean(text).text
        if purpose is not None:
            changes["purpose"] = self._purpose(purpose)
            changes["place"] = self._last(changes["purpose"])
        if aim is not None:
            changes["aim"] = self._aim(aim, item.criterion)
        if not changes:
            raise UsageError("nothing to change: give a text, a purpose or an outcome or enabler")
        self._change(item, changes)

    def order(self, improvement_id: str, place: int) -> None:
        """Put a point in its place among those of its purpose, 1 being the first."""
        item = self.point(improvement_id)
        others = [other for other in self.all(item.purpose) if other.improvement_id != item.improvement_id]
        if not 1 <= place <= len(others) + 1:
            raise UsageError(f"there are places 1 to {len(others) + 1}, not {place}")
        before = others[place - 2].place if place > 1 else None
        after = others[place - 1].place if place <= len(others) else None
        if before is not None and after is not None and after - before < _CLOSE:
            for number, other in enumerate(others, start=1):
                self._change(other, {"place": float(number)})
            return self.order(improvement_id, place)
        self._change(item, {"place": _between(before, after)})
        return None

    def leave_out(self, improvement_id: str) -> None:
        """Leave a point out of the report; a later draft does not bring it back."""
        self._change(self.point(improvement_id), {"state": "left_out"})

    def bring_back(self, improvement_id: str) -> None:
        """Take a point that was left out into the report again."""
        self._change(self.point(improvement_id), {"state": "open"})

    def point(self, improvement_id: str) -> Improvement:
        """One point of the report.

        Raises:
            UsageError: if there is none of that id.
        """
        known = {item.improvement_id: item for item in self._rows()}
        if improvement_id.strip() not in known:
            raise unknown("point of the report", improvement_id, list(known))
        return known[improvement_id.strip()]

    def all(self, purpose: str = "", *, left_out: bool = False) -> list[Improvement]:
        """The points in their order, purpose by purpose; those left out only where asked for."""
        wanted = self._word(purpose) if purpose else ""
        return [
            item
            for item in self._rows()
            if (not wanted or item.purpose == wanted) and (left_out or item.state == "open")
        ]

    def _rows(self) -> list[Improvement]:
        sight = self._cases.sight()
        rows = [row for row in state.select(self._connection, Improvement) if sight.may_see(row.reader, "")]
        order = {purpose: place for place, purpose in enumerate(("priority_action", "improve", "strength"))}
        return sorted(rows, key=lambda row: (order[row.purpose], row.place, row.improvement_id))

    def _word(self, purpose: str) -> Purpose:
        word = purpose.strip().casefold().replace(" ", "_").replace("-", "_")
        for known in PURPOSES:
            if word == known:
                return known
        raise unknown("purpose", purpose, list(PURPOSES))

    def _purpose(self, purpose: str) -> Purpose:
        word = self._word(purpose)
        kind = self._edition.kinds[self._settings.kind]
        if word == "priority_action" and not kind.priority_action:
            raise UsageError(f"a {kind.name.casefold()} names no areas for priority action")
        return word

    def _aim(self, aim: str, criterion: str) -> str:
        """The outcome or enabler: as named, else as suggested; none in editions that have none."""
        if not self._edition.aims:
            if aim:
                raise UsageError(f"{self._edition.title} ties nothing to the National Framework")
            return ""
        if aim:
            return self._edition.aim(aim).id
        suggested = [item.id for item in self._edition.aims if criterion in item.suggested_for]
        if not suggested:
            names = ", ".join(item.id for item in self._edition.aims)
            raise UsageError(f"say which outcome or enabler it is tied to: {names}")
        return suggested[0]

    def _pair(self, case_id: str, criterion: str) -> tuple[str, str]:
        line = self._cases.case(case_id)
        wanted = self._edition.criterion(criterion).id
        if not any(row.criterion == wanted and row.rating for row in self._cases.findings(line.case_id)):
            raise UsageError(f"there is no finding on {wanted} in {line.case_id}")
        return line.case_id, wanted

    def _on(self, purpose: Purpose, area: str, criterion: str) -> list[tuple[str, str]]:
        """The findings on a criterion that a point rests on, in one area or all."""
        readings = Readings(self._connection, self._cases.sight())
        areas = [area] if area else [item.id for item in self._edition.areas]
        side: Any = "strength" if purpose == "strength" else "improve"
        return [
            pair for name in areas for pair in self._behind(Point(side, name, criterion, 0, 0, 0), readings)
        ]

    def _behind(self, point: Point, readings: Readings) -> list[tuple[str, str]]:
        """Case and criterion of the counted findings that a point rests on, by case."""
        lines = self._judging.lines(point.area)
        found: list[CaseReading] = [reading for reading in readings.of(lines, None) if reading.read]
        wanted = point.purpose == "strength"
        return sorted(
            (reading.case, point.criterion)
            for reading in found
            if _rated(reading.findings.get(point.criterion), wanted)
        )

    def _add_draft(self, point: Point, findings: str) -> str:
        text = self._edition.criterion(point.criterion).text.rstrip(".")
        area = self._edition.area(point.area).name
        opening = "" if point.purpose == "strength" else "Making sure that "
        words = f"{text[:1].lower()}{text[1:]}" if opening else text
        return self._add(
            point.purpose,
            {
                # Named by what it is about, so that the same draft on two laptops is one point.
                "id": f"IM-{digest(f'{point.purpose}|{point.area}|{point.criterion}')[:8]}",
                "text": f"{opening}{words} ({area[:1].lower()}{area[1:]})",
                "area": point.area,
                "criterion": point.criterion,
                "findings": findings,
                "aim": self._aim("", point.criterion),
                "drafted": True,
            },
        )

    def _add(self, purpose: Purpose, payload: dict[str, Any]) -> str:
        whole = {
            "id": f"IM-{uuid.uuid4().hex[:8]}",
            "action": "add",
            "purpose": purpose,
            "place": self._last(purpose),
            **payload,
        }
        self._record("improvement", whole)
        return str(whole["id"])

    def _last(self, purpose: str) -> float:
        return max((item.place for item in self._rows() if item.purpose == purpose), default=0.0) + 1.0

    def _change(self, item: Improvement, changes: dict[str, Any]) -> None:
        self._record("improvement", {"id": item.improvement_id, "action": "edit", **changes})


def _between(before: float | None, after: float | None) -> float:
    if before is None:
        return 1.0 if after is None else after - 1.0
    return before + 1.0 if after is None else (before + after) / 2


def _rated(rating: Rating | None, good: bool) -> bool:
    return rating is not None and rating.rated and rating.good_or_better is good
