"""What must hold of every coefficient of agreement."""

from __future__ import annotations

from math import isnan
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.agreement import ac, alpha, kappa

TABLES = st.integers(1, 12).flatmap(
    lambda units: st.lists(
        st.lists(st.one_of(st.none(), st.integers(1, 4)), min_size=units, max_size=units),
        min_size=2,
        max_size=5,
    )
)
Table = list[list[int | None]]


def same(one: float, other: float) -> None:
    assert one == pytest.approx(other, abs=1e-9, nan_ok=True)


@given(TABLES, st.randoms())
def test_the_order_of_readers_and_units_does_not_matter(table: Table, random: Random) -> None:
    readers = list(table)
    random.shuffle(readers)
    units = list(zip(*readers, strict=True))
    random.shuffle(units)
    again = [list(row) for row in zip(*units, strict=True)]
    same(alpha(table), alpha(again))
    same(ac(table, "quadratic"), ac(again, "quadratic"))


@given(TABLES)
def test_nothing_agrees_more_than_fully(table: Table) -> None:
    for value in (alpha(table), alpha(table, "nominal"), ac(table), kappa(table[0], table[1])):
        assert isnan(value) or value <= 1 + 1e-9


@given(st.lists(st.integers(1, 4), min_size=2, max_size=20))
def test_readers_who_read_alike_agree_fully(row: list[int]) -> None:
    values = [alpha([row, row]), kappa(row, row), ac([row, row])]
    if len(set(row)) == 1:
        assert all(isnan(value) for value in values)
    else:
        assert values == pytest.approx([1, 1, 1])


@given(TABLES, st.sampled_from([None, "linear", "quadratic"]))
def test_kappa_is_the_same_both_ways(table: Table, weights: None) -> None:
    same(kappa(table[0], table[1], weights), kappa(table[1], table[0], weights))


@given(TABLES)
def test_a_scale_turned_round_changes_nothing(table: Table) -> None:
    turned = [[None if value is None else 5 - value for value in row] for row in table]
    same(alpha(table), alpha(turned))
    same(alpha(table, "interval"), alpha(turned, "interval"))
    same(kappa(table[0], table[1]), kappa(turned[0], turned[1]))
