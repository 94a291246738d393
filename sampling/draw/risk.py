"""Draws weighted by risk: a child with more flags is likelier to be read.

Sequential Poisson sampling (Ohlsson, "Sequential Poisson sampling", Journal of Official Statistics 14,
1998): children in the order of u / p, where u is the ticket as a fraction and p the probability aimed at.
The size is fixed; the probabilities are met approximately, and whatever is estimated says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from sampling.draw.frame import Frame
from sampling.draw.request import WHOLE, Outcome, Request
from sampling.draw.selection import Stratum, Ticketed
from sampling.draw.tickets import first, fraction_units
from sampling.errors import UsageError

SET = frozenset({"yes", "y", "true", "1"})
"""Values of a flag column, in any case, that mean that the flag is set."""


def by_weight(frame: Frame, added: Mapping[str, float]) -> dict[Fraction, list[str]]:
    """Ids by weight: 1 and the sum of the weights of the child's flags.

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
    weights = [Fraction(str(weight)) for weight in added.values()]
    alike = frame.alike(added)
    found: dict[Fraction, list[str]] = {}
    for values, ids in alike.items():
        pairs = zip(values, weights, strict=True)
        total = sum((more for value, more in pairs if value.casefold() in SET), Fraction(1))
        found.setdefault(total, []).extend(ids)
    return found


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
        UsageError: as for ``by_weight``.
    """
    frame, wanted = request.frame, request.n + request.reserve
    classes = by_weight(frame, request.design.weights)
    aimed = probabilities({weight: len(ids) for weight, ids in classes.items()}, request.n)
    line = []
    for weight, ids in classes.items():
        chance = aimed[weight]
        # Children with the same p stand in the order of their tickets, so only the first can be drawn.
        for number, id in first(request.seed, request.name, ids, wanted):
            line.append((fraction_units(number) / chance, number, id, float(chance)))
    drawn = tuple(
        Ticketed(id, WHOLE, number, order, chance)
        for order, (_, number, id, chance) in enumerate(sorted(line)[:wanted], start=1)
    )
    whole = Stratum(WHOLE, frame.size, request.n, full=request.n == frame.size)
    return Outcome((whole,), drawn)
