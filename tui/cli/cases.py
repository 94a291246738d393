"""Commands for reading: the list of cases, one child's file, and finding words in them."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING, Any

from tui.cli import out
from tui.cli.files import to_read
from tui.cli.parsing import Arguments, Command, file_argument, json_option
from tui.cli.reading_view import print_case
from tui.searching import search

if TYPE_CHECKING:
    from sampling.caseload.casefile import CaseFile, Entry
    from sampling.store.cases import CaseLine


def _cases_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("--area", metavar="A", default="", help="one area only")
    json_option(parser)


def _cases(arguments: Arguments) -> int:
    with to_read(arguments) as inspection:
        lines = inspection.cases.all(arguments.area)
        areas = [(area.id, area.name) for area in inspection.edition.areas]
    if arguments.json:
        out.give_json({"cases": [_case_document(line) for line in lines]})
        return 0
    if not lines:
        out.say("no cases have been drawn yet: 'draw FILE AREA -n N --seed S' draws them")
    for id, name in areas:
        own = [line for line in lines if line.area == id]
        if own:
            _print_area(name, own)
    return 0


def _case_document(line: CaseLine) -> dict[str, Any]:
    return {
        "case": line.case_id,
        "child": line.child,
        "area": line.area,
        "draw": line.draw,
        "role": line.role,
        "stratum": line.stratum,
        "assigned_to": line.assigned_to or None,
        "state": line.state,
        "rated": line.rated,
        "case_rating": line.case_rating or None,
    }


def _print_area(name: str, lines: list[CaseLine]) -> None:
    roles = Counter(line.role for line in lines)
    states = Counter(line.state for line in lines if line.role in ("sampled", "targeted"))
    counts = [f"{size} {role}" for role, size in roles.items()]
    out.say(f"{name}: {', '.join(counts)}; {states['completed']} completed, {states['reading']} being read")
    out.table(
        ("case", "role", "state", "rated", "case rating", "reader", "stratum"),
        (
            (
                line.case_id,
                line.role,
                line.state,
                f"{line.rated}/{line.core}",
                line.case_rating.replace("_", " ") or "-",
                line.assigned_to or "-",
                line.stratum,
            )
            for line in lines
        ),
    )
    out.say("")


def _show_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("case", metavar="CASE", help="the case's id, or the child's where it names only one")
    json_option(parser)


def _show(arguments: Arguments) -> int:
    with to_read(arguments) as inspection:
        line = inspection.cases.case(arguments.case)
        file = inspection.cases.file(line.case_id)
        if arguments.json:
            out.give_json(_file_document(line, file))
        else:
            print_case(inspection, line, file)
    return 0


def _file_document(line: CaseLine, file: CaseFile) -> dict[str, Any]:
    facts: dict[str, str] = {}
    for fact in file.facts:
        # A label that two lists give with different values keeps both.
        known = facts.get(fact.label)
        facts[fact.label] = fact.value if known in (None, fact.value) else f"{known}; {fact.value}"
    return {
        "case": line.case_id,
        "child": line.child,
        "area": line.area,
        "facts": facts,
        "flags": [{"flag": flag.id, "text": flag.text, "source": flag.source} for flag in file.flags],
        "chronology": [_entry_document(entry) for entry in file.chronology],
        "documents": [
            {
                "document": document.id,
                "kind": document.kind,
                "date": document.day.isoformat() if document.day else None,
                "title": document.title,
                "text": document.text,
            }
            for document in file.documents
        ],
    }


def _entry_document(entry: Entry) -> dict[str, Any]:
    document: dict[str, Any] = {
        "entry": entry.id,
        "date": entry.day.isoformat() if entry.day else None,
        "kind": entry.kind,
        "text": entry.text,
    }
    if check := entry.timescale:
        document["timescale"] = {
            "key": check.key,
            "outcome": check.outcome,
            "due": check.due.isoformat() if check.due else None,
            "clock": check.clock,
        }
    return document


def _search_options(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("text", metavar="TEXT", help="words as they stand, in any case")
    json_option(parser)


def _search(arguments: Arguments) -> int:
    with to_read(arguments) as inspection:
        hits = list(search(inspection, arguments.text))
    if arguments.json:
        out.give_json({"hits": [{"case": h.case, "place": h.place, "words": h.words} for h in hits]})
        return 0
    cases = len({hit.case for hit in hits})
    out.say(f"{out.counted(len(hits), 'place')} in {out.counted(cases, 'case')}")
    out.table(("case", "place", "words"), ((hit.case, hit.place, hit.words) for hit in hits))
    return 0


COMMANDS = {
    "cases": Command(
        _cases_options,
        _cases,
        "States and ratings are your own reading's, or the furthest that you may see.",
        ("cases ours.ilacs", "cases ours.ilacs --area children_in_care --as anna --json"),
    ),
    "show": Command(
        _show_options, _show, "", ("show ours.ilacs CIC-1042", "show ours.ilacs CIC-1042 --json")
    ),
    "search": Command(
        _search_options,
        _search,
        "Looks into what you may see of every drawn case: findings, queries and concerns first, then\n"
        "facts, chronology and documents.",
        ("search ours.ilacs 'return home interview'",),
    ),
}
