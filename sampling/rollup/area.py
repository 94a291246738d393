"""What the completed sampled cases of one area amount to: counts, interval, words, indication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sampling.draw.selection import Selection
from sampling.framework.edition import Edition
from sampling.framework.grades import Grade
from sampling.rollup.beside import (
    AuditAgreement,
    PracticeAndExperience,
    audit_agreement,
    practice_and_experience,
)
from sampling.rollup.counts import (
    ReaderCount,
    StratumCount,
    Targeted,
    TeamCount,
    Unavailable,
    by_reader,
    by_stratum,
    by_team,
    not_replaced,
    out_of_scope,
    partly_read,
    targeted,
    unavailable,
    upper_bound,
)
from sampling.rollup.criteria import CriterionRollup, roll_up_criteria
from sampling.rollup.estimate import IN_FULL, Sample
from sampling.rollup.merging import merge_thin
from sampling.rollup.reading import CaseReading, InsteadOfFirst, checked
from sampling.rollup.sample import sample_of
from sampling.rollup.weighing import weigh
from sampling.rollup.words import hundredths

CONFIDENCE = 0.95
"""The confidence of every interval unless another is asked for."""


@dataclass(frozen=True)
class AreaRollup:
    """One area, rolled up. It indicates; a person judges.

    Attributes:
        area: the area's id.
        frame: children in the frame, 0 where nothing was drawn.
        in_scope: of those, all but the ones found not to belong to it: whom an interval speaks of.
        sampled: cases drawn and to be read, reserves only where they stand in for a removed one.
        completed: of those, completed.
        rated: of those, with a case rating; the area is estimated from these.
        good_or_better: of those, strong or good.
        share: the estimated share good or better, weighted where the draw calls for it.
        interval: for that share, fractions; None where nothing can be estimated.
        allowing: the interval with what unequal weights of strata cost allowed for; None where no wider.
        also_open: grades that it touches beside those indicated.
        interval_counts: the same as counts of children in scope, where it is exact.
        method: how it was worked, in words.
        confidence: such as 0.95.
        words: quantity word with its count, where one is earned.
        indication: every grade whose band the interval touches, best first; None where there are too few.
        count_lies_in: the grades of the band in which the share itself lies; None without an indication.
        why_none: why there is no indication, in a sentence; empty where there is one.
        fragile: whether one case rated otherwise would change the indication.
        serious_cases: cases rated a serious weakness as a whole.
        concerns: open concerns by case, whatever the case's role.
        open_queries: questions on the area's cases that nobody has answered.
        partly_read: what is taken for granted of the unread, in a sentence; empty where nothing is.
        upper_bound: that the frame's size is an upper bound, in a sentence; empty where it is not.
        not_replaced: that removed cases left the sample short, in a sentence; empty where they did not.
        merged: which strata were put together and by which rule, at the draw or since; empty where none.
        unavailable: how many files could not be had, and the interval if all were poor and if all were good.
        by_stratum: counts by stratum of the draw.
        by_reader: counts by reader.
        by_team: counts by the team that holds the child.
        beside: practice against experience.
        audit: the authority's own audit grades against the readers'.
        targeted: targeted cases, which never enter an estimate.
        simulated: cases with findings of a simulated reader, whether or not they were asked for.
        instead: why another draw counts than the area's first; None where the first does.
        criteria: every core criterion and any other recorded.
    """

    area: str
    frame: int
    in_scope: int
    sampled: int
    completed: int
    rated: int
    good_or_better: int
    share: float | None
    interval: tuple[float, float] | None
    allowing: tuple[float, float] | None
    also_open: tuple[Grade, ...]
    interval_counts: tuple[int, int] | None
    method: str
    confidence: float
    words: str | None
    indication: tuple[Grade, ...] | None
    count_lies_in: tuple[Grade, ...] | None
    why_none: str
    fragile: bool
    serious_cases: tuple[str, ...]
    concerns: tuple[tuple[str, int], ...]
    open_queries: int
    partly_read: str
    upper_bound: str
    not_replaced: str
    merged: str
    unavailable: Unavailable | None
    by_stratum: tuple[StratumCount, ...]
    by_reader: tuple[ReaderCount, ...]
    by_team: tuple[TeamCount, ...]
    beside: PracticeAndExperience
    audit: AuditAgreement
    targeted: Targeted
    simulated: int
    instead: InsteadOfFirst | None
    criteria: tuple[CriterionRollup, ...]

    @property
    def without_files(self) -> str:
        """What files that could not be had might have hidden, beside the count; empty where none were."""
        gone = self.unavailable
        if gone is None:
            return ""
        said = f"{gone.cases} drawn {'file' if gone.cases == 1 else 'files'} could not be had."
        if self.interval is None or gone.if_all_poor is None or gone.if_all_good is None:
            return said
        poor, good = (hundredths(*ends) for ends in (gone.if_all_poor, gone.if_all_good))
        return (
            f"{said} Were all of them poor, the interval beside {self.good_or_better} of {self.rated} would "
            f"be {poor[0]}% to {poor[1]}%; were all good, {good[0]}% to {good[1]}%."
        )

    @property
    def count_words(self) -> str:
        """What the count is when its band is named: itself, or weighted, with what it comes to."""
        if not self.weighted or self.share is None:
            return "the count itself"
        # Rounded down, so that it never reads as the band above.
        weighted, _ = hundredths(self.share, self.share)
        return f"{self.good_or_better} of {self.rated}, weighted as drawn to {weighted} in 100,"

    @property
    def as_drawn(self) -> str:
        """That intervals of some criteria do not weigh unequal chances, in a sentence; empty for none."""
        some = sum(item.as_drawn for item in self.criteria)
        if not some:
            return ""
        return (
            "Children had unequal chances of being drawn. Where a criterion was not rated in every case read "
            f"({some} of {len(self.criteria)} criteria, marked 'as drawn'), its interval is of the files as "
            "they were drawn, unweighted, and earns no quantity word."
        )

    @property
    def another_draw(self) -> str:
        """That another draw counts than the area's first, in a sentence; empty where the first does."""
        if self.instead is None:
            return ""
        cases = "case" if self.instead.sampled == 1 else "cases"
        return (
            f"This is not the area's first draw, of whose {self.instead.sampled} sampled {cases} "
            f"{self.instead.completed} {'is' if self.instead.completed == 1 else 'are'} completed."
        )

    @property
    def unequal_weights(self) -> str:
        """How much wider the interval is with unequal weights allowed for, in a sentence; empty for none."""
        if self.allowing is None:
            return ""
        low, high = hundredths(*self.allowing)
        also = " or ".join(grade.label for grade in self.also_open)
        return (
            f"Strata of unequal weight cost precision that the interval beside {self.good_or_better} of "
            f"{self.rated} leaves out while files are few. Allowing for it: {low}% to {high}%"
            f"{f', which leaves {also} open too' if also else ''}."
        )

    @property
    def how(self) -> str:
        """How the interval was worked, with its confidence; of an area read in full, that it was."""
        if not self.method or self.method == IN_FULL:
            return self.method
        return f"{100 * self.confidence:.0f} in 100 confidence; {self.method}"

    @property
    def weighted(self) -> bool:
        """Whether the estimated share is not that of the count, since children had unequal chances."""
        return (
            bool(self.rated)
            and self.share is not None
            and round(self.share * self.rated, 6) != (self.good_or_better)
        )

    @property
    def serious(self) -> int:
        """How many sampled cases are rated a serious weakness as a whole."""
        return len(self.serious_cases)

    @property
    def open_concerns(self) -> int:
        """How many concerns about the area's children are open."""
        return sum(count for _, count in self.concerns)


