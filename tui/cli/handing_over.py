"""Commands that hand over: the findings as data, and the record of a draw."""

from __future__ import annotations

import argparse
from pathlib import Path

from tui.cli import out
from tui.cli.files import to_read
from tui.cli.parsing import Arguments, Command, file_argument


def _export_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("to", metavar="OUT", type=Path, help="the file, or folder of CSV files, to make")
    parser.add_argument(
        "--format",
        metavar="F",
        default="sqlite",
        help="sqlite (usual), csv, json or xlsx; csv makes a folder",
    )
    parser.add_argument("--names", action="store_true", help="with real ids, tickets and seeds: confidential")


def _export(arguments: Arguments) -> int:
    from sampling.handover.export import export

    with to_read(arguments) as inspection:
        report = export(inspection, arguments.to, format=arguments.format, names=arguments.names)
    out.say(str(report.out))
    out.table(("rows", "table"), ((size, name) for name, size in report.rows.items()))
    out.say(f"head {report.head}")
    if arguments.names:
        out.complain("it holds children's ids and readers' words as they stand: keep it private")
    for note in report.notes:
        out.complain(note)
    return 0


def _record_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("draw", metavar="DRAW", help="the draw's name")
    parser.add_argument(
        "to", metavar="OUT", type=Path, help="the file to make; Markdown where it ends in .md"
    )


def _record(arguments: Arguments) -> int:
    from sampling.handover.draw_record import draw_record
    from sampling.handover.placing import placed, write_private

    with to_read(arguments) as inspection:
        page = draw_record(inspection, arguments.draw, markdown=arguments.to.suffix.casefold() == ".md")
    with placed(arguments.to) as (partial,):
        write_private(partial, page.encode())
    out.say(str(arguments.to))
    out.complain("it names children's ids: keep it private, and apart from every report")
    return 0


COMMANDS = {
    "export": Command(
        _export_options,
        _export,
        "Without --names children and cases have pseudonyms of this handover, ids and names known to the\n"
        "lists are masked inside evidence, and tickets and seeds stay out. It holds what the reader may\n"
        "see. Nothing is ever overwritten.",
        (
            "export ours.ilacs ours.db",
            "export ours.ilacs tables --format csv",
            "export ours.ilacs o.xlsx --format xlsx",
        ),
    ),
    "draw-record": Command(
        _record_options,
        _record,
        "With the frozen frame (frame --out) it is all that is needed to draw again by hand.",
        ("draw-record ours.ilacs safeguarding-1 record.md",),
    ),
}
