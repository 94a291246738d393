"""Copying to the clipboard, by whatever way this computer has; it can be forbidden."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sampling.errors import IlacsError
from sampling.text import clean

TOOLS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("pbcopy", (), ""),
    ("wl-copy", (), "WAYLAND_DISPLAY"),
    ("xclip", ("-selection", "clipboard"), "DISPLAY"),
    ("xsel", ("--clipboard", "--input"), "DISPLAY"),
    ("clip.exe", (), ""),
)
"""Programs that put a text on the clipboard: name, arguments, and what must be in the environment."""

MOST_BY_TERMINAL = 74_000
"""Bytes that terminals take at most by their own way (OSC 52 allows 100,000 once encoded)."""

PATIENCE = 2.0
"""Seconds that such a program may take."""


class CopyingForbiddenError(IlacsError):
    """Copying was forbidden on this computer."""

    def __init__(self) -> None:
        """Say how to allow it."""
        super().__init__("copying is forbidden on this computer; Y allows it again")


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that puts its input on the clipboard."""

    name: str
    command: tuple[str, ...]


def tool(environment: Mapping[str, str], find: Callable[[str], str | None] = shutil.which) -> Tool | None:
    """The program to copy with; None where the terminal has to do it.

    Over SSH the clipboard of the far computer is nobody's, so the terminal does it.

    Args:
        environment: the environment's variables.
        find: gives a program's path.
    """
    if "SSH_TTY" in environment or "SSH_CONNECTION" in environment:
        return None
    for name, arguments, needed in TOOLS:
        if needed and not environment.get(needed):
            continue
        path = find(name)
        if path:
            return Tool(name, (path, *arguments))
    return None


def copy(text: str, by_terminal: Callable[[str], None]) -> str:
    """Copy a text, cleaned; says which way it went.

    Args:
        text: anything.
        by_terminal: how the terminal is asked to do it.

    Raises:
        IlacsError: if there is nothing to copy, or it is too long for the only way there is.
    """
    cleaned = clean(text).text
    if not cleaned.strip():
        raise IlacsError("there is nothing to copy here")
    found = tool(os.environ)
    if found is not None and _by_tool(found, cleaned):
        return f"copied {len(cleaned):,} characters with {found.name}"
    if len(cleaned.encode()) > MOST_BY_TERMINAL:
        raise IlacsError("too long for the terminal to copy: copy a part of it")
    by_terminal(cleaned)
    return f"{len(cleaned):,} characters handed to the terminal to copy; not every terminal does it"


def _by_tool(found: Tool, text: str) -> bool:
    # UTF-16 is what the Windows clipboard's program reads without guessing.
    encoding = "utf-16" if found.name == "clip.exe" else "utf-8"
    try:
        done = subprocess.run(  # noqa: S603 - a fixed list of programs, found on the path
            found.command,
            input=text.encode(encoding),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
