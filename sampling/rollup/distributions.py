"""The beta and Student's t distributions, as far as intervals need them.

The incomplete beta function is worked by its continued fraction (modified Lentz; DLMF 8.17.22) to the
precision of a double; quantiles are found by Newton's steps kept inside a halving bracket.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, inf, lgamma, log, log1p, sqrt

from sampling.errors import UsageError

_TINY = 1e-300
_PRECISION = 1e-15


def beta_cdf(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b): P(X <= x) for X ~ Beta(a, b).

    Args:
        x: a share; below 0 gives 0 and above 1 gives 1.
        a: first shape, above 0.
        b: second shape, above 0.

    Raises:
        UsageError: if a shape is not above 0.
    """
    if not (a > 0 and b > 0):
        raise UsageError(f"a beta distribution needs shapes above 0, not {a} and {b}")
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = exp(_log_front(x, a, b))
    # The fraction converges fast only on the near side of the mean.
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


@lru_cache(maxsize=8192)
def beta_quantile(p: float, a: float, b: float) -> float:
    """The share x with P(X <= x) = p for X ~ Beta(a, b).

    Args:
        p: a probability from 0 to 1.
        a: first shape, above 0.
        b: second shape, above 0.

    Raises:
        UsageError: if p is no probability or a shape is not above 0.
    """
    if not 0 <= p <= 1:
        raise UsageError(f"a probability lies between 0 and 1, not {p}")
    if p in (0, 1):
        return float(p)
    low, high, x = 0.0, 1.0, a / (a + b)
    for _ in range(200):
        error = beta_cdf(x, a, b) - p
        if error > 0:
            high = x
        else:
            low = x
        slope = exp(_log_front(x, a, b)) / (x * (1 - x))
        step = x - error / slope if slope > 0 else inf
        following = step if low < step < high else (low + high) / 2
        if abs(following - x) <= _PRECISION * x:
            return following
        x = following
    return x


@lru_cache(maxsize=1024)
def t_quantile(p: float, df: float) -> float:
    """The value t with P(T <= t) = p for Student's t with df degrees of freedom.

    Args:
        p: a probability between 0 and 1.
        df: degrees of freedom, above 0.

    Raises:
        UsageError: if p does not lie between 0 and 1, or df is not above 0.
    """
    if not 0 < p < 1 or not df > 0:
        raise UsageError(f"no Student's t quantile at p = {p} with {df} degrees of freedom")
    if p == 0.5:
        return 0.0
    if p < 0.5:
        return -t_quantile(1 - p, df)
    # T squared over (df + T squared) is Beta(1/2, df/2); its complement keeps the far tail precise.
    rest = beta_quantile(2 * (1 - p), df / 2, 0.5)
    return sqrt(df * (1 - rest) / rest)


def _log_front(x: float, a: float, b: float) -> float:
    """The logarithm of x**a (1 - x)**b / B(a, b)."""
    return lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function, by modified Lentz."""
    c = 1.0
    d = 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    total = d
    for m in range(1, 10_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):
            d = 1 / _away_from_zero(1 + step * d)
            c = _away_from_zero(1 + step / c)
            total *= c * d
        if abs(c * d - 1) < _PRECISION:
            break
    return total


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
