"""Practice beside experience, over more cases than a float can count the orders of."""

from __future__ import annotations

import pytest

from sampling.rollup.beside import _leans


@pytest.mark.parametrize(
    ("one", "other", "leans"),
    [
        # R: binom.test(5, 5)$p.value is 0.0625, binom.test(6, 6)$p.value is 0.03125.
        (5, 0, False),
        (6, 0, True),
        (0, 6, True),
        (0, 0, False),
        (3_000, 0, True),
        (1_500, 1_500, False),
    ],
)
def test_the_sign_test_of_any_number_of_cases(one: int, other: int, leans: bool) -> None:
    assert _leans(one, other, 0.05) is leans
