"""The command that plans: what a sample of a size can show, and what it cannot."""

from __future__ import annotations

import argparse
import math

from sampling.draw import planning
from sampling.errors import UsageError
from tui.cli import out
from tui.cli.files import to_read
from tui.cli.parsing import Arguments, Command, file_argument, json_option

SIZES = (6, 8, 12, 16, 20, 24, 30, 40, 60)
"""Sizes laid side by side where none is asked for."""


def _options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("area", metavar="AREA", help="such as safeguarding or children_in_care")
    parser.add_argument("-n", metavar="N", type=int, help="how many files (else several sizes)")
    json_option(parser)


def _plan(arguments: Arguments) -> int:
    with to_read(arguments) as inspection:
        area = inspection.edition.area(arguments.area)
        size = inspection.draws.frame(area.id).size
        edition = inspection.edition
    if not size:
        raise UsageError(f"nobody in the lists belongs to {area.name.lower()}: there is nothing to plan")
    n = min(size, edition.thresholds.indication_minimum) if arguments.n is None else arguments.n
    plan = planning.plan(
        area.id, size, n, bands=edition.bands, minutes_per_file=edition.thresholds.minutes_per_file
    )
    if arguments.json:
        out.give_json(
            {
                "area": plan.area,
                "size": plan.size,
                "n": plan.n,
                "sentences": list(plan.sentences),
                "miss": [{"faults": m.faults, "probability": m.probability} for m in plan.miss],
                "half_width": plan.half_width,
            }
        )
        return 0
    out.say(f"{area.name}: {out.counted(size, 'child', 'children')} may be drawn")
    for sentence in plan.sentences:
        out.paragraphs(sentence)
    if arguments.n is None:
        _print_sizes(size)
    return 0


def _print_sizes(size: int) -> None:
    tenth = -(-size // 10)
    out.say("")
    out.table(
        (
            "files",
            "a share is known to within",
            f"chance to miss a fault in 1 file in 10 ({tenth} of {size})",
        ),
        (
            (
                n,
                f"{math.ceil(planning.plan('', size, n, bands=()).half_width)} points",
                f"{100 * planning.miss_probability(size, tenth, n):.0f} in 100",
            )
            for n in (*(item for item in SIZES if item < size), size)
        ),
    )


COMMANDS = {
    "plan": Command(
        _options,
        _plan,
        "Exact, without replacement; nothing is drawn and nothing in the file changes.",
        ("plan ours.ilacs children_in_care", "plan ours.ilacs safeguarding -n 16 --json"),
    ),
}
