"""Time per case: counted from key to key, not while nobody is there, whatever the clock does."""

from __future__ import annotations

from pathlib import Path

from sampling.store import Inspection
from tests.tui import case_world
from tests.tui.seeing import settle
from tui.active import AWAY, LEAST, ActiveTime
from tui.app import IlacsApp
from tui.screens.queue import reading_order


class Watch:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_time_is_counted_between_keys_and_not_while_nobody_is_there() -> None:
    watch = Watch()
    active = ActiveTime(watch)
    active.begin("SG-1")
    for wait in (10, 20, AWAY, AWAY + 1, 30):
        watch.now += wait
        active.seen()
    assert active.taken() == [("SG-1", 60 + AWAY)], "all but the longest stretch in which no key was pressed"
    assert active.taken() == []
    active.give_back([("SG-1", 60)])
    assert active.taken() == [("SG-1", 60)], "what could not be recorded is counted another time"


def test_time_goes_to_the_case_that_is_open_and_scraps_are_kept_for_later() -> None:
    watch = Watch()
    active = ActiveTime(watch)
    active.begin("SG-1")
    watch.now += LEAST - 1.5
    active.begin("SG-2")
    watch.now += 40
    active.begin("")
    watch.now += 50
    assert active.taken() == [("SG-2", 40)]
    active.begin("SG-1")
    watch.now += 3
    assert active.taken() == [("SG-1", 6)], "with what was too little to record before"


def test_a_clock_that_jumps_back_takes_nothing_away() -> None:
    watch = Watch()
    active = ActiveTime(watch)
    active.begin("SG-1")
    watch.now += 30
    active.seen()
    watch.now -= 5000
    active.seen()
    watch.now += 10
    assert active.taken() == [("SG-1", 40)]


async def test_leaving_a_case_records_the_time_spent_and_forms_over_it_count(tmp_path: Path) -> None:
    path, watch = case_world.drawn(tmp_path / "a.ilacs", n=3), Watch()
    with Inspection.open(path, reader="Rowan") as inspection:
        first, second = reading_order(inspection)[:2]
        app = IlacsApp(inspection, first)
        app.active = ActiveTime(watch)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            for key in ("2", "u", "y", "escape"):
                watch.now += 20
                await pilot.press(key)
            watch.now += 20
            await pilot.press("]")
            assert inspection.times.own() == {first: 100}
            watch.now += 7
            await pilot.press("f3")
            await settle(pilot)
            watch.now += 50
            await pilot.press("ctrl+q")
        assert inspection.times.own() == {first: 100, second: 7}, "the list of cases is nobody's time"
        again = IlacsApp(inspection, first)
        again.active = ActiveTime(watch)
        async with again.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("2")
            watch.now += 3 * AWAY
            await pilot.press("2")
            await pilot.press("ctrl+q")
        assert inspection.times.own()[first] == 100
