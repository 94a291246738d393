"""One criterion over the cases of an area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sampling.draw.selection import Selection
from sampling.findings.ratings import Rating
from sampling.framework.edition import CriterionKind, Edition
from sampling.rollup.estimate import (
    AS_DRAWN,
    IN_FULL,
    Reach,
    Sample,
    allowing_for_weights,
    estimate,
    hindrance,
    of_unknown_domain,
)
from sampling.rollup.reading import CaseReading
from sampling.rollup.sample import sample_of
from sampling.rollup.words import quantity_word


@dataclass(frozen=True, slots=True)
class CriterionRollup:
    """What was found on one criterion in the completed sampled cases of an area.

    Attributes:
        criterion: its id.
        kind: ``practice``, ``experience`` or ``both``.
        rated: cases with one of the four ratings.
        good_or_better: of those, strong or good.
        not_applicable: cases it did not apply to.
        not_seen: cases with nothing on file either way.
        serious: the cases rated a serious weakness.
        interval: for the share good or better, fractions; None where nothing can be estimated.
        method: how the interval was worked, in words; empty without one.
        words: quantity word with its count, or None where none is earned.
        as_drawn: whether the interval holds for the files only, since children had unequal chances and
            how many of them the criterion applies to is not known; it earns no word then.
    """

    criterion: str
    kind: CriterionKind
    rated: int
    good_or_better: int
    not_applicable: int
    not_seen: int
    serious: tuple[str, ...]
    interval: tuple[float, float] | None
    method: str
    words: str | None
    as_drawn: bool


def roll_up_criteria(
    edition: Edition,
    area: str,
    readings: Sequence[CaseReading],
    selection: Selection | None,
    confidence: float,
) -> tuple[CriterionRollup, ...]:
    """Every core criterion of an area and any other that was recorded, in reading order.

    Args:
        edition: the edition.
        area: the area's id.
        readings: every case of the area; only completed sampled ones count.
        selection: the draw, or None.
        confidence: such as 0.95.
    """
    found = edition.area(area)
    recorded = {criterion for reading in readings if reading.read for criterion in reading.findings}
    listed = [item.criterion for item in found.criteria if item.core or item.criterion in recorded]
    further = sorted(recorded.difference(listed))
    return tuple(
        _roll_up(edition, criterion, readings, selection, confidence) for criterion in (*listed, *further)
    )


def _roll_up(
    edition: Edition,
    criterion: str,
    readings: Sequence[CaseReading],
    selection: Selection | None,
    confidence: float,
) -> CriterionRollup:
    given = {
        reading.case: reading.findings[criterion]
        for reading in readings
        if reading.read and criterion in reading.findings
    }
    tally = Counter(given.values())
    rated = sum(rating.rated for rating in given.values())
    good = tally[Rating.STRONG] + tally[Rating.GOOD]
    reach, sample = _reach(criterion, readings, selection, confidence) if rated else (None, None)
    as_drawn = reach is not None and reach.method == AS_DRAWN
    enough = reach is not None and (rated >= edition.thresholds.word_minimum or reach.low == reach.high)
    words = None
    if reach is not None and enough and not as_drawn:
        # As for an area, a word is earned only where the strata's unequal weights would let it stand.
        ends = (sample and allowing_for_weights(sample, confidence)) or (reach.low, reach.high)
        words = quantity_word(edition, *ends, good, rated)
    return CriterionRollup(
        criterion=criterion,
        kind=edition.criterion(criterion).kind,
        rated=rated,
        good_or_better=good,
        not_applicable=tally[Rating.NOT_APPLICABLE],
        not_seen=tally[Rating.NOT_SEEN],
        serious=tuple(case for case, rating in given.items() if rating is Rating.SERIOUS_WEAKNESS),
        interval=(reach.low, reach.high) if reach else None,
        method=reach.method if reach else "",
        words=words,
        as_drawn=as_drawn,
    )


def _reach(
    criterion: str, readings: Sequence[CaseReading], selection: Selection | None, confidence: float
) -> tuple[Reach | None, Sample | None]:
    """The interval: by the draw where every case is rated, else for a domain of unknown size.

    With it the sample that it is worked from; None for a domain of unknown size.
    """
    if selection is None:
        return None, None
    read = [reading for reading in readings if reading.read]
    ratings = [reading.findings.get(criterion) for reading in read]
    rated = [rating for rating in ratings if rating is not None and rating.rated]
    good = sum(rating.good_or_better for rating in rated)
    every = sample_of(
        selection, readings, lambda reading: reading.read, lambda reading: _good(reading, criterion)
    )
    if len(rated) == len(read):
        return (None if hindrance(every) else estimate(every, confidence)), every
    answered = all(rating is not None and rating is not Rating.NOT_SEEN for rating in ratings)
    if every.full and answered:
        # With every child read, those it did not apply to are known too.
        share = good / len(rated)
        return Reach(share, share, share, None, IN_FULL), every
    return of_unknown_domain(good, len(rated), confidence, even=every.even), None


def _good(reading: CaseReading, criterion: str) -> bool:
    rating = reading.findings.get(criterion)
    return rating is not None and rating.good_or_better
