"""Putting small strata together, by one stated rule, when a sample is too small for them all.

The rule: the stratum with the fewest children (the earliest of equals) joins the smaller of its two
neighbours in the order of names (the earlier of equals), and so on until every stratum can have its
minimum. Neighbours, because names put like with like: crossed strata share their first column, and
age bands follow one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sampling.draw.allocation import least

Partition = tuple[tuple[str, ...], ...]
"""Strata as groups of the names that were put together, in the order of names."""


def partitions(sizes: Mapping[str, int]) -> Iterator[Partition]:
    """Every stage of the merging: first all strata apart, last all of them in one.

    Args:
        sizes: children by stratum, in the order of names.
    """
    groups: list[tuple[str, ...]] = [(name,) for name in sizes]
    counts = list(sizes.values())
    yield tuple(groups)
    while len(groups) > 1:
        smallest = counts.index(min(counts))
        neighbours = [place for place in (smallest - 1, smallest + 1) if 0 <= place < len(groups)]
        left = min(smallest, min(neighbours, key=lambda place: counts[place]))
        groups[left : left + 2] = [groups[left] + groups[left + 1]]
        counts[left : left + 2] = [counts[left] + counts[left + 1]]
        yield tuple(groups)


def fitting(sizes: Mapping[str, int], n: int, minimum: int) -> Partition:
    """The first stage of the merging in which ``n`` files give every stratum its minimum.

    Args:
        sizes: children by stratum, in the order of names; at least ``n`` children in all.
        n: files to read.
        minimum: files a stratum gets at least, or all of a smaller one; not over ``n``.
    """
    return next(
        stage
        for stage in partitions(sizes)
        if least([sum(sizes[name] for name in group) for group in stage], minimum) <= n
    )


def merged_name(group: Sequence[str]) -> str:
    """The name of strata that were put together: theirs, joined with `` + ``."""
    return " + ".join(group)


def rule_in_words(partition: Partition, n: int, minimum: int) -> str:
    """What was put together and by which rule; empty where nothing was."""
    merged = [merged_name(group) for group in partition if len(group) > 1]
    if not merged:
        return ""
    apart = sum(len(group) for group in partition)
    return (
        f"A sample of {n} cannot give each of {apart} strata {minimum}, so the stratum with the fewest "
        "children joined the smaller of its neighbours in the order of names, and so on until it could. "
        f"Put together: {'; '.join(merged)}."
    )
