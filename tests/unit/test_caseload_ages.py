"""Ages and their bands."""

from datetime import date

import pytest

from sampling.caseload.ages import age_band, age_on


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2010, 3, 1), date(2024, 2, 29), 13),
        (date(2010, 3, 1), date(2024, 3, 1), 14),
        (date(2008, 2, 29), date(2023, 2, 28), 14),
        (date(2008, 2, 29), date(2023, 3, 1), 15),
        (date(2024, 3, 1), date(2024, 3, 1), 0),
        (date(2024, 3, 2), date(2024, 3, 1), -1),
    ],
)
def test_age_is_that_of_the_last_birthday(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


def test_bands_part_at_the_ages_of_the_statistics_and_at_18() -> None:
    ages = [-1, 0, 1, 4, 5, 9, 10, 15, 16, 17, 18, 20, 21, None]
    assert [age_band(age) for age in ages] == [
        "unborn",
        "under 1",
        "1 to 4",
        "1 to 4",
        "5 to 9",
        "5 to 9",
        "10 to 15",
        "10 to 15",
        "16 to 17",
        "16 to 17",
        "18 to 20",
        "18 to 20",
        "21 and over",
        "not known",
    ]
