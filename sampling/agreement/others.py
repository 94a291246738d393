"""Coefficients that other packages print, for setting a session's numbers beside theirs.

None of them is a headline here: with ratings that cluster all but Brennan and Prediger's fall as kappa does.
All are (observed - chance) / (1 - chance) over the same observed agreement as Gwet's AC1, after Gwet,
"Handbook of Inter-Rater Reliability" (4th edition, 2014); they differ in what they call chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import nan

from sampling.agreement.chance_corrected import observed_agreement
from sampling.agreement.table import Value, is_missing, units_of


def fleiss(ratings: Sequence[Sequence[Value | None]]) -> float:
    """Fleiss' kappa (1971), with gaps as Gwet has them: chance from how often each value is given by anybody.

    Args:
        ratings: one row for each reader, one place for each unit; None where not rated.

    Returns:
        The coefficient; NaN where no unit has two ratings, or all are alike.
    """
    units = units_of(ratings, numeric=False)
    values = {value for unit in units for value in unit}
    shares = (sum(unit[value] / unit.total() for unit in units) / len(units) for value in values)
    return _corrected(units, sum(share**2 for share in shares))


def conger(ratings: Sequence[Sequence[Value | None]]) -> float:
    """Conger's kappa (1980): chance from how often each reader gives each value; Cohen's, for two readers.

    Args:
        ratings: one row for each reader, one place for each unit; None where not rated.

    Returns:
        The coefficient; NaN where no unit has two ratings, or all are alike. Readers who rated nothing
        count for nothing.
    """
    own = [Counter(value for value in row if not is_missing(value)) for row in ratings]
    own = [row for row in own if row]
    if len(own) < 2:
        return nan
    values = {value for row in own for value in row}
    pairs = [
        one[value] / one.total() * other[value] / other.total()
        for one, other in combinations(own, 2)
        for value in values
    ]
    chance = sum(pairs) / (len(own) * (len(own) - 1) / 2)
    return _corrected(units_of(ratings, numeric=False), chance)


def brennan_prediger(ratings: Sequence[Sequence[Value | None]]) -> float:
    """Brennan and Prediger's coefficient (1981): chance as if every value given were as likely as the others.

    Args:
        ratings: one row for each reader, one place for each unit; None where not rated.

    Returns:
        The coefficient; NaN where no unit has two ratings, or all are alike.
    """
    units = units_of(ratings, numeric=False)
    values = {value for unit in units for value in unit}
    return _corrected(units, 1 / len(values) if values else 1.0)


def _corrected(units: Sequence[Counter[Value]], chance: float) -> float:
    observed = observed_agreement(units, lambda one, other: float(one == other))
    return nan if observed is None or chance >= 1 else (observed - chance) / (1 - chance)
