"""How sure a coefficient is over other units like these, as other packages print it.

A session does not use it: the units of one case hang together, so that these figures look surer than they
are. Its own interval draws whole cases anew (``bootstrap``). They stand here to set its numbers beside
those of others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import erf, nan, sqrt

from sampling.agreement.chance_corrected import ac, observed_agreement
from sampling.agreement.kappa import kappa
from sampling.agreement.table import Value, is_missing, units_of

BANDS = (0.8, 0.6, 0.4, 0.2, 0.0)
"""Where Landis and Koch (1977) begin almost perfect, substantial, moderate, fair and slight agreement."""


def ac1_standard_error(ratings: Sequence[Sequence[Value | None]]) -> float:
    """The standard error of Gwet's AC1 over units, the readers being those there are.

    Gwet, "Computing inter-rater reliability and its variance in the presence of high agreement" (British
    Journal of Mathematical and Statistical Psychology 61, 2008), with gaps as in his handbook (2014).

    Args:
        ratings: one row for each reader, one place for each unit; None where not rated.

    Returns:
        The standard error; NaN where AC1 is undefined or there is but one unit.
    """
    value = ac(ratings)
    units = units_of(ratings, numeric=False)
    if value != value or len(units) < 2:
        return nan
    values = {given for unit in units for given in unit}
    shared = sum(unit.total() > 1 for unit in units)
    share = {one: sum(unit[one] / unit.total() for unit in units) / len(units) for one in values}
    chance = sum(part * (1 - part) for part in share.values()) / (len(values) - 1)
    squares = 0.0
    for unit in units:
        own = observed_agreement([unit], _same)
        of_it = 0.0 if own is None else len(units) / shared * (own - chance) / (1 - chance)
        by_chance = sum(unit[one] * (1 - share[one]) for one in unit) / unit.total() / (len(values) - 1)
        squares += (of_it - 2 * (1 - value) * (by_chance - chance) / (1 - chance) - value) ** 2
    return sqrt(squares / (len(units) * (len(units) - 1)))


def kappa_standard_error(a: Sequence[Value | None], b: Sequence[Value | None]) -> float:
    """The standard error of Cohen's kappa without weights, over the units that both readers rated.

    Fleiss, Cohen and Everitt, "Large sample standard errors of kappa and weighted kappa" (Psychological
    Bulletin 72, 1969).

    Args:
        a: one reader's ratings; None where not rated.
        b: the other's, unit for unit.

    Returns:
        The standard error; NaN where kappa is undefined.

    Raises:
        UsageError: for sequences of different length.
    """
    value = kappa(a, b, None)
    if value != value:
        return nan
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if not (is_missing(x) or is_missing(y))]
    each = 1 / len(pairs)
    first, second = Counter(x for x, _ in pairs), Counter(y for _, y in pairs)
    chance = sum(first[one] * second[one] for one in first) * each**2
    squares = sum(
        (1 - (first[x] + second[x]) * each * (1 - value)) ** 2
        if x == y
        else ((1 - value) * (second[x] + first[y]) * each) ** 2
        for x, y in pairs
    )
    spread = squares * each - (value - chance * (1 - value)) ** 2
    return sqrt(max(0.0, spread) * each) / (1 - chance)


def fleiss_z(ratings: Sequence[Sequence[Value | None]]) -> float:
    """Fleiss' kappa in standard errors, were there no agreement beyond chance.

    Fleiss, Nee and Landis, "Large sample variance of kappa in the case of different sets of raters"
    (Psychological Bulletin 86, 1979).

    Args:
        ratings: one row for each reader, one place for each unit; every unit rated by equally many.

    Returns:
        How many standard errors; NaN where kappa is undefined or units differ in how many rated them.
    """
    units = units_of(ratings, numeric=False)
    readers = {unit.total() for unit in units}
    observed = observed_agreement(units, _same)
    if len(readers) != 1 or observed is None:
        return nan
    each, total = readers.pop(), sum(units, Counter[Value]())
    shares = [count / total.total() for count in total.values()]
    spread = sum(share * (1 - share) for share in shares)
    if not spread:
        return nan
    skew = sum(share * (1 - share) * (1 - 2 * share) for share in shares)
    variance = 2 * (spread**2 - skew) / (spread**2 * len(units) * each * (each - 1))
    return (observed - (1 - spread)) / spread / sqrt(variance)


def benchmark(value: float, standard_error: float) -> tuple[float, ...]:
    """How probable it is that a coefficient lies in each of ``BANDS`` or above, by Gwet's rule (2014).

    Args:
        value: the coefficient, from -1 to 1.
        standard_error: of the coefficient, above 0.

    Returns:
        One probability for each band, from the highest down; a word is earned by 0.95.
    """

    def up_to(limit: float) -> float:
        return (1 + erf((value - limit) / standard_error / sqrt(2))) / 2

    whole = up_to(-1.0) - up_to(1.0)
    return tuple((up_to(band) - up_to(1.0)) / whole for band in BANDS)


def _same(one: Value, other: Value) -> float:
    return float(one == other)
