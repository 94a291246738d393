"""The counts that stand beside an area's estimate, and the sentences that keep it honest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sampling.draw.selection import Selection
from sampling.rollup.estimate import estimate, hindrance
from sampling.rollup.reading import CaseReading
from sampling.rollup.sample import sample_of, stratum_names


@dataclass(frozen=True, slots=True)
class StratumCount:
    """One stratum of a draw: children in the frame, cases to read, read, rated, and found good.

    Attributes:
        parts: the strata put together in it, at the draw or since; empty for one that stands alone.
    """

    stratum: str
    size: int
    sampled: int
    completed: int
    rated: int
    good_or_better: int
    serious: int
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReaderCount:
    """One reader's completed sampled cases, with a case rating, good or better, and serious."""

    reader: str
    completed: int
    rated: int
    good_or_better: int
    serious: int


@dataclass(frozen=True, slots=True)
class TeamCount:
    """One team's sampled cases, completed, with a case rating, good or better, and serious.

    Attributes:
        team: the team; empty for children whom the lists name none for.
        sampled: its cases to read. Only a draw stratified by team says how many children a team holds.
        completed: of those, completed.
        rated: of those, with a case rating.
        good_or_better: of those, strong or good.
        serious: of those, serious weaknesses.
    """

    team: str
    sampled: int
    completed: int
    rated: int
    good_or_better: int
    serious: int


@dataclass(frozen=True, slots=True)
class Targeted:
    """Targeted cases, counted apart: they were chosen, so they say nothing of the others."""

    cases: int
    completed: int
    rated: int
    good_or_better: int
    serious_cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Drawn files that could not be had, and what they might have hidden.

    Attributes:
        cases: how many.
        if_all_poor: the interval had all of them been read and found poor; None where nothing can be
            estimated even then.
        if_all_good: the interval had all of them been read and found good; None likewise.
    """

    cases: int
    if_all_poor: tuple[float, float] | None
    if_all_good: tuple[float, float] | None


def by_stratum(selection: Selection | None, readings: Sequence[CaseReading]) -> tuple[StratumCount, ...]:
    """Counts for each stratum of the draw, in the draw's order."""
    if selection is None:
        return ()
    names = stratum_names(selection)
    found = []
    for stratum in selection.strata:
        drawn = [
            reading
            for reading in readings
            if reading.role == "sampled" and names.get(reading.stratum) == stratum.name
        ]
        found.append(
            StratumCount(stratum.name, stratum.size, len(drawn), *_counts(drawn), parts=stratum.merged)
        )
    return tuple(found)


def by_reader(readings: Sequence[CaseReading]) -> tuple[ReaderCount, ...]:
    """Counts for each reader with a completed sampled case, by name."""
    read = [reading for reading in readings if reading.read]
    return tuple(
        ReaderCount(reader, *_counts([reading for reading in read if reading.reader == reader]))
        for reader in sorted({reading.reader for reading in read})
    )


def by_team(readings: Sequence[CaseReading]) -> tuple[TeamCount, ...]:
    """Counts for each team with a sampled case, by name; children without a team stand last.

    Counts only: a few cases of one team are no sample of that team.
    """
    drawn = [reading for reading in readings if reading.role == "sampled"]
    found = []
    for team in sorted({reading.team for reading in drawn}, key=lambda name: (not name, name)):
        own = [reading for reading in drawn if reading.team == team]
        found.append(TeamCount(team, len(own), *_counts(own)))
    return tuple(found)


def targeted(readings: Sequence[CaseReading]) -> Targeted:
    """Counts of the targeted cases."""
    chosen = [reading for reading in readings if reading.role == "targeted"]
    done = [reading for reading in chosen if reading.completed]
    rated = [reading for reading in done if reading.rating is not None and reading.rating.rated]
    return Targeted(
        len(chosen),
        len(done),
        len(rated),
        sum(reading.good for reading in rated),
        tuple(reading.case for reading in rated if reading.serious),
    )


def partly_read(selection: Selection | None, readings: Sequence[CaseReading]) -> str:
    """What a draw read in part takes for granted, in a sentence; empty where it takes nothing.

    The first by ticket are themselves a random draw. Of a systematic or a risk draw they are not.
    """
    drawn = [reading for reading in readings if reading.role == "sampled"]
    unread = [reading for reading in drawn if not reading.completed]
    if selection is None or not unread or len(unread) == len(drawn):
        return ""
    last: dict[str, int] = {}
    for reading in drawn:
        if reading.completed:
            last[reading.stratum] = max(last.get(reading.stratum, 0), reading.order)
    passed = any(reading.order < last.get(reading.stratum, 0) for reading in unread)
    if not passed and selection.design.name not in ("systematic", "risk"):
        return ""
    return (
        f"{len(unread)} of {len(drawn)} sampled cases are unread, and those read are not the first by "
        "ticket: the unread are taken to be like the read."
    )


def out_of_scope(readings: Sequence[CaseReading]) -> int:
    """How many drawn children were found not to belong to the frame."""
    return sum(reading.removal_kind == "out_of_scope" for reading in readings)


def upper_bound(selection: Selection | None, readings: Sequence[CaseReading]) -> str:
    """That the frame held children it should not have, in a sentence; empty where none were found."""
    gone = out_of_scope(readings)
    if selection is None or not gone:
        return ""
    were = "case was" if gone == 1 else "cases were"
    return (
        f"{gone} drawn {were} out of scope, and there may be more: the area's size of "
        f"{selection.frame_size - gone:,} is an upper bound."
    )


def not_replaced(selection: Selection | None, readings: Sequence[CaseReading]) -> str:
    """That removed cases left the sample short, in a sentence; empty where the reserve stood in for all."""
    if selection is None:
        return ""
    names = stratum_names(selection)
    standing = Counter((names.get(reading.stratum), reading.role) for reading in readings)
    short = sum(
        min(standing[stratum.name, "removed"], max(0, stratum.n - standing[stratum.name, "sampled"]))
        for stratum in selection.strata
    )
    if not short:
        return ""
    cases = "case has" if short == 1 else "cases have"
    return f"{short} removed {cases} nobody in their place: the reserve drawn for them was used up."


def unavailable(
    selection: Selection | None, readings: Sequence[CaseReading], confidence: float
) -> Unavailable | None:
    """How many files could not be had, and the intervals if all were poor and if all were good.

    None where all could be had.
    """
    cases = sum(reading.removal_kind == "not_available" for reading in readings)
    if selection is None or not cases:
        return None
    poor = _interval_with(selection, readings, False, confidence)
    good = _interval_with(selection, readings, True, confidence)
    return Unavailable(cases, poor, good)


def _interval_with(
    selection: Selection, readings: Sequence[CaseReading], taken_as: bool, confidence: float
) -> tuple[float, float] | None:
    """The interval with every file that could not be had taken as good, or as poor."""
    sample = sample_of(
        selection,
        readings,
        lambda reading: reading.counts or reading.removal_kind == "not_available",
        lambda reading: reading.good if reading.counts else taken_as,
    )
    if hindrance(sample):
        return None
    reach = estimate(sample, confidence)
    return reach.low, reach.high


def _counts(cases: Sequence[CaseReading]) -> tuple[int, int, int, int]:
    """Completed, rated, good or better, serious."""
    rated = [reading for reading in cases if reading.counts]
    return (
        sum(reading.read for reading in cases),
        len(rated),
        sum(reading.good for reading in rated),
        sum(reading.serious for reading in rated),
    )
