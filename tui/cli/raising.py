"""Commands for open questions on a case, and for children referred back to the authority."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from tui.cli import out
from tui.cli.files import changing, to_read, to_write
from tui.cli.parsing import Arguments, Command, file_argument, id_options, json_option, words


def _query_add_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("case", metavar="CASE", help="the case's id")
    parser.add_argument("text", metavar="TEXT", help="the question")
    parser.add_argument("--criterion", metavar="ID", default="", help="the criterion it is about")


def _query_add(arguments: Arguments) -> int:
    with to_write(arguments) as inspection:
        query = inspection.reading.query(arguments.case, arguments.text, arguments.criterion)
    out.say(f"{query}: question raised")
    return 0


def _concern_add_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("case", metavar="CASE", help="the case's id")
    parser.add_argument("text", metavar="TEXT", help="the concern")
    parser.add_argument("--level", metavar="L", required=True, help="immediate (risk now) or practice")
    parser.add_argument("--raised-to", metavar="NAME", default="", help="who in the authority was told")
    parser.add_argument("--criterion", metavar="ID", default="", help="the criterion it was met at")
    parser.add_argument("--cite", metavar="ENTRY,...", type=words, default=[], help="entries it rests on")


def _concern_add(arguments: Arguments) -> int:
    with to_write(arguments) as inspection:
        concern = inspection.reading.concern(
            arguments.case,
            arguments.level,
            arguments.text,
            arguments.raised_to,
            criterion=arguments.criterion,
            cite=arguments.cite,
        )
    out.say(f"{concern}: concern raised")
    return 0


def _answer_options(parser: argparse.ArgumentParser) -> None:
    id_options(parser)
    parser.add_argument("text", metavar="TEXT", help="the answer")


def _concern_answer_options(parser: argparse.ArgumentParser) -> None:
    _answer_options(parser)
    satisfied = parser.add_mutually_exclusive_group()
    satisfied.add_argument("--satisfied", action="store_true", default=None, help="the answer satisfies")
    satisfied.add_argument(
        "--not-satisfied", action="store_false", dest="satisfied", default=None, help="it does not"
    )


_query_answer = changing(
    "answered", lambda inspection, given: inspection.reading.answer_query(given.id, given.text)
)
_query_close = changing("closed", lambda inspection, given: inspection.reading.close_query(given.id))
_concern_answer = changing(
    "answered",
    lambda inspection, given: inspection.reading.answer_concern(given.id, given.text, given.satisfied),
)
_concern_close = changing("closed", lambda inspection, given: inspection.reading.close_concern(given.id))


def _list_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("case", metavar="CASE", nargs="?", default="", help="one case only")
    json_option(parser)


def _query_list(arguments: Arguments) -> int:
    with to_read(arguments) as inspection:
        case = inspection.cases.case(arguments.case).case_id if arguments.case else ""
        queries = inspection.reading.queries(case)
    if arguments.json:
        out.give_json({"queries": [asdict(query) for query in queries]})
        return 0
    out.say(out.counted(len(queries), "question"))
    for query in queries:
        about = f" {query.criterion}" if query.criterion else ""
        out.say(f"{query.query_id}  {query.case_id}{about}  {query.state}  ({query.reader})")
        out.verbatim(query.text, 4)
        if query.answer:
            out.say("  answer:")
            out.verbatim(query.answer, 4)
    return 0


def _concern_list(arguments: Arguments) -> int:
    from sampling.findings.concerns import overdue
    from tui.widgets.words import instant

    with to_read(arguments) as inspection:
        case = inspection.cases.case(arguments.case).case_id if arguments.case else ""
        concerns = inspection.reading.concerns(case)
        late = {item.concern_id for item in concerns if overdue(item, inspection.clock())}
    if arguments.json:
        listed = [asdict(item) | {"overdue": item.concern_id in late} for item in concerns]
        out.give_json({"concerns": listed})
        return 0
    out.say(
        f"{out.counted(len(concerns), 'concern')}{f', {len(late)} OVERDUE for an answer' if late else ''}"
    )
    for concern in sorted(concerns, key=lambda item: item.concern_id not in late):
        told = f", told to {concern.raised_to}" if concern.raised_to else ""
        state = f"{concern.state}, OVERDUE" if concern.concern_id in late else concern.state
        which = f"{concern.concern_id}  {concern.case_id}  {concern.level}  {state}"
        rests = f", rests on {concern.rests_on}" if concern.rests_on else ""
        out.say(f"{which}  ({concern.reader}, {instant(concern.raised_at)}{told}{rests})")
        out.verbatim(concern.text, 4)
        if concern.response:
            out.say(f"  answer, {_SATISFIED[concern.satisfied]}:")
            out.verbatim(concern.response, 4)
    return 0


_SATISFIED = {None: "not weighed yet", 0: "not satisfied", 1: "satisfied"}

COMMANDS = {
    "query add": Command(
        _query_add_options,
        _query_add,
        "A TEXT that begins with a dash goes after --.",
        ("query add ours.ilacs SG-1042 'Who held the case in May?' --criterion HP-10",),
    ),
    "query answer": Command(
        _answer_options, _query_answer, "", ("query answer ours.ilacs Q-1f2e3d4c 'A duty worker'",)
    ),
    "query close": Command(id_options, _query_close, "", ("query close ours.ilacs Q-1f2e3d4c",)),
    "query list": Command(
        _list_options, _query_list, "", ("query list ours.ilacs", "query list ours.ilacs SG-1042")
    ),
    "concern add": Command(
        _concern_add_options,
        _concern_add,
        "",
        ("concern add ours.ilacs SG-1042 'Not seen for nine weeks' --level immediate --raised-to 'R. Holt'",),
    ),
    "concern answer": Command(
        _concern_answer_options,
        _concern_answer,
        "",
        ("concern answer ours.ilacs C-1f2e3d4c 'Seen the same day' --satisfied",),
    ),
    "concern close": Command(id_options, _concern_close, "", ("concern close ours.ilacs C-1f2e3d4c",)),
    "concern list": Command(_list_options, _concern_list, "", ("concern list ours.ilacs",)),
}
