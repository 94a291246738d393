"""What makes the first paint quick, and that it changes nothing of what is seen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from textual.css.parse import parse

from sampling.framework import calendar
from sampling.store import Inspection
from tests.cli.world import ROOT
from tests.tui import case_world
from tui import theme
from tui.app import IlacsApp
from tui.screens.base import PlaceScreen
from tui.style_sheet import KeptStylesheet

SLOW = {
    "cases": ("textual.widgets._text_area", "sampling.findings.fold", "sampling.findings.enquiries"),
    "case": ("tui.screens.asking", "sampling.findings.fold"),
}
"""Modules that would add to the wait for the first paint of a place, and that it is shown without."""

ALWAYS = ("faker", "tui.making", "sampling.draw.designs", "sampling.rollup.judgement")

LOADED = """
import asyncio, sys
from sampling.store import Inspection
from tui.app import IlacsApp
async def main():
    with Inspection.open(sys.argv[1], rolling=False) as inspection:
        inspection.place.save({"screen": sys.argv[2]})
        app = IlacsApp(inspection)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            assert app.current_place == sys.argv[2]
            print(*(name for name in sys.argv[3:] if name in sys.modules))
asyncio.run(main())
"""


def test_places_are_shown_without_what_is_long_to_import(tmp_path: Path) -> None:
    path = case_world.drawn(tmp_path / "a.ilacs", n=2)
    for place, names in SLOW.items():
        asked = [sys.executable, "-c", LOADED, str(path), place, *names, *ALWAYS]
        done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
        assert not done.stdout.split(), place


async def test_a_style_sheet_is_parsed_once_and_anew_for_another_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No sheet is parsed twice on the way into a case; another theme brings its own colours."""
    parsed: list[str] = []

    def counted(scope: str, css: str, *rest: object, **named: object) -> object:
        if not scope:  # a sheet of the app's or of a screen's, and no widget's own
            parsed.append(css)
        return parse(scope, css, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("textual.css.stylesheet.parse", counted)
    with Inspection.open(case_world.drawn(tmp_path / "a.ilacs", n=2), rolling=False) as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=(120, 40)) as pilot:
            app.go("case")
            await pilot.pause()
            assert isinstance(app.stylesheet, KeptStylesheet)
            assert parsed
            assert len(parsed) == len(set(parsed))
            before = app.place_shown.styles.background
            app.theme = theme.LIGHT.name if app.theme != theme.LIGHT.name else theme.DARK.name
            await pilot.pause()
            assert app.place_shown.styles.background != before


async def test_nothing_is_painted_before_there_is_something_to_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first paint of a place is of the place filled, whatever its size had been laid out as before."""
    painted: list[bool] = []
    paint = PlaceScreen._compositor_refresh

    def noted(screen: PlaceScreen) -> None:
        if screen._filled:
            painted.append(bool(screen.query_one("#case-line").render().plain))  # type: ignore[union-attr]
        paint(screen)

    with Inspection.open(case_world.drawn(tmp_path / "a.ilacs", n=2), rolling=False) as inspection:
        inspection.place.save({"screen": "case", "case": {}})
        monkeypatch.setattr(PlaceScreen, "_compositor_refresh", noted)
        app = IlacsApp(inspection)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
    assert painted
    assert all(painted)


def test_bank_holidays_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library, which reads in every country of the world, is asked once for good."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    known = calendar._bank_holidays.__wrapped__()
    assert known == calendar._from_library()

    def asked() -> list[int]:
        raise AssertionError("the library was asked again")

    monkeypatch.setattr(calendar, "_from_library", asked)
    assert calendar._bank_holidays.__wrapped__() == known
