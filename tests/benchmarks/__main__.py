"""Every figure in one table: run as ``python -m tests.benchmarks [PART ...]``; some twenty minutes for all.

Each part can be run by itself as ``python -m tests.benchmarks.PART`` and then says more. Ratios are to a
yardstick measured in turn with the task in the same run; nothing here is a test, since another computer, or
the same one when it is busy, gives other seconds.
"""

from __future__ import annotations

import subprocess
import sys

PARTS = {
    "first_screen": "Starting, in a terminal of its own",
    "key_cost": "A rating key to paint and disk",
    "draw_cost": "Frames and draws of 400,000 children, to hashing their ids in a bare loop",
    "store_draw": "The same through the inspection file",
    "import_cost": "Import of a workbook, to reading it and throwing it away",
    "synthetic_cost": "Synthetic lists, to inserting the same rows ready-made",
    "growth": "How costs grow with the work",
    "england": "England in one file",
}
"""The benchmarks of cost, in order; those of truth and of durability are run by themselves."""


def main() -> int:
    """Run the parts one after the other; 1 if one failed or was over its budget."""
    worst = 0
    for part in sys.argv[1:] or PARTS:
        print(f"\n## {PARTS[part]} ({part})\n", flush=True)
        worst |= subprocess.run([sys.executable, "-m", f"tests.benchmarks.{part}"], check=False).returncode
    return min(worst, 1)


if __name__ == "__main__":
    sys.exit(main())
