"""Every figure in one table: run as ``python -m tests.benchmarks [PART ...]``; some twenty minutes for all.

Each part can be run by itself as ``python -m tests.benchmarks.PART`` and takes its own arguments then. Ratios
are to a yardstick measured in turn with the task in the same run; nothing here is a test, since another
computer, or the same one when it is busy, gives other seconds. A part that fails says so in the table, and
the others are run all the same.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

from tests.benchmarks.measuring import HEADING

PARTS = {
    "first_screen": "Starting, in a terminal of its own",
    "key_cost": "A rating key to paint and disk",
    "draw_cost": "Frames and draws of 400,000 children in memory",
    "store_draw": "The same through the inspection file",
    "import_cost": "Import of a workbook",
    "synthetic_cost": "Synthetic lists",
    "growth": "How costs grow with the work",
    "england": "England in one file",
    "national": "A national frame of ten million",
}
"""The benchmarks of cost, in order; those of truth and of durability are run by themselves."""


def rows_of(part: str) -> Iterator[str]:
    """The rows that a part prints, as it prints them; a last one if it fails."""
    command = [sys.executable, "-m", f"tests.benchmarks.{part}"]
    begun = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        said, failed = "", False
        for line in running.stdout or ():
            if line.startswith("| ") and line.strip() not in HEADING:
                yield line.rstrip()
            elif line.strip() and line.strip() not in HEADING:
                said = line.strip()
                failed = failed or said.startswith("Traceback")
    taken = time.monotonic() - begun
    if failed or running.returncode not in (0, 1):
        yield f"| {part} | | | | | FAILED | {said.replace('|', '/')} |"
    print(f"{part}: {taken:.0f} s", file=sys.stderr, flush=True)


def main() -> int:
    """Run the parts one after the other; 1 if one failed or was over its budget."""
    parts = sys.argv[1:] or list(PARTS)
    if not PARTS.keys() >= set(parts):
        sys.exit(f"the parts are {', '.join(PARTS)}")
    print(HEADING, flush=True)
    bad = False
    for part in parts:
        print(f"| **{PARTS[part]}** ({part}) | | | | | | |", flush=True)
        for row in rows_of(part):
            print(row, flush=True)
            bad = bad or "| OVER |" in row or "FAILED" in row
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
