"""What a sample of an area gives: its share and interval, words and grades, or why it gives nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sampling.framework.edition import Edition
from sampling.framework.grades import Grade
from sampling.rollup.estimate import Reach, Sample, allowing_for_weights, estimate, hindrance
from sampling.rollup.indication import indication, is_fragile, lies_in
from sampling.rollup.words import hundredths, quantity_word


@dataclass(frozen=True, slots=True)
class Weighed:
    """What an estimate gives, or why it gives nothing.

    Attributes:
        reach: the share and its interval; None where nothing can be estimated.
        words: quantity word with its count, where one is earned.
        indication: every grade whose band the interval touches; None where there are too few.
        count_lies_in: the grades of the band in which the share itself lies; None without an indication.
        why_none: why there is no indication, and where so why there is no interval; empty where there is one.
        allowing: the interval with unequal weights of strata allowed for; None where it is no wider.
        also_open: grades that it touches beside those indicated; none without an indication.
        fragile: whether one case rated otherwise would change the indication.
    """

    reach: Reach | None = None
    words: str | None = None
    indication: tuple[Grade, ...] | None = None
    count_lies_in: tuple[Grade, ...] | None = None
    why_none: str = ""
    allowing: tuple[float, float] | None = None
    also_open: tuple[Grade, ...] = ()
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
    allowing = _wider(allowing_for_weights(sample, confidence), reach)
    words = None
    if n >= edition.thresholds.word_minimum or sample.full:
        words = quantity_word(edition, *(allowing or (reach.low, reach.high)), sample.good, n)
    if too_few:
        return Weighed(reach, words, why_none=too_few, allowing=allowing)
    indicated = indication(edition, reach.low, reach.high, sample.serious_share)
    touched = indication(edition, *allowing, sample.serious_share) if allowing else ()
    return Weighed(
        reach,
        words,
        indicated,
        lies_in(edition, reach.share, sample.serious_share),
        allowing=allowing,
        also_open=tuple(grade for grade in touched if grade not in indicated),
        fragile=is_fragile(edition, sample, confidence),
    )


def _wider(allowing: tuple[float, float] | None, reach: Reach) -> tuple[float, float] | None:
    """An interval that is wider once both are written in whole points; None for one that is not."""
    if allowing is None or hundredths(*allowing) == hundredths(reach.low, reach.high):
        return None
    return allowing
