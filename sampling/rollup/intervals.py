"""How far a share found in a sample may lie from the share in all: intervals for every design.

One stratum, or a simple draw: exact, by the hypergeometric distribution. Strata: Korn and Graubard's
interval (1998), with the effective size capped at the size as the United States' National Center for
Health Statistics does (2017). Weighted draws: the same on Hajek's estimate. Never Wald's, which can
cover as little as n/N.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf, sqrt

from sampling.draw.hypergeometric import interval, tail_probability
from sampling.errors import IlacsError, UsageError
from sampling.rollup.distributions import beta_quantile, t_quantile

StratumCounts = tuple[int, int, int]
"""Population, files read, and successes among those read."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimated share of a population.

    Attributes:
        share: the estimate, a fraction.
        low: lower end of the interval, a fraction.
        high: upper end of the interval, a fraction.
        standard_error: of the share, with the finite population correction.
    """

    share: float
    low: float
    high: float
    standard_error: float


def exact(successes: int, n: int, population: int, confidence: float = 0.95) -> tuple[int, int]:
    """The exact interval for one stratum, as counts in the population.

    Inverts both hypergeometric tails; everything read gives a point.

    Args:
        successes: files of the kind among those read.
        n: files read.
        population: files in all.
        confidence: such as 0.95.

    Returns:
        The lowest and the highest count that the sample is consistent with.

    Raises:
        UsageError: for impossible counts or confidence.
    """
    return interval(successes, n, population, confidence)


@lru_cache(maxsize=4096)
def binomial_exact(successes: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Clopper and Pearson's interval (1934), for a share of a population of unknown size.

    Args:
        successes: files of the kind among those read.
        n: files read, at least one.
        confidence: such as 0.95.

    Returns:
        The lower and the upper end, as fractions.

    Raises:
        UsageError: for impossible counts or confidence.
    """
    if n < 1 or not 0 <= successes <= n:
        raise UsageError(f"{successes} of {n} files is not possible")
    return _beta_interval(successes / n, n, confidence)


def stratified(strata: Sequence[StratumCounts], confidence: float = 0.95, capped: bool = True) -> Estimate:
    """A share over strata with Korn and Graubard's interval.

    The effective size n* = p(1 - p) / V, times (t[n - 1] / t[n - H]) squared, and only then capped at n;
    the ends are the beta quantiles of p n* successes in n*. Strata read in full enter as known parts:
    the interval is worked on the rest (its n, its strata H) and the known parts are added. Where no
    stratum varies within itself n* is n, since V = 0 would claim certainty. Everything read is a point.

    Args:
        strata: population, files read and successes of each stratum.
        confidence: such as 0.95.
        capped: False leaves n* as it is, which reproduces ``svyciprop(method="beta")`` of R's survey.

    Returns:
        The share of the whole population, its interval and its standard error.

    Raises:
        UsageError: for impossible counts or confidence, or no strata.
        IlacsError: if a stratum that was not read in full has fewer than two files read.
    """
    return _over_strata(strata, confidence, _files_read if capped else _uncapped)


def stratified_weighed(strata: Sequence[StratumCounts], confidence: float = 0.95) -> Estimate:
    """The same, with the effective size capped at Kish's instead of the files read.

    Kish's size, 1 / sum(W^2 / n), is what strata of unequal weight are worth where all vary alike; it is
    n where they were sampled in proportion. The variance seen in a handful of files a stratum is often
    far too small, and the cap at n lets it pass: of 12 files in four strata taken equally, ``stratified``
    covers 87 to 95 in 100 samples of the synthetic authorities, and this one 99, being a twentieth to a
    tenth wider (``tests/benchmarks/coverage.py``).

    Args:
        strata: population, files read and successes of each stratum.
        confidence: such as 0.95.

    Raises:
        UsageError: for impossible counts or confidence, or no strata.
        IlacsError: if a stratum that was not read in full has fewer than two files read.
    """
    return _over_strata(strata, confidence, _kish)


def _over_strata(
    strata: Sequence[StratumCounts], confidence: float, cap: Callable[[Sequence[StratumCounts]], float]
) -> Estimate:
    if not strata:
        raise UsageError("an estimate needs at least one stratum")
    for counts in strata:
        _check(*counts)
    tail_probability(confidence)
    total = sum(population for population, _, _ in strata)
    known = sum(successes for population, n, successes in strata if population == n)
    rest = [counts for counts in strata if counts[0] != counts[1]]
    if not rest:
        share = known / total
        return Estimate(share, share, share, 0.0)
    share, variance, low, high = _korn_graubard(rest, confidence, cap(rest))
    size = sum(population for population, _, _ in rest)
    return Estimate(
        (known + size * share) / total,
        (known + size * low) / total,
        (known + size * high) / total,
        size / total * sqrt(variance),
    )


