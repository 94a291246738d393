"""A session of ten by keyboard: set up, tried out, collected, debriefed; and one file that a room shares."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Button

from sampling.framework import load
from sampling.store import Inspection, pins
from sampling.training.folder import SessionFolder
from sampling.training.keeping import session_of
from tests import small
from tests.session_world import REASON, AnyKeys, Clock, plan, read_by_hand, session
from tests.tui.seeing import settle, shown, words
from tui import app as tui_app
from tui import making
from tui.app import IlacsApp
from tui.screens import session_forms
from tui.screens.case import CaseScreen
from tui.screens.choosing import ChooseScreen
from tui.screens.debrief import DebriefScreen
from tui.screens.home import HomeScreen
from tui.widgets.file_pane import FilePane
from tui.widgets.rows import RowList

AREA = load("ilacs-2026").area("children_in_care")
ODD = AREA.core[2]
FOLDER = SessionFolder(Path("monday"))


@pytest.fixture(autouse=True)
def planted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(making, "keys_of", lambda scenario, seed: AnyKeys())
    monkeypatch.setattr(making, "documents_of", lambda scenario, seed: small.OneDocument())
    monkeypatch.chdir(tmp_path)


async def _press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def _typed(pilot: Pilot[int], *texts: str) -> None:
    """Each text into the field that has the keys, all at once, and on to the next field."""
    for text in texts:
        pilot.app.post_message(events.Paste(text))
        await pilot.press("tab")


async def _set_up(pilot: Pilot[int], *more: str) -> None:
    """From Home: folder ``monday``, the smallest authority, and whatever the further keys say."""
    await _press(pilot, "s", "enter")
    assert str(pilot.app.screen.query_one("#record", Button).label) == "Set up"
    await _typed(pilot, "monday")
    await pilot.press("enter", *"little", "enter", "tab", "ctrl+u", *more)
    await _press(pilot, "ctrl+s")


def _pins() -> dict[str, str]:
    """Each reader's PIN, as the trainer's sheet has it."""
    rows = [row.split("|") for row in FOLDER.sheet.read_text("utf-8").splitlines() if row.startswith("|")]
    return {row[1].strip(): row[3].strip() for row in rows}


def lines_of(app: IlacsApp) -> RowList:
    screen = app.screen
    assert isinstance(screen, DebriefScreen)
    return screen.query_one("#lines", RowList)


async def _hold_until_collected(pilot: Pilot[int], app: IlacsApp) -> None:
    """Ten readers set up, simulated and collected; ends at the closed debrief."""
    await settle(pilot)
    await _set_up(pilot, "1", "0")
    assert isinstance(app.screen, ChooseScreen), shown(app)
    assert "sheet.md" in words(app)
    with Inspection.open(FOLDER.master, read_only=True) as master:
        assert master.settings.scenario == "littlewick"
    assert len(list(FOLDER.hand_outs.iterdir())) == 10
    await _press(pilot, "j", "enter")
    await pilot.press("tab", "tab")
    await _typed(pilot, "reader-01", "reader-02", ODD)
    await _press(pilot, "ctrl+s")
    assert "10 simulated readers" in words(app)
    await _press(pilot, "enter")
    await _press(pilot, "ctrl+s")
    assert "reader-10 12 of 12 completed" in words(app)
    await _press(pilot, "enter")


async def _open(pilot: Pilot[int], app: IlacsApp) -> None:
    """The debrief, opened with the key beside the file once it is confirmed."""
    assert "the debrief is closed" in words(app)
    assert "[F6 Debrief]" in shown(app)
    assert REASON not in shown(app)
    await pilot.press("o")
    await pilot.pause()
    assert FOLDER.key.name in shown(app)
    await pilot.press("ctrl+s")
    await pilot.pause()
    assert "! nothing was opened" in words(app)
    await _press(pilot, "tab", "1", "ctrl+s")


async def test_ten_simulated_readers_from_set_up_to_the_entry_in_a_childs_file() -> None:
    app = IlacsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await _hold_until_collected(pilot, app)
        await _open(pilot, app)
        assert "Krippendorff's alpha, ordinal metric" in words(app)
        rows = {row.key: row for row in lines_of(app).rows}
        leaning = {key: row.notes[0].plain for key, row in rows.items() if key.startswith("r:")}
        assert [key for key, text in leaning.items() if "too kind" in text] == ["r:reader-01"]
        assert [key for key, text in leaning.items() if "too harsh" in text] == ["r:reader-02"]
        assert next(key for key in rows if key.startswith("c:")) == f"c:{ODD}"
        # Down to everybody's answer beside the key, and on to the line that shows it.
        lines_of(app).move_to(next(key for key in rows if key.startswith("k:")))
        await pilot.press("enter")
        cited = next(row for row in lines_of(app).rows if row.notes and "V-2024" in row.notes[-1].plain)
        lines_of(app).move_to(cited.key)
        await pilot.pause()
        assert "Key: " in shown(app)
        assert REASON in shown(app)
        await _press(pilot, "f")
        assert isinstance(app.screen, CaseScreen)
        assert app.screen.query_one(FilePane).entry_at_cursor() == "V-20240301"
        await _press(pilot, "escape")
        assert lines_of(app).key == cited.key
        await pilot.press("escape")
        lines_of(app).move_to("r:reader-01")
        await pilot.press("enter")
        await pilot.pause()
        assert "For reader-01 (simulated), and nobody else" in shown(app)
        assert "as the key" in words(app)
        await _press(pilot, "s", "ctrl+s")
        assert (FOLDER.path / "debrief.html").is_file()
        assert (FOLDER.pages / "reader-10.md").is_file()
    assert app.inspection is not None
    app.inspection.close()
    with Inspection.open(FOLDER.collected, read_only=True) as inspection:
        session = session_of(inspection)
        assert session is not None
        assert session.open
        assert session.keyed


async def test_a_shared_file_asks_who_reads_each_time_and_forgets_the_pin() -> None:
    app = IlacsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await _set_up(pilot, *"anna,ben", "tab", "ctrl+u", "2", *(["tab"] * 4), "2")
        assert "the PINs" in words(app)
        await _press(pilot, "escape")
        pin = _pins()
        await pilot.press("p")
        app.post_message(events.Paste(str(FOLDER.shared)))
        await _press(pilot, "enter")
        assert "Who reads?" in shown(app)
        wrong = "0000" if pin["anna"] != "0000" else "1111"
        await _press(pilot, "tab", *wrong, "enter")
        assert "! that is not the PIN of anna" in words(app)
        # The wrong one is typed over, wherever the keys were when it was refused.
        await _press(pilot, "tab", "enter", *pin["anna"])
        assert pin["anna"] not in shown(app)
        await _press(pilot, "enter")
        assert app.inspection is not None
        assert (app.inspection.reader, app.inspection.read_only) == ("anna", False)
        assert not pins._offered
        # The next one sits down: the same file asks again.
        await _press(pilot, "f6")
        assert "not in a hand-out" in words(app)
        await _press(pilot, "escape", "escape", "enter")
        assert "Who reads?" in shown(app)
        await _press(pilot, "enter", *"ben", "enter", "tab", *pin["ben"], "ctrl+s")
        assert app.inspection.reader == "ben", shown(app)
    app.inspection.close()


async def test_a_shared_file_that_a_command_opens_asks_who_reads_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = session(tmp_path / "room", plan("anna", "ben", one_file=True))
    path = SessionFolder(tmp_path / "room").shared
    started: list[IlacsApp] = []

    def kept(app: IlacsApp, _mouse: bool) -> int:
        started.append(app)
        return 0

    monkeypatch.setattr(tui_app, "_run_and_close", kept)
    monkeypatch.setattr(session_forms, "monotonic", lambda: 100.0)
    assert tui_app.run(path) == 0
    (app,) = started
    wrong = next(pin for pin in ("0000", "1111", "2222") if pin not in made.pins.values())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Sign in to everybody.ilacs" in shown(app)
        assert "A PIN keeps honest people honest" in words(app)
        await _press(pilot, "tab", *wrong)
        for _try in range(pins.FREE):
            await _press(pilot, "ctrl+s")
            assert "! that is not the PIN of anna" in words(app)
        # From now on even the right one has to wait, in this form and in the next.
        await _press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        app.screen.open_signed(path)
        await settle(pilot)
        await _press(pilot, "tab", *made.pins["anna"], "ctrl+s")
        assert "! too many wrong PINs: try again in 2 seconds" in words(app)
        assert app.inspection is None
        monkeypatch.setattr(session_forms, "monotonic", lambda: 102.0)
        await _press(pilot, "ctrl+s")
        assert app.inspection is not None
        assert (app.inspection.reader, app.inspection.read_only) == ("anna", False)
    app.inspection.close()


def test_wrong_tries_wait_ever_longer_and_the_right_one_ends_that() -> None:
    tries = pins.Tries()
    waits = []
    for now in range(0, 10_000, 1_000):
        tries.wrong(now)
        waits.append(tries.wait(now))
    assert waits == [0, 0, 2, 4, 8, 16, 32, 60, 60, 60]
    tries.right()
    assert tries.wait(9_000) == 0


async def test_collecting_from_the_app_says_who_is_missing_late_or_unfinished(tmp_path: Path) -> None:
    folder = SessionFolder(tmp_path / "monday")
    session(folder.path, plan("anna", "ben", "cara", "dov", minutes=10))
    read_by_hand(folder.hand_out("anna"), clock=Clock(step=60))
    read_by_hand(folder.hand_out("ben"))
    stick = tmp_path / "stick"
    stick.mkdir()
    folder.hand_out("ben").rename(stick / "ben (1).ilacs")
    folder.hand_out("cara").unlink()
    app = IlacsApp()
    async with app.run_test(size=(110, 36)) as pilot:
        await settle(pilot)
        await _press(pilot, "s", "j", "j", "enter")
        await _typed(pilot, str(folder.path), "nowhere")
        await _press(pilot, "ctrl+s")
        assert "! there is no nowhere" in words(app)
        await _press(pilot, "shift+tab", "ctrl+u")
        await _typed(pilot, str(stick))
        await _press(pilot, "ctrl+s")
        told = words(app)
    assert "3 files brought together" in told
    assert "! cara: no file (cara.ilacs is not in hand-outs)" in told
    assert "! ben: no file" not in told, "his lies on the stick, under another name"
    assert "! dov: rated nothing" in told
    assert re.search(r"! anna: took \d+ minutes, \d+ more than the limit", told)
    assert "ben 4 of 4 completed" in told


async def test_the_one_file_of_a_room_is_collected_from_the_app(tmp_path: Path) -> None:
    folder = SessionFolder(tmp_path / "room")
    made = session(folder.path, plan("anna", "ben", one_file=True))
    pins.offer(made.pins["anna"])
    read_by_hand(folder.shared, reader="anna")
    pins.forget()
    app = IlacsApp()
    async with app.run_test(size=(110, 36)) as pilot:
        await settle(pilot)
        await _press(pilot, "s", "j", "j", "enter")
        await _typed(pilot, str(folder.path))
        await _press(pilot, "ctrl+s")
        told = words(app)
    assert "1 files brought together" not in told
    assert "1 file brought together" in told
    assert "anna 4 of 4 completed" in told
    assert "! ben: rated nothing" in told
    assert "no file" not in told
