"""What a sample of a size can and cannot show, said before anything is drawn.

Sums are exact hypergeometric ones for a simple draw (Arkin 1963; Touw and Hoogduin 2011 for sizes).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from sampling.draw.hypergeometric import at_most, check_counts
from sampling.draw.precision import (
    files_in,
    half_width,
    same_precision,
    size_for_half_width,
    split_budget,
    tell_apart_size,
)
from sampling.errors import UsageError
from sampling.framework.edition import Band
from sampling.framework.grades import Grade

__all__ = [
    "Miss",
    "Plan",
    "attribute_size",
    "discovery_size",
    "files_in",
    "half_width",
    "miss_probability",
    "plan",
    "same_precision",
    "sentences",
    "size_for_half_width",
    "split_budget",
    "tell_apart_size",
]


@dataclass(frozen=True, slots=True)
class Miss:
    """The probability that a sample holds none of so many faulty files."""

    faults: int
    probability: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sample of a size can show of one area.

    Attributes:
        area: the area's id.
        size: files in the frame.
        n: files to read.
        sentences: the plan in words.
        miss: for a fault in 1 file in 10, in 1 in 20 and in 3 files, the probability of seeing none.
        half_width: to within how many percentage points a share would be known at 95 in 100, for
            whichever result makes the exact interval widest (see ``precision.half_width``).
    """

    area: str
    size: int
    n: int
    sentences: tuple[str, ...]
    miss: tuple[Miss, ...]
    half_width: float


def miss_probability(population: int, faults: int, n: int) -> float:
    """The probability that a sample holds none of the faulty files.

    Args:
        population: files in the frame.
        faults: faulty files among them.
        n: files drawn.

    Raises:
        UsageError: for impossible counts.
    """
    missed, ways = _miss(population, faults, n)
    return missed / ways


def discovery_size(population: int, faults: int, confidence: float) -> int:
    """The smallest sample that holds at least one faulty file with this confidence.

    Args:
        population: files in the frame.
        faults: faulty files among them, 1 or more.
        confidence: such as 0.95, taken as the decimal number it is written as.

    Raises:
        UsageError: for impossible counts, no fault, or a confidence not between 0 and 1.
    """
    check_counts(population, faults, 0)
    if not faults:
        raise UsageError("a fault in no file cannot be found")
    risk = _risk(confidence)

    def found(n: int) -> bool:
        missed, ways = _miss(population, faults, n)
        return missed * risk.denominator <= risk.numerator * ways

    size = _least(1, population, found)
    return population if size is None else size


def _least(low: int, last: int, enough: Callable[[int], bool]) -> int | None:
    """The least size from ``low`` to ``last`` that is enough; None where none is.

    Larger sizes never serve worse. Doubling comes first, because it keeps the whole numbers small.
    """
    high = low
    while not enough(high):
        if high >= last:
            return None
        low, high = high + 1, min(2 * high, last)
    while low < high:
        middle = (low + high) // 2
        if enough(middle):
            high = middle
        else:
            low = middle + 1
    return low


def attribute_size(population: int, expected: float, tolerable: float, confidence: float) -> int:
    """The smallest sample that, finding no more than is expected, rules out the tolerable share.

    The least n with P(X <= k) <= 1 - confidence, where k = ceil(n x expected) and the population holds
    ceil(N x tolerable) faulty files. Shares are taken as the decimal numbers they are written as, so that
    no size turns on a rounding (as two cells of the AICPA tables do).

    Args:
        population: files in the frame (N).
        expected: share of faulty files expected, from 0 up to the tolerable one.
        tolerable: share that would be too many, up to 1.
        confidence: such as 0.95.

    Returns:
        The size; the population where only reading every file would do.

    Raises:
        UsageError: for an empty population, shares out of order, or a confidence not between 0 and 1.
    """
    check_counts(population, 0, 0)
    if not 0 <= expected < tolerable <= 1:
        raise UsageError("the expected share lies from 0 up to the tolerable one, and that is at most 1")
    risk = _risk(confidence)
    share = Fraction(str(expected))
    faults = math.ceil(population * Fraction(str(tolerable)))

    def rules_out(k: int, n: int) -> bool:
        return at_most(k, population, faults, n) <= risk

    # Sizes that share one k lie side by side, and within them more files never serve worse.
    low = 1
    while low <= population:
        k = math.ceil(low * share)
        last = min(population, math.floor(k / share)) if share else population
        size = _least(low, last, partial(rules_out, k))
        if size is not None:
            return size
        low = last + 1
    return population


