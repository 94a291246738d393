"""Commands of the consistency meeting, and the authority's own audit grades."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.cli import out
from tui.cli.files import to_read, to_write
from tui.cli.parsing import Arguments, Command, because_option, file_argument, json_option
from tui.cli.rollup_view import grades

if TYPE_CHECKING:
    from sampling.store.moderating import Difference, OtherView


def _moderate_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("case", metavar="CASE", help="the case's id")
    parser.add_argument("criterion", metavar="CRITERION", help="the criterion's id, or overall")
    parser.add_argument("rating", metavar="RATING", help="the agreed rating")
    because_option(parser)


def _moderate(arguments: Arguments) -> int:
    from sampling.findings.ratings import Rating

    rating = Rating.parse(arguments.rating)
    with to_write(arguments) as inspection:
        agreed = inspection.moderating.moderate(
            arguments.case, arguments.criterion, rating, arguments.because
        )
    had = ", ".join(f"{Rating(value).label} ({reader})" for reader, value in agreed.ratings)
    out.say(f"{agreed.case_id} {agreed.criterion}: agreed {rating.label}; readers had {had}")
    return 0


def _consistency_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("case", metavar="CASE", nargs="?", default="", help="one case only")
    json_option(parser)


def _consistency(arguments: Arguments) -> int:
    with to_read(arguments) as inspection:
        desk = inspection.moderating
        case = inspection.cases.case(arguments.case).case_id if arguments.case else ""
        twice = [reading for reading in desk.read_twice() if case in ("", reading.case_id)]
        differences = desk.differences(case)
        views = desk.other_views()
        names = {area.id: area.name for area in inspection.edition.areas}
    if arguments.json:
        out.give_json(
            {
                "read_twice": [{"case": item.case_id, "readers": sorted(item.completed)} for item in twice],
                "differences": [_as_json(item) for item in differences],
                "other_views": [_view_json(view) for view in views],
            }
        )
        return 0
    out.say(f"{out.counted(len(twice), 'case')} read to the end by two readers or more")
    for item in differences:
        ratings = ", ".join(f"{rating.label} ({reader})" for reader, rating in item.ratings)
        out.say(f"{item.case_id}  {item.criterion}: {ratings}")
        if item.agreed:
            out.say(f"    agreed {item.agreed.rating.replace('_', ' ')} ({item.agreed.reader})")
            out.verbatim(item.agreed.because, 4)
    for view in views:
        cases = out.counted(view.cases, "case")
        out.say(f"{names[view.counted.area]}: the findings of {view.reader} in {cases} would change this")
        for who, area in (("as counted", view.counted), (f"with {view.reader}", view.other)):
            shown = grades(area.indication) if area.indication else "no indication"
            out.say(f"    {who}: {area.good_or_better} of {area.rated} good or better; {shown}")
    return 0


def _as_json(item: Difference) -> dict[str, object]:
    return {
        "case": item.case_id,
        "criterion": item.criterion,
        "ratings": {reader: rating.value for reader, rating in item.ratings},
        "agreed": item.agreed.rating if item.agreed else None,
        "because": item.agreed.because if item.agreed else None,
    }


def _view_json(view: OtherView) -> dict[str, object]:
    return {
        "area": view.counted.area,
        "reader": view.reader,
        "cases": view.cases,
        **{
            name: {
                "rated": area.rated,
                "good_or_better": area.good_or_better,
                "indication": [grade.value for grade in area.indication] if area.indication else None,
            }
            for name, area in (("counted", view.counted), ("other", view.other))
        },
    }


def _audit_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("case", metavar="CASE", help="the case's id")
    parser.add_argument("grade", metavar="GRADE", nargs="?", default="", help="as the audit has it")
    parser.add_argument("--source", metavar="S", default="", help="the document, or where it was seen")


def _audit(arguments: Arguments) -> int:
    from sampling.framework import Grade

    with to_write(arguments) as inspection:
        desk = inspection.auditing
        case = inspection.cases.case(arguments.case).case_id
        if arguments.grade:
            found = desk.grade(case, Grade.parse(arguments.grade), arguments.source)
        else:
            found = desk.take_from_file(case)
    source = f" ({found.source})" if found.source else ""
    out.say(f"{case}: the authority's audit says {Grade(found.grade).label.lower()}{source}")
    return 0


COMMANDS = {
    "consistency": Command(
        _consistency_options,
        _consistency,
        "Where readers of one case differ, what was agreed, and whose findings would change an indication.",
        ("consistency ours.ilacs", "consistency ours.ilacs --json"),
    ),
    "moderate": Command(
        _moderate_options,
        _moderate,
        "Of a case that two readers or more completed. The roll-up counts what was agreed from then on;\n"
        "what each reader found stays.",
        ("moderate ours.ilacs SG-12 HP-10 good --because 'The history stands in the annex'",),
    ),
    "audit-grade": Command(
        _audit_options,
        _audit,
        "Without GRADE it is read from the newest audit on the child's file. The roll-up sets the audits\n"
        "beside the readers: agreement, and who is kinder.",
        ("audit-grade ours.ilacs SG-12 good --source 'audit of March'", "audit-grade ours.ilacs SG-12"),
    ),
}
