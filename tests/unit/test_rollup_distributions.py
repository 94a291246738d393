"""Beta and t quantiles against tables and identities."""

from __future__ import annotations

from math import comb

import pytest

from sampling.errors import UsageError
from sampling.rollup.distributions import beta_cdf, beta_quantile, t_quantile


@pytest.mark.parametrize(
    ("df", "value"),
    [  # printed tables, two-sided 95 in 100
        (1, 12.7062047),
        (2, 4.30265273),
        (5, 2.57058184),
        (10, 2.22813885),
        (30, 2.04227246),
        (41, 2.01954097),
        (120, 1.97993041),
        (1_000_000, 1.95996636),
    ],
)
def test_t_quantiles(df: int, value: float) -> None:
    assert t_quantile(0.975, df) == pytest.approx(value, abs=5e-8 * value)
    assert t_quantile(0.025, df) == -t_quantile(0.975, df)


@pytest.mark.parametrize(("n", "k", "p"), [(10, 3, 0.2), (40, 12, 0.5), (200, 150, 0.8), (500, 2, 0.001)])
def test_beta_is_the_binomial_tail(n: int, k: int, p: float) -> None:
    tail = sum(comb(n, j) * p**j * (1 - p) ** (n - j) for j in range(k, n + 1))
    assert beta_cdf(p, k, n - k + 1) == pytest.approx(tail, rel=1e-10)


@pytest.mark.parametrize("shapes", [(0.5, 0.5), (1, 1), (0.3, 40), (7.25, 2.5), (600, 3), (2000, 2000)])
@pytest.mark.parametrize("p", [0.001, 0.025, 0.5, 0.9, 0.975])
def test_the_quantile_inverts_the_distribution(shapes: tuple[float, float], p: float) -> None:
    assert beta_cdf(beta_quantile(p, *shapes), *shapes) == pytest.approx(p, rel=1e-9)


def test_known_beta_quantiles() -> None:
    assert beta_quantile(0.3, 1, 1) == pytest.approx(0.3)
    assert beta_quantile(0.05, 1, 59) == pytest.approx(1 - 0.95 ** (1 / 59))
    assert (beta_quantile(0, 2, 3), beta_quantile(1, 2, 3)) == (0, 1)


def test_what_cannot_be_asked() -> None:
    with pytest.raises(UsageError):
        beta_cdf(0.5, 0, 1)
    with pytest.raises(UsageError):
        beta_quantile(1.5, 1, 1)
    with pytest.raises(UsageError):
        t_quantile(1, 3)
