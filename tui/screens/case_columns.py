"""The columns of the list of cases: how wide each is, and what is written shorter on a narrow screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from sampling.framework import Edition
from sampling.store.cases import CaseLine
from tui.safe import fit, literal
from tui.widgets.words import ALL, SYMBOLS, count, plain, rating_of

STATES = {"completed": "✓", "reading": "…", "reopened": "…", "not started": "·"}
"""One cell beside the word."""

SHORT_ROLES = {"sampled": "samp", "reserve": "resv", "targeted": "targ", "removed": "rmvd"}
"""Roles where there is no room for the word."""

SHORT_RATINGS = {"needs_improvement": "needs", "serious_weakness": "serious"}
"""Case ratings where there is no room for both words."""

_NAMES = ("Case", "State", "Role", "Stratum", "Reader", "Time", "Core criteria", "Rated", "Case rating")
_SHORT_NAMES = ("Case", "State", "Role", "Stratum", "Reader", "Time", "Core criteria", "", "Rating")


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in cells; a column of none is not shown.

    Attributes:
        short: whether words are written shorter, so that the row under the cursor is told in full below.
    """

    case: int
    state: int
    role: int
    stratum: int
    reader: int
    time: int
    bars: int
    rated: int
    rating: int
    short: bool = False

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths, from left to right."""
        return (
            *(self.case, self.state, self.role, self.stratum, self.reader, self.time),
            *(self.bars, self.rated, self.rating),
        )


def columns_for(width: int, cases: Sequence[CaseLine]) -> Columns:
    """Columns that fit: with every word in full, else with shorter words, else symbols for two of them.

    The stratum takes what is left, but no more than it needs, lest the eye lose its line on a wide screen.
    """
    case = min(24, max(10, max((len(each.case_id) for each in cases), default=8) + 1))
    readers = max((len(each.assigned_to) for each in cases), default=0)
    shared, wanted = bool(readers), max(len("Reader"), readers) + 1
    strata = {len(plain(each.stratum)) for each in cases if each.stratum != ALL}
    most = max(len("Stratum"), max(strata, default=0)) + 3
    bars = 15
    left = width - case - 14 - 9 - 9 - bars - 6 - 20
    if left >= (20 if shared else 12):
        reader = min(20, left // 2, wanted) if shared else 0
        return Columns(case, 14, 9, min(most, left - reader), reader, 9, bars, 6, 20)
    left = width - case - 14 - 5 - 7 - bars - 10
    if left >= 12:
        reader = min(left // 2, wanted) if shared else 0
        return Columns(case, 14, 5, min(most, left - reader), reader, 7, bars, 0, 10, short=True)
    left = width - case - 2 - 5 - 7 - bars - 2
    reader = max(0, left // 2) if shared else 0
    return Columns(case, 2, 5, max(0, left - reader), reader, 7, bars, 0, 2, short=True)


def header(columns: Columns) -> Content:
    """The columns' titles; a column of one symbol has none."""
    names = _SHORT_NAMES if columns.short else _NAMES
    named = zip(names, columns.widths, strict=True)
    return literal("".join(_cut(name if width > 2 else "", width) for name, width in named), "bold")


def cells(case: CaseLine, columns: Columns, seconds: int) -> tuple[str, str]:
    """A case's line: what stands before the bars, and what stands after them."""
    rating = rating_of(case.case_rating)
    symbol = STATES.get(case.state, "·")
    state = f"{symbol} {case.state}" if columns.state > 2 else symbol
    time, label = spent(seconds), rating.label if rating else ""
    role: str = case.role
    if columns.short:
        role, time = SHORT_ROLES.get(role, role), time.replace("< ", "<")
        label = SHORT_RATINGS.get(case.case_rating, label)
    stratum = "" if case.stratum == ALL else plain(case.stratum)
    texts = (case.case_id, state, role, stratum, case.assigned_to, time)
    before = "".join(_cut(text, width) for text, width in zip(texts, columns.widths[:6], strict=True))
    given = f"{SYMBOLS[rating]} {label}" if rating else ""
    given = given if columns.rating > 2 else given[:1]
    return before, _cut(f"{case.rated}/{case.core}", columns.rated) + _cut(given, columns.rating)


def in_full(case: CaseLine, edition: Edition, seconds: int) -> tuple[str, str]:
    """Two lines that say in words what the columns of a narrow screen had to shorten."""
    rating = rating_of(case.case_rating)
    first = [edition.area(case.area).name, case.role]
    first += [plain(case.stratum)] if case.stratum not in ("", ALL) else []
    first += [f"for {case.assigned_to or 'nobody yet'}"]
    second = [case.state, f"{case.rated} of {count(case.core, 'core criterion', 'core criteria')} rated"]
    second += [f"{spent(seconds)} spent"] if seconds else []
    second += [f"case rating: {rating.label}"] if rating else []
    return " · ".join(first), " · ".join(second)


def spent(seconds: int) -> str:
    """A time as ``45 min`` or ``2 h 05``; empty for none."""
    minutes = round(seconds / 60)
    if not seconds:
        return ""
    if minutes < 1:
        return "< 1 min"
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60:02}"


def _cut(text: str, width: int) -> str:
    """A cell with a space after it; nothing for a column that is not shown."""
    if width <= 0:
        return ""
    return fit(text, width - 1) + " "
