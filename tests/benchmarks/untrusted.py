"""Hostile strings, ten thousand of them, everywhere that text goes in and out.

Run as ``python -m tests.benchmarks.untrusted [COUNT]``. Wanted: what acts is replaced, nothing that says
something is lost, every string comes back from the journal, the fold, every export and every report as it
was cleaned. The screens have a test of their own, ``tests/tui/test_nothing_leaks.py``.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests import untrusted

COUNT = 10_000


def main(count: int = COUNT) -> None:
    """Check, and print how many strings came through what, and how long it took."""
    strings = untrusted.gather(count)
    print(f"{len(strings)} different strings, {sum(map(len, strings)):,} characters")

    def exports() -> None:
        with tempfile.TemporaryDirectory() as folder:
            untrusted.check_store_and_exports(strings, Path(folder))

    checks: tuple[tuple[str, Callable[[], None]], ...] = (
        ("cleaner", lambda: untrusted.check_cleaner(strings)),
        ("displayer", lambda: untrusted.check_displayer(strings)),
        ("journal, fold, tables, four exports with and without names, report, concerns", exports),
        ("blocks of a report, in HTML and in Markdown", lambda: untrusted.check_reports(strings)),
    )
    for name, check in checks:
        begun = time.perf_counter()
        check()
        print(f"  {name}: nothing lost, nothing that acts ({time.perf_counter() - begun:.0f} s)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
