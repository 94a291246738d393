"""Commands that weigh: the roll-up, and the grade that a person enters."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import out
from tui.cli.files import to_write
from tui.cli.parsing import Arguments, Command, because_option, file_argument, json_option, reader
from tui.cli.rollup_view import print_rollup

if TYPE_CHECKING:
    from sampling.rollup.judgement import Rollup
    from sampling.store import Inspection


def _rollup_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="one inspection file, or several")
    parser.add_argument("--as", metavar="READER", dest="reader", type=reader, help="who is reading")
    parser.add_argument("--area", metavar="A", default="", help="one area only, with its criteria")
    parser.add_argument("--simulated", action="store_true", help="count simulated readers' findings too")
    json_option(parser)


def _rollup(arguments: Arguments) -> int:
    from sampling.rollup.document import to_json
    from sampling.store import Inspection
    from tui.cli.beside_view import Named, beside_json, print_beside

    documents = []
    named = []
    for number, path in enumerate(arguments.files):
        with Inspection.open(path, reader=arguments.reader, read_only=True) as inspection:
            rollup = _only(inspection, arguments.area, arguments.simulated)
            settings = inspection.settings
            named.append(Named(path.name, settings.authority, settings.inspection_date, rollup))
            if arguments.json:
                documents.append(to_json(rollup))
                continue
            if number:
                out.say("")
            if len(arguments.files) > 1:
                out.say(f"== {path.name}")
            print_rollup(inspection, rollup, criteria=bool(arguments.area))
    if arguments.json:
        several = {"rollups": documents, **beside_json(named)}
        out.give_json(documents[0] if len(documents) == 1 else several)
    elif len(named) > 1:
        out.say("")
        out.say("== side by side")
        print_beside(named)
    return 0


def _only(inspection: Inspection, area: str, simulated: bool) -> Rollup:
    """The roll-up, of one area where one is named."""
    from dataclasses import replace

    rollup = inspection.judging.rollup(include_simulated=simulated)
    if not area:
        return rollup
    wanted = inspection.edition.area(area)
    return replace(
        rollup,
        areas=tuple(item for item in rollup.areas if item.area == wanted.id),
        judgements=tuple(item for item in rollup.judgements if item.judgement == wanted.judgement),
    )


def _merge_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("area", metavar="AREA", help="such as safeguarding")
    because_option(parser)
    parser.add_argument("--apart", action="store_true", help="leave them apart after all")


def _merge_strata(arguments: Arguments) -> int:
    with to_write(arguments) as inspection:
        area = inspection.edition.area(arguments.area)
        decide = inspection.strata.part if arguments.apart else inspection.strata.merge
        decide(area.id, arguments.because)
        (found,) = (item for item in inspection.judging.rollup().areas if item.area == area.id)
    if arguments.apart:
        out.say(f"{area.name}: thin strata stay apart")
        return 0
    out.say(f"{area.name}: thin strata are put together from now on")
    out.paragraphs(found.merged or "None is too thin now, so all still stand apart.")
    return 0


def _judge_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("judgement", metavar="JUDGEMENT", help="such as help_and_protection")
    parser.add_argument("grade", metavar="GRADE", help="outstanding, good, requires improvement, inadequate")
    because_option(parser)


def _judge(arguments: Arguments) -> int:
    from sampling.framework import Grade

    grade = Grade.parse(arguments.grade)
    with to_write(arguments) as inspection:
        judgement = inspection.edition.judgement(arguments.judgement)
        entry = inspection.judging.judge(judgement.id, grade, arguments.because)
        kind = judgement.kind
        rolled = inspection.judging.rollup().judgements
        mark = next(item.mark for item in rolled if item.judgement == judgement.id)
    out.say(f"{judgement.name}: {grade.label} ({entry.reader})")
    indicated = [Grade(item).label for item in entry.indication.split(",") if item]
    if indicated:
        where = "outside" if entry.outside else "within"
        out.say(f"{where} the indication: {' or '.join(indicated)}")
    elif kind == "practice":
        out.say("the files give no indication")
    if mark:
        out.say(f"marked: {mark}")
    return 0


COMMANDS = {
    "rollup": Command(
        _rollup_options,
        _rollup,
        "It indicates; a person judges. Counts come first, then the interval, then words.\n"
        "With several files their roll-ups stand side by side; nothing is pooled. Of two inspections of one\n"
        "authority it says what changed, where the samples show it.",
        ("rollup ours.ilacs", "rollup ours.ilacs --area children_in_care", "rollup ours.ilacs --json"),
    ),
    "merge-strata": Command(
        _merge_options,
        _merge_strata,
        "While a stratum has none or one completed case an area drawn in strata has no interval. Put\n"
        "together, the stratum with the fewest children joins the smaller of its neighbours in the order of\n"
        "names, and so on, until each has two. The decision stands on record and in the report.",
        (
            "merge-strata ours.ilacs safeguarding --because 'One plan file of nine could be had'",
            "merge-strata ours.ilacs safeguarding --apart --because 'The second file came'",
        ),
    ),
    "judge": Command(
        _judge_options,
        _judge,
        "A grade outside the indication is kept with the reasons given for it.",
        ("judge ours.ilacs help_and_protection requires-improvement --because 'Drift in half the plans'",),
    ),
}
