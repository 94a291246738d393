"""Bars of characters, for shares and progress; always beside the numbers they stand for."""

from __future__ import annotations

FULL = "█"
EMPTY = "░"
_PARTS = " ▏▎▍▌▋▊▉"


def progress(done: int, of: int, width: int) -> str:
    """How far something is, as ``███░░``; one begun is never shown as nothing, nor one unfinished as all."""
    if of <= 0:
        return EMPTY * width
    filled = round(width * done / of)
    if 0 < done < of:
        filled = min(max(filled, 1), width - 1)
    return FULL * filled + EMPTY * (width - filled)


def bar(value: int, largest: int, width: int) -> str:
    """A bar in eighths of a cell, as long as ``width`` for the largest value; the rest is spaces."""
    if largest <= 0 or value <= 0:
        return " " * width
    eighths = max(1, round(8 * width * value / largest))
    whole, part = divmod(eighths, 8)
    return (FULL * whole + (_PARTS[part] if part else "")).ljust(width)
