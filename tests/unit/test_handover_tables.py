"""The declaration of a handover's tables holds together, and refuses what does not."""

from __future__ import annotations

import pytest

from sampling.errors import DataFileError
from sampling.handover.declaration import declaration, parse
from sampling.handover.masking import Masker
from sampling.handover.pseudonyms import ALPHABET, LENGTH, codes
from sampling.handover.readme import readme

AGREED = {
    "inspection",
    "area",
    "draw",
    "drawn_case",
    "finding",
    "case_rating",
    "criterion",
    "criterion_rollup",
    "area_rollup",
    "judgement",
    "concern",
    "line_of_enquiry",
    "improvement",
    "agreement",
    "answer_key",
    "readme",
}
"""The tables that every handover carries, so that an analyst can rely on them."""


def test_the_agreed_tables_are_there_and_no_others() -> None:
    assert {table.name for table in declaration().tables} == AGREED
    assert {view.name for view in declaration().views} == {"findings_by_criterion", "judgement_evidence"}


def test_every_table_and_column_has_a_meaning_in_a_sentence() -> None:
    for table in (*declaration().tables, *declaration().views):
        assert table.meaning.endswith(".")
        for column in table.columns:
            assert len(column.meaning) > 8, (table.name, column.name)
            assert column.meaning.endswith("."), (table.name, column.name)


def test_every_free_text_column_is_masked() -> None:
    free = {"evidence", "because", "response", "raised_to", "question", "answer", "agreed_by", "source"}
    for table in declaration().tables:
        for column in table.columns:
            if column.name in free or (table.name in {"concern", "improvement"} and column.name == "text"):
                assert column.masked, (table.name, column.name)


def test_the_readme_explains_each_table_view_and_column_once() -> None:
    rows = readme(declaration(), ["about it"])
    explained = [(row["table_name"], row["column_name"]) for row in rows if row["table_name"]]
    everything = {
        (table.name, name)
        for table in (*declaration().tables, *declaration().views)
        for name in (None, *(column.name for column in table.columns))
    }
    assert len(explained) == len(set(explained))
    assert set(explained) == everything
    assert rows[0]["meaning"] == "about it"


GOOD = """
[[tables]]
name = "a"
title = "A"
meaning = "A thing."
columns = [{ name = "a", type = "text", key = true, meaning = "Its id." }]
"""


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("tables = [", "the file"),
        (GOOD.replace('type = "text"', 'type = "word"'), "a.a"),
        (GOOD.replace("key = true", "key = false"), "a"),
        (GOOD.replace("key = true", "colour = 1"), "a.a"),
        (GOOD.replace('title = "A"', 'titel = "A"'), "a"),
        (GOOD.replace('title = "A"', 'title = "A"\nfacets = ["b"]'), "a"),
        (GOOD.replace("key = true", 'key = true, references = "b.b"'), "a.a"),
    ],
)
def test_a_declaration_that_does_not_hold_together_is_refused_by_name(text: str, named: str) -> None:
    with pytest.raises(DataFileError) as caught:
        parse(text)
    assert caught.value.key == named


def test_pseudonyms_are_distinct_and_never_an_id_of_the_caseload() -> None:
    children = [f"P{number}" for number in range(2000)]
    nobody = Masker((), ())
    made = codes(children, b"one key", nobody)
    assert len(set(made.values())) == len(children)
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in made.values())
    assert codes(children, b"one key", nobody) == made
    assert codes(children, b"another key", nobody) != made
    unlucky = made["P7"]
    assert unlucky not in codes(children, b"one key", Masker([unlucky.lower()], ())).values()
