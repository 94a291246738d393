"""Code sets: the values that a coded column may hold, and how each may be spelled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sampling.caseload.annex_a.folding import fold_code
from sampling.errors import DataFileError

FILE = "lists.toml"
"""The data file, as errors name it."""

_LETTER = re.compile(r"^[a-z]{1,2}\d?\) ")


@dataclass(frozen=True, slots=True)
class CodeValue:
    """One value of a code set.

    Attributes:
        value: what a row holds: the code where there is one, else the label.
        official: the template's text, such as ``a) 1A: Individual``.
        label: the words for a screen.
        letter: the template's letter, empty where it has none.
        group: the coarser group it belongs to, empty where there is none.
        aliases: further spellings met.
        since: the year of a value later than the template of 2019, else empty.
    """

    value: str
    official: str
    label: str
    letter: str = ""
    group: str = ""
    aliases: tuple[str, ...] = ()
    since: str = ""


@dataclass(frozen=True)
class CodeSet:
    """The values that a coded column may hold.

    Attributes:
        key: the set's name.
        values: in the template's order.
        spellings: folded spelling to value, for every spelling that means one value only.
    """

    key: str
    values: tuple[CodeValue, ...]
    spellings: Mapping[str, CodeValue] = field(repr=False, compare=False)

    def find(self, text: str) -> CodeValue | None:
        """The value that a whole text spells, or None; never by a part of the text."""
        return self.spellings.get(fold_code(text))

    def label(self, value: str) -> str:
        """The screen label of a row's value; an unknown value is its own label."""
        return next((item.label for item in self.values if item.value == value), value)

    def group(self, value: str) -> str:
        """The group of a row's value, or its label where it has none, or itself where unknown."""
        found = next((item for item in self.values if item.value == value), None)
        return value if found is None else found.group or found.label


def _spellings_of(value: CodeValue) -> Iterator[tuple[int, str]]:
    """Every spelling of a value with its rank: 0 says the value outright, 1 is a label only."""
    bare = _LETTER.sub("", value.official)
    coded = value.value != value.official and fold_code(bare) != fold_code(value.value)
    yield 0, value.official
    yield 0, bare
    yield 0, value.value
    yield from ((0, alias) for alias in value.aliases)
    if value.letter:
        yield 0, f"{value.letter} {value.value}"
    if coded:
        for words in (value.label, *value.aliases):
            yield 0, f"{value.value} {words}"
        yield 1, re.sub(r"^\W*" + re.escape(value.value) + r"\W+", "", bare, flags=re.IGNORECASE)
    yield 1, value.label


def _code_set(key: str, values: tuple[CodeValue, ...]) -> CodeSet:
    """A code set with its spellings: outright ones win, and one that means two values means none."""
    found: dict[str, tuple[int, CodeValue]] = {}
    clashes: set[str] = set()
    for value in values:
        for rank, spelling in _spellings_of(value):
            folded = fold_code(spelling)
            held = found.get(folded)
            if held is None or rank < held[0]:
                found[folded] = (rank, value)
                clashes.discard(folded)
            elif rank == held[0] and held[1].value != value.value:
                clashes.add(folded)
    if wrong := [text for text in clashes if found[text][0] == 0]:
        raise DataFileError(FILE, f"codes.{key}", f"the spelling {wrong[0]!r} stands for two values")
    return CodeSet(
        key, values, {text: item[1] for text, item in found.items() if text and text not in clashes}
    )


def load_codes(data: Mapping[str, Any]) -> dict[str, CodeSet]:
    """Every code set of the data file's ``codes`` table.

    Raises:
        DataFileError: where a value is not well formed, stands twice, or shares an outright spelling.
    """
    sets: dict[str, CodeSet] = {}
    for key, table in data.items():
        try:
            values = tuple(
                CodeValue(**{**item, "aliases": tuple(item.get("aliases", ()))}) for item in table["values"]
            )
        except (KeyError, TypeError) as error:
            raise DataFileError(FILE, f"codes.{key}", f"a value is not well formed ({error})") from error
        if len({value.value for value in values}) != len(values):
            raise DataFileError(FILE, f"codes.{key}", "a value stands twice")
        sets[key] = _code_set(key, values)
    return sets
