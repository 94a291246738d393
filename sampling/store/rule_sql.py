"""The rules of flags as conditions of SQL, so that SQLite asks them of every row of a list.

What a rule means stands in ``caseload/flags.toml`` and, for one row, in ``caseload/flag_rules.py``; here the
same is said for a whole list, with each limit turned beforehand into the day that it falls on. A test holds
the two to each other over every rule.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sampling.caseload.ages import age_on
from sampling.caseload.annex_a import specification
from sampling.caseload.flag_rules import Rule
from sampling.framework.edition import Timescale
from sampling.framework.timescales import due

NEVER = "0"
"""A condition that holds for no row."""

ALWAYS = "1"
"""A condition that holds for every row."""


@dataclass(frozen=True, slots=True)
class Table:
    """One list as it is stored: which of its columns the authority gave.

    Attributes:
        number: the list's number.
        columns: keys of the columns given.
    """

    number: int
    columns: frozenset[str]

    @property
    def name(self) -> str:
        """The table's name."""
        return f"list_{int(self.number)}"

    def cell(self, key: str) -> str:
        """A column, or NULL where it was not given."""
        return f'"{key}"' if key in self.columns else "NULL"

    def text(self, key: str) -> str:
        """A column as text, empty where it is blank."""
        return f"coalesce({self.cell(key)}, '')"

    def type(self, key: str) -> str:
        """How the column's cells are read."""
        return specification.load().numbered(self.number).column(key).type


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def one_of(cell: str, texts: Iterable[str]) -> str:
    """That a cell is one of some texts."""
    return f"{cell} IN ({', '.join(map(literal, texts))})"


def latest(holds: Callable[[date], bool], last: date) -> str | None:
    """The latest day for which something holds, as text: it holds for all earlier days and for no later one.

    Args:
        holds: asked of days up to ``last``.
        last: the latest day to think of.

    Returns:
        None where it holds for no day.
    """
    low, high = 0, last.toordinal()
    while low < high:
        middle = (low + high + 1) // 2
        if holds(date.fromordinal(middle)):
            low = middle
        else:
            high = middle - 1
    return date.fromordinal(low).isoformat() if low else None


