"""Putting strata together after the reading, where one has too few completed cases for an interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sampling.draw.merging import Partition, merged_name, partitions
from sampling.draw.selection import Selection, Stratum
from sampling.rollup.estimate import is_thin
from sampling.rollup.reading import CaseReading
from sampling.rollup.sample import sample_of

_RULE = (
    "Strata with too few completed cases joined the smaller of their neighbours in the order of names, "
    "fewest children first; of strata sampled at different rates the estimate leans to the one sampled more. "
    "Put together: {}."
)


def merge_thin(selection: Selection, readings: Sequence[CaseReading]) -> Selection:
    """The draw with strata too thin for an interval put together, and its merge rule saying so.

    The rule is that of ``sampling.draw.merging``: the stratum with the fewest children joins the smaller
    of its neighbours in the order of names, and so on, here until each has two completed cases or is
    read in full. Where merged strata were sampled at different rates the estimate leans to the one
    sampled more. A draw without thin strata comes back as it is.

    Args:
        selection: the draw.
        readings: every case of the area.
    """
    sample = sample_of(selection, readings, lambda reading: reading.counts, lambda reading: reading.good)
    counts = {name: (size, read) for name, size, read, _ in sample.strata}
    if selection.design.name != "stratified" or len(counts) < 2:
        return selection
    groups = _fitting(counts)
    together = [group for group in groups if len(group) > 1]
    if not together:
        return selection
    strata = {stratum.name: stratum for stratum in selection.strata}
    # A stratum whose children were all out of scope has nothing to merge, and stays as it is.
    empty = tuple(stratum for name, stratum in strata.items() if name not in counts)
    rule = _RULE.format("; ".join(map(merged_name, together)))
    return replace(
        selection,
        strata=tuple(_joined([strata[name] for name in group]) for group in groups) + empty,
        merge_rule=f"{selection.merge_rule} {rule}".strip(),
    )


def _fitting(counts: dict[str, tuple[int, int]]) -> Partition:
    """The first stage of the merging without a thin stratum, or the last stage: all in one."""
    stage: Partition = ()
    for stage in partitions({name: size for name, (size, _) in counts.items()}):
        sums = [[sum(counts[name][place] for name in group) for place in (0, 1)] for group in stage]
        if not any(is_thin(size, read) for size, read in sums):
            break
    return stage


def _joined(strata: Sequence[Stratum]) -> Stratum:
    if len(strata) == 1:
        return strata[0]
    names = [name for stratum in strata for name in (stratum.name, *stratum.merged)]
    return Stratum(
        merged_name([stratum.name for stratum in strata]),
        sum(stratum.size for stratum in strata),
        sum(stratum.n for stratum in strata),
        merged=tuple(names),
        full=all(stratum.full for stratum in strata),
    )
