"""How many shared files make agreement known well enough: worked out from a rehearsal, before the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isnan
from random import Random

from sampling.agreement.alpha import Tally, Unit, alpha_of, tally, together
from sampling.agreement.marks import Mark, by_place, level
from sampling.store.readings import OVERALL

SIZES = (4, 6, 8, 12, 16, 20, 30)
"""Numbers of shared files that are tried unless others are asked for."""

REPEATS = 300
"""How many sessions of each size are played."""


@dataclass(frozen=True, slots=True)
class Size:
    """What a number of shared files would tell.

    Attributes:
        files: how many.
        low: of 95 in 100 sessions of that many files, the lowest alpha.
        high: the highest.
    """

    files: int
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """To within how much alpha would be known."""
        return (self.high - self.low) / 2


def sizes(
    marks: Iterable[Mark], files: Sequence[int] = SIZES, *, seed: int = 0, repeats: int = REPEATS
) -> tuple[Size, ...]:
    """Play sessions of several sizes with the answers of one rehearsal, and see how far alpha spreads.

    The files of each session are drawn from the rehearsed ones with replacement, so that sizes beyond
    them can be tried; sizes at which alpha is undefined too often are left out.

    Args:
        marks: the answers of a rehearsal, of two readers or more.
        files: the numbers of shared files to try.
        seed: of the drawing.
        repeats: how many sessions of each size are played.
    """
    cases = [tally(case) for case in _units(marks)]
    if not cases:
        return ()
    random = Random(seed)
    found = []
    for number in files:
        values = sorted(
            value for _ in range(repeats) if not isnan(value := _alpha(random.choices(cases, k=number)))
        )
        if len(values) > 0.9 * repeats:
            last = len(values) - 1
            found.append(Size(number, values[round(0.025 * last)], values[round(0.975 * last)]))
    return tuple(found)


def _alpha(cases: Sequence[Tally]) -> float:
    return alpha_of(together(cases), "ordinal")


def _units(marks: Iterable[Mark]) -> list[list[Unit]]:
    """For each case, the ratings of each criterion that two readers or more rated."""
    found: dict[str, list[Unit]] = {}
    for (case, criterion), given in by_place(marks).items():
        ratings = [place for rating in given.values() if (place := level(rating)) is not None]
        if criterion != OVERALL and len(ratings) > 1:
            found.setdefault(case, []).append(Counter(ratings))
    return [found[case] for case in sorted(found)]