def pooled(strata: Sequence[StratumCounts], confidence: float = 0.95) -> tuple[int, int]:
    """A narrower interval for strata sampled in proportion: exact, as if it had been a simple draw.

    Strata sampled in proportion vary no more than a simple draw of the same size, so that the simple
    draw's interval errs on the wide side; enumerating small designs (``tests/benchmarks/coverage.py``)
    finds it a tenth narrower than ``stratified`` with no coverage under 95 in 100. Sampled out of
    proportion it can miss always, and is refused.

    Args:
        strata: population, files read and successes of each stratum.
        confidence: such as 0.95.

    Returns:
        The lowest and the highest count in the population that the sample is consistent with.

    Raises:
        UsageError: if a stratum's sample is a whole file or more from its proportional share, and for
            impossible counts or confidence.
        IlacsError: if a stratum that was not read in full has fewer than two files read.
    """
    for counts in strata:
        _check(*counts)
    population = sum(size for size, _, _ in strata)
    n = sum(read for _, read, _ in strata)
    if not in_proportion([(size, read) for size, read, _ in strata]):
        raise UsageError("strata sampled out of proportion cannot be pooled")
    return interval(sum(successes for _, _, successes in strata), n, population, confidence)


def in_proportion(strata: Sequence[tuple[int, int]]) -> bool:
    """Whether each stratum's sample is within less than a whole file of its proportional share.

    Args:
        strata: population and files read of each stratum.
    """
    population = sum(size for size, _ in strata)
    n = sum(read for _, read in strata)
    return all(abs(read * population - n * size) < population for size, read in strata)


def hajek(cases: Sequence[tuple[bool, float]], confidence: float = 0.95) -> Estimate:
    """A share from cases drawn with unequal probabilities, with an approximate interval.

    Hajek's estimate is the mean weighted by one over the inclusion probability. Its variance is the
    linearised one for Poisson sampling of fixed size, with n / (n - 1) for the estimated mean; the
    interval is Korn and Graubard's on the effective size, capped at n. Where all cases are alike the
    effective size is Kish's (sum w)^2 / sum w^2, since unequal weights always cost some. Sequential
    Poisson sampling is Ohlsson's (1998).

    Args:
        cases: whether each case is a success, and the probability it was drawn with.
        confidence: such as 0.95.

    Returns:
        The share, its interval and its standard error.

    Raises:
        UsageError: if a probability is not above 0 and at most 1, or for an impossible confidence.
        IlacsError: if there are fewer than two cases and they were not certain to be drawn.
    """
    tail_probability(confidence)
    if any(not 0 < probability <= 1 for _, probability in cases):
        raise UsageError("an inclusion probability lies above 0 and at most at 1")
    n = len(cases)
    certain = all(probability == 1 for _, probability in cases)
    if n < 1 or (n < 2 and not certain):
        raise IlacsError("an estimate from a weighted draw needs at least two completed cases")
    weights = [1 / probability for _, probability in cases]
    share = sum(weight for (success, _), weight in zip(cases, weights, strict=True) if success) / sum(weights)
    # Where all are alike, summing weights must not leave a share a hair from 0 or 1.
    if len({success for success, _ in cases}) == 1:
        share = float(cases[0][0])
    if certain:
        return Estimate(share, share, share, 0.0)
    spread = sum(
        (1 - probability) * (weight * (success - share)) ** 2
        for (success, probability), weight in zip(cases, weights, strict=True)
    )
    variance = n / (n - 1) * spread / sum(weights) ** 2
    if variance > 0:
        effective = min(share * (1 - share) / variance, n)
    else:
        effective = sum(weights) ** 2 / sum(weight**2 for weight in weights)
    low, high = _beta_interval(share, effective, confidence)
    return Estimate(share, low, high, sqrt(variance))


def _check(population: int, n: int, successes: int) -> None:
    if population < 1 or not 0 <= n <= population or not 0 <= successes <= n:
        raise UsageError(f"{successes} of {n} files read, of {population} in the stratum, is not possible")
    if n < 2 and n < population:
        raise IlacsError(
            f"a stratum of {population} files with {n} read gives no estimate: read two, or all, or merge it"
        )


def _files_read(strata: Sequence[StratumCounts]) -> float:
    return sum(read for _, read, _ in strata)


def _uncapped(_: Sequence[StratumCounts]) -> float:
    return inf


def _kish(strata: Sequence[StratumCounts]) -> float:
    size = sum(population for population, _, _ in strata)
    return 1 / sum((population / size) ** 2 / read for population, read, _ in strata)


def _korn_graubard(
    strata: Sequence[StratumCounts], confidence: float, cap: float
) -> tuple[float, float, float, float]:
    """Share, variance, and both ends for strata of which none is read in full."""
    size = sum(population for population, _, _ in strata)
    n = sum(read for _, read, _ in strata)
    share = variance = 0.0
    for population, read, successes in strata:
        weight, rate = population / size, successes / read
        share += weight * rate
        variance += weight**2 * (1 - read / population) * rate * (1 - rate) / (read - 1)
    if variance == 0:
        # Rates of 0 and 1 alone; rounding must not leave a share a hair from either.
        share = sum(population for population, _, successes in strata if successes) / size
        return share, variance, *_beta_interval(share, min(n, cap), confidence)
    upper = 1 - (1 - confidence) / 2
    ratio = t_quantile(upper, n - 1) / t_quantile(upper, n - len(strata))
    effective = share * (1 - share) / variance * ratio**2
    return share, variance, *_beta_interval(share, min(effective, cap), confidence)


def _beta_interval(share: float, n: float, confidence: float) -> tuple[float, float]:
    """Clopper and Pearson's ends for a share of n, which need not be whole."""
    tail = float(tail_probability(confidence))
    successes = share * n
    low = beta_quantile(tail, successes, n - successes + 1) if share > 0 else 0.0
    high = beta_quantile(1 - tail, successes + 1, n - successes) if share < 1 else 1.0
    return low, high
