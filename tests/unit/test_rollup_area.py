"""One area rolled up: what it says, and what it refuses to say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sampling.draw.selection import Stratum
from sampling.errors import IlacsError, UsageError
from sampling.findings.ratings import Rating
from sampling.framework.grades import Grade
from sampling.rollup.area import AreaRollup, roll_up_area
from sampling.rollup.intervals import exact, hajek, stratified, stratified_weighed
from sampling.rollup.reading import CaseReading
from tests.unit.rollup_world import RI, G, I, O, drawn, edition, read


def rolled(readings: list[CaseReading], *args: object, **options: bool) -> AreaRollup:
    selection = args[0] if args else drawn()
    return roll_up_area(edition(), "safeguarding", readings, selection, **options)  # type: ignore[arg-type]


def test_a_simple_draw_has_the_exact_interval() -> None:
    found = rolled(read(good=15, poor=5), drawn(all=150))
    assert (found.frame, found.sampled, found.completed, found.rated) == (150, 20, 20, 20)
    assert found.good_or_better == 15
    assert found.interval_counts == (79, 135)  # R phyper
    assert found.interval == pytest.approx((79 / 150, 135 / 150))
    assert found.share == 0.75
    assert found.indication == (O, G, RI)
    assert found.count_lies_in == (G,)
    assert found.why_none == ""


def test_strata_have_korn_graubard_with_weights() -> None:
    readings = read(18, 6, stratum="plan") + read(7, 5, stratum="enquiry") + read(2, 6, stratum="referral")
    found = rolled(readings, drawn("stratified", plan=120, enquiry=60, referral=20))
    wanted = stratified([(120, 24, 18), (60, 12, 7), (20, 8, 2)])
    assert found.interval == (wanted.low, wanted.high)
    assert found.share == pytest.approx(0.65)
    assert found.interval_counts is None
    assert "Korn-Graubard" in found.method


def test_one_stratum_of_a_stratified_draw_is_exact() -> None:
    found = rolled(read(15, 5, stratum="plan"), drawn("stratified", plan=150))
    assert found.interval_counts == (79, 135)


def test_a_systematic_draw_says_that_it_is_taken_as_simple() -> None:
    found = rolled(read(15, 5), drawn("systematic", all=150))
    assert found.interval_counts == (79, 135)
    assert "as if" in found.method


def test_a_risk_draw_is_weighted_and_said_to_be_approximate() -> None:
    readings = read(10, 3, stratum="all", probability=0.2)
    flagged = [replace(case, case=f"F{case.case}", probability=0.5) for case in read(3, 4)]
    found = rolled(readings + flagged, drawn("risk", all=100))
    wanted = hajek([(n < 10, 0.2) for n in range(13)] + [(n < 3, 0.5) for n in range(7)])
    assert found.interval == pytest.approx((wanted.low, wanted.high))
    assert "approximate" in found.method


def test_a_weighted_draw_without_probabilities_is_refused() -> None:
    with pytest.raises(IlacsError, match="probability"):
        rolled(read(10, 3), drawn("risk"))


@pytest.mark.parametrize(("completed", "indicated"), [(11, False), (12, True)])
def test_under_twelve_nothing_is_indicated(completed: int, indicated: bool) -> None:
    found = rolled(read(good=completed - 4, poor=4, unread=10))
    assert (found.indication is not None) is indicated
    assert (found.why_none == "") is indicated
    assert found.interval is not None
    if not indicated:
        assert "11" in found.why_none
        assert found.count_lies_in is None
        assert not found.fragile


def test_a_small_area_read_in_full_is_a_point_and_has_an_indication() -> None:
    found = rolled(read(good=4, poor=1), drawn(all=5))
    assert found.interval == (0.8, 0.8)
    assert found.indication == (O,)
    assert found.words == "most (4 of 5)"


def test_read_in_full_but_for_one_found_out_of_scope() -> None:
    readings = read(good=4, poor=1)
    gone = replace(readings[4], role="removed", completed=False, rating=None, removal_kind="out_of_scope")
    found = rolled([*readings[:4], gone], drawn(all=5))
    assert found.frame == 5
    assert found.interval == (1.0, 1.0)
    assert "upper bound" in found.upper_bound


def test_an_interval_speaks_of_the_children_in_scope() -> None:
    gone = replace(read(1)[0], case="gone", role="removed", completed=False, removal_kind="out_of_scope")
    found = rolled([*read(good=15, poor=5), gone], drawn(all=1345))
    assert (found.frame, found.in_scope) == (1345, 1344)
    assert "1,344" in found.upper_bound


def test_files_that_could_not_be_had_are_counted_where_nothing_can_be_estimated() -> None:
    lost = replace(read(1, stratum="plan")[0], role="removed", completed=False, removal_kind="not_available")
    readings = [lost, *read(12, 2, stratum="referral")]
    found = rolled(readings, drawn("stratified", plan=9, referral=400))
    assert found.interval is None
    assert found.unavailable is not None
    assert found.unavailable.cases == 1
    assert found.without_files == "1 drawn file could not be had."


def test_removed_cases_that_nobody_stands_in_for_are_told() -> None:
    selection = replace(drawn(all=100), strata=(Stratum("all", 100, 6),))
    lost = [replace(case, case=f"lost {case.case}", role="removed", completed=False) for case in read(4)]
    gone = [replace(case, removal_kind="not_available") for case in lost]
    short = rolled([*read(good=1, unread=3), *gone], selection)
    assert short.not_replaced.startswith("2 removed cases have nobody in their place")
    assert rolled([*read(good=1, unread=5), *gone], selection).not_replaced == ""


def test_too_few_and_a_thin_stratum_are_both_told() -> None:
    found = rolled(
        read(6, stratum="plan") + read(1, stratum="referral"), drawn("stratified", plan=9, referral=40)
    )
    assert found.interval is None
    assert "Too few: 7" in found.why_none
    assert "Stratum 'referral' has 1 completed case" in found.why_none


def test_a_large_stratum_that_seems_not_to_vary_is_told_beside_the_interval() -> None:
    """Four of four in a stratum of 360: all alike, it is taken for certain where its weight is left out."""
    readings = [
        *read(4, stratum="assessment"),
        *read(2, 2, stratum="enquiry"),
        *read(3, 1, stratum="plan"),
        *read(1, 3, stratum="referral"),
    ]
    found = rolled(readings, drawn("stratified", assessment=360, enquiry=78, plan=75, referral=30))
    strata = [(360, 4, 4), (78, 4, 2), (75, 4, 3), (30, 4, 1)]
    plain, weighed = stratified(strata), stratified_weighed(strata)
    assert found.interval == (plain.low, plain.high)
    assert found.allowing == (weighed.low, weighed.high)
    assert weighed.low < plain.low
    assert "beside 10 of 16" in found.unequal_weights
    assert found.words is None
    assert rolled(read(15, 5)).unequal_weights == ""


def test_an_area_read_in_full_claims_no_confidence() -> None:
    assert rolled(read(4, 1), drawn(all=5)).how == "read in full, so no interval is needed"
    assert rolled(read(4, 1), drawn(all=50)).how.startswith("95 in 100 confidence; exact")


def test_a_small_stratum_sampled_heavily_does_not_make_inadequate_stand_alone() -> None:
    """Six serious of sixteen pass a quarter; weighted, a stratum of 30 among 3,030 does not."""
    readings = read(2, 0, serious=6, stratum="plan") + read(2, 6, stratum="referral")
    found = rolled(readings, drawn("stratified", plan=30, referral=3000))
    assert found.indication is not None
    assert RI in found.indication
    alike = rolled(readings, drawn("stratified", plan=1500, referral=1500))
    assert alike.count_lies_in == (I,)


def test_nothing_read_has_no_interval() -> None:
    found = rolled(read(unread=20))
    assert found.interval is None
    assert found.indication is None
    assert found.why_none


def test_nothing_drawn() -> None:
    found = rolled([], None)
    assert (found.frame, found.interval, found.indication) == (0, None, None)
    assert found.why_none == "Nothing has been drawn."


def test_only_completed_sampled_cases_count() -> None:
    readings = read(good=12)
    others = [
        replace(readings[0], case="T1", role="targeted", rating=Rating.SERIOUS_WEAKNESS),
        replace(readings[0], case="R1", role="reserve", rating=Rating.SERIOUS_WEAKNESS),
        replace(readings[0], case="U1", completed=False, rating=Rating.SERIOUS_WEAKNESS),
    ]
    found = rolled([*readings, *others])
    assert (found.sampled, found.completed, found.rated, found.good_or_better) == (13, 12, 12, 12)
    assert found.serious == 0
    assert found.targeted.serious_cases == ("T1",)
    assert (found.targeted.cases, found.targeted.rated, found.targeted.good_or_better) == (1, 1, 0)


def test_a_stratum_with_one_completed_case_stops_the_estimate() -> None:
    readings = read(10, 4, stratum="plan") + read(1, unread=1, stratum="referral")
    selection = drawn("stratified", plan=120, referral=20)
    found = rolled(readings, selection)
    assert found.interval is None
    assert "referral" in found.why_none
    merged = rolled(readings, selection, merge=True)
    assert merged.interval_counts == exact(11, 15, 140)
    assert "plan + referral" in merged.merged


def test_merging_goes_no_further_than_it_must() -> None:
    readings = read(8, 4, stratum="a") + read(1, stratum="b") + read(2, 4, stratum="c")
    found = rolled(readings, drawn("stratified", a=100, b=10, c=30), merge=True)
    wanted = stratified([(100, 12, 8), (40, 7, 3)])
    assert found.interval == (wanted.low, wanted.high)


def test_merged_strata_serve_the_criteria_too_and_merge_again() -> None:
    readings = read(8, 4, stratum="a") + read(1, stratum="b") + read(1, stratum="c")
    readings = [replace(case, findings={"HP-10": Rating.GOOD}) for case in readings]
    selection = drawn("stratified", a=100, b=10, c=30)
    pair = replace(selection.strata[1], name="b", merged=("b1", "b2"))
    selection = replace(selection, strata=(selection.strata[0], pair, selection.strata[2]))
    readings[12] = replace(readings[12], stratum="b2")
    found = rolled(readings, selection, merge=True)
    assert [count.stratum for count in found.by_stratum] == ["a", "b + c"]
    assert [count.rated for count in found.by_stratum] == [12, 2]
    assert found.criteria[0].interval is not None
    assert rolled(readings, selection).criteria[0].interval is None


def test_a_single_case_read_in_full_stops_nothing() -> None:
    readings = read(10, 4, stratum="plan") + read(1, stratum="contact")
    found = rolled(readings, drawn("stratified", plan=120, contact=1))
    assert found.interval is not None


def test_cases_of_strata_that_a_draw_merged_are_found() -> None:
    selection = drawn("stratified", plan=120, small=20)
    small = replace(selection.strata[1], merged=("referral", "assessment"))
    selection = replace(selection, strata=(selection.strata[0], small))
    readings = read(10, 4, stratum="plan") + read(2, 1, stratum="referral") + read(1, stratum="assessment")
    assert [count.rated for count in rolled(readings, selection).by_stratum] == [14, 4]


@pytest.mark.parametrize(
    ("serious", "indication"),
    [(0, (RI, I)), (4, (RI, I)), (10, (I,))],
)
def test_inadequate_stands_alone_only_for_widespread_serious_weakness(
    serious: int, indication: tuple[Grade, ...]
) -> None:
    found = rolled(read(good=2, poor=14 - serious, serious=serious), drawn(all=60))
    assert found.indication == indication
    assert found.serious == serious


def test_serious_weakness_takes_no_grade_from_the_other_bands() -> None:
    found = rolled(read(good=9, serious=6), drawn(all=60))
    assert found.indication == (O, G, RI, I)


@pytest.mark.parametrize(
    ("good", "grades"),
    [(80, (O,)), (79, (G,)), (65, (G,)), (64, (RI,)), (50, (RI,)), (49, (RI, I)), (0, (RI, I))],
)
def test_the_edges_of_the_bands(good: int, grades: tuple[Grade, ...]) -> None:
    assert rolled(read(good=good, poor=100 - good), drawn(all=100)).indication == grades


def test_fragile_where_one_case_changes_the_indication() -> None:
    # 26 of 40 is 65 in 100; read in full, one case fewer falls below good.
    assert rolled(read(good=26, poor=14), drawn(all=40)).fragile
    assert not rolled(read(good=29, poor=11), drawn(all=40)).fragile


def test_fragile_where_one_more_serious_weakness_leaves_inadequate_alone() -> None:
    # A quarter passes nothing yet; one more passes it.
    assert rolled(read(good=8, poor=22, serious=10), drawn(all=40)).fragile
    assert not rolled(read(good=8, poor=26, serious=6), drawn(all=40)).fragile


def test_unavailable_files_are_bounded_both_ways() -> None:
    lost = [
        replace(case, case=f"L{case.case}", role="removed", removal_kind="not_available")
        for case in read(unread=3)
    ]
    found = rolled(read(good=15, poor=5) + lost, drawn(all=150))
    assert found.interval_counts == (79, 135)
    assert found.unavailable is not None
    assert found.unavailable.cases == 3
    assert found.unavailable.if_all_poor == pytest.approx([end / 150 for end in exact(15, 23, 150)])
    assert found.unavailable.if_all_good == pytest.approx([end / 150 for end in exact(18, 23, 150)])


def test_a_draw_read_out_of_order_says_what_it_takes_for_granted() -> None:
    in_order = read(good=12, unread=3)
    assert rolled(in_order).partly_read == ""
    skipped = [replace(in_order[-1], case="first", order=0), *in_order[:-1]]
    assert "taken to be like the read" in rolled(skipped).partly_read
    assert rolled(read(good=12, unread=3), drawn("systematic")).partly_read
    assert rolled(read(good=12), drawn("systematic")).partly_read == ""


def test_simulated_readers_stay_out_unless_asked_for() -> None:
    readings = [replace(case, simulated=True) for case in read(good=14)]
    found = rolled(readings)
    assert (found.sampled, found.completed, found.simulated) == (14, 0, 14)
    assert rolled(readings, include_simulated=True).completed == 14


def test_open_concerns_are_lines_of_their_own_whatever_the_role() -> None:
    readings = read(good=12)
    readings[3] = replace(readings[3], open_concerns=2)
    readings.append(replace(readings[0], case="T1", role="targeted", open_concerns=1))
    found = rolled(readings)
    assert found.concerns == (("all-4", 2), ("T1", 1))
    assert found.open_concerns == 3


def test_counts_by_team_hold_sampled_cases_only_and_those_without_a_team_stand_last() -> None:
    north = [replace(case, team="North") for case in read(good=2, poor=1, unread=1)]
    nobody = [replace(case, case=f"N{case.case}") for case in read(serious=1)]
    east = [replace(case, case=f"E{case.case}", team="East") for case in read(good=1)]
    aside = replace(north[0], case="T1", team="West", role="targeted")
    found = rolled([*north, *nobody, *east, aside]).by_team
    assert [(item.team, item.sampled, item.completed, item.rated) for item in found] == [
        ("East", 1, 1, 1),
        ("North", 4, 3, 3),
        ("", 1, 1, 1),
    ]
    assert [(item.good_or_better, item.serious) for item in found] == [(1, 0), (2, 0), (0, 1)]


def test_counts_by_reader() -> None:
    readings = read(good=3, poor=1) + [
        replace(case, case=f"B{case.case}", reader="B. Reader") for case in read(good=1, serious=1)
    ]
    found = rolled(readings).by_reader
    assert [(count.reader, count.completed, count.good_or_better, count.serious) for count in found] == [
        ("A. Reader", 4, 3, 0),
        ("B. Reader", 2, 1, 1),
    ]


def test_practice_and_experience_part_where_cases_lean_one_way() -> None:
    apart = {"HP-10": Rating.GOOD, "HP-11": Rating.NEEDS_IMPROVEMENT}
    alike = {"HP-10": Rating.GOOD, "HP-11": Rating.STRONG}
    readings = read(good=14)
    parted = [replace(case, findings=apart if n < 9 else alike) for n, case in enumerate(readings)]
    found = rolled(parted).beside
    assert found.parts
    assert "9 of 14" in found.words
    assert (found.practice_good, found.experience_good, found.experience_rated) == (14, 5, 14)
    few = [replace(case, findings=apart if n < 4 else alike) for n, case in enumerate(readings)]
    assert not rolled(few).beside.parts
    assert rolled(few).beside.words == ""


def test_the_authoritys_audits_against_the_readers() -> None:
    readings = read(good=2, poor=2)
    grades = [Grade.GOOD, Grade.OUTSTANDING, Grade.GOOD, None]
    audited = [replace(case, audit_grade=grade) for case, grade in zip(readings, grades, strict=True)]
    found = rolled(audited).audit
    assert (found.cases, found.same, found.audit_better, found.audit_worse) == (3, 1, 2, 0)
    assert found.direction == "better"
    assert "1 of 3" in found.words


def test_a_case_twice_is_refused() -> None:
    with pytest.raises(IlacsError, match="all-1"):
        rolled(read(good=2) + read(good=1))


def test_a_case_of_no_stratum_of_the_draw_is_refused() -> None:
    with pytest.raises(IlacsError, match="elsewhere"):
        rolled(read(good=3, stratum="elsewhere"))


def test_an_unknown_area_is_refused() -> None:
    with pytest.raises(UsageError):
        roll_up_area(edition(), "safegarding", [], None)
