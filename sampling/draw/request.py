"""What goes into a design and what comes out of it, before both are put together as a selection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sampling.draw.frame import Frame
from sampling.draw.selection import Design, Stratum, Ticketed

WHOLE = "all"
"""The name of the one stratum where the frame is not divided."""


@dataclass(frozen=True, slots=True)
class Request:
    """A draw as asked for.

    Attributes:
        frame: the frozen frame.
        name: the draw's name, part of every ticket.
        seed: the seed, as typed.
        n: files to read (families, where families are drawn).
        design: how they are chosen.
        reserve: how many more are held in reserve.
    """

    frame: Frame
    name: str
    seed: str
    n: int
    design: Design
    reserve: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a design gives: see the same fields of ``Selection``."""

    strata: tuple[Stratum, ...]
    tickets: tuple[Ticketed, ...]
    merge_rule: str = ""


def in_order(pairs: Iterable[tuple[str, str]], stratum: str = WHOLE) -> tuple[Ticketed, ...]:
    """Places from 1 up for (ticket, child) pairs that stand in their order already."""
    return tuple(
        Ticketed(child, stratum, ticket, order) for order, (ticket, child) in enumerate(pairs, start=1)
    )
