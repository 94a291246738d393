"""Disks that fill, files that are damaged, backups that fail: one line, the work kept, and work goes on."""

from __future__ import annotations

import os
import random
import resource
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from textual.message_pump import CallbackError
from textual.pilot import Pilot

from sampling.errors import FileError
from sampling.store import Inspection, backups, keeper
from sampling.store.verify import verify
from tests.tui import seeing
from tests.tui.seeing import settle, words
from tui import keeping_app
from tui.app import IlacsApp
from tui.screens.asking import AskScreen
from tui.trouble import words_of
from tui.widgets import typed

LETTER = 700
"""Times that a letter is pasted: more than the room that is left holds."""


@contextmanager
def no_room(path: Path, left: int) -> Iterator[None]:
    """No file of this process may grow beyond the log of that one and so many bytes: the disk is full."""
    log = path.with_name(f"{path.name}-wal")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size + left, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def until(pilot: Pilot[int], wanted: str) -> str:
    """The screen's words once that stands among them; what stands there instead, where it never does."""
    with suppress(TimeoutError):
        await seeing.until(lambda: wanted in words(pilot.app))
    return words(pilot.app)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of size are a Unix thing")
async def test_a_full_disk_is_one_line_and_no_word_of_the_typing_is_lost(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typed, "AGAIN", 0.2)
    with Inspection.open(path, rolling=False) as inspection:
        case = inspection.cases.all("safeguarding")[0].case_id
        app = IlacsApp(inspection, case)
        async with app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await pilot.press("2", "e", "x")
            assert "draft saved" in await until(pilot, "draft saved")
            with no_room(path, 0):
                await pilot.press(*"kept word")
                seen = await until(pilot, "NOT SAVED")
                assert f"! not saved, and nothing was half-written in {path.name}: the disk" in seen
                assert "if it fails again copy the file to another disk" in seen
                await pilot.press("ctrl+q")
                assert "Leaving again goes without it" in await until(pilot, "Leaving again")
                await pilot.press("escape", "escape")
                await settle(pilot)
                assert "Evidence for" in words(app)
                assert app.is_running
            # Room again: the draft is kept by itself, and what is recorded then stands.
            assert "draft saved" in await until(pilot, "draft saved")
            await pilot.press("escape")
            await until(pilot, "recorded")
            with no_room(path, 0):
                await pilot.press("4")
                seen = await until(pilot, "! not saved")
                assert "space" in seen
                assert "do it again" in seen.lower()
            await pilot.press("4")
            await settle(pilot)
        findings = inspection.reading.findings(case)
        assert "xkept word" in {row.evidence for row in findings.values()}
        assert "serious_weakness" in {row.rating for row in findings.values()}
        assert verify(inspection).ok


@pytest.mark.skipif(sys.platform == "win32", reason="limits of size are a Unix thing")
async def test_a_form_on_a_full_disk_stays_with_every_word_and_is_recorded_when_there_is_room(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typed, "AGAIN", 0.2)
    with Inspection.open(path, rolling=False) as inspection:
        case = inspection.cases.all("safeguarding")[0].case_id
        app = IlacsApp(inspection, case)
        async with app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await pilot.press("u", *"who ")
            assert "draft saved" in await until(pilot, "draft saved")
            with no_room(path, 0):
                await pilot.press(*"agreed")
                assert "NOT SAVED" in await until(pilot, "NOT SAVED")
                await pilot.press("ctrl+s")
                assert "! not saved, and nothing was half-written" in await until(pilot, "! not saved")
                assert isinstance(app.screen, AskScreen)
                assert app.screen.answers()["text"] == "who agreed"
            assert "draft saved" in await until(pilot, "draft saved")
            await pilot.press("ctrl+s")
            assert "query raised" in await until(pilot, "query raised")
        assert [query.text for query in inspection.reading.queries(case)] == ["who agreed"]
        assert verify(inspection).ok


