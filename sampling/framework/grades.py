"""The four grades of a judgement, in order from best to worst."""

from __future__ import annotations

from enum import Enum

from sampling.errors import unknown


class Grade(Enum):
    """A grade of a judgement; iterating gives them from outstanding to inadequate."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    REQUIRES_IMPROVEMENT = "requires_improvement"
    INADEQUATE = "inadequate"

    @property
    def rank(self) -> int:
        """1 for outstanding to 4 for inadequate."""
        return list(Grade).index(self) + 1

    @property
    def label(self) -> str:
        """The grade in full, as reports print it."""
        return {
            Grade.OUTSTANDING: "Outstanding",
            Grade.GOOD: "Good",
            Grade.REQUIRES_IMPROVEMENT: "Requires improvement to be good",
            Grade.INADEQUATE: "Inadequate",
        }[self]

    @classmethod
    def parse(cls, text: str) -> Grade:
        """The grade written with spaces, hyphens or underscores, in any case.

        Raises:
            UsageError: if the word is no grade.
        """
        word = text.strip().casefold().replace(" ", "_").replace("-", "_")
        if word == "requires_improvement_to_be_good":
            return cls.REQUIRES_IMPROVEMENT
        for grade in cls:
            if grade.value == word:
                return grade
        raise unknown("grade", text, [grade.value for grade in cls])
