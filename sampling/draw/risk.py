"""Draws weighted by risk: a child with more flags is likelier to be read.

Sequential Poisson sampling (Ohlsson, "Sequential Poisson sampling", Journal of Official Statistics 14,
1998): children in the order of u / p, where u is the ticket as a fraction and p the probability aimed at.
The size is fixed; the probabilities are met approximately, and whatever is estimated says so.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from sampling.draw.frame import Frame
from sampling.draw.request import WHOLE, Outcome, Request
from sampling.draw.selection import Stratum, Ticketed
from sampling.draw.tickets import fraction_units, tickets
from sampling.errors import UsageError

SET = frozenset({"yes", "y", "true", "1"})
"""Values of a flag column, in any case, that mean that the flag is set."""


def weights(frame: Frame, added: Mapping[str, float]) -> list[Fraction]:
    """Each child's weight, in the order of the frame: 1 and the sum of the weights of its flags.

    Args:
        frame: the frame, with a column for each flag.
        added: added weight by flag, taken as the decimal number it is written as.

    Raises:
        UsageError: for a flag that the frame does not have, a weight that is negative or no number, or none.
    """
    if not added:
        raise UsageError("a draw by risk needs an added weight for one flag or more")
    for flag, weight in added.items():
        if not math.isfinite(weight) or weight < 0:
            raise UsageError(f"the weight of flag '{flag}' is a number from 0 up, not {weight}")
    flags = [(frame.column(flag), Fraction(str(weight))) for flag, weight in added.items()]
    return [
        1 + sum((weight for column, weight in flags if row.values[column].casefold() in SET), Fraction(0))
        for row in frame.rows
    ]


def probabilities(counts: Mapping[Fraction, int], n: int) -> dict[Fraction, Fraction]:
    """The inclusion probability aimed at for each weight: min(1, n x / sum x), iterated.

    Whoever would come to 1 or more is taken as certain, and the rest of the sample is shared among
    the others, until nobody passes 1; the probabilities then sum to ``n``.

    Args:
        counts: children by weight.
        n: files to read, at most the number of children.
    """
    certain: dict[Fraction, Fraction] = {}
    while True:
        rest = {weight: count for weight, count in counts.items() if weight not in certain}
        left = n - sum(counts[weight] for weight in certain)
        total = sum((weight * count for weight, count in rest.items()), Fraction(0))
        passing = [weight for weight in rest if left * weight >= total]
        if not passing:
            return certain | {weight: left * weight / total for weight in rest}
        certain |= dict.fromkeys(passing, Fraction(1))


def risk(request: Request) -> Outcome:
    """The first children in the order of u / p, ties by ticket; the next are the reserve.

    Raises:
        UsageError: as ``weights``.
    """
    frame = request.frame
    each = weights(frame, request.design.weights)
    aimed = probabilities(Counter(each), request.n)
    # Two different u / p lie at least one over the product of two numerators of p apart: with this many
    # binary places, whole numbers keep them apart, and ties equal, and sort more quickly than fractions.
    shift = 2 * max(chance.numerator for chance in aimed.values()).bit_length()
    ids = [row.id for row in frame.rows]
    line = heapq.nsmallest(
        request.n + request.reserve,
        (
            (_over(fraction_units(number), aimed[weight], shift), number, id, weight)
            for number, id, weight in zip(tickets(request.seed, request.name, ids), ids, each, strict=True)
        ),
    )
    drawn = tuple(
        Ticketed(id, WHOLE, number, order, float(aimed[weight]))
        for order, (_, number, id, weight) in enumerate(line, start=1)
    )
    whole = Stratum(WHOLE, frame.size, request.n, full=request.n == frame.size)
    return Outcome((whole,), drawn)


def _over(units: int, chance: Fraction, shift: int) -> int:
    """Units / chance in whole numbers, with ``shift`` binary places kept."""
    return (units * chance.denominator << shift) // chance.numerator
