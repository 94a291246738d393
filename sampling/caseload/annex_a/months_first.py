"""Columns in which some days have their month first, as in America: the others are in doubt too.

Which way round 02/03/2024 was meant cannot be told. Where another cell of its column is 02/13/2024, that it
was read day first is said of it.
"""

from __future__ import annotations

from sampling.caseload.annex_a.dates import either_first
from sampling.caseload.annex_a.left_out import Reading
from sampling.caseload.lists import ListTable

_MESSAGE = (
    "was read day first, but other cells of the column have the month first: perhaps the wrong way round"
)


def say_months_first(reading: Reading, rows: ListTable) -> None:
    """Say of each column with months first which of its days are in doubt.

    Args:
        reading: the list, read to its end.
        rows: its rows that were taken.
    """
    for place, reader in zip(reading.places, reading.readers, strict=True):
        if not reader.month_first:
            continue
        doubtful = {day for raw, day in reader.items() if day is not None and either_first(raw)}
        for number, day in zip(rows.numbers, rows.column(place.column.key), strict=True):
            if day in doubtful:
                reading.say(place, number, "warning", "day-or-month", _MESSAGE)
