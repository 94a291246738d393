"""The list of cases as rows: what is shown of each, which are shown, and how they are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from textual.content import Content

from sampling.framework import Edition
from sampling.store.cases import CaseLine
from tui.safe import fit, gap, join, line, literal
from tui.widgets.bars import progress
from tui.widgets.rows import Row
from tui.widgets.words import SYMBOLS, plain, rating_of

STATES = {"completed": "✓", "reading": "…", "reopened": "…", "not started": " "}
"""One cell beside the word."""

WIDE = 130
"""Cells from which the areas are named in full, with bars."""

TO_READ = ("sampled", "targeted")
"""Roles of the cases that are to be read."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases to show.

    Attributes:
        area: only this area; empty for all.
        text: only cases that hold this text somewhere in their line, in any case of letters.
        reader: only cases for this reader: theirs, or nobody's; empty for all.
    """

    area: str = ""
    text: str = ""
    reader: str = ""

    def keeps(self, case: CaseLine) -> bool:
        """Whether a case is shown."""
        if self.area and case.area != self.area:
            return False
        if self.reader and case.assigned_to not in ("", self.reader):
            return False
        words = " ".join(
            (
                case.case_id,
                case.child,
                case.state,
                case.role,
                case.stratum,
                case.assigned_to,
                case.case_rating,
            )
        )
        return self.text.casefold() in plain(words).casefold()


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in cells; a column of none is not shown."""

    case: int
    state: int
    role: int
    stratum: int
    reader: int
    rated: int
    rating: int


_NAMES = ("Case", "State", "Role", "Stratum", "Reader", "Core rated", "Case rating")


def columns_for(width: int, cases: Sequence[CaseLine]) -> Columns:
    """Columns that fit the width; where it is narrow, the reader gives way unless cases are shared out."""
    case = min(24, max((len(each.case_id) for each in cases), default=8) + 1)
    case = max(10, case)
    shared = any(each.assigned_to for each in cases)
    state, role, rated, rating = 14, 9, 11, 20
    left = width - case - state - role - rated - rating
    if left < 0:
        # The headings say the role as well.
        return Columns(case, state, 0, 0, 0, rated, max(rating, width - case - state - rated))
    if left >= 28:
        reader = min(20, left // 3)
        return Columns(case, state, role, left - reader, reader, rated, rating)
    return Columns(case, state, role, 0 if shared else left, left if shared else 0, rated, rating)


def header(columns: Columns) -> Content:
    """The columns' titles."""
    named = zip(_NAMES, _widths(columns), strict=True)
    return literal("".join(_cut(name, width) for name, width in named), "bold")


def rows_of(
    cases: Sequence[CaseLine], columns: Columns, edition: Edition, *, complete: bool = True
) -> list[Row]:
    """The cases in reading order under headings: by area, those in reserve apart.

    Args:
        cases: in reading order.
        columns: the widths.
        edition: names the areas.
        complete: whether these are all, so that headings can count them.
    """
    found: list[Row] = []
    for area, members in groupby(cases, key=lambda case: case.area):
        of_area = list(members)
        name = edition.area(area).name
        for title, roles in (
            (name, TO_READ),
            (f"{name}: in reserve, to be read only in the place of a removed case", ("reserve",)),
            (f"{name}: removed", ("removed",)),
        ):
            some = [case for case in of_area if case.role in roles]
            if some:
                count = f"{_done(some)} of {len(some)} completed" if roles == TO_READ else str(len(some))
                words = f"{title}  {count}" if complete else title
                found.append(Row("", literal(words), wrap=False, heading=True))
                found += [_row(case, columns) for case in some]
    return found


def counts(cases: Sequence[CaseLine], edition: Edition, width: int) -> Content:
    """How far the reading is: in all, and by area."""
    to_read = [case for case in cases if case.role in TO_READ]
    states = Counter(case.state for case in to_read)
    reading = states["reading"] + states["reopened"]
    words = f"{states['completed']} of {len(to_read)} completed · {reading} begun"
    parts = [line(words, "bold")]
    for area in edition.areas:
        of_area = [case for case in to_read if case.area == area.id]
        if of_area:
            count = f"{_done(of_area)}/{len(of_area)}"
            if width >= WIDE:
                bar = progress(_done(of_area), len(of_area), 5)
                parts += [gap(3), line(f"{area.name} {bar} {count}")]
            else:
                parts += [gap(3), line(f"{area.code} {count}")]
    return join(*parts).truncate(width, ellipsis=True)


def _done(cases: Sequence[CaseLine]) -> int:
    return sum(case.state == "completed" for case in cases)


def _row(case: CaseLine, columns: Columns) -> Row:
    rating = rating_of(case.case_rating)
    quiet = "" if case.role in TO_READ else "$text-muted"
    texts = (
        case.case_id,
        f"{STATES.get(case.state, ' ')} {case.state}",
        case.role,
        case.stratum,
        case.assigned_to,
        f"{progress(case.rated, case.core, 4)} {case.rated}/{case.core}",
        f"{SYMBOLS[rating]} {rating.label}" if rating else "",
    )
    body = "".join(_cut(text, width) for text, width in zip(texts, _widths(columns), strict=True))
    return Row(case.case_id, literal(body, quiet), wrap=False)


def _widths(columns: Columns) -> tuple[int, ...]:
    return (
        columns.case,
        columns.state,
        columns.role,
        columns.stratum,
        columns.reader,
        columns.rated,
        columns.rating,
    )


def _cut(text: str, width: int) -> str:
    """A cell with a space after it; nothing for a column that is not shown."""
    return fit(text, width - 1) + " " if width > 1 else ""
