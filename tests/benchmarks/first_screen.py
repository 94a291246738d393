"""How soon the first usable screen is there, as a ratio to a Textual hello-world in the same run.

Run as ``python -m tests.benchmarks.first_screen [ROUNDS]``. Each program is started in a terminal of its
own of 120 by 40, and timed from its start until a text that only its finished screen shows is on the wire.
Python keeps what it compiled, as it does for an installed program, in a folder of this run's own; the first
round fills it and does not count.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable
from pathlib import Path

from sampling.store import Inspection
from tests.benchmarks.measuring import HEADING, Line, against, interleaved, printed
from tests.benchmarks.worlds import drawn

ROUNDS = 11
PATIENCE = 30.0

HELLO = """
from textual.app import App
from textual.widgets import Static

class Hello(App):
    def compose(self):
        yield Static("Hello, world")

Hello().run()
"""

PROGRAM = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())"]
"""What the installed command runs."""


def until_seen(command: list[str], wanted: bytes, home: Path) -> float:
    """Seconds from starting a program in a terminal until it has written the wanted text."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=_environment(home), start_new_session=True
    )
    os.close(slave)
    seen = b""
    try:
        while wanted not in seen:
            ready, _, _ = select.select([master], [], [], PATIENCE)
            if not ready:
                raise TimeoutError(f"{wanted!r} was not shown within {PATIENCE:g} s: {seen[-400:]!r}")
            seen += os.read(master, 65536)
        return time.perf_counter() - begun
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        os.close(master)


def printing(command: list[str], home: Path) -> float:
    """Seconds until a program that only prints has ended."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=_environment(home))
    return time.perf_counter() - begun


def _environment(home: Path) -> dict[str, str]:
    """A terminal in colour, settings of its own, and compiled modules kept."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "ILACS_SAMPLE_HOME": str(home),
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
    }


def at_place(path: Path, place: str, case: str) -> str:
    """Leave the file as somebody left it in a place; gives the text that its finished screen shows."""
    with Inspection.open(path, rolling=False) as inspection:
        inspection.place.save({"screen": place, "case": {"case": case}})
    return place


def measured(rounds: int = ROUNDS) -> list[Line]:
    """The lines of the table."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        path, cases = drawn(folder / "thousand.ilacs", 1_000)
        home = folder / "home"
        home.mkdir()
        with Inspection.open(path, read_only=True) as inspection:
            first = inspection.cases.all()[0].case_id
        hello = [sys.executable, "-c", HELLO]

        def placed(place: str, wanted: str) -> Callable[[], float]:
            def once() -> float:
                at_place(path, place, first)
                return until_seen([*PROGRAM, "open", str(path)], wanted.encode(), home)

            return once

        tasks: dict[str, Callable[[], float]] = {
            "Textual hello-world": lambda: until_seen(hello, b"Hello", home),
            "--version": lambda: printing([*PROGRAM, "--version"], home),
            "--help": lambda: printing([*PROGRAM, "--help"], home),
            "Home": lambda: until_seen(PROGRAM, b"Nothing is sent", home),
            "Cases, 1,000 drawn": placed("cases", first),
            "Case, 1,000 drawn": placed("case", first),
        }
        interleaved(tasks, 1)
        taken = interleaved(tasks, rounds)
    budgets = {
        "--version": 0.35,
        "--help": 0.5,
        "Home": 1.5,
        "Cases, 1,000 drawn": 1.5,
        "Case, 1,000 drawn": 1.5,
    }
    return against("Textual hello-world", taken, dict(budgets))


if __name__ == "__main__":
    print(HEADING)
    print(printed(measured(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)))
