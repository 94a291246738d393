"""Thousands of workbooks that nobody would make: each read or refused in one line, every row accounted for.

Run as ``python -m tests.benchmarks.annex_a_fuzz``. The properties are those of
``tests/property/test_annex_a_fuzz.py``, which makes a few of each. Prints how many were made of each kind and
the processor seconds; the first one that does not hold ends the run with its smallest example.
"""

from __future__ import annotations

import time

from tests.property.test_annex_a_fuzz import PROPERTIES


def main() -> None:
    """Make and hold as many as the long run asks for."""
    for one in PROPERTIES:
        begun = time.process_time()
        one.run(one.long)
        print(f"{one.holds.__name__}: {one.long:,} held, {time.process_time() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
