"""The rows that readers are compared by, and the small results of comparing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sampling.errors import IlacsError
from sampling.findings.ratings import Rating

State = Literal["rated", "not_applicable", "not_seen"]
"""Whether there is a rating, and if not which way."""

SCALE = tuple(rating for rating in Rating if rating.rated)
"""The four ratings, from best to worst."""

Place = tuple[str, str]
"""A case and a criterion."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One reader's answer to one criterion of one case.

    Attributes:
        reader: who answered.
        case: the case's id.
        criterion: the criterion's id, or ``overall`` for the case rating.
        rating: the answer.
    """

    reader: str
    case: str
    criterion: str
    rating: Rating

    @property
    def place(self) -> Place:
        """The case and the criterion."""
        return self.case, self.criterion


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient of agreement, or why there is none.

    Attributes:
        value: the coefficient, or None where it is undefined.
        low: lower end of its interval, or None without one.
        high: upper end of its interval, or None without one.
        units: how many cases and criteria it rests on.
        why_none: why it is undefined, in a sentence; empty where it is not.
    """

    value: float | None
    low: float | None
    high: float | None
    units: int
    why_none: str


def level(rating: Rating) -> int | None:
    """1 for strong to 4 for serious weakness; None for the answers that are no rating."""
    return SCALE.index(rating) + 1 if rating.rated else None


def state(rating: Rating) -> State:
    """Whether an answer is a rating, not applicable, or not seen."""
    if rating is Rating.NOT_APPLICABLE:
        return "not_applicable"
    return "not_seen" if rating is Rating.NOT_SEEN else "rated"


def by_place(marks: Iterable[Mark]) -> Mapping[Place, Mapping[str, Rating]]:
    """Each reader's answer by case and criterion.

    Raises:
        IlacsError: if a reader answers the same criterion of a case twice.
    """
    found: dict[Place, dict[str, Rating]] = {}
    for mark in marks:
        answers = found.setdefault(mark.place, {})
        if mark.reader in answers:
            raise IlacsError(f"{mark.reader} answers {mark.criterion} in case {mark.case} twice")
        answers[mark.reader] = mark.rating
    return found
