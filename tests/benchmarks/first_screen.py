"""How soon the first usable screen is there, as a ratio to a Textual hello-world in the same run.

Run as ``python -m tests.benchmarks.first_screen [ROUNDS]``. Each program is started in a terminal of its
own, and timed from its start until a text that only its finished screen shows is on the wire. Python keeps
what it compiled, as it does for an installed program, in a folder of this run's own; the first round fills
it and does not count.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sampling.store import Inspection
from tests.benchmarks.measuring import HEADING, Line, against, interleaved, printed
from tests.benchmarks.terminals import PROGRAM, Terminal, environment
from tests.benchmarks.worlds import READER, drawn

ROUNDS = 11

HELLO = """
from textual.app import App
from textual.widgets import Static

class Hello(App):
    def compose(self):
        yield Static("Hello, world")

Hello().run()
"""

BUDGETS: dict[str, float | None] = {
    "--version": 0.35,
    "--help": 0.5,
    "Home": 1.5,
    "Cases, 1,000 drawn": 1.5,
    "Case, 1,000 drawn": 1.5,
}


def shown(command: list[str], wanted: str, home: Path) -> float:
    """Seconds from the start of a program until it has written a text."""
    with Terminal(command, home) as terminal:
        return terminal.until(wanted.encode())


def ended(command: list[str], home: Path) -> float:
    """Seconds until a program that only prints has ended."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment(home))
    return time.perf_counter() - begun


def measured(rounds: int = ROUNDS) -> list[Line]:
    """The lines of the table."""
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        path = drawn(home / "thousand.ilacs", 1_000)
        with Inspection.open(path, read_only=True) as inspection:
            first = inspection.cases.all()[0].case_id
        hello = [sys.executable, "-c", HELLO]

        def left_at(place: str) -> Callable[[], float]:
            def once() -> float:
                with Inspection.open(path, reader=READER, rolling=False) as inspection:
                    inspection.place.save({"screen": place, "case": {"case": first}})
                return shown([*PROGRAM, "open", str(path)], first, home)

            return once

        tasks: dict[str, Callable[[], float]] = {
            "Textual hello-world": lambda: shown(hello, "Hello", home),
            "--version": lambda: ended([*PROGRAM, "--version"], home),
            "--help": lambda: ended([*PROGRAM, "--help"], home),
            "Home": lambda: shown(PROGRAM, "Nothing is sent", home),
            "Cases, 1,000 drawn": left_at("cases"),
            "Case, 1,000 drawn": left_at("case"),
        }
        interleaved(tasks, 1)
        return against("Textual hello-world", interleaved(tasks, rounds), BUDGETS)


if __name__ == "__main__":
    print(HEADING)
    print(printed(measured(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)))
