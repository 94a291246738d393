"""Who reads, which cases are whose, and how long each took.

The names of the fields are also the names of the columns in the inspection file.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reader:
    """A person who reads; the name is a label. ``simulated`` is 1 for the reader of a rehearsal."""

    reader: str
    name: str
    simulated: int = 0


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who is to read a case; ``also`` names further readers, joined with commas (double reading)."""

    case_id: str
    reader: str
    also: str


@dataclass(frozen=True, slots=True)
class TimeSpent:
    """How many seconds one reader has been at one case, key by key."""

    reader: str
    case_id: str
    seconds: int
