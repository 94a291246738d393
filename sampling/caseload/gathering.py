"""Gathering the children of one area from rows that stream through once, and the flags that they raise.

Only a small tuple is kept for each child, so a caseload of any size streams through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from sampling.caseload import flags
from sampling.caseload.ages import age_band
from sampling.caseload.annex_a import specification
from sampling.caseload.annex_a.specification import FAMILY
from sampling.caseload.flag_children import ChildRule
from sampling.caseload.flag_rules import age_of, test_of
from sampling.caseload.lists import ListRow, Value
from sampling.framework.calendar import window

COLUMNS = ("status", "team", "age_band", "gender", "ethnicity_group", "disability", "worker")
"""The stratum columns that every frame has, before its flags."""

NOT_KNOWN = "not known"
"""What a stratum column holds where the lists say nothing."""

Rows = Mapping[int, Iterable[ListRow]]


@dataclass(frozen=True, slots=True)
class Member:
    """One child of a cohort.

    Attributes:
        child: the id.
        values: one for each of the cohort's columns.
        flags: ids of the flags raised, in the order of the columns.
    """

    child: str
    values: tuple[str, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cohort:
    """The children of one area, each once; no order is promised.

    Attributes:
        area: the area's id.
        columns: ``status``, ``team``, ``age_band``, ``gender``, ``ethnicity_group``, ``disability``,
            ``worker``, ``family`` where the lists give it, then each flag of the area as ``yes`` or ``no``.
        members: one for each child.
    """

    area: str
    columns: tuple[str, ...]
    members: tuple[Member, ...]


def flag_columns(area: str) -> tuple[str, ...]:
    """The columns of an area's frame that are flags."""
    return tuple(flag.id for flag in flags.of_area(area))


Standing = tuple[int, str, tuple[str, ...]]
"""What is known of a child so far: the rank of the status, the start of its row as text, and the columns."""


def better(held: Standing, new: Standing) -> Standing:
    """What stands when a child has another row: the higher status, among those the later row.

    What it leaves blank is filled from the other.

    Args:
        held: what stood before.
        new: what the row says.
    """
    if (-new[0], new[1], new[2]) > (-held[0], held[1], held[2]):
        return new[0], new[1], _filled(new[2], held[2])
    return held[0], held[1], _filled(held[2], new[2])


@dataclass
class Gathering:
    """Members found so far, and the flags that rows raised."""

    area: str
    rows: Rows
    census: date
    thresholds: flags.Thresholds
    held: dict[str, Standing] = field(default_factory=dict)
    raised: dict[str, int] = field(default_factory=dict)
    family: dict[str, str] = field(default_factory=dict)
    counts: dict[int, Counter[str]] = field(default_factory=dict)
    done: set[int] = field(default_factory=set)
    known: dict[Value, str] = field(default_factory=dict)
    bands: dict[Value, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.first, self.last = window(self.census)
        shown = flags.of_area(self.area, self.thresholds)
        self.bits = {flag.id: 1 << place for place, flag in enumerate(shown)}
        self.tests = [
            (self.bits[flag.id], rule.list, test_of(rule, self.census))
            for flag in shown
            for rule in flag.for_area(self.area)
        ]
        # Where a list was not given, that a child is not on it says nothing.
        self.children = [
            (self.bits[flag.id], rule)
            for flag in shown
            for rule in flag.children
            if self.area in rule.areas and rule.needs <= self.rows.keys()
        ]
        self.counts = {number: Counter() for _, rule in self.children for number in rule.needs}

    def read(self, number: int) -> Iterable[ListRow]:
        """The rows of one list that have a child, with their flags noted."""
        tests = [(bit, test) for bit, on, test in self.tests if on == number]
        counted = self.counts.get(number)
        self.done.add(number)
        for row in self.rows.get(number, ()):
            child = row.child
            if not child:
                continue
            if counted is not None:
                counted[child] += 1
            if family := row.values.get(FAMILY):
                self.family.setdefault(child, str(family))
            bits = 0
            for bit, test in tests:
                if test(row):
                    bits |= bit
            if bits:
                self.raised[child] = self.raised.get(child, 0) | bits
            yield row

    def read_the_rest(self) -> None:
        """Read the lists that only flags need, and raise the flags that look at all of a child's rows."""
        wanted = {on for _, on, _ in self.tests} | self.counts.keys()
        for number in sorted(wanted - self.done):
            if any(on == number for _, on, _ in self.tests):
                for _row in self.read(number):
                    pass
            else:
                rows = self.rows.get(number, ())
                self.counts[number].update(row.child for row in rows if row.child)
        for bit, rule in self.children:
            for child in self._signs_of(rule):
                if not any(child in self.counts[number] for number in rule.not_on):
                    self.raised[child] = self.raised.get(child, 0) | bit

    def _signs_of(self, rule: ChildRule) -> list[str]:
        """Members who have as many rows, or as many flags, as a rule wants."""
        if rule.list:
            counted = self.counts[rule.list]
            return [child for child in self.held if counted[child] >= rule.at_least]
        mask = sum(self.bits[flag] for flag in rule.flags)
        return [
            child for child in self.held if (self.raised.get(child, 0) & mask).bit_count() >= rule.at_least
        ]

    def take(self, row: ListRow, rank: int, status: str) -> None:
        """Take a row in: its child has this status unless a better or later row says otherwise."""
        start = row.text(_start(row.list))
        new = (rank, start, self._fields(row, status))
        held = self.held.get(row.child)
        self.held[row.child] = new if held is None else better(held, new)

    def _fields(self, row: ListRow, status: str) -> tuple[str, ...]:
        """The stratum columns of a row; equal texts are kept once, since rows are many."""
        values = row.values
        born = values.get("dob")
        band = self.bands.get(born)
        if band is None or born is None:
            band = self.bands[born] = age_band(age_of(row, self.census))
        texts = (
            status,
            values.get("team") or NOT_KNOWN,
            band,
            values.get("gender") or NOT_KNOWN,
            _ethnic_group(row.text("ethnicity")),
            values.get("disability") or NOT_KNOWN,
            values.get("worker") or NOT_KNOWN,
        )
        known = self.known
        return tuple([known.setdefault(text, str(text)) for text in texts])

    def cohort(self) -> Cohort:
        """The cohort of all that was taken in."""
        names = flag_columns(self.area)
        families = self.family if any(child in self.family for child in self.held) else None
        by_bits: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        members = []
        for child, held in self.held.items():
            bits = self.raised.get(child, 0)
            if bits not in by_bits:
                yes = tuple(name for place, name in enumerate(names) if bits >> place & 1)
                by_bits[bits] = tuple("yes" if name in yes else "no" for name in names), yes
            answers, yes = by_bits[bits]
            family = () if families is None else (families.get(child, ""),)
            members.append(Member(child, (*held[2], *family, *answers), yes))
        columns = COLUMNS if families is None else (*COLUMNS, FAMILY)
        return Cohort(self.area, (*columns, *names), tuple(members))


def _filled(fields: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Columns, with what is not known filled from another row of the same child."""
    if NOT_KNOWN not in fields:
        return fields
    return tuple([a if a != NOT_KNOWN else b for a, b in zip(fields, others, strict=True)])


@cache
def _start(number: int) -> str:
    return specification.load().numbered(number).start


@cache
def _ethnic_group(code: str) -> str:
    return specification.load().codes["ethnicity"].group(code) if code else NOT_KNOWN
