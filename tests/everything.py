"""An inspection in which everything that takes words is recorded: whatever may be said, in one place each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from sampling.caseload.casefile import DocumentSource
from sampling.caseload.lists import ListRow
from sampling.findings.ratings import Rating
from sampling.framework import Grade
from sampling.store import Inspection, Settings, create
from tests.tui import world

READER = "Rowan"
AREA = "children_in_care"

EVIDENCE = 6
"""How much is asked for where a finding's evidence is wanted."""

Say = Callable[[int], str]
"""Gives some text; the number asks for more or less of it."""


def build(
    path: Path,
    say: Say,
    *,
    other: str = "Sorrel",
    rows: Sequence[ListRow] = (),
    documents: DocumentSource | None = None,
    **settings: str,
) -> Path:
    """Two areas drawn, one of them read by two readers who differ, and everything weighed and concluded."""
    chosen = Settings(
        inspection="everything",
        authority=settings.get("authority", "Thornbury Vale"),
        kind="standard",
        edition="ilacs-2023",
        inspection_date=date(2026, 5, 11),
        census_date=world.CENSUS,
        source=settings.get("source", "by hand"),
    )
    create(path, chosen, rows or list(world.rows(24)), world.COLUMNS, reader=READER)
    with Inspection.open(path, reader=READER, clock=_long_ago, rolling=False) as inspection:
        for area in ("safeguarding", AREA):
            inspection.draws.draw(area, 4, f"six dice {area}", name=f"{area}-1", documents=documents)
        _read_all(inspection, say, other)
    with Inspection.open(path, reader=other, rolling=False) as inspection:
        _read(inspection, cases(inspection)[1], Rating.SERIOUS_WEAKNESS, say)
    with Inspection.open(path, reader=READER, rolling=False) as inspection:
        _conclude(inspection, say)
    return path


def cases(inspection: Inspection) -> list[str]:
    """The sampled cases of the area that is read."""
    return [line.case_id for line in inspection.cases.all(AREA) if line.role == "sampled"]


def _long_ago() -> datetime:
    return datetime(2026, 5, 11, 9, tzinfo=UTC)


def _read_all(inspection: Inspection, say: Say, other: str) -> None:
    """What is recorded while reading."""
    desk, (first, second, third, fourth) = inspection.reading, cases(inspection)
    for kind in inspection.edition.entry_kinds[0], "conversation":
        desk.add_entry(first, None, kind, say(1), say(3))
    desk.query(first, say(3))
    answered = desk.query(third, say(2), inspection.edition.area(AREA).core[0])
    desk.answer_query(answered, say(3))
    concern = desk.concern(first, "immediate", say(3), say(1))
    inspection.times.note(first, 90)
    desk.concern(third, "practice", say(4))
    desk.answer_concern(concern, say(3))
    desk.assign(second, READER, also=[other])
    desk.assign(third, other)
    _read(inspection, first, Rating.SERIOUS_WEAKNESS, say)
    _read(inspection, second, Rating.GOOD, say)
    desk.rate(fourth, inspection.edition.area(AREA).core[0], Rating.GOOD, evidence=say(5))
    taken = {line.child for line in inspection.cases.all("safeguarding")}
    free = next(child for child in (f"A{place:04}" for place in range(24)) if child not in taken)
    inspection.roster.target("safeguarding", free, say(2))
    spare = [line.case_id for line in inspection.cases.all("safeguarding") if line.role == "sampled"]
    inspection.roster.remove(spare[0], next(iter(inspection.edition.removal_reasons)), say(1))


def _read(inspection: Inspection, case: str, rating: Rating, say: Say) -> None:
    cited = [inspection.cases.file(case).chronology[0].id]
    for criterion in inspection.edition.area(AREA).core:
        inspection.reading.rate(case, criterion, Rating.NEEDS_IMPROVEMENT, evidence=say(EVIDENCE), cite=cited)
    inspection.reading.rate(case, "overall", rating, evidence=say(3))
    inspection.reading.complete(case)


def _conclude(inspection: Inspection, say: Say) -> None:
    """What is recorded in weighing."""
    core, (first, second, *_) = inspection.edition.area(AREA).core, cases(inspection)
    inspection.reading.reopen(first, say(1))
    inspection.reading.complete(first)
    enquiry = inspection.enquiring.add(say(3), "last_report", source=say(3))
    inspection.enquiring.gather(enquiry, core[0])
    inspection.enquiring.add_evidence(enquiry, "oversight", say(4), level="manager", source=say(1))
    concluded = inspection.enquiring.add(say(2), "self_evaluation", source=say(1))
    inspection.enquiring.conclude(concluded, say(4))
    point = inspection.improving.add("improve", say(3), area=AREA, criterion=core[0])
    inspection.improving.edit(point, text=say(3))
    inspection.improving.add("strength", say(3), enquiry_id=enquiry, aim="enabler 2")
    inspection.moderating.moderate(second, core[1], Rating.GOOD, say(4))
    inspection.auditing.grade(first, Grade.GOOD, say(2))
    inspection.draws.draw(AREA, 2, "another six dice", name="again")
    inspection.roster.count(AREA, "again", say(2))
    inspection.roster.count(AREA, f"{AREA}-1", say(2))
    inspection.strata.merge("safeguarding", say(2))
    inspection.judging.judge(AREA, Grade.REQUIRES_IMPROVEMENT, say(4))
    inspection.judging.judge(AREA, Grade.INADEQUATE, say(4))
