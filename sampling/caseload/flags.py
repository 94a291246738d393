"""Flags: reasons to look at a child's file, worked out from the lists; never findings.

What each means, and whose rule it is, stands in ``flags.toml``; a threshold that is local practice can be
set otherwise for an inspection.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

from sampling.caseload.annex_a import specification
from sampling.caseload.casefile import Flag
from sampling.caseload.flag_children import ChildRule
from sampling.caseload.flag_rules import Rule, RuleKind, holds, tell
from sampling.caseload.lists import ListRow
from sampling.compiled import compiled
from sampling.errors import DataFileError, UsageError, unknown

FILE = "flags.toml"

Thresholds = Mapping[str, int]
"""Numbers by flag that replace those of the data file, where that says they are a setting."""

_NO_THRESHOLDS: Thresholds = {}


@dataclass(frozen=True, slots=True)
class FlagDefinition:
    """What a flag means.

    Attributes:
        id: stable key, also the frame's column.
        title: a few words for a screen.
        sentence: what it means.
        source: whose rule it is.
        confirmed: False where the number is local or this project's own choice.
        rules: on single rows; the first that holds raises it.
        children: rules on all that the lists say of a child, tried after those.
        setting: what the number counts, where an inspection may set it; empty where it may not.
    """

    id: str
    title: str
    sentence: str
    source: str
    confirmed: bool
    rules: tuple[Rule, ...]
    children: tuple[ChildRule, ...] = ()
    setting: str = ""

    @property
    def threshold(self) -> int | None:
        """The number that may be set, or None where none may."""
        if not self.setting:
            return None
        return next(iter({rule.limit or rule.at_least for rule in self.rules}), None)

    @property
    def areas(self) -> frozenset[str]:
        """The areas whose children may carry it."""
        shown = [*(rule.areas for rule in self.rules), *(rule.areas for rule in self.children)]
        return frozenset(area for areas in shown for area in areas)

    def for_area(self, area: str) -> tuple[Rule, ...]:
        """The rules shown for an area."""
        return tuple(rule for rule in self.rules if area in rule.areas)

    def told_by(self, area: str, supplied: Mapping[int, Collection[str]]) -> bool:
        """Whether the columns that an authority gave can raise it in an area at all."""
        rows = any(set(rule.columns) <= set(supplied.get(rule.list, ())) for rule in self.for_area(area))
        return rows or any(rule.needs <= supplied.keys() for rule in self.children if area in rule.areas)


@dataclass(frozen=True, slots=True)
class NotDerivable:
    """A reason to look that the lists cannot give.

    Attributes:
        id: stable key.
        title: a few words for a screen.
        areas: whom it would concern.
        sentence: why the lists cannot give it.
        source: where it could be had.
    """

    id: str
    title: str
    areas: tuple[str, ...]
    sentence: str
    source: str


def _conditions(item: Mapping[str, Any], key: str) -> dict[str, tuple[str, ...]]:
    return {column: tuple(values) for column, values in item.get(key, {}).items()}


def _rule(place: str, item: Mapping[str, Any]) -> Rule:
    """A rule, held to the lists that it names."""
    if item.get("kind") not in get_args(RuleKind):
        raise DataFileError(FILE, place, f"kind must be one of {', '.join(get_args(RuleKind))}")
    try:
        rule = Rule(
            **{
                **item,
                "areas": tuple(item["areas"]),
                "values": tuple(item.get("values", ())),
                "when": _conditions(item, "when"),
                "open_when": _conditions(item, "open_when"),
            }
        )
        spec = specification.load().numbered(rule.list)
    except (KeyError, TypeError) as error:
        raise DataFileError(FILE, place, f"a rule is not well formed ({error})") from error
    for column in rule.columns:
        if not spec.has(column):
            raise DataFileError(FILE, place, f"list {rule.list} has no column '{column}'")
    return rule


def parse(text: str) -> tuple[FlagDefinition, ...]:
    """Flag definitions from the text of a data file.

    Raises:
        DataFileError: naming the flag that does not hold together.
    """
    import tomllib  # the flags are kept compiled, so that most starts need no TOML

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(FILE, "the file", str(error)) from error
    found = []
    for item in data.get("flags", ()):
        place = f"flags.{item.get('id', '?')}"
        rules = tuple(_rule(place, rule) for rule in item.get("rules", ()))
        try:
            children = tuple(
                ChildRule(
                    **{**rule, **{key: tuple(rule.get(key, ())) for key in ("areas", "flags", "not_on")}}
                )
                for rule in item.get("children", ())
            )
            found.append(FlagDefinition(**{**item, "rules": rules, "children": children}))
        except TypeError as error:
            raise DataFileError(FILE, place, f"not well formed ({error})") from error
    _check_children(found)
    if len({flag.id for flag in found}) != len(found):
        raise DataFileError(FILE, "flags", "an id stands twice")
    return tuple(found)


def _check_children(found: Sequence[FlagDefinition]) -> None:
    """Hold rules on children to the flags and lists that they name."""
    known = {flag.id for flag in found}
    lists = {spec.number for spec in specification.load().lists}
    for flag in found:
        for rule in flag.children:
            if not set(rule.flags) <= known:
                raise DataFileError(FILE, f"flags.{flag.id}", "counts a flag that there is not")
            if not {*rule.not_on, *filter(None, [rule.list])} <= lists:
                raise DataFileError(FILE, f"flags.{flag.id}", "names a list that there is not")


_HERE = Path(__file__).parent


def _text() -> str:
    return (_HERE / FILE).read_text(encoding="utf-8")


def _shipped() -> tuple[FlagDefinition, ...]:
    code = ("flags", "flag_rules", "flag_children")
    sources = (_HERE / FILE, *(_HERE / f"{module}.py" for module in code))
    return compiled("flag_definitions", sources, lambda: parse(_text()))


def definitions(thresholds: Thresholds = _NO_THRESHOLDS) -> tuple[FlagDefinition, ...]:
    """Every flag that the program knows, in the order shown.

    Args:
        thresholds: numbers that this inspection set otherwise.

    Raises:
        DataFileError: if the data file does not hold together.
        UsageError: if a threshold is of no flag, of one that has none to set, or no positive number.
    """
    return _with(tuple(sorted(thresholds.items())))


@cache
def _with(thresholds: tuple[tuple[str, int], ...]) -> tuple[FlagDefinition, ...]:
    if not thresholds:
        return _shipped()
    changed = {flag.id: flag for flag in definitions()}
    for id, number in thresholds:
        if id not in changed:
            raise unknown("flag", id, list(changed))
        if changed[id].threshold is None:
            settable = ", ".join(flag.id for flag in changed.values() if flag.threshold is not None)
            raise UsageError(
                f"the number of '{id}' is no local practice and cannot be set; these can: {settable}"
            )
        if not 0 < number < 10_000:
            raise UsageError(f"the number of '{id}' must be from 1 to 9,999")
        changed[id] = replace(changed[id], rules=tuple(_set(rule, number) for rule in changed[id].rules))
    return tuple(changed.values())


def _set(rule: Rule, number: int) -> Rule:
    """A rule with its number set otherwise."""
    return replace(rule, limit=number) if rule.limit else replace(rule, at_least=number)


@cache
def not_derivable() -> tuple[NotDerivable, ...]:
    """The reasons to look that inspectors ask for and the lists cannot give.

    Raises:
        DataFileError: if the data file does not hold together.
    """
    import tomllib

    try:
        return tuple(
            NotDerivable(**{**item, "areas": tuple(item["areas"])})
            for item in tomllib.loads(_text()).get("not_derivable", ())
        )
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise DataFileError(FILE, "not_derivable", f"not well formed ({error})") from error


def of_area(area: str, thresholds: Thresholds = _NO_THRESHOLDS) -> tuple[FlagDefinition, ...]:
    """The flags that an area's children may carry, in the order shown."""
    return tuple(flag for flag in definitions(thresholds) if area in flag.areas)


