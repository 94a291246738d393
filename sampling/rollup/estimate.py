"""A share of an area's children, estimated by the method that its draw calls for."""

from __future__ import annotations

from dataclasses import dataclass

from sampling.draw.selection import DesignName
from sampling.errors import IlacsError
from sampling.rollup.intervals import (
    binomial_exact,
    exact,
    hajek,
    in_proportion,
    stratified,
    stratified_weighed,
)

IN_FULL = "read in full, so no interval is needed"
"""The method where every child in scope was read."""

ON_COUNTS = "binomial exact interval on the counts"
"""The method where it is not known how many children could have been rated."""

AS_DRAWN = f"{ON_COUNTS} as drawn: children had unequal chances, which it does not weigh"
"""The same where some children were likelier to be drawn: it holds for the files rather than the area."""

_UNWEIGHTED: dict[DesignName, str] = {
    "simple": "exact hypergeometric interval",
    "systematic": "exact hypergeometric interval, as if the draw had been simple",
    "stratified": "exact hypergeometric interval for one stratum",
}

_WEIGHTED: dict[DesignName, str] = {
    "risk": "Hajek's estimate with a Korn-Graubard interval on the effective size, capped; approximate",
    "families": "weighted by family size, with a Korn-Graubard interval on the effective size; approximate",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case as it enters an estimate.

    Attributes:
        stratum: where it was drawn.
        good: whether it is good or better.
        serious: whether it is a serious weakness.
        probability: its inclusion probability, for draws with unequal ones.
    """

    stratum: str
    good: bool
    serious: bool = False
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """What was read of a draw.

    Attributes:
        design: how it was drawn.
        sizes: children in scope by stratum.
        outcomes: one for each case that counts.
    """

    design: DesignName
    sizes: tuple[tuple[str, int], ...]
    outcomes: tuple[Outcome, ...]

    @property
    def population(self) -> int:
        """Children in scope."""
        return sum(size for _, size in self.sizes)

    @property
    def good(self) -> int:
        """Cases good or better."""
        return sum(outcome.good for outcome in self.outcomes)

    @property
    def serious_share(self) -> float:
        """Cases that are a serious weakness: of those read, or weighted as drawn where that is less.

        Passing a threshold makes an indication narrower, so neither a small stratum sampled heavily nor
        one case of a large one may do it alone.
        """
        counted = sum(outcome.serious for outcome in self.outcomes) / len(self.outcomes)
        weights = self._weights()
        weighted = sum(
            weight for weight, outcome in zip(weights, self.outcomes, strict=True) if outcome.serious
        )
        return min(counted, weighted / sum(weights))

    @property
    def even(self) -> bool:
        """Whether all children had the same chance, so that a plain count stands for them alike."""
        if self.design in _WEIGHTED:
            return len({outcome.probability for outcome in self.outcomes}) < 2
        return not _separate(self) or in_proportion([(size, read) for _, size, read, _ in self.strata])

    @property
    def full(self) -> bool:
        """Whether every child in scope was read."""
        return len(self.outcomes) == self.population > 0

    @property
    def strata(self) -> tuple[tuple[str, int, int, int], ...]:
        """Name, children, cases read and cases good or better of each stratum that has children."""
        return tuple(
            (
                name,
                size,
                sum(outcome.stratum == name for outcome in self.outcomes),
                sum(outcome.good for outcome in self.outcomes if outcome.stratum == name),
            )
            for name, size in self.sizes
            if size
        )

    def _weights(self) -> list[float]:
        """How many children each case stands for, up to a factor that all cases share."""
        if self.design in _WEIGHTED:
            return [1 / (outcome.probability or 1) for outcome in self.outcomes]
        if not _separate(self):
            return [1.0] * len(self.outcomes)
        each = {name: size / read for name, size, read, _ in self.strata if read}
        return [each[outcome.stratum] for outcome in self.outcomes]


@dataclass(frozen=True, slots=True)
class Reach:
    """An estimated share and how far the truth may lie from it.

    Attributes:
        share: the estimate, a fraction.
        low: lower end of the interval, a fraction.
        high: upper end of the interval, a fraction.
        counts: the interval as counts of children, where it is exact.
        method: how it was worked, in words.
    """

    share: float
    low: float
    high: float
    counts: tuple[int, int] | None
    method: str


def hindrance(sample: Sample) -> str:
    """Why nothing can be estimated from these cases, in a sentence; empty where it can."""
    if not sample.outcomes:
        return "No case is completed and rated."
    if sample.full:
        return ""
    if sample.design in _WEIGHTED:
        return "" if len(sample.outcomes) > 1 else "A weighted draw needs two completed cases."
    if _separate(sample):
        for name, size, read, _ in sample.strata:
            if is_thin(size, read):
                return (
                    f"Stratum '{name}' has {read or 'no'} completed case{'' if read == 1 else 's'} "
                    f"of its {size}: it needs two, or to be read in full, or to be merged with another."
                )
    return ""


def estimate(sample: Sample, confidence: float) -> Reach:
    """The share good or better among the children in scope, by the method that fits the draw.

    Raises:
        IlacsError: where ``hindrance`` names one.
    """
    why = hindrance(sample)
    if why:
        raise IlacsError(why)
    if sample.full:
        share = sample.good / sample.population
        return Reach(share, share, share, (sample.good, sample.good), IN_FULL)
    if sample.design in _WEIGHTED:
        found = hajek(_weighted(sample), confidence)
        return Reach(found.share, found.low, found.high, None, _WEIGHTED[sample.design])
    if not _separate(sample):
        return _as_simple(sample, confidence)
    found = stratified([(size, read, good) for _, size, read, good in sample.strata], confidence)
    method = f"Korn-Graubard interval over {len(sample.strata)} strata, effective size capped at the size"
    return Reach(found.share, found.low, found.high, None, method)


def allowing_for_weights(sample: Sample, confidence: float) -> tuple[float, float] | None:
    """The interval of strata with what their unequal weights cost allowed for; None where they have none."""
    if sample.full or not _separate(sample) or sample.even:
        return None
    found = stratified_weighed([(size, read, good) for _, size, read, good in sample.strata], confidence)
    return found.low, found.high


def of_unknown_domain(good: int, rated: int, confidence: float, *, even: bool = True) -> Reach:
    """The share of those rated where it is not known how many children could have been rated.

    Args:
        good: cases good or better.
        rated: cases rated.
        confidence: such as 0.95.
        even: whether all children had the same chance; the method says so where they had not.
    """
    low, high = binomial_exact(good, rated, confidence)
    return Reach(good / rated, low, high, None, ON_COUNTS if even else AS_DRAWN)


def is_thin(size: int, read: int) -> bool:
    """Whether a stratum of this size has too few cases read for its spread to be seen."""
    return read < 2 and read < size


def _separate(sample: Sample) -> bool:
    """Whether the strata are to be estimated apart and then added."""
    return sample.design == "stratified" and len(sample.strata) > 1


def _as_simple(sample: Sample, confidence: float) -> Reach:
    n, population = len(sample.outcomes), sample.population
    low, high = exact(sample.good, n, population, confidence)
    method = _UNWEIGHTED[sample.design]
    return Reach(sample.good / n, low / population, high / population, (low, high), method)


def _weighted(sample: Sample) -> list[tuple[bool, float]]:
    cases = []
    for outcome in sample.outcomes:
        if outcome.probability is None:
            raise IlacsError("a case of a weighted draw has no inclusion probability: the draw is damaged")
        cases.append((outcome.good, outcome.probability))
    return cases
