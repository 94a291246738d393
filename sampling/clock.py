"""Time comes from outside, so that tests and rebuilds can hold it still."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""A function that gives the present instant in UTC."""


def system_clock() -> datetime:
    """The computer's present instant in UTC."""
    return datetime.now(UTC)


def stamp(instant: datetime) -> str:
    """An instant as the journal writes it: ISO 8601, UTC, milliseconds, ending in Z."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
