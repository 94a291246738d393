"""The list of cases after the draw: target, remove, and which draw counts."""

from __future__ import annotations

import argparse

from tui.cli import out
from tui.cli.files import to_write
from tui.cli.parsing import Arguments, Command, file_argument


def _target_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("area", metavar="AREA", help="such as children_in_need")
    parser.add_argument("children", metavar="CHILD", nargs="+", help="the child's id")
    parser.add_argument("--because", metavar="TEXT", required=True, help="the reason, kept for ever")


def _target(arguments: Arguments) -> int:
    from tui.making import target

    with to_write(arguments) as inspection:
        cases = [target(inspection, arguments.area, child, arguments.because) for child in arguments.children]
    out.say(f"{', '.join(cases)}: targeted; never part of an estimate")
    return 0


def _remove_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("case", metavar="CASE", help="a sampled case")
    parser.add_argument(
        "--reason", metavar="CODE", help="a code of the closed list (left out: shows the list)"
    )
    parser.add_argument("--agreed-by", metavar="NAME", default="", help="the second person who agreed")


def _remove(arguments: Arguments) -> int:
    with to_write(arguments) as inspection:
        reasons = inspection.edition.removal_reasons
        if not arguments.reason:
            out.table(
                ("code", "in the estimate", "reason"),
                ((item.code, item.kind.replace("_", " "), item.text) for item in reasons.values()),
            )
            out.complain("give one of these codes with --reason; nothing was removed")
            return 2
        case = inspection.cases.case(arguments.case).case_id
        stands_in = inspection.roster.remove(case, arguments.reason, arguments.agreed_by)
    out.say(f"{case}: removed, agreed by {arguments.agreed_by}")
    out.say(f"{stands_in} stands in" if stands_in else "nobody stands in: the stratum's reserve is spent")
    return 0


def _count_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("draw", metavar="DRAW", help="the draw that is to count")
    parser.add_argument("--because", metavar="TEXT", required=True, help="the reason, kept for ever")


def _count(arguments: Arguments) -> int:
    with to_write(arguments) as inspection:
        entry = inspection.draws.entry(arguments.draw)
        inspection.roster.count(entry.area, entry.draw, arguments.because)
        area = inspection.edition.area(entry.area).name
    out.say(f"{area}: draw {entry.draw} counts from now on; draws are never pooled")
    return 0


COMMANDS = {
    "target": Command(
        _target_options,
        _target,
        "Children chosen for a reason are read like any other and shown apart; they never enter an estimate.",
        ("target ours.ilacs children_in_need 10442 --because 'named in the last report'",),
    ),
    "remove": Command(
        _remove_options,
        _remove,
        "A reason is either out of scope (the frame was wrong, so its size is an upper bound) or not\n"
        "available (counted and shown, with the interval if all such files were poor and if all were\n"
        "good). The next reserve of the stratum stands in. Without --reason the closed list is shown.",
        ("remove ours.ilacs CC-10442 --reason file_not_available --agreed-by 'Bo Harker'",),
    ),
    "count": Command(
        _count_options,
        _count,
        "The first draw of an area counts, unless an event with a reason says otherwise.",
        ("count ours.ilacs children_in_care-2 --because 'the first frame left out a team'",),
    ),
}
