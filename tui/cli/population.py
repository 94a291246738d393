"""Commands about who there is: reading a workbook, and the frame of an area."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Mapping
from pathlib import Path

from sampling.errors import IlacsError
from tui.cli import out
from tui.cli.files import to_read, to_write
from tui.cli.parsing import Arguments, Command, day, file_argument, json_option


def _check_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "workbook", metavar="PATH", type=Path, help="a workbook or CSV, or a folder or zip of several"
    )
    parser.add_argument("--census-date", metavar="D", type=day, help="the day the lists were drawn")
    parser.add_argument("--family", metavar="HEADER", default="", help="the column that gives siblings")
    parser.add_argument("--columns", action="store_true", help="also say which header became which column")
    parser.add_argument("--csv", metavar="OUT", type=Path, help="write the problems for the authority to fix")
    json_option(parser)


def _check(arguments: Arguments) -> int:
    from sampling.caseload.annex_a.importer import read
    from sampling.caseload.annex_a.report import MATCH_COLUMNS, match_rows, report_json, report_lines
    from tui.lists_sent import write_problems

    result = read(arguments.workbook, arguments.census_date, family=arguments.family)
    if arguments.csv:
        write_problems(arguments.csv, result)
        out.complain(f"wrote {arguments.csv}: it may quote children's ids, so send it safely")
    if arguments.json:
        out.give_json(report_json(result))
    else:
        for line in report_lines(result):
            label = f"{line.kind}: " if line.kind in ("error", "warning", "note") else ""
            out.paragraphs(f"{label}{out.line(line.text)}")
        if arguments.columns:
            out.say()
            out.table([header.casefold() for header in MATCH_COLUMNS], match_rows(result))
        if arguments.census_date is None:
            out.complain(
                "give the day the lists were drawn with --census-date to have days checked against it"
            )
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
    from sampling.store.updating import behind

    with to_write(arguments) if arguments.freeze else to_read(arguments) as inspection:
        area = inspection.edition.area(arguments.area)
        if arguments.freeze:
            inspection.draws.freeze(area.id)
        frame = inspection.draws.frame(area.id)
        frozen = inspection.draws.frozen(area.id) is not None
        outdated = behind(inspection, area.id)
        supplied = {number: inspection.lists.columns(number) for number in inspection.lists.supplied()}
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
    _say_what_cannot_be_told(area.id, supplied)
    if outdated is not None:
        out.paragraphs(outdated.line)
    if arguments.out:
        out.complain(f"wrote {arguments.out}: it holds children's ids, so keep it private")
    return 0


def _say_what_cannot_be_told(area: str, supplied: Mapping[int, Collection[str]]) -> None:
    """Say which flags the lists cannot give, lest nought be taken for none."""
    from sampling.caseload import flags

    lacking = [flag.id for flag in flags.untold(area, supplied)]
    if lacking:
        out.paragraphs(f"not told by these lists, since a list or column is missing: {', '.join(lacking)}")
    for one in flags.not_derivable():
        if area in one.areas:
            out.paragraphs(f"not told by any such lists: {one.title.casefold()} ({one.sentence})")


COMMANDS = {
    "check-annex-a": Command(
        _check_options,
        _check,
        "Reads .xlsx, .xlsm, .xls, .xlsb, .ods and CSV, told by their content; writes nothing but what\n"
        "--csv names. Exit status 1 when a row would be lost.",
        (
            "check-annex-a lists.xlsx",
            "check-annex-a lists.xlsx --census-date 31/03/2026 --json",
            "check-annex-a folder-of-csv --columns --csv problems.csv",
        ),
    ),
    "frame": Command(
        _frame_options,
        _frame,
        "Without --freeze nothing in the file changes. The digest is that of the CSV that --out writes:\n"
        "sha256sum frame.csv gives it again.",
        ("frame ours.ilacs children_in_care", "frame ours.ilacs safeguarding --freeze --out frame.csv"),
    ),
}
