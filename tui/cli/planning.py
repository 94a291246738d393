"""The command that plans: what a sample of a size can show, and what it cannot."""

from __future__ import annotations

import argparse
import math
from fractions import Fraction
from pathlib import Path

from sampling.draw import planning
from sampling.errors import UsageError
from tui.cli import out
from tui.cli.files import to_read
from tui.cli.parsing import Arguments, Command, file_argument, json_option

SIZES = (6, 8, 12, 16, 20, 24, 30, 40, 60)
"""Sizes laid side by side where none is asked for."""


def _options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("area", metavar="AREA", help="such as safeguarding; 'all' with --hours or --within")
    parser.add_argument("-n", metavar="N", type=int, help="how many files (else several sizes)")
    parser.add_argument("--within", metavar="POINTS", type=float, help="the size that knows a share so well")
    parser.add_argument(
        "--find", metavar="SHARE", type=_share, help="the size that finds such a fault, as 10%%"
    )
    parser.add_argument(
        "--sure", metavar="SHARE", type=_share, default=0.95, help="how surely --find does (95%% unless said)"
    )
    parser.add_argument(
        "--hours", metavar="H", type=float, help="inspector-hours to split over all areas (AREA is 'all')"
    )
    parser.add_argument(
        "--beside", metavar="FILE", type=Path, help="another authority, planned to the same precision"
    )
    json_option(parser)


def _share(text: str) -> float:
    percent = text.endswith("%")
    value = float(text.removesuffix("%")) / (100 if percent else 1)
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no share between 0 and 1, such as 0.1 or 10%")
    return value


def _plan(arguments: Arguments) -> int:
    if arguments.hours is not None or arguments.area.strip().casefold() == "all":
        return _whole_inspection(arguments)
    with to_read(arguments) as inspection:
        area = inspection.edition.area(arguments.area)
        size = inspection.draws.frame(area.id).size
        edition = inspection.edition
        authority = inspection.settings.authority
    if not size:
        raise UsageError(f"nobody in the lists belongs to {area.name.lower()}: there is nothing to plan")
    if arguments.within is not None or arguments.find is not None:
        return _wanted(arguments, authority, area.id, size)
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


def _wanted(arguments: Arguments, authority: str, area: str, size: int) -> int:
    """The size that a wish needs, here and in the authority beside."""
    frames = {authority: size}
    if arguments.beside is not None:
        from sampling.store import Inspection

        with Inspection.open(arguments.beside, read_only=True) as other:
            name = other.settings.authority
            frames[name if name != authority else f"{name} (beside)"] = other.draws.frame(area).size
    found = [_needed(arguments, name, children) for name, children in frames.items()]
    if arguments.json:
        out.give_json({"area": area, "wanted": found})
        return 0
    for item in found:
        out.paragraphs(f"{item['authority']}, {item['size']} children: {item['sentence']}")
    return 0


def _needed(arguments: Arguments, authority: str, size: int) -> dict[str, object]:
    if arguments.within is not None:
        n = planning.size_for_half_width(size, arguments.within)
        sentence = f"{n} files know a share to within {arguments.within:g} points."
    else:
        faults = max(1, math.ceil(size * Fraction(str(arguments.find))))
        n = planning.discovery_size(size, faults, arguments.sure)
        times = f"{100 * arguments.sure:g} times in 100"
        sentence = f"{n} files show at least one of a fault in {faults} of {size}, {times}."
    return {"authority": authority, "size": size, "n": n, "sentence": sentence}


def _whole_inspection(arguments: Arguments) -> int:
    """All areas at once: one budget split, or one precision for all."""
    with to_read(arguments) as inspection:
        areas = inspection.edition.areas
        frames = {area.id: inspection.draws.frame(area.id).size for area in areas}
        minutes = inspection.edition.thresholds.minutes_per_file
    if arguments.hours is not None:
        sizes = planning.split_budget(frames, planning.files_in(arguments.hours, minutes))
    elif arguments.within is not None:
        sizes = planning.same_precision(frames, arguments.within)
    else:
        raise UsageError("planning all areas needs --hours H (a budget to split) or --within POINTS")
    rows = [
        {
            "area": area.id,
            "size": frames[area.id],
            "n": sizes[area.id],
            "half_width": planning.half_width(frames[area.id], sizes[area.id]),
        }
        for area in areas
        if frames[area.id]
    ]
    if arguments.json:
        out.give_json({"minutes_per_file": minutes, "areas": rows})
        return 0
    out.table(
        ("area", "children", "files", "a share is known to within"),
        (
            (row["area"], row["size"], row["n"], f"{math.ceil(float(str(row['half_width'])))} points")
            for row in rows
        ),
    )
    total = sum(sizes.values())
    out.say(f"{total} files at {minutes} minutes each: {total * minutes / 60:.1f} inspector-hours")
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
        (
            "plan ours.ilacs children_in_care",
            "plan ours.ilacs safeguarding -n 16 --json",
            "plan ours.ilacs all --hours 60",
            "plan borough.ilacs leaving_care --within 15 --beside county.ilacs",
            "plan ours.ilacs children_in_need --find 10% --sure 90%",
        ),
    ),
}
