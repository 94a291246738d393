"""Lists: an authority's workbook reported on before anything is made, and corrections taken."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from sampling.caseload.annex_a import importer
from sampling.errors import IlacsError, UsageError
from sampling.store import Inspection
from sampling.store.verify import verify
from tests.tui.contrast import faint
from tests.tui.lists_world import faulty, sound
from tests.tui.seeing import settle, shown, words
from tests.unit.annex_a_workbooks import CENSUS, make, table
from tui.app import IlacsApp
from tui.lists_sent import read_sent, take
from tui.making import make_from_scenario, make_from_workbook
from tui.screens import new_form
from tui.screens.new_form import Answers
from tui.widgets.rows import RowList


async def test_a_workbook_is_reported_on_opened_down_to_its_rows_and_saved_for_the_authority(
    tmp_path: Path,
) -> None:
    book = faulty(tmp_path / "lists.xlsx")
    app = IlacsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        await pilot.press(*"nowhere.xlsx", "ctrl+s")
        await settle(pilot)
        assert "! there is no nowhere.xlsx" in words(app)
        app.screen.query_one("#field-path", Input).value = str(book)
        app.screen.query_one("#field-census", Input).value = "1/3/2024"
        await pilot.press("ctrl+s")
        await settle(pilot)
        said = words(app)
        assert "6 of 7 rows taken; 1 row(s), sheet(s) or list(s) would be lost" in said
        assert "lists.xlsx · days held against 01/03/2024" in said
        told = [row.plain for row in app.screen.query_one("#report", RowList).rows]
        assert "List 4: Assessments: 5 rows, 1 not taken ('List_4', headers in row 1)" in told
        assert "List 9: Care leavers: missing, so there is no frame of care leavers" in told
        assert any(
            "'[@click=app.quit]x[/] \ufffd]52;c;eA==\ufffd' is not one of the known" in text for text in told
        )
        await pilot.press("enter")
        await settle(pilot)
        assert "! nothing more stands behind this line" in words(app)
        await pilot.press("G")
        while "is not a date" not in app.screen.query_one("#report", RowList).text:
            await pilot.press("k")
        await pilot.press("enter")
        await settle(pilot)
        said = words(app)
        assert "in doubt · 2 times · bad-date" in said
        assert "List_4 row 4 column G" in said
        assert "Row 4: C2" in said
        assert "Column G '31/02/2024' given, blank" in said
        await pilot.press("G")
        await settle(pilot)
        assert "Ash Reed" in words(app)
        await pilot.press("escape", "c")
        await settle(pilot)
        assert "Child Unique ID ->" in words(app), shown(app)
        await pilot.press("escape", "x", "ctrl+s")
        await settle(pilot)
        assert "Saved" in words(app)
        await pilot.press("t")
        await settle(pilot)
        assert "! no inspection is open" in words(app)
    out = tmp_path / "lists-faults.csv"
    found = {row["Fault"] for row in csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines())}
    assert {"no-id", "bad-date", "excel-error", "missing-list"} <= found
    assert out.stat().st_mode & 0o777 == 0o600


async def test_nothing_read_yet_says_what_to_do_and_a_wrong_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "picture.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    app = IlacsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("c", "escape")
        await settle(pilot)
        assert "p read a workbook" in words(app)
        for key in ("x", "n", "t", "c", "enter"):
            await pilot.press(key)
        await settle(pilot)
        assert "! no lists have been read yet: press p" in words(app)
        await pilot.press("p")
        await settle(pilot)
        app.screen.query_one("#field-path", Input).value = str(tmp_path / "picture.xlsx")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "! picture.xlsx: is not a workbook" in words(app)
        await pilot.press("escape")
        await settle(pilot)
        assert app.current_place == "home"


async def test_corrected_lists_are_shown_then_taken_and_plan_says_which_frame_is_behind(
    tmp_path: Path,
) -> None:
    file = tmp_path / "marsh.ilacs"
    make_from_workbook(file, sound(tmp_path / "first.xlsx", 6), CENSUS, authority="Marsh End")
    later = sound(tmp_path / "later.xlsx", 8, moved=True)
    with Inspection.open(file, reader="Rowan") as inspection:
        inspection.draws.freeze("safeguarding")
        drawn = inspection.draws.draw("safeguarding", 6, "4623")
        cases = [case.case_id for case in inspection.cases.all() if case.child == "C0"]
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 40)) as pilot:
            await pilot.press("f2")
            await settle(pilot)
            assert "corrected after this frame was frozen" not in words(app)
            await pilot.press("c")
            await settle(pilot)
            assert app.screen.query_one("#field-census", Input).value == "01/03/2024"
            app.screen.query_one("#field-path", Input).value = str(later)
            await pilot.press("ctrl+s")
            await settle(pilot)
            await pilot.press("t")
            await settle(pilot)
            said = words(app)
            assert "2 children new, 0 gone" in said
            assert "List 4: 3 new, 1 gone, 0 changed" in said or "List 4: 2 new, 0 gone, 1 changed" in said
            assert f"Drawn cases of which something changed: {cases[0]}" in said
            await pilot.press("ctrl+s")
            await settle(pilot)
            assert "! choose 2 to take them" in words(app)
            await pilot.press("2", "ctrl+s")
            await settle(pilot)
            assert "Taken: 2 children new, 0 gone; 1 frozen frame is behind them" in words(app)
            await pilot.press("f2")
            await settle(pilot)
            assert "2 child(ren) would be new in it" in words(app)
            for theme in ("ilacs-dark", "ilacs-light"):
                app.theme = theme
                await settle(pilot)
                assert list(faint(app, 4.5)) == []
            await pilot.press("c")
            await settle(pilot)
            await pilot.press("ctrl+s")
            await settle(pilot)
            await pilot.press("t")
            await settle(pilot)
            assert "Nothing would change" in shown(app)
        assert inspection.lists.count(4) == 8
        assert inspection.draws.selection(drawn.name).n == 6
        assert [event.kind for event in inspection.journal.events("update")] == ["update"]
        assert verify(inspection).ok


async def test_lists_that_lose_rows_are_taken_only_knowingly(tmp_path: Path) -> None:
    file = tmp_path / "marsh.ilacs"
    make_from_workbook(file, sound(tmp_path / "first.xlsx", 6), CENSUS)
    messy = faulty(tmp_path / "messy.xlsx")
    with Inspection.open(file, reader="Rowan") as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 40)) as pilot:
            await settle(pilot)
            await pilot.press("f2", "c")
            await settle(pilot)
            app.screen.query_one("#field-path", Input).value = str(messy)
            await pilot.press("ctrl+s")
            await settle(pilot)
            await pilot.press("t")
            await settle(pilot)
            assert "Rows of these lists would be lost, as the report says" in words(app)
            assert "Take them although rows are lost" in words(app)
            await pilot.press("escape")
            await settle(pilot)
        assert inspection.lists.count(1) == 0


async def test_a_report_on_other_lists_begins_at_its_beginning(tmp_path: Path) -> None:
    books = [faulty(tmp_path / "lists.xlsx"), sound(tmp_path / "others.xlsx", 3)]
    app = IlacsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        for book in books:
            app.screen.query_one("#field-path", Input).value = str(book)
            await pilot.press("ctrl+s")
            await settle(pilot)
            report = app.screen.query_one("#report", RowList)
            assert "rows taken" in report.text
            assert "The whole" in shown(app)
            await pilot.press("G")
            await settle(pilot)
            assert "The whole" not in shown(app)
            await pilot.press("p")
            await settle(pilot)


async def test_a_list_left_without_rows_or_a_column_is_taken_only_knowingly(tmp_path: Path) -> None:
    file = tmp_path / "marsh.ilacs"
    make_from_workbook(file, sound(tmp_path / "first.xlsx", 6), CENSUS)
    empty = make(tmp_path / "empty.xlsx", {"List_4": [row[:-1] for row in table(4)]})
    with Inspection.open(file, reader="Rowan") as inspection:
        with pytest.raises(IlacsError, match="List 4 has no row any more, and the file has 6 of it"):
            take(inspection, read_sent(empty, CENSUS), accept=False)
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 40)) as pilot:
            await settle(pilot)
            await pilot.press("f2", "c")
            await settle(pilot)
            app.screen.query_one("#field-path", Input).value = str(empty)
            await pilot.press("ctrl+s")
            await settle(pilot)
            await pilot.press("t")
            await settle(pilot)
            assert "List 4 would be left without a row" in words(app)
            assert "No longer given, so lost from the lists: List 4 Worker" in words(app)
            await pilot.press("2", "ctrl+s")
            await settle(pilot)
            assert "Taken: 0 children new, 6 gone" in words(app)
        assert inspection.lists.count(4) == 0


async def test_a_synthetic_authority_s_lists_are_not_corrected(tmp_path: Path) -> None:
    file = tmp_path / "little.ilacs"
    make_from_scenario(file, "littlewick", "1")
    with Inspection.open(file, reader="Rowan") as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("f2", "c")
            await settle(pilot)
            app.screen.query_one("#field-path", Input).value = str(sound(tmp_path / "later.xlsx", 3))
            await pilot.press("ctrl+s")
            await settle(pilot)
            assert " t Take" not in shown(app)
            await pilot.press("t")
            await settle(pilot)
            assert (
                "! this inspection is of a synthetic authority: no workbook can correct its lists"
                in words(app)
            )


def test_what_was_checked_is_not_read_again_to_make_a_file_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = sound(tmp_path / "lists.xlsx", 6)
    asked = Answers(new_form.WORKBOOK, str(book), path=str(tmp_path / "marsh.ilacs"))
    sent = new_form.check(asked)
    drawn = sent.result.suggested_census_date
    assert drawn is not None
    asked = replace(asked, census=f"{drawn:%d/%m/%Y}")

    def read_again(_path: Path) -> None:
        raise UsageError("read again")

    monkeypatch.setattr(importer, "open_source", read_again)
    path, _ = new_form.make(asked, sent=sent)
    with Inspection.open(path, read_only=True) as inspection:
        assert inspection.lists.count(4) == 6
    again = replace(asked, path=str(tmp_path / "again.ilacs"))
    sound(book, 7)
    for changed in (again, replace(again, family="Case group"), replace(again, census="2/3/2024")):
        with pytest.raises(UsageError, match="read again"):
            new_form.make(changed, sent=sent)
    folder = tmp_path / "several"
    folder.mkdir()
    inside = sound(folder / "lists.xlsx", 6)
    monkeypatch.undo()
    sent = read_sent(folder, drawn)
    assert sent.still(folder, drawn, "")
    sound(inside, 5)
    assert not sent.still(folder, drawn, "")
