"""Handing the findings over: the same tables in every format, whole files or none."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from sampling.draw.selection import Design
from sampling.handover.cells import plain
from sampling.handover.declaration import declaration
from sampling.handover.export import FORMATS, ExportReport, export, metadata_path
from sampling.handover.gather import gather, one_moment
from sampling.store import Inspection
from tests.small import OneDocument, SteppingClock, make
from tests.store.handover_world import HOSTILE, SEED, World, ask, contents, csv_rows


@pytest.fixture
def database(inspection: Inspection, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The handover with names, so that cases can be told."""
    export(inspection, tmp_path / "named.db", names=True)
    connection = sqlite3.connect(tmp_path / "named.db")
    yield connection
    connection.close()


def test_the_counts_are_those_counted_by_hand(database: sqlite3.Connection) -> None:
    # Three of six sampled care leavers are read: strong, good, and needing improvement.
    (area,) = ask(
        database,
        "SELECT frame, sampled, completed, rated, good_or_better, serious, open_concerns, targeted"
        " FROM area_rollup WHERE area = 'leaving_care'",
    )
    assert area == (14, 6, 3, 3, 2, 0, 1, 1)
    core = ask(database, "SELECT core FROM area WHERE area = 'leaving_care'")[0][0]
    assert ask(database, "SELECT count(*) FROM finding") == [(3 * core,)]
    assert ask(database, "SELECT rating, count(*) FROM case_rating GROUP BY rating ORDER BY rating") == [
        ("good", 1),
        ("needs_improvement", 1),
        ("strong", 1),
    ]
    assert ask(database, "SELECT sum(counts) FROM finding") == [(3 * core,)]
    assert ask(database, "SELECT count(*), sum(counts) FROM drawn_case WHERE area = 'leaving_care'") == [
        (6 + 6 + 1, 3)
    ]


def test_the_report_counts_the_rows_of_each_table(inspection: Inspection, tmp_path: Path) -> None:
    report = export(inspection, tmp_path / "out.db")
    with sqlite3.connect(report.out) as connection:
        counted = {
            table.name: ask(connection, f"SELECT count(*) FROM {table.name}")[0][0]
            for table in declaration().tables
        }
    connection.close()
    assert report.rows == counted
    assert report.head == inspection.journal.head()
    assert {"line_of_enquiry", "improvement", "agreement"} <= counted.keys()


def test_keys_hold_and_every_table_and_column_is_explained(database: sqlite3.Connection) -> None:
    assert ask(database, "PRAGMA foreign_key_check") == []
    assert ask(database, "PRAGMA integrity_check") == [("ok",)]
    explained = set(ask(database, "SELECT table_name, column_name FROM readme WHERE meaning <> ''"))
    made = ask(
        database,
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
        " AND name NOT LIKE '%\\_fts%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
    )
    assert len(made) == len(declaration().tables) + len(declaration().views)
    for (table,) in made:
        assert (table, None) in explained
        columns = [row[1] for row in ask(database, f"PRAGMA table_info({table})")]
        assert columns
        assert {(table, column) for column in columns} <= explained


def test_full_text_search_finds_evidence_by_the_stem_of_a_word(database: sqlite3.Connection) -> None:
    found = ask(
        database,
        "SELECT count(*) FROM finding WHERE id IN (SELECT rowid FROM finding_fts WHERE finding_fts MATCH ?)",
        "visiting",
    )
    assert found == [(3,)]
    database.execute("VACUUM")
    assert ask(database, "SELECT count(*) FROM case_rating_fts WHERE case_rating_fts MATCH 'weigh'") == [(3,)]


def test_the_views_say_which_findings_support_a_grade(database: sqlite3.Connection, world: World) -> None:
    supporting = ask(
        database,
        'SELECT DISTINCT grade, "case" FROM judgement_evidence'
        " WHERE judgement = 'care_leavers' AND good_or_better = 1 AND source = 'finding' ORDER BY 2",
    )
    assert supporting == sorted(("good", case) for case in world.read[:2])
    ratings = ask(
        database,
        'SELECT "case", rating FROM judgement_evidence'
        " WHERE judgement = 'care_leavers' AND source = 'case rating'",
    )
    assert set(ratings) == set(zip(world.read, ("strong", "good", "needs_improvement"), strict=True))
    leaders = ask(
        database,
        "SELECT DISTINCT criterion FROM judgement_evidence WHERE judgement = 'impact_of_leaders'",
    )
    assert leaders == [("CL-29",)]


