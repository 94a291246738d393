"""Opening the inspection file that a command names."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from pathlib import Path

from sampling.errors import ReadOnlyError
from sampling.store import Inspection, keyed
from tui.cli import out
from tui.cli.dispatch import PASSPHRASE_VARIABLE
from tui.cli.parsing import Arguments


def offered_passphrase(file: Path) -> str | None:
    """The passphrase of a locked file, offered to this process: from the environment, or asked for.

    None where the file is not locked, or nobody is there to ask.
    """
    if not file.is_file() or not keyed.is_locked(file):
        return None
    given = os.environ.get(PASSPHRASE_VARIABLE)
    if given is None and out.at_terminal():
        given = getpass.getpass(f"Passphrase of {out.line(file.name)}: ")
    if given is not None:
        keyed.offer(given)
    return given


def to_read(arguments: Arguments) -> Inspection:
    """The file, opened to look only: no lock is taken and nothing in it changes."""
    offered_passphrase(arguments.file)
    return Inspection.open(arguments.file, reader=arguments.reader, read_only=True)


def to_write(arguments: Arguments) -> Inspection:
    """The file, opened to record.

    Raises:
        ReadOnlyError: if somebody else has it open, or it cannot be written.
    """
    offered_passphrase(arguments.file)
    inspection = Inspection.open(arguments.file, reader=arguments.reader)
    if inspection.read_only:
        inspection.close()
        raise ReadOnlyError(f"{arguments.file}: {'; '.join(inspection.notices)}")
    for notice in inspection.notices:
        out.complain(notice)
    return inspection


def changing(said: str, change: Callable[[Inspection, Arguments], None]) -> Callable[[Arguments], int]:
    """A command that changes one recorded thing and says so: ``Q-1a2b3c4d: closed``.

    Args:
        said: what is said of it afterwards.
        change: changes what ``arguments.id`` names.
    """

    def run(arguments: Arguments) -> int:
        with to_write(arguments) as inspection:
            change(inspection, arguments)
        out.say(f"{arguments.id}: {said}")
        return 0

    return run
