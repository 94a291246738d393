"""In which order a reader goes from case to case."""

from __future__ import annotations

from collections.abc import Mapping

from sampling.store import Inspection
from sampling.store.cases import CaseLine

ORDERS: Mapping[str, str] = {
    "area": "area by area",
    "draw": "in draw order across the areas",
    "mine": "those assigned to me",
}
"""The orders by name, in words."""

_NOT_READ = ("reserve", "removed")


def reading_order(inspection: Inspection, order: str = "area") -> list[str]:
    """The cases a reader goes through.

    Reserves not called upon and removed cases are passed over; so are those that others are to read,
    unless the reader is to read them too.

    Args:
        inspection: the opened inspection.
        order: ``area`` for one area after the other; ``draw`` for the first ticket of every area before
            the second of any, so that whoever stops early has read all areas evenly; ``mine`` for only
            those assigned to the reader, area by area.
    """
    cases = [line for line in inspection.cases.all() if line.role not in _NOT_READ]
    cases = [line for line in cases if _is_for(inspection, line)]
    if order == "mine":
        cases = [line for line in cases if line.assigned_to]
    if order == "draw":
        # Sorting is stable, so that within a place the areas stay in their order.
        cases.sort(key=lambda line: (line.role != "sampled", line.place))
    return list(dict.fromkeys(line.case_id for line in cases))


def _is_for(inspection: Inspection, line: CaseLine) -> bool:
    """Whether nobody else is to read the case, or the reader is to read it too.

    A case that is assigned to several is shown as the viewer's own where the viewer is one of them.
    """
    return line.assigned_to in ("", inspection.reader)
