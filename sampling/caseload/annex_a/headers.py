"""Which list a sheet is, and which column is which: by whole names, never by a part or a position."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sampling.caseload.annex_a.cells import shown
from sampling.caseload.annex_a.folding import fold_header
from sampling.caseload.annex_a.specification import ColumnSpec, ListSpec, Specification
from sampling.caseload.annex_a.workbook import Raw

SEARCHED_ROWS = 10
"""How far down a header row is looked for."""

_LIST_NUMBER = re.compile(r"(?<![a-z])list[\s_.\-]*0*(\d+)(?!\d)")
_TEMPLATE_SHEETS = frozenset({"front sheet", "faq and changes", "guidance", "codes used"})
_SEND_HEADERS = frozenset({"upn", "uln"})

Row = Sequence[Raw]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sheet has a column: its index counted from 0, its header as given, and what it is."""

    index: int
    header: str
    column: ColumnSpec


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is laid out.

    Attributes:
        spec: the list it is.
        header_row: the row number of its headers, as Excel shows it.
        places: its known columns, from left to right, each once.
        repeated: further columns whose header means one already placed; they are not read.
        unknown: index and header of columns that are none of the list's.
    """

    spec: ListSpec
    header_row: int
    places: tuple[Place, ...]
    repeated: tuple[Place, ...]
    unknown: tuple[tuple[int, str], ...]

    def place(self, key: str) -> Place | None:
        """Where the column of that key stands, or None where the sheet lacks it."""
        return next((place for place in self.places if place.column.key == key), None)

    @property
    def missing(self) -> tuple[ColumnSpec, ...]:
        """The columns of the 2019 template that the sheet lacks."""
        given = {place.column.key for place in self.places}
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
        kind: ``list``; ``other`` (a template's or unknown sheet); ``send`` (the area SEND inspection's
            lists); ``headless`` (named as a list, but no header row); ``mismatch`` (its name says one
            list and its headers another).
        list: the list's number; by its name where the kind is ``headless`` or ``mismatch``.
        by_name: whether the sheet's name said so.
        looks_like: for ``mismatch``, the list whose headers it has.
    """

    kind: Literal["list", "other", "send", "headless", "mismatch"]
    list: int | None = None
    by_name: bool = False
    looks_like: int | None = None


def list_number(name: str) -> int | None:
    """The whole number after "list" in a sheet's name: 1 for ``List_01: Contacts``, 10 for ``List 10``."""
    match = _LIST_NUMBER.search(name.casefold())
    return int(match.group(1)) if match else None


def _folded(row: Row) -> list[str]:
    return [fold_header(shown(cell)) if cell != "" else "" for cell in row]


def header_row(rows: Sequence[Row], spec: ListSpec) -> tuple[int, int]:
    """The index of the row with most of a list's headers, and how many different columns it names."""
    counts = [len({spec.headers[text].key for text in _folded(row) if text in spec.headers}) for row in rows]
    best = max(range(len(counts)), key=lambda index: counts[index], default=0)
    return best, counts[best] if counts else 0


def _own_headers(rows: Sequence[Row], spec: ListSpec, shared: frozenset[str]) -> int:
    """How many columns that tell this list from others stand in one row."""
    return max(
        (
            len({spec.headers[text].key for text in _folded(row) if text in spec.headers} - shared)
            for row in rows
        ),
        default=0,
    )


def _named(name: str, specification: Specification) -> int | None:
    """The list that a sheet's name says it is, by number or by subject."""
    number = list_number(name)
    if number is not None:
        return number if any(spec.number == number for spec in specification.lists) else None
    folded = fold_header(name.rpartition(".")[0] if name.casefold().endswith(".csv") else name)
    for spec in specification.lists:
        if folded in {fold_header(word) for word in (*spec.sheet_names, spec.title)}:
            return spec.number
    return None


def identify(name: str, rows: Sequence[Row], specification: Specification) -> Identity:
    """What a sheet is, from its name and its first rows; where the two disagree, neither is believed."""
    rows = rows[:SEARCHED_ROWS]
    named = _named(name, specification)
    scores = {spec.number: _own_headers(rows, spec, specification.shared) for spec in specification.lists}
    best = max(scores, key=lambda number: scores[number])
    if scores[best] < 2 and any(set(_folded(row)) >= _SEND_HEADERS for row in rows):
        return Identity("send", named)
    clear = scores[best] >= 2 and list(scores.values()).count(scores[best]) == 1
    if named is not None:
        return _by_name(named, best if clear else None, scores, rows, specification)
    if fold_header(name) in _TEMPLATE_SHEETS or not clear:
        return Identity("other")
    return Identity("list", best)


def _by_name(
    named: int, best: int | None, scores: Mapping[int, int], rows: Sequence[Row], specification: Specification
) -> Identity:
    """What a sheet that is named as a list turned out to be."""
    if best is not None and best != named and scores[named] < scores[best] / 2:
        return Identity("mismatch", named, True, best)
    if scores[named] or header_row(rows, specification.numbered(named))[1] >= 3:
        return Identity("list", named, True)
    return Identity("headless", named, True)


def lay_out(rows: Sequence[Row], spec: ListSpec) -> Layout:
    """Where a sheet has which column of a list.

    Where two headers mean one column, the template's own wording wins, else the left one; the other
    is listed as repeated.
    """
    index, _ = header_row(rows[:SEARCHED_ROWS], spec)
    chosen: dict[str, Place] = {}
    repeated: list[Place] = []
    unknown: list[tuple[int, str]] = []
    for at, cell in enumerate(rows[index] if rows else ()):
        text = " ".join(shown(cell).split())
        if not text:
            continue
        column = spec.headers.get(fold_header(text))
        if column is None:
            unknown.append((at, text))
            continue
        place = Place(at, text, column)
        held = chosen.get(column.key)
        official = fold_header(text) == fold_header(column.header)
        if held is None or (official and fold_header(held.header) != fold_header(column.header)):
            repeated += [] if held is None else [held]
            chosen[column.key] = place
        else:
            repeated.append(place)
    places = tuple(sorted(chosen.values(), key=lambda place: place.index))
    return Layout(spec, index + 1, places, tuple(repeated), tuple(unknown))
