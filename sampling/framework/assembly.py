"""Putting an edition together from its parts and its own words, remembering which file said what."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from sampling.errors import DataFileError

Data = dict[str, object]
"""A table as TOML gives it."""

EDITIONS = "editions"
PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Assembly:
    """The data of one edition before it is checked.

    Attributes:
        data: parts and the edition's own words, put together.
        edition_file: the edition's file name.
        origins: file name by dotted key, for each value that is not a table.
    """

    data: Data
    edition_file: str
    origins: dict[str, str]

    def file_of(self, key: str) -> str:
        """The file that says what stands at a dotted key, or the nearest key above or below it."""
        above = key
        while above:
            if above in self.origins:
                return self.origins[above]
            below = next(
                (file for known, file in self.origins.items() if known.startswith(f"{above}.")), None
            )
            if below is not None:
                return below
            above = above.rpartition(".")[0]
        return self.edition_file


def read_toml(path: Path) -> Data:
    """The tables of a TOML file.

    Raises:
        DataFileError: if it is not there or is not TOML (a key said twice is not).
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataFileError(path.name, "(file)", "there is no such file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataFileError(path.name, "(file)", f"not readable as TOML: {error}") from error


def assemble(directory: Path, edition_id: str) -> Assembly:
    """Read an edition and its parts.

    The rule: what stands in the edition is added to the parts, and where both speak of the same key,
    what stands in the edition wins, key by key; a list is replaced whole. Two parts may not say the
    same thing.

    Args:
        directory: the folder that holds ``editions`` and ``parts``.
        edition_id: the edition's file name without its ending.

    Raises:
        DataFileError: if a file cannot be read, or two parts give a value for one key.
    """
    path = directory / EDITIONS / f"{edition_id}.toml"
    own = read_toml(path)
    data: Data = {}
    origins: dict[str, str] = {}
    for name in _part_names(own.pop("parts", None), path.name):
        part = directory / PARTS / f"{name}.toml"
        _merge(data, read_toml(part), part.name, origins, replace=False)
    _merge(data, own, path.name, origins, replace=True)
    return Assembly(data, path.name, origins)


def _part_names(value: object, file: str) -> list[str]:
    if value is None:
        raise DataFileError(file, "parts", "is missing")
    names = [name for name in value if isinstance(name, str)] if isinstance(value, list) else None
    if names is None or not isinstance(value, list) or len(names) != len(value):
        raise DataFileError(file, "parts", "must be a list of names")
    if len(set(names)) != len(names):
        raise DataFileError(file, "parts", "names a part twice")
    return names


def _merge(
    into: Data, new: Data, file: str, origins: dict[str, str], *, replace: bool, above: str = ""
) -> None:
    """Put one file's tables into another's, in place, noting the file of each value."""
    for name, value in new.items():
        key = f"{above}{name}"
        held = into.get(name)
        if isinstance(value, dict) and (held is None or isinstance(held, dict)):
            table: Data = {} if held is None else held
            into[name] = table
            _merge(table, value, file, origins, replace=replace, above=f"{key}.")
            continue
        if held is not None and not replace:
            raise DataFileError(file, key, f"is said already in {Assembly(into, file, origins).file_of(key)}")
        into[name] = value
        origins[key] = file
