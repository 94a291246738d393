"""Commands that write pages: the report, and the page of concerns for the authority."""

from __future__ import annotations

import argparse
from pathlib import Path

from tui.cli import out
from tui.cli.files import to_read
from tui.cli.parsing import Arguments, Command, file_argument


def _out_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("to", metavar="OUT", type=Path, help="the file to make")
    parser.add_argument("--format", metavar="F", default="", help="md or html; else as OUT ends")


def _report_options(parser: argparse.ArgumentParser) -> None:
    _out_options(parser)
    parser.add_argument("--names", action="store_true", help="with real case ids, unmasked: confidential")


def _report(arguments: Arguments) -> int:
    from sampling.handover.report import write_report

    with to_read(arguments) as inspection:
        report = write_report(inspection, arguments.to, format=arguments.format, names=arguments.names)
    out.say(str(report.out))
    out.say(f"head {report.head}")
    if arguments.names:
        out.complain("it holds case ids and readers' words as they stand: keep it private")
    else:
        masked = out.counted(report.masks, "id or name", "ids and names")
        out.complain(f"{masked} masked; free text was not otherwise checked: read it before it leaves")
    return 0


def _concerns(arguments: Arguments) -> int:
    from sampling.handover.concerns_page import write_concerns

    with to_read(arguments) as inspection:
        found = write_concerns(inspection, arguments.to, format=arguments.format)
    out.say(f"{arguments.to}: {out.counted(found, 'concern')}")
    out.complain("it names children: for the authority, by hand or secure mail")
    return 0


COMMANDS = {
    "report": Command(
        _report_options,
        _report,
        "HTML is one file without script that reads and prints well. Without --names cases have pseudonyms\n"
        "and known ids and names are masked inside evidence. Nothing is ever overwritten.",
        ("report ours.ilacs report.html", "report ours.ilacs report.md --names"),
    ),
    "concern page": Command(
        _out_options,
        _concerns,
        "Each concern with the child's own id, who was told and the answer, or room for it.",
        ("concern page ours.ilacs concerns.html",),
    ),
}
