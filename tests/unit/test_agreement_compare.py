"""Readers beside each other and beside the key."""

from __future__ import annotations

import json

import pytest

from sampling.agreement.bootstrap import alpha_over_cases
from sampling.agreement.compare import compare
from sampling.agreement.document import to_json
from sampling.agreement.marks import Mark, Place
from sampling.errors import IlacsError
from sampling.findings.ratings import Rating

S, G, N, W, NA, NS = Rating

KEY: dict[Place, Rating] = {
    ("SG-1", "HP-10"): S,
    ("SG-1", "HP-11"): G,
    ("SG-2", "HP-10"): N,
    ("SG-2", "HP-11"): W,
}


def marks(reader: str, *ratings: Rating) -> list[Mark]:
    """A reader's answers in the places of the key."""
    return [Mark(reader, *place, rating) for place, rating in zip(KEY, ratings, strict=True)]


def test_against_the_key() -> None:
    found = compare(marks("A. Reader", S, N, N, G), KEY).readers[0]
    assert found.rated == 4
    assert found.with_key is not None
    assert (found.with_key.compared, found.with_key.exact, found.with_key.within_one) == (4, 2, 3)
    assert found.with_key.severity == pytest.approx((0 + 1 + 0 - 2) / 4)


@pytest.mark.parametrize(
    ("ratings", "severity"), [((G, N, W, W), 0.75), ((S, S, G, N), -0.75), ((S, G, N, W), 0.0)]
)
def test_severity_is_above_nothing_for_the_harsher_reader(
    ratings: tuple[Rating, ...], severity: float
) -> None:
    with_key = compare(marks("A. Reader", *ratings), KEY).readers[0].with_key
    assert with_key is not None
    assert with_key.severity == severity


def test_a_reader_who_is_always_right() -> None:
    with_key = compare(marks("A. Reader", *KEY.values()), KEY).readers[0].with_key
    assert with_key is not None
    assert with_key.kappa_quadratic.value == 1
    assert with_key.exact == with_key.compared == 4


def test_not_seen_and_not_applicable_are_compared_apart() -> None:
    with_key = compare(marks("A. Reader", NS, G, NA, W), {**KEY, ("SG-2", "HP-10"): NA}).readers[0].with_key
    assert with_key is not None
    assert (with_key.compared, with_key.exact) == (2, 2)
    assert (with_key.states, with_key.states_alike) == (4, 3)


def test_without_a_key_nothing_is_said_of_it() -> None:
    assert compare(marks("A. Reader", S, G, N, W)).readers[0].with_key is None


def test_what_cannot_be_compared_is_said_in_words() -> None:
    alone = compare(marks("A. Reader", S, G, N, W), {})
    assert alone.alpha_ordinal.value is None
    assert "two readers" in alone.alpha_ordinal.why_none
    with_key = alone.readers[0].with_key
    assert with_key is not None
    assert with_key.severity is None
    assert "key" in with_key.kappa_quadratic.why_none
    alike = compare(marks("A. Reader", G, G, G, G) + marks("B. Reader", G, G, G, G))
    assert "No variation" in alike.alpha_ordinal.why_none
    assert (alike.together.pairs, alike.together.exact) == (4, 4)


def test_readers_beside_each_other() -> None:
    found = compare(
        marks("A. Reader", S, G, N, W) + marks("B. Reader", S, G, G, NS) + marks("C. Reader", S, W, N, W)
    )
    assert found.cases == 2
    assert [reader.reader for reader in found.readers] == ["A. Reader", "B. Reader", "C. Reader"]
    assert (found.together.pairs, found.together.states) == (10, 12)
    assert (found.together.exact, found.together.states_alike) == (6, 10)
    assert [(pairs.of, pairs.exact, pairs.pairs) for pairs in found.by_case] == [
        ("SG-2", 2, 4),
        ("SG-1", 4, 6),
    ]
    assert [(pairs.of, pairs.furthest) for pairs in found.criteria] == [("HP-11", 2), ("HP-10", 1)]


def test_one_pair_that_parts_does_not_come_before_many() -> None:
    ratings = (S, N)
    room = [
        Mark(f"r{reader}", f"SG-{case}", criterion, rating)
        for reader in range(6)
        for case in range(4)
        for criterion, rating in (("HP-10", G), ("HP-11", ratings[reader % 2]))
    ]
    once = [Mark(f"r{reader}", "SG-0", "HP-40", ratings[reader]) for reader in range(2)]
    found = compare(room + once).criteria
    assert [(pairs.of, pairs.exact, pairs.pairs) for pairs in found] == [
        ("HP-11", 24, 60),
        ("HP-40", 0, 1),
        ("HP-10", 60, 60),
    ]


def test_an_answer_twice_is_refused() -> None:
    with pytest.raises(IlacsError, match="twice"):
        compare(marks("A. Reader", S, G, N, W) + marks("A. Reader", S, G, N, W))


CASES = {f"SG-{n}": [[1 + n % 4, 1 + (n + n // 7) % 4], [2, 2 + n % 2]] for n in range(20)}


def test_the_interval_over_cases_is_the_same_for_the_same_seed() -> None:
    once = alpha_over_cases(CASES, seed=7)
    assert once == alpha_over_cases(CASES, seed=7)
    assert once != alpha_over_cases(CASES, seed=8)
    assert once.value is not None
    assert once.low is not None
    assert once.high is not None
    assert once.low < once.value < once.high
    assert once.units == 40


def test_two_cases_give_no_interval() -> None:
    found = alpha_over_cases({"SG-1": [[1, 2]], "SG-2": [[3, 3]]})
    assert found.value is not None
    assert (found.low, found.high) == (None, None)


def test_the_document() -> None:
    found = compare(marks("A. Reader", S, N, N, G) + marks("B. Reader", S, G, N, W), KEY)
    document = json.loads(json.dumps(to_json(found)))
    assert list(document) == ["cases", "readers", "alpha_ordinal", "criteria", "by_case"]
    assert document["cases"] == 2
    first = document["readers"][0]
    assert (first["reader"], first["rated"]) == ("A. Reader", 4)
    assert (first["with_key"]["exact"], first["with_key"]["within_one"]) == (0.5, 0.75)
    assert document["alpha_ordinal"]["units"] == 4
    assert document["criteria"][0]["criterion"] == "HP-11"
    assert {"case", "pairs", "exact"} <= set(document["by_case"][0])


def test_the_document_of_one_reader_without_a_key() -> None:
    document = to_json(compare(marks("A. Reader", S, NS, N, W)))
    assert document["alpha_ordinal"] is None
    assert document["readers"] == [{"reader": "A. Reader", "rated": 3, "with_key": None}]
