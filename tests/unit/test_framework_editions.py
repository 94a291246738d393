"""What the three editions hold: published names and dates, the known ids, numbers with their sources."""

from __future__ import annotations

from datetime import date

import pytest

from sampling.errors import UsageError
from sampling.framework import Grade, edition_for, edition_ids, load

EDITIONS = ["ilacs-2018", "ilacs-2023", "ilacs-2026"]
each_edition = pytest.mark.parametrize("edition_id", EDITIONS)


def test_three_editions_in_order_of_time() -> None:
    assert edition_ids() == EDITIONS


@pytest.mark.parametrize(
    ("edition_id", "judgements"),
    [
        (
            "ilacs-2018",
            [
                "impact_of_leaders",
                "help_and_protection",
                "children_in_care_and_care_leavers",
                "overall_effectiveness",
            ],
        ),
        (
            "ilacs-2023",
            [
                "impact_of_leaders",
                "help_and_protection",
                "children_in_care",
                "care_leavers",
                "overall_effectiveness",
            ],
        ),
        ("ilacs-2026", ["impact_of_leaders", "help_and_protection", "children_in_care", "care_leavers"]),
    ],
)
def test_judgements_stand_in_the_order_of_the_front_table(edition_id: str, judgements: list[str]) -> None:
    assert [judgement.id for judgement in load(edition_id).judgements] == judgements


def test_names_are_the_published_ones_in_full() -> None:
    names = {judgement.id: judgement.name for judgement in load("ilacs-2023").judgements}
    assert names["impact_of_leaders"] == (
        "The impact of leaders on social work practice with children and families"
    )
    assert names["care_leavers"] == "The experiences and progress of care leavers"


@pytest.mark.parametrize(
    ("day", "edition_id"),
    [
        (date(2018, 1, 1), "ilacs-2018"),
        (date(2022, 12, 31), "ilacs-2018"),
        (date(2023, 1, 1), "ilacs-2023"),
        (date(2026, 3, 31), "ilacs-2023"),
        (date(2026, 4, 1), "ilacs-2026"),
        (date(2040, 1, 1), "ilacs-2026"),
    ],
)
def test_the_inspection_date_chooses_the_edition(day: date, edition_id: str) -> None:
    assert edition_for(day) == edition_id


def test_a_date_before_the_framework_is_refused_in_one_line() -> None:
    with pytest.raises(UsageError, match="no edition of the framework covers 2017-12-31") as refused:
        edition_for(date(2017, 12, 31))
    assert "\n" not in str(refused.value)


def test_an_unknown_edition_names_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"unknown edition 'ilacs-2032'.*ilacs-2023"):
        load("ilacs-2032")


def test_an_edition_is_read_once() -> None:
    assert load("ilacs-2023") is load("ilacs-2023")


@each_edition
def test_every_known_criterion_is_there(edition_id: str) -> None:
    counts = {"HP": 39, "CIC": 41, "CL": 29, "LEAD": 26}
    ids = {f"{prefix}-{number:02}" for prefix, count in counts.items() for number in range(1, count + 1)}
    assert len(ids) == 135
    assert set(load(edition_id).criteria) == ids


@each_edition
def test_areas_feed_the_judgements_of_their_edition(edition_id: str) -> None:
    edition = load(edition_id)
    fed = {area.code: area.judgement for area in edition.areas}
    joint = edition_id == "ilacs-2018"
    assert fed == {
        "SG": "help_and_protection",
        "CN": "help_and_protection",
        "CC": "children_in_care_and_care_leavers" if joint else "children_in_care",
        "LC": "children_in_care_and_care_leavers" if joint else "care_leavers",
    }


@each_edition
def test_a_case_is_asked_ten_to_fifteen_things_and_management_is_one_of_them(edition_id: str) -> None:
    edition = load(edition_id)
    for area in edition.areas:
        assert 10 <= len(area.core) <= 15
        assert any(edition.criteria[id].management for id in area.core)
        assert [item.core for item in area.criteria] == sorted((i.core for i in area.criteria), reverse=True)


@each_edition
def test_each_area_is_read_under_four_to_seven_headings(edition_id: str) -> None:
    edition = load(edition_id)
    for area in edition.areas:
        themes = {edition.criteria[item.criterion].theme for item in area.criteria}
        assert 4 <= len(themes) <= 7


@each_edition
def test_a_heading_is_not_broken_up_in_the_reading_order(edition_id: str) -> None:
    edition = load(edition_id)
    for area in edition.areas:
        themes = [edition.criteria[id].theme for id in area.core]
        runs = [theme for at, theme in enumerate(themes) if at == 0 or themes[at - 1] != theme]
        assert len(runs) == len(set(runs))


@each_edition
def test_help_and_protection_areas_share_criteria_but_not_their_core(edition_id: str) -> None:
    edition = load(edition_id)
    safeguarding, in_need = edition.area("safeguarding"), edition.area("children_in_need")
    help_ids = {f"HP-{number:02}" for number in range(1, 40)}
    for area in (safeguarding, in_need):
        assert help_ids <= {item.criterion for item in area.criteria}
    assert safeguarding.core != in_need.core


@each_edition
def test_leadership_is_read_from_eight_criteria_that_cases_can_answer(edition_id: str) -> None:
    edition = load(edition_id)
    assert set(edition.leadership_criteria) == {
        "HP-38",
        "CIC-41",
        "CL-29",
        "LEAD-05",
        "LEAD-06",
        "LEAD-15",
        "LEAD-16",
        "LEAD-25",
    }
    placed = {item.criterion for area in edition.areas for item in area.criteria}
    assert set(edition.leadership_criteria) <= placed


