"""The cells of a frame beside its ids: as rows of values, or still as the lines of the frozen text.

A frame of 400,000 children has ten million cells, and a draw looks at one or two columns of them. So what
was read from a frozen frame stays text until a column is asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Protocol

from sampling.text import are_clean_lines, is_clean_line


class Cells(Protocol):
    """A frame's values, in the order of its ids."""

    def column(self, place: int) -> list[str]:
        """The values of one column."""
        ...

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Each child's values."""
        ...

    def counts(self) -> list[Counter[str]]:
        """How often each value stands in each column."""
        ...

    def clean(self) -> bool:
        """Whether every cell would survive a printed line."""
        ...


@dataclass(frozen=True, slots=True)
class Values:
    """Cells as they come from a cohort: a tuple for each child, many of them one and the same."""

    tuples: Sequence[tuple[str, ...]]

    def column(self, place: int) -> list[str]:
        """The values of one column."""
        return [values[place] for values in self.tuples]

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Each child's values."""
        return iter(self.tuples)

    def counts(self) -> list[Counter[str]]:
        """How often each value stands in each column."""
        return _counted(self.tuples)

    def clean(self) -> bool:
        """Whether every cell would survive a printed line."""
        different = {cell for values in set(self.tuples) for cell in values}
        return all(is_clean_line(cell) for cell in different)


@dataclass(frozen=True)
class Lines:
    """Cells as a frozen text has them: lines of an id and its cells, joined by commas, none quoted.

    Attributes:
        text: the whole frozen text, its header too.
    """

    text: str

    @cached_property
    def texts(self) -> list[str]:
        """The lines, without their ends."""
        return [line for lines in lines_of(self.text) for line in lines]

    def column(self, place: int) -> list[str]:
        """The values of one column."""
        return [text.split(",", place + 2)[place + 1] for text in self.texts]

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Each child's values."""
        return (tuple(text.split(",")[1:]) for text in self.texts)

    def counts(self) -> list[Counter[str]]:
        """How often each value stands in each column; every line is parted once for all of them."""
        return _counted(self.rows())

    def clean(self) -> bool:
        """Whether every cell would survive a printed line."""
        return are_clean_lines(self.text)


def _counted(rows: Iterable[Sequence[str]]) -> list[Counter[str]]:
    """The values of each column counted, some thousands of rows at a time so that no thread waits long."""
    counters: list[Counter[str]] = []
    rest = iter(rows)
    while some := list(islice(rest, _ROWS)):
        counters = counters or [Counter() for _ in some[0]]
        for counter, column in zip(counters, zip(*some, strict=True), strict=True):
            counter.update(column)
    return counters


def lines_of(text: str) -> Iterator[list[str]]:
    """The lines of a frozen text after its header, some tens of thousands at a time.

    So no other thread has to wait until a text of forty million characters is parted.
    """
    start = text.index("\n") + 1
    while start < len(text):
        end = text.find("\n", start + _PIECE)
        end = len(text) - 1 if end < 0 else end
        yield text[start:end].split("\n")
        start = end + 1


_ROWS = 4096
"""Rows counted at a time."""

_PIECE = 1 << 22
"""Characters of a piece."""
