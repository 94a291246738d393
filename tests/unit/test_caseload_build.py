"""One child's file: facts in words, a chronology with ids that stay, timescales met or missed."""

from datetime import date

import pytest

from sampling.caseload.build import build, show_json
from sampling.caseload.casefile import CaseFile, Document, Entry, Material, TimescaleCheck
from sampling.caseload.lists import ListRow
from tests.unit.caseload_rows import EDITION, D, row


def file_of(
    area: str, *rows: ListRow, material: Material | None = None, added: tuple[Entry, ...] = ()
) -> CaseFile:
    by_list: dict[int, list[ListRow]] = {}
    for one in rows:
        by_list.setdefault(one.list, []).append(one)
    return build("C1", area, by_list, D, EDITION, material or Material(), added)


def ids(casefile: CaseFile) -> list[str]:
    return [entry.id for entry in casefile.chronology]


def check(casefile: CaseFile, entry: str) -> TimescaleCheck | None:
    return next(item.timescale for item in casefile.chronology if item.id == entry)


def test_facts_are_in_words_and_british_dates_with_their_source() -> None:
    facts = {fact.label: fact for fact in file_of("children_in_care", row(8)).facts}
    assert facts["Legal status"].value == "Full care order"
    assert facts["Born"].value == "30/06/2012"
    assert facts["Age"].value == "11 on 01/03/2024"
    assert facts["Ethnicity"].value == "African"
    assert facts["Legal status"].source == "List 8 row 3"
    assert "Left care" not in facts


def test_the_person_comes_first_then_the_area_s_own_list() -> None:
    labels = [fact.label for fact in file_of("safeguarding", row(3), row(7)).facts]
    assert labels[:7] == ["Born", "Age", "Gender", "Ethnicity", "Disability", "Team", "Worker"]
    assert labels.index("Plan started") < labels.index("Referral")


def test_lists_that_differ_on_the_birth_are_both_named() -> None:
    facts = {f.label: f.value for f in file_of("safeguarding", row(7), row(3, dob=date(2012, 6, 3))).facts}
    assert facts["Born"] == "30/06/2012 (but 03/06/2012 in List 3 row 3)"


def test_a_cell_that_could_not_be_read_is_told_as_it_was_given() -> None:
    given = row(3, referral_date=None)
    odd = ListRow(3, 9, given.values, {"referral_date": "31/02/2024"})
    facts = {fact.label: fact.value for fact in file_of("safeguarding", odd).facts}
    assert facts["Referral"] == "could not be read: 31/02/2024"


def test_every_dated_event_has_an_entry_sorted_by_day() -> None:
    casefile = file_of("safeguarding", row(1), row(3), row(4), row(5), row(6), row(7))
    assert set(ids(casefile)) == {
        "L1-contact-20240201",
        "L3-referral-20240202",
        "L4-started-20240108",
        "L4-authorised-20240220",
        "L5-strategy-20240108",
        "L5-conference-20240122",
        "L6-need-start-20231101",
        "L6-seen-20240220",
        "L7-plan-start-20231101",
        "L7-visit-20240220",
        "L7-review-20240120",
    }
    days = [entry.day for entry in casefile.chronology if entry.day]
    assert days == sorted(days)
    assert not any(" " in entry or "," in entry for entry in ids(casefile))


def test_ids_do_not_hang_on_rows_or_their_order() -> None:
    first = row(1, "C1", 3, contact_source="2A")
    second = row(1, "C1", 8, contact_source="6")
    one = file_of("safeguarding", first, second)
    moved = file_of("safeguarding", row(1, "C1", 3, contact_source="6"), row(1, "C1", 4, contact_source="2A"))
    assert {e.id: e.text for e in one.chronology} == {e.id: e.text for e in moved.chronology}
    assert ids(one) == ["L1-contact-20240201", "L1-contact-20240201.2"]


