"""A small inspection file, and the log of an open one, cut at every byte there is.

Run as ``python -m tests.benchmarks.every_cut``; some ten minutes. ``cuts`` takes borders and random bytes in
seconds. Here nothing is left out: at each byte the log is read as SQLite reads it, and every different
database that comes of it is opened and verified once; at each byte the file is opened and verified. Wanted:
whatever a cut log leaves is sound, and its missing end is named by the head digest noted before; a cut
file is never taken for whole, and is refused or opened to look only, in words.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sampling.errors import IlacsError
from sampling.findings.ratings import Rating
from sampling.store import Inspection
from sampling.store.places import address
from sampling.store.verify import verify
from tests.store.one_case import CRITERION, drawn, first, rate

NOTES = 4
SHOW_EVERY = 50_000


@dataclass
class Every:
    """What cutting at every byte came to.

    Attributes:
        points: bytes cut at.
        different: databases that came of it.
        unsound: of those, how many do not verify, or hold something that was never recorded.
        unnamed: how many lack something that the noted head did not name.
        believed: cut files that were taken for whole.
        astray: cuts that ended in anything but a clear line.
    """

    points: int = 0
    different: int = 0
    unsound: int = 0
    unnamed: int = 0
    believed: int = 0
    astray: int = 0


def cut_log(folder: Path) -> Every:
    """Cut the log of an open file at every byte, from its end."""
    path = drawn(folder / "open.ilacs")
    with Inspection.open(path, reader="anna", rolling=False) as opened:
        for number in range(NOTES):
            opened.reading.rate(first(opened), CRITERION, Rating.GOOD, evidence=f"note {number}")
        noted = opened.journal.head()
        database, log = path.read_bytes(), path.with_name("open.ilacs-wal").read_bytes()
    known = {"", *(f"note {number}" for number in range(NOTES))}
    cut = folder / "cut.ilacs"
    cut.write_bytes(database)
    beside = cut.with_name("cut.ilacs-wal")
    beside.write_bytes(log)
    found, seen = Every(), set[bytes]()
    for at in range(len(log) - 1, -1, -1):
        os.truncate(beside, at)
        found.points += 1
        image = _as_read(cut)
        if image not in seen:
            seen.add(image)
            _judge(folder, database, log[:at], noted, known, found)
    found.different = len(seen)
    return found


def _as_read(path: Path) -> bytes:
    """A digest of the database as SQLite reads it through the log, which stays as it is."""
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    with closing(sqlite3.connect(f"{address(path.absolute())}?mode=ro", uri=True)) as connection:
        return hashlib.sha256(connection.serialize()).digest()


def _judge(folder: Path, database: bytes, log: bytes, noted: str, known: set[str], found: Every) -> None:
    left = folder / "left.ilacs"
    left.write_bytes(database)
    left.with_name("left.ilacs-wal").write_bytes(log)
    with Inspection.open(left, reader="ben", rolling=False) as opened:
        stands = [row.evidence for row in opened.cases.findings(first(opened))] or [""]
        found.unsound += opened.read_only or not verify(opened).ok or stands[0] not in known
        found.unnamed += opened.journal.head() != noted and verify(opened, noted).ok
    left.unlink()


def cut_file(folder: Path) -> Every:
    """Cut a closed file at every byte, from its end."""
    path = drawn(folder / "closed.ilacs")
    rate(path, "the last word")
    found = Every()
    for at in range(path.stat().st_size - 1, -1, -1):
        os.truncate(path, at)
        found.points += 1
        try:
            with Inspection.open(path, reader="anna", read_only=True) as opened:
                found.believed += verify(opened).ok
        except IlacsError:
            continue
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted and shown
            found.astray += 1
            print(f"byte {at}: {error!r}")
        if found.points % SHOW_EVERY == 0:
            print(f"  {found.points} bytes of the file", flush=True)
    return found


def main() -> None:
    """Print the figures."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        log = cut_log(Path(folder))
        print(
            f"log cut at each of its {log.points} bytes: {log.different} different databases, "
            f"{log.unsound} not sound, {log.unnamed} missing ends that the noted head did not name "
            f"({time.monotonic() - begun:.0f} s)",
            flush=True,
        )
        begun = time.monotonic()
        file = cut_file(Path(folder))
    print(
        f"file cut at each of its {file.points} bytes: {file.believed} taken for whole, {file.astray} "
        f"without a clear line ({time.monotonic() - begun:.0f} s)"
    )


if __name__ == "__main__":
    main()