def test_the_view_counts_what_the_rollup_counted(database: sqlite3.Connection) -> None:
    columns = "area, criterion, rated, good_or_better, not_applicable, not_seen"
    viewed = set(ask(database, f"SELECT {columns} FROM findings_by_criterion"))
    rolled = set(
        ask(database, f"SELECT {columns} FROM criterion_rollup WHERE rated + not_seen + not_applicable > 0")
    )
    assert viewed == rolled
    assert viewed
    assert ask(
        database, "SELECT max(strong), max(good), max(needs_improvement) FROM findings_by_criterion"
    ) == [(1, 1, 1)]


def test_sampled_cases_can_be_counted_by_team(database: sqlite3.Connection, inspection: Inspection) -> None:
    (area,) = (item for item in inspection.judging.rollup().areas if item.area == "leaving_care")
    counted = ask(
        database,
        "SELECT team, count(*), sum(counts), sum(case_rating IN ('strong', 'good') AND counts)"
        " FROM drawn_case WHERE area = 'leaving_care' AND role = 'sampled' GROUP BY team ORDER BY team",
    )
    assert counted == [(item.team, item.sampled, item.rated, item.good_or_better) for item in area.by_team]
    assert ask(database, "SELECT DISTINCT team FROM drawn_case WHERE role = 'reserve'") == [(None,)]


def test_what_happened_to_cases_after_the_draw_is_there(database: sqlite3.Connection, world: World) -> None:
    removed = ask(
        database,
        'SELECT role, agreed_by, removal_reason <> "" FROM drawn_case WHERE "case" = ?',
        world.removed,
    )
    assert removed == [("removed", "Bea Marsh", 1)]
    assert ask(database, "SELECT role, counts FROM drawn_case WHERE replaces = ?", world.removed) == [
        ("sampled", 0)
    ]
    assert ask(database, 'SELECT role, draw FROM drawn_case WHERE "case" = ?', world.targeted) == [
        ("targeted", None)
    ]


def test_hostile_evidence_is_exact_in_sqlite_and_json(
    inspection: Inspection, database: sqlite3.Connection, tmp_path: Path
) -> None:
    assert ask(database, "SELECT count(*) FROM finding WHERE evidence = ?", HOSTILE) == [(3,)]
    export(inspection, tmp_path / "out.json", format="json")
    document = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert list(document) == [table.name for table in declaration().tables]
    assert sum(row["evidence"] == HOSTILE for row in document["finding"]) == 3
    assert document["finding"][0]["counts"] is True
    assert isinstance(document["finding"][0]["citations"], list)


def test_hostile_evidence_is_safe_and_can_be_had_back_from_csv_and_xlsx(
    inspection: Inspection, tmp_path: Path
) -> None:
    export(inspection, tmp_path / "out", format="csv")
    export(inspection, tmp_path / "out.xlsx", format="xlsx")
    from_csv = [row["evidence"] for row in csv_rows(tmp_path / "out", "finding")]
    book = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx"))
    head, *lines = book.get_sheet_by_name("finding").to_python()
    from_book = [str(line[head.index("evidence")]) for line in lines]
    assert [plain(text) for text in from_csv].count(HOSTILE) == 3
    assert from_book == from_csv
    for table in declaration().tables:
        cells = [cell for row in csv_rows(tmp_path / "out", table.name) for cell in row.values()]
        assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]
    with_formula = re.compile(r"<f[ >]")
    assert not with_formula.search(contents(tmp_path / "out.xlsx"))


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_carries_the_same_rows(inspection: Inspection, tmp_path: Path, format: str) -> None:
    report = export(inspection, tmp_path / "out", format=format, names=True)
    reference = export(inspection, tmp_path / "reference", format="json", names=True)
    assert report.rows == reference.rows
    if format == "xlsx":
        book = CalamineWorkbook.from_path(str(report.out))
        assert book.sheet_names[0] == "readme"
        counts = {name: len(book.get_sheet_by_name(name).to_python()) - 1 for name in book.sheet_names}
        assert counts == report.rows
    if format == "csv":
        assert {
            path.stem: len(csv_rows(report.out, path.stem)) for path in report.out.iterdir()
        } == report.rows


