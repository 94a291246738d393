"""Power cuts: recorded writes replayed up to random points, dropping what was not yet synced.

Run as ``python -m tests.benchmarks.power_cuts [POINTS]``; 200 unless given, each in two ways. *Worst*: of
every file only what its last sync covered is there. *Torn*: of the rest some sectors of 512 bytes made it,
chosen by chance. Names (creating, renaming, removing) are taken to be on disk at once. Wanted: the file
opens, verifies, and holds every finding that was acknowledged before the cut.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sampling.store import Inspection
from sampling.store.backups import backups
from sampling.store.verify import verify
from tests.benchmarks import shim
from tests.benchmarks.shim import Operation
from tests.small import OneDocument, make

SECTOR = 512

WORKER = """
import os, sys
from pathlib import Path
from sampling.findings.ratings import Rating
from sampling.store import Inspection
from sampling.store.backups import back_up
path = Path(sys.argv[1])
acks = os.open(path.with_name("acks"), os.O_CREAT | os.O_WRONLY, 0o600)
number = 0
for session in range(3):
    with Inspection.open(path, reader="anna", rolling=False) as opened:
        opened.connection.execute(f"PRAGMA synchronous = {sys.argv[3]}")
        case = opened.cases.all("leaving_care")[0].case_id
        for _ in range(int(sys.argv[2])):
            number += 1
            opened.reading.rate(case, "CL-01", Rating.GOOD, evidence=f"note {number} " + "x" * (number % 900))
            os.write(acks, f"{number} ".encode())
            if number % 17 == 0:
                opened.rest()
        back_up(path)
"""
"""Three sessions of ratings, each acknowledged after it is saved, with checkpoints, closings and backups."""


@dataclass
class Cuts:
    """What the replays came to."""

    points: int = 0
    acknowledged: int = 0
    lost: int = 0
    unsound: int = 0
    unsound_backups: int = 0


def record(folder: Path, findings: int, sync: str) -> tuple[dict[str, bytes], list[Operation]]:
    """Run the worker behind the shim: the files as they were before, and what was done to them."""
    place = folder / "disk"
    place.mkdir()
    path = make(place / "a.ilacs")
    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        inspection.draws.draw("leaving_care", 4, "31415926", documents=OneDocument())
    before = {str(path): path.read_bytes()}
    log = folder / "log"
    shim.run(shim.build(folder), WORKER, place, str(path), str(findings), sync, log=log)
    return before, list(shim.operations(log))


def disk_after(
    before: dict[str, bytes], operations: Sequence[Operation], draw: random.Random | None
) -> dict[str, bytes]:
    """What is on the disk after a power cut.

    Args:
        before: the files as they were.
        operations: what was done up to the cut.
        draw: chooses the sectors that made it without a sync; None where none did.
    """
    durable = {name: bytearray(body) for name, body in before.items()}
    waiting: dict[str, list[Operation]] = {}
    for operation in operations:
        name = operation.name
        match operation.kind:
            case "o":
                durable.setdefault(name, bytearray())
            case "u":
                durable.pop(name, None)
                waiting.pop(name, None)
            case "r":
                new = operation.data.decode()
                durable[new] = durable.pop(name, bytearray())
                waiting[new] = waiting.pop(name, [])
            case "s":
                for earlier in waiting.pop(name, []):
                    _apply(durable.setdefault(name, bytearray()), earlier)
            case _:
                waiting.setdefault(name, []).append(operation)
    if draw is not None:
        for name, some in waiting.items():
            for operation in some:
                _tear(durable.setdefault(name, bytearray()), operation, draw)
    return {name: bytes(body) for name, body in durable.items()}


def _apply(body: bytearray, operation: Operation) -> None:
    if operation.kind == "t":
        del body[operation.offset :]
        body.extend(bytes(operation.offset - len(body)))
        return
    end = operation.offset + len(operation.data)
    if len(body) < end:
        body.extend(bytes(end - len(body)))
    body[operation.offset : end] = operation.data


def _tear(body: bytearray, operation: Operation, draw: random.Random) -> None:
    if operation.kind == "t":
        if draw.random() < 0.5:
            _apply(body, operation)
        return
    for start in range(0, len(operation.data), SECTOR):
        if draw.random() < 0.5:
            piece = operation.data[start : start + SECTOR]
            _apply(body, Operation("w", operation.name, operation.offset + start, piece))


def acknowledged_by(operations: Sequence[Operation]) -> int:
    """The number of the last finding that was acknowledged."""
    told = b"".join(item.data for item in operations if item.kind == "w" and item.name.endswith("/acks"))
    numbers = told.split()
    return int(numbers[-1]) if numbers else 0


def replay(
    folder: Path, findings: int, points: int, draw: random.Random, sync: str = "FULL"
) -> dict[str, Cuts]:
    """Record once, then cut the power at so many points in both ways.

    Args:
        folder: an empty one.
        findings: in each of the worker's sessions.
        points: how many cuts.
        draw: chooses them.
        sync: SQLite's synchronous mode; the program's own is ``FULL``, and anything less must lose.
    """
    before, done = record(folder, findings, sync)
    found = {"worst": Cuts(), "torn": Cuts()}
    for point in sorted(draw.randrange(1, len(done) + 1) for _ in range(points)):
        for way, cuts in found.items():
            disk = disk_after(before, done[:point], draw if way == "torn" else None)
            _check(folder / "replay", disk, acknowledged_by(done[:point]), cuts)
    return found


def _check(place: Path, disk: dict[str, bytes], acknowledged: int, cuts: Cuts) -> None:
    shutil.rmtree(place, ignore_errors=True)
    for name, body in disk.items():
        if name.endswith(("-shm", ".lock", "/acks")):
            continue  # memory, and names without content: gone after a power cut
        below = Path(name.partition("/disk/")[2])
        (place / below).parent.mkdir(parents=True, exist_ok=True)
        (place / below).write_bytes(body)
    path = place / "a.ilacs"
    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        cuts.unsound += not (verify(inspection).ok and not inspection.read_only)
        case = inspection.cases.all("leaving_care")[0].case_id
        finding = inspection.reading.findings(case).get("CL-01")
        last = int(finding.evidence.split()[1]) if finding else 0
    kept = list(path.with_name("a.ilacs.backups").glob("0*.ilacs"))
    cuts.unsound_backups += len(kept) - len(list(backups(path)))
    cuts.points += 1
    cuts.acknowledged += acknowledged
    cuts.lost += max(0, acknowledged - last)


def main() -> None:
    """Print the figures."""
    if not shim.available():
        print("not run: this needs Linux and gcc")
        return
    points = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for sync, cuts in (("FULL", points), ("NORMAL", max(10, points // 10))):
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            found = replay(Path(folder), 60, cuts, random.Random(8), sync)
        remark = "" if sync == "FULL" else ", as a control that the replay can see a loss"
        print(f"synchronous = {sync}{remark} ({time.monotonic() - begun:.0f} s)")
        for way, result in found.items():
            print(
                f"  {way}: {result.points} power cuts, {result.acknowledged} findings acknowledged before "
                f"them in all, {result.lost} lost, {result.unsound} files and {result.unsound_backups} "
                "named backups not sound"
            )


if __name__ == "__main__":
    main()
