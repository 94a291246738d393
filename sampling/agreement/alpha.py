"""Krippendorff's alpha: any number of readers, any gaps, four levels of measurement.

Krippendorff, "Computing Krippendorff's alpha-reliability" (2011). The ordinal metric is his; what other
programs call ordinal weights is something else and gives other numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
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
    return alpha_of_units(units_of(ratings, numeric=level != "nominal"), level)


def alpha_of_units(units: Sequence[Unit], level: Level) -> float:
    """``alpha`` from counts of values by unit, for those who already have them."""
    pairable = [unit for unit in units if unit.total() > 1]
    totals: Counter[Value] = Counter()
    for unit in pairable:
        totals.update(unit)
    n = totals.total()
    metric = _metric(totals, level)
    values = list(totals)
    distance = {(one, other): metric(one, other) for one in values for other in values}
    observed = sum(_within(unit, distance) for unit in pairable)
    expected = sum(distance[one, other] * totals[one] * totals[other] for one in values for other in values)
    if not expected:
        return nan
    return 1 - (n - 1) * observed / expected


def _within(unit: Unit, distance: dict[tuple[Value, Value], float]) -> float:
    """The distances of all ordered pairs of a unit's ratings, shared among its ratings."""
    total = sum(distance[one, other] * count * unit[other] for one, count in unit.items() for other in unit)
    return total / (unit.total() - 1)


def _metric(totals: Unit, level: Level) -> Metric:
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
