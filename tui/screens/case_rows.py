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
from tui.safe import gap, join, line, literal
from tui.screens.case_columns import Columns, cells
from tui.widgets.bars import progress
from tui.widgets.row import NOTHING
from tui.widgets.rows import Row
from tui.widgets.words import plain

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
        if not self.text:
            return True
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
            (f"{name}: in reserve, read only in place of a removed case", ("reserve",)),
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
    quiet = "" if case.role in TO_READ else "$text-muted"
    before, after = cells(case, columns, times.get(case.case_id, 0))
    parts = [literal(before, quiet)]
    if columns.bars:
        shown = [BARS[given] for given in case.ratings[: columns.bars - 1]]
        # Bars alike are one piece: fourteen pieces a line are what a list costs to paint.
        for (bar, style), alike in groupby(shown):
            parts.append(literal(bar * len(list(alike)), style))
        parts.append(gap(columns.bars - len(shown)))
    return join(*parts, literal(after, quiet))
