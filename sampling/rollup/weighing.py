"""What a sample of an area gives: its share and interval, words and grades, or why it gives nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sampling.framework.edition import Edition
from sampling.framework.grades import Grade
from sampling.rollup.estimate import Reach, Sample, estimate, hindrance
from sampling.rollup.indication import indication, is_fragile, lies_in
from sampling.rollup.words import quantity_word


@dataclass(frozen=True, slots=True)
class Weighed:
    """What an estimate gives, or why it gives nothing.

    Attributes:
        reach: the share and its interval; None where nothing can be estimated.
        words: quantity word with its count, where one is earned.
        indication: every grade whose band the interval touches; None where there are too few.
        count_lies_in: the grades of the band in which the share itself lies; None without an indication.
        why_none: why there is no indication, and where so why there is no interval; empty where there is one.
        fragile: whether one case rated otherwise would change the indication.
    """

    reach: Reach | None = None
    words: str | None = None
    indication: tuple[Grade, ...] | None = None
    count_lies_in: tuple[Grade, ...] | None = None
    why_none: str = ""
    fragile: bool = False


def weigh(edition: Edition, sample: Sample | None, confidence: float) -> Weighed:
    """Weigh a sample by an edition's bands, words and thresholds; None is an area without a draw."""
    if sample is None:
        return Weighed(why_none="Nothing has been drawn.")
    n = len(sample.outcomes)
    needed = edition.thresholds.indication_minimum
    too_few = (
        ""
        if n >= needed or sample.full
        else f"Too few: {n} completed and rated, and an indication needs {needed} or the area read in full."
    )
    why = hindrance(sample)
    if why:
        # Both reasons: the one is why there is no indication, the other why there is no interval either.
        return Weighed(why_none=f"{too_few} {why}" if too_few and n else too_few or why)
    reach = estimate(sample, confidence)
    words = None
    if n >= edition.thresholds.word_minimum or sample.full:
        words = quantity_word(edition, reach.low, reach.high, sample.good, n)
    if too_few:
        return Weighed(reach, words, why_none=too_few)
    return Weighed(
        reach,
        words,
        indication(edition, reach.low, reach.high, sample.serious_share),
        lies_in(edition, reach.share, sample.serious_share),
        fragile=is_fragile(edition, sample, confidence),
    )
