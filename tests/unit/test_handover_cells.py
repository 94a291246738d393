"""Cells: no text starts a formula, and every text can be had back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.handover.cells import cell, plain, safe


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+44 20 7946 0000",
        "-2 visits",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "  =HYPERLINK(0)",
        "＝1+1",
        "'=1+1",
        "<r><t>not a run of a workbook's own</t></r>",
    ],
)
def test_a_text_that_a_spreadsheet_would_run_starts_with_an_apostrophe(text: str) -> None:
    assert safe(text) == "'" + text
    assert plain(safe(text)) == text


@pytest.mark.parametrize("text", ["", "seen alone", "1+1=2", "a\n=b", "[click]", "🙂", '"quoted"', "5 - 3"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert safe(text) == text
    assert plain(text) == text


@given(st.text())
def test_every_text_can_be_had_back_and_none_starts_a_formula(text: str) -> None:
    made = safe(text)
    assert plain(made) == text
    assert made.strip()[:1] not in {"=", "+", "-", "@"}
    assert made[:1] not in {"\t", "\r", "\n"}


def test_lists_are_joined_flags_counted_and_nothing_is_blank() -> None:
    assert cell(("good", "outstanding")) == "good; outstanding"
    assert cell(()) is None
    assert cell(None) is None
    assert cell(True) == 1
    assert cell(-0.25) == -0.25
    assert cell(("=a", "b")) == "'=a; b"
