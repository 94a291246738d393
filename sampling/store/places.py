"""Where a file is: behind a link, on a shared folder of Windows, or not a file at all."""

from __future__ import annotations

from pathlib import Path, PurePath

from sampling.errors import FileError


def refuse_other_things(path: Path) -> None:
    """Refuse what is no file: reading from a pipe or a device may never end.

    Raises:
        FileError: if it is missing, no file, or in a folder that may not be read.
    """
    try:
        if not path.exists():
            raise FileError(f"{path}: no such file")
        if path.is_dir():
            raise FileError(f"{path}: a folder, not an inspection file")
        if not path.is_file():
            raise FileError(f"{path}: a pipe or a device, not an inspection file")
    except OSError as error:
        raise FileError(f"{path}: you may not read it ({error.strerror})") from error


def real(path: Path) -> Path:
    """The file that a link stands for, so that its lock and its backups are the same by either name."""
    return path.resolve() if path.is_symlink() and path.exists() else path


def private_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, for their owner alone, whatever the umask.

    Raises:
        OSError: if one cannot be made.
    """
    for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)


def address(path: PurePath) -> str:
    """A whole path as SQLite's URI.

    A shared folder of Windows has its computer's name in the path, since SQLite takes none before it.
    """
    uri = path.as_uri()
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)
