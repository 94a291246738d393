"""Sorting hundreds of thousands of things without making every other thread wait until it is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import SupportsRichComparison

    Sortable = TypeVar("Sortable", bound=SupportsRichComparison)

RUN = 50_000
"""How many are sorted at a time."""


def in_order(things: Iterable[Sortable]) -> list[Sortable]:
    """The things, sorted; texts by code point.

    Python sorts in one step, a third of a second for 400,000, in which no other thread runs, not even the
    one that paints the screen. So runs are sorted, and then put together two by two, which takes one look at
    each.
    """
    waiting = list(things)
    runs = [sorted(waiting[start : start + RUN]) for start in range(0, len(waiting), RUN)]
    while len(runs) > 1:
        merged = [sorted(first + second) for first, second in zip(runs[::2], runs[1::2], strict=False)]
        runs = merged + runs[len(merged) * 2 :]
    return runs[0] if runs else []
