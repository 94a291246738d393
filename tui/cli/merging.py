"""The command that brings several laptops' files together."""

from __future__ import annotations

import argparse
from pathlib import Path

from tui.cli import out
from tui.cli.parsing import Arguments, Command


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT", type=Path, help="the merged file; never overwritten")
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="two inspection files or more")


def _merge(arguments: Arguments) -> int:
    from sampling.store.merge import merge

    report = merge(arguments.out, arguments.files)
    for name, events in report.added:
        out.say(f"{name}: {out.counted(events, 'new event')}")
    out.say(f"{arguments.out}: {out.counted(report.events, 'event')} in all")
    for place in report.overtaken:
        out.complain(f"{place}: recorded on two laptops at once; both are kept, the later counts")
    return 0


COMMANDS = {
    "merge": Command(
        _options,
        _merge,
        "The union of the files' journals: the order of the files does not matter, and merging again\n"
        "changes nothing. They must be copies of one inspection with the same draws.",
        ("merge team.ilacs anna.ilacs ben.ilacs",),
    ),
}
