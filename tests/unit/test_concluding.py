"""The small rules behind conclusions: overdue concerns, audits on file, points, progress, ties."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sampling.caseload.casefile import CaseFile, Document, Entry
from sampling.errors import UsageError
from sampling.findings.audits import audit_grade
from sampling.findings.concerns import overdue
from sampling.findings.events import describe
from sampling.findings.raised import Concern
from sampling.findings.ratings import Rating
from sampling.framework import Grade, load
from sampling.rollup.area import AreaRollup, roll_up_area
from sampling.rollup.judgement import roll_up
from sampling.rollup.points import points
from sampling.rollup.side_by_side import areas_beside, grades_beside, progress
from sampling.store.double_reading import DoubleReading
from tests.unit.rollup_world import drawn, edition, read

RAISED = Concern(
    "C-1", "SG-1", "anna", "immediate", "x", "", "2024-04-15T16:00:00.000Z", "", "", None, "open"
)


@pytest.mark.parametrize(
    ("changes", "day", "late"),
    [
        ({}, 16, False),  # the next day is in time
        ({}, 17, True),
        ({"state": "answered", "satisfied": 1}, 17, False),
        ({"state": "answered", "satisfied": 0}, 17, True),
        ({"state": "closed", "satisfied": 1}, 17, False),
        ({"level": "practice"}, 28, False),
    ],
)
def test_an_immediate_concern_is_answered_the_same_or_the_next_day(
    changes: dict[str, object], day: int, late: bool
) -> None:
    concern = replace(RAISED, **changes)  # type: ignore[arg-type]
    assert overdue(concern, datetime(2024, 4, day, 9, tzinfo=UTC)) is late


def _file(*documents: tuple[str, str, str, int], entry: str = "") -> CaseFile:
    return CaseFile(
        "K1",
        "children_in_care",
        (),
        (),
        (Entry("A-1", date(2024, 3, 9), "audit", entry),) if entry else (),
        tuple(
            Document(f"D{number}", kind, date(2024, month, 1), title, "", text)
            for number, (kind, title, text, month) in enumerate(documents, start=1)
        ),
        (),
        (),
    )


def test_the_newest_audit_that_names_one_grade_is_read() -> None:
    older = ("audit", "Audit", "Overall grade: Inadequate", 1)
    newer = ("document", "Audit of practice", "Graded requires  improvement by the auditor.", 3)
    found = audit_grade(_file(older, newer))
    assert found is not None
    assert (found.grade, found.source) == (Grade.REQUIRES_IMPROVEMENT, "D2")
    assert audit_grade(_file(older, entry="Audited by the authority: graded good.")).grade is Grade.GOOD  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "document",
    [
        ("visit", "Visit record", "Graded good", 3),  # no audit
        ("audit", "Audit", "Practice here is good and outstanding in parts.", 3),  # names no grade
        ("audit", "Audit", "Graded good; moderated: graded inadequate.", 3),  # names two
    ],
)
def test_no_grade_is_guessed(document: tuple[str, str, str, int]) -> None:
    assert audit_grade(_file(document)) is None


def _area(*ratings: Rating, n: int = 20) -> AreaRollup:
    readings = [
        replace(reading, findings={"HP-10": ratings[place % len(ratings)], "HP-11": Rating.GOOD})
        for place, reading in enumerate(read(n))
    ]
    return roll_up_area(edition(), "safeguarding", readings, drawn())


def test_points_go_by_number_of_children() -> None:
    found = points([_area(Rating.GOOD, Rating.NEEDS_IMPROVEMENT, Rating.SERIOUS_WEAKNESS)], 5)
    assert [(item.purpose, item.criterion, item.children, item.rated, item.serious) for item in found] == [
        ("improve", "HP-10", 13, 20, 6),
        ("strength", "HP-11", 20, 20, 0),
    ]


def test_a_strength_needs_its_whole_interval() -> None:
    # 15 of 24 rated good: the interval goes down to less than half.
    area = _area(*[Rating.GOOD] * 5, *[Rating.NEEDS_IMPROVEMENT] * 3, n=24)
    assert [item.criterion for item in points([area], 5) if item.purpose == "strength"] == ["HP-11"]


def test_progress_is_claimed_only_where_the_intervals_part() -> None:
    def rollup(good: int, poor: int) -> AreaRollup:
        return roll_up_area(edition(), "safeguarding", read(good, poor), drawn())

    def change(before: AreaRollup, now: AreaRollup) -> tuple[str, str]:
        (row,) = progress(roll_up(edition(), [before], {}), roll_up(edition(), [now], {}))
        return row.change, row.words

    assert change(rollup(10, 20), rollup(26, 4))[0] == "higher"
    assert change(rollup(26, 4), rollup(10, 20))[0] == "lower"
    said, words = change(rollup(18, 12), rollup(22, 8))
    assert said == "not shown"
    assert words.startswith("18 of 30 rated good or better then, 22 of 30 now")
    assert change(rollup(0, 0), rollup(22, 8))[1] == "Not rated in both inspections."


def test_inspections_stand_side_by_side_unpooled() -> None:
    one = roll_up(edition(), [roll_up_area(edition(), "safeguarding", read(9, 3), drawn())], {})
    other = roll_up(
        edition(),
        [
            roll_up_area(edition(), "safeguarding", read(9, 3), drawn(all=40)),
            roll_up_area(edition(), "leaving_care", [], drawn(area="leaving_care")),
        ],
        {},
    )
    first, second = areas_beside([one, other])
    assert [side.frame for side in first.sides] == [200, 40]
    assert first.sides[0].interval != first.sides[1].interval  # the same count, another margin
    assert [side.frame for side in second.sides] == [0, 200]
    assert {row.grades for row in grades_beside([one, other])} == {(None, None)}


def test_blind_reading_is_over_when_all_who_were_to_read_have() -> None:
    def reading(assigned: str, begun: str, completed: str) -> DoubleReading:
        return DoubleReading("SG-1", *(frozenset(names.split()) for names in (assigned, begun, completed)))

    assert reading("anna ben", "anna ben", "anna ben").settled_for("lead")
    assert not reading("anna ben", "anna ben", "anna").settled_for("lead")
    assert not reading("anna ben cora", "anna ben", "anna ben").settled_for("lead")
    assert not reading("anna ben", "anna ben cora", "anna ben").settled_for("cora")
    assert reading("anna ben", "anna ben cora", "anna ben").settled_for("lead")


def test_every_criterion_points_to_one_outcome_or_enabler_from_2023() -> None:
    assert load("ilacs-2018").aims == ()
    for id in ("ilacs-2023", "ilacs-2026"):
        found = load(id)
        assert [aim.id for aim in found.aims] == [
            "outcome_1", "outcome_2", "outcome_3", "outcome_4", "enabler_1", "enabler_2", "enabler_3",
        ]  # fmt: skip
        pointed = [criterion for aim in found.aims for criterion in aim.suggested_for]
        assert sorted(pointed) == sorted(found.criteria)
        assert found.aim("Enabler 3").text == "the workforce is equipped and effective"
        with pytest.raises(UsageError, match="unknown outcome or enabler"):
            found.aim("outcome 5")


def test_what_an_undo_would_take_back_is_said_in_words() -> None:
    assert describe("moderate", {"case": "SG-1", "criterion": "HP-10", "rating": "good"}) == (
        "agreed rating 'good' of HP-10 in SG-1"
    )
    assert describe("enquiry", {"id": "LE-1", "action": "conclude"}) == "line of enquiry LE-1: conclude"
    assert describe("audit_grade", {"case": "SG-1"}) == "audit grade of SG-1"
