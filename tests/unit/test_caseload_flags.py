"""Each flag at its boundary: the last day that raises none, and the day after."""

from datetime import date, timedelta
from importlib import resources

import pytest

from sampling.caseload import flags
from sampling.caseload.lists import ListRow
from sampling.errors import DataFileError
from tests.unit.caseload_rows import D, row, without


def raised(area: str, one: ListRow) -> frozenset[str]:
    return flags.raised(area, one, D)


# From Monday 8 January 2024 there are no bank holidays before Easter, so 45 working days are nine weeks
# and 15 are three.
START = date(2024, 1, 8)
BEFORE = date(2023, 11, 6)
"""45 working days before 11 January 2024: nine weeks and three bank holidays on."""


@pytest.mark.parametrize(
    ("area", "one", "flag", "stands"),
    [
        (
            "safeguarding",
            row(4, assessment_start=BEFORE, assessment_end=date(2024, 1, 11)),
            "late_assessment",
            False,
        ),
        (
            "safeguarding",
            row(4, assessment_start=BEFORE, assessment_end=date(2024, 1, 12)),
            "late_assessment",
            True,
        ),
        (
            "safeguarding",
            row(4, assessment_start=date(2023, 12, 28), assessment_end=None),
            "late_assessment",
            False,
        ),
        (
            "safeguarding",
            row(4, assessment_start=date(2023, 12, 27), assessment_end=None),
            "late_assessment",
            True,
        ),
        ("safeguarding", row(5, s47_start=START, icpc_date=date(2024, 1, 29)), "late_conference", False),
        ("safeguarding", row(5, s47_start=START, icpc_date=date(2024, 1, 30)), "late_conference", True),
        (
            "safeguarding",
            row(5, s47_start=START, icpc_date=None, icpc_unnecessary="No"),
            "late_conference",
            True,
        ),
        (
            "safeguarding",
            row(5, s47_start=START, icpc_date=None, icpc_unnecessary="Yes"),
            "late_conference",
            False,
        ),
        (
            "safeguarding",
            row(5, s47_start=START, icpc_date=None, icpc_unnecessary=None),
            "late_conference",
            False,
        ),
        ("safeguarding", row(7, previous_cpps=0), "repeat_plan", False),
        ("safeguarding", row(7, previous_cpps=1), "repeat_plan", True),
        ("safeguarding", row(7, previous_cpps=1, cpp_end=date(2024, 2, 1)), "repeat_plan", False),
        ("safeguarding", row(7, cpp_start=date(2022, 3, 2)), "long_plan", False),
        ("safeguarding", row(7, cpp_start=date(2022, 3, 1)), "long_plan", True),
        ("safeguarding", row(7, seen_alone="Yes"), "not_seen_alone", False),
        ("safeguarding", row(7, seen_alone="No"), "not_seen_alone", True),
        ("safeguarding", row(7, seen_alone="Unknown"), "not_seen_alone", True),
        ("safeguarding", row(7, seen_alone=None), "not_seen_alone", True),
        ("safeguarding", row(7, last_visit=D - timedelta(28)), "late_visit", False),
        ("safeguarding", row(7, last_visit=D - timedelta(29)), "late_visit", True),
        ("safeguarding", row(7, last_visit=None, cpp_start=D - timedelta(28)), "late_visit", False),
        ("safeguarding", row(7, last_visit=None, cpp_start=D - timedelta(29)), "late_visit", True),
        ("children_in_need", row(6, last_seen=D - timedelta(42)), "late_visit", False),
        ("children_in_need", row(6, last_seen=D - timedelta(43)), "late_visit", True),
        ("children_in_care", row(8, last_visit=D - timedelta(42)), "late_visit", False),
        ("children_in_care", row(8, last_visit=D - timedelta(43)), "late_visit", True),
        ("children_in_care", row(8, placements_12m=2), "three_placements", False),
        ("children_in_care", row(8, placements_12m=3), "three_placements", True),
        ("children_in_care", row(8, missing_12m=0, rhi_offered=None), "missing_no_interview", False),
        ("children_in_care", row(8, missing_12m=1, rhi_offered="Yes"), "missing_no_interview", False),
        ("children_in_care", row(8, missing_12m=1, rhi_offered="No"), "missing_no_interview", True),
        ("children_in_care", row(8, missing_12m=2, rhi_offered=None), "missing_no_interview", True),
        ("leaving_care", row(9, in_touch="Yes"), "not_in_touch", False),
        ("leaving_care", row(9, in_touch="No"), "not_in_touch", True),
        ("leaving_care", row(9, in_touch="REFU"), "not_in_touch", True),
        ("leaving_care", row(9, in_touch="NREQ"), "not_in_touch", True),
        ("leaving_care", row(9, in_touch=None), "not_in_touch", False),
        ("leaving_care", row(9, suitability="Suitable"), "unsuitable_accommodation", False),
        ("leaving_care", row(9, suitability="Unsuitable"), "unsuitable_accommodation", True),
        ("children_in_care", row(8, dob=date(2006, 3, 2)), "adult", False),
        ("children_in_care", row(8, dob=date(2006, 3, 1)), "adult", True),
        ("children_in_care", row(8, dob=None, age=18), "adult", True),
        ("children_in_care", row(8, dob=None), "adult", False),
    ],
)
def test_a_flag_stands_from_its_boundary_on(area: str, one: ListRow, flag: str, stands: bool) -> None:
    assert (flag in raised(area, one)) is stands


