"""Who belongs to which area, rule by rule, and what the strata are made of."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from sampling.caseload.cohorts import Cohort, cohort, flag_columns
from sampling.caseload.lists import ListRow, Value
from sampling.errors import UsageError
from tests.unit.caseload_rows import EDITION, D, row, without


def of(area: str, *rows: ListRow, contacts: bool = False, short_breaks: bool = False) -> Cohort:
    by_list: dict[int, list[ListRow]] = {}
    for one in rows:
        by_list.setdefault(one.list, []).append(one)
    return cohort(area, by_list, D, EDITION, contacts=contacts, short_breaks=short_breaks)


def statuses(found: Cohort) -> dict[str, str]:
    return {member.child: member.values[0] for member in found.members}


def test_safeguarding_takes_the_first_status_that_applies() -> None:
    found = of(
        "safeguarding",
        row(3, "A"),
        row(4, "A"),
        row(5, "A"),
        row(7, "A"),
        row(3, "B"),
        row(4, "B"),
        row(5, "B"),
        row(3, "C"),
        row(4, "C"),
        row(3, "D"),
    )
    assert statuses(found) == {"A": "plan", "B": "enquiry", "C": "assessment", "D": "referral"}


@pytest.mark.parametrize(
    ("one", "status"),
    [
        (row(7, cpp_end=None), "plan"),
        (row(7, cpp_end=D), None),
        (row(7, cpp_end=D + timedelta(1)), "plan"),
        (row(3, referral_date=date(2023, 9, 1)), "referral"),
        (row(3, referral_date=date(2023, 8, 31)), None),
        (row(3, referral_date=D), "referral"),
        (row(3, referral_date=D + timedelta(1)), None),
        (row(3, referral_date=None), "referral"),
        (row(4, assessment_start=date(2023, 1, 9), assessment_end=None), "assessment"),
        (row(4, assessment_start=date(2023, 1, 9), assessment_end=date(2023, 9, 1)), "assessment"),
        (row(4, assessment_start=date(2023, 1, 9), assessment_end=date(2023, 8, 31)), None),
        (row(5, s47_start=date(2023, 1, 9), icpc_date=None, icpc_unnecessary=None), "enquiry"),
        (row(5, s47_start=date(2023, 1, 9), icpc_date=None, icpc_unnecessary="No"), "enquiry"),
        (row(5, s47_start=date(2023, 1, 9), icpc_date=None, icpc_unnecessary="Yes"), None),
        (row(5, s47_start=date(2023, 1, 9), icpc_date=date(2023, 1, 30)), None),
        (row(5, s47_start=date(2023, 12, 4), icpc_date=None, icpc_unnecessary="Yes"), "enquiry"),
        (row(6), None),
        (row(8), None),
        (row(1), None),
    ],
)
def test_safeguarding_is_open_on_the_day_or_in_the_window(one: ListRow, status: str | None) -> None:
    assert statuses(of("safeguarding", one)) == ({} if status is None else {"C1": status})


def test_contacts_come_in_as_their_own_stratum_when_asked() -> None:
    rows = (row(1, "A"), row(1, "B"), row(3, "B"), row(1, "C", contact_date=date(2023, 8, 31)))
    assert statuses(of("safeguarding", *rows)) == {"B": "referral"}
    assert statuses(of("safeguarding", *rows, contacts=True)) == {"A": "contact", "B": "referral"}


@pytest.mark.parametrize(
    ("status", "others", "stratum"),
    [
        ("Child in need plan", (), "plan"),
        ("Open assessment", (), "assessment"),
        ("Looked after child", (), None),
        ("Child Protection plan", (), None),
        ("Closed episode", (), None),
        (None, (), "plan"),
        ("Level 3", (), "plan"),
        (None, (row(4, assessment_end=None),), "assessment"),
        (None, (row(7),), None),
        (None, (row(8),), None),
        (None, (row(7, cpp_end=date(2024, 1, 5)),), "plan"),
        ("Child in need plan", (row(7),), "plan"),
    ],
)
def test_children_in_need_go_by_case_status_or_by_the_other_lists(
    status: Value, others: tuple[ListRow, ...], stratum: str | None
) -> None:
    found = of("children_in_need", row(6, case_status=status), *others)
    assert statuses(found) == ({} if stratum is None else {"C1": stratum})


def test_a_closed_episode_of_need_is_out() -> None:
    assert statuses(of("children_in_need", row(6, cin_end=date(2024, 2, 1)))) == {}


def test_children_in_care_are_grouped_by_placement_and_short_breaks_stay_out() -> None:
    rows = (
        row(8, "A"),
        row(8, "B", placement_type="K2"),
        row(8, "C", placement_type=None),
        row(8, "D", placement_type="Z99 local"),
        row(8, "E", legal_status="V3"),
        row(8, "F", legal_status="V4"),
        row(8, "G", care_end=D),
    )
    found = statuses(of("children_in_care", *rows))
    assert found == {"A": "Foster placement", "B": "Children’s Homes", "C": "not known", "D": "not known"}
    asked = statuses(of("children_in_care", *rows, short_breaks=True))
    assert asked == {**found, "E": "Short breaks", "F": "Short breaks"}


def test_care_leavers_less_those_who_died_or_are_not_here() -> None:
    found = of(
        "leaving_care",
        row(9, "A"),
        row(9, "B", eligibility="Eligible child"),
        row(9, "C", eligibility=None, in_touch="No"),
        row(9, "D", in_touch="Died"),
        row(9, "E", in_touch="RHOM"),
        row(9, "F", accommodation="G"),
        row(9, "G", in_touch="REFU"),
    )
    assert statuses(found) == {
        "A": "Former relevant child",
        "B": "Eligible child",
        "C": "not known",
        "G": "Former relevant child",
    }


def test_columns_stand_in_the_agreed_order() -> None:
    found = of(
        "children_in_care", row(8, dob=date(2019, 3, 2), placements_12m=4, placement_start=date(2021, 12, 1))
    )
    assert found.columns[:7] == (
        "status",
        "team",
        "age_band",
        "gender",
        "ethnicity_group",
        "disability",
        "worker",
    )
    assert found.columns[7:] == flag_columns("children_in_care")
    (member,) = found.members
    assert member.values[:7] == ("Foster placement", "North", "1 to 4", "Female", "Black", "No", "Ash Reed")
    assert dict(zip(found.columns, member.values, strict=True))["three_placements"] == "yes"
    assert dict(zip(found.columns, member.values, strict=True))["late_visit"] == "no"
    assert member.flags == ("three_placements",)


def test_of_several_rows_the_latest_start_counts_whatever_their_order() -> None:
    rows = [
        row(3, referral_date=date(2023, 10, 2), team="East"),
        row(3, referral_date=date(2024, 2, 1), team="South"),
        row(3, referral_date=date(2023, 12, 1), team="West"),
    ]
    for turn in range(3):
        (member,) = of("safeguarding", *rows[turn:], *rows[:turn]).members
        assert member.values[1] == "South"


def test_what_the_deciding_row_leaves_blank_comes_from_another() -> None:
    (member,) = of(
        "safeguarding", row(7, team=None, worker=None), row(3, team="Front Door", worker="Wyn Hale")
    ).members
    assert (member.values[0], member.values[1], member.values[6]) == ("plan", "Front Door", "Wyn Hale")


def test_a_child_with_nothing_known_is_still_a_member() -> None:
    bare = ListRow(3, 4, {"child_id": "X"})
    (member,) = of("safeguarding", bare).members
    assert member.values[:7] == ("referral", *["not known"] * 6)


def test_flags_come_from_any_row_of_the_child() -> None:
    slow = row(4, assessment_start=date(2023, 10, 2), assessment_end=date(2024, 1, 31))
    (member,) = of("safeguarding", row(7), slow).members
    assert member.values[0] == "plan"
    assert member.flags == ("late_assessment",)


def test_over_18s_stay_and_are_flagged() -> None:
    (member,) = of("children_in_need", row(6, dob=date(2006, 3, 1))).members
    assert member.flags == ("adult",)
    (younger,) = of("children_in_need", row(6, dob=date(2006, 3, 2))).members
    assert younger.flags == ()


def test_a_child_may_be_in_several_areas_but_once_in_each() -> None:
    rows = (row(8), row(9), row(6), row(7), row(3), row(3, at_least=0))
    counts = {area.id: len(of(area.id, *rows).members) for area in EDITION.areas}
    assert set(counts.values()) == {1}


def test_rows_without_an_id_and_rows_without_their_columns_do_no_harm() -> None:
    assert of("safeguarding", row(3, "")).members == ()
    (member,) = of("safeguarding", without(row(7), "seen_alone", "last_visit", "cpp_end")).members
    assert member.flags == ()


def test_each_list_is_read_once_and_only_as_it_streams() -> None:
    opened: Counter[int] = Counter()

    def stream(number: int) -> Iterator[ListRow]:
        opened[number] += 1
        yield from (row(number, f"C{n}", n) for n in range(50))

    for area in EDITION.areas:
        opened.clear()
        lists = {number: stream(number) for number in (1, 3, 4, 5, 6, 7, 8, 9)}
        found = cohort(area.id, lists, D, EDITION)
        assert len(found.members) == 50
        assert set(opened.values()) == {1}


def test_an_unknown_area_is_refused_in_words() -> None:
    with pytest.raises(UsageError, match="unknown area 'adoption'"):
        of("adoption")