async def test_a_file_locked_by_another_program_is_one_line_and_the_form_waits(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typed, "AGAIN", 0.2)
    with Inspection.open(path, rolling=False) as inspection:
        case = inspection.cases.all("safeguarding")[0].case_id
        app = IlacsApp(inspection, case)
        other = sqlite3.connect(path, isolation_level=None)
        async with app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            waits = inspection.connection.execute("PRAGMA busy_timeout").fetchone()[0]
            assert waits < 1000, "keys go on while another program holds the file"
            other.execute("BEGIN IMMEDIATE")
            await pilot.press("2")
            assert "another program" in await until(pilot, "! ")
            app.active.give_back([(case, 90)])
            await pilot.press("]", "[")
            assert case in words(app), "cases can be read meanwhile"
            await pilot.press("u", *"who")
            assert "NOT SAVED" in await until(pilot, "NOT SAVED")
            await pilot.press("ctrl+s")
            assert "another program" in await until(pilot, "! not saved")
            assert isinstance(app.screen, AskScreen)
            other.execute("ROLLBACK")
            assert "draft saved" in await until(pilot, "draft saved")
            await pilot.press("ctrl+s")
            assert "query raised" in await until(pilot, "query raised")
            await pilot.press("2", "]")
            await settle(pilot)
            assert inspection.times.own()[case] >= 90, "nor is the time on it lost"
        other.close()
        assert [query.text for query in inspection.reading.queries(case)] == ["who"]
        assert [row.rating for row in inspection.reading.findings(case).values()] == ["good"]
        assert verify(inspection).ok


async def test_a_file_damaged_while_it_is_open_is_a_line_and_not_the_end(path: Path) -> None:
    inspection = Inspection.open(path, rolling=False)
    app = IlacsApp(inspection)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        inspection.rest()
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(8192)
            file.write(random.Random(4).randbytes(size - 8192))
        inspection.connection.execute("PRAGMA shrink_memory")
        for key in ("f2", "f5", "f4", "2", "f3", "S"):
            await pilot.press(key)
            await settle(pilot)
        await pilot.press("escape", "f5")
        await settle(pilot)
        assert "the file is damaged; 'recover' builds a sound one" in app.place_shown.said
        assert path.name in app.place_shown.said
        await pilot.press("question_mark")
        await settle(pilot)
        assert "Keys in" in words(app)
    inspection.close()


async def test_a_backup_that_fails_is_said_once_and_disturbs_nobody(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "SETTLE", 0.0)
    monkeypatch.setattr(keeping_app, "REMEMBER", 0.05)
    monkeypatch.setattr(backups, "due", lambda *_: True)
    folder = backups.folder_of(path)
    folder.write_text("a file where the folder should be")
    with Inspection.open(path) as inspection:
        app = IlacsApp(inspection)
        async with app.run_test(size=(100, 30)) as pilot:
            seen = await until(pilot, "no backup could be made")
            assert "the inspection itself is saved" in seen
            assert folder.name in app.place_shown.said
            app.say("something newer")
            await pilot.pause(0.2)
            assert app.place_shown.said == "something newer"


def test_defects_of_the_program_are_not_taken_for_trouble() -> None:
    with pytest.raises(sqlite3.OperationalError) as defect:
        sqlite3.connect(":memory:").execute("SELECT nothing FROM nowhere")
    assert words_of(defect.value) is None
    assert words_of(sqlite3.ProgrammingError("Cannot operate on a closed database.")) is None
    assert words_of(KeyError("a child's name")) is None
    assert words_of(FileError("one line")) == "one line"
    full = OSError(28, os.strerror(28), "out.html")
    assert (
        words_of(full)
        == f"out.html could not be read or written ({os.strerror(28)}); mend that and do it again"
    )
    wrapped = CallbackError("unable to run callback")
    wrapped.__context__ = full
    assert words_of(wrapped) == words_of(full)
