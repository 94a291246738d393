"""Frames and draws as recorded, the cases put aside, and those chosen for a reason.

The names of the fields are also the names of the columns in the inspection file.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FrozenFrame:
    """The frame of an area as frozen; known by its digest."""

    area: str
    sha256: str
    size: int
    frozen_at: str


@dataclass(frozen=True, slots=True)
class DrawEntry:
    """A draw as recorded; the children stand in the selection of that digest.

    Attributes:
        draw: the draw's name.
        area: the area's id.
        design: the design's name.
        seed: the seed, as typed.
        n: cases drawn, after any extension.
        first_n: cases drawn at first.
        reserve: cases asked for in reserve.
        frame_sha256: digest of the frozen frame.
        frame_size: children in it.
        selection_sha256: digest of the selection as it stands.
        materials_sha256: digest over the drawn children's material.
        witnessed: 1 where the frame was frozen before the seed was typed.
        drawn_at: when it was drawn.
        extended: how often it was extended.
        extended_after: completed cases at the last extension; what was seen may have led to it.
    """

    draw: str
    area: str
    design: str
    seed: str
    n: int
    first_n: int
    reserve: int
    frame_sha256: str
    frame_size: int
    selection_sha256: str
    materials_sha256: str
    witnessed: int
    drawn_at: str
    extended: int
    extended_after: int


@dataclass(frozen=True, slots=True)
class RemovedCase:
    """A drawn case put aside; the next of its stratum's reserve stands in.

    Attributes:
        kind: ``out_of_scope`` or ``not_available``, as the edition has it for the reason.
        agreed_by: the second person who agreed.
    """

    draw: str
    child: str
    reason: str
    kind: str
    agreed_by: str
    reader: str
    at: str


@dataclass(frozen=True, slots=True)
class TargetedCase:
    """A child chosen for a reason; never part of an estimate."""

    area: str
    child: str
    because: str
    materials_sha256: str
    reader: str
    at: str


@dataclass(frozen=True, slots=True)
class CountedDraw:
    """Which draw of an area counts, where it is not the first, and why."""

    area: str
    draw: str
    because: str
    reader: str
    at: str
