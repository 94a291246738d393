"""Gwet's AC1 and AC2: chance-corrected agreement that stays sensible where ratings cluster.

Gwet, "Handbook of Inter-Rater Reliability" (4th edition, 2014). Kappa falls to nothing when nearly all
ratings are alike, however well readers agree; this does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from math import comb, nan
from typing import Literal

from sampling.agreement.table import Value, Weights, check_weights, numbers, units_of
from sampling.errors import UsageError

GwetsWeights = Weights | Literal["ordinal"]
"""Weights of AC2."""


def ac(
    ratings: Sequence[Sequence[Value | None]],
    weights: GwetsWeights | None = None,
    categories: Sequence[Value] | None = None,
) -> float:
    """Gwet's AC1, or AC2 with weights, for any number of readers and any gaps.

    Args:
        ratings: one row for each reader, one place for each unit; None where not rated.
        weights: None for AC1, with any labels; ``linear``, ``quadratic`` or ``ordinal`` for AC2, with
            numbers. Gwet's ordinal weights go by rank: not the metric of Krippendorff's ordinal alpha.
        categories: every value a reader could have given; those given where None. The coefficient
            rests on how many there are.

    Returns:
        The coefficient; NaN where it is undefined: no unit with two ratings, or fewer than two
        categories.

    Raises:
        UsageError: for rows of different length, unknown weights, values that are no numbers where
            they are weighted, or a value that is none of the categories.
    """
    if weights != "ordinal":
        check_weights(weights)
    units = units_of(ratings, numeric=weights is not None)
    given = {value for unit in units for value in unit}
    values = list(dict.fromkeys(categories)) if categories is not None else list(given)
    if not given <= set(values):
        raise UsageError("a rating is none of the categories named")
    if len(values) < 2:
        return nan
    weight = _weight(values, weights)
    observed = observed_agreement(units, weight)
    if observed is None:
        return nan
    shares = [sum(unit[value] / unit.total() for unit in units) / len(units) for value in values]
    all_weights = sum(weight(one, other) for one in values for other in values)
    spread = sum(share * (1 - share) for share in shares)
    chance = all_weights * spread / (len(values) * (len(values) - 1))
    return (observed - chance) / (1 - chance)


def observed_agreement(
    units: Sequence[Counter[Value]], weight: Callable[[Value, Value], float]
) -> float | None:
    """How far two readers of a unit agree, on average over units that two or more rated; None without one.

    Args:
        units: for each unit, how many readers gave each value.
        weight: how much two values agree, from 0 to 1.
    """
    shared = [unit for unit in units if unit.total() > 1]
    agreement = 0.0
    for unit in shared:
        readers = unit.total()
        alike = sum(unit[one] * unit[other] * weight(one, other) for one in unit for other in unit)
        agreement += (alike - readers) / (readers * (readers - 1))
    return agreement / len(shared) if shared else None


def _weight(values: Sequence[Value], weights: GwetsWeights | None) -> Callable[[Value, Value], float]:
    """How much two values agree, from 0 to 1."""
    if weights is None:
        return lambda one, other: float(one == other)
    place = dict(zip(values, numbers(values), strict=True))
    if weights == "ordinal":
        rank = {value: number for number, value in enumerate(sorted(values, key=place.__getitem__))}
        return lambda one, other: 1 - comb(abs(rank[one] - rank[other]) + 1, 2) / comb(len(rank), 2)
    power = 1 if weights == "linear" else 2
    span = max(place.values()) - min(place.values())
    return lambda one, other: 1 - (abs(place[one] - place[other]) / span) ** power
