"""The frame of an area from the lists as they are stored, in bulk.

What a frame holds is defined by ``caseload/cohorts.py``, row by row. A national caseload has millions of
rows, so here SQLite says of each row whom it makes a member and which flags it raises, each list is read once
in its order with the few columns that a frame shows, and the frame's text is written in pieces. Tests hold
the two ways to each other. No step makes another thread wait for more than some hundredths of a second.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sampling.caseload import flags
from sampling.caseload.annex_a import specification
from sampling.caseload.annex_a.specification import FAMILY
from sampling.caseload.flag_children import ChildRule
from sampling.caseload.gathering import COLUMNS, NOT_KNOWN, better
from sampling.draw import frame as frames
from sampling.draw.frame import Frame
from sampling.draw.ordering import in_order
from sampling.framework import Edition
from sampling.store.frame_text import SEPARATOR, Answers, Cells, written
from sampling.store.lists import ADOPTERS, Lists
from sampling.store.member_sql import Membership, memberships
from sampling.store.rule_sql import NEVER, Conditions, Table, bits_of

_PIECE = 10_000
"""Children whose lines are written at a time."""

_Standing = tuple[int, str, str]
"""As ``gathering.Standing``, with the columns in one text."""


@dataclass(slots=True)
class _Found:
    """What reading the lists found, by child: what it stands as, the bits of its flags, and its family."""

    standing: dict[str, _Standing] = field(default_factory=dict)
    bits: dict[str, int] = field(default_factory=dict)
    family: dict[str, str] = field(default_factory=dict)

    def let_go(self) -> None:
        """Forget it one by one: what is freed at one stroke makes every other thread wait."""
        for found in (self.standing, self.bits, self.family):
            while found:
                found.popitem()


def frame_now(
    connection: sqlite3.Connection,
    lists: Lists,
    area: str,
    census: date,
    edition: Edition,
    thresholds: flags.Thresholds,
) -> Frame:
    """The frame of an area as the stored lists would give it now.

    Args:
        connection: the opened inspection file.
        lists: its lists.
        area: the area's id.
        census: the census date.
        edition: the edition, which must have the area.
        thresholds: numbers of flags that this inspection set otherwise.

    Raises:
        UsageError: if the edition has no such area.
        IlacsError: if an id or a cell could not be written down.
    """
    return _Framing(connection, lists, edition.area(area).id, census, thresholds).frame()


class _Framing:
    """Frames one area."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        lists: Lists,
        area: str,
        census: date,
        thresholds: flags.Thresholds,
    ) -> None:
        self._connection = connection
        self._area = area
        self._tables = {
            number: Table(number, frozenset(lists.columns(number)))
            for number in lists.supplied()
            if number != ADOPTERS
        }
        self._conditions = Conditions(connection, census)
        self._flags = flags.of_area(area, thresholds)
        self._members = memberships(area, self._tables, self._conditions, census)
        self._census = census
        self._found = _Found()
        self._all_known = False

    def frame(self) -> Frame:
        """The frame, checked as every frame is."""
        read = {membership.list for membership in self._members}
        looked_at = {rule.list for flag in self._flags for rule in flag.for_area(self._area)}
        others = sorted((looked_at - read) & self._tables.keys())
        for membership in self._members:
            self._read(membership)
        self._all_known = True
        for number in others:
            self._read(Membership(number))
        self._raise_of_children()
        children = in_order(self._found.standing)
        family = self._found.family
        with_family = any(map(family.__contains__, children))
        columns = (*COLUMNS, FAMILY) if with_family else COLUMNS
        columns = (*columns, *(flag.id for flag in self._flags))
        text = "".join(
            [written([SEPARATOR.join(("id", *columns))], len(columns)), *self._pieces(children, with_family)]
        )
        self._found.let_go()
        quoted = '"' in text
        return (
            frames.parse(self._area, text)
            if quoted
            else frames.as_written(self._area, columns, children, text)
        )

    def _read(self, membership: Membership) -> None:
        """Read one list."""
        table = self._tables[membership.list]
        bits = bits_of(
            {
                1 << place: [
                    self._conditions.raises(rule, table)
                    for rule in flag.for_area(self._area)
                    if rule.list == table.number
                ]
                for place, flag in enumerate(self._flags)
            }
        )
        if membership.rank != "NULL":
            self._read_members(table, membership, bits)
            return
        if bits != NEVER:
            self._read_flags(table, bits)
        if FAMILY in table.columns:
            self._read_families(table)

    def _read_members(self, table: Table, membership: Membership, bits: str) -> None:
        """The rows of a list that makes children members; equal texts are kept once, since rows are many."""
        columns = (
            table.text(specification.load().numbered(table.number).start),
            table.cell(FAMILY),
            membership.status,
            table.cell("team"),
            f"coalesce({table.cell('dob')}, {table.cell('age')})",
            *map(table.cell, ("gender", "ethnicity", "disability", "worker")),
        )
        cells = ", ".join(("child_id", membership.rank, bits, *columns))
        query = f"SELECT {cells} FROM {table.name} WHERE child_id <> '' ORDER BY row"  # noqa: S608
        _gather(self._connection.execute(query), Cells(self._census, membership.named), self._found)

    def _read_flags(self, table: Table, bits: str) -> None:
        """The flags of a list that makes nobody a member: few rows raise any."""
        raised = self._found.bits
        query = f"SELECT child_id, {bits} AS bits FROM {table.name}"  # noqa: S608
        for child, more in self._connection.execute(f"{query} WHERE child_id <> '' AND bits > 0"):
            raised[child] = raised.get(child, 0) | more

    def _read_families(self, table: Table) -> None:
        """The first family that each child is said to be of."""
        family, standing = self._found.family, self._found.standing
        # Once all members are known, a list of contacts need not be read for families that are known too.
        if self._all_known and all(child in family for child in standing):
            return
        query = (
            f"SELECT child_id, {FAMILY} FROM {table.name}"  # noqa: S608 - constant names
            f" WHERE child_id <> '' AND {FAMILY} <> '' ORDER BY row"
        )
        for child, named in self._connection.execute(query):
            family.setdefault(child, named)

    def _raise_of_children(self) -> None:
        """Raise the flags that look at all of a child's rows, in the order in which they are shown."""
        bits = self._found.bits
        places = {flag.id: 1 << place for place, flag in enumerate(self._flags)}
        sources = {some.list for some in self._members if some.rank != "NULL"}
        for flag in self._flags:
            for rule in flag.children:
                # Where a list was not given, that a child is not on it says nothing. Every member stands
                # on one of the lists that members come from.
                told = self._area in rule.areas and rule.needs <= self._tables.keys()
                if told and not sources <= set(rule.not_on):
                    for child in self._shown_by(rule, sum(places[name] for name in rule.flags)):
                        bits[child] = bits.get(child, 0) | places[flag.id]

    def _shown_by(self, rule: ChildRule, signs: int) -> list[str]:
        """The members who have as many rows, or flags, as a rule wants, and stand on no list that it bars."""
        standing = self._found.standing
        if rule.list:
            often = self._connection.execute(
                f"SELECT child_id FROM list_{int(rule.list)} WHERE child_id <> ''"  # noqa: S608
                " GROUP BY child_id HAVING count(*) >= ?",
                (rule.at_least,),
            )
            shown = [child for (child,) in often if child in standing]
        else:
            shown = [
                child
                for child, bits in self._found.bits.items()
                if (bits & signs).bit_count() >= rule.at_least and child in standing
            ]
        if not rule.not_on:
            return shown
        barred = " UNION ALL ".join(
            f"SELECT 1 FROM list_{int(number)} WHERE child_id = ?1"  # noqa: S608 - a constant name
            for number in rule.not_on
        )
        asked = f"SELECT EXISTS ({barred})"
        return [child for child in shown if not self._connection.execute(asked, (child,)).fetchone()[0]]

    def _pieces(self, children: Sequence[str], with_family: bool) -> Iterator[str]:
        """The frame's lines, some thousands of children at a time."""
        answers = Answers(len(self._flags))
        standing, bits, family = self._found.standing.pop, self._found.bits.get, self._found.family.get
        separators = len(COLUMNS) + with_family + len(self._flags)
        for start in range(0, len(children), _PIECE):
            some = children[start : start + _PIECE]
            if with_family:
                lines = [
                    f"{child}\x1f{standing(child)[2]}\x1f{family(child, '')}{answers[bits(child, 0)]}"
                    for child in some
                ]
            else:
                lines = [f"{child}\x1f{standing(child)[2]}{answers[bits(child, 0)]}" for child in some]
            yield written(lines, separators)


