"""One small tree of exceptions: every one is a clear line for the person at the keyboard.

IlacsError            the thing asked for failed (exit 1)
  UsageError          the words of the request are wrong (exit 2)
  DataFileError       one of the program's own data files does not hold together
  FileError           an inspection file, workbook or output cannot be read or written
    PassphraseWantedError  the file is locked, and no passphrase that opens it was given
    PinWantedError    the file is shared by readers who sign in with a PIN
    ReadOnlyError     somebody else holds the file, or it was opened to look only
"""

from __future__ import annotations

from pathlib import Path


class IlacsError(Exception):
    """The thing asked for failed; the message is one line saying what, where and what to do."""

    exit_code = 1


class UsageError(IlacsError):
    """The request itself is wrong: an unknown word, a number out of range, a missing part."""

    exit_code = 2


class DataFileError(IlacsError):
    """A data file of the program does not hold together.

    Attributes:
        file: the data file's name.
        key: the dotted key at fault.
    """

    def __init__(self, file: str, key: str, problem: str) -> None:
        """Say which file, which key, and what is wrong with it."""
        super().__init__(f"{file}: {key}: {problem}")
        self.file = file
        self.key = key


class FileError(IlacsError):
    """A file cannot be read, written or trusted."""


class ReadOnlyError(FileError):
    """The inspection is open for reading only, and the message says why."""


class PassphraseWantedError(FileError):
    """A file is locked, and nothing that was offered opens it.

    Attributes:
        file: the locked file.
    """

    def __init__(self, message: str, file: Path) -> None:
        """Say so, and remember which file."""
        super().__init__(message)
        self.file = file


class PinWantedError(FileError):
    """The file is shared by readers with PINs, and the right one was not given.

    Attributes:
        reader: whose PIN is wanted.
    """

    def __init__(self, message: str, reader: str) -> None:
        """Say what to do, and remember whose PIN is wanted."""
        super().__init__(message)
        self.reader = reader


def unknown(what: str, given: str, choices: list[str]) -> UsageError:
    """The error for a word that is not one of the known ones, with the nearest ones named.

    Args:
        what: the kind of thing, such as "area".
        given: the word that was given.
        choices: the words that would have been right.
    """
    import difflib

    near = difflib.get_close_matches(given.casefold(), choices, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"choose from {', '.join(choices[:12])}"
    return UsageError(f"unknown {what} '{given[:60]}': {hint}")