def plan(
    area: str, population: int, n: int, *, bands: Sequence[Band], minutes_per_file: float | None = None
) -> Plan:
    """What a sample of ``n`` from an area's frame can show.

    Args:
        area: the area's id.
        population: files in the frame.
        n: files to read.
        bands: the edition's bands.
        minutes_per_file: reading time; None leaves the hours out.

    Raises:
        UsageError: if the frame is empty or the size is under 1 or over it.
    """
    said = sentences(population, n, bands=bands, minutes_per_file=minutes_per_file)
    misses = tuple(Miss(faults, miss_probability(population, faults, n)) for _, faults in _faults(population))
    return Plan(area, population, n, said, misses, half_width(population, n))


def sentences(
    population: int, n: int, *, bands: Sequence[Band], minutes_per_file: float | None = None
) -> tuple[str, ...]:
    """The plan in words; arguments and errors as for ``plan``."""
    check_counts(population, 0, n)
    if n < 1:
        raise UsageError(f"a plan is for 1 file or more, not {n}")
    if n == population:
        said = [f"{n} of {population}: every file is read, so nothing would be missed."]
    else:
        said = _what_it_shows(population, n, bands)
    if minutes_per_file is not None:
        if not minutes_per_file > 0:
            raise UsageError("a file takes more than 0 minutes")
        hours = n * minutes_per_file / 60
        said.append(
            f"{_files(n)} at {minutes_per_file:g} minutes each: {hours:.1f} inspector-hours of reading."
        )
    return tuple(said)


def _what_it_shows(population: int, n: int, bands: Sequence[Band]) -> list[str]:
    (words, faults), *others = _faults(population)
    points = math.ceil(half_width(population, n))
    missed = _times(miss_probability(population, faults, n))
    parts = [
        f"{n} of {population}: a fault in {words} would be missed {missed}",
        f"a share would be known to within {points} {'point' if points == 1 else 'points'}",
    ]
    apart = _tell_apart(population, bands)
    if apart is not None:
        need = f"about {apart} files" if apart < population else f"only all {population} files"
        parts.append(f"{need} would tell good from requires improvement")
    said = ["; ".join(parts) + "."]
    for words, faults in others:
        missed = _times(miss_probability(population, faults, n))
        said.append(f"A fault in {words} would be missed {missed}.")
    return said


def _faults(population: int) -> list[tuple[str, int]]:
    """The faults that plans speak of: in words, and how many files that is at the least."""
    tenth, twentieth = -(-population // 10), -(-population // 20)
    spoken = [
        (f"1 file in 10 ({tenth} of {population})", tenth),
        (f"1 file in 20 ({twentieth} of {population})", twentieth),
        (f"3 files of {population}", 3),
    ]
    return [(words, faults) for words, faults in spoken if faults <= population]


def _times(probability: float) -> str:
    hundredths = round(100 * probability)
    if probability == 0:
        return "never"
    if hundredths == 0:
        return "less than once in 100"
    if hundredths == 100:
        return "more than 99 times in 100"
    return f"{hundredths} {'time' if hundredths == 1 else 'times'} in 100"


def _files(n: int) -> str:
    return "1 file" if n == 1 else f"{n} files"


def _tell_apart(population: int, bands: Sequence[Band]) -> int | None:
    """The size that tells good from requires improvement; None where the bands do not part them."""
    good = next((band for band in bands if band.grades == (Grade.GOOD,)), None)
    lower = next((band for band in bands if band.grades == (Grade.REQUIRES_IMPROVEMENT,)), None)
    if good is None or lower is None or lower.high != good.low:
        return None
    return tell_apart_size(population, lower.low, good.low, good.high)


def _miss(population: int, faults: int, n: int) -> tuple[int, int]:
    """Samples that hold no fault, and samples in all (or the same seen from the faults' side)."""
    check_counts(population, faults, n)
    drawn, put = sorted((n, faults))
    return math.comb(population - put, drawn), math.comb(population, drawn)


def _risk(confidence: float) -> Fraction:
    if not 0 < confidence < 1:
        raise UsageError(f"a confidence lies between 0 and 1, not {confidence}")
    return 1 - Fraction(str(confidence))
