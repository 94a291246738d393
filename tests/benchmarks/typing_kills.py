"""Kills while evidence is typed into the app: what of it is on disk, and whether "saved" was true.

Run as ``python -m tests.benchmarks.typing_kills [KILLS]``; 50 unless given. The app runs in a terminal of its
own and is typed to letter by letter, numbers that count up, until it is killed at a random moment. Wanted: of
the letters typed more than a second before the kill none is missing; a file that passes its verification;
and where the screen said "draft saved" after the last letter, that letter is there.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from sampling.store import Inspection
from sampling.store.verify import verify
from tests.benchmarks.terminals import PROGRAM, Terminal
from tests.benchmarks.worlds import READER, drawn

KILLS = 50
SECOND = 1.0
SAVED = b"draft saved"


@dataclass(frozen=True, slots=True)
class Killed:
    """One kill.

    Attributes:
        typed: characters typed in all.
        due: characters typed more than a second before.
        kept: characters found on disk afterwards.
        said_saved: whether the screen said, after the last letter, that it was saving and then that it had.
        sound: whether the file passes its verification.
    """

    typed: int
    due: int
    kept: int
    said_saved: bool
    sound: bool

    @property
    def fault(self) -> str:
        """What is wrong; empty for nothing."""
        if not self.sound:
            return "the file is not sound"
        if self.kept < self.due:
            return f"{self.due - self.kept} characters older than a second are missing"
        if self.said_saved and self.kept < self.typed:
            return f"'saved' was shown, and {self.typed - self.kept} characters are missing"
        return ""


def one(source: Path, folder: Path, dice: random.Random) -> Killed:
    """Type into a copy of a file, kill the app, and look at what is left."""
    path = folder / f"{dice.getrandbits(64):x}.ilacs"
    shutil.copy(source, path)
    with Inspection.open(path, reader=READER, read_only=True) as inspection:
        case = inspection.cases.all()[0].case_id
        criterion = inspection.edition.area(inspection.cases.case(case).area).core[0]
        place = {"screen": "case", "case": {"case": case, "pane": "findings"}}
    with Inspection.open(path, reader=READER, rolling=False) as inspection:
        inspection.place.save(place)
    lives = dice.uniform(0.1, 4.0)
    stamps: list[float] = []
    shown = b""
    with Terminal([*PROGRAM, "open", str(path), "--as", READER], folder) as app:
        app.until(case.encode())
        app.settle(0.3)
        app.write(b"e")
        app.settle(0.2)
        begun = time.perf_counter()
        while time.perf_counter() - begun < lives:
            app.write(b"%d" % (len(stamps) % 10))
            stamps.append(time.perf_counter())
            # What stood there before the last letter says nothing of it: the app may not have met it yet.
            shown = _rest(app, dice.choice((0.005, 0.02, 0.02, 0.7)))
        killed = time.perf_counter()
    text = "".join(str(place % 10) for place in range(len(stamps)))
    with Inspection.open(path, reader=READER) as inspection:
        draft = inspection.reading.draft(case, f"evidence:{criterion}") or ""
        sound = verify(inspection).ok and text.startswith(draft)
    due = sum(killed - stamp > SECOND for stamp in stamps)
    said_saved = shown.rfind(SAVED) > shown.rfind(b"saving") >= 0
    return Killed(len(stamps), due, len(draft), said_saved, sound)


def _rest(app: Terminal, seconds: float) -> bytes:
    """Read what is painted for so long; a cursor that blinks is never quiet for long."""
    seen, end = b"", time.perf_counter() + seconds
    while time.perf_counter() < end:
        seen += app.settle(0.005)
    return seen


def main(kills: int = KILLS) -> int:
    """Kill so often and say what was found; 0 where nothing is wrong."""
    dice = random.Random(20260511)
    found: list[Killed] = []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        source = drawn(folder / "source.ilacs", 8, children=300)
        for _ in range(kills):
            found.append(one(source, folder, dice))
    faults = [killed.fault for killed in found if killed.fault]
    behind = max((killed.typed - killed.kept for killed in found), default=0)
    typed, in_sight = sum(killed.typed for killed in found), sum(killed.said_saved for killed in found)
    print(
        f"{len(found)} kills, {typed} characters typed; at most {behind} missing, "
        f"'saved' in sight at {in_sight} kills; {len(faults)} faults"
    )
    for fault in faults:
        print(f"  {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS))
