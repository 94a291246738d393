"""How ratings, outcomes, days and instants are written on every screen: a word, and a symbol beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from sampling.errors import UsageError
from sampling.findings.ratings import Rating

if TYPE_CHECKING:
    from sampling.caseload.casefile import Outcome

SYMBOLS: Mapping[Rating, str] = {
    Rating.STRONG: "▲",
    Rating.GOOD: "△",
    Rating.NEEDS_IMPROVEMENT: "▽",
    Rating.SERIOUS_WEAKNESS: "▼",
    Rating.NOT_APPLICABLE: "○",
    Rating.NOT_SEEN: "?",
}
"""One cell wide; always beside the word or the key, never alone."""

OUTCOMES: Mapping[Outcome, tuple[str, str]] = {
    "met": ("✓", "met"),
    "missed": ("✗", "missed"),
    "not_due": ("…", "not due yet"),
}
"""Symbol and word for what became of a timescale."""

QUIET = 42
"""Days without an entry from which that is said. A matter of showing, not a timescale."""

ALL = "all"
"""The stratum of a draw without strata, which tells a reader nothing."""

CITED_HERE = "●"
"""Marks an entry that the criterion at hand cites."""

CITED_ELSEWHERE = "○"
"""Marks an entry that another criterion of the case cites."""


def rating_of(value: str | None) -> Rating | None:
    """A rating from its stored value; None for none."""
    return Rating(value) if value else None


def day(value: date | None) -> str:
    """A day the British way, ``03/04/2025``; ``no date`` where it is not known."""
    return value.strftime("%d/%m/%Y") if value else "no date"


def instant(stamp: str) -> str:
    """A stored instant as the day and time of this computer's clock: ``03/04/2025 14:02``."""
    if not stamp:
        return ""
    return datetime.fromisoformat(stamp.replace("Z", "+00:00")).astimezone().strftime("%d/%m/%Y %H:%M")


def read_day(text: str) -> date | None:
    """A day as typed, day first: ``3/4/26``, ``3.4.2026``, ``3 April 2026``; None for nothing typed.

    It is read as the authority's lists are; a year of two digits up to 49 is 20xx.

    Raises:
        UsageError: if it is no day.
    """
    stripped = text.strip()
    if not stripped:
        return None
    # Imported when a day is typed, since it brings the reader of workbooks.
    from sampling.caseload.annex_a.dates import parse_date

    found = None if stripped.isdigit() else parse_date(stripped)
    if found is None:
        raise UsageError(
            f"'{stripped[:20]}' is no day: write day/month/year, such as 3/4/2025, or leave it empty"
        )
    return found


def for_how_long(days: int) -> str:
    """A stretch in words: days under a fortnight, weeks under a year, then months."""
    if not days:
        return "within a day"
    if days < 14:
        return count(days, "day")
    return count(days // 7, "week") if days < 365 else count(round(days / 30.44), "month")


def quiet_words(since: date | None, until: date, census: date) -> str:
    """What to say of the stretch up to the next entry or the census date; empty for one not so long.

    Args:
        since: the day of the entry before; None for none.
        until: the day of the next entry, or the census date where there is none.
        census: the day to which the lists go.
    """
    end = min(until, census)
    if since is None or (end - since).days < QUIET:
        return ""
    words = f"{for_how_long((end - since).days)} without an entry"
    return f"{words}, up to the census date, {day(census)}" if end == census else words


def plain(word: str) -> str:
    """A stored word for a screen: underscores become spaces."""
    return word.replace("_", " ")


def count(n: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 case``, ``2 cases``."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def first_words(text: str, length: int = 60) -> str:
    """The first words of a text in one line, with an ellipsis where more follows."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    return flat[:length].rsplit(" ", 1)[0].rstrip(",.;:") + "…"
