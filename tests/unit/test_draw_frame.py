"""A frame is its CSV, and the CSV is the frame."""

from __future__ import annotations

from collections import Counter

import pytest

from sampling.draw.frame import FrameRow, frame_of, parse
from sampling.errors import IlacsError, UsageError


def test_a_frame_is_written_sorted_with_its_columns() -> None:
    frame = frame_of("leaving_care", ("team",), [FrameRow("b", ("North",)), FrameRow("a", ("",))])
    assert frame.csv == "id,team\na,\nb,North\n"
    # printf 'id,team\na,\nb,North\n' | sha256sum
    assert frame.sha256 == "bd94b10e7b2080dc50ed0c411301d1309200fc1a425c7daf9ef3a2cfe227d1cb"
    assert parse("leaving_care", frame.csv) == frame


@pytest.mark.parametrize(
    ("columns", "values"),
    [
        ((), ()),
        (("team",), ("",)),
        (("team",), ("a, b",)),
        (("team", "worker"), ('the "A" team', "x")),
        (("team", "worker"), ("", "")),
        (("team", "worker"), ("O’Neill", "Łódź")),
    ],
)
def test_a_frame_survives_its_csv_whatever_the_cells(
    columns: tuple[str, ...], values: tuple[str, ...]
) -> None:
    frame = frame_of("a", columns, [FrameRow("1", values), FrameRow("2, 'x'", values)])
    again = parse("a", frame.csv)
    assert again == frame
    assert again.sha256 == frame.sha256


def test_an_empty_frame_survives_its_csv() -> None:
    frame = frame_of("a", ("team",), [])
    assert parse("a", frame.csv) == frame


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not a frozen frame"),
        ("child,team\n1,x\n", "first column"),
        ("id,team\n1\n", "line 2 has 1 cells, not 2"),
        ("id,team\n1,x\n2,x,y\n", "line 3 has 3 cells"),
        ('id,team\n"1",x\n\n', "line 3 has 1 cells"),
        ("id\n1\n1\n", "'1' stands for two children"),
        ("id\n\n", "an id is empty"),
        ("id\n1|2\n", "'|'"),
        ("id\n\u202e1\n", "control"),
        ("id,team\n1,a\x07b\n", "a cell holds"),
        ('id,team\n1,"two\nlines"\n', "a cell holds a line end"),
        ("id,team\r\n1,x\ry\r\n", "not a frozen frame"),
        ('id,team\n1,"x\n', "not a frozen frame"),
    ],
)
def test_a_text_that_is_no_frame_is_refused(text: str, words: str) -> None:
    with pytest.raises(IlacsError, match=words.replace("|", r"\|")):
        parse("a", text)


def test_strata_cross_columns_in_the_order_of_names() -> None:
    rows = [FrameRow("1", ("b", "x")), FrameRow("2", ("a", "y")), FrameRow("3", ("b", "x"))]
    frame = frame_of("a", ("team", "status"), rows)
    assert frame.strata(("team", "status")) == {"a / y": ["2"], "b / x": ["1", "3"]}
    assert frame.strata(()) == {"all": ["1", "2", "3"]}
    assert frame.counts("team") == {"b": 2, "a": 1}
    with pytest.raises(UsageError, match="did you mean status"):
        frame.strata(("statu",))


def test_columns_are_counted_alike_from_rows_and_from_a_frozen_text() -> None:
    """More rows than are counted at a time, and none at all."""
    rows = [FrameRow(f"{id:05}", (str(id % 7), "yes" if id % 3 else "no")) for id in range(9_000)]
    made = frame_of("a", ("team", "flag"), rows)
    read = parse("a", made.csv)
    for column in made.columns:
        assert made.counts(column) == read.counts(column) == Counter(made.values(column))
    assert frame_of("a", ("team",), []).counts("team") == {}
