"""A national frame of ten million children, drawn by the program and by DuckDB: the same cases; the seconds.

Run as ``python -m tests.benchmarks.national [CHILDREN] [PYTHON]``, where PYTHON is an interpreter that can
import ``duckdb``, which this project does not need; without one, the program draws alone. The query is that
of ``docs/performance.md``, and is read from there.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from random import Random

from sampling.draw.designs import draw
from sampling.draw.frame import parse
from sampling.draw.selection import Design
from sampling.store.uncollected import uncollected
from tests.benchmarks.measuring import HEADING, Line, printed

CHILDREN = 10_000_000
SEED = "314159265358979323846264"
NAME = "safeguarding-1"
EACH = 15
"""Sampled in each of the four strata, and as many again in reserve."""

_PIECE = 100_000
_DOCUMENTED = Path(__file__).parents[2] / "docs" / "performance.md"
_ASKED = """
import json, sys, time
import duckdb
query = sys.stdin.read()
duckdb.sql("SET enable_progress_bar = false")
begun = time.perf_counter()
rows = duckdb.sql(query).fetchall()
print(json.dumps({"seconds": time.perf_counter() - begun, "version": duckdb.__version__, "rows": rows}))
"""


def lines(children: int) -> Iterator[str]:
    """The frame's text as frozen, piece by piece: made-up ids, sorted, with four stratum columns."""
    yield "id,status,team,age_band,gender\n"
    random = Random(SEED)
    statuses, teams = ("plan", "enquiry", "assessment", "referral"), [f"Team {n}" for n in range(150)]
    bands, genders = ("under 1", "1 to 4", "5 to 9", "10 to 15", "16 to 17"), ("Male", "Female")
    for start in range(0, children, _PIECE):
        size = min(_PIECE, children - start)
        columns = (
            (f"{10**9 + 7 * number}" for number in range(start, start + size)),
            random.choices(statuses, (1, 2, 6, 8), k=size),
            random.choices(teams, k=size),
            random.choices(bands, k=size),
            random.choices(genders, k=size),
        )
        yield "\n".join(map(",".join, zip(*columns, strict=True))) + "\n"


def query(csv: Path) -> str:
    """The documented query, of this frame, seed, name and number in each stratum."""
    found = re.search(r"```sql\n(.*?)```", _DOCUMENTED.read_text(encoding="utf-8"), re.DOTALL)
    if found is None:
        raise RuntimeError(f"{_DOCUMENTED} holds no query")
    text = re.sub(r"sha256\('[^|']*\|[^|']*\|'", f"sha256('{SEED}|{NAME}|'", found[1])
    return re.sub(r"place <= \d+", f"place <= {2 * EACH}", text.replace("'frame.csv'", f"'{csv}'"))


def drawn(csv: Path) -> list[list[object]]:
    """Each stratum's cases as the program draws them: stratum, place, child and ticket."""
    selection = draw(
        parse("safeguarding", csv.read_text(encoding="utf-8")),
        name=NAME,
        seed=SEED,
        n=4 * EACH,
        design=Design("stratified", ("status",), "equal"),
        reserve=4 * EACH,
    )
    places = dict(zip(("plan", "enquiry", "assessment", "referral"), repeat(0)))
    found: list[list[object]] = []
    for case in sorted(selection.tickets, key=lambda case: (case.stratum, case.ticket)):
        places[case.stratum] += 1
        found.append([case.stratum, places[case.stratum], case.child, case.ticket])
    return found


def main(children: int = CHILDREN, python: str = "") -> int:
    """Print the seconds of each; 1 if they did not draw the same cases."""
    with tempfile.TemporaryDirectory() as folder:
        csv = Path(folder) / "frame.csv"
        with csv.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(lines(children))
        size = csv.stat().st_size / 1e6
        begun, busy = time.perf_counter(), time.process_time()
        with uncollected():
            mine = drawn(csv)
        taken, busy = time.perf_counter() - begun, time.process_time() - busy
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        note = f"processor {busy:.1f} s; frame {size:,.0f} MB; peak {peak:,.0f} MB"
        print(HEADING)
        what = f"draw {len(mine)} of {children:,}"
        print(printed([Line(f"{what}, frame read from its CSV", taken, taken, note=note)]), flush=True)
        if not python:
            return 0
        ran = subprocess.run(
            [python, "-c", _ASKED], input=query(csv), capture_output=True, text=True, check=True
        )
        theirs = json.loads(ran.stdout.splitlines()[-1])
        same = theirs["rows"] == mine
        note = "the same cases" if same else "OTHER CASES"
        line = Line(f"{what}, DuckDB {theirs['version']}", theirs["seconds"], theirs["seconds"], note=note)
        print(printed([line]))
        return int(not same)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else CHILDREN, *sys.argv[2:3]))
