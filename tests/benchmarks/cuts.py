"""Files and logs cut short at any byte, as a copy that was broken off or a failing disk leaves them.

Run as ``python -m tests.benchmarks.cuts [POINTS]``; 600 at random unless given, besides every page's or
frame's border and the bytes beside it. Wanted: a cut log gives a sound earlier state, and the head digest
noted before names what is missing; a cut file is never taken for whole, and comes back from its backup.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sampling.errors import FileError
from sampling.findings.ratings import Rating
from sampling.store import Inspection
from sampling.store.backups import back_up, folder_of
from sampling.store.recover import recover
from sampling.store.verify import verify
from tests.store.one_case import CRITERION, drawn, first, note, rate

PAGE, FRAME_HEAD, LOG_HEAD = 4096, 24, 32
NOTES = 12
RECOVERED = 20
"""Of so many cut files one is recovered, since that takes ten times as long as opening it."""


@dataclass
class Cuts:
    """What the cuts came to.

    Attributes:
        points: places cut at.
        unsound: cut logs whose file does not verify, or holds something that was never recorded.
        unnamed: cut logs that the noted head did not name.
        believed: cut files that were taken for whole.
        recovered: cut files recovered from their backup.
        lost: of those, how many without everything.
    """

    points: int = 0
    unsound: int = 0
    unnamed: int = 0
    believed: int = 0
    recovered: int = 0
    lost: int = 0


def cut_logs(folder: Path, points: int, draw: random.Random) -> Cuts:
    """Cut the log of an open file, and open what is left."""
    path = drawn(folder / "log.ilacs")
    opened = Inspection.open(path, reader="anna", rolling=False)
    for number in range(NOTES):
        opened.reading.rate(first(opened), CRITERION, Rating.GOOD, evidence=f"note {number}")
    noted = opened.journal.head()
    database, log = path.read_bytes(), path.with_name(f"{path.name}-wal").read_bytes()
    opened.close()
    found, cut = Cuts(), folder / "cut.ilacs"
    known = {"", *(f"note {number}" for number in range(NOTES))}
    borders = range(LOG_HEAD, len(log), FRAME_HEAD + PAGE)
    for at in places(borders, len(log), points, draw):
        cut.write_bytes(database)
        cut.with_name("cut.ilacs-wal").write_bytes(log[:at])
        found.points += 1
        with Inspection.open(cut, reader="ben", rolling=False) as left:
            sound, told = verify(left).ok, not verify(left, noted).ok
            stands = [row.evidence for row in left.cases.findings(first(left))] or [""]
            whole = left.journal.head() == noted
        found.unsound += not sound or stands[0] not in known
        found.unnamed += not told and not whole
        cut.unlink()
    return found


def cut_files(folder: Path, points: int, draw: random.Random) -> Cuts:
    """Cut a closed file, look whether anything takes it for whole, and recover some."""
    path = drawn(folder / "file.ilacs")
    rate(path, "the last word")
    back_up(path)
    whole = path.read_bytes()
    found, cut = Cuts(), folder / "short.ilacs"
    shutil.copytree(folder_of(path), folder_of(cut))
    for place, at in enumerate(places(range(0, len(whole), PAGE), len(whole), points, draw)):
        cut.write_bytes(whole[:at])
        found.points += 1
        found.believed += _taken_for_whole(cut)
        if place % RECOVERED == 0:
            out = folder / f"out{place}.ilacs"
            recover(cut, out)
            found.recovered += 1
            found.lost += note(out) != "the last word"
    return found


def places(borders: Iterable[int], size: int, points: int, draw: random.Random) -> list[int]:
    """Borders, the bytes beside them, and as many at random; never the whole."""
    near = {border + by for border in borders for by in (-1, 0, 1)}
    return sorted(at for at in near | {draw.randrange(size) for _ in range(points)} if 0 <= at < size)


def _taken_for_whole(path: Path) -> bool:
    try:
        with Inspection.open(path, reader="anna", read_only=True) as inspection:
            return verify(inspection).ok
    except (FileError, sqlite3.DatabaseError, ValueError):
        return False


def main(points: int = 600) -> None:
    """Print the figures."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        logs = cut_logs(Path(folder), points, random.Random(5))
        files = cut_files(Path(folder), points, random.Random(6))
    print(
        f"logs cut at {logs.points} bytes: {logs.unsound} files not sound, {logs.unnamed} missing ends that "
        f"the noted head did not name\nfiles cut at {files.points} bytes: {files.believed} taken for whole; "
        f"{files.recovered} recovered from their backup, {files.lost} without everything "
        f"({time.monotonic() - begun:.0f} s)"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 600)
