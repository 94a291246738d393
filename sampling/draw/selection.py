"""What a draw gives: strata with their sizes, and children in the order of their tickets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

DesignName = Literal["simple", "stratified", "systematic", "risk", "families"]
AllocationName = Literal["proportional", "equal", "neyman"]
Role = Literal["sampled", "reserve", "targeted", "removed"]


@dataclass(frozen=True, slots=True)
class Design:
    """How a sample is chosen.

    Attributes:
        name: the design.
        by: the stratum columns, crossed (stratified), or the sort (systematic).
        allocation: how the sample is split between strata (stratified only).
        expect: expected share good or better by stratum (Neyman only).
        weights: added weight by flag column (risk only).
    """

    name: DesignName
    by: tuple[str, ...] = ()
    allocation: AllocationName = "proportional"
    expect: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stratum:
    """One stratum of a draw.

    Attributes:
        name: the stratum.
        size: children of the frame in it.
        n: how many were drawn.
        merged: the strata that were put together to make it, empty where none.
        full: True where it was small and is read in full.
    """

    name: str
    size: int
    n: int
    merged: tuple[str, ...] = ()
    full: bool = False


@dataclass(frozen=True, slots=True)
class Ticketed:
    """One child's place in a draw.

    Attributes:
        child: the child's id.
        stratum: the stratum's name.
        ticket: the ticket, 64 lower-case hex digits.
        order: 1 for the first of the stratum.
        probability: inclusion probability (risk and families), else None.
    """

    child: str
    stratum: str
    ticket: str
    order: int
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """The result of a draw: everything needed to check it against the frame.

    Attributes:
        name: the draw's name, part of every ticket.
        area: the area's id.
        seed: the seed, as typed.
        design: how it was chosen.
        n: how many were asked for.
        reserve: how many were asked for in reserve.
        frame_size: children in the frame.
        frame_sha256: the frame's digest.
        strata: every stratum with its size and share of the sample.
        tickets: by stratum, the drawn children and then the reserve, in order.
        merge_rule: what was done with small strata, in words; empty where nothing was.
    """

    name: str
    area: str
    seed: str
    design: Design
    n: int
    reserve: int
    frame_size: int
    frame_sha256: str
    strata: tuple[Stratum, ...]
    tickets: tuple[Ticketed, ...]
    merge_rule: str = ""


@dataclass(frozen=True, slots=True)
class Removal:
    """A drawn case put aside: which child, the reason's code and class, and who agreed."""

    child: str
    reason: str
    kind: Literal["out_of_scope", "not_available"]
    agreed_by: str


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One line of the list of cases.

    Attributes:
        child: the child's id.
        stratum: the stratum's name.
        ticket: the ticket.
        order: the place in the stratum's order.
        role: ``sampled``, ``reserve`` or ``removed``.
        replaces: the removed child it stands in for, or empty.
    """

    child: str
    stratum: str
    ticket: str
    order: int
    role: Role
    replaces: str = ""
