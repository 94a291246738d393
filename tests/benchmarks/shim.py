"""The disk that records and fails: compiling ``shim.c``, running a worker behind it, reading its record."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")

_HEAD = struct.Struct("<cHQI")


@dataclass(frozen=True, slots=True)
class Operation:
    """One recorded operation: write, truncate, sync, open (with creation), unlink or rename.

    Attributes:
        kind: ``w``, ``t``, ``s``, ``o``, ``u`` or ``r``.
        name: the file.
        offset: where it was written, or the length it was cut to.
        data: what was written, or the new name.
    """

    kind: str
    name: str
    offset: int
    data: bytes


def available() -> bool:
    """Whether the shim can be made here: Linux, and a C compiler."""
    return sys.platform.startswith("linux") and shutil.which("gcc") is not None


def build(folder: Path) -> Path:
    """Compile the shim."""
    library = folder / "shim.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"], check=True)
    return library


def run(
    library: Path,
    script: str,
    folder: Path,
    *arguments: str,
    log: Path | None = None,
    fail: str = "",
    room: str = "",
) -> list[str]:
    """Run a Python script behind the shim; gives the lines it printed.

    Args:
        library: the compiled shim.
        script: the worker's code.
        folder: the folder whose files are recorded, or fail.
        arguments: for the script.
        log: where to record.
        fail: see ``SHIM_FAIL`` in ``shim.c``.
        room: see ``SHIM_ROOM`` there.
    """
    given = {"SHIM_FAIL": fail, "SHIM_ROOM": room, "SHIM_LOG": str(log) if log else ""}
    environment = {
        **os.environ,
        "LD_PRELOAD": str(library),
        "SHIM_FOLDER": str(folder),
        **{name: value for name, value in given.items() if value},
    }
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssertionError(done.stderr)
    return done.stdout.splitlines()


def operations(log: Path) -> Iterator[Operation]:
    """The record, in order."""
    body = log.read_bytes()
    at = 0
    while at < len(body):
        kind, length, offset, size = _HEAD.unpack_from(body, at)
        at += _HEAD.size
        name = body[at : at + length].decode()
        data = body[at + length : at + length + size]
        at += length + size
        yield Operation(kind.decode(), name, offset, data)
