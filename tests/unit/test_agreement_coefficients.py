"""Coefficients of agreement against the numbers their authors and the standard packages print."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan, nan
from typing import Literal

import pytest

from sampling.agreement import ac, alpha, brennan_prediger, conger, fleiss, kappa
from sampling.agreement.chance_corrected import observed_agreement
from sampling.agreement.precision import ac1_standard_error, benchmark, fleiss_z, kappa_standard_error
from sampling.agreement.table import units_of
from sampling.errors import UsageError

Level = Literal["nominal", "ordinal", "interval", "ratio"]
Weights = Literal["linear", "quadratic"]


def row(text: str) -> list[int | None]:
    return [None if word == "." else int(word) for word in text.split()]


# Krippendorff 2011, four observers and twelve units.
KRIPPENDORFF = [
    row("1 2 3 3 2 1 4 1 2 . . ."),
    row("1 2 3 3 2 2 4 1 2 5 . 3"),
    row(". 3 3 3 2 3 4 2 2 5 1 ."),
    row("1 2 3 3 2 4 4 1 2 5 1 ."),
]

# The same as Gwet has it: the one rating of the last unit is another reader's, which Conger's kappa sees.
GWETS = [KRIPPENDORFF[0], row("1 2 3 3 2 2 4 1 2 5 . ."), row(". 3 3 3 2 3 4 2 2 5 1 3"), KRIPPENDORFF[3]]

# Three observers and fifteen units (the encyclopaedia's example).
THREE = [
    row(". . . . . 3 4 1 2 1 1 3 3 . 3"),
    row("1 . 2 1 3 3 4 3 . . . . . . ."),
    row(". . 2 1 3 4 4 . 2 1 1 3 3 . 4"),
]

# Gwet 2014, page 120: five observers and fifteen units, on a scale from 0 to 3.
FIVE = [
    row("1 1 2 . 0 0 1 1 2 2 . 0 1 3 1"),
    row("1 1 3 0 0 0 0 . 2 1 1 0 2 3 1"),
    row("2 0 3 0 0 0 2 2 2 1 0 0 2 2 1"),
    row(". 1 3 . . . . 0 . 1 0 0 2 2 ."),
    row("2 . . 0 0 0 1 . 2 . . . . 3 1"),
]

ANXIETY = (
    row("3 3 3 4 5 5 2 3 5 2 2 6 1 5 2 2 1 2 4 3"),
    row("3 6 4 6 2 4 2 4 3 3 2 3 3 3 2 2 1 3 3 4"),
)


def spread(table: list[list[int]]) -> tuple[list[int], list[int]]:
    """Two readers' ratings from a square table of counts."""
    pairs = [(i, j) for i, line in enumerate(table) for j, count in enumerate(line) for _ in range(count)]
    return [i for i, _ in pairs], [j for _, j in pairs]


def readers_of(table: str) -> list[list[int]]:
    """As many readers as rate each unit, from how many of them gave each value."""
    units = [
        [value for value, given in enumerate(map(int, unit.split())) for _ in range(given)]
        for unit in table.split(",")
    ]
    return [list(reader) for reader in zip(*units, strict=True)]


# Fleiss 1971: thirty patients, six psychiatrists, five diagnoses; and the encyclopaedia's ten by fourteen.
DIAGNOSES = readers_of(
    "0 0 0 6 0,0 3 0 0 3,0 1 4 0 1,0 0 0 0 6,0 3 0 3 0,2 0 4 0 0,0 0 4 0 2,2 0 3 1 0,2 0 0 4 0,0 0 0 0 6,"
    "1 0 0 5 0,1 1 0 4 0,0 3 3 0 0,1 0 0 5 0,0 2 0 3 1,0 0 5 0 1,3 0 0 1 2,5 1 0 0 0,0 2 0 4 0,1 0 2 0 3,"
    "0 0 0 0 6,0 1 0 5 0,0 2 0 1 3,2 0 0 4 0,1 0 0 4 1,0 5 0 1 0,4 0 0 0 2,0 2 0 4 0,1 0 5 0 0,0 0 0 0 6"
)
FOURTEEN = readers_of(
    "0 0 0 0 14,0 2 6 4 2,0 0 3 5 6,0 3 9 2 0,2 2 8 1 1,7 7 0 0 0,3 2 6 3 0,2 5 3 2 2,6 5 2 1 0,0 2 2 3 7"
)


def printed(value: str) -> object:
    """A published number, to all the digits it was printed with."""
    return pytest.approx(float(value), abs=0.5001 * 10 ** -len(value.partition(".")[2]))


ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
SEXUAL_FUN = [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]


@pytest.mark.parametrize(
    ("level", "value"),
    [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)],
)
def test_alpha_of_krippendorffs_example(level: Level, value: float) -> None:
    assert alpha(KRIPPENDORFF, level) == pytest.approx(value, abs=5e-7)


