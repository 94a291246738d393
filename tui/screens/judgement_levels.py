"""What stands on each level of the judgement screen, from the judgements down to the findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sampling.rollup.area import AreaRollup
from sampling.rollup.reading import CaseReading
from sampling.store import Inspection
from sampling.store.readings import OVERALL
from tui.weighed import Weighed
from tui.widgets.area_rows import area_rows
from tui.widgets.enquiry_rows import enquiry_rows
from tui.widgets.found_rows import findings_in, findings_on, found_rows, readers_on
from tui.widgets.judgement_rows import judgement_rows, overview_rows
from tui.widgets.meeting_rows import audit_rows, concern_rows, difference_rows, meeting_rows
from tui.widgets.part_rows import beside_rows, query_rows, removed_rows
from tui.widgets.point_rows import point_rows, points_rows
from tui.widgets.rows import Row

CASE_LEVELS = ("case:", "f|")
"""How the keys of rows begin that open a child's file."""


_OTHER = "another reader's does"

_PARTS = {
    "": "Case ratings",
    "targeted": "Targeted",
    "removed": "Removed",
    "beside": "Practice and experience",
}
"""What the parts of an area are called whose cases a level shows, beside those that have names."""


class Levels:
    """The rows of every level, for one reading of the inspection.

    A level is known by a key: empty for the top; ``j:`` and a judgement, ``a:`` and an area, ``c:`` with
    an area and a criterion, ``r:`` with an area and a part of it whose case ratings are counted, ``e:``
    and a line of enquiry, ``p:`` and a point of the report, ``d|`` with a case and a criterion on which
    readers differ; ``points:``, ``meeting:``, ``concerns:``, ``queries:``, ``audits:``.
    """

    def __init__(self, inspection: Inspection, weighed: Weighed) -> None:
        """The levels of this inspection as it was read into ``weighed``."""
        self.weighed = weighed
        self._inspection = inspection
        self._edition = inspection.edition
        self._made: dict[str, list[Row]] = {}
        self._makers: dict[str, Callable[[str], list[Row]]] = {
            "": lambda _: overview_rows(weighed, self._edition),
            "j:": self._judgement,
            "a:": self._area,
            "c:": self._criterion,
            "r:": self._ratings,
            "e:": self._enquiry,
            "p:": self._point,
            "d|": self._difference,
            "points:": lambda _: points_rows(weighed.points, self._edition),
            "meeting:": lambda _: meeting_rows(
                weighed.twice, weighed.differences, weighed.views, self._edition
            ),
            "concerns:": lambda _: concern_rows(weighed.concerns, weighed.overdue),
            "queries:": lambda _: query_rows(weighed.queries),
            "audits:": lambda _: audit_rows(weighed.rollup.areas, weighed.read, self._edition),
        }

    def rows(self, level: str) -> list[Row]:
        """The rows of a level; none where there is no such level, or not any more."""
        if level not in self._made:
            kind = kind_of(level)
            maker = self._makers.get(kind)
            self._made[level] = maker(level[len(kind) :]) if maker else []
        return self._made[level]

    def name(self, level: str) -> list[str]:
        """What a level is called in the trail; a criterion has its area before it."""
        kind, rest = kind_of(level), level[len(kind_of(level)) :]
        match kind:
            case "j:":
                return [self._edition.judgement(rest).short_name]
            case "a:":
                return [self._edition.area(rest).name]
            case "c:":
                area, _, criterion = rest.partition(":")
                return [self._edition.area(area).name, criterion]
            case "r:":
                area, part, name = _part_of(rest)
                return [self._edition.area(area).name, _PARTS.get(part, name or "no team named")]
            case "d|":
                return rest.split("|")
            case "e:":
                return ["Line of enquiry"]
            case "p:":
                return ["Point"]
        return {
            "points:": ["To improve, and strengths"],
            "meeting:": ["Consistency meeting"],
            "concerns:": ["Concerns"],
            "queries:": ["Open queries"],
            "audits:": ["The authority's own audits"],
        }.get(kind, [])

    def _judgement(self, id: str) -> list[Row]:
        found = next((item for item in self.weighed.rollup.judgements if item.judgement == id), None)
        if found is None:
            return []
        return judgement_rows(found, self.weighed, self._edition, self._inspection.judging.changes(id))

    def _area(self, id: str) -> list[Row]:
        found = next((item for item in self.weighed.rollup.areas if item.area == id), None)
        return area_rows(found, self._edition) if found else []

    def _criterion(self, rest: str) -> list[Row]:
        area, _, criterion = rest.partition(":")
        drawn = any(item.area == area for item in self.weighed.rollup.areas)
        if not drawn or criterion not in self._edition.criteria:
            return []
        return found_rows(findings_on(self._inspection, area, criterion), criterion, self._edition)

    def _ratings(self, rest: str) -> list[Row]:
        """The case ratings that a count rests on: all of an area's, or those of one part of it."""
        area, part, name = _part_of(rest)
        rolled = next((item for item in self.weighed.rollup.areas if item.area == area), None)
        if rolled is None:
            return []
        if part == "removed":
            return removed_rows(self._inspection, area)
        if part == "beside":
            return beside_rows(self.weighed.read[area], self._edition)
        found = findings_on(self._inspection, area, OVERALL)
        if part:
            cases = {item.case for item in self.weighed.read[area] if _belongs(rolled, item, part, name)}
            found = [item for item in found if item.case_id in cases]
        return found_rows(found, OVERALL, self._edition) if found else []

    def _enquiry(self, id: str) -> list[Row]:
        found = self.weighed.enquiry(id)
        return enquiry_rows(found, self.weighed.rollup.areas, self._edition) if found else []

    def _point(self, id: str) -> list[Row]:
        found = self.weighed.point(id)
        if found is None:
            return []
        counted = {item.case: item.reader for read in self.weighed.read.values() for item in read}
        findings = [
            item if counted.get(item.case_id, item.reader) == item.reader else replace(item, aside=_OTHER)
            for item in findings_in(self._inspection, found.pairs)
        ]
        return point_rows(found, findings, self.weighed.enquiry(found.enquiry_id), self._edition)

    def _difference(self, rest: str) -> list[Row]:
        case, _, criterion = rest.partition("|")
        found = self.weighed.difference(case, criterion)
        if found is None:
            return []
        return difference_rows(found, readers_on(self._inspection, case, criterion), self._edition)


def _part_of(rest: str) -> tuple[str, str, str]:
    """The area, the part and its name that a level of case ratings is of; a name may hold any mark."""
    area, _, rest = rest.partition(":")
    part, _, name = rest.partition(":")
    return area, part, name


def _belongs(area: AreaRollup, item: CaseReading, part: str, name: str) -> bool:
    """Whether a completed case is one of those that a part of an area's count is made of."""
    if item.simulated:
        return False
    if part == "targeted" or item.role != "sampled":
        return item.role == part
    if part == "stratum":
        parts = next((row.parts for row in area.by_stratum if row.stratum == name), ())
        return item.stratum in (name, *parts)
    return name == (item.reader if part == "reader" else item.team)


def kind_of(level: str) -> str:
    """How a level's key begins: ``j:``, ``points:``, ``d|``; empty for the top."""
    if level.startswith(("d|", "f|")):
        return level[:2]
    before, colon, _ = level.partition(":")
    return before + colon


def case_of(key: str) -> str:
    """The case that a row is about; empty where it is about none."""
    if key.startswith("case:"):
        return key.removeprefix("case:").partition("|")[0]
    return key.split("|")[1] if key.startswith(("f|", "d|")) else ""
