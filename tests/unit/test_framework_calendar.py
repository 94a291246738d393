"""Working days against the bank holidays that were, and months against awkward ends of months."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.framework.calendar import (
    add_months,
    add_working_days,
    is_working_day,
    months_between,
    window,
    working_days_between,
)

DAYS = st.dates(date(1995, 1, 1), date(2045, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(2022, 6, 2),  # spring bank holiday, moved for the platinum jubilee
        date(2022, 6, 3),  # platinum jubilee
        date(2022, 9, 19),  # state funeral
        date(2022, 12, 27),  # Christmas Day in lieu
        date(2023, 5, 8),  # coronation
        date(2020, 5, 8),  # early May, moved to VE day
        date(2012, 6, 5),  # diamond jubilee
        date(2011, 4, 29),  # royal wedding
        date(2024, 3, 29),  # Good Friday
        date(2026, 12, 28),  # Boxing Day in lieu
        date(2024, 6, 1),  # a Saturday
    ],
)
def test_days_off(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2022, 5, 30),  # the last Monday of May, a working day that year
        date(2020, 5, 4),  # the first Monday of May, a working day that year
        date(2024, 11, 30) - timedelta(days=1),
        date(2024, 8, 5),  # a bank holiday in Scotland only
        date(2024, 3, 18),  # a bank holiday in Northern Ireland only
    ],
)
def test_days_on(day: date) -> None:
    assert is_working_day(day)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2024, 6, 3), 0, date(2024, 6, 3)),
        (date(2024, 6, 1), 0, date(2024, 6, 1)),  # nothing added to a Saturday is that Saturday
        (date(2024, 6, 1), 1, date(2024, 6, 3)),
        (date(2024, 6, 7), 1, date(2024, 6, 10)),
        (date(2022, 6, 1), 1, date(2022, 6, 6)),  # over the jubilee and a weekend
        (date(2023, 5, 5), 1, date(2023, 5, 9)),  # over the coronation
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2024, 3, 28), 15, date(2024, 4, 22)),  # over Easter
        (date(2024, 1, 2), 45, date(2024, 3, 5)),
    ],
)
def test_adding_working_days(start: date, n: int, end: date) -> None:
    assert add_working_days(start, n) == end


def test_a_published_action_plan_date_is_met() -> None:
    # A report of 9 May 2023 asked for the plan in 70 working days; it was due on 16 August 2023.
    assert add_working_days(date(2023, 5, 9), 70) == date(2023, 8, 16)
    assert working_days_between(date(2023, 5, 9), date(2023, 8, 16)) == 70


def test_adding_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="forwards only"):
        add_working_days(date(2024, 1, 1), -1)


@given(start=DAYS, n=st.integers(1, 300))
def test_adding_and_counting_agree(start: date, n: int) -> None:
    end = add_working_days(start, n)
    assert is_working_day(end)
    assert working_days_between(start, end) == n
    assert working_days_between(end, start) == -n


@given(start=DAYS, length=st.integers(0, 60))
def test_counting_is_what_one_would_count_on_a_calendar(start: date, length: int) -> None:
    days = [start + timedelta(days=day) for day in range(1, length + 1)]
    end = start + timedelta(days=length)
    assert working_days_between(start, end) == sum(is_working_day(day) for day in days)


def test_far_away_days_cost_no_more() -> None:
    assert working_days_between(date(1, 1, 1), date(9999, 12, 31)) > 2_600_000


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2024, 8, 31), -6, date(2024, 2, 29)),
        (date(2023, 8, 31), -6, date(2023, 2, 28)),
        (date(2024, 8, 30), -6, date(2024, 2, 29)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 10, 31), 4, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 5, 5), 0, date(2024, 5, 5)),
    ],
)
def test_months_are_clipped_to_their_end(day: date, months: int, result: date) -> None:
    assert add_months(day, months) == result


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2024, 1, 31), date(2024, 2, 29), 1),
        (date(2024, 1, 31), date(2024, 2, 28), 0),
        (date(2024, 1, 10), date(2024, 4, 9), 2),
        (date(2024, 1, 10), date(2024, 4, 10), 3),
        (date(2024, 4, 10), date(2024, 1, 10), -3),
        (date(2022, 5, 1), date(2024, 5, 1), 24),
    ],
)
def test_whole_months_between(start: date, end: date, months: int) -> None:
    assert months_between(start, end) == months


def test_the_window_takes_in_both_its_days() -> None:
    assert window(date(2024, 8, 31)) == (date(2024, 2, 29), date(2024, 8, 31))
    assert window(date(2025, 3, 14)) == (date(2024, 9, 14), date(2025, 3, 14))


def test_reading_an_edition_does_not_wait_for_the_bank_holidays() -> None:
    code = "import sys, sampling.framework.timescales, sampling.framework as f; f.load('ilacs-2026')"
    code += "; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