def _gather(rows: Iterable[Any], cells: Cells, found: _Found) -> None:
    """Take the rows of one list in, in their order."""
    standing, raised, families = found.standing, found.bits, found.family
    statuses, texts, bands, groups = cells.statuses, cells.texts, cells.bands, cells.groups
    for child, rank, bits, start, family, status, team, born, gender, ethnicity, disability, worker in rows:
        if bits:
            raised[child] = raised.get(child, 0) | bits
        if family:
            families.setdefault(child, family)
        if rank is None:
            continue
        held = standing.get(child)
        # A row of a lower status can do no more than fill what is not known.
        if held is not None and rank > held[0] and NOT_KNOWN not in held[2]:
            continue
        try:
            known = (
                f"{statuses[status]}\x1f{texts[team]}\x1f{bands[born]}\x1f{texts[gender]}"
                f"\x1f{groups[ethnicity]}\x1f{texts[disability]}\x1f{texts[worker]}"
            )
        except KeyError:
            learnt = cells.learnt(status, team, born, gender, ethnicity, disability, worker)
            known = SEPARATOR.join(learnt)
        new = (rank, start, known)
        standing[child] = new if held is None else _better(held, new)


def _better(held: _Standing, new: _Standing) -> _Standing:
    """What stands when a child has another row."""
    rank, start, columns = better(
        (held[0], held[1], tuple(held[2].split(SEPARATOR))), (new[0], new[1], tuple(new[2].split(SEPARATOR)))
    )
    return rank, start, SEPARATOR.join(columns)
