"""The grades that a sample is consistent with: every one whose band the interval touches.

The bands are data of the edition and this project's own choice: Ofsted publishes no numeric rule.
"""

from __future__ import annotations

from dataclasses import replace

from sampling.framework.edition import Band, Edition
from sampling.framework.grades import Grade
from sampling.rollup.estimate import Outcome, Sample, estimate

_STATES = ((True, False), (False, False), (False, True))
"""What a case may be rated: good or better, needs improvement, serious weakness."""

_DIGITS = 12
"""Shares are compared after rounding to this, so that a share worked in floats meets a band's edge."""


def indication(edition: Edition, low: float, high: float, serious_share: float) -> tuple[Grade, ...]:
    """Every grade whose band the interval touches, from best to worst.

    In the lowest band stand requires improvement and inadequate together; inadequate stands there alone
    where the share of serious weaknesses passes the edition's threshold, since inadequate takes
    widespread or serious failure.

    Args:
        edition: whose bands and threshold count.
        low: lower end of the interval for the share good or better, a fraction.
        high: upper end.
        serious_share: case ratings that are a serious weakness, as a fraction of those rated.
    """
    serious = serious_share > edition.thresholds.serious_share
    found: set[Grade] = set()
    for band in edition.bands:
        if _touches(band, low, high):
            found.update(_grades(band, serious))
    return tuple(grade for grade in Grade if grade in found)


def lies_in(edition: Edition, share: float, serious_share: float) -> tuple[Grade, ...]:
    """The grades of the band in which a single share lies; to be shown with the indication only."""
    return indication(edition, share, share, serious_share)


def indication_of(edition: Edition, sample: Sample, confidence: float) -> tuple[Grade, ...]:
    """The indication of a sample that can be estimated from, whatever its size."""
    reach = estimate(sample, confidence)
    return indication(edition, reach.low, reach.high, sample.serious_share)


def is_fragile(edition: Edition, sample: Sample, confidence: float) -> bool:
    """Whether one case, rated otherwise, would change the indication."""
    stands = indication_of(edition, sample, confidence)
    tried: set[tuple[Outcome, bool, bool]] = set()
    for place, outcome in enumerate(sample.outcomes):
        for good, serious in _STATES:
            change = (outcome, good, serious)
            if (good, serious) == (outcome.good, outcome.serious) or change in tried:
                continue
            tried.add(change)
            outcomes = list(sample.outcomes)
            outcomes[place] = replace(outcome, good=good, serious=serious)
            if indication_of(edition, replace(sample, outcomes=tuple(outcomes)), confidence) != stands:
                return True
    return False


def _touches(band: Band, low: float, high: float) -> bool:
    low, high = round(low, _DIGITS), round(high, _DIGITS)
    return high >= band.low and (low < band.high or band.high >= 1)


def _grades(band: Band, serious: bool) -> tuple[Grade, ...]:
    if serious and Grade.INADEQUATE in band.grades:
        return (Grade.INADEQUATE,)
    return band.grades