@pytest.mark.parametrize(
    ("level", "value"), [("nominal", 0.691358), ("interval", 0.810845), ("ordinal", 0.806721)]
)
def test_alpha_of_three_observers(level: Level, value: float) -> None:
    assert alpha(THREE, level) == pytest.approx(value, abs=5e-7)


def test_alpha_of_two_observers() -> None:
    assert alpha([list("0100000010"), list("1110010000")], "nominal") == pytest.approx(0.0952, abs=5e-5)
    labels = [list("aabbdcccedda"), list("babbbccceddd")]
    assert alpha(labels, "nominal") == pytest.approx(0.6920, abs=5e-5)


def test_alpha_of_five_observers_with_many_gaps() -> None:
    assert alpha(FIVE, "nominal") == pytest.approx(0.480530, abs=5e-7)
    assert alpha(FIVE, "interval") == pytest.approx(0.771865, abs=5e-7)


def test_ordinal_is_krippendorffs_and_not_what_a_package_calls_so() -> None:
    assert alpha(KRIPPENDORFF, "ordinal") != pytest.approx(0.833638, abs=0.01)


@pytest.mark.parametrize(
    ("coefficient", "readers", "value"),
    [
        (fleiss, KRIPPENDORFF, 0.761169),
        (conger, GWETS, 0.762817),
        (brennan_prediger, KRIPPENDORFF, 0.772727),
        (fleiss, FIVE, 0.457622),
        (fleiss, DIAGNOSES, 0.430245),
        (conger, DIAGNOSES, 0.441809),  # each row's counts dealt out in order, as the R package irr has them
        (fleiss, FOURTEEN, 0.209931),
    ],
)
def test_what_other_packages_print(
    coefficient: Callable[[list[list[int | None]]], float], readers: list[list[int | None]], value: float
) -> None:
    assert coefficient(readers) == pytest.approx(value, abs=6e-7)


def test_how_sure_other_packages_call_a_coefficient() -> None:
    error = ac1_standard_error(KRIPPENDORFF)
    assert error == pytest.approx(0.14295, abs=5e-6)
    # Student's t for 11 degrees of freedom at 97.5 in 100 is 2.200985.
    assert ac(KRIPPENDORFF) - 2.200985 * error == pytest.approx(0.461, abs=5e-4)
    kappas = kappa_standard_error(*spread(ABSTRACTORS))
    ends = [kappa(*spread(ABSTRACTORS), None) + side * 1.984217 * kappas for side in (-1, 1)]
    assert ends == pytest.approx([0.680, 0.913], abs=5e-4), "99 degrees of freedom"
    assert fleiss_z(DIAGNOSES) == pytest.approx(17.65, abs=5e-3)
    # Gwet's example: "moderate" is earned, "good" is not.
    assert benchmark(0.67, 0.15) == pytest.approx((0.18168, 0.67511, 0.96356, 0.99912, 1.0), abs=6e-6)


@pytest.mark.parametrize("readers", [[[2, 2], [2, 2]], [[1, None], [None, 2]], [[], []]])
def test_how_sure_is_undefined_where_the_coefficient_is(readers: list[list[int | None]]) -> None:
    assert isnan(ac1_standard_error(readers))
    assert isnan(fleiss_z(readers))


def test_how_sure_kappa_is_of_readers_who_always_agree() -> None:
    assert kappa_standard_error([1, 2, 2], [1, 2, 2]) == pytest.approx(0)
    assert isnan(kappa_standard_error([2, 2, None], [2, 2, 1]))


def test_what_gwets_coefficient_calls_observed_and_chance() -> None:
    observed = observed_agreement(units_of(KRIPPENDORFF, numeric=False), lambda x, y: float(x == y))
    assert observed is not None
    assert observed == pytest.approx(0.818182, abs=5e-7)
    assert (observed - ac(KRIPPENDORFF)) / (1 - ac(KRIPPENDORFF)) == pytest.approx(0.190321, abs=5e-7)


def test_fleiss_asks_for_as_many_readers_of_each_unit() -> None:
    assert isnan(fleiss_z(KRIPPENDORFF))


def test_for_two_readers_congers_kappa_is_cohens() -> None:
    assert conger(ANXIETY) == pytest.approx(kappa(*ANXIETY, None))


@pytest.mark.parametrize("coefficient", [fleiss, conger, brennan_prediger])
@pytest.mark.parametrize("readers", [[[2, 2], [2, 2]], [[1, None], [None, 2]], [[1, 2]], [[], []], []])
def test_the_others_are_undefined_without_variation_or_company(
    coefficient: Callable[[list[list[int | None]]], float], readers: list[list[int | None]]
) -> None:
    assert isnan(coefficient(readers))


def test_ordinal_is_the_default_level() -> None:
    assert alpha(KRIPPENDORFF) == alpha(KRIPPENDORFF, "ordinal")


@pytest.mark.parametrize(
    ("weights", "value"),
    [(None, 0.775444), ("linear", 0.858739), ("quadratic", 0.914001), ("ordinal", 0.898940)],
)
def test_ac_of_four_raters(weights: Weights | Literal["ordinal"] | None, value: float) -> None:
    assert ac(KRIPPENDORFF, weights) == pytest.approx(value, abs=5e-7)


