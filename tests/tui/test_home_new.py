"""Home and New: recent files, the demo, and making an inspection from either kind of source."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from textual.widgets import Button, Checkbox, Input

from sampling.errors import FileError, UsageError
from sampling.framework import Grade
from sampling.store import Inspection
from tests.tui import world
from tests.tui.seeing import lines, settle, shown, words
from tui import remembered
from tui.app import IlacsApp
from tui.screens import new_form
from tui.screens.new import NewScreen
from tui.screens.new_form import Answers


async def test_recent_files_open_and_missing_ones_say_so(path: Path, tmp_path: Path) -> None:
    remembered.opened(tmp_path / "gone.ilacs")
    remembered.opened(path)
    app = IlacsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        by_name = {line.split()[0]: line for line in lines(app) if ".ilacs" in line}
        assert "missing" in by_name["gone.ilacs"]
        assert "missing" not in by_name["thornbury.ilacs"]
        await pilot.press("j", "enter")
        await settle(pilot)
        assert "! " in words(app)  # a long path takes a line of its own
        assert "gone.ilacs" in words(app)
        await pilot.press("delete")
        await settle(pilot)
        assert not any("missing" in line for line in lines(app))
        await pilot.press("enter")
        await settle(pilot)
        assert app.current_place == "cases"
    assert app.inspection is not None
    app.inspection.close()
    assert remembered.load().recent == (str(path.absolute()),)


async def test_a_file_opens_by_its_path_and_a_wrong_one_is_one_line(path: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("no inspection")
    app = IlacsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("p")
        app.screen.query_one("#path", Input).value = str(tmp_path / "note.txt")
        await pilot.press("enter")
        await settle(pilot)
        assert app.current_place == "home"
        assert "! " in words(app)  # a long path takes a line of its own
        await pilot.press("escape", "p")
        app.screen.query_one("#path", Input).value = str(path)
        await pilot.press("enter")
        await settle(pilot)
        assert app.current_place == "cases"
    assert app.inspection is not None
    app.inspection.close()


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_a_synthetic_authority_by_keyboard(tmp_path: Path, size: tuple[int, int]) -> None:
    app = IlacsApp()
    wanted = tmp_path / "practice"
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        assert isinstance(app.screen, NewScreen)
        assert "Workbook" in shown(app)
        await pilot.press("enter", *"little", "enter")
        await settle(pilot)
        assert "Littlewick: so small" in shown(app)
        assert "Seed" in shown(app)
        assert "Census date" not in shown(app)
        app.screen.query_one("#path", Input).value = str(wanted)
        app.screen.query_one("#make", Button).focus()
        await pilot.press("enter")
        await settle(pilot)
        assert app.current_place == "plan"
        assert "Littlewick" in lines(app)[0]
    assert app.inspection is not None
    assert app.inspection.settings.scenario == "littlewick"
    app.inspection.close()
    assert wanted.with_suffix(".ilacs").exists()


def _workbook(path: Path, *, broken: bool) -> Path:
    """List 4 of an invented authority; broken: a row without a child's id, which would be lost."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("List 4")
        heads = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age", "Disability")
        more = ("Continuous Assessment Start Date", "Child Seen During Continuous Assessment")
        last = (
            "Continuous Assessment Date of Authorisation",
            "Was the child assessed as requiring LA support",
        )
        names = (*heads, *more, *last, "Allocated Team", "Allocated Worker")
        sheet.write_row(0, 0, names)
        for row in range(1, 7):
            child = "" if broken and row == 3 else f"K{row}[A1]"
            day = f"{row + 10:02}/04/2026"
            values = (
                child,
                "b) Female",
                "a) WBRI",
                "01/02/2015",
                "11",
                "b) No",
                day,
                "Yes",
                "",
                "",
                "Team",
                "W",
            )
            sheet.write_row(row, 0, values)
    return path


