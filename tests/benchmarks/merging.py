"""How long it takes to merge three laptops' files of 2,000 events each.

Run as ``python -m tests.benchmarks.merging [EVENTS]``. The merge's time is set against that of copying one
of the files and verifying the result, so that the figures mean the same on another computer.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import TypeVar

from sampling.findings.ratings import Rating
from sampling.store import Inspection, state
from sampling.store.connection import transaction
from sampling.store.copying import copy
from sampling.store.merge import MergeReport, merge
from sampling.store.verify import verify
from tests.small import OneDocument, make

T = TypeVar("T")


def laptops(folder: Path, events: int, count: int = 3) -> list[Path]:
    """Copies of one drawn inspection, each worked on by a reader of its own."""
    origin = make(folder / "origin.ilacs")
    with Inspection.open(origin, reader="anna", rolling=False) as inspection:
        inspection.draws.draw("leaving_care", 14, "31415926", documents=OneDocument())
        cases = [line.case_id for line in inspection.cases.all("leaving_care")]
        criteria = [item.criterion for item in inspection.edition.area("leaving_care").criteria]
    files = []
    for number in range(count):
        files.append(folder / f"laptop{number}.ilacs")
        copy(origin, files[-1])
        with Inspection.open(files[-1], reader=f"reader{number}", rolling=False) as inspection:
            # Laptops begin at different ratings, so that readers differ.
            ratings = islice(cycle(rating for rating in Rating if rating.rated), number, None)
            with transaction(inspection.connection):
                for done in range(events):
                    event = inspection.journal.append(
                        "finding",
                        {
                            "case": cases[done % len(cases)],
                            "criterion": criteria[done // len(cases) % len(criteria)],
                            "rating": next(ratings).value,
                            "evidence": f"note {done} of laptop {number}",
                        },
                        inspection.reader,
                    )
                    state.write(inspection.connection, inspection.journal, event)
    return files


def _timed(call: Callable[[], T]) -> tuple[float, T]:
    begun = time.monotonic()
    result = call()
    return time.monotonic() - begun, result


def main() -> None:
    """Print the figures."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        files = laptops(folder, events)
        copying, _ = _timed(lambda: copy(files[0], folder / "copy.ilacs"))
        report: MergeReport
        merging, report = _timed(lambda: merge(folder / "merged.ilacs", files))
        with Inspection.open(folder / "merged.ilacs", read_only=True) as merged:
            verifying, verification = _timed(lambda: verify(merged))
    print(
        f"3 files of {events} events: merged in {merging:.2f} s to {report.events} events; copying one file "
        f"{copying:.2f} s, verifying the result {verifying:.2f} s (sound: {verification.ok}); "
        f"{len(report.differences)} readers' differences kept"
    )


if __name__ == "__main__":
    main()
