"""Which list a sheet is, and which column is which: by whole names, never by a part or a position."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sampling.caseload.annex_a.cells import shown
from sampling.caseload.annex_a.folding import fold_header
from sampling.caseload.annex_a.specification import ColumnSpec, ListSpec, Specification
from sampling.caseload.annex_a.workbook import Raw
from sampling.text import clean_line

SEARCHED_ROWS = 30
"""How far down a header row is looked for."""

_LIST_NUMBER = re.compile(r"(?<![a-z])list[\s_.\-]*0*(\d+)(?!\d)")
_TEMPLATE_SHEETS = frozenset({"front sheet", "faq and changes", "guidance", "codes used"})
_SEND_HEADERS = frozenset({"upn", "uln"})
_TEXT_SUFFIXES = ("csv", "txt", "tsv", "psv")

Row = Sequence[Raw]

Folded = Sequence[Sequence[str]]
"""Rows of headers, folded."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sheet has a column: its index counted from 0, its header as given, and what it is."""

    index: int
    header: str
    column: ColumnSpec

    @property
    def official(self) -> bool:
        """Whether the header is the template's own, apart from case, spaces and end marks."""
        return fold_header(self.header) == fold_header(self.column.header)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is laid out.

    Attributes:
        spec: the list it is.
        header_row: the row number of its headers, as Excel shows it; the lower one of two.
        places: its known columns, from left to right, each once.
        repeated: further columns whose header means one already placed; they are not read.
        unknown: index and header of columns that are none of the list's.
        ambiguous: columns of which several mean one and none is clearly it; none of them is read.
        two_rows: whether its headers stand in two rows, in cells merged downwards.
    """

    spec: ListSpec
    header_row: int
    places: tuple[Place, ...]
    repeated: tuple[Place, ...]
    unknown: tuple[tuple[int, str], ...]
    ambiguous: tuple[tuple[Place, ...], ...] = ()
    two_rows: bool = False

    @property
    def first_header_row(self) -> int:
        """The row number of its headers; the upper one of two."""
        return self.header_row - self.two_rows

    @property
    def headed(self) -> frozenset[int]:
        """The indexes of all columns that have a header, read or not."""
        found = {place.index for place in (*self.places, *self.repeated)}
        found |= {place.index for places in self.ambiguous for place in places}
        return frozenset(found | {index for index, _ in self.unknown})

    def place(self, key: str) -> Place | None:
        """Where the column of that key stands, or None where the sheet lacks it."""
        return next((place for place in self.places if place.column.key == key), None)

    @property
    def missing(self) -> tuple[ColumnSpec, ...]:
        """The columns of the 2019 template that the sheet lacks."""
        given = {place.column.key for place in (*self.places, *(places[0] for places in self.ambiguous))}
        return tuple(column for column in self.spec.columns if column.key not in given and not column.since)

    def meant(self, header: str) -> str | None:
        """The missing column's header that an unknown header comes close to, or None."""
        wanted = {fold_header(column.header): column.header for column in self.missing}
        near = difflib.get_close_matches(fold_header(header), list(wanted), n=1, cutoff=0.85)
        return wanted[near[0]] if near else None


@dataclass(frozen=True, slots=True)
class Identity:
    """What a sheet turned out to be.

    Attributes:
        kind: ``list``; ``other`` (a template's or unknown sheet); ``children`` (an unknown sheet that has a
            column of children's ids); ``send`` (the area SEND inspection's lists); ``headless`` (named as
            a list, but no header row); ``mismatch`` (its name says one list and its headers another);
            ``ambiguous`` (its headers fit two lists alike, and its name says neither).
        list: the list's number; by its name where the kind is ``headless`` or ``mismatch``.
        by_name: whether the sheet's name said so.
        looks_like: for ``mismatch``, the list whose headers it has.
    """

    kind: Literal["list", "other", "children", "send", "headless", "mismatch", "ambiguous"]
    list: int | None = None
    by_name: bool = False
    looks_like: int | None = None


def list_number(name: str) -> int | None:
    """The whole number after "list" in a sheet's name: 1 for ``List_01: Contacts``, 10 for ``List 10``."""
    match = _LIST_NUMBER.search(name.casefold())
    return int(match.group(1)) if match else None


def _folded(row: Row) -> list[str]:
    return [fold_header(shown(cell)) if isinstance(cell, str) and cell else "" for cell in row]


def header_row(rows: Sequence[Row], spec: ListSpec) -> tuple[int, int]:
    """The index of the row with most of a list's headers, and how many different columns it names."""
    counts = [len({spec.headers[text].key for text in _folded(row) if text in spec.headers}) for row in rows]
    best = max(range(len(counts)), key=lambda index: counts[index], default=0)
    return best, counts[best] if counts else 0


def _own_headers(folded: Folded, spec: ListSpec, shared: frozenset[str]) -> int:
    """How many columns that tell this list from others stand in one row."""
    return max(
        (len({spec.headers[text].key for text in row if text in spec.headers} - shared) for row in folded),
        default=0,
    )


def _named(name: str, specification: Specification) -> int | None:
    """The list that a sheet's name says it is, by number or by subject."""
    number = list_number(name)
    if number is not None:
        return number if any(spec.number == number for spec in specification.lists) else None
    stem, _, suffix = name.rpartition(".")
    folded = fold_header(stem if suffix.casefold() in _TEXT_SUFFIXES else name)
    for spec in specification.lists:
        if folded in {fold_header(word) for word in (*spec.sheet_names, spec.title)}:
            return spec.number
    return None


