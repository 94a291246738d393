"""The editions of the framework, read from the data files beside this module.

A new edition is a new file in ``editions``; how it adds to and overrides the parts is said in
``sampling.framework.assembly.assemble``.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from sampling.compiled import compiled
from sampling.errors import DataFileError, UsageError, unknown
from sampling.framework.edition import Edition

__all__ = ["edition_for", "edition_ids", "load", "load_from"]

# Assembling, building and checking are imported where an edition is read from its TOML, which is once
# after it was changed; what starts every day only takes back what was read then.

_HERE = Path(__file__).parent


@cache
def load(edition_id: str) -> Edition:
    """The edition of that id; read once, then kept.

    Raises:
        UsageError: if there is no such edition.
        DataFileError: if its files do not hold together.
    """
    sources = (*sorted(_HERE.glob("*/*.toml")), *sorted(_HERE.glob("*.py")))
    return compiled(edition_id, sources, lambda: load_from(_HERE, edition_id))


def load_from(directory: Path, edition_id: str) -> Edition:
    """The edition of that id from a folder that holds ``editions`` and ``parts``.

    Raises:
        UsageError: if there is no such edition.
        DataFileError: naming file and dotted key, if its files do not hold together.
    """
    from sampling.framework.assembly import assemble
    from sampling.framework.build import build
    from sampling.framework.checks import check
    from sampling.framework.table import Table

    known = _ids(directory)
    if edition_id not in known:
        raise unknown("edition", edition_id, known)
    assembly = assemble(directory, edition_id)
    edition = build(Table(assembly.data, "", assembly.file_of))
    if edition.id != edition_id:
        raise DataFileError(assembly.edition_file, "id", f"must be '{edition_id}', as the file is named")
    check(edition, assembly.file_of)
    return edition


def edition_ids() -> list[str]:
    """The ids of all editions, sorted, which is the order of time."""
    return _ids(_HERE)


@cache
def edition_for(inspection_date: date) -> str:
    """The id of the edition in force on the day of an inspection.

    Raises:
        UsageError: if no edition covers that day.
    """
    for id, first, last in _spans(_HERE):
        if first <= inspection_date and (last is None or inspection_date <= last):
            return id
    raise UsageError(
        f"no edition of the framework covers {inspection_date.isoformat()}: "
        f"the first begins on {_spans(_HERE)[0][1].isoformat()}; give an edition, or another date"
    )


def _ids(directory: Path) -> list[str]:
    from sampling.framework.assembly import EDITIONS

    return sorted(path.stem for path in (directory / EDITIONS).glob("*.toml"))


@cache
def _spans(directory: Path) -> tuple[tuple[str, date, date | None], ...]:
    """Id, first and last day of each edition, in order of time; the parts are not read."""
    from sampling.framework.assembly import EDITIONS

    spans = []
    for id in _ids(directory):
        spans.append((id, *_span(directory / EDITIONS / f"{id}.toml")))
    return tuple(sorted(spans, key=lambda span: span[1]))


def _span(path: Path) -> tuple[date, date | None]:
    from sampling.framework.assembly import read_toml
    from sampling.framework.table import Table

    table = Table(read_toml(path), "", lambda _key: path.name)
    return table.day("first_day"), table.day("last_day") if table.has("last_day") else None
