"""A frame: the children of one area who may be drawn, one row each, known by its digest."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from sampling.errors import IlacsError, unknown
from sampling.text import is_clean_line


@dataclass(frozen=True, slots=True)
class FrameRow:
    """One child: the id, and a value for each stratum column of the frame."""

    id: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Frame:
    """The children of one area, sorted by id.

    Attributes:
        area: the area's id.
        columns: the stratum columns, in the order of each row's values.
        rows: one for each child, sorted by id, no id twice.
    """

    area: str
    columns: tuple[str, ...]
    rows: tuple[FrameRow, ...]

    def __post_init__(self) -> None:
        """Refuse ids that collide, are empty, or would not survive a printed line."""
        seen: set[str] = set()
        for row in self.rows:
            if not row.id or "|" in row.id or not is_clean_line(row.id):
                raise IlacsError(
                    f"frame of {self.area}: an id is empty or holds a '|' or a control character"
                )
            if row.id in seen:
                raise IlacsError(
                    f"frame of {self.area}: the id {row.id!r} stands for two children; correct the lists"
                )
            seen.add(row.id)

    @property
    def size(self) -> int:
        """How many children there are."""
        return len(self.rows)

    @cached_property
    def csv(self) -> str:
        """The frame as frozen: UTF-8, LF, columns ``id`` and the stratum columns, sorted by id."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("id", *self.columns))
        writer.writerows((row.id, *row.values) for row in self.rows)
        return out.getvalue()

    @cached_property
    def sha256(self) -> str:
        """The digest of the frozen CSV, as ``sha256sum frame.csv`` prints it."""
        return hashlib.sha256(self.csv.encode()).hexdigest()

    def column(self, name: str) -> int:
        """The index of a stratum column.

        Raises:
            UsageError: if the frame has no such column.
        """
        if name not in self.columns:
            raise unknown("stratum column", name, list(self.columns))
        return self.columns.index(name)

    def strata(self, by: tuple[str, ...]) -> dict[str, list[str]]:
        """Ids by stratum, the columns' values joined with `` / ``; one stratum ``all`` for no columns."""
        if not by:
            return {"all": [row.id for row in self.rows]}
        places = [self.column(name) for name in by]
        groups: dict[str, list[str]] = {}
        for row in self.rows:
            groups.setdefault(" / ".join(row.values[place] for place in places), []).append(row.id)
        return dict(sorted(groups.items()))

    def counts(self, column: str) -> Counter[str]:
        """How many children have each value of a column."""
        place = self.column(column)
        return Counter(row.values[place] for row in self.rows)


def frame_of(area: str, columns: tuple[str, ...], rows: list[FrameRow]) -> Frame:
    """A frame from rows in any order: the order never matters, since they are sorted by id here."""
    return Frame(area, columns, tuple(sorted(rows, key=lambda row: row.id)))


def parse(area: str, text: str) -> Frame:
    """A frame read back from its frozen CSV.

    Raises:
        IlacsError: if the text is no frozen frame.
    """
    lines = csv.reader(io.StringIO(text))
    header = next(lines, [])
    if not header or header[0] != "id":
        raise IlacsError(f"frame of {area}: not a frozen frame (its first column must be 'id')")
    return Frame(area, tuple(header[1:]), tuple(FrameRow(line[0], tuple(line[1:])) for line in lines))
