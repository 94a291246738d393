"""Synthetic lists speak the official codes, and survive the official workbook and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from fixtures import load_scenario, rows, scenario_ids, scenario_summary, write_workbook
from fixtures.people import british_pool, names, roster
from sampling.caseload.annex_a.importer import read
from sampling.caseload.annex_a.specification import load as specification
from sampling.errors import FileError

NOT_INVENTED = (
    "Barking Barnet Birmingham Bradford Brent Brighton Bristol Camden Cornwall Coventry Croydon "
    "Cumbria Derby Devon Dorset Durham Ealing Enfield Essex Gloucestershire Hackney Hampshire "
    "Haringey Harrow Hull Islington Kent Lambeth Lancashire Leeds Leicester Lewisham Liverpool "
    "Luton Manchester Medway Newham Norfolk Nottingham Oxfordshire Plymouth Rochdale Rotherham "
    "Rutland Salford Sandwell Sheffield Somerset Southwark Stockport Suffolk Sunderland Surrey "
    "Swindon Torbay Trafford Wakefield Walsall Wigan Wiltshire Wirral Wolverhampton "
    "Worcestershire York "
)
"""Names of real authorities, some of them."""


@pytest.mark.parametrize("scenario", scenario_ids())
def test_every_cell_is_a_code_of_its_set_and_every_column_is_given(scenario: str) -> None:
    lists = {spec.number: spec for spec in specification().lists}
    for row in rows(load_scenario(scenario), "1"):
        spec = lists[row.list]
        assert set(row.values) == {column.key for column in spec.stored}
        for column in spec.columns:
            value = row.values[column.key]
            assert value is not None or not column.required, (row.list, column.key)
            if column.codes and column.type == "code" and value is not None:
                assert value in {code.value for code in column.codes.values}, (column.key, value)


def test_the_workbook_reads_back_as_it_was_written_without_a_problem(tmp_path: Path) -> None:
    scenario = load_scenario("ashmere")
    path = tmp_path / "ashmere.xlsx"
    made = list(rows(scenario, "1"))
    assert write_workbook(path, made) == len(made)
    result = read(path, scenario.census_date)
    assert result.ok
    assert not result.problems
    back = {(row.list, row.row): dict(row.values) for found in result.rows.values() for row in found}
    assert back == {(row.list, row.row): dict(row.values) for row in made}


def test_a_workbook_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "kept.xlsx"
    path.write_text("kept")
    with pytest.raises(FileError, match="exists already"):
        write_workbook(path, [])
    assert path.read_text() == "kept"


def test_a_workbook_in_a_folder_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="could not be written"):
        write_workbook(tmp_path / "nowhere" / "lists.xlsx", [])


@pytest.mark.parametrize("scenario", scenario_ids())
def test_places_are_invented(scenario: str) -> None:
    found = load_scenario(scenario)
    for name in (found.place, found.authority, *found.neighbours, *found.quarters):
        assert not any(real in name for real in NOT_INVENTED.split())


def test_no_two_workers_share_a_name_even_in_a_great_authority() -> None:
    people = roster(load_scenario("ashmere").resized(100_000), "1")
    everybody = [staff.name for group in people.workers.values() for staff in group]
    everybody += [staff.name for staff in people.managers.values()]
    assert len(everybody) == len(set(everybody))


def test_faker_gives_british_families_names_as_often_as_they_occur() -> None:
    surnames = british_pool()["surname"]
    assert surnames.count("Smith") > surnames.count("Tucker") > 0
    assert len(set(british_pool()["female"])) > 100
    assert set(names()) >= {"british", "west_african", "south_asian_muslim", "other"}


def test_summaries_count_every_area() -> None:
    summary = scenario_summary("ashmere")
    assert set(summary) == {"id", "title", "children", "areas"}
    assert list(summary["areas"]) == ["safeguarding", "children_in_need", "children_in_care", "leaving_care"]
    assert all(size > 60 for size in summary["areas"].values())
    assert "planted" in scenario_summary("littlewick", planted=True)
