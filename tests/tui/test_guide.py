"""The guided first case: each step is done by doing it, and it can be left at any time."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from sampling.store import Inspection
from tests.tui import case_world
from tests.tui.seeing import settle, until, words
from tui import guide, remembered
from tui.app import IlacsApp
from tui.commands import COMMANDS
from tui.guide import STEPS, Seen, step_at, words_of
from tui.screens.case import CaseScreen
from tui.screens.queue import reading_order


def shows(app: IlacsApp, step: int) -> bool:
    """Whether a step of the guide stands on the screen."""
    return words_of(step) in words(app)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small file that passes for the demo."""
    monkeypatch.setattr(guide, "DEMO_SCENARIO", "small")
    return case_world.drawn(tmp_path / "demo.ilacs", n=3, scenario="small", scenario_seed=guide.DEMO_SEED)


def test_what_was_done_before_is_not_asked_for_again() -> None:
    assert step_at(0, Seen()) == 0
    assert step_at(0, Seen(tab="history")) == 1
    assert step_at(1, Seen(reading=True, guidance=True, rated=3)) == 4
    everything = Seen("history", True, True, 14, True, True, True, True)
    assert step_at(0, everything) == len(STEPS) - 1
    assert step_at(99, Seen()) == len(STEPS) - 1


def test_the_keys_it_names_are_those_of_the_registry() -> None:
    keys = {key for command in COMMANDS if "case" in command.places for key in command.keys}
    for place, key in enumerate(("h", "d", "i", None, "e", "h", "z", "tab")):
        if key is not None:
            assert key in keys
            assert STEPS[place].says.startswith(f"{key}")


async def test_two_minutes_from_the_first_key_to_the_last(path: Path) -> None:
    with Inspection.open(path, reader="Rowan") as inspection:
        app = IlacsApp(inspection, reading_order(inspection)[0])
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            done_by = ("h j", "d enter", "escape i", "2", "e y escape", "h c", "z", "tab")
            for place, keys in enumerate(done_by):
                assert words_of(place) in words(app)
                await pilot.press(*keys.split())
                await until(partial(shows, app, place + 1))
            assert words_of(len(STEPS) - 1) in words(app)
            await pilot.press("f8")
            assert "First case," not in words(app)
            assert "F8 brings it back" in words(app)
        again = IlacsApp(inspection, reading_order(inspection)[1])
        async with again.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "First case," not in words(again), "once is enough"
    assert remembered.load().guided


async def test_it_is_left_at_any_time_goes_on_after_a_break_and_is_nobody_elses(
    path: Path, tmp_path: Path
) -> None:
    with Inspection.open(path, reader="Rowan") as inspection:
        case = reading_order(inspection)[0]
        app = IlacsApp(inspection, case)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("h")
            await until(lambda: words_of(1) in words(app))
            await pilot.press("ctrl+q")
        again = IlacsApp(inspection)
        async with again.run_test(size=(160, 48)) as pilot:
            await settle(pilot)
            assert words_of(1) in words(again)
            await pilot.press("f8")
            assert isinstance(again.screen, CaseScreen)
            assert "First case," not in words(again)
    other = case_world.drawn(tmp_path / "real.ilacs", n=3)
    with Inspection.open(other, reader="Rowan") as inspection:
        remembered.settings_path().unlink()
        app = IlacsApp(inspection, reading_order(inspection)[0])
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "First case," not in words(app)
