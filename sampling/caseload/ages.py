"""Ages and the bands that strata and screens use."""

from __future__ import annotations

from datetime import date

UNBORN = -1
"""The age that the lists give an unborn child."""

_BANDS = (
    (UNBORN, "unborn"),
    (0, "under 1"),
    (4, "1 to 4"),
    (9, "5 to 9"),
    (15, "10 to 15"),
    (17, "16 to 17"),
    (20, "18 to 20"),
)
"""The last age of each band, and its name."""


def age_on(born: date, day: date) -> int:
    """Whole years at the last birthday; -1 before birth.

    Somebody born on 29 February has the birthday on 1 March of other years, as the law of England
    counts it.
    """
    if day < born:
        return UNBORN
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_band(age: int | None) -> str:
    """The band of an age: unborn, under 1, 1 to 4, 5 to 9, 10 to 15, 16 to 17, 18 to 20, 21 and over.

    Without an age, ``not known``. The bands are those of the Department for Education's statistics, with
    those over 15 parted where the law parts them.
    """
    if age is None:
        return "not known"
    return next((name for last, name in _BANDS if age <= last), "21 and over")