class Conditions:
    """Turns rules into conditions for one census date, over one connection."""

    def __init__(self, connection: sqlite3.Connection, census: date) -> None:
        """Conditions on lists drawn on the census date; what SQL cannot say is taught to the connection."""
        self._connection = connection
        self._census = census
        self._day = literal(census.isoformat())
        self._teach("folded", str.casefold)

    def is_open(self, table: Table) -> str:
        """That a row's work is open on the census date; see ``caseload/openness.py``."""
        ends = {4: "assessment_end", 6: "cin_end", 7: "cpp_end", 8: "care_end"}
        if table.number in ends:
            end = table.cell(ends[table.number])
            return f"({end} IS NULL OR {end} > {self._day})"
        if table.number == 5:
            held = table.cell("icpc_date")
            undecided = f"{table.text('icpc_unnecessary')} <> 'Yes'"
            return f"({undecided} AND ({held} IS NULL OR {held} > {self._day}))"
        if table.number == 10:
            return f"({table.cell('adoption_order')} IS NULL AND {table.cell('reversed')} IS NULL)"
        return ALWAYS if table.number == 9 else NEVER

    def raises(self, rule: Rule, table: Table) -> str:
        """That a row of the rule's list raises its flag; NULL counts as no."""
        if not set(rule.columns) <= table.columns:
            return NEVER
        parts = [one_of(table.text(key), wanted) for key, wanted in rule.when.items()]
        parts.append(self._kind(rule, table))
        if rule.open_only:
            parts.append(self.is_open(table))
        if rule.after:
            passed = Timescale("", rule.what, rule.after, rule.after_months, "months", "local", "", False)
            parts.append(self._by(table.cell(rule.after), lambda day: due(passed, day) <= self._census))
        if rule.age_from is not None:
            parts.append(self.of_age(table, rule.age_from))
        if rule.age_under is not None:
            parts.append(f"NOT {self.of_age(table, rule.age_under)}")
        return "(" + " AND ".join(parts) + ")"

    def of_age(self, table: Table, years: int) -> str:
        """That a child is so many years old or more, by the date of birth, else by the age given."""
        born = table.cell("dob")
        old_enough = self._by(born, lambda day: age_on(day, self._census) >= years)
        return f"(CASE WHEN {born} IS NULL THEN {table.cell('age')} >= {years} ELSE {old_enough} END)"

    def _by(self, cell: str, holds: Callable[[date], bool]) -> str:
        """That a day is one for which something holds that holds for all earlier days too."""
        last = latest(holds, self._census)
        return NEVER if last is None else f"{cell} <= {literal(last)}"

    def _kind(self, rule: Rule, table: Table) -> str:
        """What a rule of each kind looks at, apart from its conditions."""
        match rule.kind:
            case "value":
                return self._value(rule, table)
            case "count":
                counted = table.cell(rule.column) if table.type(rule.column) == "integer" else "NULL"
                return f"coalesce({counted}, 0) >= {rule.at_least}"
            case "age":
                # Who has neither a date of birth nor an age counts as newly born.
                return f"coalesce({self.of_age(table, rule.at_least)}, {int(rule.at_least <= 0)})"
            case "elapsed" | "lasted" if rule.end or rule.open_when:
                return self._elapsed(rule, table)
            case "elapsed" | "since" | "lasted" | "recent":
                return self._span(rule, table)

    def _value(self, rule: Rule, table: Table) -> str:
        cell = table.cell(rule.column)
        match table.type(rule.column):
            case "text":
                # SQLite knows small letters in plain ASCII alone.
                plain = f"length({cell}) = length(CAST({cell} AS BLOB))"
                small = f"CASE WHEN {plain} THEN lower({cell}) ELSE folded({cell}) END"
                blank = f"CASE WHEN {cell} IS NULL THEN '' ELSE {small} END"
                return one_of(blank, sorted({value.casefold() for value in rule.values}))
            case "date" | "integer":
                blank = (
                    f"coalesce({cell}, 0) = 0" if table.type(rule.column) == "integer" else f"{cell} IS NULL"
                )
                return blank if "" in rule.values else NEVER
            case _:
                return one_of(table.text(rule.column), rule.values)

    def _span(self, rule: Rule, table: Table) -> str:
        """That the limit has, or for ``recent`` has not, gone by until the census date."""
        start = table.cell(rule.start) if rule.start else "NULL"
        if rule.date:
            start = f"coalesce({table.cell(rule.date)}, {start})"
        if rule.kind in ("elapsed", "since"):
            return self._by(start, lambda day: due(rule.timescale, day) < self._census)
        reached = self._by(start, lambda day: due(rule.timescale, day) <= self._census)
        if rule.kind == "lasted":
            return reached
        return f"NOT {reached}" if reached != NEVER else f"{start} IS NOT NULL"

    def _elapsed(self, rule: Rule, table: Table) -> str:
        """That the limit went by until the end, or until the census date where an open one counts."""
        met = " AND ".join(one_of(table.text(key), wanted) for key, wanted in rule.open_when.items())
        so_far = f"CASE WHEN {met or ALWAYS} THEN {self._day} END"
        name = f"last_of_{rule.limit}_{rule.unit}"
        self._teach(name, _LastDays(rule.timescale).__getitem__)
        start = table.cell(rule.start)
        # To ask SQLite first is cheaper: no limit falls due before the day that it counts from.
        end = f"coalesce({table.cell(rule.end) if rule.end else 'NULL'}, {so_far})"
        over = ">=" if rule.kind == "lasted" else ">"
        return f"({end} {over} {start} AND {end} {over} {name}({start}))"

    def _teach(self, name: str, function: Callable[[str], str]) -> None:
        """Teach the connection a function, once: SQLite changes none while a statement is under way."""
        known = "SELECT EXISTS (SELECT 1 FROM pragma_function_list WHERE name = ?)"
        if not self._connection.execute(known, (name,)).fetchone()[0]:
            self._connection.create_function(name, 1, function, deterministic=True)


class _LastDays(dict[str, str]):
    """The last day within a timescale, by the day that it counts from; both as text, each worked out once."""

    def __init__(self, timescale: Timescale) -> None:
        super().__init__()
        self._timescale = timescale

    def __missing__(self, start: str) -> str:
        last = self[start] = due(self._timescale, date.fromisoformat(start)).isoformat()
        return last


def bits_of(conditions: Mapping[int, list[str]]) -> str:
    """A whole number with a bit for each flag that a row raises, from the conditions of each bit."""
    parts = [
        f"CASE WHEN {' OR '.join(some)} THEN {bit} ELSE 0 END"
        for bit, each in conditions.items()
        if (some := [condition for condition in each if condition != NEVER])
    ]
    return " + ".join(parts) or NEVER
