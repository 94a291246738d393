"""Kills: a process that acknowledges findings is ended with SIGKILL at random moments, again and again.

Run as ``python -m tests.benchmarks.kills [ROUNDS]``; 500 unless given. The worker goes on in the same
file after every kill, makes a backup now and then, and prints each finding's number only after the call
that saves it has returned. In half of the rounds a second program opens the file meanwhile
and closes it. Wanted: no acknowledged finding lost, no file that fails its verification.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from sampling.store import Inspection
from sampling.store.verify import verify
from tests.small import OneDocument, make

WORKER = """
import sys
from pathlib import Path
from sampling.findings.ratings import Rating
from sampling.store import Inspection
from sampling.store.backups import back_up
path, start = Path(sys.argv[1]), int(sys.argv[2])
with Inspection.open(path, reader="anna", rolling=False) as opened:
    case = opened.cases.all("leaving_care")[0].case_id
    print("open", flush=True)
    for number in range(start, start + 1_000_000):
        opened.reading.rate(case, "CL-01", Rating.GOOD, evidence=f"note {number}")
        print(number, flush=True)
        if number % 40 == 0:
            opened.rest()
        if number % 100 == 0:
            back_up(path)
"""
"""What is killed: it rates, says so, folds its log in now and then, and backs up."""

FRESH = 100
"""Kills after which a new file is begun, so that its journal does not grow without end."""


@dataclass
class Kills:
    """What the rounds came to."""

    rounds: int = 0
    acknowledged: int = 0
    lost: int = 0
    unsound: int = 0


def kill_rounds(folder: Path, rounds: int, draw: random.Random) -> Kills:
    """Kill so many times; the verification runs after each."""
    found = Kills()
    path = folder / "none"
    last = 0
    for number in range(rounds):
        if number % FRESH == 0:
            path = _new_file(folder / f"{number}.ilacs")
            last = 0
        acknowledged = _killed(path, last + 1, draw)
        found.rounds += 1
        found.acknowledged += len(acknowledged)
        with Inspection.open(path, reader="anna", rolling=False) as inspection:
            found.unsound += not verify(inspection).ok
            case = inspection.cases.all("leaving_care")[0].case_id
            findings = inspection.reading.findings(case)
            evidence = findings["CL-01"].evidence if findings else "note 0"
        last = int(evidence.removeprefix("note "))
        found.lost += sum(1 for item in acknowledged if item > last)
    return found


def _new_file(path: Path) -> Path:
    make(path)
    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        inspection.draws.draw("leaving_care", 4, "31415926", documents=OneDocument())
    return path


def _killed(path: Path, start: int, draw: random.Random) -> list[int]:
    """Let the worker run for a random while, kill it, and give what it acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(path), str(start)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout:
        process.stdout.readline()
        time.sleep(draw.uniform(0, 0.12))
        if draw.random() < 0.5:
            Inspection.open(path, reader="ben", rolling=False).close()
        time.sleep(draw.uniform(0, 0.13))
        process.kill()
        process.wait()
        return [int(line) for line in process.stdout.read().split("\n")[:-1]]


def main() -> None:
    """Print the figures."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = kill_rounds(Path(folder), rounds, random.Random(8))
    print(
        f"{found.rounds} kills, {found.acknowledged} findings acknowledged, {found.lost} lost, "
        f"{found.unsound} files not sound ({time.monotonic() - begun:.0f} s)"
    )


if __name__ == "__main__":
    main()
