"""Commands for what the report says needs to improve, and its strengths."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from sampling.errors import UsageError
from tui.cli import out
from tui.cli.files import to_read, to_write
from tui.cli.parsing import Arguments, Command, file_argument, json_option


def _draft_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("--most", metavar="N", type=int, default=8, help="how many of each kind (8)")


def _draft(arguments: Arguments) -> int:
    with to_write(arguments) as inspection:
        added = inspection.improving.draft(arguments.most)
    out.say(f"{out.counted(len(added), 'point')} put forward; 'improve list' shows them")
    return 0


def _add_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("text", metavar="TEXT", help="the point, in words")
    parser.add_argument(
        "--kind", metavar="K", default="improve", help="improve (usual), strength or priority-action"
    )
    parser.add_argument("--area", metavar="A", default="", help="the area it is about")
    parser.add_argument("--criterion", metavar="ID", default="", help="tie it to the findings on it")
    parser.add_argument(
        "--finding",
        metavar=("CASE", "CRITERION"),
        nargs=2,
        action="append",
        default=[],
        help="tie it to this finding; may be given several times",
    )
    parser.add_argument("--enquiry", metavar="ID", default="", help="tie it to a line of enquiry")
    parser.add_argument("--tie", metavar="O", default="", help="National Framework: outcome-1 ... enabler-3")


def _add(arguments: Arguments) -> int:
    with to_write(arguments) as inspection:
        point = inspection.improving.add(
            arguments.kind,
            arguments.text,
            area=arguments.area,
            criterion=arguments.criterion,
            findings=[(case, criterion) for case, criterion in arguments.finding],
            enquiry_id=arguments.enquiry,
            aim=arguments.tie,
        )
    out.say(f"{point}: added")
    return 0


def _edit_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("id", metavar="ID", help="its id, as 'list' prints it")
    parser.add_argument("--text", metavar="TEXT", help="other words")
    parser.add_argument("--kind", metavar="K", help="improve, strength or priority-action")
    parser.add_argument("--tie", metavar="O", help="another outcome or enabler")
    state = parser.add_mutually_exclusive_group()
    state.add_argument("--leave-out", action="store_true", help="leave it out of the report")
    state.add_argument("--bring-back", action="store_true", help="take it in again")


def _edit(arguments: Arguments) -> int:
    given = (arguments.text, arguments.kind, arguments.tie)
    if given == (None, None, None) and not (arguments.leave_out or arguments.bring_back):
        raise UsageError("nothing to change: give --text, --kind, --tie, --leave-out or --bring-back")
    with to_write(arguments) as inspection:
        desk = inspection.improving
        if given != (None, None, None):
            desk.edit(arguments.id, text=arguments.text, purpose=arguments.kind, aim=arguments.tie)
        if arguments.leave_out:
            desk.leave_out(arguments.id)
        if arguments.bring_back:
            desk.bring_back(arguments.id)
    out.say(f"{arguments.id}: changed")
    return 0


def _order_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("id", metavar="ID", help="its id, as 'list' prints it")
    parser.add_argument("place", metavar="PLACE", type=int, help="1 for the first of its kind")


def _order(arguments: Arguments) -> int:
    with to_write(arguments) as inspection:
        inspection.improving.order(arguments.id, arguments.place)
    out.say(f"{arguments.id}: now in place {arguments.place}")
    return 0


def _list_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("--all", action="store_true", help="those left out too")
    json_option(parser)


def _list(arguments: Arguments) -> int:
    with to_read(arguments) as inspection:
        points = inspection.improving.all(left_out=arguments.all)
        edition = inspection.edition
    if arguments.json:
        documents = [
            {**asdict(item), "findings": [list(pair) for pair in item.pairs], "drafted": bool(item.drafted)}
            for item in points
        ]
        out.give_json({"improvements": documents})
        return 0
    out.say(out.counted(len(points), "point"))
    places: dict[str, int] = {}
    for item in points:
        places[item.purpose] = places.get(item.purpose, 0) + 1
        marks = [item.purpose.replace("_", " "), *(["draft"] if item.drafted else [])]
        marks += ["left out"] if item.state == "left_out" else []
        out.say(f"{places[item.purpose]:>3}. {item.improvement_id}  ({', '.join(marks)})")
        out.verbatim(item.text, 5)
        ties = [f"{out.counted(len(item.pairs), 'finding')} of {out.counted(len(item.cases), 'case')}"]
        ties += [item.enquiry_id] if item.enquiry_id else []
        ties += [edition.aim(item.aim).name] if item.aim else []
        out.say(f"     tied to: {'; '.join(ties)}")
    return 0


COMMANDS = {
    "improve draft": Command(
        _draft_options,
        _draft,
        "Goes by number of children, area by area. What people worded, ordered or left out stays so.",
        ("improve draft ours.ilacs",),
    ),
    "improve add": Command(
        _add_options,
        _add,
        "Each point is tied to findings or to a line of enquiry and, from the edition of 2023, to an\n"
        "outcome or enabler of the National Framework. Priority action belongs to visits without grades.",
        (
            "improve add ours.ilacs 'The timeliness of strategy discussions' --criterion HP-07",
            "improve add ours.ilacs 'Oversight' --enquiry LE-1a2b3c4d --tie enabler-2",
        ),
    ),
    "improve edit": Command(
        _edit_options,
        _edit,
        examples=(
            "improve edit ours.ilacs IM-1a2b3c4d --text 'The quality of plans'",
            "improve edit ours.ilacs IM-1a2b3c4d --leave-out",
        ),
    ),
    "improve order": Command(_order_options, _order, examples=("improve order ours.ilacs IM-1a2b3c4d 1",)),
    "improve list": Command(
        _list_options, _list, examples=("improve list ours.ilacs", "improve list ours.ilacs --json")
    ),
}
