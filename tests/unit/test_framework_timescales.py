"""When things fall due, counted by hand from the published limits."""

from __future__ import annotations

from datetime import date

import pytest

from sampling.framework import load
from sampling.framework.timescales import due, elapsed

TIMESCALES = load("ilacs-2023").timescales


@pytest.mark.parametrize(
    ("key", "start", "last_day"),
    [
        ("T-REF", date(2024, 5, 3), date(2024, 5, 7)),  # Friday before the early May bank holiday
        ("T-CFA", date(2024, 1, 2), date(2024, 3, 5)),
        ("T-ICPC", date(2022, 5, 20), date(2022, 6, 14)),  # over the jubilee
        ("T-MISS", date(2024, 5, 3), date(2024, 5, 6)),  # hours do not stop for a bank holiday
        ("T-CICV1", date(2024, 1, 1), date(2024, 2, 12)),
        ("T-RCPC1", date(2023, 11, 30), date(2024, 2, 29)),
        ("T-REV3", date(2024, 8, 31), date(2025, 2, 28)),
    ],
)
def test_due(key: str, start: date, last_day: date) -> None:
    assert due(TIMESCALES[key], start) == last_day


def test_a_timescale_without_a_number_is_never_due() -> None:
    with pytest.raises(ValueError, match="T-PEP has no number"):
        due(TIMESCALES["T-PEP"], date(2024, 1, 1))


@pytest.mark.parametrize(
    ("key", "start", "end", "count"),
    [
        ("T-CFA", date(2024, 1, 2), date(2024, 3, 5), 45),
        ("T-CFA", date(2024, 1, 2), date(2024, 3, 6), 46),
        ("T-CFA", date(2024, 1, 3), date(2024, 1, 2), -1),
        ("T-MISS", date(2024, 5, 3), date(2024, 5, 6), 3),
        ("T-CICV1", date(2024, 1, 1), date(2024, 2, 12), 6),
        ("T-CICV1", date(2024, 1, 1), date(2024, 2, 11), 5),
        ("T-CICV1", date(2024, 2, 11), date(2024, 1, 1), -5),
        ("T-RCPC1", date(2023, 11, 30), date(2024, 2, 28), 2),
        ("T-RCPC1", date(2023, 11, 30), date(2024, 2, 29), 3),
    ],
)
def test_elapsed_in_the_unit_of_the_timescale(key: str, start: date, end: date, count: int) -> None:
    assert elapsed(TIMESCALES[key], start, end) == count
