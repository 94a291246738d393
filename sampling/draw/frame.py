"""A frame: the children of one area who may be drawn, one row each, known by its digest."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, repeat

from sampling.draw.cells import Cells, Lines, Values, lines_of
from sampling.errors import IlacsError, unknown
from sampling.text import are_clean_lines, is_clean_line


@dataclass(frozen=True, slots=True)
class FrameRow:
    """One child: the id, and a value for each stratum column of the frame."""

    id: str
    values: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Frame:
    """The children of one area, sorted by id.

    Attributes:
        area: the area's id.
        columns: the stratum columns, in the order of each child's values.
        ids: one for each child, sorted, none twice.
        cells: the children's values, in the order of the ids.
    """

    area: str
    columns: tuple[str, ...]
    ids: tuple[str, ...]
    cells: Cells

    def __post_init__(self) -> None:
        """Refuse ids that collide or are empty, and whatever would not survive a printed line."""
        if not all(is_clean_line(column) for column in self.columns) or not self.cells.clean():
            raise IlacsError(f"frame of {self.area}: a cell holds a line end or a control character")
        # One look at all ids at once, since frames of 400,000 are common here and faults are rare.
        ids, joined = self.ids, "\n".join(self.ids)
        different = all(one < after for one, after in pairwise(ids)) or len(set(ids)) == len(ids)
        whole = joined.count("\n") == max(0, len(ids) - 1) and are_clean_lines(joined)
        if different and whole and "|" not in joined and "" not in ids:
            return
        self._name_fault()

    def __eq__(self, other: object) -> bool:
        """Frames are equal whose area and frozen text are."""
        return isinstance(other, Frame) and (self.area, self.csv) == (other.area, other.csv)

    def __hash__(self) -> int:
        """By the frozen text."""
        return hash((self.area, self.sha256))

    def _name_fault(self) -> None:
        seen: set[str] = set()
        for id in self.ids:
            if not id or "|" in id or not is_clean_line(id):
                raise IlacsError(
                    f"frame of {self.area}: an id is empty or holds a '|' or a control character"
                )
            if id in seen:
                raise IlacsError(
                    f"frame of {self.area}: the id {id!r} stands for two children; correct the lists"
                )
            seen.add(id)

    @property
    def size(self) -> int:
        """How many children there are."""
        return len(self.ids)

    @cached_property
    def rows(self) -> tuple[FrameRow, ...]:
        """One for each child, sorted by id."""
        return tuple(map(FrameRow, self.ids, self.cells.rows()))

    @cached_property
    def csv(self) -> str:
        """The frame as frozen: UTF-8, LF, columns ``id`` and the stratum columns, sorted by id."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("id", *self.columns))
        writer.writerows((id, *values) for id, values in zip(self.ids, self.cells.rows(), strict=True))
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

    def values(self, name: str) -> list[str]:
        """One column's values, in the order of the ids; errors as for ``column``."""
        return self.cells.column(self.column(name))

    def strata(self, by: tuple[str, ...]) -> dict[str, list[str]]:
        """Ids by stratum, the columns' values joined with `` / ``; one stratum ``all`` for no columns."""
        if not by:
            return {"all": list(self.ids)}
        groups: dict[str, list[str]] = {}
        for values, ids in self.alike(by).items():
            groups.setdefault(" / ".join(values), []).extend(ids)
        return dict(sorted(groups.items()))

    def alike(self, by: Iterable[str]) -> dict[tuple[str, ...], list[str]]:
        """Ids by their values in some columns, each group in the order of the ids."""
        groups: dict[tuple[str, ...], list[str]] = {}
        for id, values in zip(self.ids, zip(*map(self.values, by), strict=True), strict=True):
            groups.setdefault(values, []).append(id)
        return groups

    def counts(self, column: str) -> Counter[str]:
        """How many children have each value of a column; errors as for ``column``."""
        at = self.column(column)
        return self._counts[at] if self._counts else Counter()

    @cached_property
    def _counts(self) -> list[Counter[str]]:
        """All columns are counted at once: whoever asks for one, as Plan does, soon asks for the others."""
        return self.cells.counts()


def frame_of(area: str, columns: tuple[str, ...], rows: Iterable[FrameRow]) -> Frame:
    """A frame from rows in any order: the order never matters, since they are sorted by id here."""
    ordered = sorted(rows, key=lambda row: row.id)
    return Frame(area, columns, tuple(row.id for row in ordered), Values([row.values for row in ordered]))


def parse(area: str, text: str) -> Frame:
    """A frame read back from its frozen CSV.

    Raises:
        IlacsError: if the text is no frozen frame.
    """
    # Without a quote in it, the text holds one cell between any two commas, and is read much faster so.
    if '"' in text or "\r" in text or not text.endswith("\n"):
        return _quoted(area, text)
    columns = _columns(area, text[: text.index("\n")].split(","))
    ids: list[str] = []
    for some in lines_of(text):
        if {*map(str.count, some, repeat(","))} != {len(columns)}:
            _name_crooked(area, [line.count(",") + 1 for line in Lines(text).texts], len(columns) + 1)
        ids += [line.partition(",")[0] for line in some]
    return as_written(area, columns, ids, text)


def as_written(area: str, columns: tuple[str, ...], ids: Sequence[str], text: str) -> Frame:
    """A frame whose frozen CSV is written already.

    Args:
        area: the area's id.
        columns: the stratum columns.
        ids: the ids, in the text's order.
        text: the CSV, in which no cell needs quotes.

    Raises:
        IlacsError: as for every frame.
    """
    frame = Frame(area, columns, tuple(ids), Lines(text))
    # Such a text is the very one that the rows would be written as.
    frame.__dict__["csv"] = text
    return frame


def _quoted(area: str, text: str) -> Frame:
    try:
        header, *lines = csv.reader(io.StringIO(text), strict=True)
    except (csv.Error, ValueError) as error:
        raise IlacsError(f"frame of {area}: not a frozen frame: {error}") from error
    columns = _columns(area, header)
    _name_crooked(area, [max(1, len(line)) for line in lines], len(header))
    ids = tuple(line[0] for line in lines)
    return Frame(area, columns, ids, Values([tuple(line[1:]) for line in lines]))


def _columns(area: str, header: list[str]) -> tuple[str, ...]:
    if header[:1] != ["id"]:
        raise IlacsError(f"frame of {area}: not a frozen frame (its first column must be 'id')")
    return tuple(header[1:])


def _name_crooked(area: str, cells: list[int], wanted: int) -> None:
    for number, found in enumerate(cells, 2):
        if found != wanted:
            raise IlacsError(f"frame of {area}: line {number} has {found} cells, not {wanted}")
