"""Putting finished files in their place: private, never over another, and whole or not at all."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sampling.errors import FileError


@contextmanager
def placed(*targets: Path) -> Iterator[tuple[Path, ...]]:
    """Names to write under; what stands there in the end gets the targets' names, all or none.

    Args:
        targets: where files or folders shall stand; each must be free, in a folder that there is.

    Raises:
        FileError: if a target exists, its folder is missing, or the disk fails; nothing is left then.
    """
    partials = tuple(target.with_name(f".ilacs-sample-{uuid.uuid4().hex[:12]}.part") for target in targets)
    moved: list[Path] = []
    whole = False
    try:
        for target in targets:
            _must_be_free(target)
            if not target.parent.is_dir():
                raise FileError(f"{target}: there is no folder {target.parent}")
        yield partials
        for partial, target in zip(partials, targets, strict=True):
            _must_be_free(target)
            partial.rename(target)
            moved.append(target)
        whole = True
    except OSError as error:
        raise unwritten(targets[0], error.strerror or str(error)) from error
    finally:
        for path in (*partials, *(() if whole else moved)):
            _remove(path)


def unwritten(target: Path, reason: str) -> FileError:
    """The error for an output that could not be written, with the reason in a few words."""
    return FileError(f"{target}: could not be written ({reason}); nothing was left behind")


def write_private(path: Path, content: Callable[[IO[str]], object] | bytes) -> None:
    """Write a file that only its owner can read, down to the disk.

    Args:
        path: a free name.
        content: bytes, or what writes a text into the UTF-8 file that it is given.

    Raises:
        OSError: if the disk fails.
    """
    create_private(path)
    if isinstance(content, bytes):
        with path.open("wb") as binary:
            binary.write(content)
            _sync(binary)
    else:
        with path.open("w", encoding="utf-8", newline="") as text:
            content(text)
            _sync(text)


def create_private(path: Path) -> None:
    """Create an empty file that only its owner can read.

    Raises:
        OSError: if it exists already or cannot be made.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _sync(file: IO[str] | IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _must_be_free(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise FileError(f"{target}: exists already, and is never overwritten")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    for leftover in (path, path.with_name(path.name + "-journal")):
        leftover.unlink(missing_ok=True)
