"""The reference, made from the program itself: ``python -m tests.reference`` writes it anew.

Commands come from the program's own parsers, tables from the declaration that every export is written
from, scenarios, flags and editions from their data files; so the page says what the program does.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from fixtures.scenario import load as load_scenario
from fixtures.scenario import scenario_ids
from sampling.caseload import flags
from sampling.framework import edition_ids
from sampling.framework import load as load_edition
from sampling.framework.edition import Edition
from sampling.handover.declaration import Column, Table, declaration
from tui.cli.catalogue import GROUPS, Listed
from tui.cli.parsing import Command, parser_of

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference.md"

HEAD = """# Reference

<!-- made by python -m tests.reference -->

What the program itself says of its commands, the tables of an export, its scenarios, its flags and its
editions of the framework. The keys stand in the [README](../README.md#keys); how numbers are made, in
[methods.md](methods.md).
"""

TOLD_ONCE = ("who is reading", "print one JSON document and nothing else")
"""Help of the options that are explained once for all commands."""


def page() -> str:
    """The whole page."""
    sections: Iterable[tuple[str, Iterator[str]]] = (
        ("Commands", _commands()),
        ("Tables of an export", _tables()),
        ("Scenarios", _scenarios()),
        ("Flags", _flags()),
        ("Editions", _editions()),
    )
    parts = [HEAD]
    for title, lines in sections:
        parts.append(f"## {title}\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def _grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table in Markdown, with a blank line after it."""
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(text.replace('|', chr(92) + '|') for text in row)} |"
    yield ""


def _words(id: str) -> str:
    """An id as words."""
    return id.replace("_", " ")


def _commands() -> Iterator[str]:
    yield "Exit status: 0 done, 1 it failed or did not verify, 2 wrong usage. `FILE` is the inspection file."
    yield "`--as READER` says who is reading; without it that is the file's only reader, or the name that one"
    yield "is signed in with on the computer. `--json` prints one JSON document on stdout and nothing else."
    yield ""
    for heading, group in GROUPS:
        yield f"### {heading}"
        yield ""
        for listed in group:
            yield from _command(listed)


def _command(listed: Listed) -> Iterator[str]:
    commands: dict[str, Command] = importlib.import_module(f"tui.cli.{listed.module}").COMMANDS
    command = commands[listed.name]
    parser = parser_of(listed.name, listed.does, command)
    yield f"#### `{listed.name}`"
    yield ""
    yield f"{listed.does[:1].upper()}{listed.does[1:]}."
    if command.about:
        yield ""
        yield " ".join(command.about.split())
    yield ""
    yield f"    ilacs-sample {' '.join([listed.name, *_usage(parser)])}"
    yield ""
    told = [
        (f"`{_name(action)}`", _help(action))
        for action in _actions(parser)
        if action.dest != "file" and _help(action) not in TOLD_ONCE
    ]
    if told:
        yield from _grid(("word or option", "what it is"), told)
    if command.examples:
        yield "For example:"
        yield ""
        yield from (f"    ilacs-sample {line}" for line in command.examples)
        yield ""


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """A parser's arguments, but for its help.

    They have no public name; the text of ``--help`` is laid out otherwise from one Python to the next.
    """
    return [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]


def _value(action: argparse.Action) -> str:
    """What stands for an argument's value; empty for a switch."""
    if action.nargs == 0:
        return ""
    named = action.metavar or action.dest.upper()
    if isinstance(named, tuple):
        return " ".join(named)
    times = action.nargs if isinstance(action.nargs, int) else 1
    return " ".join([named] * times)


def _name(action: argparse.Action) -> str:
    return " ".join(filter(None, [", ".join(action.option_strings), _value(action)]))


def _usage(parser: argparse.ArgumentParser) -> list[str]:
    """The parts of the usage line: what must be said before what may be."""
    groups = parser._mutually_exclusive_groups
    grouped = [action for group in groups for action in group._group_actions]
    needed: list[tuple[argparse.Action, str]] = []
    left: list[tuple[argparse.Action, str]] = []
    for action in _actions(parser):
        if action not in grouped:
            must = action.required and action.nargs not in ("?", "*")
            (needed if must else left).append((action, _one(action) if must else f"[{_one(action)}]"))
    words = [text for action, text in needed if not action.option_strings]
    words += [text for action, text in left if not action.option_strings]
    words += [text for action, text in needed if action.option_strings]
    for group in groups:
        either = " | ".join(map(_one, group._group_actions))
        words.append(f"({either})" if group.required else f"[{either}]")
    return [*words, *(text for action, text in left if action.option_strings)]


