"""What stands over a place: enough contrast in every theme, and seen without colours."""

from __future__ import annotations

from pathlib import Path

import pytest

from sampling.store import Inspection
from tests.tui import case_world
from tests.tui.contrast import faint
from tests.tui.seeing import segments, settle, shown, until
from tests.tui.test_theme import LEAST
from tui.app import IlacsApp
from tui.screens.queue import reading_order

OVER = {
    "narrow": ("h", "w", "space"),
    "missing": ("escape", "m"),
    "concern, chosen": ("escape", "r", "1"),
    "concern, refused": ("ctrl+s",),
    "conversation": ("escape", "p"),
    "search": ("escape", "S", *"seen", "enter"),
    "search, words": ("shift+tab",),
    "jump": ("escape", "ctrl+o"),
}
"""What stands over the case, and the keys from each to the next."""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return case_world.drawn(tmp_path_factory.mktemp("over") / "made.ilacs", n=3)


@pytest.fixture
def inspection(drawn: Path, tmp_path: Path) -> Inspection:
    copied = tmp_path / "reading.ilacs"
    copied.write_bytes(drawn.read_bytes())
    return Inspection.open(copied, reader="Rowan")


@pytest.mark.parametrize("name", list(LEAST))
async def test_what_stands_over_a_case_stands_out(
    inspection: Inspection, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.guarded.TWICE", 0)
    found: list[str] = []
    with inspection:
        app = IlacsApp(inspection, reading_order(inspection)[0])
        async with app.run_test(size=(120, 36)) as pilot:
            app.theme = name
            for where, keys in OVER.items():
                await pilot.press(*keys)
                await settle(pilot)
                found.extend(f"{where}: {one}" for one in faint(app, LEAST[name]))
    assert not found, "\n".join(found)


async def test_without_colours_the_line_chosen_and_the_button_are_reversed(
    inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    with inspection:
        app = IlacsApp(inspection, reading_order(inspection)[0])
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            for keys, wanted in ((("m",), "HP-05: not rated yet"), (("escape", "r", "shift+tab"), "Record")):
                await pilot.press(*keys)
                await settle(pilot)
                reversed_ = " ".join(
                    part.text for part in segments(app) if part.style is not None and part.style.reverse
                )
                assert wanted in reversed_


async def test_without_colours_the_place_stays_behind_and_the_option_that_enter_takes_is_seen(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    def marked(app: IlacsApp) -> str:
        styled = ((part.text, part.style) for part in segments(app))
        return "".join(text for text, style in styled if style and (style.underline or style.reverse))

    with Inspection.open(path, reader="Rowan") as inspection:
        case = inspection.cases.all()[0].case_id
        app = IlacsApp(inspection, case)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            for key in ("ctrl+o", "u"):
                await pilot.press(key)
                await settle(pilot)
                assert "[F4 Case]" in shown(app), f"what stands behind {key}"
                await pilot.press("escape")
                await settle(pilot)
            await pilot.press("ctrl+p")
            await until(lambda: "Record 'strong' and step on" in marked(app))
    app = IlacsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        await pilot.press("enter", "down")
        await settle(pilot)
        assert "Aldercaster" in marked(app)
