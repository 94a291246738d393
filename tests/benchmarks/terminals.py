"""Programs in a terminal of their own: started, typed to, and timed until what they show has come."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from types import TracebackType

PATIENCE = 60.0
"""Seconds to wait for a text before giving up."""

QUIET = 0.04
"""Seconds without a byte after which a paint is over."""

PROGRAM = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())"]
"""What the installed command runs."""


def environment(home: Path) -> dict[str, str]:
    """A terminal in colour, settings of its own, and compiled modules kept, as for an installed program."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "ILACS_SAMPLE_HOME": str(home),
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
    }


class Terminal:
    """One program in a terminal of 120 by 40."""

    def __init__(self, command: list[str], home: Path) -> None:
        """Start it."""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.begun = time.perf_counter()
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment(home), start_new_session=True
        )
        os.close(slave)

    def until(self, wanted: bytes) -> float:
        """Seconds from the start until a text was written."""
        seen = b""
        while wanted not in seen:
            ready, _, _ = select.select([self._master], [], [], PATIENCE)
            if not ready:
                raise TimeoutError(f"{wanted!r} was not shown within {PATIENCE:g} s: {seen[-400:]!r}")
            seen += os.read(self._master, 65536)
        return time.perf_counter() - self.begun

    def processor(self) -> float:
        """Seconds that its main thread has been on a processor, as Linux counts; 0 elsewhere."""
        try:
            counted = Path(f"/proc/{self._process.pid}/schedstat").read_text(encoding="ascii")
        except OSError:
            return 0.0
        return int(counted.split()[0]) / 1e9

    def settle(self, seconds: float = QUIET) -> bytes:
        """Read until nothing more comes."""
        seen = b""
        while select.select([self._master], [], [], seconds)[0]:
            seen += os.read(self._master, 65536)
        return seen

    def write(self, keys: bytes) -> None:
        """Type, without waiting for anything."""
        os.write(self._master, keys)

    def key(self, key: str) -> float:
        """Seconds from a key to the last byte of the paint that it led to."""
        self.settle()
        pressed = last = time.perf_counter()
        os.write(self._master, key.encode())
        wait = PATIENCE
        while select.select([self._master], [], [], wait)[0]:
            os.read(self._master, 65536)
            last, wait = time.perf_counter(), QUIET
        return last - pressed

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it at once."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._master)
