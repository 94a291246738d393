"""What is judged, and by which words: the editions of the framework, as data."""

from sampling.framework.edition import (
    Area,
    AreaCriterion,
    Band,
    Criterion,
    Edition,
    Judgement,
    QuantityWord,
    Timescale,
)
from sampling.framework.grades import Grade
from sampling.framework.loader import edition_for, edition_ids, load

__all__ = [
    "Area",
    "AreaCriterion",
    "Band",
    "Criterion",
    "Edition",
    "Grade",
    "Judgement",
    "QuantityWord",
    "Timescale",
    "edition_for",
    "edition_ids",
    "load",
]
