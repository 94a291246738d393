"""What the rows of a handover are worked from: read once, as far as the viewer may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sampling.handover.pseudonyms import Pseudonyms
from sampling.rollup.judgement import Rollup
from sampling.rollup.reading import CaseReading
from sampling.store import Inspection
from sampling.store.cases import CaseLine
from sampling.store.readings import Readings
from sampling.store.teams import teams
from sampling.store.visibility import Sight

ROLES = ("sampled", "removed", "targeted", "reserve")
"""Roles in the order in which one is kept where a case has several."""


@dataclass(frozen=True)
class Ground:
    """An opened inspection as its viewer may see it, at one moment.

    Attributes:
        inspection: the opened file.
        names: how cases, draws and free text are written.
        sight: what the viewer may see.
        rollup: what the findings amount to.
        counted: by area, the draw that counts.
        lines: by case, the line of the draw that counts, else of another.
        also: by case, the lines of further draws.
        readings: by case, the reading that counts for it.
        teams: by case, the team that holds the child; sampled cases only, and none where the lists name none.
    """

    inspection: Inspection
    names: Pseudonyms
    sight: Sight
    rollup: Rollup
    counted: Mapping[str, str]
    lines: Mapping[str, CaseLine]
    also: Mapping[str, tuple[CaseLine, ...]]
    readings: Mapping[str, CaseReading]
    teams: Mapping[str, str]

    def in_order(self) -> list[str]:
        """Every case by how it is written here, so that the order tells nothing of real ids."""
        return sorted(self.lines, key=self.names.case)

    def enters(self, case_id: str) -> bool:
        """Whether a case enters the roll-up: sampled in the draw that counts, and completed."""
        line, reading = self.lines[case_id], self.readings[case_id]
        return line.draw == self.counted.get(line.area) and reading.read and not reading.simulated

    def enters_of(self, case_id: str, reader: str) -> bool:
        """Whether this reader's findings of a case enter the roll-up."""
        return self.enters(case_id) and self.readings[case_id].reader == reader


def survey(inspection: Inspection, names: Pseudonyms) -> Ground:
    """Read what the rows need; inside one transaction, so that all of it is of one moment."""
    counted = {}
    for area in inspection.edition.areas:
        entry = inspection.draws.counted(area.id)
        if entry:
            counted[area.id] = entry.draw
    sight = inspection.cases.sight()
    lines, also = _each_once(inspection.cases.all(), counted)
    return Ground(
        inspection=inspection,
        names=names,
        sight=sight,
        rollup=inspection.judging.rollup(),
        counted=counted,
        lines=lines,
        also=also,
        readings=_readings(inspection, sight, lines.values()),
        teams=_teams(inspection, lines.values()),
    )


def _teams(inspection: Inspection, lines: Iterable[CaseLine]) -> dict[str, str]:
    sampled = [line for line in lines if line.role == "sampled"]
    found: dict[str, str] = {}
    for area in inspection.edition.areas:
        cases = {line.child: line.case_id for line in sampled if line.area == area.id}
        held = teams(inspection.lists, inspection.settings, inspection.edition, area.id, cases)
        found.update((cases[child], team) for child, team in held.items())
    return found


def _each_once(
    lines: Iterable[CaseLine], counted: Mapping[str, str]
) -> tuple[dict[str, CaseLine], dict[str, tuple[CaseLine, ...]]]:
    by_case: dict[str, list[CaseLine]] = {}
    for line in lines:
        by_case.setdefault(line.case_id, []).append(line)
    chosen, also = {}, {}
    for case_id, found in by_case.items():
        found.sort(
            key=lambda line: (
                line.role != "targeted" and line.draw != counted.get(line.area),
                ROLES.index(line.role),
            )
        )
        chosen[case_id], also[case_id] = found[0], tuple(found[1:])
    return chosen, also


def _readings(inspection: Inspection, sight: Sight, lines: Iterable[CaseLine]) -> dict[str, CaseReading]:
    by_draw: dict[str, list[CaseLine]] = {}
    for line in lines:
        by_draw.setdefault(line.draw, []).append(line)
    source = Readings(inspection.connection, sight)
    found: dict[str, CaseReading] = {}
    for draw, some in by_draw.items():
        selection = inspection.draws.selection(draw) if draw else None
        found.update((reading.case, reading) for reading in source.of(some, selection))
    return found
