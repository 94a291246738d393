"""Drawing without replacement, in exact integers: tails, and the interval that inverts them.

A population of N files holds M of a kind; n are drawn; X of those drawn are of the kind. Then
P(X = k) = C(M, k) C(N - M, n - k) / C(N, n). Nothing here is approximate: where sums are worked to
256 bits for speed, their error is bounded, and a comparison too close to call is done again in whole
integers.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import comb

from sampling.errors import UsageError

_BITS = 256
_ONE = 1 << _BITS


def check_counts(population: int, marked: int, n: int) -> None:
    """Refuse counts that no population can have.

    Raises:
        UsageError: unless 0 <= marked <= population, 0 <= n <= population and population >= 1.
    """
    if population < 1:
        raise UsageError(f"a population of {population} cannot be sampled")
    if not 0 <= marked <= population:
        raise UsageError(f"{marked} files of {population} is not possible")
    if not 0 <= n <= population:
        raise UsageError(f"a sample of {n} from {population} is not possible")


def at_most(k: int, population: int, marked: int, n: int) -> Fraction:
    """P(X <= k), exactly.

    Args:
        k: the count not to be passed.
        population: files in all (N).
        marked: files of the kind in the population (M).
        n: files drawn.

    Raises:
        UsageError: for impossible counts.
    """
    check_counts(population, marked, n)
    # X is as likely with the marked and the drawn exchanged; the fewer drawn, the smaller the numbers.
    n, marked = sorted((n, marked))
    lowest = max(0, n - (population - marked))
    highest = min(marked, n)
    if k < lowest:
        return Fraction(0)
    if k >= highest:
        return Fraction(1)
    term = comb(marked, lowest) * comb(population - marked, n - lowest)
    total = term
    for j in range(lowest, k):
        up, down = _step(j, population, marked, n)
        term = term * up // down
        total += term
    return Fraction(total, comb(population, n))


def at_least(k: int, population: int, marked: int, n: int) -> Fraction:
    """P(X >= k), exactly; arguments and errors as for ``at_most``."""
    check_counts(population, marked, n)
    # What is not of the kind is drawn at most n - k times.
    return at_most(n - k, population, population - marked, n)


@lru_cache(maxsize=4096)
def interval(successes: int, n: int, population: int, confidence: float = 0.95) -> tuple[int, int]:
    """The exact interval for a count in a finite population, by inverting both tails.

    low = min{M: P(X >= x | M) > a/2} and high = max{M: P(X <= x | M) > a/2}, with a = 1 - confidence.
    The same as inverting R's ``phyper``. All n = N read gives a point; n = 0 gives 0 to N.

    Args:
        successes: files of the kind among those drawn (x).
        n: files drawn.
        population: files in all (N).
        confidence: such as 0.95; taken as the decimal number it is written as.

    Returns:
        The lowest and the highest count in the population that the sample is consistent with.

    Raises:
        UsageError: for impossible counts, or a confidence not between 0 and 1.
    """
    check_counts(population, 0, n)
    if not 0 <= successes <= n:
        raise UsageError(f"{successes} of {n} files is not possible")
    tail = tail_probability(confidence)
    low = _lowest(successes, n, population, tail)
    # What is not of the kind has the mirrored interval.
    high = population - _lowest(n - successes, n, population, tail)
    return low, high


def tail_probability(confidence: float) -> Fraction:
    """Half of what a two-sided confidence leaves out, as an exact fraction (0.95 gives 1/40).

    Raises:
        UsageError: if the confidence is not between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise UsageError(f"a confidence lies between 0 and 1, not {confidence}")
    return (1 - Fraction(str(confidence))) / 2


def _lowest(successes: int, n: int, population: int, tail: Fraction) -> int:
    """min{M: P(X >= successes | M) > tail}; the probability grows with M, so halving finds it."""
    low, high = successes, population - (n - successes)
    while low < high:
        middle = (low + high) // 2
        if _at_least_exceeds(successes, n, population, middle, tail):
            high = middle
        else:
            low = middle + 1
    return low


def _step(j: int, population: int, marked: int, n: int) -> tuple[int, int]:
    """P(X = j + 1) / P(X = j) as numerator and denominator."""
    return (marked - j) * (n - j), (j + 1) * (population - marked - n + j + 1)


def _at_least_exceeds(successes: int, n: int, population: int, marked: int, tail: Fraction) -> bool:
    """Whether P(X >= successes) > tail.

    Terms are worked outwards from the likeliest one, as whole multiples of 2**-256 of it, rounded
    down. Each is at most n too small, and so is each of those cut off, which bounds both sums.
    """
    mode = (n + 1) * (marked + 1) // (population + 2)
    above, below = _sums(mode, successes, n, population, marked)
    slack = (n + 1) ** 2
    scaled_low = above * tail.denominator
    if scaled_low > tail.numerator * (above + below + slack):
        return True
    if (above + slack) * tail.denominator <= tail.numerator * (above + below):
        return False
    return at_least(successes, population, marked, n) > tail


def _sums(mode: int, successes: int, n: int, population: int, marked: int) -> tuple[int, int]:
    """Terms at ``successes`` and above, and terms below, relative to the term at the mode."""
    above = below = 0
    term, j = _ONE, mode
    while term:
        if j >= successes:
            above += term
        else:
            below += term
        up, down = _step(j, population, marked, n)
        term = term * up // down if up else 0
        j += 1
    term, j = _ONE, mode
    while term:
        up, down = _step(j - 1, population, marked, n)
        term = term * down // up if down else 0
        j -= 1
        if j >= successes:
            above += term
        else:
            below += term
    return above, below
