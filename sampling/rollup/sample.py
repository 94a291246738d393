"""From the readings of an area to the sample that an estimate is worked from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from sampling.draw.selection import Selection
from sampling.errors import IlacsError
from sampling.rollup.estimate import Outcome, Sample
from sampling.rollup.reading import CaseReading

Counts = Callable[[CaseReading], bool]
"""A question to a reading."""


def sample_of(
    selection: Selection,
    readings: Sequence[CaseReading],
    counts: Counts,
    good: Counts,
) -> Sample:
    """The cases that count, in the strata of their draw.

    Children found out of scope are taken off their stratum, since they are known not to belong to it.
    While a weighted draw is partly read, its probabilities are scaled down to the part that was read.

    Args:
        selection: the draw.
        readings: every case of the area.
        counts: whether a case enters.
        good: whether a case that enters is good or better.

    Raises:
        IlacsError: if a case stands in a stratum that the draw does not have, or a case of a weighted
            draw has no probability.
    """
    names = stratum_names(selection)
    gone = Counter(_stratum(names, reading) for reading in readings if reading.removal_kind == "out_of_scope")
    entering = [reading for reading in readings if counts(reading)]
    drawn = max(sum(reading.role == "sampled" for reading in readings), len(entering))
    outcomes = tuple(
        Outcome(
            _stratum(names, reading),
            good(reading),
            reading.serious,
            _probability(selection, reading, len(entering) / drawn),
        )
        for reading in entering
    )
    sizes = tuple((stratum.name, stratum.size - gone[stratum.name]) for stratum in selection.strata)
    return Sample(selection.design.name, sizes, outcomes)


def stratum_names(selection: Selection) -> dict[str, str]:
    """The stratum of the draw for each name a case may carry: its own, or one merged into it."""
    names = {part: stratum.name for stratum in selection.strata for part in stratum.merged}
    return names | {stratum.name: stratum.name for stratum in selection.strata}


def _stratum(names: dict[str, str], reading: CaseReading) -> str:
    if reading.stratum not in names:
        raise IlacsError(
            f"case {reading.case} stands in stratum '{reading.stratum}', which its draw does not have"
        )
    return names[reading.stratum]


def _probability(selection: Selection, reading: CaseReading, part: float) -> float | None:
    if selection.design.name not in ("risk", "families"):
        return None
    if reading.probability is None:
        raise IlacsError(f"case {reading.case} of a weighted draw has no inclusion probability")
    return reading.probability * part
