"""Commands that begin: the demo, the synthetic authorities, a new inspection, opening one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from sampling.errors import IlacsError, UsageError
from tui.cli import out
from tui.cli.parsing import Arguments, Command, day, file_argument, json_option, reader, threshold

if TYPE_CHECKING:
    from sampling.caseload.annex_a.importer import ImportResult
    from tui.wishes import Wishes

_SHOWN_PROBLEMS = 40


def _demo_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as", metavar="READER", dest="reader", type=reader, help="who is reading")
    _mouse_option(parser)


def _demo(arguments: Arguments) -> int:
    from sampling.store import Inspection
    from tui.making import demo

    path = demo()
    with Inspection.open(path, reader=arguments.reader, read_only=True) as inspection:
        cases = inspection.cases.all()
        authority = inspection.settings.authority
    first = cases[0].case_id
    if out.at_terminal():
        from tui.app import run

        return run(path, reader=arguments.reader, case=first, mouse=not arguments.no_mouse)
    sampled = sum(line.role == "sampled" for line in cases)
    out.say(f"{path}")
    out.say(f"{authority} (synthetic): {out.counted(sampled, 'case')} drawn and ready to read.")
    out.say("")
    out.say("Next, with FILE standing for that path:")
    for command in (
        "ilacs-sample cases FILE",
        f"ilacs-sample show FILE {first}",
        f"ilacs-sample rate FILE {first} overall good",
        "ilacs-sample open FILE        (in a terminal)",
    ):
        out.say(f"  {command}")
    return 0


def _open_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("--read-only", action="store_true", help="look only; nothing can be changed")
    _mouse_option(parser)


def _mouse_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-mouse", action="store_true", help="leave the mouse to the terminal")


def _open(arguments: Arguments) -> int:
    if not out.at_terminal():
        from sampling.store import Inspection

        # A wrong file is told first; in a terminal the app tells it before the screen changes.
        Inspection.open(arguments.file, reader=arguments.reader, read_only=True).close()
        raise IlacsError("the app needs a terminal, and this is none: use 'cases', 'show' and 'rate' instead")
    from tui.app import run

    return run(
        arguments.file, reader=arguments.reader, read_only=arguments.read_only, mouse=not arguments.no_mouse
    )


def _scenarios_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--planted", action="store_true", help="also what was planted in each (spoils it)")
    json_option(parser)


def _scenarios(arguments: Arguments) -> int:
    from fixtures import scenario_ids, scenario_summary

    found = [scenario_summary(id, planted=arguments.planted) for id in scenario_ids()]
    if arguments.json:
        out.give_json({"scenarios": found})
        return 0
    for summary in found:
        areas = summary["areas"]
        out.say(f"{summary['id']}: {out.counted(summary['children'], 'child', 'children')}")
        out.paragraphs(str(summary["title"]), 2)
        out.say("  " + "; ".join(f"{size:,} {area.replace('_', ' ')}" for area, size in areas.items()))
        for line in summary.get("planted", ()):
            out.paragraphs(f"- {line}", 4)
    return 0


def _new_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the inspection file to make")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--scenario", metavar="ID", help="a synthetic authority")
    source.add_argument("--annex-a", metavar="PATH", type=Path, help="an authority's lists, file or folder")
    parser.add_argument("--documents", metavar="DIR", type=Path, help="texts named by child id")
    parser.add_argument("--authority", metavar="NAME", default="", help="the authority's name")
    parser.add_argument(
        "--kind",
        metavar="KIND",
        default="standard",
        help="short, standard (usual), focused, monitoring or audit",
    )
    parser.add_argument("--edition", metavar="ID", help="else the one in force on the inspection's day")
    parser.add_argument("--date", metavar="D", type=day, help="first day of the inspection (else today)")
    parser.add_argument("--census-date", metavar="D", type=day, help="the day the lists were drawn")
    parser.add_argument("--previous", metavar="FILE", type=Path, help="the last inspection, for its grades")
    parser.add_argument("--seed", metavar="S", help="which children a synthetic authority has")
    parser.add_argument("--accept-problems", action="store_true", help="take it although rows are lost")
    parser.add_argument(
        "--family", metavar="HEADER", default="", help="the lists' column that gives siblings"
    )
    parser.add_argument(
        "--threshold",
        metavar="FLAG=N",
        type=threshold,
        action="append",
        default=[],
        help="another number for a flag that is local practice, such as ageing_plan=18",
    )
    parser.add_argument("--as", metavar="READER", dest="reader", type=reader, help="who makes the file")


def _new(arguments: Arguments) -> int:
    from tui import making

    wishes: Wishes = {
        "kind": arguments.kind,
        "inspection_date": arguments.date,
        "edition": arguments.edition,
        "authority": arguments.authority,
        "reader": arguments.reader,
        "previous": making.previous_grades(arguments.previous) if arguments.previous else None,
        "documents": arguments.documents,
        "thresholds": dict(arguments.threshold),
    }
    if arguments.scenario:
        if arguments.census_date:
            raise UsageError("--census-date belongs to a workbook; a synthetic authority has its own")
        from fixtures.summary import SUMMARY_SEED

        # Without a seed, the very children that 'scenarios' counts.
        seed = SUMMARY_SEED if arguments.seed is None else arguments.seed
        unmatched = making.make_from_scenario(arguments.file, arguments.scenario, seed, **wishes)
    else:
        if arguments.seed is not None:
            raise UsageError("--seed belongs to a synthetic authority; a draw is given its own seed")
        try:
            result, unmatched = making.make_from_workbook(
                arguments.file,
                arguments.annex_a,
                arguments.census_date,
                accept_problems=arguments.accept_problems,
                family=arguments.family,
                **wishes,
            )
        except making.ImportRefusedError as refusal:
            _report(refusal.result)
            raise
        _report(result)
    for name in unmatched:
        out.complain(f"not used: {name}")
    _made(arguments.file)
    return 0


def _report(result: ImportResult) -> None:
    for problem in result.problems[:_SHOWN_PROBLEMS]:
        out.complain(f"{problem.severity}: {problem.line}")
    rest = len(result.problems) - _SHOWN_PROBLEMS
    if rest > 0:
        out.complain(f"and {rest} more; 'check-annex-a' lists them all")


def _made(path: Path) -> None:
    from sampling.store import Inspection

    with Inspection.open(path, read_only=True) as made:
        settings = made.settings
        out.say(f"{path}")
        out.say(
            f"{settings.authority}: {out.counted(made.lists.children(), 'child', 'children')} in "
            f"{out.counted(len(made.lists.supplied()), 'list')}, drawn on {out.british(settings.census_date)}"
        )
        out.say(
            f"{made.edition.kinds[settings.kind].name} of {out.british(settings.inspection_date)}, "
            f"edition {settings.edition}; to be purged after {out.british(settings.retention_date)}"
        )


COMMANDS = {
    "demo": Command(
        _demo_options,
        _demo,
        "Made once and found again after that; ILACS_SAMPLE_HOME names another folder for it.\n"
        "In a terminal it opens the first case; elsewhere it prints where it is and what to do next.",
        ("demo", "demo --as anna"),
    ),
    "open": Command(
        _open_options, _open, "", ("open ashmere.ilacs --as anna", "open ashmere.ilacs --read-only")
    ),
    "scenarios": Command(_scenarios_options, _scenarios, "", ("scenarios", "scenarios --planted --json")),
    "new": Command(
        _new_options,
        _new,
        "Nothing is ever overwritten. A workbook from which a row would be lost is refused with the\n"
        "report, unless the problems are accepted; cells that cannot be used are blanked, kept as text\n"
        "beside, and reported.",
        (
            "new ashmere.ilacs --scenario ashmere --seed 2026",
            "new ours.ilacs --annex-a lists.xlsx --census-date 31/03/2026 --authority 'Our Council'",
            "new ours.ilacs --annex-a lists.xlsx --census-date 31/03/2026 --documents notes --kind audit",
        ),
    ),
}
