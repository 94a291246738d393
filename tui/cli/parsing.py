"""Reading a command's words: argparse, made to keep any text whole and to complain in one line."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from sampling.errors import UsageError

Arguments = argparse.Namespace


@dataclass(frozen=True, slots=True)
class Command:
    """A command.

    Attributes:
        declare: adds its options and arguments to a parser.
        run: does it; gives the exit code.
        about: what else a person should know, after the line of the overview.
        examples: whole command lines without the program's name.
    """

    declare: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Arguments], int]
    about: str = ""
    examples: tuple[str, ...] = ()


class _Parser(argparse.ArgumentParser):
    """A parser that keeps texts whole and raises instead of printing a usage block."""

    def error(self, message: str) -> NoReturn:
        """Complain in one line."""
        raise UsageError(f"{message}; {self.prog} --help tells more")

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse words of which an option's value may begin with a dash."""
        return super().parse_args(self._joined(list(args)), namespace)

    def _joined(self, words: Sequence[str]) -> list[str]:
        """Each long option that takes one value, joined to it.

        argparse would else read a text such as ``-no visits`` after ``--evidence`` as options.
        """
        joined: list[str] = []
        rest = iter(words)
        for word in rest:
            if word == "--":
                return [*joined, word, *rest]
            action = self._option_string_actions.get(word)
            if action is not None and action.nargs is None and word.startswith("--"):
                value = next(rest, None)
                joined.append(word if value is None else f"{word}={value}")
            else:
                joined.append(word)
        return joined


def parser_of(name: str, does: str, command: Command) -> argparse.ArgumentParser:
    """The parser of one command."""
    examples = "\n".join(f"  ilacs-sample {line}" for line in command.examples)
    parser = _Parser(
        prog=f"ilacs-sample {name}",
        description=f"{does[:1].upper()}{does[1:]}." + (f"\n\n{command.about}" if command.about else ""),
        epilog=f"examples:\n{examples}" if examples else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.declare(parser)
    return parser


def file_argument(parser: argparse.ArgumentParser) -> None:
    """The inspection file, and who is at the keyboard."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the inspection file")
    parser.add_argument("--as", metavar="READER", dest="reader", type=reader, help="who is reading")


def json_option(parser: argparse.ArgumentParser) -> None:
    """Print one JSON document instead of a table."""
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")


def id_options(parser: argparse.ArgumentParser) -> None:
    """The inspection file, and the id of something recorded in it."""
    file_argument(parser)
    parser.add_argument("id", metavar="ID", help="its id, as 'add' and 'list' print it")


def because_option(parser: argparse.ArgumentParser) -> None:
    """The reason, which has to be given."""
    parser.add_argument("--because", metavar="TEXT", required=True, help="the reason")


def reader(text: str) -> str:
    """A reader's name, which may not be empty, nor one by which the program itself opens files."""
    from sampling.store.pins import PROGRAMS

    if not text.strip():
        raise UsageError("--as needs a name")
    if text.strip() in PROGRAMS:
        raise UsageError(f"--as: '{text.strip()}' is the program's own name: take another")
    return text


def day(text: str) -> date:
    """A date, day first or ISO.

    Raises:
        UsageError: if it is none.
    """
    from sampling.caseload.annex_a.dates import parse_date

    found = None if text.strip().isdigit() else parse_date(text)
    if found is None:
        raise UsageError(f"'{text[:40]}' is no date: write it like 31/03/2026 or 2026-03-31")
    return found


def threshold(text: str) -> tuple[str, int]:
    """A flag and its number, written ``FLAG=N``.

    Raises:
        UsageError: if it is not.
    """
    flag, _, number = text.partition("=")
    if not (number.strip().isascii() and number.strip().isdigit()) or len(number) > 6:
        raise UsageError(f"'{text[:40]}' is no FLAG=N, such as ageing_plan=18")
    return flag.strip(), int(number)


def words(text: str) -> list[str]:
    """Words joined with commas."""
    return [part.strip() for part in text.split(",") if part.strip()]
