"""Krippendorff's alpha: any number of readers, any gaps, four levels of measurement.

Krippendorff, "Computing Krippendorff's alpha-reliability" (2011). The ordinal metric is his; what other
programs call ordinal weights is something else and gives other numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import nan

from sampling.agreement.table import Level, Value, numbers, units_of
from sampling.errors import UsageError

Unit = Counter[Value]
Metric = Callable[[Value, Value], float]


def alpha(ratings: Sequence[Sequence[Value | None]], level: Level = "ordinal") -> float:
    """Krippendorff's alpha: 1 for full agreement, 0 for what chance would give, below 0 for worse.

    Args:
        ratings: one row for each reader, one place for each unit; None where not rated.
        level: ``nominal`` takes any labels; ``ordinal``, ``interval`` and ``ratio`` take numbers.

    Returns:
        The coefficient; NaN where it is undefined: no unit with two ratings, or no variation at all.

    Raises:
        UsageError: for rows of different length, an unknown level, values that are no numbers, or
            values at level ratio that are below 0.
    """
    if level not in ("nominal", "ordinal", "interval", "ratio"):
        raise UsageError(f"a level is nominal, ordinal, interval or ratio, not '{level}'")
    return alpha_of(tally(units_of(ratings, numeric=level != "nominal")), level)


@dataclass(frozen=True, slots=True)
class Tally:
    """All that alpha needs to know of some units; the tallies of several sets of units add up.

    Attributes:
        totals: how often each value was given, in units with two ratings or more.
        pairs: Krippendorff's coincidences: for two values, the ordered pairs of a unit's ratings that hold
            them, shared among the unit's other ratings, over all units.
    """

    totals: Mapping[Value, int]
    pairs: Mapping[tuple[Value, Value], float]


def tally(units: Iterable[Unit]) -> Tally:
    """The tally of some units; those with one rating only count for nothing."""
    totals: Counter[Value] = Counter()
    pairs: dict[tuple[Value, Value], float] = {}
    for unit in units:
        others = unit.total() - 1
        if others < 1:
            continue
        totals.update(unit)
        for one, count in unit.items():
            for other in unit:
                if one != other:
                    pairs[one, other] = pairs.get((one, other), 0.0) + count * unit[other] / others
    return Tally(totals, pairs)


def together(tallies: Iterable[Tally]) -> Tally:
    """Several tallies added up; one may be named more than once."""
    totals: dict[Value, int] = {}
    pairs: dict[tuple[Value, Value], float] = {}
    for found in tallies:
        for value, count in found.totals.items():
            totals[value] = totals.get(value, 0) + count
        for pair, share in found.pairs.items():
            pairs[pair] = pairs.get(pair, 0.0) + share
    return Tally(totals, pairs)


def alpha_of(found: Tally, level: Level) -> float:
    """``alpha`` from a tally."""
    totals = found.totals
    metric = _metric(totals, level)
    observed = sum(metric(*pair) * share for pair, share in found.pairs.items())
    expected = 2 * sum(
        metric(one, other) * totals[one] * totals[other] for one, other in combinations(totals, 2)
    )
    if not expected:
        return nan
    return 1 - (sum(totals.values()) - 1) * observed / expected


def _metric(totals: Mapping[Value, int], level: Level) -> Metric:
    """The squared distance of two values."""
    if level == "nominal":
        return lambda one, other: float(one != other)
    place = dict(zip(totals, numbers(totals), strict=True))
    if level == "interval":
        return lambda one, other: (place[one] - place[other]) ** 2
    if level == "ratio":
        if any(number < 0 for number in place.values()):
            raise UsageError("at level ratio no value can lie below 0")
        return lambda one, other: 0.0 if one == other else _ratio(place[one], place[other])
    # Ordinal: the ratings between two values, each of the two counted by half.
    below: dict[Value, float] = {}
    passed = 0.0
    for value in sorted(place, key=place.__getitem__):
        below[value] = passed + totals[value] / 2
        passed += totals[value]
    return lambda one, other: (below[one] - below[other]) ** 2


def _ratio(one: float, other: float) -> float:
    return ((one - other) / (one + other)) ** 2
