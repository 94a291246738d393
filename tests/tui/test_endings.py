"""How the app ends: a defect prints nobody's data, and no signal loses a word."""

from __future__ import annotations

import os
import pty
import select
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from sampling.store import Inspection
from tests.tui import world
from tui.guarded import crash_line

ROOT = Path(__file__).parents[2]
CANARY = "Zephyrine Quillfeather"

CRASHING = f"""
import sys
from textual.app import ComposeResult
from sampling.store import Inspection
from tui.app import IlacsApp, _run_and_close
from tui.screens.cases import CasesScreen

def refresh_place(self):
    child = "{CANARY}"
    raise ValueError(f"cannot show {{child}}")

CasesScreen.refresh_place = refresh_place
sys.exit(_run_and_close(IlacsApp(Inspection.open(sys.argv[1]))))
"""

RUNNING = """
import sys
from tui.app import run
sys.exit(run(sys.argv[1]))
"""


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, code: str, *arguments: str, **environment: str) -> None:
        self.main, secondary = pty.openpty()
        environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", **environment}
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            stdin=secondary,
            stdout=secondary,
            stderr=secondary,
            cwd=ROOT,
            env=environment,
            start_new_session=True,
        )
        os.close(secondary)
        self.written = b""

    def read_until(self, wanted: bytes, seconds: float = 60) -> bool:
        """Read what it prints until that appears or it ends."""
        deadline = time.monotonic() + seconds
        while wanted not in self.written and time.monotonic() < deadline:
            if select.select([self.main], [], [], 0.2)[0]:
                try:
                    chunk = os.read(self.main, 65536)
                except OSError:
                    return wanted in self.written
                self.written += chunk
            elif self.process.poll() is not None:
                break
        return wanted in self.written

    def end(self, seconds: float = 60) -> int:
        """Read on until it has ended; gives its exit code."""
        deadline = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < deadline:
            self.read_until(b"\0never\0", 0.3)
        self.read_until(b"\0never\0", 0.3)
        os.close(self.main)
        return self.process.wait(timeout=30)


def drafts(path: Path) -> list[str]:
    """The drafts in a file, as any other program reads them."""
    with closing(sqlite3.connect(path)) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM draft")]


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something to come true."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return world.drawn(tmp_path / "thornbury.ilacs")


def test_a_crash_prints_no_local_variable_and_no_message_that_quotes_one(path: Path) -> None:
    terminal = Terminal(CRASHING, str(path))
    code = terminal.end()
    after = terminal.written.split(b"\x1b[?1049l")[-1]
    assert code == 1
    assert b"ValueError in refresh_place" in terminal.written
    assert CANARY.encode() not in terminal.written
    assert CANARY.split()[1].encode() not in after
    with Inspection.open(path) as inspection:
        assert inspection.notices == ()


def test_the_line_of_a_crash_names_code_and_not_the_error() -> None:
    try:
        raise KeyError(CANARY)
    except KeyError as error:
        said = crash_line(type(error), error.__traceback__)
    assert "KeyError in test_the_line_of_a_crash" in said
    assert "test_endings.py" in said
    assert CANARY not in said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_file_whole_and_the_place_kept(path: Path, number: int) -> None:
    terminal = Terminal(RUNNING, str(path))
    assert terminal.read_until(b"SG-")
    # Keys are done in turn: with the help shown, both lines down have been gone.
    os.write(terminal.main, b"jj?")
    assert terminal.read_until(b"Keys in")
    terminal.process.send_signal(number)
    assert terminal.end() == 128 + number
    assert [each.name for each in path.parent.glob("thornbury*")] == [path.name]
    connection = sqlite3.connect(path)
    place = connection.execute("SELECT value FROM place").fetchone()[0]
    connection.close()
    with Inspection.open(path) as inspection:
        third = [case.case_id for case in inspection.cases.all()][2]
    assert f'"case": "{third}"' in place


def test_no_color_writes_no_colour_and_still_shows_the_cursor(path: Path) -> None:
    terminal = Terminal(RUNNING, str(path), NO_COLOR="1")
    assert terminal.read_until(b"SG-")
    terminal.read_until(b"\0never\0", 0.8)
    os.write(terminal.main, b"\x11")
    assert terminal.end() == 0
    assert b"38;2;" not in terminal.written
    assert b"48;2;" not in terminal.written
    assert b"38;5;" not in terminal.written
    # The line under the cursor stands in reverse video.
    assert b";7m" in terminal.written or b"[7" in terminal.written


def test_a_terminal_that_is_gone_takes_the_program_with_it_and_no_word(path: Path) -> None:
    terminal = Terminal(RUNNING, str(path))
    assert terminal.read_until(b"F2 Plan")
    os.write(terminal.main, b"\x1bOS")
    assert terminal.read_until(b"strong")
    os.write(terminal.main, b"e")
    assert terminal.read_until(b"Evidence for")
    os.write(terminal.main, b"no word is lost")
    assert terminal.read_until(b"draft saved") or b"saved" in terminal.written
    until(lambda: drafts(path) == ["no word is lost"])
    # Closed without a signal: the program leads a session that has no controlling terminal.
    os.close(terminal.main)
    # 120 is Python's own: what it had left to print could not be printed.
    assert terminal.process.wait(timeout=60) in (0, 120, 129)
    assert drafts(path) == ["no word is lost"]
