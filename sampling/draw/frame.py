"""A frame: the children of one area who may be drawn, one row each, known by its digest."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator
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
        """Refuse ids that collide or are empty, and whatever would not survive a printed line."""
        cells = {cell for values in {row.values for row in self.rows} for cell in values}
        if not all(is_clean_line(cell) for cell in (*self.columns, *cells)):
            raise IlacsError(f"frame of {self.area}: a cell holds a line end or a control character")
        ids = [row.id for row in self.rows]
        # One look at all ids at once, since frames of 400,000 are common here and faults are rare.
        joined = "".join(ids)
        if len(set(ids)) == len(ids) and "" not in ids and "|" not in joined and is_clean_line(joined):
            return
        self._name_fault()

    def _name_fault(self) -> None:
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
    # Without a quote in it, the text holds one cell between any two commas, and is read much faster so.
    plain = '"' not in text and "\r" not in text and text.endswith("\n")
    lines = _plain_lines(text) if plain else _quoted_lines(text)
    header = next(lines, ("", ()))
    if header[0] != "id":
        raise IlacsError(f"frame of {area}: not a frozen frame (its first column must be 'id')")
    rows: list[FrameRow] = []
    for id, values in lines:
        if len(values) != len(header[1]):
            raise IlacsError(
                f"frame of {area}: line {len(rows) + 2} has {len(values) + 1} cells, not {len(header[1]) + 1}"
            )
        rows.append(FrameRow(id, values))
    frame = Frame(area, header[1], tuple(rows))
    if plain:
        # Such a text is the very one that the rows would be written as.
        frame.__dict__["csv"] = text
    return frame


def _plain_lines(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    # Children of the same strata share one tuple of values: less to build and to keep.
    shared: dict[str, tuple[str, ...]] = {}
    for line in text[:-1].split("\n"):
        id, comma, rest = line.partition(",")
        values = shared.get(rest) if comma else ()
        if values is None:
            values = shared[rest] = tuple(rest.split(","))
        yield id, values


def _quoted_lines(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    try:
        for line in csv.reader(io.StringIO(text), strict=True):
            yield (line[0] if line else ""), tuple(line[1:])
    except csv.Error as error:
        raise IlacsError(f"not a frozen frame: {error}") from error
