"""Text selected with the mouse: seen as selected, copied, forbidden like any other copying, and no click."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from sampling.store import Inspection
from tests.tui import case_world
from tests.tui.seeing import lines, segments, settle, words
from tui.app import IlacsApp
from tui.screens.case import CaseScreen
from tui.screens.queue import reading_order
from tui.widgets.document import DocumentView
from tui.widgets.rows import RowList


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the terminal was asked to copy."""
    found: list[str] = []
    monkeypatch.setenv("SSH_TTY", "/dev/pts/9")
    monkeypatch.setattr(App, "copy_to_clipboard", lambda _self, text: found.append(text))
    return found


async def drag(pilot: Pilot[int], start: tuple[int, int], end: tuple[int, int]) -> None:
    """Drag the mouse from one cell of the screen to another."""
    await pilot.mouse_down(offset=start)
    await pilot.hover(offset=end)
    await pilot.mouse_up(offset=end)
    await settle(pilot)


def place_of(app: App[int], text: str) -> tuple[int, int]:
    """Column and line of a text on the screen."""
    for y, line in enumerate(lines(app)):
        if text in line:
            return line.index(text), y
    raise AssertionError(f"{text} is not shown")


def selected(app: App[int]) -> str:
    """The characters that look selected: on the selection's background, or in reverse without colours."""
    style = app.screen.get_component_rich_style("screen--selection")
    return "".join(
        part.text
        for part in segments(app)
        if part.style is not None
        and (part.style.reverse if app.no_color else part.style.bgcolor == style.bgcolor)
    )


@pytest.mark.parametrize("plain", [False, True])
async def test_entries_and_documents_are_selected_by_dragging_and_copied(
    path: Path, handed: list[str], monkeypatch: pytest.MonkeyPatch, plain: bool
) -> None:
    if plain:
        monkeypatch.setenv("NO_COLOR", "1")
    made = case_world.drawn(path.with_name("read.ilacs"), n=2)
    with Inspection.open(made, reader="Rowan") as inspection:
        app = IlacsApp(inspection, reading_order(inspection)[0])
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await pilot.press("h")
            await settle(pilot)
            rows = app.screen.query_one("#file-rows", RowList)
            first = rows.key
            x, y = place_of(app, "Visit 3: seen alone")
            await drag(pilot, (x, y), (x + 18, y))
            assert app.screen.get_selected_text() == "Visit 3: seen alone"
            assert "Visit 3: seen alone" in selected(app)
            assert rows.key == first, "a drag is no click: nothing was opened or moved to"
            await pilot.press("y")
            assert handed == ["Visit 3: seen alone"]
            assert app.screen.get_selected_text() is None
            # Over the end of a line, and with ctrl+c.
            await drag(pilot, (x, y), (x + 8, y + 1))
            await pilot.press("ctrl+c")
            assert handed[-1].startswith("Visit 3: seen alone")
            assert "\n" in handed[-1]
            await pilot.press("d", "enter")
            await settle(pilot)
            assert app.screen.query_one(DocumentView).document is not None
            x, y = place_of(app, "The child said what mattered")
            await drag(pilot, (x, y), (x + 8, y))
            assert "The child" in selected(app)
            await pilot.press("y")
            assert handed[-1] == "The child"


async def test_what_is_selected_is_not_copied_where_copying_is_forbidden_and_a_cut_text_is_not_lost(
    path: Path, handed: list[str]
) -> None:
    made = case_world.drawn(path.with_name("read.ilacs"), n=2)
    with Inspection.open(made, reader="Rowan") as inspection:
        app = IlacsApp(inspection, reading_order(inspection)[0])
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("Y", "h")
            await settle(pilot)
            x, y = place_of(app, "Visit 1: seen alone")
            for key in ("y", "ctrl+c"):
                await drag(pilot, (x, y), (x + 4, y))
                await pilot.press(key)
                await settle(pilot)
                assert "copying is forbidden on this computer" in words(app)
            await pilot.press("e", *"kept", "ctrl+x")
            await settle(pilot)
            screen = app.screen
            assert isinstance(screen, CaseScreen)
            box = screen.query_one("#evidence")
            assert "kept" not in str(getattr(box, "text", ""))
            await pilot.press("ctrl+v")
            assert "kept" in str(getattr(box, "text", ""))
            await pilot.press("Y")
    assert handed == []
