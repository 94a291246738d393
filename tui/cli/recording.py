"""Commands that record: everything is on disk before the command ends."""

from __future__ import annotations

import argparse

from sampling.errors import UsageError
from tui.cli import out
from tui.cli.files import to_write
from tui.cli.parsing import Arguments, Command, because_option, day, file_argument, words


def _case_argument(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("case", metavar="CASE", help="the case's id")


def _rate_options(parser: argparse.ArgumentParser) -> None:
    _case_argument(parser)
    parser.add_argument("criterion", metavar="CRITERION", help="such as HP-10, or 'overall' for the case")
    parser.add_argument("rating", metavar="RATING", help="in words, or its key: 1 2 3 4, 0, -")
    parser.add_argument("--evidence", metavar="TEXT", help="what was seen; replaces what stood there")
    parser.add_argument("--cite", metavar="ENTRY,...", type=words, help="entries and documents of the file")


def _rate(arguments: Arguments) -> int:
    from sampling.findings.ratings import Rating
    from sampling.text import clean

    rating = Rating.parse(arguments.rating)
    with to_write(arguments) as inspection:
        line = inspection.cases.case(arguments.case)
        inspection.reading.rate(
            line.case_id, arguments.criterion, rating, evidence=arguments.evidence, cite=arguments.cite
        )
        left = inspection.reading.missing(line.case_id)
        reader = inspection.reader
    if arguments.evidence and (replaced := clean(arguments.evidence).replaced):
        out.complain(f"{out.counted(replaced, 'character')} of the evidence could not be kept and is marked")
    name = "overall" if arguments.criterion.strip().casefold() == "overall" else arguments.criterion.upper()
    out.say(f"{line.case_id} {name}: {rating.label} ({reader})")
    out.say(
        f"{out.counted(len(left), 'thing')} left before it can be completed"
        if left
        else "nothing is left: 'complete' it"
    )
    return 0


def _entry_options(parser: argparse.ArgumentParser) -> None:
    _case_argument(parser)
    parser.add_argument("text", metavar="TEXT", help="what it says")
    parser.add_argument("--date", metavar="D", type=day, help="the day of the event, where it is known")
    parser.add_argument("--kind", metavar="K", required=True, help="such as visit, supervision or other")
    parser.add_argument("--where", metavar="TEXT", required=True, help="where it was seen")


def _entry(arguments: Arguments) -> int:
    with to_write(arguments) as inspection:
        entry = inspection.reading.add_entry(
            arguments.case, arguments.date, arguments.kind, arguments.where, arguments.text
        )
    out.say(f"{entry}: added; cite it by that id")
    return 0


def _complete(arguments: Arguments) -> int:
    with to_write(arguments) as inspection:
        line = inspection.cases.case(arguments.case)
        inspection.reading.complete(line.case_id)
    out.say(f"{line.case_id}: completed")
    return 0


def _reopen_options(parser: argparse.ArgumentParser) -> None:
    _case_argument(parser)
    because_option(parser)


def _reopen(arguments: Arguments) -> int:
    with to_write(arguments) as inspection:
        line = inspection.cases.case(arguments.case)
        inspection.reading.reopen(line.case_id, arguments.because)
    out.say(f"{line.case_id}: open again")
    return 0


def _assign_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("case", metavar="CASE", nargs="+", help="the cases' ids")
    parser.add_argument("--to", metavar="READER", required=True, help="who is to read them")
    parser.add_argument(
        "--also", metavar="READER,...", type=words, default=[], help="who reads them too, blind"
    )


def _assign(arguments: Arguments) -> int:
    from sampling.store.inspection import sign_in

    to = sign_in(arguments.to)
    also = [sign_in(name) for name in arguments.also]
    if to in also:
        raise UsageError(f"{to} cannot be the second reader too")
    with to_write(arguments) as inspection:
        # Every case is looked up before any is assigned, so that a wrong id assigns none.
        cases = list(dict.fromkeys(inspection.cases.case(case).case_id for case in arguments.case))
        for case in cases:
            inspection.reading.assign(case, to, also)
    out.say(
        f"{out.counted(len(cases), 'case')} assigned to {to}{f', also to {out.line(also)}' if also else ''}"
    )
    return 0


def _undo(arguments: Arguments) -> int:
    with to_write(arguments) as inspection:
        out.say(f"undone: {inspection.history.undo()}")
    return 0


def _redo(arguments: Arguments) -> int:
    with to_write(arguments) as inspection:
        out.say(f"redone: {inspection.history.redo()}")
    return 0


COMMANDS = {
    "rate": Command(
        _rate_options,
        _rate,
        "Ratings: 1 strong, 2 good, 3 needs improvement, 4 serious weakness; 0 not applicable,\n"
        "- not seen (nothing on file either way). Rating again changes the rating; evidence and\n"
        "citations stay unless given anew.",
        (
            "rate ours.ilacs SG-1042 HP-10 good --evidence 'Seen alone at each visit' --cite D03",
            "rate ours.ilacs SG-1042 HP-12 -",
            "rate ours.ilacs SG-1042 overall 'needs improvement' --evidence 'Drift since March'",
        ),
    ),
    "entry": Command(
        _entry_options,
        _entry,
        "For what you saw in the authority's own system. A TEXT that begins with a dash goes after --.",
        ("entry ours.ilacs SG-1042 --date 5/1/2026 --kind visit --where 'case notes' 'Seen at school'",),
    ),
    "complete": Command(_case_argument, _complete, "", ("complete ours.ilacs SG-1042 --as anna",)),
    "reopen": Command(_reopen_options, _reopen, "", ("reopen ours.ilacs SG-1042 --because 'new records'",)),
    "assign": Command(
        _assign_options, _assign, "", ("assign ours.ilacs SG-1042 SG-1077 --to anna --also ben",)
    ),
    "undo": Command(
        file_argument, _undo, "Your own only, back to the start of the file.", ("undo ours.ilacs",)
    ),
    "redo": Command(file_argument, _redo, "", ("redo ours.ilacs",)),
}
