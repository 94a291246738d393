"""A disk that fills, and syncs that fail, at every point in turn; and, for the superuser, a small tmpfs.

Run as ``python -m tests.benchmarks.failing_disk``. The failures are made by ``shim.c``, which stands
between the program and the C library: a sync answers EIO, or a write ENOSPC, so many times. The tmpfs is
a real file system of 12 MB that really fills. Wanted: what was acknowledged is there, what was refused was
refused in words, work went on afterwards, and the file verifies.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sampling.store import Inspection
from sampling.store.verify import verify
from tests.benchmarks import shim
from tests.small import OneDocument, make

WORKER = """
import sys
from pathlib import Path
from sampling.errors import FileError
from sampling.findings.ratings import Rating
from sampling.store import Inspection
from sampling.store.backups import back_up
path, findings, size = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
opened = Inspection.open(path, reader="anna", rolling=False)
if opened.read_only:
    print("looked", opened.notices[0])
    sys.exit()
case = opened.cases.all("leaving_care")[0].case_id
refused_in_a_row = 0
for number in range(1, findings + 1):
    try:
        opened.reading.rate(case, "CL-01", Rating.GOOD, evidence=f"note {number} " + "x" * size)
        print("saved", number)
        refused_in_a_row = 0
    except FileError as error:
        print("refused", number, error)
        refused_in_a_row += 1
        if refused_in_a_row == 3 and path.with_name("filler").exists():
            path.with_name("filler").unlink()
    if number % 10 == 0:
        opened.rest()
        try:
            back_up(path)
        except FileError as error:
            print("backup", error)
opened.close()
"""
"""Rates, goes on after a refusal, and makes room on the disk after three."""


@dataclass
class Failures:
    """What the runs came to."""

    runs: int = 0
    saved: int = 0
    refused: int = 0
    lost: int = 0
    unsound: int = 0
    stuck: int = 0


def sound_after(path: Path, lines: list[str], findings: int, found: Failures) -> None:
    """Count what one run printed against what the file holds."""
    saved = {int(line.split()[1]) for line in lines if line.startswith("saved")}
    refused = [line for line in lines if line.startswith("refused")]
    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        found.unsound += not (verify(inspection).ok and not inspection.read_only)
        kept = {
            int(event.data["evidence"].split()[1])
            for event in inspection.journal.events("finding")
            if event.data.get("evidence", "").startswith("note ")
        }
    found.runs += 1
    found.saved += len(saved)
    found.refused += len(refused)
    found.lost += len(saved - kept)
    found.stuck += bool(saved) and findings not in saved
    if not all("nothing was half-written" in line for line in refused):
        raise AssertionError(refused)


def failing(folder: Path, how: str, points: list[int], findings: int) -> Failures:
    """Run the worker with a failure at each of these points.

    Args:
        folder: an empty one.
        how: ``sync`` or ``room``.
        points: after how many syncs, or bytes, it fails.
        findings: how many the worker rates.
    """
    library = shim.build(folder)
    origin = _origin(folder)
    found = Failures()
    for point in points:
        place = folder / f"{how}{point}"
        place.mkdir()
        path = Path(shutil.copy(origin, place / "a.ilacs"))
        given = f"{point},3"
        lines = shim.run(
            library,
            WORKER,
            place,
            str(path),
            str(findings),
            "400",
            fail=given if how == "sync" else "",
            room=given if how == "room" else "",
        )
        sound_after(path, lines, findings, found)
    return found


def small_disk(folder: Path) -> Failures | None:
    """A tmpfs of 12 MB, nearly filled by another file; None where none can be mounted."""
    place = folder / "small"
    place.mkdir()
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("mount"):
        return None
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)], capture_output=True, check=False
    ).returncode:
        return None
    found = Failures()
    try:
        for room in range(20_000, 500_000, 60_000):
            work = place / "work"
            work.mkdir()
            path = Path(shutil.copy(_origin(folder), work / "a.ilacs"))
            free = shutil.disk_usage(place).free
            (work / "filler").write_bytes(bytes(max(0, free - room)))
            done = subprocess.run(
                [sys.executable, "-c", WORKER, str(path), "60", "4000"],
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise AssertionError(done.stderr)
            (work / "filler").unlink(missing_ok=True)
            sound_after(path, done.stdout.splitlines(), 60, found)
            shutil.rmtree(work)
    finally:
        subprocess.run(["umount", str(place)], check=True)
    return found


def _origin(folder: Path) -> Path:
    path = folder / "origin.ilacs"
    if not path.exists():
        make(path)
        with Inspection.open(path, reader="anna", rolling=False) as inspection:
            inspection.draws.draw("leaving_care", 4, "31415926", documents=OneDocument())
    return path


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        results: dict[str, Failures | None] = {"a tmpfs of 12 MB that fills": small_disk(folder)}
        if shim.available():
            results |= {
                "syncs that fail (EIO, three in a row)": failing(folder, "sync", list(range(60)), 25),
                "writes that fail (ENOSPC, three in a row)": failing(
                    folder, "room", list(range(0, 600_000, 10_000)), 25
                ),
            }
    for name, found in results.items():
        if found is None:
            print(f"{name}: not run, needs the superuser of a Linux")
            continue
        print(
            f"{name}: {found.runs} runs, {found.saved} findings acknowledged, {found.refused} refused, "
            f"{found.lost} lost, {found.unsound} files not sound, {found.stuck} runs that did not go on"
        )
    if not shim.available():
        print("failing syncs and writes: not run, this needs Linux and gcc")


if __name__ == "__main__":
    main()
