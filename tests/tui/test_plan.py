"""Plan and the ceremony of a draw: what is shown, what is refused, what is on disk."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from textual.widgets import Input

from sampling.draw.tickets import ticket
from sampling.findings.ratings import Rating
from sampling.store import Inspection
from tests.tui import world
from tests.tui.seeing import lines, settle, shown, words
from tui.app import IlacsApp
from tui.screens.ceremony import CeremonyScreen
from tui.screens.drawn import DrawnScreen
from tui.screens.plan import PlanScreen
from tui.widgets.bars import bar, progress


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return world.make(tmp_path / "thornbury.ilacs")


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_each_area_shows_its_frame_and_what_a_size_can_show(
    inspection: Inspection, size: tuple[int, int]
) -> None:
    app = IlacsApp(inspection)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, PlanScreen)
        said = words(app)
        assert "Safeguarding 32 12 not frozen" in said
        assert "Children in need 0 - not frozen" in said
        assert "assessment 24 ███" in said
        assert "12 of 32: a fault in 1 file in 10 (4 of 32) would be missed 13 times in 100" in said
        assert "Late visit 8" in said
        await pilot.press("plus", "plus")
        await settle(pilot)
        assert "14 of 32: a fault" in words(app)
        await pilot.press("n", "3", "2", "enter")
        await settle(pilot)
        assert "every file is read, so nothing would be missed" in words(app)
        await pilot.press("plus")
        await settle(pilot)
        assert "! plan for 1 to 32 files, not 33" in words(app)


async def test_hours_are_worked_out_by_the_pace_once_it_is_known(tmp_path: Path) -> None:
    with Inspection.open(world.drawn(tmp_path / "drawn.ilacs")) as inspection:
        area = inspection.edition.area("safeguarding")
        for case in inspection.cases.all("safeguarding")[:3]:
            inspection.times.note(case.case_id, 40 * 60)
            for criterion in (*area.core, "overall"):
                inspection.reading.rate(case.case_id, criterion, Rating.GOOD)
            inspection.reading.complete(case.case_id)
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 60)) as pilot:
            await pilot.press("f2")
            await settle(pilot)
            assert "8 files at 40 minutes each: 5.3 inspector-hours" in words(app)
            assert "as measured over 3 completed readings" in words(app)


async def test_team_names_in_brackets_stand_as_they_are(inspection: Inspection) -> None:
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("b")
        await settle(pilot)
        assert "By team" in shown(app)
        assert "[red]East[/red]" in shown(app)
        assert "North [A1]" in shown(app)


async def test_an_area_of_nobody_says_so_and_cannot_be_drawn(inspection: Inspection) -> None:
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("j")
        await settle(pilot)
        assert "Nobody in the lists belongs to this area" in shown(app)
        await pilot.press("d")
        await settle(pilot)
        assert isinstance(app.screen, PlanScreen)
        assert "! nobody in the lists" in words(app)


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_the_whole_ceremony_by_keyboard(
    inspection: Inspection, tmp_path: Path, size: tuple[int, int]
) -> None:
    app = IlacsApp(inspection)
    csv = tmp_path / "f.csv"
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("d")
        await settle(pilot)
        assert "▸ 1 Freeze the frame" in shown(app)
        assert inspection.draws.frozen("safeguarding") is None
        await pilot.press("enter")
        await settle(pilot)
        frozen = inspection.draws.frozen("safeguarding")
        assert frozen is not None
        assert frozen.sha256 in "".join(words(app).split())
        app.screen.query_one("#path").value = str(csv)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await settle(pilot)
        assert hashlib.sha256(csv.read_bytes()).hexdigest() == frozen.sha256
        assert csv.stat().st_mode & 0o077 == 0
        await pilot.press("enter", "6", "tab", "2")
        await settle(pilot)
        assert "6 of 32: a fault" in words(app)
        await pilot.press("enter", *"314", "enter")
        await settle(pilot)
        assert "Draw 6 of 32 from safeguarding, simple." in words(app)
        assert inspection.draws.all() == []
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, DrawnScreen)
        drawn = [case for case in inspection.cases.all() if case.role == "sampled"]
        assert len(drawn) == 6
        assert all(case.ticket == ticket("314", "safeguarding-1", case.child) for case in drawn)
        assert drawn[0].child in shown(app)
        await pilot.press("r")
        await settle(pilot)
        app.screen.query_one(Input).value = str(tmp_path / "record.md")
        await pilot.press("ctrl+s")
        await settle(pilot)
        record = (tmp_path / "record.md").read_text("utf-8")
        assert all(case.ticket in record for case in drawn)
        assert (tmp_path / "record.md").stat().st_mode & 0o077 == 0
        await pilot.press("escape", "f3")
        await settle(pilot)
        assert drawn[0].case_id in shown(app)
    assert inspection.draws.all()[0].witnessed


async def test_mistakes_before_the_draw_cost_nothing(inspection: Inspection) -> None:
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("d", "enter")
        await settle(pilot)
        await pilot.press("enter", "9", "9", "enter")
        await settle(pilot)
        assert "! type a number from 1 to 32" in words(app)
        await pilot.press("backspace", "enter", "enter")
        await settle(pilot)
        assert "! the seed is empty" in words(app)
        await pilot.press("a", "|", "enter")
        await settle(pilot)
        assert "! the seed may hold no '|'" in words(app)
        await pilot.press("backspace")
        await settle(pilot)
        assert "24 digits" in words(app)
        await pilot.press("enter", "escape", "escape", "escape")
        await settle(pilot)
        assert isinstance(app.screen, CeremonyScreen)
        assert "✓" not in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, PlanScreen)
    assert inspection.draws.all() == []


async def test_a_draw_is_extended_and_keeps_its_cases(tmp_path: Path) -> None:
    with Inspection.open(world.drawn(tmp_path / "drawn.ilacs")) as inspection:
        before = [case.case_id for case in inspection.cases.all("safeguarding") if case.role == "sampled"]
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("f2")
            await settle(pilot)
            await pilot.press("e", "8", "ctrl+s")
            await settle(pilot)
            assert "type a number from 9 to 32" in words(app)
            await pilot.press("home", "delete", *"10", "ctrl+s")
            await settle(pilot)
            assert "safeguarding-1 now has 10 files" in words(app)
            assert "grown from 8" in words(app)
        after = [case.case_id for case in inspection.cases.all("safeguarding") if case.role == "sampled"]
        assert len(after) == 10
        assert set(before) < set(after)


async def test_the_frame_is_never_written_over_a_file(inspection: Inspection, tmp_path: Path) -> None:
    taken = tmp_path / "taken.csv"
    taken.write_text("mine")
    app = IlacsApp(inspection)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("d", "enter")
        await settle(pilot)
        app.screen.query_one("#path").value = str(taken)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await settle(pilot)
        assert "exists already, and is never overwritten" in words(app)
    assert taken.read_text() == "mine"


async def test_read_only_refuses_the_ceremony_in_words(path: Path) -> None:
    with Inspection.open(path, read_only=True) as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "Freeze and draw" not in lines(app)[-1]
            await pilot.press("d")
            await settle(pilot)
            assert "! the file is open read-only" in words(app)
            assert isinstance(app.screen, PlanScreen)


def test_a_bar_is_as_long_as_its_share_and_progress_never_lies() -> None:
    assert bar(10, 10, 8) == "████████"
    assert bar(5, 10, 8) == "████    "
    assert bar(1, 1000, 8).strip() == "▏"
    assert bar(0, 10, 4) == "    "
    assert progress(0, 14, 5) == "░░░░░"
    assert progress(1, 14, 5) == "█░░░░"
    assert progress(13, 14, 5) == "████░"
    assert progress(14, 14, 5) == "█████"
