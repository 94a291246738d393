"""The list of cases of a draw: who is read, who waits, who was put aside and who stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sampling.draw.selection import Removal, Role, RosterLine, Selection
from sampling.errors import UsageError


def roster(selection: Selection, removals: Sequence[Removal]) -> tuple[RosterLine, ...]:
    """Each drawn child's role, after the removals.

    In each stratum the first n are sampled. A removed case keeps its line; the next of the
    reserve is sampled in its place, in the order of the removals, and says whom it replaces. A
    replacement may itself be removed; a child of the reserve may be removed before being needed, and
    then is passed over. Where the reserve is spent nobody follows (``unreplaced``).

    Args:
        selection: the draw.
        removals: what was put aside, in the order in which it was.

    Returns:
        Lines by stratum, in the order of tickets.

    Raises:
        UsageError: if a removed child is not in the draw, or is removed twice.
    """
    filled = _fill(selection, removals)
    return tuple(
        RosterLine(
            place.child,
            place.stratum,
            place.ticket,
            place.order,
            filled.roles[place.child],
            filled.replaces.get(place.child, ""),
        )
        for place in selection.tickets
    )


def reserve_left(selection: Selection, removals: Sequence[Removal]) -> dict[str, int]:
    """How many children wait in the reserve of each stratum; 0 says that it is spent.

    Arguments and errors as for ``roster``.
    """
    waiting = Counter(line.stratum for line in roster(selection, removals) if line.role == "reserve")
    return {stratum.name: waiting[stratum.name] for stratum in selection.strata}


def unreplaced(selection: Selection, removals: Sequence[Removal]) -> tuple[str, ...]:
    """Removed children for whom nobody was left to stand in; arguments and errors as for ``roster``."""
    return tuple(_fill(selection, removals).unreplaced)


@dataclass
class _Filled:
    """Roles by child, whom each stands in for, and who has nobody standing in."""

    roles: dict[str, Role]
    replaces: dict[str, str] = field(default_factory=dict)
    unreplaced: list[str] = field(default_factory=list)


def _fill(selection: Selection, removals: Sequence[Removal]) -> _Filled:
    taken = {stratum.name: stratum.n for stratum in selection.strata}
    stratum_of = {place.child: place.stratum for place in selection.tickets}
    filled = _Filled(
        {p.child: "sampled" if p.order <= taken[p.stratum] else "reserve" for p in selection.tickets}
    )
    queues = {name: _reserve(selection, name) for name in taken}
    for removal in removals:
        role = filled.roles.get(removal.child)
        if role is None:
            raise UsageError(f"child {removal.child} is not in draw {selection.name}")
        if role == "removed":
            raise UsageError(f"child {removal.child} is removed from draw {selection.name} already")
        filled.roles[removal.child] = "removed"
        if role == "reserve":
            continue
        queue = queues[stratum_of[removal.child]]
        following = next((child for child in queue if filled.roles[child] == "reserve"), None)
        if following is None:
            filled.unreplaced.append(removal.child)
        else:
            filled.roles[following] = "sampled"
            filled.replaces[following] = removal.child
    return filled


def _reserve(selection: Selection, stratum: str) -> Iterator[str]:
    """The children of a stratum in order: those before the reserve are passed over by their role."""
    return (place.child for place in selection.tickets if place.stratum == stratum)
