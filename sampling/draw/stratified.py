"""Simple and stratified draws: the smallest tickets of the frame, or of each stratum."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from sampling.draw import allocation
from sampling.draw.merging import Partition, fitting, merged_name, rule_in_words
from sampling.draw.request import WHOLE, Outcome, Request, in_order
from sampling.draw.selection import Design, Stratum, Ticketed
from sampling.draw.tickets import first
from sampling.errors import UsageError, unknown

MINIMUM = 2
"""Files read in each stratum at least, so that its spread can be seen; all of a smaller one."""

_UNKNOWN_SHARE = 0.5


def simple(request: Request) -> Outcome:
    """The smallest tickets of the whole frame."""
    frame = request.frame
    drawn = first(request.seed, request.name, frame.ids, request.n + request.reserve)
    whole = Stratum(WHOLE, frame.size, request.n, full=request.n == frame.size)
    return Outcome((whole,), in_order(drawn))


def stratified(request: Request, partition: Partition | None = None) -> Outcome:
    """The smallest tickets of each stratum, the sample split as the design says.

    Strata smaller than ``MINIMUM`` are read in full. Where there are more strata than the sample can give
    their minimum, small ones are put together by the rule of ``merging``, and the outcome says so.
    The reserve is split as the sample is, rounded up.

    Args:
        request: what is asked for.
        partition: strata to keep as an earlier draw had them; by the rule where None.

    Raises:
        UsageError: for a column that the frame does not have, or expectations that do not fit.
    """
    design, n = request.design, request.n
    ids = request.frame.strata(design.by)
    sizes = {name: len(members) for name, members in ids.items()}
    # One file cannot give any stratum two.
    minimum = min(MINIMUM, n)
    groups = fitting(sizes, n, minimum) if partition is None else partition
    shares = allocate(sizes, groups, n, design)
    strata: list[Stratum] = []
    tickets: list[Ticketed] = []
    for group, share in zip(groups, shares, strict=True):
        members = [id for name in group for id in ids[name]]
        stratum = Stratum(
            merged_name(group),
            len(members),
            share,
            merged=group if len(group) > 1 else (),
            full=share == len(members),
        )
        reserve = -(-request.reserve * share // n)
        drawn = first(request.seed, request.name, members, share + reserve)
        strata.append(stratum)
        tickets += in_order(drawn, stratum.name)
    return Outcome(tuple(strata), tuple(tickets), rule_in_words(groups, n, minimum))


def allocate(sizes: Mapping[str, int], groups: Partition, n: int, design: Design) -> list[int]:
    """Files for each group of strata.

    Args:
        sizes: children by stratum.
        groups: strata, put together where they were.
        n: files in all.
        design: whose allocation and expectations are used. A stratum without an expected share counts
            as 0.5, which spreads most; strata put together expect the average of their children.

    Raises:
        UsageError: if Neyman has no expectation, one for no stratum, or one that is no share.
    """
    totals = [sum(sizes[name] for name in group) for group in groups]
    minimum = min(MINIMUM, n)
    if design.allocation == "equal":
        return allocation.equal(totals, n, minimum)
    if design.allocation == "proportional":
        return allocation.proportional(totals, n, minimum)
    _check_expectations(design.expect, list(sizes))
    spreads = [_spread(group, sizes, design.expect) for group in groups]
    return allocation.neyman(totals, spreads, n, minimum)


def _check_expectations(expect: Mapping[str, float], names: Sequence[str]) -> None:
    if not expect:
        raise UsageError("a Neyman allocation needs the expected share good or better of a stratum or more")
    for name, share in expect.items():
        if name not in names:
            raise unknown("stratum", name, list(names))
        if not 0 <= share <= 1:
            raise UsageError(f"the share expected of '{name}' lies between 0 and 1, not {share}")


def _spread(group: Sequence[str], sizes: Mapping[str, int], expect: Mapping[str, float]) -> float:
    """The standard deviation of a yes-or-no answer with the share expected of the group's N children.

    S^2 is N / (N - 1) p (1 - p), so that equal expectations give the proportional allocation.
    """
    # As decimals, so that 0.9 and 0.1 spread alike, as they should, and ties stay ties.
    size = sum(sizes[name] for name in group)
    expected = sum(Fraction(str(expect.get(name, _UNKNOWN_SHARE))) * sizes[name] for name in group)
    share = Fraction(expected, size)
    return math.sqrt(share * (1 - share) * Fraction(size, max(1, size - 1)))
