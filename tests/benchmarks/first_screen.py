"""How soon the first usable screen is there, as a ratio to a Textual hello-world in the same run.

Run as ``python -m tests.benchmarks.first_screen [ROUNDS]``. Each program is started in a terminal of its
own, and timed from its start until a text that only its finished screen shows is on the wire. Python keeps
what it compiled, as it does for an installed program, in a folder of this run's own; the first round fills
it and does not count. The last column is the same ratio in processor time,
which a busy computer changes less.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
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

HELLO_WORLD = "Textual hello-world"
BUDGETS: dict[str, float | None] = {
    "--version": 0.35,
    "--help": 0.5,
    "Home": 1.5,
    "Cases, 1,000 drawn": 1.5,
    "Case, 1,000 drawn": 1.5,
}


def shown(command: list[str], wanted: str, home: Path, busy: list[float]) -> float:
    """Seconds from the start of a program until it has written a text; notes how long it was busy."""
    with Terminal(command, home) as terminal:
        taken = terminal.until(wanted.encode())
        busy.append(terminal.processor())
        return taken


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
        busy: dict[str, list[float]] = defaultdict(list)
        hello = [sys.executable, "-c", HELLO]

        def left_at(place: str) -> Callable[[], float]:
            def once() -> float:
                with Inspection.open(path, reader=READER, rolling=False) as inspection:
                    inspection.place.save({"screen": place, "case": {"case": first}})
                return shown([*PROGRAM, "open", str(path)], first, home, busy[place])

            return once

        tasks: dict[str, Callable[[], float]] = {
            HELLO_WORLD: lambda: shown(hello, "Hello", home, busy[HELLO_WORLD]),
            "--version": lambda: ended([*PROGRAM, "--version"], home),
            "--help": lambda: ended([*PROGRAM, "--help"], home),
            "Home": lambda: shown(PROGRAM, "Nothing is sent", home, busy["home"]),
            "Cases, 1,000 drawn": left_at("cases"),
            "Case, 1,000 drawn": left_at("case"),
        }
        interleaved(tasks, 1)
        lines = against(HELLO_WORLD, interleaved(tasks, rounds), BUDGETS)
    return [_with_processor(line, busy) for line in lines]


def _with_processor(line: Line, busy: dict[str, list[float]]) -> Line:
    """A line with the ratio in processor time, where that was counted."""
    own = busy.get(line.what.partition(",")[0].casefold())
    if not own or not min(busy[HELLO_WORLD]):
        return line
    return replace(line, note=f"processor {min(own) / min(busy[HELLO_WORLD]):.2f}")


if __name__ == "__main__":
    print(HEADING)
    print(printed(measured(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)))
