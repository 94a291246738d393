"""What stands where in a session's folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sampling.errors import FileError
from sampling.text import clean_line

SUFFIX = ".ilacs"


@dataclass(frozen=True, slots=True)
class SessionFolder:
    """A session's folder: the trainer's own, but for what is in ``hand-outs``.

    Attributes:
        path: the folder.
    """

    path: Path

    @property
    def master(self) -> Path:
        """The trainer's file, with the scenario, its seed and the frames."""
        return self.path / f"session{SUFFIX}"

    @property
    def key(self) -> Path:
        """The answer key; nobody else's business until the debrief."""
        return self.path / "session.key"

    @property
    def sheet(self) -> Path:
        """Who reads what, for the trainer."""
        return self.path / "sheet.md"

    @property
    def hand_outs(self) -> Path:
        """The folder of the files that readers are given, and put back."""
        return self.path / "hand-outs"

    @property
    def shared(self) -> Path:
        """The one file of a session on a shared machine."""
        return self.hand_outs / f"everybody{SUFFIX}"

    @property
    def collected(self) -> Path:
        """The readers' files brought together."""
        return self.path / f"collected{SUFFIX}"

    @property
    def pages(self) -> Path:
        """The folder of each reader's private page."""
        return self.path / "pages"

    def hand_out(self, reader: str) -> Path:
        """One reader's file."""
        return self.hand_outs / f"{file_name(reader)}{SUFFIX}"

    def checked(self) -> SessionFolder:
        """The folder, if a session stands in it.

        Raises:
            FileError: if none does.
        """
        if not self.master.is_file():
            raise FileError(f"{self.path}: no session was set up here (there is no {self.master.name})")
        return self


def file_name(reader: str) -> str:
    """A reader's name as the name of a file: what a disk might refuse becomes ``_``."""
    name = "".join(c if c.isalnum() or c in "-_ ." else "_" for c in clean_line(reader).text)
    return name.strip(" .") or "_"
