"""Numbers with what they count, as sentences have them."""

from __future__ import annotations


def counted(number: int, what: str) -> str:
    """A number and what it counts: ``1 file``, ``2,554 pairs``."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
