"""What data files say, kept the way Python keeps its modules: compiled, in ``__pycache__`` beside them.

Reading the framework's words from TOML takes a hundred times as long as taking back what was read. What is
kept is trusted less far than Python's own ``.pyc`` files in the same folder: it can hold values only and run
nothing, and it is made anew whenever a data file, or the code that reads it, is another than before.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from enum import Enum
from importlib.util import cache_from_source
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

_DIGEST = hashlib.sha256().digest_size


def compiled(name: str, sources: Iterable[Path], read: Callable[[], T]) -> T:
    """What ``read`` gives: taken from where it was kept, else read and kept.

    Args:
        name: what it is called among the files kept of its folder.
        sources: the data files, and the code that reads them; the first one's folder keeps it.
        read: reads it afresh.

    Raises:
        whatever ``read`` raises; a place that cannot be written only costs the time of reading again.
    """
    files = list(sources)
    keep = Path(cache_from_source(str(files[0].with_name(f"{name}.toml"))))
    stamp = repr([(file.name, *_changed(file)) for file in files]).encode()
    found = _body(keep, stamp)
    if found is not None:
        with suppress(pickle.UnpicklingError):
            kept: T = _Values(io.BytesIO(found)).load()
            return kept
    made = read()
    if not sys.dont_write_bytecode:
        _keep(keep, stamp, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
    return made


class _Values(pickle.Unpickler):
    """Takes back nothing but values: days, and this program's frozen dataclasses and enums."""

    def find_class(self, module: str, name: str) -> type:
        """A class of values; a pickle that names anything else, such as a function to call, is refused."""
        if (module, name) == ("datetime", "date"):
            return date
        if module.partition(".")[0] == __package__:
            found = super().find_class(module, name)
            frozen = getattr(getattr(found, "__dataclass_params__", None), "frozen", False)
            if isinstance(found, type) and (frozen or issubclass(found, Enum)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no class of values")


def _changed(file: Path) -> tuple[int, int]:
    """Size and time of the last change; a missing file is for ``read`` to complain of."""
    try:
        found = file.stat()
    except OSError:
        return (-1, -1)
    return (found.st_size, found.st_mtime_ns)


def _body(keep: Path, stamp: bytes) -> bytes | None:
    """What was kept for just these sources; None for nothing, or for what is not whole."""
    try:
        held = keep.read_bytes()
    except OSError:
        return None
    body = held[_DIGEST:]
    return body if hashlib.sha256(stamp + body).digest() == held[:_DIGEST] else None


def _keep(keep: Path, stamp: bytes, body: bytes) -> None:
    """Keep it whole or not at all, whoever else keeps it at the same moment."""
    partial = keep.with_name(f"{keep.name}.{os.getpid()}")
    with suppress(OSError):
        keep.parent.mkdir(parents=True, exist_ok=True)
        try:
            partial.write_bytes(hashlib.sha256(stamp + body).digest() + body)
            partial.replace(keep)
        finally:
            partial.unlink(missing_ok=True)
