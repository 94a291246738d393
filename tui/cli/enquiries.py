"""Commands for lines of enquiry: from a file up to managers and leaders."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from tui.cli import out
from tui.cli.files import changing, to_read, to_write
from tui.cli.parsing import Arguments, Command, file_argument, id_options, json_option


def _add_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("question", metavar="QUESTION", help="the question")
    parser.add_argument(
        "--from",
        metavar="S",
        dest="start",
        required=True,
        help="finding, flag, last-report or self-evaluation",
    )
    parser.add_argument("--source", metavar="TEXT", default="", help="the flag, or the words it starts from")
    parser.add_argument("--case", metavar="CASE", default="", help="the case of the finding or flag")
    parser.add_argument("--criterion", metavar="ID", default="", help="the criterion of the finding")
    parser.add_argument("--judgement", metavar="J", default="", help="which it bears on; usually leaders")


def _add(arguments: Arguments) -> int:
    with to_write(arguments) as inspection:
        enquiry = inspection.enquiring.add(
            arguments.question,
            arguments.start,
            source=arguments.source,
            case_id=arguments.case,
            criterion=arguments.criterion,
            judgement=arguments.judgement,
        )
    out.say(f"{enquiry}: line of enquiry started")
    return 0


def _note_options(parser: argparse.ArgumentParser) -> None:
    id_options(parser)
    parser.add_argument("step", metavar="STEP", help="file, procedure, oversight or effect")
    parser.add_argument("text", metavar="TEXT", help="what was said or read")
    parser.add_argument("--level", metavar="L", default="", help="manager, service or leader")
    parser.add_argument("--kind", metavar="K", default="", help="conversation (usual) or document")
    parser.add_argument("--source", metavar="WHO", default="", help="who was spoken to, or which document")


def _note(arguments: Arguments) -> int:
    with to_write(arguments) as inspection:
        evidence = inspection.enquiring.add_evidence(
            arguments.id,
            arguments.step,
            arguments.text,
            level=arguments.level,
            kind=arguments.kind,
            source=arguments.source,
        )
    out.say(f"{evidence}: evidence added to {arguments.id}")
    return 0


def _gather_options(parser: argparse.ArgumentParser) -> None:
    id_options(parser)
    parser.add_argument("criterion", metavar="CRITERION", help="the criterion's id")
    parser.add_argument("--all", action="store_true", help="good findings too, not only weak ones")


def _gather(arguments: Arguments) -> int:
    with to_write(arguments) as inspection:
        added = inspection.enquiring.gather(arguments.id, arguments.criterion, weak_only=not arguments.all)
    out.say(f"{out.counted(len(added), 'finding')} gathered for {arguments.id}")
    return 0


def _conclude_options(parser: argparse.ArgumentParser) -> None:
    id_options(parser)
    parser.add_argument("text", metavar="TEXT", help="what was found in the end")


def _conclude(arguments: Arguments) -> int:
    with to_write(arguments) as inspection:
        inspection.enquiring.conclude(arguments.id, arguments.text)
        untraced = inspection.enquiring.traced(arguments.id).untraced
    out.say(f"{arguments.id}: concluded")
    if untraced:
        out.complain(f"not traced: {', '.join(untraced)}")
    return 0


_reopen = changing("open again", lambda inspection, given: inspection.enquiring.reopen(given.id))


def _list_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("judgement", metavar="JUDGEMENT", nargs="?", default="", help="one judgement only")
    json_option(parser)


def _list(arguments: Arguments) -> int:
    with to_read(arguments) as inspection:
        desk = inspection.enquiring
        wanted = inspection.edition.judgement(arguments.judgement).id if arguments.judgement else ""
        traced = [desk.traced(item.enquiry_id) for item in desk.all(wanted)]
    if arguments.json:
        documents = [
            {
                **asdict(item.enquiry),
                "evidence": [asdict(piece) for piece in item.evidence],
                "untraced": list(item.untraced),
            }
            for item in traced
        ]
        out.give_json({"enquiries": documents})
        return 0
    out.say(out.counted(len(traced), "line of enquiry", "lines of enquiry"))
    for item in traced:
        enquiry = item.enquiry
        start = enquiry.start_words
        out.say(f"{enquiry.enquiry_id}  {enquiry.state}  from {start}  ({enquiry.reader})")
        out.verbatim(enquiry.question, 4)
        for piece in item.evidence:
            found = item.findings.get(piece.evidence_id)
            if piece.kind == "finding":
                rating = (found.rating or "").replace("_", " ") if found else "no longer there"
                out.say(f"  {piece.step}: {piece.case_id} {piece.criterion} {rating}")
            else:
                level = f", {piece.level} level" if piece.level else ""
                source = f", {piece.source}" if piece.source else ""
                out.say(f"  {piece.step}: {piece.kind}{level}{source}")
                out.verbatim(piece.text, 4)
        if item.untraced:
            out.say(f"  not traced yet: {', '.join(item.untraced)}")
        if enquiry.conclusion:
            out.say("  conclusion:")
            out.verbatim(enquiry.conclusion, 4)
    return 0


COMMANDS = {
    "enquiry add": Command(
        _add_options,
        _add,
        "It starts from a finding (--case and --criterion), a flag, or words of the last report or of the\n"
        "authority's self-evaluation (--source).",
        (
            "enquiry add ours.ilacs 'Who sees drift?' --from finding --case SG-12 --criterion HP-24",
            "enquiry add ours.ilacs 'Is it put right?' --from last-report --source 'Plans drifted in 2021.'",
        ),
    ),
    "enquiry gather": Command(
        _gather_options,
        _gather,
        "Findings of needs improvement and serious weakness on one criterion, across all cases.",
        ("enquiry gather ours.ilacs LE-1a2b3c4d HP-24",),
    ),
    "enquiry note": Command(
        _note_options,
        _note,
        "The way goes from the file to the procedure, the oversight and the effect.",
        ("enquiry note ours.ilacs LE-1a2b3c4d oversight 'No report shows it.' --level manager",),
    ),
    "enquiry conclude": Command(
        _conclude_options, _conclude, examples=("enquiry conclude ours.ilacs LE-1a2b3c4d 'Nobody watched.'",)
    ),
    "enquiry reopen": Command(id_options, _reopen, examples=("enquiry reopen ours.ilacs LE-1a2b3c4d",)),
    "enquiry list": Command(
        _list_options, _list, examples=("enquiry list ours.ilacs", "enquiry list ours.ilacs --json")
    ),
}