def roll_up_area(
    edition: Edition,
    area: str,
    readings: Sequence[CaseReading],
    selection: Selection | None,
    *,
    confidence: float = CONFIDENCE,
    include_simulated: bool = False,
    merge: bool = False,
    instead: InsteadOfFirst | None = None,
) -> AreaRollup:
    """Roll up one area.

    Args:
        edition: the edition, for its bands, words, thresholds and criteria.
        area: the area's id.
        readings: every case of the area, each once, with the findings that count.
        selection: the draw that counts, or None where nothing was drawn.
        confidence: of every interval.
        include_simulated: whether findings of simulated readers count; else those cases are unread.
        merge: whether strata too thin to estimate are put together by the stated rule.
        instead: why the draw counts where it is not the area's first.

    Raises:
        UsageError: for an unknown area or criterion, or an impossible confidence.
        IlacsError: if a case is given twice or does not fit the draw.
    """
    place = edition.area(area)
    given = checked(readings, include_simulated)
    if merge and selection is not None:
        selection = merge_thin(selection, given)
    simulated = sum(reading.simulated for reading in readings)
    return _assembled(edition, place.id, given, selection, confidence, simulated, instead)


def _assembled(
    edition: Edition,
    area: str,
    given: Sequence[CaseReading],
    selection: Selection | None,
    confidence: float,
    simulated: int,
    instead: InsteadOfFirst | None,
) -> AreaRollup:
    drawn = [reading for reading in given if reading.role == "sampled"]
    weighed = weigh(edition, _sample(selection, given), confidence)
    reach = weighed.reach
    return AreaRollup(
        area=area,
        frame=selection.frame_size if selection else 0,
        in_scope=selection.frame_size - out_of_scope(given) if selection else 0,
        sampled=len(drawn),
        completed=sum(reading.read for reading in drawn),
        rated=sum(reading.counts for reading in drawn),
        good_or_better=sum(reading.good for reading in drawn if reading.counts),
        share=reach.share if reach else None,
        interval=(reach.low, reach.high) if reach else None,
        allowing=weighed.allowing,
        also_open=weighed.also_open,
        interval_counts=reach.counts if reach else None,
        method=reach.method if reach else "",
        confidence=confidence,
        words=weighed.words,
        indication=weighed.indication,
        count_lies_in=weighed.count_lies_in,
        why_none=weighed.why_none,
        fragile=weighed.fragile,
        serious_cases=tuple(reading.case for reading in drawn if reading.counts and reading.serious),
        concerns=tuple((reading.case, reading.open_concerns) for reading in given if reading.open_concerns),
        open_queries=sum(reading.open_queries for reading in given),
        partly_read=partly_read(selection, given),
        upper_bound=upper_bound(selection, given),
        not_replaced=not_replaced(selection, given),
        merged=selection.merge_rule if selection else "",
        unavailable=unavailable(selection, given, confidence),
        by_stratum=by_stratum(selection, given),
        by_reader=by_reader(given),
        by_team=by_team(given),
        beside=practice_and_experience(edition, given, confidence),
        audit=audit_agreement(given),
        targeted=targeted(given),
        simulated=simulated,
        instead=instead,
        criteria=roll_up_criteria(edition, area, given, selection, confidence),
    )


def _sample(selection: Selection | None, readings: Sequence[CaseReading]) -> Sample | None:
    """The sample that the area is estimated from."""
    if selection is None:
        return None
    return sample_of(selection, readings, lambda reading: reading.counts, lambda reading: reading.good)
