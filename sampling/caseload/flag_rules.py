"""The rules by which a row of a list raises a flag: what each kind of rule looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from sampling.caseload.ages import age_on
from sampling.caseload.annex_a import specification
from sampling.caseload.lists import ListRow
from sampling.caseload.openness import is_open
from sampling.framework.edition import Timescale, TimescaleUnit
from sampling.framework.timescales import due, elapsed

RuleKind = Literal["elapsed", "since", "lasted", "recent", "count", "value", "age"]
Conditions = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Rule:
    """One way in which a row of one list raises a flag; ``flags.toml`` explains each kind.

    Attributes:
        list: the list whose rows it looks at.
        areas: the areas it is shown for.
        kind: what it looks at.
        what: how the child's own sentence begins.
        column: for ``count`` and ``value``.
        values: for ``value``; an empty text is a blank.
        at_least: for ``count`` and ``age``.
        start, end, date: columns of days, for ``elapsed``, ``since`` and ``lasted``.
        limit, unit: how long is too long.
        when: further columns and the values they must have.
        open_when: as ``when``, for work without an end.
        open_only: whether rows closed by the census date are passed over.
        age_from, age_under: ages on the census date outside of which it does not hold.
        after, after_months: a column of days, and how many months must have passed since.
    """

    list: int
    areas: tuple[str, ...]
    kind: RuleKind
    what: str
    column: str = ""
    values: tuple[str, ...] = ()
    at_least: int = 0
    start: str = ""
    end: str = ""
    date: str = ""
    limit: int = 0
    unit: TimescaleUnit = "days"
    when: Conditions = field(default_factory=dict)
    open_when: Conditions = field(default_factory=dict)
    open_only: bool = False
    age_from: int | None = None
    age_under: int | None = None
    after: str = ""
    after_months: int = 0

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns it needs."""
        named = (self.column, self.start, self.end, self.date, self.after, *self.when, *self.open_when)
        return tuple(key for key in named if key)

    @property
    def main_column(self) -> str:
        """The column to look at first, to see why the flag stands."""
        return self.column or self.date or self.end or self.start or "dob"

    @cached_property
    def timescale(self) -> Timescale:
        """The limit as a timescale, for counting."""
        return Timescale("", self.what, self.start, self.limit, self.unit, "local", "", False)


Test = Callable[[ListRow], bool]


def test_of(rule: Rule, census: date) -> Test:
    """A function that says whether a row of the rule's list raises the flag.

    Made once for a rule and a census date and asked of every row: it remembers the days that it has
    worked out, since a long list holds few different ones.
    """
    needed, when = rule.columns, tuple(rule.when.items())
    told = _kind_test(rule, census)
    of_age = _age_test(rule, census)
    passed = Timescale("", rule.what, rule.after, rule.after_months, "months", "local", "", False)

    def test(row: ListRow) -> bool:
        values = row.values
        for key in needed:
            if key not in values:
                return False
        for key, wanted in when:
            if (values[key] or "") not in wanted:
                return False
        if not told(row) or (rule.open_only and not is_open(row, census)):
            return False
        if rule.after and not ((began := row.day(rule.after)) and due(passed, began) <= census):
            return False
        return of_age is None or of_age(row)

    return test


def holds(rule: Rule, row: ListRow, census: date) -> bool:
    """Whether one row of the rule's list raises the flag."""
    return test_of(rule, census)(row)


def _age_test(rule: Rule, census: date) -> Test | None:
    """Whether the child is of the rule's ages; None where any age will do."""
    low, high = rule.age_from, rule.age_under
    if low is None and high is None:
        return None

    def test(row: ListRow) -> bool:
        age = age_of(row, census)
        return age is not None and (low is None or age >= low) and (high is None or age < high)

    return test


def _kind_test(rule: Rule, census: date) -> Test:
    """What a rule of each kind looks at, apart from its conditions."""
    column, least = rule.column, rule.at_least
    match rule.kind:
        case "value" if specification.load().numbered(rule.list).column(column).type == "text":
            folded = {value.casefold() for value in rule.values}
            return lambda row: row.text(column).casefold() in folded
        case "value":
            return lambda row: (row.values[column] or "") in rule.values
        case "count":
            return lambda row: (row.number(column) or 0) >= least
        case "age":
            return lambda row: (age_of(row, census) or 0) >= least
        case "elapsed" | "since" | "lasted" | "recent":
            return _span_test(rule, census)


def _span_test(rule: Rule, census: date) -> Test:
    """Whether more time than the limit went by.

    For ``lasted``, the limit itself is enough; for ``recent``, less than it.
    """
    last_days: dict[date, date] = {}

    def test(row: ListRow) -> bool:
        span = _span(rule, row, census)
        if span is None:
            return False
        start, end = span
        last = last_days.get(start)
        if last is None:
            last = last_days[start] = due(rule.timescale, start)
        if rule.kind == "recent":
            return end < last
        return end > last or (end == last and rule.kind == "lasted")

    return test


def _span(rule: Rule, row: ListRow, census: date) -> tuple[date, date] | None:
    """From when to when the rule counts, or None where that cannot be told."""
    if rule.kind in ("since", "recent"):
        start = row.day(rule.date) or row.day(rule.start)
        return None if start is None else (start, census)
    start, end = row.day(rule.start), row.day(rule.end)
    if start is None or (end is None and not _met(rule.open_when, row)):
        return None
    return start, end or census


def _met(conditions: Conditions, row: ListRow) -> bool:
    return all(row.text(key) in wanted for key, wanted in conditions.items())


def age_of(row: ListRow, day: date) -> int | None:
    """The child's age on a day by the date of birth, else the age given, else None."""
    born = row.day("dob")
    return row.number("age") if born is None else age_on(born, day)


def tell(rule: Rule, row: ListRow, census: date) -> str:
    """What the rule says about this child, in one line."""
    if rule.kind in {"count", "value"}:
        column = specification.load().numbered(rule.list).column(rule.column)
        return f"{rule.what}: {column.show(row.values.get(rule.column)) or 'not recorded'}"
    if rule.kind == "age":
        return f"{rule.what}: {age_of(row, census)}"
    span = _span(rule, row, census)
    if span is None:
        return rule.what
    count = elapsed(rule.timescale, *span)
    units = rule.unit.replace("_", " ")
    since = f"{rule.what} {span[0]:%d/%m/%Y}" if rule.kind == "since" and row.day(rule.date) else rule.what
    if rule.kind == "recent":
        return f"{rule.what}: {count} {units}, from {span[0]:%d/%m/%Y}"
    if rule.kind == "since":
        began = since if row.day(rule.date) else f"{rule.what} not recorded; begun {span[0]:%d/%m/%Y}"
        return f"{began}: {count} {units} to the census date"
    so_far = " so far" if rule.kind == "lasted" or row.day(rule.end) is None else ""
    return f"{rule.what}: {count} {units}{so_far}, from {span[0]:%d/%m/%Y}"