@each_edition
def test_no_wording_is_passed_off_as_confirmed(edition_id: str) -> None:
    edition = load(edition_id)
    assert not any(criterion.confirmed for criterion in edition.criteria.values())
    assert any("Ofsted" in note for note in edition.unconfirmed)
    assert "own choice" in edition.bands_source
    assert "not Ofsted's" in edition.words_source


@each_edition
def test_a_missing_record_is_a_weakness_where_there_has_to_be_one(edition_id: str) -> None:
    criteria = load(edition_id).criteria
    must_be_there = ["HP-05", "HP-07", "HP-10", "HP-14", "HP-15", "HP-17", "HP-38"]
    must_be_there += ["CIC-21", "CIC-24", "CIC-25", "CIC-41", "CL-04", "CL-29", "LEAD-15"]
    proves_nothing = ["HP-12", "CIC-31", "CIC-38", "CL-28", "LEAD-19"]
    assert {criteria[id].absence for id in must_be_there} == {"weakness"}
    assert {criteria[id].absence for id in proves_nothing} == {"not_seen"}


@each_edition
def test_every_timescale_has_a_source_and_local_ones_are_never_confirmed(edition_id: str) -> None:
    timescales = load(edition_id).timescales.values()
    assert all(timescale.source and timescale.rule and timescale.start for timescale in timescales)
    assert not any(timescale.confirmed for timescale in timescales if timescale.mode == "local")


@pytest.mark.parametrize(
    ("key", "limit", "unit", "mode"),
    [
        ("T-REF", 1, "working_days", "guidance"),
        ("T-CFA", 45, "working_days", "guidance"),
        ("T-ICPC", 15, "working_days", "guidance"),
        ("T-RCPC1", 3, "months", "guidance"),
        ("T-RCPC", 6, "months", "guidance"),
        ("T-CICV1", 6, "weeks", "statute"),
        ("T-CICV2", 3, "months", "statute"),
        ("T-REV1", 20, "working_days", "statute"),
        ("T-REV3", 6, "months", "statute"),
        ("T-IHA", 20, "working_days", "statute"),
        ("T-RHA", 12, "months", "statute"),
        ("T-RHA-U5", 6, "months", "statute"),
        ("T-PPR", 6, "months", "statute"),
        ("T-PAV", 2, "months", "statute"),
        ("T-MISS", 3, "days", "guidance"),
        ("T-PEP", None, "months", "guidance"),
        ("T-CPV", 10, "working_days", "local"),
    ],
)
def test_published_limits(key: str, limit: int | None, unit: str, mode: str) -> None:
    timescale = load("ilacs-2023").timescales[key]
    assert (timescale.limit, timescale.unit, timescale.mode) == (limit, unit, mode)


@each_edition
def test_bands_run_from_best_to_worst_and_inadequate_never_stands_alone(edition_id: str) -> None:
    bands = load(edition_id).bands
    assert [(band.low, band.high) for band in bands] == [(0.8, 1.0), (0.65, 0.8), (0.5, 0.65), (0.0, 0.5)]
    assert (Grade.INADEQUATE,) not in [band.grades for band in bands]


def test_words_are_the_confirmed_published_scale() -> None:
    words = {word.word: (word.low, word.high) for word in load("ilacs-2023").words}
    assert words == {
        "almost all": (91, 100),
        "most": (75, 90),
        "majority": (50, 74),
        "less than half": (15, 49),
        "few": (0, 14),
    }


@each_edition
def test_visits_without_grades_are_those_with_priority_action(edition_id: str) -> None:
    kinds = load(edition_id).kinds
    assert list(kinds) == ["standard", "short", "focused", "monitoring", "audit"]
    assert {id for id, kind in kinds.items() if not kind.graded} == {"focused", "monitoring"}
    assert {id for id, kind in kinds.items() if kind.priority_action} == {"focused", "monitoring"}


@each_edition
def test_removals_are_either_out_of_scope_or_not_available(edition_id: str) -> None:
    reasons = load(edition_id).removal_reasons
    assert reasons["not_in_cohort"].kind == "out_of_scope"
    assert reasons["file_not_available"].kind == "not_available"
    assert {reason.kind for reason in reasons.values()} == {"out_of_scope", "not_available"}


@pytest.mark.parametrize(
    ("edition_id", "rules"),
    [
        (
            "ilacs-2018",
            ["overall_good_or_better", "overall_requires_improvement", "any_inadequate", "always"],
        ),
        (
            "ilacs-2023",
            ["overall_good_or_better", "overall_requires_improvement", "any_inadequate", "always"],
        ),
        ("ilacs-2026", ["leaders_and_two_of_three", "otherwise_standard", "always"]),
    ],
)
def test_what_follows_turns_on_overall_until_there_is_none(edition_id: str, rules: list[str]) -> None:
    assert [step.rule for step in load(edition_id).next_steps] == rules


def test_the_edition_of_2026_overrides_only_some_words_of_a_criterion() -> None:
    before, after = load("ilacs-2023").criteria["HP-19"], load("ilacs-2026").criteria["HP-19"]
    assert before.text != after.text
    assert (before.kind, before.theme, before.absence) == (after.kind, after.theme, after.absence)
    assert load("ilacs-2023").criteria["HP-20"] == load("ilacs-2026").criteria["HP-20"]


@each_edition
def test_text_fits_a_reader_at_a_screen(edition_id: str) -> None:
    for criterion in load(edition_id).criteria.values():
        assert criterion.text.endswith(".")
        assert len(criterion.text) <= 140
        assert len(criterion.good) <= 200