def test_entries_say_what_happened_who_and_where_it_stands() -> None:
    entry = file_of("safeguarding", row(4)).chronology[-1]
    assert entry.text == "Assessment authorised. Seen in the assessment: Yes"
    assert (entry.worker, entry.team, entry.source) == ("Ash Reed", "North", "List 4 row 3")


@pytest.mark.parametrize(
    ("end", "outcome", "words"),
    [
        (date(2023, 3, 7), "met", "45 working days from referral 03/01/2023: 45"),
        (date(2023, 3, 8), "missed", "45 working days from referral 03/01/2023: 46"),
    ],
)
def test_an_assessment_is_held_to_45_working_days_from_the_referral(
    end: date, outcome: str, words: str
) -> None:
    casefile = file_of(
        "safeguarding",
        row(3, referral_date=date(2023, 1, 3)),
        row(4, assessment_start=date(2023, 1, 4), assessment_end=end),
    )
    found = check(casefile, f"L4-authorised-{end:%Y%m%d}")
    assert found == TimescaleCheck("T-CFA", outcome, date(2023, 3, 7), words)  # type: ignore[arg-type]


def test_without_a_referral_the_clock_says_so() -> None:
    found = check(file_of("safeguarding", row(4)), "L4-authorised-20240220")
    assert found is not None
    assert (found.outcome, "no referral being listed" in found.clock) == ("met", True)


@pytest.mark.parametrize(
    ("start", "outcome"), [(date(2023, 12, 28), "not_due"), (date(2023, 12, 27), "missed")]
)
def test_an_open_assessment_is_measured_to_the_census_date(start: date, outcome: str) -> None:
    found = check(
        file_of("safeguarding", row(4, assessment_start=start, assessment_end=None)),
        f"L4-started-{start:%Y%m%d}",
    )
    assert found is not None
    assert found.outcome == outcome
    assert found.clock.endswith("to the census date")


@pytest.mark.parametrize(
    ("cells", "entry", "outcome"),
    [
        ({"icpc_date": date(2024, 1, 29)}, "L5-conference-20240129", "met"),
        ({"icpc_date": date(2024, 1, 30)}, "L5-conference-20240130", "missed"),
        ({"icpc_date": None}, "L5-strategy-20240108", "missed"),
        ({"icpc_date": None, "icpc_unnecessary": "Yes"}, "L5-strategy-20240108", None),
        ({"icpc_date": None, "icpc_unnecessary": None}, "L5-strategy-20240108", None),
    ],
)
def test_a_conference_is_held_to_15_working_days(
    cells: dict[str, date | str | None], entry: str, outcome: str | None
) -> None:
    found = check(file_of("safeguarding", row(5, **cells)), entry)
    assert (found.outcome if found else None) == outcome


@pytest.mark.parametrize(
    ("cells", "entry", "key", "outcome"),
    [
        ({"last_visit": date(2024, 1, 19)}, "L8-visit-20240119", "T-CICV1", "not_due"),
        ({"last_visit": date(2024, 1, 18)}, "L8-visit-20240118", "T-CICV1", "missed"),
        ({"last_visit": date(2023, 9, 1)}, "L8-visit-20230901", "T-CICV0", "missed"),
        (
            {"placement_start": date(2022, 5, 2), "last_visit": date(2024, 1, 2)},
            "L8-visit-20240102",
            "T-CICV3",
            "missed",
        ),
        (
            {
                "placement_start": date(2022, 5, 2),
                "last_visit": date(2024, 1, 2),
                "permanence": "Long-term fostering",
            },
            "L8-visit-20240102",
            "T-CICV2",
            "not_due",
        ),
        ({"last_cla_review": date(2023, 9, 1)}, "L8-review-20230901", "T-REV3", "not_due"),
        ({"last_cla_review": date(2023, 8, 31)}, "L8-review-20230831", "T-REV3", "missed"),
        (
            {"last_cla_review": None, "care_start": date(2024, 2, 5)},
            "L8-care-start-20240205",
            "T-REV1",
            "not_due",
        ),
        (
            {"last_cla_review": None, "care_start": date(2024, 2, 1)},
            "L8-care-start-20240201",
            "T-REV1",
            "missed",
        ),
        ({"last_health": date(2023, 8, 31)}, "L8-health-20230831", "T-RHA", "not_due"),
        (
            {"last_health": date(2023, 8, 31), "dob": date(2020, 1, 1)},
            "L8-health-20230831",
            "T-RHA-U5",
            "missed",
        ),
    ],
)
def test_visits_reviews_and_health_of_children_in_care(
    cells: dict[str, date | str | None], entry: str, key: str, outcome: str
) -> None:
    found = check(file_of("children_in_care", row(8, **cells)), entry)
    assert found is not None
    assert (found.key, found.outcome) == (key, outcome)


