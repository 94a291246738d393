"""Counts by team: whose cases they are, as the lists say."""

from __future__ import annotations

from pathlib import Path

from sampling.findings.ratings import Rating
from sampling.store import Inspection
from tests.tui import world


def test_a_roll_up_counts_by_the_team_that_the_frame_names(tmp_path: Path) -> None:
    path = world.drawn(tmp_path / "teams.ilacs")
    with Inspection.open(path) as inspection:
        area = "children_in_care"
        frame = inspection.draws.frame(area)
        place = frame.column("team")
        named = {row.id: row.values[place] for row in frame.rows}
        lines = [line for line in inspection.cases.all(area) if line.role == "sampled"]
        first = lines[0]
        for criterion in inspection.edition.area(area).core:
            inspection.reading.rate(first.case_id, criterion, Rating.GOOD)
        inspection.reading.rate(first.case_id, "overall", Rating.GOOD, evidence="Seen.")
        inspection.reading.complete(first.case_id)
        found = next(item for item in inspection.judging.rollup().areas if item.area == area).by_team
        wanted = [named[line.child] for line in lines]
        assert {item.team: item.sampled for item in found} == {
            team: wanted.count(team) for team in set(wanted)
        }
        assert len(found) > 1
        assert {item.team: item.good_or_better for item in found if item.rated} == {named[first.child]: 1}


def test_a_hand_out_without_a_frame_counts_by_team_too(tmp_path: Path) -> None:
    path = world.drawn(tmp_path / "teams.ilacs")
    with Inspection.open(path) as inspection:
        inspection.connection.execute("DELETE FROM content WHERE kind = 'frame'")
        found = inspection.judging.rollup().areas[0].by_team
        assert sum(item.sampled for item in found) == 8
