"""Krippendorff's alpha over cases, with an interval by drawing the cases again and again.

Cases are drawn, not single ratings: the ratings of one case hang together. The draws come from a seed,
so that the same ratings always give the same interval.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import isnan
from random import Random

from sampling.agreement.alpha import Tally, alpha_of, tally, together
from sampling.agreement.marks import Coefficient
from sampling.agreement.table import Level, Value

REPEATS = 1000
"""How many times the cases are drawn again."""

NO_VARIATION = "No variation: every rating is the same, so chance agreement cannot be told apart."
"""What is said where ratings are all alike."""

_DEFINED = 0.9
"""The part of the repeats that must be defined for an interval to be given."""


def alpha_over_cases(
    cases: Mapping[str, Sequence[Sequence[int | str]]],
    level: Level = "ordinal",
    *,
    seed: int = 0,
    confidence: float = 0.95,
    repeats: int = REPEATS,
) -> Coefficient:
    """Alpha over all units, with a percentile interval from resampled cases.

    Args:
        cases: for each case, the ratings of each of its units, one for each reader who rated it.
        level: the level of measurement.
        seed: of the resampling.
        confidence: of the interval.
        repeats: how often the cases are drawn again; 0 for no interval.

    Returns:
        The coefficient. Its interval is None with fewer than three cases, or where too many of the
        repeats show no variation.
    """
    units = [[Counter[Value](unit) for unit in case if len(unit) > 1] for case in cases.values()]
    shared = [tally(case) for case in units if case]
    value = alpha_of(together(shared), level)
    count = sum(map(len, units))
    if not count:
        return Coefficient(None, None, None, 0, "No case was rated by two readers.")
    if isnan(value):
        return Coefficient(None, None, None, count, NO_VARIATION)
    low, high = _ends(shared, level, Random(seed), confidence, repeats)
    return Coefficient(value, low, high, count, "")


def _ends(
    shared: Sequence[Tally], level: Level, random: Random, confidence: float, repeats: int
) -> tuple[float, float] | tuple[None, None]:
    if len(shared) < 3 or not repeats:
        return None, None
    values = []
    for _ in range(repeats):
        value = alpha_of(together(random.choices(shared, k=len(shared))), level)
        if not isnan(value):
            values.append(value)
    if len(values) < _DEFINED * repeats:
        return None, None
    values.sort()
    cut = (1 - confidence) / 2
    last = len(values) - 1
    return values[round(cut * last)], values[round((1 - cut) * last)]
