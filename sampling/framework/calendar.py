"""Working days of England and calendar months: the arithmetic of timescales.

The start day is day 0. A working day is a Monday to Friday that is no bank holiday of England and
Wales; bank holidays come from the kept library ``holidays``, one-off ones (jubilees, a state funeral,
a coronation) among them. Months are calendar months, clipped to the month's end.

Counting is done on ordinals: weekdays by a formula, bank holidays by bisection, so that a count costs
the same whether the days lie a week or thirty years apart.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from sampling.compiled import compiled

FIRST_YEAR, LAST_YEAR = 1980, 2060
"""The years whose bank holidays are known here; outside them only weekends are left out."""

WINDOW_MONTHS = 6
"""The period before the census date from which recent work is sampled (Annex A: six months)."""


def is_working_day(day: date) -> bool:
    """Whether work is done on a day: no Saturday, Sunday or bank holiday of England."""
    ordinal = day.toordinal()
    if day.weekday() >= 5:
        return False
    closed = _bank_holidays()
    at = bisect_left(closed, ordinal)
    return at == len(closed) or closed[at] != ordinal


def working_days_between(start: date, end: date) -> int:
    """Working days after the start, up to and with the end; below zero where the end comes first.

    From a Friday to the next Monday is 1; from a day to itself is 0.
    """
    return _working_days_to(end.toordinal()) - _working_days_to(start.toordinal())


def add_working_days(start: date, n: int) -> date:
    """The day that is n working days after the start, which is day 0; for 0 the start itself.

    Args:
        start: day 0, whether a working day or not.
        n: working days, 0 or more.

    Raises:
        ValueError: if n is below zero.
    """
    if n < 0:
        raise ValueError(f"working days are added forwards only, not {n}")
    if n == 0:
        return start
    target = _working_days_to(start.toordinal()) + n
    closed = _bank_holidays()
    ordinal = start.toordinal()
    # Each bank holiday passed pushes the day on, perhaps past another: repeat until it stands still.
    while True:
        later = _nth_weekday(target + bisect_right(closed, ordinal))
        if later == ordinal:
            return date.fromordinal(ordinal)
        ordinal = later


def add_months(day: date, n: int) -> date:
    """The same day n calendar months later (earlier, below zero), clipped to the month's end.

    31 August less six months is the last day of February.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(start: date, end: date) -> int:
    """Whole calendar months from start to end; below zero where the end comes first.

    A month is complete on the day that ``add_months`` gives: from 31 January to 28 February is 1.
    """
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def window(census_date: date) -> tuple[date, date]:
    """The first and last day of the sampled period: six months back to the census date, both in."""
    return add_months(census_date, -WINDOW_MONTHS), census_date


@cache
def _bank_holidays() -> list[int]:
    """Ordinals of the bank holidays that fall on weekdays, in order.

    Kept compiled, since the library reads in every country of the world: 80 ms for what is then 1 ms.
    """
    library = find_spec("holidays")
    inside = Path(library.origin).parent if library and library.origin else Path()
    sources = (Path(__file__), inside / "countries" / "united_kingdom.py", inside / "holiday_base.py")
    return compiled("bank_holidays", sources, _from_library)


def _from_library() -> list[int]:
    import holidays

    known = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1))
    return sorted(day.toordinal() for day in known if day.weekday() < 5)


def _working_days_to(ordinal: int) -> int:
    """Working days from the first day of the calendar (a Monday) up to and with an ordinal."""
    weeks, days = divmod(ordinal, 7)
    return weeks * 5 + min(days, 5) - bisect_right(_bank_holidays(), ordinal)


def _nth_weekday(n: int) -> int:
    """The ordinal of the n-th Monday to Friday of the calendar, the first being 1."""
    weeks, days = divmod(n - 1, 5)
    return weeks * 7 + days + 1
