"""What was concluded goes out with the findings: enquiries, points of the report, agreed findings."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from sampling.findings.ratings import Rating
from sampling.handover.export import export
from sampling.store import Inspection
from tests.small import SteppingClock
from tests.store.handover_world import ask
from tests.store.meeting_world import AREA, FIRST, WORST, build, cases, read


def _file(tmp_path: Path) -> Path:
    path = build(tmp_path)
    with Inspection.open(path, reader="anna", clock=SteppingClock(), rolling=False) as inspection:
        case = cases(inspection)[-1]
        inspection.reading.assign(case, "anna", also=["ben"])
        child = inspection.cases.case(case).child
    with Inspection.open(path, reader="ben", clock=SteppingClock(), rolling=False) as inspection:
        read(inspection, case, Rating.SERIOUS_WEAKNESS, {WORST: Rating.SERIOUS_WEAKNESS})
        inspection.moderating.moderate(case, "overall", Rating.NEEDS_IMPROVEMENT, f"Weighed for {child}.")
        inspection.moderating.moderate(case, WORST, Rating.NEEDS_IMPROVEMENT, "Two visits were missed.")
        enquiry = inspection.enquiring.add("Who watches the plans?", "last_report", source=f"Of {child}.")
        inspection.enquiring.gather(enquiry, FIRST)
        inspection.enquiring.add_evidence(enquiry, "oversight", f"No one for {child}.", level="manager")
        inspection.improving.draft()
        inspection.improving.add("improve", "Oversight of plans", enquiry_id=enquiry, aim="enabler 2")
    return path


def test_what_was_concluded_is_tied_by_keys_and_counts_as_agreed(tmp_path: Path) -> None:
    with Inspection.open(_file(tmp_path), reader="ben", read_only=True, clock=SteppingClock()) as inspection:
        (area,) = inspection.judging.rollup().areas
        report = export(inspection, tmp_path / "out.db")
        child = next(line.child for line in inspection.cases.all(AREA))
    connection = sqlite3.connect(report.out)
    assert ask(connection, "PRAGMA foreign_key_check") == []
    assert ask(
        connection, "SELECT sum(rating IN ('strong', 'good')), count(*) FROM case_rating WHERE counts"
    ) == [(area.good_or_better, 12)]
    by_view = dict(ask(connection, "SELECT criterion, good_or_better FROM findings_by_criterion"))
    assert by_view == dict(ask(connection, "SELECT criterion, good_or_better FROM criterion_rollup"))
    assert by_view[WORST] == 11
    ((evidence, cited),) = ask(connection, "SELECT evidence, cases FROM line_of_enquiry")
    assert len(json.loads(evidence)) == 4
    assert json.loads(evidence)[3] == "oversight: conversation, manager level: No one for [masked id]."
    assert len(json.loads(cited)) == 3
    points = ask(
        connection,
        "SELECT improvement.text, question, national_framework FROM improvement"
        " JOIN line_of_enquiry USING (enquiry)",
    )
    assert points == [("Oversight of plans", "Who watches the plans?", "Enabler 2")]
    first = ask(connection, "SELECT findings FROM improvement WHERE place = 1")[0][0]
    assert len(json.loads(first)) == 3
    whole = "\n".join(connection.iterdump())
    connection.close()
    assert child not in whole


def test_a_line_of_enquiry_that_was_taken_back_leaves_no_dangling_key(tmp_path: Path) -> None:
    path = build(tmp_path)
    with Inspection.open(path, reader="anna", clock=SteppingClock(), rolling=False) as inspection:
        enquiry = inspection.enquiring.add("Who watches?", "last_report", source="Plans were late.")
        inspection.history.undo()
        inspection.history.redo()
        inspection.improving.add("improve", "Oversight", enquiry_id=enquiry, aim="enabler 2")
        inspection.record("undo", {"event": _event(inspection, "enquiry"), "subject": f"enquiry|{enquiry}"})
        report = export(inspection, tmp_path / "out.db")
    connection = sqlite3.connect(report.out)
    assert ask(connection, "PRAGMA foreign_key_check") == []
    assert ask(connection, "SELECT text, enquiry FROM improvement") == [("Oversight", None)]
    connection.close()


def _event(inspection: Inspection, kind: str) -> str:
    return next(event.event_id for event in inspection.journal.events(kind))
