"""Commands about who there is: reading a workbook, and the frame of an area."""

from __future__ import annotations

import argparse
from pathlib import Path

from sampling.errors import IlacsError
from tui.cli import out
from tui.cli.files import to_read, to_write
from tui.cli.parsing import Arguments, Command, day, file_argument, json_option


def _check_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("workbook", metavar="PATH", type=Path, help="the authority's workbook")
    parser.add_argument("--census-date", metavar="D", type=day, help="the day the lists were drawn")
    json_option(parser)


def _check(arguments: Arguments) -> int:
    from sampling.caseload.annex_a.importer import read
    from sampling.caseload.annex_a.report import report_json

    result = read(arguments.workbook, arguments.census_date)
    if arguments.json:
        out.give_json(report_json(result))
    else:
        rows = sum(report.rows for report in result.lists)
        taken = sum(report.imported for report in result.lists)
        out.say(f"{out.counted(len(result.lists), 'list')}, {taken:,} of {out.counted(rows, 'row')} taken")
        out.table(
            ("list", "rows", "taken", "header row", "sheet"),
            ((r.list, r.rows, r.imported, r.header_row, r.sheet) for r in result.lists),
        )
        if result.missing_lists:
            out.say(f"lists not in the workbook: {', '.join(map(str, result.missing_lists))}")
        if arguments.census_date is None and result.suggested_census_date:
            out.say(f"latest day in the lists: {out.british(result.suggested_census_date)}")
        for problem in result.problems:
            out.paragraphs(f"{problem.severity}: {out.line(problem.line)}")
    if not result.ok:
        raise IlacsError(f"{arguments.workbook.name}: not ok: rows would be lost, as the errors above say")
    return 0


def _frame_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("area", metavar="AREA", help="such as safeguarding or children_in_care")
    parser.add_argument("--freeze", action="store_true", help="freeze it; it can then never change")
    parser.add_argument("--out", metavar="CSV", type=Path, help="write it as it is (or would be) frozen")
    json_option(parser)


def _frame(arguments: Arguments) -> int:
    with to_write(arguments) if arguments.freeze else to_read(arguments) as inspection:
        area = inspection.edition.area(arguments.area)
        if arguments.freeze:
            inspection.draws.freeze(area.id)
        frame = inspection.draws.frame(area.id)
        frozen = inspection.draws.frozen(area.id) is not None
        flags = [(item.flag, item.size) for item in inspection.draws.flag_counts(frame)]
    strata = [(name, len(ids)) for name, ids in frame.strata(("status",)).items()] if frame.size else []
    if arguments.out:
        from sampling.handover.placing import placed, write_private

        with placed(arguments.out) as (partial,):
            write_private(partial, frame.csv.encode())
    if arguments.json:
        out.give_json(
            {
                "area": area.id,
                "size": frame.size,
                "sha256": frame.sha256,
                "frozen": frozen,
                "strata": [{"stratum": name, "size": size} for name, size in strata],
                "flags": [{"flag": flag, "size": size} for flag, size in flags],
            }
        )
        return 0
    from sampling.draw.tickets import groups

    out.say(f"{area.name}: {out.counted(frame.size, 'child', 'children')} may be drawn")
    out.say(f"{'frozen' if frozen else 'not frozen yet'}; sha256 of its CSV:")
    out.say(f"  {groups(frame.sha256)}")
    out.table(("children", "stratum"), ((size, name) for name, size in strata))
    out.table(
        ("children", "flag, a reason to look and never a finding"), ((size, flag) for flag, size in flags)
    )
    if arguments.out:
        out.complain(f"wrote {arguments.out}: it holds children's ids, so keep it private")
    return 0


COMMANDS = {
    "check-annex-a": Command(
        _check_options,
        _check,
        "Exit status 1 when a row would be lost.",
        ("check-annex-a lists.xlsx", "check-annex-a lists.xlsx --census-date 31/03/2026 --json"),
    ),
    "frame": Command(
        _frame_options,
        _frame,
        "Without --freeze nothing in the file changes. The digest is that of the CSV that --out writes:\n"
        "sha256sum frame.csv gives it again.",
        ("frame ours.ilacs children_in_care", "frame ours.ilacs safeguarding --freeze --out frame.csv"),
    ),
}
