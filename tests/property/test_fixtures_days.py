"""Days kept as numbers are the framework's own."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis.strategies import dates, integers

from fixtures import days
from sampling.framework import calendar

known = dates(date(1999, 1, 1), date(2031, 1, 1))


@given(start=known, count=integers(1, 120))
def test_working_days_are_added_as_the_framework_adds_them(start: date, count: int) -> None:
    added = days.add_working_days(start.toordinal(), count)
    assert date.fromordinal(added) == calendar.add_working_days(start, count)


@given(start=known, end=known)
def test_working_days_are_counted_as_the_framework_counts_them(start: date, end: date) -> None:
    counted = days.working_days_between(start.toordinal(), end.toordinal())
    assert counted == calendar.working_days_between(start, end)


@given(start=known, count=integers(1, 120))
def test_working_days_before_a_day_are_as_many_after_it(start: date, count: int) -> None:
    earlier = days.add_working_days(start.toordinal(), -count)
    assert calendar.working_days_between(date.fromordinal(earlier), start) == count
    assert calendar.is_working_day(date.fromordinal(earlier))


@given(day=known)
def test_the_working_day_is_the_day_or_the_last_before_it(day: date) -> None:
    found = date.fromordinal(days.working_day(day.toordinal()))
    assert calendar.is_working_day(found)
    assert calendar.working_days_between(found, day) == 0


@given(day=known)
def test_a_day_is_written_as_it_is_stored(day: date) -> None:
    assert days.DAY_TEXT[day.toordinal()] == day.isoformat()
