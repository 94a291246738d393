"""Rows of a handover that need not be held: made as they are written, and made anew when asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from sampling.handover.declaration import Row


class Rows(Protocol):
    """The rows of a table: so many, and as often as they are wanted. A tuple of rows is one."""

    def __iter__(self) -> Iterator[Row]:
        """The rows in order."""
        ...

    def __len__(self) -> int:
        """How many."""
        ...


@dataclass(frozen=True, slots=True)
class Streamed:
    """Rows made one by one; the same each time while what they are made from stays as it is.

    Attributes:
        make: makes them, from the first.
        count: how many it makes.
    """

    make: Callable[[], Iterator[Row]]
    count: int

    def __iter__(self) -> Iterator[Row]:
        """The rows, made afresh."""
        return self.make()

    def __len__(self) -> int:
        """How many, as counted when they were first made."""
        return self.count


def streamed(make: Callable[[], Iterator[Row]]) -> Streamed:
    """Rows that are made once now, only to be counted."""
    return Streamed(make, sum(1 for _ in make()))
