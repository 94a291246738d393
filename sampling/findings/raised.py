"""What a reader raised about a case: questions, and children referred back to the authority.

The names of the fields are also the names of the columns in the inspection file.
"""

from __future__ import annotations

from dataclasses import dataclass


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
