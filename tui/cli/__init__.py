"""The command line: every task as a plain command, for scripts and for people who use no full screen.

This module and ``--help`` import next to nothing; each command imports what it needs when it runs.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

__all__ = ["main"]

GARBAGE = 200_000
"""New objects after which Python looks for cyclic garbage: no more than starting makes.

With Python's own 700 an eighth of the time to the first paint goes into looking through modules and classes
that all stay.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the words after the program's name; those of the process where None.

    Returns:
        0 done, 1 the thing asked for failed or did not verify, 2 wrong usage.
    """
    if argv is None:
        gc.set_threshold(GARBAGE, 10, 10)
    words = list(sys.argv[1:] if argv is None else argv)
    if words in (["--version"], ["-V"]):
        from sampling import __version__

        print(f"ilacs-sample {__version__}")
        return 0
    from tui.cli.dispatch import dispatch, say_only_where

    if argv is None:
        say_only_where()
    return dispatch(words)
