"""Rules on all that the lists say of one child: how often it stands on one, and on which it does not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChildRule:
    """One way in which a child's rows together raise a flag; ``flags.toml`` explains them.

    Attributes:
        areas: the areas it is shown for.
        what: how the child's own sentence begins.
        at_least: how many rows of ``list``, or how many of ``flags``.
        list: the list whose rows are counted; 0 for none.
        flags: the flags that are counted; empty for none.
        not_on: lists on which the child must not stand.
    """

    areas: tuple[str, ...]
    what: str
    at_least: int
    list: int = 0
    flags: tuple[str, ...] = ()
    not_on: tuple[int, ...] = ()

    @property
    def needs(self) -> frozenset[int]:
        """The lists that must have been given, lest a list that is missing be taken for a child's absence."""
        return frozenset((*self.not_on, *filter(None, [self.list])))

    def holds(self, counts: Mapping[int, int], raised: Collection[str]) -> bool:
        """Whether it holds for a child.

        Args:
            counts: by list, how many rows the child has.
            raised: the flags that the child carries already.
        """
        if any(counts.get(number) for number in self.not_on):
            return False
        if self.list and counts.get(self.list, 0) < self.at_least:
            return False
        return not self.flags or sum(flag in raised for flag in self.flags) >= self.at_least

    def tell(self, counts: Mapping[int, int], raised: Collection[str]) -> str:
        """What it says about the child, in one line."""
        number = counts.get(self.list, 0) if self.list else sum(flag in raised for flag in self.flags)
        return f"{self.what}: {number}"

    @property
    def where(self) -> str:
        """The lists that it looks at."""
        lists = sorted({*self.needs})
        return (
            f"Lists {', '.join(map(str, lists))}" if len(lists) > 1 else f"List {lists[0] if lists else ''}"
        )
