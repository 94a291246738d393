"""What readers record, as it stands after the fold: one frozen row for each thing recorded.

The names of the fields are also the names of the columns in the inspection file.
"""

from __future__ import annotations

from dataclasses import dataclass


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
