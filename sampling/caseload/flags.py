"""Flags: reasons to look at a child's file, worked out from the lists; never findings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, get_args

from sampling.caseload.annex_a import specification
from sampling.caseload.casefile import Flag
from sampling.caseload.flag_rules import Rule, RuleKind, holds, tell
from sampling.caseload.lists import ListRow
from sampling.errors import DataFileError

FILE = "flags.toml"


@dataclass(frozen=True, slots=True)
class FlagDefinition:
    """What a flag means.

    Attributes:
        id: stable key, also the frame's column.
        title: a few words for a screen.
        sentence: what it means.
        source: whose rule it is.
        confirmed: False where the number is local or this project's own choice.
        rules: the first that holds raises it.
    """

    id: str
    title: str
    sentence: str
    source: str
    confirmed: bool
    rules: tuple[Rule, ...]

    def for_area(self, area: str) -> tuple[Rule, ...]:
        """The rules shown for an area."""
        return tuple(rule for rule in self.rules if area in rule.areas)


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
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(FILE, "the file", str(error)) from error
    found = []
    for item in data.get("flags", ()):
        place = f"flags.{item.get('id', '?')}"
        rules = tuple(_rule(place, rule) for rule in item.get("rules", ()))
        try:
            found.append(FlagDefinition(**{**item, "rules": rules}))
        except TypeError as error:
            raise DataFileError(FILE, place, f"not well formed ({error})") from error
    if len({flag.id for flag in found}) != len(found):
        raise DataFileError(FILE, "flags", "an id stands twice")
    return tuple(found)


@cache
def definitions() -> tuple[FlagDefinition, ...]:
    """Every flag that the program knows, in the order shown.

    Raises:
        DataFileError: if the data file does not hold together.
    """
    return parse(resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8"))


def of_area(area: str) -> tuple[FlagDefinition, ...]:
    """The flags that an area's children may carry, in the order shown."""
    return tuple(flag for flag in definitions() if flag.for_area(area))


def raised(area: str, row: ListRow, census_date: date) -> frozenset[str]:
    """Ids of the flags of an area that one row raises."""
    return frozenset(
        flag.id
        for flag in of_area(area)
        if any(rule.list == row.list and holds(rule, row, census_date) for rule in flag.for_area(area))
    )


def flags(area: str, child_rows: Mapping[int, Sequence[ListRow]], census_date: date) -> tuple[Flag, ...]:
    """The flags of one child in one area, each once, with what it says about this child.

    Args:
        area: the area's id.
        child_rows: the child's rows, by list.
        census_date: the day the lists were drawn.
    """
    found: list[Flag] = []
    for flag in of_area(area):
        told = next(
            (
                (rule, row)
                for rule in flag.for_area(area)
                for row in child_rows.get(rule.list, ())
                if holds(rule, row, census_date)
            ),
            None,
        )
        if told is not None:
            rule, row = told
            header = specification.load().numbered(rule.list).column(rule.main_column).header
            found.append(Flag(flag.id, tell(rule, row, census_date), f"List {rule.list}: {header}"))
    return tuple(found)
