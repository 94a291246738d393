"""What stands beside an indication: practice against experience, and the authority's own audits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from sampling.findings.ratings import Rating
from sampling.framework.edition import CriterionKind, Edition
from sampling.rollup.reading import CaseReading

_FOUR = [rating for rating in Rating if rating.rated]


@dataclass(frozen=True, slots=True)
class PracticeAndExperience:
    """Whether what was done and what the child lived through were found alike.

    Attributes:
        practice_good: findings good or better on criteria of kind practice.
        practice_rated: findings rated on them.
        experience_good: findings good or better on criteria of kind experience.
        experience_rated: findings rated on them.
        practice_higher: cases whose practice is good in a larger part than their experience.
        experience_higher: cases the other way round.
        alike: cases where both parts are the same.
        parts: whether they part: the cases that lean one way outweigh the others by more than chance
            would at the confidence used (exact sign test over cases).
    """

    practice_good: int
    practice_rated: int
    experience_good: int
    experience_rated: int
    practice_higher: int
    experience_higher: int
    alike: int
    parts: bool

    @property
    def words(self) -> str:
        """A sentence with the counts where they part; empty where they do not."""
        if not self.parts:
            return ""
        cases = self.practice_higher + self.experience_higher + self.alike
        if self.practice_higher > self.experience_higher:
            return (
                f"Practice was found better than the child's experience in {self.practice_higher} of "
                f"{cases} cases, and worse in {self.experience_higher}."
            )
        return (
            f"The child's experience was found better than practice in {self.experience_higher} of "
            f"{cases} cases, and worse in {self.practice_higher}."
        )


@dataclass(frozen=True, slots=True)
class AuditAgreement:
    """The authority's own audit grades against the readers' case ratings, place for place.

    Attributes:
        cases: cases with both.
        same: audit and reader alike.
        audit_better: the audit was the more favourable.
        audit_worse: the audit was the less favourable.
    """

    cases: int
    same: int
    audit_better: int
    audit_worse: int

    @property
    def direction(self) -> Literal["better", "worse", "neither"]:
        """Where the audits lean, by count alone."""
        if self.audit_better == self.audit_worse:
            return "neither"
        return "better" if self.audit_better > self.audit_worse else "worse"

    @property
    def words(self) -> str:
        """A sentence with the counts; empty where no case has both."""
        if not self.cases:
            return ""
        return (
            f"The authority's own audits agree with the reader in {self.same} of {self.cases} cases; "
            f"they are more favourable in {self.audit_better} and less in {self.audit_worse}."
        )


def practice_and_experience(
    edition: Edition, readings: Sequence[CaseReading], confidence: float
) -> PracticeAndExperience:
    """Practice against experience over the completed sampled cases; criteria of kind both stay out."""
    pairs = [parts_of(edition, reading) for reading in readings if reading.read]
    leanings = [leaning(*pair) for pair in pairs if pair[0][1] and pair[1][1]]
    higher = sum(leaning > 0 for leaning in leanings)
    lower = sum(leaning < 0 for leaning in leanings)
    return PracticeAndExperience(
        practice_good=sum(practice[0] for practice, _ in pairs),
        practice_rated=sum(practice[1] for practice, _ in pairs),
        experience_good=sum(experience[0] for _, experience in pairs),
        experience_rated=sum(experience[1] for _, experience in pairs),
        practice_higher=higher,
        experience_higher=lower,
        alike=len(leanings) - higher - lower,
        parts=_leans(higher, lower, 1 - confidence),
    )


def parts_of(edition: Edition, reading: CaseReading) -> tuple[tuple[int, int], tuple[int, int]]:
    """A case's findings on practice and on experience: of each, how many good or better, how many rated."""
    return _part(edition, reading, "practice"), _part(edition, reading, "experience")


def leaning(practice: tuple[int, int], experience: tuple[int, int]) -> int:
    """Above 0 where practice is good in the larger part, below 0 where experience is, else 0."""
    # Cross-multiplied, so that equal parts compare equal.
    return practice[0] * experience[1] - experience[0] * practice[1]


def audit_agreement(readings: Iterable[CaseReading]) -> AuditAgreement:
    """Audit grades against case ratings, over the sampled cases that count and have an audit grade."""
    differences = [
        reading.audit_grade.rank - (_FOUR.index(reading.rating) + 1)
        for reading in readings
        if reading.counts and reading.audit_grade is not None and reading.rating is not None
    ]
    return AuditAgreement(
        len(differences),
        sum(difference == 0 for difference in differences),
        sum(difference < 0 for difference in differences),
        sum(difference > 0 for difference in differences),
    )


def _part(edition: Edition, reading: CaseReading, kind: CriterionKind) -> tuple[int, int]:
    """Findings good or better, and findings rated, on the criteria of one kind."""
    ratings = [
        rating
        for criterion, rating in reading.findings.items()
        if rating.rated and edition.criterion(criterion).kind == kind
    ]
    return sum(rating.good_or_better for rating in ratings), len(ratings)


def _leans(one: int, other: int, risk: float) -> bool:
    """The two-sided exact sign test."""
    n = one + other
    tail, ways = 0, 1
    for k in range(min(one, other) + 1):
        # Each number of ways from the one before, since of thousands of cases every one is a long number.
        tail += ways
        ways = ways * (n - k) // (k + 1)
    # As a fraction, since 2**n is beyond any float from 1,024 cases up.
    return n > 0 and Fraction(2 * tail, 2**n) <= risk
