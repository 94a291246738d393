"""Reading a date as authorities write it; the day comes before the month, always."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta

from sampling.caseload.annex_a.workbook import Raw

_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.:]\d+)?)?(?: ?[AaPp][Mm])?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})" + _TIME)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})" + _TIME)
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\- /]([A-Za-z]{3,9})\.?[\- /,]+(\d{4}|\d{2})" + _TIME)
_NAMED_BEFORE = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})" + _TIME)
_COMPACT = re.compile(r"(19\d{2}|20\d{2})(\d{2})(\d{2})")
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,? ", re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 60_001)
_LAST_SERIAL = 10_000_000


def parse_date(raw: Raw, shift: int = 0) -> date | None:
    """The day that a cell holds, or None where it holds none.

    Understood are real dates, ISO (also as 20240131), d/m/y with ``/``, ``-``, ``.`` or spaces, 5-Jan-2024,
    5 January 2024 and January 5 2024, each with a weekday before it or a time of day after it, and Excel
    serials from 20000 (1954) to 60000 (2064). Two-digit years up to 49 are 20xx. A time of day is
    dropped. A month is never read first where it is a number.

    Args:
        raw: the cell.
        shift: days to add to a serial, for a workbook that does not count from 1900.
    """
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, bool):
        return None
    if isinstance(raw, (int, float)):
        serial = int(raw) + shift if math.isfinite(raw) else 0
        if serial - shift > _LAST_SERIAL:
            return _from_text(str(serial - shift), shift)
        return _EPOCH + timedelta(days=serial) if serial in _SERIALS else None
    if not isinstance(raw, str):
        return None
    return _from_text(_WEEKDAY.sub("", " ".join(raw.split()), count=1), shift)


def month_first(text: str) -> bool:
    """Whether a text is a day only if its month is taken to come first, as in America."""
    match = _DAY_FIRST.fullmatch(" ".join(text.split()))
    if match is None or _day(_year(match[3]), int(match[2]), int(match[1])) is not None:
        return False
    return _day(_year(match[3]), int(match[1]), int(match[2])) is not None


def either_first(raw: Raw) -> bool:
    """Whether a cell is another day if its month is taken to come first.

    A real date is too: Excel takes such texts for dates by itself, day first in Britain.
    """
    if isinstance(raw, date):
        return raw.day <= 12 and raw.day != raw.month
    match = _DAY_FIRST.fullmatch(" ".join(raw.split())) if isinstance(raw, str) else None
    return match is not None and int(match[1]) != int(match[2]) and max(int(match[1]), int(match[2])) <= 12


def _from_text(text: str, shift: int) -> date | None:
    """The day that a text spells."""
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.fullmatch(text):
        return _day(_year(match[3]), int(match[2]), int(match[1]))
    if match := _NAMED.fullmatch(text):
        month = _month(match[2].casefold())
        return _day(_year(match[3]), month, int(match[1])) if month else None
    if match := _NAMED_BEFORE.fullmatch(text):
        month = _month(match[1].casefold())
        return _day(int(match[3]), month, int(match[2])) if month else None
    if match := _COMPACT.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if _SERIAL.fullmatch(text):
        return parse_date(float(text), shift)
    return None


def _month(word: str) -> int | None:
    """The number of a month named in full or by its first letters (``Sept`` too)."""
    return next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(word)), None)


def _year(digits: str) -> int:
    number = int(digits)
    return number if len(digits) == 4 else number + (2000 if number < 50 else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
