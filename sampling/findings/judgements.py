"""Grades that people entered.

The names of the fields are also the names of the columns in the inspection file.
"""

from __future__ import annotations

from dataclasses import dataclass


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
