"""The command for corrected lists: what is new, gone or changed, and the drawn cases that it touches."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import out
from tui.cli.files import to_write
from tui.cli.parsing import Arguments, Command, file_argument, json_option

if TYPE_CHECKING:
    from sampling.store.updating import Behind, Changes

_SHOWN_PROBLEMS = 40


def _options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument(
        "--annex-a", metavar="PATH", type=Path, required=True, help="the corrected lists, file or folder"
    )
    parser.add_argument(
        "--family", metavar="HEADER", default="", help="the lists' column that gives siblings"
    )
    parser.add_argument("--accept-problems", action="store_true", help="take them although rows are lost")
    json_option(parser)


def _update(arguments: Arguments) -> int:
    from tui.lists_sent import correctable, read_sent, take

    with to_write(arguments) as inspection:
        correctable(inspection)
        sent = read_sent(arguments.annex_a, inspection.settings.census_date, arguments.family)
        result = sent.result
        for problem in result.problems[:_SHOWN_PROBLEMS]:
            out.complain(f"{problem.severity}: {problem.line}")
        if len(result.problems) > _SHOWN_PROBLEMS:
            out.complain(f"and {len(result.problems) - _SHOWN_PROBLEMS} more; 'check-annex-a' lists them all")
        changes, frames = take(inspection, sent, accept=arguments.accept_problems)
    if arguments.json:
        out.give_json(_document(changes, frames))
    else:
        _print(changes, frames)
    return 0


def _document(changes: Changes, frames: Sequence[Behind]) -> dict[str, object]:
    return {
        "changed": changes.any,
        "lists": [
            {
                "list": one.list,
                "before": one.before,
                "after": one.after,
                "new": one.new,
                "gone": one.gone,
                "changed": one.changed,
            }
            for one in changes.lists
        ],
        "kept_lists": list(changes.kept),
        "lost_columns": {str(number): list(keys) for number, keys in changes.lost_columns.items()},
        "new_children": len(changes.new),
        "gone_children": len(changes.gone),
        "changed_cases": list(changes.changed_cases),
        "gone_cases": list(changes.gone_cases),
        "frames_behind": [
            {
                "area": one.area,
                "new": one.new,
                "gone": one.gone,
                "changed": one.changed,
                "cases": list(one.cases),
            }
            for one in frames
        ],
    }


def _print(changes: Changes, frames: Sequence[Behind]) -> None:
    from sampling.caseload.annex_a.specification import FAMILY

    if not changes.any:
        out.say("nothing changed: the lists say what they said before")
        return
    out.say(
        f"{out.counted(len(changes.new), 'child', 'children')} new, {len(changes.gone):,} gone; "
        "every drawn case keeps its place"
    )
    out.table(
        ("list", "rows before", "rows now", "new", "gone", "changed"),
        ((one.list, one.before, one.after, one.new, one.gone, one.changed) for one in changes.lists),
    )
    if changes.kept:
        out.say(f"not in the corrected lists, so as they were: list {', '.join(map(str, changes.kept))}")
    if changes.lost_columns:
        family = any(FAMILY in keys for keys in changes.lost_columns.values())
        out.paragraphs(
            f"{changes.lost_line}{' (name the column of families with --family)' if family else ''}"
        )
    if changes.changed_cases:
        out.paragraphs(f"drawn cases of which something changed: {', '.join(changes.changed_cases)}")
    if changes.gone_cases:
        out.paragraphs(f"drawn cases whose child is on no list any more: {', '.join(changes.gone_cases)}")
    for one in frames:
        out.paragraphs(f"{one.area}: {one.line}")


COMMANDS = {
    "update": Command(
        _options,
        _update,
        "Drawn cases keep their place and frozen frames stay as they were frozen. Lists that the corrected\n"
        "workbook does not hold stay as they are. The change is an event of the journal, with the digest of\n"
        "every list; what was recorded on a case stays recorded.",
        ("update ours.ilacs --annex-a corrected.xlsx", "update ours.ilacs --annex-a corrected.xlsx --json"),
    ),
}
