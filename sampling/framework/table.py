"""A table of a data file, read key by key: each fault is one line naming the file and the key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import TypeVar, cast

from sampling.errors import DataFileError
from sampling.text import is_clean_line

T = TypeVar("T", bound=str)


class Table:
    """One table of a data file.

    Every key that is asked for is ticked off; ``close`` refuses the rest, so that a misspelt key is
    never passed over in silence. All methods raise ``DataFileError``.
    """

    def __init__(self, data: dict[str, object], path: str, file_of: Callable[[str], str]) -> None:
        """Wrap the table at a dotted path; ``file_of`` says which file a dotted key stands in."""
        self._data = data
        self._path = path
        self._file_of = file_of
        self._asked: set[str] = set()

    def fault(self, key: str, problem: str) -> DataFileError:
        """The error for a key of this table."""
        dotted = f"{self._path}.{key}" if self._path else key
        return DataFileError(self._file_of(dotted), dotted, problem)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._data

    def text(self, key: str) -> str:
        """A line of text that is not blank."""
        return self._line(key, self._get(key))

    def choice(self, key: str, options: Sequence[T]) -> T:
        """One of the given words."""
        value = self.text(key)
        if value not in options:
            raise self.fault(key, f"'{value}' is not one of {', '.join(options)}")
        return cast(T, value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of different lines of text; empty where the key is not there."""
        if not self.has(key):
            self._asked.add(key)
            return ()
        lines = tuple(self._line(key, item) for item in self._list(key))
        for line in lines:
            if lines.count(line) > 1:
                raise self.fault(key, f"'{line}' stands there twice")
        return lines

    def flag(self, key: str, default: bool | None = None) -> bool:
        """True or false; the default, if there is one, where the key is not there."""
        if default is not None and not self.has(key):
            self._asked.add(key)
            return default
        value = self._get(key)
        if not isinstance(value, bool):
            raise self.fault(key, "must be true or false")
        return value

    def whole(self, key: str, low: int, high: int) -> int:
        """A whole number from low to high."""
        value = self._get(key)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self.fault(key, f"must be a whole number from {low} to {high}")
        return value

    def share(self, key: str) -> float:
        """A number from 0 to 1."""
        value = self._get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self.fault(key, "must be a number from 0 to 1")
        return float(value)

    def day(self, key: str) -> date:
        """A date."""
        value = self._get(key)
        if isinstance(value, datetime) or not isinstance(value, date):
            raise self.fault(key, "must be a date, such as 2023-01-01")
        return value

    def tables(self, key: str) -> Iterator[tuple[str, Table]]:
        """The tables under a key, by their ids, in order."""
        value = self._get(key)
        if not isinstance(value, dict) or not value:
            raise self.fault(key, "must be a table of tables")
        for id in value:
            yield id, self._inner(f"{key}.{id}", value[id])

    def rows(self, key: str) -> Iterator[Table]:
        """The tables of a list, in order; their keys are numbered from 0."""
        items = self._list(key)
        if not items:
            raise self.fault(key, "must not be empty")
        for number, item in enumerate(items):
            yield self._inner(f"{key}.{number}", item)

    def table(self, key: str) -> Table:
        """The table under a key."""
        return self._inner(key, self._get(key))

    def every_text(self) -> tuple[str, ...]:
        """The values of a table whose keys are free and whose values are lines of text."""
        return tuple(self.text(key) for key in self._data)

    def close(self) -> None:
        """Refuse keys that nobody asked for."""
        for key in self._data:
            if key not in self._asked:
                raise self.fault(key, "is not a known key")

    def _get(self, key: str) -> object:
        self._asked.add(key)
        if key not in self._data:
            raise self.fault(key, "is missing")
        return self._data[key]

    def _list(self, key: str) -> list[object]:
        value = self._get(key)
        if not isinstance(value, list):
            raise self.fault(key, "must be a list")
        return value

    def _line(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            raise self.fault(key, "must be text")
        if not value.strip() or value != value.strip() or not is_clean_line(value):
            raise self.fault(key, "must be one line of text, with nothing before or after it")
        return value

    def _inner(self, key: str, value: object) -> Table:
        if not isinstance(value, dict):
            raise self.fault(key, "must be a table")
        return Table(value, f"{self._path}.{key}" if self._path else key, self._file_of)