def test_nothing_falls_due_once_the_work_has_ended() -> None:
    casefile = file_of("children_in_care", row(8, care_end=date(2024, 2, 1), last_visit=date(2023, 5, 1)))
    assert check(casefile, "L8-visit-20230501") is None


def test_local_standards_are_not_held_against_a_file() -> None:
    local = {key for key, timescale in EDITION.timescales.items() if timescale.mode == "local"}
    rows = [row(number) for number in (1, 3, 4, 5, 6, 7, 8, 9, 10)]
    used = {entry.timescale.key for entry in file_of("safeguarding", *rows).chronology if entry.timescale}
    assert used
    assert not used & local


def test_entries_and_documents_from_elsewhere_are_merged_by_day() -> None:
    given = Entry("M-1", date(2024, 1, 10), "supervision", "Supervision held")
    hand = Entry("H-1", None, "conversation", "Told by the worker", source="added by hand")
    document = Document("D-1", "assessment", date(2024, 2, 20), "Assessment", "Ash Reed", "The text")
    casefile = file_of("safeguarding", row(4), material=Material((given,), (document,)), added=(hand,))
    assert ids(casefile) == ["L4-started-20240108", "M-1", "L4-authorised-20240220", "H-1"]
    assert casefile.documents == (document,)


def test_the_workers_of_dated_work_have_their_day() -> None:
    casefile = file_of("safeguarding", row(7, worker="Wyn Hale"), row(4))
    assert [(spell.worker, spell.start) for spell in casefile.workers] == [
        ("Ash Reed", date(2024, 1, 8)),
        ("Wyn Hale", None),
    ]


def test_a_child_of_whom_the_lists_say_nothing_has_an_empty_file() -> None:
    casefile = file_of("leaving_care")
    assert (casefile.facts, casefile.flags, casefile.chronology) == ((), (), ())


def test_the_json_has_the_agreed_shape() -> None:
    document = Document("D-1", "plan", None, "Plan", "Ash Reed", "The text")
    casefile = file_of(
        "safeguarding", row(7, seen_alone="No"), row(8), row(4), material=Material((), (document,))
    )
    shown = show_json(casefile, "SG-1")
    assert list(shown) == ["case", "child", "area", "facts", "flags", "chronology", "documents"]
    assert (shown["case"], shown["child"], shown["area"]) == ("SG-1", "C1", "safeguarding")
    assert shown["facts"]["Last visit"] == "20/02/2024"
    assert shown["facts"]["Last visit (List 8 row 3)"] == "20/02/2024"
    assert [flag["flag"] for flag in shown["flags"]] == ["not_seen_alone"]
    by_id = {entry["entry"]: entry for entry in shown["chronology"]}
    assert list(by_id["L7-visit-20240220"]) == ["entry", "date", "kind", "text"]
    assert by_id["L4-authorised-20240220"]["date"] == "2024-02-20"
    assert by_id["L4-authorised-20240220"]["timescale"]["outcome"] == "met"
    assert shown["documents"] == [
        {"document": "D-1", "kind": "plan", "date": None, "title": "Plan", "text": "The text"}
    ]