async def test_a_workbook_is_checked_its_problems_accepted_knowingly_and_then_made(tmp_path: Path) -> None:
    workbook = _workbook(tmp_path / "annex.xlsx", broken=True)
    wanted = tmp_path / "marsh.ilacs"
    app = IlacsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        screen = app.screen
        assert not screen.query_one("#accepted").display
        screen.query_one("#workbook", Input).value = str(workbook)
        screen.query_one("#workbook", Input).focus()
        await pilot.press("enter")
        await settle(pilot)
        assert app.current_place == "lists"
        assert "5 of 6 rows taken" in words(app)
        assert "Lost unless it is corrected (1)" in words(app)
        assert "column A 'Child Unique ID': the row has no id" in words(app)
        await pilot.press("n")
        await settle(pilot)
        assert app.screen is screen
        assert screen.query_one("#census", Input).value == "16/04/2026"
        assert "5 of 6 rows taken" in words(app)
        assert screen.query_one("#accepted").display
        screen.query_one("#path", Input).value = str(wanted)
        screen.query_one("#authority", Input).value = "Marsh [End]"
        screen.query_one("#make", Button).focus()
        await pilot.press("enter")
        await settle(pilot)
        assert "! " in words(app)  # a long path takes a line of its own
        assert not wanted.exists()
        screen.query_one("#accepted", Checkbox).value = True
        await pilot.press("enter")
        await settle(pilot)
        assert app.current_place == "plan"
        assert "Marsh [End]" in lines(app)[0]
        assert "Safeguarding 5" in words(app)
    assert app.inspection is not None
    assert app.inspection.settings.census_date == date(2026, 4, 16)
    app.inspection.close()


async def test_a_missing_box_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    app = IlacsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        app.screen.query_one("#check", Button).focus()
        await pilot.press("enter")
        await settle(pilot)
        assert "! type the path of the Annex A workbook first" in words(app)
        app.screen.query_one("#make", Button).focus()
        await pilot.press("enter")
        await settle(pilot)
        assert "! say where to keep the file" in words(app)
        await pilot.press("escape")
        await settle(pilot)
        assert app.current_place == "home"
    assert list(tmp_path.glob("*.ilacs")) == []


async def test_the_demo_opens_at_its_first_case_and_is_found_again(home: Path) -> None:
    app = IlacsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("d")
        await settle(pilot)
        assert app.current_place == "case"
        assert app.inspection is not None
        first = app.inspection.cases.all()[0].case_id
        assert first in shown(app)
        await pilot.press("f2", "ctrl+q")
    app.inspection.close()
    assert (home / "demo.ilacs").exists()
    app = IlacsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("d")
        await settle(pilot)
        assert app.current_place == "plan"
    assert app.inspection is not None
    app.inspection.close()


def test_the_framework_follows_from_the_day_as_it_is_typed() -> None:
    def said(typed: str) -> str:
        return new_form.edition_words(Answers(new_form.WORKBOOK, inspection=typed), date(2026, 5, 1))

    assert said("") == "ilacs-2026, in force on 01/05/2026"
    assert said("3/4/2024").startswith("ilacs-2023")
    assert "is no day" in said("3/4/")
    assert "no edition" in said("1/1/1999")


def test_a_second_file_is_never_written_over_the_first(tmp_path: Path) -> None:
    path = world.make(tmp_path / "mine.ilacs")
    before = path.read_bytes()
    with pytest.raises(FileError, match="exists already"):
        new_form.make(Answers("littlewick", path=str(path)))
    assert path.read_bytes() == before
    with Inspection.open(path) as inspection:
        assert inspection.settings.authority == "Thornbury Vale"


def test_the_grades_of_last_time_come_from_its_file(tmp_path: Path) -> None:
    last = world.make(tmp_path / "last.ilacs")
    asked = Answers("littlewick", previous=str(last), path=str(tmp_path / "new.ilacs"))
    with pytest.raises(UsageError, match="no judgement stands in this file"):
        new_form.make(asked)
    with Inspection.open(last) as inspection:
        inspection.judging.judge("care_leavers", Grade.GOOD, "As read.")
    path, _ = new_form.make(asked)
    with Inspection.open(path) as inspection:
        assert inspection.settings.previous == {"care_leavers": "good"}


def test_kinds_of_visit_are_those_of_every_edition() -> None:
    from sampling.framework import edition_ids, load

    for id_ in edition_ids():
        assert {kind for kind, _ in new_form.KINDS} == set(load(id_).kinds)


async def test_a_form_too_long_for_the_screen_opens_at_its_beginning() -> None:
    app = IlacsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "Set up a training session" in shown(app)
        assert "Folder to make" in shown(app)
        await pilot.press(*"monday")
        await settle(pilot)
        assert "Set up a training session" in shown(app)
        assert "monday" in shown(app)
