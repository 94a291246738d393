"""From words to a command, and from whatever goes wrong to one clear line and an exit code."""

from __future__ import annotations

import getpass
import importlib
import io
import os
import sqlite3
import sys
import threading
import warnings
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from sampling.errors import IlacsError, PassphraseWantedError, PinWantedError, UsageError
from tui.cli import catalogue, out
from tui.cli.parsing import Command, parser_of

PASSPHRASE_VARIABLE = "ILACS_SAMPLE_PASSPHRASE"  # noqa: S105 - a name, not a secret
"""The environment variable that may hold the passphrase of a locked file."""

PIN_VARIABLE = "ILACS_SAMPLE_PIN"
"""The environment variable that may hold a reader's PIN for a file that a room shares."""

INTERRUPTED = 130
"""Exit code after ctrl+c, as shells use it."""


def dispatch(words: Sequence[str]) -> int:
    """Run the command that the words name; everything that goes wrong becomes one line on stderr."""
    _forgiving(sys.stdout)
    _forgiving(sys.stderr)
    try:
        code = _signed_in(list(words))
        sys.stdout.flush()
    except IlacsError as error:
        out.complain(str(error))
        return error.exit_code
    except sqlite3.Error as error:
        out.complain(f"the file could not be read or written: {_advice(error)}")
        return 1
    except ModuleNotFoundError as error:
        out.complain(f"the program is not installed whole: the module {error.name} is missing")
        return 1
    except KeyboardInterrupt:
        out.complain("stopped; everything recorded before is kept")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone. Python would complain again when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        place = f"{error.filename}: " if isinstance(error.filename, str) else ""
        out.complain(f"{place}{error.strerror or 'the computer refused'}")
        return 1
    return code


def _advice(error: sqlite3.Error) -> str:
    from sampling.store.connection import advice

    return f"{advice(error)}; 'verify' says whether it is damaged"


def say_only_where() -> None:
    """Let no fault print what it was about, wherever it happens.

    Python prints the messages of faults in threads, in what is thrown away, and of warnings by itself.
    """
    sys.excepthook = report_crash
    threading.excepthook = _report_left
    sys.unraisablehook = _report_left
    # A warning is for whoever writes programs, and its text may quote what was read.
    warnings.simplefilter("ignore")


def _report_left(fault: threading.ExceptHookArgs | sys.UnraisableHookArgs) -> None:
    if fault.exc_type is not SystemExit:  # how a thread ends itself
        report_crash(fault.exc_type, fault.exc_value, fault.exc_traceback)


def report_crash(
    kind: type[BaseException], _error: BaseException | None, trace: TracebackType | None
) -> None:
    """Say that the program itself failed: what kind of fault and where, and nothing of the data.

    The message of the exception stays unsaid, since it may hold a child's words.
    """
    where = "unknown place"
    while trace is not None:
        code = trace.tb_frame.f_code
        parts = Path(code.co_filename).parts[-2:]
        where = f"{'/'.join(parts)} line {trace.tb_lineno}"
        trace = trace.tb_next
    out.complain(
        f"a fault in the program itself ({kind.__name__} in {where}); nothing was half-written, "
        "and everything recorded before is kept"
    )


def _signed_in(words: list[str]) -> int:
    """Run a command; where a file wants a passphrase or a PIN, take it from whoever can give it."""
    given = os.environ.get(PIN_VARIABLE)
    if given:
        from sampling.store import pins

        pins.offer(given)
    given = os.environ.get(PASSPHRASE_VARIABLE)
    if given:
        from sampling.store import keyed

        keyed.offer(given)
    try:
        return _unlocked(words)
    except PinWantedError as wanted:
        if not out.at_terminal():
            raise
        from sampling.store import pins

        pins.offer(getpass.getpass(f"PIN of {out.line(wanted.reader)}: "))
        return _unlocked(words)


def _unlocked(words: list[str]) -> int:
    """Run a command; ask once for the passphrase of each locked file that it meets."""
    asked: set[Path] = set()
    while True:
        try:
            return _run(words)
        except PassphraseWantedError as wanted:
            if not out.at_terminal() or wanted.file in asked:
                raise
            from sampling.store import keyed

            asked.add(wanted.file)
            keyed.offer(getpass.getpass(f"Passphrase of {out.line(wanted.file.name)}: "))


def _run(words: list[str]) -> int:
    if not words:
        return _home()
    if words[0] in ("--help", "-h") or words == ["help"]:
        out.say(catalogue.overview())
        return 0
    if words[0] == "help":
        words = [*words[1:], "--help"]
    listed = catalogue.COMMANDS.get(" ".join(words[:2])) or catalogue.COMMANDS.get(words[0])
    if listed is None:
        return _no_command(words)
    command = _load(listed)
    parser = parser_of(listed.name, listed.does, command)
    try:
        arguments = parser.parse_args(words[len(listed.name.split()) :])
    except SystemExit as end:  # argparse leaves this way after printing help
        return end.code if isinstance(end.code, int) else 0
    return command.run(arguments)


def _load(listed: catalogue.Listed) -> Command:
    module = importlib.import_module(f"tui.cli.{listed.module}")
    commands: dict[str, Command] = module.COMMANDS
    return commands[listed.name]


def _no_command(words: list[str]) -> int:
    family = catalogue.family(words[0])
    if family and len(words) > 1 and words[1] in ("--help", "-h"):
        out.say(family)
        return 0
    if family:
        actions = [name.split()[1] for name in catalogue.COMMANDS if name.startswith(f"{words[0]} ")]
        raise UsageError(f"say which: {words[0]} {', '.join(actions[:-1])} or {actions[-1]}")
    word = out.line(words[0])[:60]
    if word.startswith("-"):
        raise UsageError(f"unknown option '{word}': ilacs-sample --help lists what there is")
    raise UsageError(f"unknown command '{word}': {catalogue.nearest(word)}")


def _home() -> int:
    if not out.at_terminal():
        out.say(catalogue.overview())
        raise IlacsError("the app needs a terminal, and this is none: give a command, such as 'demo'")
    from tui.app import run

    return run()


def _forgiving(stream: object) -> None:
    """Let a terminal that lacks a character show its code instead of ending the program."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
