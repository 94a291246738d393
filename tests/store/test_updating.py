"""Corrected lists: what is new, gone or changed; drawn cases, frozen frames and the journal hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sampling.caseload.lists import ListRow
from sampling.errors import ReadOnlyError, UsageError
from sampling.store import Inspection, Settings, create
from sampling.store.merge import merge
from sampling.store.updating import behind, compare, update
from sampling.store.verify import verify
from tests.unit.caseload_rows import D, row

COUNT = 30


def in_care(number: int, **cells: object) -> ListRow:
    changed = {"child_id": f"K{number:02}", **cells}
    made = row(8, **changed)  # type: ignore[arg-type]
    return replace(made, row=number + 2)


LISTS = {8: [in_care(n) for n in range(COUNT)], 3: [replace(row(3, child_id="K00"), row=3)]}
SUPPLIED = {8: tuple(LISTS[8][0].values), 3: tuple(LISTS[3][0].values)}


def make(path: Path, **changes: object) -> Path:
    settings = Settings(
        inspection="one",
        authority="Northmere",
        kind="standard",
        edition="ilacs-2023",
        inspection_date=date(2024, 3, 11),
        census_date=D,
        source="lists.xlsx",
    )
    rows = [one for rows in LISTS.values() for one in rows]
    create(path, replace(settings, **changes), rows, SUPPLIED, reader="anna")  # type: ignore[arg-type]
    return path


@pytest.fixture
def inspection(tmp_path: Path) -> Iterator[Inspection]:
    with Inspection.open(make(tmp_path / "a.ilacs"), reader="anna") as opened:
        yield opened


def corrected() -> dict[int, list[ListRow]]:
    """K00 is gone, K01 has another team, K30 is new, and every other child stands one row higher."""
    rows = [replace(one, row=one.row - 1) for one in LISTS[8][1:]]
    rows[0] = replace(rows[0], values={**rows[0].values, "team": "West"})
    return {8: [*rows, replace(in_care(COUNT), row=99)]}


def test_it_says_what_is_new_gone_and_changed_and_what_only_moved_is_neither(inspection: Inspection) -> None:
    changes = compare(inspection, corrected(), {8: SUPPLIED[8]})
    (care,) = changes.lists
    assert (care.before, care.after, care.new, care.gone, care.changed) == (30, 30, 1, 1, 1)
    assert changes.new == ("K30",)
    assert changes.gone == ()  # K00 is still on list 3, which was not sent again
    assert changes.kept == (3,)
    assert changes.any


def test_columns_that_are_not_given_again_are_named_since_they_are_lost(inspection: Inspection) -> None:
    fewer = tuple(key for key in SUPPLIED[8] if key not in ("team", "placement_type"))
    changes = compare(inspection, corrected(), {8: fewer})
    assert changes.lost_columns == {8: ("team", "placement_type")}
    assert changes.lost_line == "no longer given, so lost from the lists: List 8 Team, List 8 Placement type"
    assert compare(inspection, corrected(), {8: SUPPLIED[8]}).lost_line == ""


def test_comparing_writes_nothing(inspection: Inspection) -> None:
    head = inspection.journal.head()
    compare(inspection, corrected(), {8: SUPPLIED[8]})
    assert inspection.journal.head() == head
    assert inspection.lists.count(8) == COUNT


def test_the_lists_are_replaced_with_an_event_and_the_file_verifies(inspection: Inspection) -> None:
    update(inspection, corrected(), {8: SUPPLIED[8]}, source="corrected.xlsx", problems=2)
    assert {one.child for one in inspection.lists.rows(8)} == {f"K{n:02}" for n in range(1, COUNT + 1)}
    (event,) = inspection.journal.events("update")
    assert event.data["source"] == "corrected.xlsx"
    assert [item["list"] for item in event.data["lists"]] == [8]
    assert (event.data["new"], event.data["gone"], event.data["rows"]) == (1, 0, 3)
    assert event.data["lists"][0]["sha256"] == inspection.lists.state_of(8).sha256
    assert [check for check in verify(inspection).checks if not check.ok] == []


def test_a_list_changed_behind_the_journal_s_back_does_not_verify(inspection: Inspection) -> None:
    update(inspection, corrected(), {8: SUPPLIED[8]}, source="corrected.xlsx")
    inspection.connection.execute("UPDATE list_8 SET team = 'East' WHERE child_id = 'K05'")
    assert "lists" in [check.check for check in verify(inspection).checks if not check.ok]


def test_drawn_cases_keep_their_place_and_are_named_where_they_changed(inspection: Inspection) -> None:
    inspection.draws.draw("children_in_care", COUNT, "4623", reserve=0)
    before = [(line.case_id, line.place, line.ticket) for line in inspection.cases.all()]
    changes = update(inspection, corrected(), {8: SUPPLIED[8], 3: SUPPLIED[3]}, source="corrected.xlsx")
    assert [(line.case_id, line.place, line.ticket) for line in inspection.cases.all()] == before
    assert changes.changed_cases == ("CC-K01",)
    assert changes.gone_cases == ("CC-K00",)
    assert changes.gone == ("K00",)
    assert inspection.cases.file("CC-K00").chronology == ()
    assert [check for check in verify(inspection).checks if not check.ok] == []


def test_a_frozen_frame_stays_and_what_it_would_be_now_is_said(inspection: Inspection) -> None:
    frozen = inspection.draws.freeze("children_in_care")
    assert behind(inspection, "children_in_care") is None
    update(inspection, corrected(), {8: SUPPLIED[8]}, source="corrected.xlsx")
    assert inspection.draws.frame("children_in_care").sha256 == frozen.sha256
    now = behind(inspection, "children_in_care")
    assert now is not None
    assert (now.new, now.gone, now.changed) == (1, 1, 1)
    assert "as frozen" in now.line
    assert behind(inspection, "leaving_care") is None


def test_a_drawn_child_who_left_the_area_alone_is_named_with_the_frame(inspection: Inspection) -> None:
    inspection.draws.freeze("children_in_care")
    inspection.draws.draw("children_in_care", COUNT, "4623")
    left = {8: corrected()[8], 3: [*LISTS[3], replace(row(3, child_id="K00"), row=4)]}
    changes = update(inspection, left, {8: SUPPLIED[8], 3: SUPPLIED[3]}, source="corrected.xlsx")
    assert changes.gone_cases == ()
    now = behind(inspection, "children_in_care")
    assert now is not None
    assert now.cases == ("CC-K00",)
    assert "of the cases, CC-K00 would not be in it" in now.line


def test_a_frame_frozen_after_the_correction_is_not_behind(inspection: Inspection) -> None:
    update(inspection, corrected(), {8: SUPPLIED[8]}, source="corrected.xlsx")
    inspection.draws.freeze("children_in_care")
    assert behind(inspection, "children_in_care") is None


def test_lists_that_say_the_same_write_nothing(inspection: Inspection) -> None:
    head = inspection.journal.head()
    changes = update(inspection, LISTS, SUPPLIED, source="again.xlsx")
    assert not changes.any
    assert inspection.journal.head() == head


def test_a_list_that_was_missing_can_come_later(inspection: Inspection) -> None:
    leavers = {9: [replace(row(9, child_id="L1"), row=3)]}
    changes = update(inspection, leavers, {9: tuple(leavers[9][0].values)}, source="list 9.csv")
    assert changes.new == ("L1",)
    assert inspection.draws.frame("leaving_care").size == 1
    assert verify(inspection).ok


def test_reading_only_and_synthetic_files_are_not_corrected(tmp_path: Path) -> None:
    path = make(tmp_path / "a.ilacs")
    with (
        Inspection.open(path, read_only=True) as inspection,
        pytest.raises(ReadOnlyError, match="read-only"),
    ):
        update(inspection, corrected(), {8: SUPPLIED[8]}, source="x")
    synthetic = make(tmp_path / "b.ilacs", scenario="ashmere", scenario_seed="1")
    with (
        Inspection.open(synthetic, reader="anna") as inspection,
        pytest.raises(UsageError, match="synthetic authority"),
    ):
        compare(inspection, corrected(), {8: SUPPLIED[8]})


def test_a_merge_takes_the_lists_of_the_file_that_was_corrected(tmp_path: Path) -> None:
    one = make(tmp_path / "one.ilacs")
    two = tmp_path / "two.ilacs"
    two.write_bytes(one.read_bytes())
    with Inspection.open(two, reader="ben") as inspection:
        update(inspection, corrected(), {8: SUPPLIED[8]}, source="corrected.xlsx")
    for at, order in enumerate(([one, two], [two, one])):
        out = tmp_path / f"merged-{at}.ilacs"
        merge(out, order)
        with Inspection.open(out, read_only=True, reader="anna") as merged:
            assert "K30" in merged.lists.ids()
            assert verify(merged).ok


def test_thresholds_of_local_practice_are_kept_and_used(tmp_path: Path) -> None:
    rows = [replace(row(7, child_id="P1", cpp_start=date(2023, 1, 2)), row=3)]
    settings = {"thresholds": {"ageing_plan": 12}}
    for at, given in enumerate(({}, settings)):
        path = tmp_path / f"{at}.ilacs"
        make(path, **given)
        with Inspection.open(path, reader="anna") as inspection:
            update(inspection, {7: rows}, {7: tuple(rows[0].values)}, source="list 7.csv")
            counts = {
                one.flag: one.size
                for one in inspection.draws.flag_counts(inspection.draws.frame("safeguarding"))
            }
            assert counts["ageing_plan"] == at
            assert verify(inspection).ok
