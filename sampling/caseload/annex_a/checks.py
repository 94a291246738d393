"""Checks across cells, rows and lists: what cannot all be true is said, and nothing is changed.

Several come from the published checks of the children in need census; their numbers stand beside them.
"""

from __future__ import annotations

from collections.abc import Set
from datetime import date, timedelta
from itertools import pairwise

from sampling.caseload.annex_a.links import check_links, check_people
from sampling.caseload.annex_a.problems import ProblemLog
from sampling.caseload.annex_a.row_checks import check_ages, check_days, check_rows, check_windows
from sampling.caseload.annex_a.saying import Layouts, Rows, Say

_OUTLIER = timedelta(days=92)


def latest_day(days: Set[date]) -> date | None:
    """The latest day in the lists, births apart: a guess at when they were drawn.

    A day more than three months after the next one before it is taken for a slip of the pen.

    Args:
        days: every different day that the lists hold.
    """
    latest = sorted(days, reverse=True)
    for day, before in pairwise(latest):
        if day - before <= _OUTLIER:
            return day
    return latest[0] if latest else None


def check(rows: Rows, layouts: Layouts, census: date | None, late: bool, log: ProblemLog) -> None:
    """Hold rows against each other and against the census date.

    Args:
        rows: the rows taken, by list.
        layouts: where each list stands.
        census: the day the lists were drawn, or None where nothing dates them.
        late: whether any day in them is after the census date.
        log: takes what there is to say.
    """
    say = Say(layouts, log)
    for number in layouts:
        check_rows(rows[number], number, say)
        if census is not None:
            check_ages(rows[number], census, say)
        if census is not None and late:
            check_days(rows[number], layouts[number][1], census, say)
    if census is not None:
        check_windows(rows, census, say)
    check_people(rows, say)
    check_links(rows, say)
