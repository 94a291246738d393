"""Ratings as they come, readers by units, turned into counts by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from math import isfinite, isnan
from typing import Literal

from sampling.errors import UsageError

Value = Hashable
"""A rating: a number, or any label where only likeness matters."""

Level = Literal["nominal", "ordinal", "interval", "ratio"]
Weights = Literal["linear", "quadratic"]


def units_of(ratings: Sequence[Sequence[Value | None]], numeric: bool) -> list[Counter[Value]]:
    """For each unit, how many readers gave each value; units that nobody rated are left out.

    Args:
        ratings: one row for each reader, one place for each unit; None (or NaN) where not rated.
        numeric: whether the values must be numbers.

    Raises:
        UsageError: if the rows differ in length, or a value is no number where it must be.
    """
    if len({len(row) for row in ratings}) > 1:
        raise UsageError("every reader needs a place for every unit: the rows differ in length")
    columns = zip(*ratings, strict=True)
    units = [Counter(value for value in column if not is_missing(value)) for column in columns]
    if numeric:
        for unit in units:
            numbers(unit)
    return [unit for unit in units if unit]


def is_missing(value: Value | None) -> bool:
    """Whether a place holds no rating."""
    return value is None or (isinstance(value, float) and isnan(value))


def numbers(values: Mapping[Value, int] | Sequence[Value]) -> list[float]:
    """The values as numbers.

    Raises:
        UsageError: for a value that is no finite number.
    """
    found = []
    for value in values:
        if not isinstance(value, (int, float)) or not isfinite(value):
            raise UsageError(f"'{value}' is no number, and only nominal agreement can do without")
        found.append(float(value))
    return found


def check_weights(weights: str | None) -> None:
    """Refuse weights that are not known.

    Raises:
        UsageError: unless they are None, ``linear`` or ``quadratic``.
    """
    if weights not in (None, "linear", "quadratic"):
        raise UsageError(f"weights are None, 'linear' or 'quadratic', not '{weights}'")
