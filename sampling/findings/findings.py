"""What readers record, as it stands after the fold: one frozen row for each thing recorded.

The names of the fields are also the names of the columns in the inspection file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from sampling.findings.enquiries import ConclusionRow
    from sampling.findings.sessions import Session


@dataclass(frozen=True, slots=True)
class Finding:
    """One reader's rating of one criterion in one case.

    Attributes:
        reader: who found it.
        case_id: the case.
        criterion: the criterion's id.
        rating: a rating's value, or None while there is only evidence.
        evidence: what was seen, in the reader's words.
        citations: ids of the entries and documents cited, joined with commas.
        first_at: when it was first recorded.
        changed_at: when it was last changed.
        after_seeing: 1 where the last change came after seeing another reader's findings.
    """

    reader: str
    case_id: str
    criterion: str
    rating: str | None
    evidence: str
    citations: str
    first_at: str
    changed_at: str
    after_seeing: int


@dataclass(frozen=True, slots=True)
class CaseRating:
    """One reader's rating of practice for this child as a whole; fields as in ``Finding``."""

    reader: str
    case_id: str
    rating: str | None
    evidence: str
    citations: str
    first_at: str
    changed_at: str
    after_seeing: int


@dataclass(frozen=True, slots=True)
class Reading:
    """How far one reader is with one case: ``completed`` or ``reopened``, and why reopened."""

    reader: str
    case_id: str
    state: str
    at: str
    because: str
    times_completed: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who is to read a case; ``also`` names further readers, joined with commas (double reading)."""

    case_id: str
    reader: str
    also: str


@dataclass(frozen=True, slots=True)
class HandEntry:
    """An entry that a reader added by hand from the authority's own system."""

    entry_id: str
    case_id: str
    reader: str
    day: str | None
    kind: str
    location: str
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Query:
    """An open question on a case; state is ``open``, ``answered`` or ``closed``."""

    query_id: str
    case_id: str
    criterion: str
    reader: str
    text: str
    state: str
    answer: str
    at: str


@dataclass(frozen=True, slots=True)
class Concern:
    """A child referred back to the authority.

    Attributes:
        level: ``immediate`` (risk now; an answer the same or next day) or ``practice``.
        raised_to: who in the authority was told.
        response: what the authority said or did.
        satisfied: 1 where the inspector is satisfied, 0 where not, None while unanswered.
        state: ``open``, ``answered`` or ``closed``.
        criterion: the criterion it was met at; empty for none.
        citations: ids of the entries and documents it rests on, joined with commas.
    """

    concern_id: str
    case_id: str
    reader: str
    level: str
    text: str
    raised_to: str
    raised_at: str
    response: str
    response_at: str
    satisfied: int | None
    state: str
    criterion: str = ""
    citations: str = ""

    @property
    def rests_on(self) -> str:
        """The criterion it was met at and the entries it rests on, in words; empty where none are named."""
        return ", ".join(item for item in (self.criterion, *self.citations.split(",")) if item)


@dataclass(frozen=True, slots=True)
class JudgementEntry:
    """A grade that a person entered, with reasons, and what was known when it was entered.

    Attributes:
        indication: the grades indicated at that time, joined with commas; empty for none.
        outside: 1 where the grade lies outside the indication.
        completed: completed cases in the judgement's areas at that time.
        times_changed: how often the grade was changed before.
    """

    judgement: str
    grade: str
    because: str
    reader: str
    at: str
    indication: str
    outside: int
    completed: int
    times_changed: int


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


@dataclass(frozen=True, slots=True)
class Reader:
    """A person who reads; the name is a label. ``simulated`` is 1 for the reader of a rehearsal."""

    reader: str
    name: str
    simulated: int = 0


@dataclass(frozen=True, slots=True)
class TimeSpent:
    """How many seconds one reader has been at one case, key by key."""

    reader: str
    case_id: str
    seconds: int


Row: TypeAlias = (
    "Finding | CaseRating | Reading | Assignment | HandEntry | Query | Concern | JudgementEntry | FrozenFrame"
    " | DrawEntry | RemovedCase | TargetedCase | CountedDraw | Reader | TimeSpent | ConclusionRow | Session"
)
"""Any row that the fold makes."""
