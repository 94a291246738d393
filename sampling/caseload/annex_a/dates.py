"""Reading a date as authorities write it; the day comes before the month, always."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta

from sampling.caseload.annex_a.workbook import Raw

_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})" + _TIME)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})" + _TIME)
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\- /]([A-Za-z]{3,9})\.?[\- /,]+(\d{4}|\d{2})" + _TIME)
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


def parse_date(raw: Raw) -> date | None:
    """The day that a cell holds, or None where it holds none.

    Understood are real dates, ISO, d/m/y with ``/``, ``-``, ``.`` or spaces, 5-Jan-2024, 5 January
    2024, and Excel serials from 20000 (1954) to 60000 (2064). Two-digit years up to 49 are 20xx.
    A time of day is dropped. Nothing is ever read month first.
    """
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, bool):
        return None
    if isinstance(raw, (int, float)):
        serial = int(raw) if math.isfinite(raw) else 0
        return _EPOCH + timedelta(days=serial) if serial in _SERIALS else None
    if not isinstance(raw, str):
        return None
    return _from_text(" ".join(raw.split()))


def _from_text(text: str) -> date | None:
    """The day that a text spells."""
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.fullmatch(text):
        return _day(_year(match[3]), int(match[2]), int(match[1]))
    if match := _NAMED.fullmatch(text):
        month = _month(match[2].casefold())
        return _day(_year(match[3]), month, int(match[1])) if month else None
    if _SERIAL.fullmatch(text):
        return parse_date(float(text))
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
