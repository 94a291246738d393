"""Time spent on cases: added up, merged, rebuilt, and the pace that follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from sampling.errors import UsageError
from sampling.findings.ratings import Rating
from sampling.store import Inspection
from sampling.store.copying import copy
from sampling.store.merge import merge
from sampling.store.verify import verify
from tests.tui import world


def _complete(inspection: Inspection, case_id: str) -> None:
    area = inspection.edition.area(inspection.cases.case(case_id).area)
    for criterion in (*area.core, "overall"):
        inspection.reading.rate(case_id, criterion, Rating.GOOD)
    inspection.reading.complete(case_id)


def test_times_add_up_and_are_one_readers_own(tmp_path: Path) -> None:
    path = world.drawn(tmp_path / "a.ilacs")
    with Inspection.open(path, reader="Rowan") as inspection:
        case = inspection.cases.all()[0].case_id
        inspection.times.note(case, 90)
        inspection.times.note(case, 30)
        assert inspection.times.own() == {case: 120}
        with pytest.raises(UsageError, match="a second or more"):
            inspection.times.note(case, 0)
    with Inspection.open(path, reader="Perpetua") as inspection:
        assert inspection.times.own() == {}
        assert verify(inspection).ok, "the table is what the journal folds to"


def test_merging_loses_no_time(tmp_path: Path) -> None:
    one = world.drawn(tmp_path / "one.ilacs")
    two, both = tmp_path / "two.ilacs", tmp_path / "both.ilacs"
    copy(one, two)
    for path, seconds in ((one, 60), (two, 600)):
        with Inspection.open(path, reader="Rowan") as inspection:
            case = inspection.cases.all()[0].case_id
            inspection.times.note(case, seconds)
    merge(both, [one, two])
    with Inspection.open(both, reader="Rowan") as merged:
        assert merged.times.own() == {case: 660}
        assert verify(merged).ok


def test_the_pace_is_that_of_completed_readings_and_wants_three(tmp_path: Path) -> None:
    path = world.drawn(tmp_path / "a.ilacs")
    with Inspection.open(path, reader="Rowan") as inspection:
        cases = [line.case_id for line in inspection.cases.all()][:4]
        for case, minutes in zip(cases, (30, 60, 90, 500), strict=True):
            inspection.times.note(case, 60 * minutes)
        for case in cases[:2]:
            _complete(inspection, case)
        assert inspection.times.pace() is None
        _complete(inspection, cases[2])
        pace = inspection.times.pace()
        assert pace is not None
        assert (pace.minutes, pace.readings) == (60, 3)