@pytest.mark.parametrize(
    ("weights", "value"), [(None, 0.496622), ("linear", 0.689639), ("quadratic", 0.830434)]
)
def test_ac_of_five_observers(weights: Weights | None, value: float) -> None:
    assert ac(FIVE, weights) == pytest.approx(value, abs=5e-7)


@pytest.mark.parametrize(
    ("weights", "value"), [(None, 0.119497), ("linear", 0.189189), ("quadratic", 0.296765)]
)
def test_kappa_of_the_anxiety_ratings(weights: Weights | None, value: float) -> None:
    assert kappa(*ANXIETY, weights) == pytest.approx(value, abs=5e-7)


@pytest.mark.parametrize(
    ("table", "weights", "value"),
    [
        (ABSTRACTORS, None, "0.7964"),
        (ABSTRACTORS, "linear", "0.8429"),
        (ABSTRACTORS, "quadratic", "0.8922"),
        (SEXUAL_FUN, None, "0.129330"),
        (SEXUAL_FUN, "linear", "0.237381"),
        (SEXUAL_FUN, "quadratic", "0.332046"),
        ([[20, 5], [10, 15]], None, "0.4"),
        ([[45, 15], [25, 15]], None, "0.1304"),
        ([[25, 35], [5, 35]], None, "0.2593"),
        ([[118, 5], [2, 0]], None, "-0.0234"),
        ([[40, 9], [6, 45]], None, "0.6995"),
        ([[80, 10], [5, 5]], None, "0.3182"),
    ],
)
def test_kappa_of_tables(table: list[list[int]], weights: Weights | None, value: str) -> None:
    assert kappa(*spread(table), weights) == printed(value)


@pytest.mark.parametrize(
    ("table", "weights", "value"),
    [
        (ABSTRACTORS, None, "0.849"),
        (ABSTRACTORS, "linear", "0.900"),
        (ABSTRACTORS, "quadratic", "0.940"),
        ([[118, 5], [2, 0]], None, "0.9408"),
        ([[40, 9], [6, 45]], None, "0.7007"),
        ([[80, 10], [5, 5]], None, "0.8080"),
    ],
)
def test_ac_of_tables(table: list[list[int]], weights: Weights | None, value: str) -> None:
    assert ac(spread(table), weights) == printed(value)


def test_where_nearly_all_is_alike_kappa_collapses_and_ac_does_not() -> None:
    readers = spread([[118, 5], [2, 0]])
    assert kappa(*readers, None) < 0 < 0.9 < ac(readers)


def test_a_category_that_nobody_used_still_counts_where_it_is_named() -> None:
    readers = spread([[118, 5], [2, 0]])
    assert ac(readers, categories=[0, 1, 2, 3]) > ac(readers)
    assert ac([[1, 1, 1], [1, 1, 1]], categories=[1, 2, 3, 4]) == 1


def test_weights_go_by_the_distance_of_the_numbers_and_not_by_their_rank() -> None:
    # Nobody gave a 2; a 3 still lies two away from a 1.
    assert kappa([1, 3, 4, 1], [3, 3, 4, 1], "linear") < kappa([1, 2, 3, 1], [2, 2, 3, 1], "linear")


@pytest.mark.parametrize("readers", [[[2, 2, 2], [2, 2, 2]], [[1, None], [None, 2]], [[1, 2]], []])
def test_undefined_is_nan(readers: list[list[int | None]]) -> None:
    assert isnan(alpha(readers))
    assert isnan(ac(readers))


def test_undefined_kappa_is_nan() -> None:
    assert isnan(kappa([2, 2], [2, 2]))
    assert isnan(kappa([1, None], [None, 2]))
    assert isnan(kappa([], []))


def test_nan_is_a_gap() -> None:
    assert alpha([[1, 2, nan, 4], [1, 2, 3, 3]]) == alpha([[1, 2, None, 4], [1, 2, 3, 3]])
    assert kappa([1, 2, nan], [1, 3, 1]) == kappa([1, 2, None], [1, 3, 1])


def test_wrong_input_is_refused() -> None:
    with pytest.raises(UsageError, match="length"):
        alpha([[1, 2], [1]])
    with pytest.raises(UsageError, match="as many"):
        kappa([1, 2], [1])
    with pytest.raises(UsageError, match="no number"):
        alpha([["good", "strong"], ["good", "good"]])
    with pytest.raises(UsageError, match="no number"):
        kappa(["a"], ["b"], "linear")
    with pytest.raises(UsageError, match="below 0"):
        alpha([[-1, 2], [1, 2]], "ratio")
    with pytest.raises(UsageError, match="level"):
        alpha([[1, 2], [1, 2]], "cardinal")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="weights"):
        ac([[1, 2], [1, 2]], "cubic")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="categories"):
        ac([[1, 2], [1, 2]], categories=[1, 3])
