"""Opinions beside a reader's own: findings agreed at a consistency meeting, grades of the authority's audits.

The names of the fields are also the names of the columns in the inspection file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AgreedFinding:
    """What readers of one case agreed at a consistency meeting; it counts instead of what they found.

    Attributes:
        case_id: the case.
        criterion: the criterion, or ``overall`` for the case rating.
        rating: the agreed rating's value.
        because: the reasons.
        found: what each reader had found, as JSON pairs of reader and rating; ``ratings`` reads them.
        reader: who recorded the agreement.
        at: when.
    """

    case_id: str
    criterion: str
    rating: str
    because: str
    found: str
    reader: str
    at: str

    @property
    def ratings(self) -> tuple[tuple[str, str], ...]:
        """Reader and rating of each reading that was agreed on."""
        return tuple((str(reader), str(rating)) for reader, rating in json.loads(self.found or "[]"))


@dataclass(frozen=True, slots=True)
class AuditGrade:
    """The authority's own audit grade of a case.

    Attributes:
        case_id: the case.
        grade: the grade's value.
        source: the document or entry it was read in, or where it was seen, in words.
        reader: who recorded it.
        at: when.
    """

    case_id: str
    grade: str
    source: str
    reader: str
    at: str