def _one(action: argparse.Action) -> str:
    """An argument as the usage line has it."""
    text = " ".join(filter(None, [next(iter(action.option_strings), ""), _value(action)]))
    return text + ("..." if action.nargs in ("+", "*") else "")


def _help(action: argparse.Action) -> str:
    """An argument's own words."""
    return str(action.help).replace("%%", "%")


def _tables() -> Iterator[str]:
    given = declaration()
    yield f"`export` writes {len(given.tables)} tables, the same in SQLite, CSV, JSON and XLSX. SQLite has"
    yield f"{len(given.views)} views beside, and the table `readme` explains every table and column. A flag"
    yield "is 1 or 0, a day `YYYY-MM-DD`, an instant ISO 8601 in UTC, a list a JSON array (joined with `; `"
    yield "in CSV and XLSX)."
    yield ""
    for table in given.tables:
        yield from _table(table, "table")
    for view in given.views:
        yield from _table(view, "view")


def _table(table: Table, sort: str) -> Iterator[str]:
    yield f"### {sort.capitalize()} `{table.name}`"
    yield ""
    yield table.meaning
    yield ""
    yield from _grid(
        ("column", "type", "meaning"),
        ((f"`{column.name}`", column.type, _meaning(column)) for column in table.columns),
    )


def _meaning(column: Column) -> str:
    """A column's meaning, and what else is so of it."""
    also = [
        "key" if column.key else "",
        f"refers to `{column.references}`" if column.references else "",
        "found by full-text search" if column.search else "",
        "known ids and names are masked" if column.masked else "",
        "empty without `--names`" if column.names_only else "",
    ]
    said = "; ".join(filter(None, also))
    return f"{column.meaning} ({said})" if said else column.meaning


def _scenarios() -> Iterator[str]:
    yield "Every name in them is invented. `scenarios` counts the children of each area; with `--planted` it"
    yield "also says what was planted, which spoils a scenario for its readers."
    yield ""
    found = [load_scenario(id) for id in scenario_ids()]
    yield from _grid(
        ("id", "what it is", "children open", "census date", "teams", "about"),
        (
            (
                f"`{one.id}`",
                one.title,
                f"{one.children:,}",
                one.census_date.isoformat(),
                str(len(one.teams)),
                one.about,
            )
            for one in found
        ),
    )


def _flags() -> Iterator[str]:
    yield "A flag is a reason to look, worked out from the lists; never a finding. Where a flag has a number"
    yield "of local practice, `new --threshold FLAG=N` sets another."
    yield ""
    yield from _grid(
        ("flag", "what it means", "areas", "number", "source", "confirmed"),
        (
            (
                f"`{flag.id}`",
                flag.sentence,
                ", ".join(sorted(map(_words, flag.areas))),
                f"{flag.threshold} {flag.setting}" if flag.setting else "",
                flag.source,
                "yes" if flag.confirmed else "no",
            )
            for flag in flags.definitions()
        ),
    )
    yield "What inspectors ask for and the lists cannot give:"
    yield ""
    yield from _grid(
        ("reason to look", "areas", "why not", "where to find it"),
        (
            (one.title, ", ".join(map(_words, one.areas)), one.sentence, one.source)
            for one in flags.not_derivable()
        ),
    )


def _editions() -> Iterator[str]:
    yield "Confirmed means: read in a primary source, or in guidance or a data set that restates it. Criteria"
    yield "are this project's own wording; bands, thresholds and which criteria are core are its own choice."
    yield ""
    for id in edition_ids():
        yield from _edition(load_edition(id))


def _edition(edition: Edition) -> Iterator[str]:
    last = edition.last_day.isoformat() if edition.last_day else "today"
    yield f"### `{edition.id}`: {edition.title}"
    yield ""
    yield f"For inspections from {edition.first_day.isoformat()} to {last}."
    yield ""
    counted = (
        ("judgements' names", [one.confirmed for one in edition.judgements]),
        ("criteria", [one.confirmed for one in edition.criteria.values()]),
        ("timescales", [one.confirmed for one in edition.timescales.values()]),
        ("rules of what follows", [one.confirmed for one in edition.next_steps]),
    )
    yield from _grid(
        ("what", "how many", "confirmed", "unconfirmed"),
        ((name, str(len(all)), str(sum(all)), str(len(all) - sum(all))) for name, all in counted),
    )
    yield from _grid(
        ("area", "judgement", "core criteria", "further"),
        (
            (area.name, f"`{area.judgement}`", str(len(area.core)), str(len(area.criteria) - len(area.core)))
            for area in edition.areas
        ),
    )
    yield "Not confirmed, in its own words:"
    yield ""
    yield from (f"- {note}" for note in edition.unconfirmed)
    yield ""


def main() -> int:
    """Write the page; 0 when done."""
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
