"""What the roll-up is worked from: one row for each case, as it was drawn and as it was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from sampling.draw.selection import Role
from sampling.errors import IlacsError
from sampling.findings.ratings import Rating
from sampling.framework.grades import Grade


@dataclass(frozen=True, slots=True)
class CaseReading:
    """One case of an area, with the findings that count for it.

    Attributes:
        case: the case's id.
        child: the child's id.
        stratum: the stratum it was drawn in; empty for a targeted case.
        role: ``sampled``, ``targeted``, ``removed`` or ``reserve``.
        order: its place in the stratum's order of tickets, from 1; 0 for a targeted case.
        completed: whether its reader has completed it.
        rating: the case rating, or None while there is none.
        reader: whose findings they are; empty while nobody is assigned.
        findings: rating by criterion id.
        audit_grade: the authority's own audit grade, where one was found.
        open_concerns: concerns about the child that are not yet closed.
        open_queries: questions on the case that nobody has answered.
        removal_kind: why it was removed: the frame was wrong, or the file could not be had.
        simulated: True where a simulated reader made the findings.
        probability: the inclusion probability, for draws with unequal ones.
        team: the team that holds the child; empty where the lists name none.
    """

    case: str
    child: str
    stratum: str
    role: Role
    order: int
    completed: bool
    rating: Rating | None = None
    reader: str = ""
    findings: Mapping[str, Rating] = field(default_factory=dict)
    audit_grade: Grade | None = None
    open_concerns: int = 0
    open_queries: int = 0
    removal_kind: Literal["out_of_scope", "not_available"] | None = None
    simulated: bool = False
    probability: float | None = None
    team: str = ""

    @property
    def counts(self) -> bool:
        """Whether it enters an estimate: a sampled case that is completed and has a case rating."""
        return self.read and self.rating is not None and self.rating.rated

    @property
    def read(self) -> bool:
        """Whether it is a sampled case that is completed."""
        return self.role == "sampled" and self.completed

    @property
    def good(self) -> bool:
        """Whether the case rating is strong or good."""
        return self.rating is not None and self.rating.good_or_better

    @property
    def serious(self) -> bool:
        """Whether the case rating is a serious weakness."""
        return self.rating is Rating.SERIOUS_WEAKNESS


@dataclass(frozen=True, slots=True)
class InsteadOfFirst:
    """That another draw of an area counts than its first.

    Attributes:
        by: who decided it.
        because: the reason given.
        sampled: cases of the first draw that were to be read.
        completed: of those, completed by now.
    """

    by: str
    because: str
    sampled: int
    completed: int


def checked(readings: Sequence[CaseReading], include_simulated: bool) -> tuple[CaseReading, ...]:
    """The readings, with those of simulated readers taken as not read unless they are asked for.

    Raises:
        IlacsError: if a case is given twice.
    """
    for case, times in Counter(reading.case for reading in readings).items():
        if times > 1:
            raise IlacsError(f"case {case} has two readings in one roll-up: choose the one that counts")
    if include_simulated:
        return tuple(readings)
    return tuple(_unread(reading) if reading.simulated else reading for reading in readings)


def _unread(reading: CaseReading) -> CaseReading:
    return replace(reading, completed=False, rating=None, findings={})