def test_datasette_is_told_of_every_table_and_column(inspection: Inspection, tmp_path: Path) -> None:
    export(inspection, tmp_path / "small.db")
    told = json.loads(metadata_path(tmp_path / "small.db").read_text(encoding="utf-8"))
    tables = told["databases"]["small"]["tables"]
    for table in (*declaration().tables, *declaration().views):
        assert set(tables[table.name]["columns"]) == {column.name for column in table.columns}
        assert tables[table.name]["description"]
    assert tables["criterion"]["label_column"] == "text"
    assert "rating" in tables["finding"]["facets"]
    assert "Free text was not otherwise checked" in told["description"]


@pytest.mark.parametrize(
    "design",
    [
        Design("simple"),
        Design("stratified", by=("team", "gender", "worker"), allocation="proportional"),
        Design("systematic", by=("team",)),
        Design("risk", weights={"placements": 2.0}),
    ],
)
def test_every_design_can_be_handed_over_twice_drawn(tmp_path: Path, design: Design) -> None:
    path = make(tmp_path / "designs.ilacs")
    with Inspection.open(path, reader="anna", clock=SteppingClock()) as opened:
        if design.weights:
            flag = opened.draws.flag_counts(opened.draws.frame("children_in_care"))[0].flag
            design = Design("risk", weights={flag: 2.0})
        opened.draws.draw("children_in_care", 4, SEED, design=design, documents=OneDocument())
        opened.draws.draw("children_in_care", 5, "another", documents=OneDocument())
        report = export(opened, tmp_path / "out.db")
    with sqlite3.connect(report.out) as connection:
        assert ask(connection, "PRAGMA foreign_key_check") == []
        assert ask(connection, "SELECT draw, counts FROM draw ORDER BY draw") == [
            ("children_in_care-1", 1),
            ("children_in_care-2", 0),
        ]
        both = ask(connection, "SELECT count(*) FROM drawn_case WHERE also_drawn LIKE '%(%'")[0][0]
        cases = ask(connection, "SELECT count(*) FROM drawn_case")[0][0]
    connection.close()
    assert report.rows["drawn_case"] == cases
    assert both > 0


def test_an_inspection_with_nothing_drawn_can_be_handed_over(tmp_path: Path) -> None:
    path = make(tmp_path / "empty.ilacs")
    with Inspection.open(path, reader="anna", clock=SteppingClock()) as opened:
        report = export(opened, tmp_path / "out.db")
    assert isinstance(report, ExportReport)
    assert report.rows["drawn_case"] == 0
    assert report.rows["judgement"] == 5
    assert report.masks == 0


def test_long_tables_are_made_as_they_are_written_and_are_the_same_each_time(inspection: Inspection) -> None:
    with one_moment(inspection.connection):
        handover = gather(inspection)
        for name in ("drawn_case", "finding", "case_rating"):
            rows = handover.rows[name]
            assert not isinstance(rows, Collection), f"{name} is held as a whole"
            first, again = list(rows), list(rows)
            assert first == again
            assert len(rows) == len(first) > 0
        (about,) = handover.rows["inspection"]
        assert about["masks"] == handover.masks > 0, "counted once, however often the rows were made"


def test_the_order_of_rows_tells_nothing_of_real_ids(inspection: Inspection) -> None:
    with one_moment(inspection.connection):
        rows = gather(inspection, key=b"a key").rows
        for name in ("finding", "case_rating"):
            found = [(str(row["case"]), str(row["reader"])) for row in rows[name]]
            assert found == sorted(found)
            assert [row["id"] for row in rows[name]] == list(range(1, len(found) + 1))
