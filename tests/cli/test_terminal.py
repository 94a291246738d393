"""What opens the full screen, from a terminal made for the test."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import small
from tests.cli.world import ROOT

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

CTRL_Q = b"\x11"
TERMINAL = {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
"""The terminal; its size is said in the environment too, where another size may stand already."""
PATIENCE = 60.0
"""Seconds until a test gives up; the app takes less than one."""


def _until_quit(home: Path, *words: object) -> tuple[int, bytes]:
    """Run a command in a terminal, leave the app once it has painted; its exit code and its screen."""
    outer, inner = pty.openpty()
    termios.tcsetwinsize(outer, (int(TERMINAL["LINES"]), int(TERMINAL["COLUMNS"])))
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.cli", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "ILACS_SAMPLE_HOME": str(home), **TERMINAL},
        stdin=inner,
        stdout=inner,
        stderr=inner,
        start_new_session=True,
    )
    os.close(inner)
    shown, asked, began = b"", False, time.monotonic()
    try:
        while process.poll() is None and time.monotonic() - began < PATIENCE:
            ready, _, _ = select.select([outer], [], [], 0.1)
            if ready:
                try:
                    shown += os.read(outer, 65536)
                except OSError:  # Linux says so when the other end is closed
                    break
            if not asked and b"ctrl+q" in shown:
                os.write(outer, CTRL_Q)
                asked = True
        return process.wait(timeout=PATIENCE), shown
    finally:
        process.kill()
        process.wait()
        os.close(outer)


def test_alone_it_opens_the_app(tmp_path: Path) -> None:
    code, shown = _until_quit(tmp_path)
    assert (code, b"ctrl+q" in shown) == (0, True)


def test_open_shows_the_inspection(tmp_path: Path) -> None:
    file = small.make(tmp_path / "small.ilacs")
    code, shown = _until_quit(tmp_path, "open", file, "--as", "anna")
    assert (code, b"Marlow Bridge" in shown) == (0, True)
    assert not file.with_name(file.name + "-wal").exists()
