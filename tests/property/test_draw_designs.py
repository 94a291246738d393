"""What every draw keeps: no order of rows matters, a longer draw is the shorter one and more."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from sampling.draw.designs import draw, extend, redraw
from sampling.draw.frame import Frame, FrameRow, frame_of
from sampling.draw.merging import partitions
from sampling.draw.roster import reserve_left, roster
from sampling.draw.selection import Design, Removal, Selection
from sampling.draw.selection_json import from_json, to_json
from sampling.text import is_clean_line

ids = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=6).filter(
    is_clean_line  # the fillers of Hangul count as letters, but cannot be seen
)
children = st.dictionaries(
    ids, st.tuples(st.sampled_from("abcdef"), st.sampled_from(["F1", "F2", "F3"])), min_size=1, max_size=40
)
seeds = st.text("0123456789", min_size=1, max_size=30)
growing = st.sampled_from(
    [
        Design("simple"),
        Design("stratified", by=("status",)),
        Design("stratified", by=("status",), allocation="equal"),
        Design("stratified", by=("status", "family"), allocation="equal"),
    ]
)
others = st.sampled_from(
    [
        Design("stratified", by=("status",), allocation="neyman", expect={"a": 0.9}),
        Design("systematic", by=("status",)),
        Design("risk", weights={"flag": 1.7}),
    ]
)


def _frame(rows: dict[str, tuple[str, str]]) -> Frame:
    made = [FrameRow(id, (*values, "yes" if values[0] == "f" else "no")) for id, values in rows.items()]
    made.append(FrameRow("-", ("a", "F1", "no")))
    return frame_of("safeguarding", ("status", "family", "flag"), made)


def _draw(frame: Frame, seed: str, n: int, design: Design, reserve: int) -> Selection:
    return draw(frame, name="safeguarding-1", seed=seed, n=n, design=design, reserve=reserve)


def _sampled(selection: Selection) -> set[str]:
    return {line.child for line in roster(selection, []) if line.role == "sampled"}


@given(children, seeds, growing | others, st.data())
def test_no_order_of_rows_matters_and_all_can_be_drawn_again(
    rows: dict[str, tuple[str, str]], seed: str, design: Design, data: st.DataObject
) -> None:
    frame = _frame(rows)
    n = data.draw(st.integers(1, frame.size))
    reserve = 0 if design.name == "systematic" else data.draw(st.integers(0, 10))
    selection = _draw(frame, seed, n, design, reserve)
    mixed = list(frame.rows)
    random.Random(seed).shuffle(mixed)
    again = frame_of(frame.area, frame.columns, mixed)
    assert _draw(again, seed, n, design, reserve) == selection
    assert redraw(again, selection) == ()
    assert from_json(to_json(selection)) == selection


@given(children, seeds, growing | others, st.data())
def test_strata_hold_the_frame_and_sum_to_n(
    rows: dict[str, tuple[str, str]], seed: str, design: Design, data: st.DataObject
) -> None:
    frame = _frame(rows)
    n = data.draw(st.integers(1, frame.size))
    selection = _draw(frame, seed, n, design, 0)
    assert sum(stratum.n for stratum in selection.strata) == n == len(selection.tickets)
    assert sum(stratum.size for stratum in selection.strata) == frame.size
    assert all(min(2, stratum.size, n) <= stratum.n <= stratum.size for stratum in selection.strata)
    assert len({place.child for place in selection.tickets}) == n


@given(children, seeds, growing, st.data())
def test_a_grown_draw_holds_the_smaller_one(
    rows: dict[str, tuple[str, str]], seed: str, design: Design, data: st.DataObject
) -> None:
    frame = _frame(rows)
    n = data.draw(st.integers(1, frame.size - 1))
    more = data.draw(st.integers(n + 1, frame.size))
    selection = _draw(frame, seed, n, design, 3)
    grown = extend(frame, selection, more)
    assert _sampled(selection) < _sampled(grown)
    assert len(_sampled(grown)) == more
    assert redraw(frame, grown) == ()
    if more < frame.size:
        assert _sampled(grown) < _sampled(extend(frame, grown, more + 1))


@given(children, seeds, ids)
def test_a_child_who_leaves_moves_nobody_else(rows: dict[str, tuple[str, str]], seed: str, gone: str) -> None:
    frame = _frame(rows)
    without = _frame({id: values for id, values in rows.items() if id != gone})
    before = _draw(frame, seed, frame.size, Design("simple"), 0)
    after = _draw(without, seed, without.size, Design("simple"), 0)
    kept = [place.child for place in before.tickets if place.child != gone or gone not in rows]
    assert [place.child for place in after.tickets] == kept


@settings(max_examples=60)
@given(children, seeds, st.data())
def test_removals_keep_the_sample_full_while_the_reserve_lasts(
    rows: dict[str, tuple[str, str]], seed: str, data: st.DataObject
) -> None:
    frame = _frame(rows)
    n = data.draw(st.integers(1, frame.size))
    selection = _draw(frame, seed, n, Design("stratified", by=("status",)), n)
    drawn = [place.child for place in selection.tickets]
    gone = data.draw(st.lists(st.sampled_from(drawn), unique=True, max_size=len(drawn)))
    removals = [Removal(child, "moved_away", "out_of_scope", "Second Reader") for child in gone]
    lines = roster(selection, removals)
    left = reserve_left(selection, removals)
    for stratum in selection.strata:
        mine = [line for line in lines if line.stratum == stratum.name]
        sampled = [line for line in mine if line.role == "sampled"]
        assert len(sampled) <= stratum.n
        assert left[stratum.name] == 0 or len(sampled) == stratum.n
        # Who is read are the first by ticket of those who are left.
        assert sampled == [line for line in mine if line.role != "removed"][: len(sampled)]


@given(st.lists(st.integers(1, 50), min_size=1, max_size=12))
def test_merging_goes_from_all_apart_to_one(sizes: list[int]) -> None:
    named = {f"{place:02}": size for place, size in enumerate(sizes)}
    stages = list(partitions(named))
    assert [len(stage) for stage in stages] == list(range(len(sizes), 0, -1))
    assert all([name for group in stage for name in group] == list(named) for stage in stages)
