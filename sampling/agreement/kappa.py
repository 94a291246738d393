"""Cohen's kappa of two readers (1960), weighted (1968) where some disagreements are worse than others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import nan

from sampling.agreement.table import Value, Weights, check_weights, is_missing, numbers
from sampling.errors import UsageError


def kappa(
    a: Sequence[Value | None], b: Sequence[Value | None], weights: Weights | None = "quadratic"
) -> float:
    """Cohen's kappa of two readers over the units that both rated.

    Args:
        a: one reader's ratings; None where not rated.
        b: the other's, unit for unit.
        weights: None for likeness alone, with any labels; ``linear`` or ``quadratic`` weigh a
            disagreement by the distance of the two numbers or its square.

    Returns:
        The coefficient; NaN where it is undefined: no unit that both rated, or only one value used.

    Raises:
        UsageError: for sequences of different length, unknown weights, or values that are no numbers
            where they are weighted.
    """
    check_weights(weights)
    if len(a) != len(b):
        raise UsageError(f"two readers of the same units have as many ratings, not {len(a)} and {len(b)}")
    pairs = [
        (one, other) for one, other in zip(a, b, strict=True) if not (is_missing(one) or is_missing(other))
    ]
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    observed = sum(_weight(one, other, weights) for one, other in pairs) * len(pairs)
    expected = sum(
        _weight(one, other, weights) * times * others
        for one, times in first.items()
        for other, others in second.items()
    )
    return 1 - observed / expected if expected else nan


def _weight(one: Value, other: Value, weights: Weights | None) -> float:
    """How much a disagreement weighs; 0 for agreement."""
    if weights is None:
        return float(one != other)
    low, high = numbers([one, other])
    distance = abs(high - low)
    return distance if weights == "linear" else distance**2
