"""The words of a finding: four ratings, and two different ways of having none."""

from __future__ import annotations

from enum import Enum

from sampling.errors import unknown


class Rating(Enum):
    """A reader's answer to a criterion in one case."""

    STRONG = "strong"
    GOOD = "good"
    NEEDS_IMPROVEMENT = "needs_improvement"
    SERIOUS_WEAKNESS = "serious_weakness"
    NOT_APPLICABLE = "not_applicable"
    NOT_SEEN = "not_seen"

    @property
    def key(self) -> str:
        """The key that records it: ``1`` to ``4``, ``0``, ``-``."""
        return {
            Rating.STRONG: "1",
            Rating.GOOD: "2",
            Rating.NEEDS_IMPROVEMENT: "3",
            Rating.SERIOUS_WEAKNESS: "4",
            Rating.NOT_APPLICABLE: "0",
            Rating.NOT_SEEN: "-",
        }[self]

    @property
    def label(self) -> str:
        """The rating in words."""
        return self.value.replace("_", " ")

    @property
    def rated(self) -> bool:
        """Whether it is one of the four ratings, and so counts in a share."""
        return self not in (Rating.NOT_APPLICABLE, Rating.NOT_SEEN)

    @property
    def good_or_better(self) -> bool:
        """Whether it is strong or good."""
        return self in (Rating.STRONG, Rating.GOOD)

    @property
    def wants_evidence(self) -> bool:
        """Whether a case cannot be completed without evidence for it."""
        return self in (Rating.NEEDS_IMPROVEMENT, Rating.SERIOUS_WEAKNESS)

    @classmethod
    def parse(cls, text: str) -> Rating:
        """The rating written with spaces, hyphens or underscores, in any case, or as its key.

        Raises:
            UsageError: if the word is no rating.
        """
        stripped = text.strip()
        word = stripped.casefold().replace(" ", "_").replace("-", "_")
        for rating in cls:
            if rating.value == word or rating.key == stripped:
                return rating
        raise unknown("rating", text, [rating.value for rating in cls])
