"""The command that writes a synthetic authority as an Annex A workbook, sound or with faults planted."""

from __future__ import annotations

import argparse
from pathlib import Path

from tui.cli import out
from tui.cli.parsing import Arguments, Command


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenario", metavar="ID", help="a synthetic authority; 'scenarios' lists them")
    parser.add_argument("out", metavar="OUT.xlsx", type=Path, help="the workbook to make")
    parser.add_argument("--seed", metavar="S", help="which children it has")
    parser.add_argument("--children", metavar="N", type=int, help="how many, else as many as it has")
    parser.add_argument(
        "--faults", action="store_true", help="plant the faults that authorities' workbooks have"
    )


def _caseload(arguments: Arguments) -> int:
    from fixtures import load_scenario, rows, write_workbook
    from fixtures.faults import write_faulty
    from fixtures.summary import SUMMARY_SEED

    scenario = load_scenario(arguments.scenario)
    if arguments.children is not None:
        scenario = scenario.resized(arguments.children)
    seed = SUMMARY_SEED if arguments.seed is None else arguments.seed
    made = rows(scenario, seed)
    if not arguments.faults:
        written = write_workbook(arguments.out, made)
        out.say(
            f"{arguments.out}: {out.counted(written, 'row')} in 11 lists, drawn on {scenario.census_date}"
        )
        return 0
    written, planted = write_faulty(arguments.out, made, scenario.census_date, seed)
    out.say(f"{arguments.out}: {out.counted(written, 'row')} in 11 lists, drawn on {scenario.census_date}")
    out.say(f"{out.counted(len(planted), 'fault')} planted, each to be reported by check-annex-a:")
    out.table(
        ("sheet", "row", "column", "reported as", "what was planted"),
        ((one.sheet, one.row or "", one.column, one.code or "(read as meant)", one.what) for one in planted),
    )
    return 0


COMMANDS = {
    "caseload": Command(
        _options,
        _caseload,
        "Without --faults the workbook reads back without a problem and gives the same frames. With them\n"
        "it says what was planted and where.",
        (
            "caseload ashmere lists.xlsx --seed 2026",
            "caseload ashmere messy.xlsx --children 500 --faults",
        ),
    ),
}
