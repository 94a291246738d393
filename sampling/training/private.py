"""Writing a text for its owner's eyes alone, whole or not at all."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

from sampling.errors import FileError


def write_text(path: Path, text: str) -> None:
    """Write a text, in the place of an earlier one if there is one.

    Raises:
        FileError: if it cannot be written; what stood there is kept.
    """
    partial = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        handle = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise FileError(f"{path}: could not be written ({error.strerror})") from error
    finally:
        partial.unlink(missing_ok=True)