def test_a_flag_is_for_its_own_areas_only() -> None:
    assert raised("children_in_care", row(7, seen_alone="No")) == frozenset()
    assert "adult" not in raised("leaving_care", row(9, dob=date(2003, 1, 1)))


def test_a_column_that_was_not_given_raises_nothing() -> None:
    assert raised("safeguarding", without(row(7), "seen_alone")) == frozenset()


def test_a_good_file_carries_no_flag() -> None:
    for area, number in (
        ("safeguarding", 7),
        ("safeguarding", 5),
        ("safeguarding", 4),
        ("safeguarding", 3),
        ("children_in_need", 6),
        ("children_in_care", 8),
        ("leaving_care", 9),
    ):
        settled = {"placement_start": date(2021, 12, 1)} if number == 8 else {}
        assert raised(area, row(number, **settled)) == frozenset()


def test_a_flag_says_what_it_rests_on_and_where() -> None:
    slow = row(4, assessment_start=BEFORE, assessment_end=date(2024, 1, 12))
    (flag,) = flags.flags("safeguarding", {4: [slow]}, D)
    assert (flag.id, flag.source) == (
        "late_assessment",
        "List 4: Continuous Assessment Date of Authorisation",
    )
    assert flag.text == "Assessment: 46 working days, from 06/11/2023"
    late = row(8, last_visit=date(2024, 1, 2), placement_start=date(2021, 12, 1))
    (visit,) = flags.flags("children_in_care", {8: [late]}, D)
    assert visit.text == "Last visit 02/01/2024: 59 days to the census date"
    (seen,) = flags.flags("safeguarding", {7: [row(7, seen_alone=None)]}, D)
    assert seen.text == "Seen alone: not recorded"


def test_each_flag_is_given_once_however_many_rows_raise_it() -> None:
    slow = row(4, assessment_start=BEFORE, assessment_end=None)
    assert [flag.id for flag in flags.flags("safeguarding", {4: [slow, slow]}, D)] == [
        "late_assessment",
        "two_assessments",
    ]


def test_every_flag_has_a_sentence_and_a_source() -> None:
    assert {flag.id for flag in flags.definitions()} >= {
        "late_assessment",
        "late_conference",
        "repeat_plan",
        "long_plan",
        "not_seen_alone",
        "late_visit",
        "three_placements",
        "missing_no_interview",
        "not_in_touch",
        "unsuitable_accommodation",
    }
    for flag in flags.definitions():
        assert flag.sentence
        assert flag.source
        assert flag.rules or flag.children


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kind = "lasted", start', 'kind = "lingered", start'),
        ('column = "previous_cpps"', 'column = "earlier"'),
        ('id = "long_plan"', 'id = "repeat_plan"'),
        ('title = "Long plan"\n', ""),
        ("list = 9", "list = 12"),
    ],
)
def test_a_data_file_that_does_not_hold_together_is_refused(old: str, new: str) -> None:
    text = resources.files("sampling.caseload").joinpath("flags.toml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(DataFileError, match=r"^flags\.toml: flags"):
        flags.parse(text.replace(old, new, 1))
