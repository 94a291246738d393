"""What needs to improve: drafted by number of children, ordered and worded by people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sampling.errors import UsageError
from sampling.findings.ratings import Rating
from sampling.store import Inspection
from sampling.store.copying import copy
from sampling.store.merge import merge
from sampling.store.verify import verify
from tests.small import SteppingClock
from tests.store.meeting_world import AREA, FIRST, WORST, build, cases


@contextmanager
def _world(tmp_path: Path, **settings: object) -> Iterator[Inspection]:
    """Three children below good on one criterion, one of them on another too."""
    path = build(tmp_path, **settings)  # type: ignore[arg-type]
    with Inspection.open(path, reader="anna", clock=SteppingClock(), rolling=False) as inspection:
        case = cases(inspection)[0]
        inspection.reading.reopen(case, "more records came")
        inspection.reading.rate(case, WORST, Rating.SERIOUS_WEAKNESS, evidence="Not seen for four months.")
        inspection.reading.complete(case)
        yield inspection


def test_a_draft_goes_by_number_of_children(tmp_path: Path) -> None:
    with _world(tmp_path) as inspection:
        inspection.improving.draft()
        weak = inspection.improving.all("improve")
        assert [(item.criterion, len(item.cases)) for item in weak] == [(FIRST, 3), (WORST, 1)]
        assert weak[0].cases == tuple(sorted(cases(inspection)[:3]))
        assert [item.aim for item in weak] == ["outcome_4", "outcome_4"]
        assert weak[0].text.startswith("Making sure that the care plan is current")
        strengths = inspection.improving.all("strength")
        assert {len(item.cases) for item in strengths} == {12}
        assert not {FIRST, WORST} & {item.criterion for item in strengths}
        assert verify(inspection).ok


def test_people_word_and_order_the_points_and_a_new_draft_leaves_them_so(tmp_path: Path) -> None:
    with _world(tmp_path) as inspection:
        desk = inspection.improving
        first, second, *_ = desk.draft()
        desk.edit(first, text="The currency of care plans", aim="Enabler 2")
        desk.order(second, 1)
        assert [item.improvement_id for item in desk.all("improve")] == [second, first]
        desk.leave_out(second)
        case = cases(inspection)[-1]
        inspection.reading.reopen(case, "more records came")
        inspection.reading.rate(case, FIRST, Rating.NEEDS_IMPROVEMENT, evidence="Plan of 2022.")
        inspection.reading.complete(case)
        assert desk.draft() == []
        (stands,) = desk.all("improve")
        assert (stands.text, stands.aim, stands.drafted) == ("The currency of care plans", "enabler_2", 0)
        assert len(stands.cases) == 4
        desk.bring_back(second)
        assert [item.improvement_id for item in desk.all("improve")] == [second, first]
        with pytest.raises(UsageError, match="places 1 to 2"):
            desk.order(first, 3)
        assert "point of the report" in inspection.history.undo()


def test_the_same_draft_on_two_laptops_is_one_point(tmp_path: Path) -> None:
    path = build(tmp_path)
    copy(path, tmp_path / "other.ilacs")
    with Inspection.open(path, reader="anna", clock=SteppingClock(), rolling=False) as inspection:
        mine, *_ = inspection.improving.draft()
        inspection.improving.edit(mine, text="The currency of care plans")
    with Inspection.open(tmp_path / "other.ilacs", reader="ben", clock=SteppingClock()) as inspection:
        assert inspection.improving.draft()[0] == mine
    merge(tmp_path / "both.ilacs", [path, tmp_path / "other.ilacs"])
    with Inspection.open(tmp_path / "both.ilacs", reader="anna", read_only=True) as inspection:
        (point,) = inspection.improving.all("improve")
        assert point.text == "The currency of care plans"


def test_points_can_be_moved_about_without_end(tmp_path: Path) -> None:
    with _world(tmp_path) as inspection:
        desk = inspection.improving
        ids = [desk.add("improve", f"Point {number}", area=AREA, criterion=FIRST) for number in range(3)]
        for _ in range(60):
            desk.order(ids[2], 2)
            desk.order(ids[1], 2)
        assert [item.improvement_id for item in desk.all("improve")] == ids


def test_every_point_is_tied_to_something(tmp_path: Path) -> None:
    with _world(tmp_path) as inspection:
        desk = inspection.improving
        case = cases(inspection)[0]
        point = desk.point(desk.add("improve", "Visits in time", findings=[(case, WORST)]))
        assert (point.pairs, point.aim) == (((case, WORST),), "outcome_4")
        enquiry = inspection.enquiring.add("Who watches?", "last_report", source="Late plans.")
        point = desk.point(desk.add("improve", "Oversight", enquiry_id=enquiry, aim="enabler-2"))
        assert (point.enquiry_id, point.aim) == (enquiry, "enabler_2")
        for words, said in (
            ({}, "^tie it to findings"),
            ({"criterion": "CIC-01"}, "no case that counts has such a finding on CIC-01"),
            ({"enquiry_id": enquiry}, "which outcome or enabler"),
            ({"findings": [(case, "CIC-01")]}, "no finding on CIC-01"),
            ({"criterion": FIRST, "aim": "outcome 9"}, "unknown outcome or enabler"),
        ):
            with pytest.raises(UsageError, match=said):
                desk.add("improve", "Something", **words)
        with pytest.raises(UsageError, match="names no areas for priority action"):
            desk.add("priority action", "Unseen children", criterion=WORST)


def test_priority_action_belongs_to_visits_without_grades(tmp_path: Path) -> None:
    with _world(tmp_path, kind="focused") as inspection:
        point = inspection.improving.add("priority_action", "Unseen children", criterion=WORST)
        assert [item.improvement_id for item in inspection.improving.all()] == [point]


def test_an_edition_from_before_the_national_framework_ties_nothing_to_it(tmp_path: Path) -> None:
    with _world(tmp_path, edition="ilacs-2018") as inspection:
        inspection.improving.draft()
        assert {item.aim for item in inspection.improving.all()} == {""}
        with pytest.raises(UsageError, match="ties nothing to the National Framework"):
            inspection.improving.add("improve", "Visits", criterion=WORST, aim="outcome_1")
