"""Opening the inspection file that a command names."""

from __future__ import annotations

from sampling.errors import ReadOnlyError
from sampling.store import Inspection
from tui.cli import out
from tui.cli.parsing import Arguments


def to_read(arguments: Arguments) -> Inspection:
    """The file, opened to look only: no lock is taken and nothing in it changes."""
    return Inspection.open(arguments.file, reader=arguments.reader, read_only=True)


def to_write(arguments: Arguments) -> Inspection:
    """The file, opened to record.

    Raises:
        ReadOnlyError: if somebody else has it open, or it cannot be written.
    """
    inspection = Inspection.open(arguments.file, reader=arguments.reader)
    if inspection.read_only:
        inspection.close()
        raise ReadOnlyError(f"{arguments.file}: {'; '.join(inspection.notices)}")
    for notice in inspection.notices:
        out.complain(notice)
    return inspection
