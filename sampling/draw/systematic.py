"""Systematic draws: every so many children down a stated sort, from a start that the seed gives.

No unbiased variance comes from one start, a longer sample needs a new draw, and an order can be gamed;
so the interval is worked as if the draw were simple, and says so, and tickets are offered first.
"""

from __future__ import annotations

import math
from collections import deque
from fractions import Fraction

from sampling.draw.frame import Frame
from sampling.draw.request import WHOLE, Outcome, Request, in_order
from sampling.draw.selection import Stratum
from sampling.draw.tickets import FRACTION_UNITS, fraction_units, ordered, ticket

START = "start"
"""What stands in the place of an id in the ticket that gives the start."""


def places(population: int, n: int, start: Fraction) -> list[int]:
    """The places drawn, counted from 1: ceil(start + j N / n) for j from 0 (Cochran, chapter 8).

    Args:
        population: children in the frame (N).
        n: files to read.
        start: over 0 and at most N / n.
    """
    step = Fraction(population, n)
    return [math.ceil(start + j * step) for j in range(n)]


def start_of(seed: str, draw: str, population: int, n: int) -> Fraction:
    """The start, over 0 and at most N / n: the first 12 hex digits of the ticket of ``start``.

    The digits plus one, over 16**12, times N / n: every child is drawn with the same probability.
    """
    units = fraction_units(ticket(seed, draw, START)) + 1
    return Fraction(units * population, FRACTION_UNITS * n)


def systematic(request: Request) -> Outcome:
    """Every so many children down the frame sorted by the design's columns, ties by ticket.

    Raises:
        UsageError: for a column that the frame does not have.
    """
    frame = request.frame
    start = start_of(request.seed, request.name, frame.size, request.n)
    wanted = deque(places(frame.size, request.n, start))
    drawn: list[tuple[str, str]] = []
    before = 0
    for ids in _alike(frame, request.design.by):
        inside = []
        while wanted and wanted[0] <= before + len(ids):
            inside.append(wanted.popleft() - before - 1)
        if inside:
            # Only where children alike are drawn from do their tickets matter.
            line = ordered(request.seed, request.name, ids)
            drawn += [line[place] for place in inside]
        before += len(ids)
    whole = Stratum(WHOLE, frame.size, request.n, full=request.n == frame.size)
    return Outcome((whole,), in_order(drawn))


def _alike(frame: Frame, by: tuple[str, ...]) -> list[list[str]]:
    """Ids of children with the same values in the columns, group by group down the sort."""
    if not by:
        return [list(frame.ids)]
    groups = frame.alike(by)
    return [groups[values] for values in sorted(groups)]
