"""Removing an inspection with everything that stands beside it, and saying what cannot be promised."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sampling.errors import FileError
from sampling.store import keyed, schema
from sampling.store import lock as locks
from sampling.store.backups import folder_of
from sampling.store.connection import ENDINGS, connect, sync_folder

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
        if folder_of(path).is_dir() and not failed:
            folder_of(path).rmdir()
        sync_folder(path.parent)
    finally:
        locks.release(lock)
    return Purged(tuple(removed), tuple(failed))


def _belongings(path: Path) -> Iterator[Path]:
    """The file and everything of its own beside it, the file itself last."""
    folder = folder_of(path)
    if folder.is_dir() and not folder.is_symlink():
        yield from sorted(item for item in folder.iterdir() if item.is_file() or item.is_symlink())
    yield from sorted(path.parent.glob(f".{_literal(path.name)}.*.part*"))
    for ending in reversed(ENDINGS[:-1]):
        item = path.with_name(path.name + ending)
        if item.exists() or item.is_symlink():
            yield item


def _literal(name: str) -> str:
    return "".join(f"[{character}]" if character in "*?[" else character for character in name)


def _check(path: Path, certain: bool) -> None:
    """Refuse anything that is not an inspection file, or was not one before it was damaged."""
    if path.is_dir():
        raise FileError(f"{path}: a folder, not an inspection file")
    with path.open("rb") as file:
        header = file.read(100)
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
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, _CHUNK)))
        file.flush()
        os.fsync(file.fileno())
