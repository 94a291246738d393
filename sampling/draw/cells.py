"""The cells of a frame beside its ids: as rows of values, or still as the lines of the frozen text.

A frame of 400,000 children has ten million cells, and a draw looks at one or two columns of them. So what
was read from a frozen frame stays text until a column is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from sampling.text import is_clean_line


class Cells(Protocol):
    """A frame's values, in the order of its ids."""

    def column(self, place: int) -> list[str]:
        """The values of one column."""
        ...

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Each child's values."""
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

    def clean(self) -> bool:
        """Whether every cell would survive a printed line."""
        different = {cell for values in set(self.tuples) for cell in values}
        return all(is_clean_line(cell) for cell in different)


@dataclass(frozen=True, slots=True)
class Lines:
    """Cells as a frozen text has them: lines of an id and its cells, joined by commas, none quoted."""

    texts: Sequence[str]

    def column(self, place: int) -> list[str]:
        """The values of one column."""
        return [text.split(",", place + 2)[place + 1] for text in self.texts]

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Each child's values."""
        return (tuple(text.split(",")[1:]) for text in self.texts)

    def clean(self) -> bool:
        """Whether every cell would survive a printed line."""
        return all(map(is_clean_line, self.texts))
