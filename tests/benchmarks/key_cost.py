"""What a rating key costs from the finger to the paint and the disk.

Run as ``python -m tests.benchmarks.key_cost [ROUNDS]``. The yardstick is a bare Textual list of as many rows,
in which the same key changes the row under the cursor, steps on, and commits one row of 1.5 kB to SQLite
(write-ahead log, synced). Both run in terminals of their own and are typed to in turn; a key is over with
the last byte of its paint. When the app paints, the rating is on disk: it is recorded before.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import cycle
from pathlib import Path

from sampling.store import Inspection
from tests.benchmarks.measuring import HEADING, Line, against, printed
from tests.benchmarks.terminals import PROGRAM, Terminal
from tests.benchmarks.worlds import READER, drawn

ROUNDS = 60
BARE = """
import sqlite3, sys
from textual.app import App
from textual.widgets import OptionList

class Bare(App):
    BINDINGS = [("1,2", "rate", "Rate")]

    def compose(self):
        yield OptionList(*(f"row {n}" for n in range(40)))

    def on_mount(self):
        self.db = sqlite3.connect(sys.argv[1], isolation_level=None)
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA synchronous = FULL")
        self.db.execute("CREATE TABLE IF NOT EXISTS said (text TEXT)")
        self.times = 0

    def action_rate(self):
        self.times += 1
        self.db.execute("INSERT INTO said VALUES (?)", ("x" * 1500,))
        rows = self.query_one(OptionList)
        rows.replace_option_prompt_at_index(rows.highlighted or 0, f"rated {self.times} times")
        rows.action_cursor_down()

Bare().run()
"""


def measured(rounds: int = ROUNDS) -> list[Line]:
    """The lines of the table."""
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        path = drawn(home / "thousand.ilacs", 1_000)
        with Inspection.open(path, reader=READER, rolling=False) as inspection:
            first = inspection.cases.all()[0].case_id
            inspection.place.save({"screen": "case", "case": {"case": first, "pane": "findings"}})
        bare_command = [sys.executable, "-c", BARE, str(home / "bare.db")]
        with Terminal(bare_command, home) as bare, Terminal([*PROGRAM, "open", str(path)], home) as app:
            bare.until(b"row 30")
            app.until(first.encode())
            # The backup of the first seconds is over then.
            bare.settle(1.0), app.settle(3.0)
            taken: dict[str, list[float]] = {"key in a bare list, and a commit": [], "rating key": []}
            for number, key in zip(range(rounds), cycle("12"), strict=False):
                if number % 10 == 0:
                    app.key("]")
                taken["key in a bare list, and a commit"].append(bare.key(key))
                taken["rating key"].append(app.key(key))
        with Inspection.open(path, read_only=True) as inspection:
            rated = sum(1 for _ in inspection.journal.events("finding", "case_rating"))
        if rated < rounds:
            raise RuntimeError(f"only {rated} of {rounds} keys were recorded")
    return against("key in a bare list, and a commit", taken, {"rating key": 2.0})


if __name__ == "__main__":
    print(HEADING)
    print(printed(measured(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)))
