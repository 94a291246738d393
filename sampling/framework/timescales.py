"""When a timescale falls due, and how much time has gone: in working days, days, weeks or months."""

from __future__ import annotations

from datetime import date, timedelta

from sampling.framework.calendar import add_months, add_working_days, months_between, working_days_between
from sampling.framework.edition import Timescale


def due(timescale: Timescale, start: date) -> date:
    """The last day on which a timescale is met: it is met where the end is not after this day.

    Args:
        timescale: a timescale with a limit.
        start: the day its clock starts, which is day 0.

    Raises:
        ValueError: if the timescale has no limit (``timescale.limit is None``).
    """
    limit = timescale.limit
    if limit is None:
        raise ValueError(f"{timescale.key} has no number to count")
    match timescale.unit:
        case "working_days":
            return add_working_days(start, limit)
        case "days":
            return start + timedelta(days=limit)
        case "weeks":
            return start + timedelta(weeks=limit)
        case "months":
            return add_months(start, limit)


def elapsed(timescale: Timescale, start: date, end: date) -> int:
    """Whole units of a timescale from start to end, the start being day 0.

    Weeks and months count only when complete, so a time of "6 weeks" may still be past its due day:
    whether it was met is a question for ``due``.

    Returns:
        The count; below zero where the end comes before the start.
    """
    match timescale.unit:
        case "working_days":
            return working_days_between(start, end)
        case "days":
            return (end - start).days
        case "weeks":
            weeks = abs((end - start).days) // 7
            return weeks if start <= end else -weeks
        case "months":
            return months_between(start, end)
