"""The list of cases as rows: what is shown of each, which are shown, and how they are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from textual.content import Content

from sampling.framework import Edition
from sampling.store.cases import CaseLine
from tui.safe import fit, gap, join, line, literal
from tui.widgets.bars import progress
from tui.widgets.row import NOTHING
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


SORTS: Mapping[str, str] = {
    "order": "reading order",
    "state": "state, the unfinished first",
    "rating": "case rating, the weakest first",
    "rated": "how much is rated, the least first",
    "time": "time spent, the longest first",
    "case": "case id",
}
"""How the list may be sorted, in words."""

BARS: Mapping[str, tuple[str, str]] = {
    "strong": ("▇", "$success"),
    "good": ("▅", "$success"),
    "needs_improvement": ("▃", "$warning"),
    "serious_weakness": ("▁", "$error"),
    "not_applicable": ("○", "$text-muted"),
    "not_seen": ("?", "$text-muted"),
    "": ("·", "$text-muted"),
}
"""A rating as a small bar: the higher the better, so that it is told without colours too."""

LEGEND = "▇ strong  ▅ good  ▃ needs improvement  ▁ serious weakness  ○ n/a  ? not seen"
"""What the small bars say."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in cells; a column of none is not shown."""

    case: int
    state: int
    role: int
    stratum: int
    reader: int
    time: int
    bars: int
    rated: int
    rating: int


_NAMES = ("Case", "State", "Role", "Stratum", "Reader", "Time", "Core criteria", "Rated", "Case rating")


def columns_for(width: int, cases: Sequence[CaseLine]) -> Columns:
    """Columns that fit the width; what there is no room for gives way, the stratum first, then the role."""
    case = min(24, max(10, max((len(each.case_id) for each in cases), default=8) + 1))
    shared = any(each.assigned_to for each in cases)
    state, time, bars, rated, rating = 14, 9, 15, 6, 20
    left = width - case - state - bars - rated - rating
    if left < 9:
        return Columns(case, state, 0, 0, 0, 0, bars if left >= 0 else 0, rated, rating)
    if left < time + 9:
        return Columns(case, state, 0, 0, left if shared else 0, 0 if shared else time, bars, rated, rating)
    left -= time + 9
    reader = min(20, left // 2 if left >= 28 else left) if shared else 0
    return Columns(case, state, 9, left - reader, reader, time, bars, rated, rating)


def sorted_by(cases: Sequence[CaseLine], sort: str, times: Mapping[str, int]) -> list[CaseLine]:
    """The cases in another order; those alike stay in reading order."""
    worst = {"serious_weakness": 0, "needs_improvement": 1, "good": 2, "strong": 3, "": 4}
    states = {"reopened": 0, "reading": 1, "not started": 2, "completed": 3}
    keys: Mapping[str, Callable[[CaseLine], Any]] = {
        "state": lambda case: states.get(case.state, 2),
        "rating": lambda case: worst.get(case.case_rating, 4),
        "rated": lambda case: case.rated / max(1, case.core),
        "time": lambda case: -times.get(case.case_id, 0),
        "case": lambda case: case.case_id,
    }
    return sorted(cases, key=keys[sort]) if sort in keys else list(cases)


def spent(seconds: int) -> str:
    """A time as ``45 min`` or ``2 h 05``; empty for none."""
    minutes = round(seconds / 60)
    if not seconds:
        return ""
    if minutes < 1:
        return "< 1 min"
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60:02}"


def header(columns: Columns) -> Content:
    """The columns' titles."""
    named = zip(_NAMES, _widths(columns), strict=True)
    return literal("".join(_cut(name, width) for name, width in named), "bold")


def rows_of(
    cases: Sequence[CaseLine],
    columns: Columns,
    edition: Edition,
    times: Mapping[str, int],
) -> list[Row]:
    """The cases in reading order under headings: by area, those in reserve apart.

    Args:
        cases: in reading order.
        columns: the widths.
        edition: names the areas.
        times: seconds spent, by case.
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
                found.append(Row("", literal(f"{title}  {count}"), wrap=False, heading=True))
                found += [_row(case, columns, times) for case in some]
    return found


def flat_rows_of(
    cases: Sequence[CaseLine], columns: Columns, times: Mapping[str, int], sort: str
) -> list[Row]:
    """The cases sorted, under one heading that says how."""
    heading = Row("", line(f"Sorted by {SORTS[sort]}"), wrap=False, heading=True)
    return [heading, *(_row(case, columns, times) for case in sorted_by(cases, sort, times))]


def marked(row: Row, is_marked: bool) -> Row:
    """A row with a column for its mark before it."""
    if row.heading:
        return row
    return replace(row, lead=literal("* " if is_marked else "  ", "bold $accent"))


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


def _row(case: CaseLine, columns: Columns, times: Mapping[str, int]) -> Row:
    return Row(case.case_id, NOTHING, wrap=False, late=lambda: _words(case, columns, times))


def _words(case: CaseLine, columns: Columns, times: Mapping[str, int]) -> Content:
    rating = rating_of(case.case_rating)
    quiet = "" if case.role in TO_READ else "$text-muted"
    texts = (
        case.case_id,
        f"{STATES.get(case.state, ' ')} {case.state}",
        case.role,
        case.stratum,
        case.assigned_to,
        spent(times.get(case.case_id, 0)),
    )
    left = "".join(_cut(text, width) for text, width in zip(texts, _widths(columns)[:6], strict=True))
    parts = [literal(left, quiet)]
    if columns.bars:
        shown = [BARS[given] for given in case.ratings[: columns.bars - 1]]
        parts += [*(literal(bar, style) for bar, style in shown), gap(columns.bars - len(shown))]
    parts.append(literal(_cut(f"{case.rated}/{case.core}", columns.rated), quiet))
    parts.append(literal(_cut(f"{SYMBOLS[rating]} {rating.label}" if rating else "", columns.rating), quiet))
    return join(*parts)


def _widths(columns: Columns) -> tuple[int, ...]:
    return (
        columns.case,
        columns.state,
        columns.role,
        columns.stratum,
        columns.reader,
        columns.time,
        columns.bars,
        columns.rated,
        columns.rating,
    )


def _cut(text: str, width: int) -> str:
    """A cell with a space after it; nothing for a column that is not shown."""
    return fit(text, width - 1) + " " if width > 1 else ""
