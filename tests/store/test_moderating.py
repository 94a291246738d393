"""The consistency meeting: readers who differ, what they agree, and what then counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from sampling.errors import UsageError
from sampling.findings.ratings import Rating
from sampling.framework import Grade
from sampling.store import Inspection
from sampling.store.verify import verify
from tests.small import SteppingClock
from tests.store.meeting_world import AREA, FIRST, WORST, build, cases, read

REASON = "The statutory visits in May were on another system."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return build(tmp_path)


def _open(path: Path, reader: str) -> Inspection:
    return Inspection.open(path, reader=reader, clock=SteppingClock(), rolling=False)


def _second_reading(path: Path, rating: Rating = Rating.SERIOUS_WEAKNESS, how_many: int = 1) -> list[str]:
    with _open(path, "anna") as inspection:
        twice = cases(inspection)[-how_many:]
        for case in twice:
            inspection.reading.assign(case, "anna", also=["ben"])
    with _open(path, "ben") as inspection:
        for case in twice:
            read(inspection, case, rating, {WORST: rating, FIRST: Rating.STRONG})
    return twice


def test_where_readers_differ_the_case_rating_first_then_the_widest_apart(path: Path) -> None:
    (case,) = _second_reading(path)
    with _open(path, "anna") as inspection:
        found = inspection.moderating.differences()
        assert [item.criterion for item in found] == ["overall", WORST, FIRST]
        assert [item.apart for item in found] == [2, 2, 1]
        assert found[0].ratings == (("anna", Rating.GOOD), ("ben", Rating.SERIOUS_WEAKNESS))
        assert [reading.case_id for reading in inspection.moderating.read_twice()] == [case]


def test_the_roll_up_counts_what_was_agreed(path: Path) -> None:
    (case,) = _second_reading(path)
    with _open(path, "anna") as inspection:
        (before,) = inspection.judging.rollup().areas
        assert (before.good_or_better, before.serious) == (9, 0)
        agreed = inspection.moderating.moderate(case, "Overall", Rating.SERIOUS_WEAKNESS, REASON)
        assert agreed.ratings == (("anna", "good"), ("ben", "serious_weakness"))
        inspection.moderating.moderate(case, WORST.lower(), Rating.NEEDS_IMPROVEMENT, REASON)
        (after,) = inspection.judging.rollup().areas
        assert (after.good_or_better, after.serious_cases) == (8, (case,))
        worst = next(item for item in after.criteria if item.criterion == WORST)
        assert (worst.good_or_better, worst.rated) == (11, 12)
        assert inspection.moderating.differences()[0].agreed == agreed
        assert verify(inspection).ok
        assert "agreed rating 'needs improvement'" in inspection.history.undo()
        inspection.history.undo()
        (undone,) = inspection.judging.rollup().areas
        assert undone.good_or_better == 9


def test_the_second_reading_stays_blind_until_it_is_over_also_for_the_lead(path: Path) -> None:
    with _open(path, "anna") as inspection:
        case = cases(inspection)[-1]
        inspection.reading.assign(case, "anna", also=["ben"])
    with _open(path, "lead") as inspection:
        assert inspection.cases.findings(case) == []
        assert inspection.moderating.differences() == []
        with pytest.raises(UsageError, match="not read by two readers"):
            inspection.moderating.moderate(case, "overall", Rating.GOOD, REASON)
    _second_reading(path)
    with _open(path, "lead") as inspection:
        assert {row.reader for row in inspection.cases.findings(case)} == {"anna", "ben"}
        assert len(inspection.moderating.differences(case)) == 3
        inspection.moderating.moderate(case, "overall", Rating.GOOD, REASON)
        inspection.reading.assign(case, "anna", also=["ben", "cora"])
        with pytest.raises(UsageError, match="still to be completed by cora"):
            inspection.moderating.moderate(case, "overall", Rating.GOOD, REASON)
    with _open(path, "cora") as inspection:
        assert inspection.cases.findings(case) == []
        assert inspection.moderating.agreed() == []


def test_another_readers_view_is_shown_where_it_would_change_the_indication(path: Path) -> None:
    _second_reading(path, Rating.SERIOUS_WEAKNESS, how_many=6)
    with _open(path, "anna") as inspection:
        (view,) = inspection.moderating.other_views()
        assert (view.reader, view.cases) == ("ben", 6)
        assert (view.counted.good_or_better, view.other.good_or_better) == (9, 3)
        assert view.counted.indication != view.other.indication
        assert view.other.indication == (Grade.INADEQUATE,)


def test_a_view_that_changes_no_indication_is_not_shown(path: Path) -> None:
    _second_reading(path, Rating.STRONG)
    with _open(path, "anna") as inspection:
        assert inspection.moderating.other_views() == ()


def test_what_cannot_be_agreed(path: Path) -> None:
    (case,) = _second_reading(path)
    with _open(path, "anna") as inspection:
        for criterion, rating, because, said in (
            ("overall", Rating.NOT_SEEN, REASON, "a case rating is"),
            ("HP-05", Rating.GOOD, REASON, "not a criterion of"),
            ("overall", Rating.GOOD, " ", "needs reasons"),
        ):
            with pytest.raises(UsageError, match=said):
                inspection.moderating.moderate(case, criterion, rating, because)


def test_audit_grades_stand_beside_the_readers(path: Path) -> None:
    with _open(path, "anna") as inspection:
        first, *rest = cases(inspection)
        inspection.auditing.grade(first, Grade.GOOD, "audit of March, seen in the system")
        inspection.auditing.grade(rest[-1], Grade.GOOD)
        (area,) = inspection.judging.rollup().areas
        assert area.area == AREA
        # The first case needs improvement to its reader; the authority called it good.
        assert (area.audit.cases, area.audit.same, area.audit.audit_better) == (2, 1, 1)
        assert area.audit.direction == "better"
        with pytest.raises(UsageError, match="no audit on file"):
            inspection.auditing.take_from_file(rest[0])
        assert verify(inspection).ok
