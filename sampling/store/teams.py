"""The team that holds each child, as the lists name it."""

from __future__ import annotations

from collections.abc import Iterable

from sampling.caseload import cohorts
from sampling.caseload.lists import ListRow
from sampling.framework import Edition
from sampling.store.lists import Lists
from sampling.store.settings import Settings


def teams(
    lists: Lists, settings: Settings, edition: Edition, area: str, children: Iterable[str]
) -> dict[str, str]:
    """Each child's team in one area, by the rule that fills the ``team`` column of the area's frame.

    Only the rows of these children are read, so that it costs the same in a caseload of any size. A child
    whom the lists name no team for, or who has left them since the draw, has none here.

    Args:
        lists: the lists.
        settings: for the census date.
        edition: the edition.
        area: the area's id.
        children: the children's ids.
    """
    rows = {number: list[ListRow]() for number in lists.supplied()} | lists.of_children(children)
    cohort = cohorts.cohort(area, rows, settings.census_date, edition, thresholds=settings.thresholds)
    place = cohort.columns.index("team")
    named = {member.child: member.values[place] for member in cohort.members}
    return {child: team for child, team in named.items() if team != cohorts.NOT_KNOWN}
