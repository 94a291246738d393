"""Masking: known ids and names are found as people write them, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.handover.masking import Masker


@pytest.fixture
def masker() -> Masker:
    return Masker(
        ["K001", "LC-K001", "12/345", "90210"],
        [
            "Ada Jane Pennick",
            "Tolland, Jo (agency)",
            "Anna Young",
            "Ms Bea O'Hara / Cy Dunmore",
            "Di Smith-Jones",
            "Duty",
        ],
    )


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("K001 was seen", "[masked id] was seen"),
        ("k001's plan", "[masked id]'s plan"),
        ("case LC-K001.", "case [masked id]."),
        ("12/345 and 12 345", "[masked id] and [masked id]"),
        ("ADA JANE PENNICK", "[masked name]"),
        ("Ada Pennick,", "[masked name],"),
        ("Pennick, Ada", "[masked name]"),
        ("ada\npennick", "[masked name]"),
        ("A. Pennick wrote", "[masked name] wrote"),
        ("Ms Pennick’s note", "[masked name]’s note"),
        ("Jo Tolland", "[masked name]"),
        ("B. O’Hara with Cy Dunmore", "[masked name] with [masked name]"),
        ("Mrs Smith-Jones; O’Hara, Bea", "[masked name]; [masked name]"),
        ("on duty", "on [masked name]"),
        ("A. Young rang", "[masked name] rang"),
    ],
)
def test_ids_and_names_are_masked_however_they_are_written(masker: Masker, text: str, masked: str) -> None:
    assert masker.mask(text).text == masked
    assert masker.mask(text).masks == masked.count("[masked")


@pytest.mark.parametrize(
    "text",
    [
        "K0011 and AK001",
        "a young person",
        "902101",
        "Ada went; the long way round, Pennick followed",
        "12 and later 345",
        "pennicks",
        "",
    ],
)
def test_other_words_are_left_alone(masker: Masker, text: str) -> None:
    found = masker.mask(text)
    assert found.text == text
    assert found.masks == 0


def test_the_longest_wins_and_each_is_counted_once() -> None:
    masker = Masker(["7", "7 8"], ["Jo Tolland", "Jo Tolland Price"])
    assert masker.mask("7 8, 7; Jo Tolland Price").text == "[masked id], [masked id]; [masked name]"
    assert masker.mask("7 8, 7; Jo Tolland Price").masks == 3


def test_an_initial_that_the_lists_themselves_use_is_masked_in_any_case() -> None:
    assert Masker([], ["J Smith"]).mask("j smith called").text == "[masked name] called"


def test_short_numbers_among_the_ids_are_known_to_be_a_hazard(masker: Masker) -> None:
    assert not masker.knows_short_numbers
    assert Masker(["17"], []).knows_short_numbers


@given(
    st.lists(st.from_regex(r"[A-Z]{2}[0-9]{5}", fullmatch=True), min_size=1, unique=True),
    st.text(alphabet="abc ,.;\n'=-", max_size=20),
    st.data(),
)
def test_no_known_id_outlives_the_masking(ids: list[str], between: str, data: st.DataObject) -> None:
    some = data.draw(st.lists(st.sampled_from(ids), max_size=6))
    gap = f" {between} "
    masked = Masker(ids, []).mask(gap.join(some))
    assert masked.masks == len(some)
    assert not any(id_ in masked.text for id_ in ids)
