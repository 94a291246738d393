"""The shell: places, keys, errors, leaving, coming back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from textual.geometry import Region

from sampling.errors import IlacsError
from sampling.findings.ratings import Rating
from sampling.store import Inspection
from tests.tui.seeing import lines, settle, shown, until, words
from tui import remembered
from tui.app import IlacsApp
from tui.screens.cases import CasesScreen
from tui.screens.plan import PlanScreen
from tui.widgets.chrome import MessageLine
from tui.widgets.rows import RowList

SIZES = [(80, 24), (160, 48)]


@pytest.mark.parametrize("size", SIZES)
async def test_places_by_function_keys_with_their_names_always_shown(
    inspection: Inspection, size: tuple[int, int]
) -> None:
    app = IlacsApp(inspection)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert "F2 Plan [F3 Cases] F4 Case  F5 Judgement" in lines(app)[0]
        assert "Thornbury Vale · Rowan · saved" in lines(app)[0]
        await pilot.press("f2")
        await settle(pilot)
        assert "[F2 Plan] F3 Cases" in lines(app)[0]
        assert "? Help" in lines(app)[-1]
        await pilot.press("escape")
        await settle(pilot)
        assert app.current_place == "cases"


async def test_the_footer_of_a_narrow_screen_has_five_labels_at_most(inspection: Inspection) -> None:
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("f3", "f2"):
            await pilot.press(key)
            await settle(pilot)
            footer = lines(app)[-1]
            assert len([label for label in footer.split("  ") if label.strip()]) <= 5


async def test_a_place_without_a_file_says_what_to_do() -> None:
    app = IlacsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "practise on a synthetic authority" in shown(app)
        await pilot.press("f3")
        await settle(pilot)
        assert "! Cases needs an open inspection" in shown(app)
        assert app.is_running


async def test_below_60_by_18_it_says_so_and_comes_back(inspection: Inspection) -> None:
    app = IlacsApp(inspection)
    async with app.run_test(size=(59, 24)) as pilot:
        await settle(pilot)
        assert "too small" in shown(app)
        assert "SG-" not in shown(app)
        await pilot.resize_terminal(80, 17)
        await settle(pilot)
        assert "too small" in shown(app)
        await pilot.resize_terminal(60, 18)
        await settle(pilot)
        assert "too small" not in shown(app)
        assert "SG-" in shown(app)


async def test_reopening_returns_to_the_same_place_and_line(path: Path) -> None:
    with Inspection.open(path) as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("j", "j", "v")
            await settle(pilot)
            left = app.screen.query_one("#cases", RowList).key
            await pilot.press("ctrl+q")
        assert app.return_value == 0
    with Inspection.open(path) as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert isinstance(app.screen, CasesScreen)
            assert app.screen.query_one("#cases", RowList).key == left
            assert "Only Safeguarding" in shown(app)


async def test_saying_something_lays_nothing_out_anew_while_the_lines_stay(inspection: Inspection) -> None:
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        message, laid_out = app.screen.query_one(MessageLine), 0
        was = message.refresh

        def counting(*regions: Region, layout: bool = False, **others: bool) -> MessageLine:
            nonlocal laid_out
            laid_out += layout
            return was(*regions, layout=layout, **others)

        message.refresh = counting  # type: ignore[method-assign]
        app.say("one line")
        app.say("another")
        assert laid_out == 0
        app.say("word " * 40)
        await settle(pilot)
        assert laid_out
        assert message.size.height == 3
        assert "another" not in words(app)


async def test_undo_names_what_it_took_back_and_redo_brings_it(inspection: Inspection) -> None:
    case = inspection.cases.all()[0].case_id
    inspection.reading.rate(case, "overall", Rating.GOOD)
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "△ good" in shown(app)
        await pilot.press("z")
        await settle(pilot)
        assert f"Undone: case rating 'good' of {case}" in shown(app)
        assert "△ good" not in shown(app)
        assert inspection.cases.case(case).case_rating == ""
        await pilot.press("Z")
        await settle(pilot)
        assert inspection.cases.case(case).case_rating == "good"
        await pilot.press("z", "z")
        await settle(pilot)
        assert "! nothing to undo" in shown(app)


async def test_letters_only_type_while_a_text_is_typed_and_ctrl_q_still_leaves(path: Path) -> None:
    with Inspection.open(path) as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("slash", "z", "v", "question_mark")
            await settle(pilot)
            assert "Only 'zv?'" in shown(app)
            assert "esc leave the text" in lines(app)[-1]
            await pilot.press("ctrl+q")
            await pilot.pause()
        assert app.return_value == 0


async def test_read_only_is_said_and_nothing_can_be_written(path: Path) -> None:
    with Inspection.open(path, read_only=True) as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "read-only" in lines(app)[0]
            await pilot.press("z")
            await settle(pilot)
            assert "!" in shown(app)
            assert app.is_running


async def test_after_leaving_the_file_alone_is_whole(path: Path) -> None:
    with Inspection.open(path) as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("f2")
            await settle(pilot)
            await pilot.press("ctrl+q")
    assert sorted(each.name for each in path.parent.iterdir() if each.is_file()) == [path.name]
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()


async def test_opening_another_file_closes_the_first_and_remembers_both(path: Path, tmp_path: Path) -> None:
    from tests.tui import world

    other = world.make(tmp_path / "other.ilacs", 12, authority="Marsh End")
    app = IlacsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.open_file(path)
        await settle(pilot)
        assert isinstance(app.screen, CasesScreen)
        app.open_file(other)
        await settle(pilot)
        assert isinstance(app.screen, PlanScreen)
        assert "Marsh End" in lines(app)[0]
        with Inspection.open(path) as first:
            assert not first.read_only
        with pytest.raises(IlacsError):
            app.open_file(tmp_path / "missing.ilacs")
        assert app.inspection is not None
        await pilot.press("ctrl+q")
    app.inspection.close()
    assert [Path(each).name for each in remembered.load().recent] == ["other.ilacs", "thornbury.ilacs"]


async def test_help_lists_every_key_of_the_place(inspection: Inspection) -> None:
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 60)) as pilot:
        await settle(pilot)
        await pilot.press("question_mark")
        await settle(pilot)
        text = words(app)
        for said in (
            "Keys in Cases",
            "/ Show only what holds a text",
            "ctrl+q Leave",
            "F5 Go to Judgement",
        ):
            assert said in text
        assert "Rate practice" not in text
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, CasesScreen)


async def test_the_palette_finds_commands_and_cases_and_shows_brackets(inspection: Inspection) -> None:
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p", *"[/plan]")
        await pilot.pause(0.4)
        assert app.is_running
        await pilot.press(*["backspace"] * 7, *"go to pl")
        await until(lambda: "go to plan" in shown(app).casefold())
        await pilot.press("enter")
        await settle(pilot)
        assert app.current_place == "plan"


async def test_a_theme_is_kept_for_the_next_time() -> None:
    app = IlacsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f9")
        await settle(pilot)
        assert app.theme == "ilacs-light"
    assert IlacsApp().theme == "ilacs-light"


async def test_keys_from_a_keymap_file_act_and_are_shown(home: Path, inspection: Inspection) -> None:
    home.mkdir()
    (home / "keys.toml").write_text('go.plan = "f7"\ncases.area = "/"\nnonsense = "q"\n')
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "F7 Plan" in lines(app)[0]
        assert "'nonsense' is no command" in words(app)
        assert "'cases.area' = '/': in Cases that key is 'list.filter' already" in words(app)
        await pilot.press("f7")
        await settle(pilot)
        assert app.current_place == "plan"


async def test_the_mouse_does_what_the_keys_do(inspection: Inspection) -> None:
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.click("#top", offset=(lines(app)[0].index("Plan"), 0))
        await settle(pilot)
        assert app.current_place == "plan"
        await pilot.click("#footer", offset=(lines(app)[-1].index("Help"), 0))
        await settle(pilot)
        assert "Keys in Plan" in shown(app)
