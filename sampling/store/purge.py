"""Removing an inspection with everything that stands beside it, and saying what cannot be promised."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sampling.errors import FileError
from sampling.store import held, keyed, schema
from sampling.store import lock as locks
from sampling.store.backups import folder_of
from sampling.store.connection import ENDINGS, connect, sync_folder
from sampling.store.places import refuse_other_things

CANNOT = (
    "the files were overwritten once, but solid state disks, journals and snapshots keep what there was",
    "so only an encrypted disk, or destroying the disk, makes the old data unreadable for certain",
    "copies, merges, hand-outs, exports, reports and draw records made elsewhere are not touched",
    "backups that the computer or a syncing program made by itself are not touched",
)
"""What purging cannot promise, to be shown whenever something is purged."""

_CHUNK = 1 << 20
_APPLICATION = slice(68, 72)


@dataclass(frozen=True, slots=True)
class Purged:
    """What was removed, by name, and what could not be, one line each."""

    removed: tuple[str, ...]
    failed: tuple[str, ...]


def purge(path: Path, *, certain: bool = False) -> Purged:
    """Overwrite and remove an inspection file, its log, its backups and its lock.

    Args:
        path: the inspection file; a damaged one is purged too, and so are the backups of one that is gone.
        certain: that it is an inspection file, where the program cannot tell: a locked file whose
            passphrase was not offered looks like noise, and so do other people's files.

    Raises:
        FileError: if it is no inspection file, or somebody has it open; nothing is removed then.
    """
    belongings = list(_belongings(path))
    if not belongings:
        raise FileError(f"{path}: no such file, and no backups of it")
    if path.exists():
        _check(path, certain)
    lock = locks.acquire(path)
    if lock is None:
        raise FileError(f"{path}: somebody has it open; close it there first")
    removed: list[str] = []
    failed: list[str] = []
    try:
        for item in belongings:
            try:
                overwrite(item)
                item.unlink()
                removed.append(item.name)
            except OSError as error:
                failed.append(f"{item}: {error.strerror or error}")
        failed += _folder_removed(folder_of(path), failed)
        sync_folder(path.parent)
    finally:
        locks.release(lock)
    return Purged(tuple(removed), tuple(failed))


def _folder_removed(folder: Path, failed: Sequence[str]) -> Iterator[str]:
    """Remove the folder of the backups, empty now; a line for what was left in it or behind it."""
    if folder.is_symlink():
        yield f"{folder}: a link, so what it leads to was left; remove that yourself"
    elif folder.is_dir() and not failed:
        try:
            folder.rmdir()
        except OSError as error:
            yield f"{folder}: {error.strerror or error}"


def _belongings(path: Path) -> Iterator[Path]:
    """The file and everything of its own beside it, the file itself last."""
    folder = folder_of(path)
    if folder.is_dir() and not folder.is_symlink():
        yield from sorted(item for item in folder.iterdir() if item.is_file() or item.is_symlink())
    yield from sorted(path.parent.glob(f".{literal(path.name)}.*.part*"))
    for ending in reversed(ENDINGS[:-1]):
        item = path.with_name(path.name + ending)
        if item.exists() or item.is_symlink():
            yield item


def literal(name: str) -> str:
    """A name as a pattern that no other name fits."""
    return "".join(f"[{character}]" if character in "*?[" else character for character in name)


def _check(path: Path, certain: bool) -> None:
    """Refuse anything that is not an inspection file, or was not one before it was damaged."""
    refuse_other_things(path)
    if path.is_symlink():
        raise FileError(f"{path}: a link to {path.resolve()}: purge that, and then remove the link")
    header = held.beginning(path)
    ours = header[_APPLICATION] == schema.APPLICATION_ID.to_bytes(4, "big")
    if certain or folder_of(path).is_dir() or (header.startswith(keyed.PLAIN) and ours):
        return
    if keyed.is_locked(path):
        connect(path, read_only=True).close()
        return
    raise FileError(f"{path}: not an inspection file, so it was not removed")


def overwrite(path: Path) -> None:
    """Write zeros over a file and put them on disk; a link is only taken away."""
    if path.is_symlink():
        return
    path.chmod(0o600)
    with path.open("r+b") as file:
        zero(file)


def zero(file: BinaryIO) -> None:
    """Write zeros over an open file, and put them on disk."""
    left = file.seek(0, os.SEEK_END)
    file.seek(0)
    while left > 0:
        left -= file.write(bytes(min(left, _CHUNK)))
    file.flush()
    os.fsync(file.fileno())
