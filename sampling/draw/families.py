"""Draws of families: tickets on the family's id, and one child read of each family drawn.

Drawing children would bring several of one family, read by the same workers and much alike. Here each
family is as likely as any other, so a child of a family of m stands for m children.
"""

from __future__ import annotations

from sampling.draw.frame import Frame
from sampling.draw.request import WHOLE, Outcome, Request
from sampling.draw.selection import Stratum, Ticketed
from sampling.draw.tickets import first, ticket
from sampling.errors import UsageError

COLUMN = "family"
"""The frame's column that holds the family's id."""


def members(frame: Frame) -> dict[str, list[str]]:
    """Children by family id.

    Raises:
        UsageError: if the frame has no family ids, or not for everybody.
    """
    if COLUMN not in frame.columns:
        raise UsageError("the lists carry no family id, so families cannot be drawn: choose another design")
    named = frame.values(COLUMN)
    blank = sum(not family.strip() for family in named)
    if blank:
        raise UsageError(
            f"{blank} of {frame.size} children have no family id in the lists, so families cannot be drawn: "
            "complete the lists or choose another design"
        )
    found: dict[str, list[str]] = {}
    for id, family in zip(frame.ids, named, strict=True):
        found.setdefault(family, []).append(id)
    return found


def families(request: Request) -> Outcome:
    """The families with the smallest tickets, and of each the child with the smallest ticket of its own.

    A child's own ticket within the family is that of ``FAMILY|CHILD``: were it that of the child's id,
    a family named after one of its children would nearly always be read by that child.
    The probability of a child is (families drawn / families) / (children in the family).

    Raises:
        UsageError: as for ``members``, or if there are fewer families than asked for.
    """
    children = members(request.frame)
    if request.n > len(children):
        raise UsageError(f"{request.n} families cannot be drawn from {len(children)}")
    drawn = []
    line = first(request.seed, request.name, list(children), request.n + request.reserve)
    for order, (number, family) in enumerate(line, start=1):
        _, child = min((ticket(request.seed, request.name, f"{family}|{id}"), id) for id in children[family])
        chance = request.n / len(children) / len(children[family])
        drawn.append(Ticketed(child, WHOLE, number, order, chance))
    size = request.frame.size
    return Outcome((Stratum(WHOLE, size, request.n, full=request.n == size),), tuple(drawn))
