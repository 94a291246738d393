"""Each screen at each size, letter by letter, against what was looked over by eye.

``ILACS_UPDATE_GOLDENS=1 pytest tests/tui/test_goldens.py`` writes them anew; then look at what changed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.widgets import Input

from sampling.findings.ratings import Rating
from sampling.store import Inspection
from tests.tui import case_world
from tests.tui.lists_world import faulty
from tests.tui.seeing import settle, shown
from tui import remembered
from tui.app import IlacsApp
from tui.screens.queue import reading_order
from tui.widgets.rows import RowList

GOLDENS = Path(__file__).parent / "goldens"
SIZES = [(80, 24), (120, 36), (160, 48)]
NOON = datetime(2026, 5, 11, 12, 0, tzinfo=UTC)


def _noon() -> datetime:
    return NOON


@pytest.fixture
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Times of day as in Greenwich, wherever the test is run."""
    if not hasattr(time, "tzset"):
        pytest.skip("the time zone cannot be set here")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def inspection(tmp_path: Path, utc: None) -> Iterator[Inspection]:
    """A drawn inspection with one case completed and one begun, at a time that stands still."""
    path = case_world.make(tmp_path / "thornbury.ilacs")
    with Inspection.open(path, reader="Rowan", clock=_noon) as opened:
        for area in opened.edition.areas:
            size = min(4, opened.draws.frame(area.id).size)
            opened.draws.draw(area.id, size, f"six dice {area.id}", documents=case_world.Papers())
        first, second = reading_order(opened)[:2]
        core = opened.edition.area("safeguarding").core
        for place, criterion in enumerate((*core, "overall")):
            rating = Rating.NEEDS_IMPROVEMENT if place == 4 else Rating.GOOD
            opened.reading.rate(first, criterion, rating, evidence="Seen alone; the plan names no date.")
        opened.reading.complete(first)
        opened.times.note(first, 47 * 60)
        opened.reading.rate(second, core[0], Rating.STRONG, evidence="Decided the same day.", cite=["S-02"])
        opened.reading.query(second, "Who saw the father?", core[0])
        opened.reading.assign(second, "Rowan")
        yield opened


PLACES: dict[str, tuple[str, ...]] = {
    "case-summary": ("f4", "s"),
    "case-history": ("h", "j", "j"),
    "case-narrow": ("w",),
    "case-document": ("escape", "d", "enter"),
    "case-people": ("escape", "n"),
    "case-findings": ("tab",),
    "case-evidence": ("e",),
    "case-missing": ("escape", "m"),
    "case-concern": ("escape", "r"),
    "help": ("escape", "question_mark"),
    "search": ("escape", "S", *"seen alone;", "enter"),
    "cases": ("escape", "f3"),
    "plan": ("f2",),
    "judgement": ("f5",),
}
"""Screens by name, and the keys from each to the next."""


@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_is_as_it_was_looked_over(
    inspection: Inspection, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Every esc is meant here, however soon it follows on another.
    monkeypatch.setattr("tui.guarded.TWICE", 0)
    second = reading_order(inspection)[1]
    app = IlacsApp(inspection, second)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for name, keys in PLACES.items():
            await pilot.press(*keys)
            await settle(pilot)
            _compare(f"{name}-{size[0]}x{size[1]}", app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_screens_before_an_inspection_are_as_they_were_looked_over(
    utc: None, size: tuple[int, int]
) -> None:
    app = IlacsApp()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        _compare(f"home-first-{size[0]}x{size[1]}", app)
        remembered.opened(Path("/inspections/thornbury-vale.ilacs"))
        remembered.opened(Path("/inspections/[A1] ashmere.ilacs"))
        app.place_shown.refresh_place()
        app.place_shown.refresh_chrome()
        await settle(pilot)
        _compare(f"home-{size[0]}x{size[1]}", app)
        await pilot.press("n", "down")
        await settle(pilot)
        _compare(f"new-{size[0]}x{size[1]}", app, hiding=f"{datetime.now():%d/%m/%Y}")


@pytest.mark.parametrize("size", SIZES)
async def test_the_report_on_lists_is_as_it_was_looked_over(tmp_path: Path, size: tuple[int, int]) -> None:
    app = IlacsApp()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        app.go("lists")
        await settle(pilot)
        _compare(f"lists-first-{size[0]}x{size[1]}", app)
        await pilot.press("p")
        await settle(pilot)
        app.screen.query_one("#field-path", Input).value = str(faulty(tmp_path / "lists.xlsx"))
        await pilot.press("ctrl+s")
        await settle(pilot)
        _compare(f"lists-{size[0]}x{size[1]}", app)
        report = app.screen.query_one("#report", RowList)
        while "is not a date" not in report.text:
            await pilot.press("j")
        await pilot.press("enter")
        await settle(pilot)
        _compare(f"lists-problem-{size[0]}x{size[1]}", app)


def _compare(name: str, app: IlacsApp, hiding: str = "") -> None:
    """Hold the screen against its golden, today's date put aside."""
    text = shown(app)
    if hiding:
        text = text.replace(hiding, "DD/MM/YYYY")
    golden = GOLDENS / f"{name}.txt"
    if os.environ.get("ILACS_UPDATE_GOLDENS"):
        GOLDENS.mkdir(exist_ok=True)
        golden.write_text(f"{text}\n", encoding="utf-8")
    assert f"{text}\n" == golden.read_text(encoding="utf-8"), name
