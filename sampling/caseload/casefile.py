"""What can be read about one child: facts, a chronology, documents, the people around the child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

Outcome = Literal["met", "missed", "not_due"]


@dataclass(frozen=True, slots=True)
class TimescaleCheck:
    """One timescale held against one entry.

    Attributes:
        key: the timescale's key in the edition.
        outcome: ``met``, ``missed`` or ``not_due``.
        due: the last day on which it would have been met, where that can be worked out.
        clock: from what to what it was measured, in words, with the elapsed count and unit.
    """

    key: str
    outcome: Outcome
    due: date | None
    clock: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the chronology, with an id that findings cite.

    Attributes:
        id: unique within the child's file; no spaces or commas; the same on every laptop.
        day: when it happened; None where the file does not say.
        kind: what sort of thing happened, such as ``visit``.
        text: what happened.
        worker: who did it, empty where not known.
        team: their team, empty where not known.
        source: where it stands: ``List 4 row 17``, a document's title, or the authority's system.
        timescale: the timescale it met or missed, if one bears on it.
    """

    id: str
    day: date | None
    kind: str
    text: str
    worker: str = ""
    team: str = ""
    source: str = ""
    timescale: TimescaleCheck | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text on the file, read in full; its id can be cited like an entry's."""

    id: str
    kind: str
    day: date | None
    title: str
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the lists say: its label, its value, and where it stands."""

    label: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A reason to look, worked out from the lists; never a finding.

    Attributes:
        id: stable key, also the frame's column.
        text: what it says about this child.
        source: the list and column it comes from.
    """

    id: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody around the child: family, carer or professional."""

    name: str
    relation: str


@dataclass(frozen=True, slots=True)
class WorkerSpell:
    """Who held the case, from when to when (None: still, or not known)."""

    worker: str
    role: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Material:
    """What is on file for a child beyond the lists."""

    entries: tuple[Entry, ...] = ()
    documents: tuple[Document, ...] = ()
    network: tuple[Person, ...] = ()
    workers: tuple[WorkerSpell, ...] = ()


class DocumentSource(Protocol):
    """Where a child's material comes from when a case is drawn.

    The front ends hand one to the store, so that the core need not know synthetic data.
    """

    def material(self, child: str, area: str) -> Material:
        """What is on file for this child beyond the lists; empty where there is nothing."""
        ...


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything that can be read about one child in one area."""

    child: str
    area: str
    facts: tuple[Fact, ...]
    flags: tuple[Flag, ...]
    chronology: tuple[Entry, ...]
    documents: tuple[Document, ...]
    network: tuple[Person, ...]
    workers: tuple[WorkerSpell, ...]
