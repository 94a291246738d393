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
    """Cells as a frozen text has them: after each id, joined by commas, none of them quoted."""

    texts: Sequence[str]

    def column(self, place: int) -> list[str]:
        """The values of one column."""
        if place == 0:
            return [text.partition(",")[0] for text in self.texts]
        return [text.split(",", place + 1)[place] for text in self.texts]

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Each child's values."""
        return (tuple(text.split(",")) for text in self.texts)

    def clean(self) -> bool:
        """Whether every cell would survive a printed line."""
        # In plain ASCII what cannot be printed is just what is not allowed, and that is quick to see.
        return all((text.isascii() and text.isprintable()) or is_clean_line(text) for text in self.texts)