def untold(area: str, supplied: Mapping[int, Collection[str]]) -> tuple[FlagDefinition, ...]:
    """The flags of an area that cannot be raised, since a list or a column was not given.

    Args:
        area: the area's id.
        supplied: by list, the columns that the authority gave.
    """
    return tuple(flag for flag in of_area(area) if not flag.told_by(area, supplied))


def raised(
    area: str, row: ListRow, census_date: date, thresholds: Thresholds = _NO_THRESHOLDS
) -> frozenset[str]:
    """Ids of the flags of an area that one row raises by itself."""
    return frozenset(
        flag.id
        for flag in of_area(area, thresholds)
        if any(rule.list == row.list and holds(rule, row, census_date) for rule in flag.for_area(area))
    )


def flags(
    area: str,
    child_rows: Mapping[int, Sequence[ListRow]],
    census_date: date,
    thresholds: Thresholds = _NO_THRESHOLDS,
) -> tuple[Flag, ...]:
    """The flags of one child in one area, each once, with what it says about this child.

    Args:
        area: the area's id.
        child_rows: the child's rows, by list.
        census_date: the day the lists were drawn.
        thresholds: numbers that this inspection set otherwise.
    """
    counts = {number: len(rows) for number, rows in child_rows.items()}
    found: dict[str, Flag] = {}
    for flag in of_area(area, thresholds):
        told = _by_row(flag, area, child_rows, census_date) or _by_child(flag, area, counts, found.keys())
        if told is not None:
            found[flag.id] = told
    return tuple(found.values())


def _by_row(
    flag: FlagDefinition, area: str, child_rows: Mapping[int, Sequence[ListRow]], census_date: date
) -> Flag | None:
    """A flag as the first row that raises it tells it."""
    for rule in flag.for_area(area):
        for row in child_rows.get(rule.list, ()):
            if holds(rule, row, census_date):
                header = specification.load().numbered(rule.list).column(rule.main_column).header.strip()
                return Flag(flag.id, tell(rule, row, census_date), f"List {rule.list}: {header}")
    return None


def _by_child(
    flag: FlagDefinition, area: str, counts: Mapping[int, int], raised_ids: Collection[str]
) -> Flag | None:
    """A flag as all that the lists say of the child tells it."""
    for rule in flag.children:
        if area in rule.areas and rule.holds(counts, raised_ids):
            return Flag(flag.id, rule.tell(counts, raised_ids), rule.where)
    return None