def identify(name: str, rows: Sequence[Row], specification: Specification) -> Identity:
    """What a sheet is, from its name and its first rows; where the two disagree, neither is believed."""
    rows = rows[:SEARCHED_ROWS]
    named = _named(name, specification)
    folded = [_folded(row) for row in rows]
    scores = {spec.number: _own_headers(folded, spec, specification.shared) for spec in specification.lists}
    best = max(scores, key=lambda number: scores[number])
    if scores[best] < 2 and any(set(row) >= _SEND_HEADERS for row in folded):
        return Identity("send", named)
    clear = scores[best] >= 2 and list(scores.values()).count(scores[best]) == 1
    if named is not None:
        return _by_name(named, best if clear else None, scores, rows, specification)
    if fold_header(name) in _TEMPLATE_SHEETS:
        return Identity("other")
    if clear:
        return Identity("list", best)
    if scores[best] >= 2:
        return Identity("ambiguous")
    return Identity("children" if _names_children(folded, specification) else "other")


def _names_children(folded: Folded, specification: Specification) -> bool:
    """Whether a header row has a column of children's ids beside others."""
    ids = {
        text
        for spec in specification.lists
        for text, column in spec.headers.items()
        if column.key == "child_id"
    }
    return any(len(row) > 1 and ids & set(row) for row in folded)


def _by_name(
    named: int, best: int | None, scores: Mapping[int, int], rows: Sequence[Row], specification: Specification
) -> Identity:
    """What a sheet that is named as a list turned out to be."""
    if best is not None and best != named and scores[named] < scores[best] / 2:
        return Identity("mismatch", named, True, best)
    named_columns = header_row(rows, specification.numbered(named))[1]
    if named_columns >= 3 or (named_columns == 2 and scores[named]):
        return Identity("list", named, True)
    return Identity("headless", named, True)


def lay_out(rows: Sequence[Row], spec: ListSpec, family: str = "") -> Layout:
    """Where a sheet has which column of a list.

    Where several headers mean one column, the template's own wording wins, and the others are listed as
    repeated; where none or several of them are in its words, that is ambiguous, and none is taken.

    Args:
        rows: the sheet's first rows.
        spec: the list it is.
        family: the header of the column that gives siblings, where a person has named one.
    """
    index, given, two_rows = _header_cells(rows[:SEARCHED_ROWS], spec)
    found: dict[str, list[Place]] = {}
    unknown: list[tuple[int, str]] = []
    for at, text in _headers(given):
        column = _meaning(text, spec, family)
        if column is None:
            unknown.append((at, text))
        else:
            found.setdefault(column.key, []).append(Place(at, text, column))
    chosen: list[Place] = []
    repeated: list[Place] = []
    ambiguous: list[tuple[Place, ...]] = []
    for places in found.values():
        official = [place for place in places if place.official]
        if len(places) == 1 or len(official) == 1:
            chosen.append((official or places)[0])
            repeated += [place for place in places if place is not chosen[-1]]
        else:
            ambiguous.append(tuple(places))
    chosen.sort(key=lambda place: place.index)
    return Layout(spec, index + 1, tuple(chosen), tuple(repeated), tuple(unknown), tuple(ambiguous), two_rows)


def _header_cells(rows: Sequence[Row], spec: ListSpec) -> tuple[int, Row, bool]:
    """The index of the header row, its cells, and whether they are of it and the row above together.

    Headers stand in two rows where cells are merged downwards: a column has its header in the upper row
    and nothing in the lower one, or a group's title in the upper row and its own header in the lower one.
    """
    index, _ = header_row(rows, spec)
    for upper, lower in ((index - 1, index), (index, index + 1)):
        if upper >= 0 and lower < len(rows):
            over, under = _folded(rows[upper]), _folded(rows[lower])
            alone = {at for at, text in enumerate(over) if text in spec.headers and not _text_at(under, at)}
            others = {at for at, text in enumerate(over) if text in spec.headers} - alone
            if alone and not others and any(text in spec.headers for text in under):
                return lower, _laid_over(rows[upper], rows[lower]), True
    return index, rows[index] if rows else (), False


def _text_at(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""


def _laid_over(upper: Row, lower: Row) -> Row:
    """Two rows as one: the lower one's cells, and where it has none the upper one's."""
    width = max(len(upper), len(lower))
    over, under = [*upper, *[""] * (width - len(upper))], [*lower, *[""] * (width - len(lower))]
    return [below if below != "" else above for above, below in zip(over, under, strict=True)]


def _headers(row: Row) -> Iterator[tuple[int, str]]:
    """The headers of a row, cleaned, with their indexes."""
    for at, cell in enumerate(row):
        if text := clean_line(shown(cell)).text:
            yield at, text


def _meaning(text: str, spec: ListSpec, family: str) -> ColumnSpec | None:
    """The column that a header means; what a person named as the family's column is that alone."""
    folded = fold_header(text)
    if family and spec.family is not None:
        if folded == fold_header(family):
            return spec.family
        found = spec.headers.get(folded)
        return None if found is spec.family else found
    return spec.headers.get(folded)
