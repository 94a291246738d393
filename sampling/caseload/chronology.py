"""The chronology of one child: an entry for every dated event of the lists.

An entry's id is made of the list, the event and the day, so that it is the same on every laptop and
after a corrected workbook: ``L4-authorised-20210104``. Equals are told apart by ``.2``, ``.3`` in the
order of their texts, whatever rows they stand on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sampling.caseload.annex_a import specification
from sampling.caseload.annex_a.specification import ListSpec
from sampling.caseload.casefile import Entry
from sampling.caseload.clocks import Clocks
from sampling.caseload.events import EVENTS, Event
from sampling.caseload.lists import ListRow
from sampling.framework.edition import Edition

Rows = Mapping[int, Sequence[ListRow]]


def entries(rows: Rows, census_date: date, edition: Edition) -> tuple[Entry, ...]:
    """The entries that one child's rows hold, sorted by day.

    Args:
        rows: the child's rows, by list.
        census_date: the day to which times without an end are measured.
        edition: whose timescales are held against them.
    """
    clocks = Clocks(edition, rows, census_date)
    found: dict[str, list[Entry]] = {}
    for event in EVENTS:
        if event.list == 10 and event.column == "care_start" and rows.get(8):
            continue  # list 8 tells it already
        spec = specification.load().numbered(event.list)
        for row in rows.get(event.list, ()):
            day = row.day(event.column)
            if day is not None:
                entry = _entry(event, row, day, spec, clocks)
                found.setdefault(entry.id, []).append(entry)
    return in_order(entry for equals in found.values() for entry in _told_apart(equals))


def in_order(some: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries sorted by day, those without one last, those of one day as they came."""
    return tuple(sorted(some, key=lambda entry: entry.day or date.max))


def _entry(event: Event, row: ListRow, day: date, spec: ListSpec, clocks: Clocks) -> Entry:
    """One event as an entry."""
    words = {column.key: column.show(row.values.get(column.key)) for column in spec.columns}
    text = event.text.format_map({key: value or "not recorded" for key, value in words.items()})
    details = [f"{spec.column(key).label}: {words[key]}" for key in event.details if words[key]]
    return Entry(
        id=f"L{event.list}-{event.slug}-{day:%Y%m%d}",
        day=day,
        kind=event.kind,
        text=". ".join([text, *details]),
        worker=row.text("worker"),
        team=row.text("team"),
        source=f"List {row.list} row {row.row}",
        timescale=clocks.check(row, event.column),
    )


def _told_apart(equals: list[Entry]) -> list[Entry]:
    """Entries of one id, the second and later ones with a suffix."""
    ordered = sorted(equals, key=lambda entry: (entry.text, entry.worker, entry.team))
    return [
        entry if number == 1 else replace(entry, id=f"{entry.id}.{number}")
        for number, entry in enumerate(ordered, 1)
    ]
