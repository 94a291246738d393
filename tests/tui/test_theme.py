"""Colours: enough contrast on every screen of every theme, and none needed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.color import Color

from sampling.store import Inspection
from tests.tui.contrast import faint, ratio
from tests.tui.lists_world import faulty
from tests.tui.seeing import segments, settle
from tui import theme
from tui.app import IlacsApp
from tui.lists_sent import read_sent
from tui.screens.lists import ListsScreen

_COLOUR = re.compile(r":[^;{]*#[0-9a-fA-F]{3,8}\b")

LEAST = {"ilacs-dark": 4.5, "ilacs-light": 4.5, "ilacs-high-contrast": 7.0}


def test_contrast_is_measured_as_wcag_does() -> None:
    assert ratio(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    # The grey that WCAG's own examples give as just enough on white.
    assert ratio(Color.parse("#767676"), Color.parse("#ffffff")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", list(LEAST))
async def test_every_text_on_every_screen_stands_out(
    inspection: Inspection, tmp_path: Path, name: str
) -> None:
    app = IlacsApp(inspection)
    found: list[str] = []
    async with app.run_test(size=(120, 40)) as pilot:
        app.theme = name

        async def look(where: str) -> None:
            await settle(pilot)
            found.extend(f"{where}: {one}" for one in faint(app, LEAST[name]))

        await look("cases")
        await pilot.press("slash")
        await look("filter, empty")
        await pilot.press("x")
        await look("filter, typed")
        await pilot.press("escape", "question_mark")
        await look("help")
        await pilot.press("escape", "ctrl+p")
        await pilot.pause(0.3)
        await look("palette")
        await pilot.press("escape", "f2")
        await look("plan")
        await pilot.press("tab")
        await look("plan, list without the focus")
        await pilot.press("d", "enter")
        await look("freeze")
        await pilot.press("enter")
        await look("size")
        await pilot.press("enter", "enter")
        await look("seed, refused")
        await pilot.press("escape", "escape", "escape", "l")
        await look("drawn")
        await pilot.press("escape", "escape")
        await look("home")
        app.go("case", case=inspection.cases.all()[0].case_id)
        await look("case")
        await pilot.press("tab")
        await look("case, other pane")
        await pilot.press("f5")
        await look("judgement")
        app.go("new")
        await look("new")
        await pilot.press("tab", *"x.xlsx", "enter")
        await look("new, refused")
        lists = app.place_screen("lists")
        assert isinstance(lists, ListsScreen)
        lists.take_in(read_sent(faulty(tmp_path / "lists.xlsx"), None))
        app.go("lists")
        await look("lists")
        await pilot.press("j", "j", "enter")
        await look("lists, a problem")
    assert not found, "\n".join(found)


async def test_without_colours_the_line_under_the_cursor_is_reversed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    with Inspection.open(path) as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            case = inspection.cases.all()[0].case_id
            reversed_ = [s.text for s in segments(app) if s.style is not None and s.style.reverse]
            assert any(text.startswith(case) for text in reversed_)
            colours = {s.style.color.name for s in segments(app) if s.style is not None and s.style.color}
            assert colours <= {"default"}
            await pilot.press("f9")
            await settle(pilot)
            assert app.theme == theme.PLAIN


def test_the_key_steps_through_all_themes_but_the_plain_one() -> None:
    names = [theme.DEFAULT]
    while len(names) < 4:
        names.append(theme.following(names[-1]))
    assert names[3] == names[0]
    assert set(names) == set(LEAST)


def test_no_colour_is_written_into_a_style_sheet() -> None:
    sheets = list(Path(theme.__file__).parent.rglob("*.tcss"))
    assert sheets
    assert [sheet.name for sheet in sheets if _COLOUR.search(sheet.read_text(encoding="utf-8"))] == []
