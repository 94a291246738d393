"""Each design against a draw worked by hand or by the tools an outsider has."""

from __future__ import annotations

import hashlib
import subprocess
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from sampling.draw.designs import default_design, default_reserve, draw, extend, redraw
from sampling.draw.frame import Frame, FrameRow, frame_of
from sampling.draw.risk import by_weight, probabilities
from sampling.draw.selection import Design, Selection
from sampling.draw.systematic import places, start_of
from sampling.draw.tickets import ticket
from sampling.errors import IlacsError, UsageError

SEED = "31415926535897932384626433"
COLUMNS = ("status", "team", "family", "missing", "exploited")
SIMPLE = Design("simple")


def _row(number: int) -> FrameRow:
    status = ("plan", "enquiry", "assessment", "assessment", "referral")[number % 5]
    team = ("North", "South", "West")[number % 3]
    family = f"F{number // 2}" if number % 4 < 2 else f"G{number}"
    return FrameRow(
        f"C{number:03}",
        (status, team, family, "yes" if number % 10 == 0 else "no", "yes" if number % 25 == 0 else "no"),
    )


def _frame(size: int = 100) -> Frame:
    return frame_of("safeguarding", COLUMNS, [_row(number) for number in range(size)])


def _strata(*sizes: int) -> Frame:
    names = "abcdefghij"
    rows = [
        FrameRow(f"{names[place]}{number:03}", (names[place],))
        for place, size in enumerate(sizes)
        for number in range(size)
    ]
    return frame_of("children_in_need", ("status",), rows)


def _draw(frame: Frame, n: int, design: Design, reserve: int = 0) -> Selection:
    return draw(frame, name="safeguarding-1", seed=SEED, n=n, design=design, reserve=reserve)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_sha256sum_sort_and_head_give_the_simple_draw_from_the_frozen_frame(tmp_path: Path) -> None:
    frame = _frame()
    (tmp_path / "frame.csv").write_bytes(frame.csv.encode())
    digest = subprocess.run(
        ["sha256sum", "frame.csv"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert digest.stdout.split()[0] == frame.sha256
    recipe = """
        tail -n +2 frame.csv | cut -d, -f1 | while read -r id; do
            printf '%s %s\\n' "$(printf '%s' "$SEED|$DRAW|$id" | sha256sum | cut -d' ' -f1)" "$id"
        done | LC_ALL=C sort | head -n 15
    """
    printed = subprocess.run(
        ["sh", "-c", recipe],
        cwd=tmp_path,
        env={"SEED": SEED, "DRAW": "safeguarding-1", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    drawn = _draw(frame, 10, SIMPLE, reserve=5)
    assert [f"{place.ticket} {place.child}" for place in drawn.tickets] == printed.stdout.splitlines()
    assert [place.order for place in drawn.tickets] == list(range(1, 16))
    assert (drawn.frame_size, drawn.frame_sha256) == (100, frame.sha256)


def test_a_reserve_ends_where_the_frame_does() -> None:
    drawn = _draw(_frame(12), 10, SIMPLE, reserve=10)
    assert len(drawn.tickets) == 12
    assert drawn.reserve == 10


def test_strata_have_the_smallest_tickets_of_their_own_children() -> None:
    frame = _frame()
    drawn = _draw(frame, 20, Design("stratified", by=("status",)), reserve=20)
    assert [(s.name, s.size, s.n) for s in drawn.strata] == [
        ("assessment", 40, 8),
        ("enquiry", 20, 4),
        ("plan", 20, 4),
        ("referral", 20, 4),
    ]
    plans = [row.id for row in frame.rows if row.values[0] == "plan"]
    by_ticket = sorted(plans, key=lambda id: _hash(f"{SEED}|safeguarding-1|{id}"))
    assert [place.child for place in drawn.tickets if place.stratum == "plan"] == by_ticket[:8]


def test_columns_can_be_crossed() -> None:
    drawn = _draw(_frame(), 40, Design("stratified", by=("status", "team")))
    assert len(drawn.strata) == 12
    assert drawn.strata[0].name == "assessment / North"
    assert sum(stratum.n for stratum in drawn.strata) == 40


def test_safeguarding_is_by_status_in_equal_numbers_unless_asked() -> None:
    drawn = _draw(_frame(), 20, default_design("safeguarding"))
    assert [stratum.n for stratum in drawn.strata] == [5, 5, 5, 5]
    assert default_design("leaving_care") == SIMPLE


def test_neyman_reads_more_where_less_is_sure() -> None:
    frame = _strata(120, 60, 20)
    design = Design("stratified", by=("status",), allocation="neyman", expect={"a": 0.9, "b": 0.7, "c": 0.5})
    assert [stratum.n for stratum in _draw(frame, 24, design).strata] == [12, 9, 3]
    # A stratum nobody expects anything of counts as the least sure.
    unsaid = replace(design, expect={"a": 0.9, "b": 0.7})
    assert _draw(frame, 24, unsaid).tickets == _draw(frame, 24, design).tickets


def test_a_stratum_of_one_is_read_in_full() -> None:
    drawn = _draw(_strata(30, 1, 9), 10, Design("stratified", by=("status",)))
    assert [(s.n, s.full) for s in drawn.strata] == [(7, False), (1, True), (2, False)]
    assert drawn.merge_rule == ""


def test_more_strata_than_the_sample_can_give_two_are_put_together_by_the_rule() -> None:
    # 3 joins 8, the smaller neighbour, then 6 joins 40, its only one: three strata need six files.
    drawn = _draw(_strata(30, 8, 3, 40, 6), 7, Design("stratified", by=("status",)))
    assert [(s.name, s.size, s.merged) for s in drawn.strata] == [
        ("a", 30, ()),
        ("b + c", 11, ("b", "c")),
        ("d + e", 46, ("d", "e")),
    ]
    assert sum(s.n for s in drawn.strata) == 7
    assert all(s.n >= 2 for s in drawn.strata)
    assert "Put together: b + c; d + e." in drawn.merge_rule
    merged = [place.child for place in drawn.tickets if place.stratum == "b + c"]
    both = [f"b{number:03}" for number in range(8)] + [f"c{number:03}" for number in range(3)]
    assert merged == sorted(both, key=lambda id: _hash(f"{SEED}|safeguarding-1|{id}"))[: len(merged)]


def test_one_file_of_many_strata_is_a_simple_draw_that_says_so() -> None:
    drawn = _draw(_frame(), 1, Design("stratified", by=("status",)))
    assert [s.merged for s in drawn.strata] == [("assessment", "enquiry", "plan", "referral")]
    assert drawn.tickets == tuple(
        replace(t, stratum=drawn.strata[0].name) for t in _draw(_frame(), 1, SIMPLE).tickets
    )


@pytest.mark.parametrize(
    ("population", "n", "start", "drawn"),
    [
        (5, 2, Fraction("1.2"), [2, 4]),  # Touw and Hoogduin, p. 31: B and D of A to E
        (1000, 100, Fraction(3), list(range(3, 1000, 10))),
        (7, 7, Fraction(1, 10**6), [1, 2, 3, 4, 5, 6, 7]),
        (7, 7, Fraction(1), [1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_systematic_places_of_the_textbook(
    population: int, n: int, start: Fraction, drawn: list[int]
) -> None:
    assert places(population, n, start) == drawn


def test_a_systematic_draw_goes_down_the_sorted_frame_from_the_ticket_of_start() -> None:
    frame = _frame()
    drawn = _draw(frame, 8, Design("systematic", by=("team", "status")))
    line = sorted(
        frame.rows,
        key=lambda row: (row.values[1], row.values[0], _hash(f"{SEED}|safeguarding-1|{row.id}")),
    )
    first = (int(_hash(f"{SEED}|safeguarding-1|start")[:12], 16) + 1) / 16**12 * 12.5
    assert float(start_of(SEED, "safeguarding-1", 100, 8)) == pytest.approx(first)
    expected = [line[-int(-(first + j * 12.5) // 1) - 1].id for j in range(8)]
    assert [place.child for place in drawn.tickets] == expected
    assert len({place.child for place in drawn.tickets}) == 8


def test_probabilities_by_risk_sum_to_the_size_and_stop_at_one() -> None:
    counts = {Fraction(1): 90, Fraction(5): 8, Fraction(40): 2}
    aimed = probabilities(counts, 10)
    assert aimed[Fraction(40)] == 1
    assert aimed[Fraction(5)] == 5 * aimed[Fraction(1)] == Fraction(8 * 5, 130)
    assert sum(aimed[weight] * count for weight, count in counts.items()) == 10


def test_probabilities_are_iterated_until_nobody_passes_one() -> None:
    # Three files of weights 100, 10, 1, 1: the first is certain, and only then is the second.
    aimed = probabilities({Fraction(100): 1, Fraction(10): 1, Fraction(1): 2}, 3)
    assert [aimed[Fraction(weight)] for weight in (100, 10, 1)] == [1, 1, Fraction(1, 2)]
    assert set(probabilities({Fraction(1): 3, Fraction(4): 2}, 5).values()) == {1}


def test_a_draw_by_risk_is_in_the_order_of_u_over_p() -> None:
    frame = _frame()
    design = Design("risk", weights={"missing": 3.0, "exploited": 1.5})
    drawn = _draw(frame, 12, design, reserve=6)
    each = [1 + 3.0 * (row.values[3] == "yes") + 1.5 * (row.values[4] == "yes") for row in frame.rows]
    classes = by_weight(frame, design.weights)
    assert {float(weight): len(ids) for weight, ids in classes.items()} == Counter(each)
    chance = {row.id: min(1.0, 12 * weight / sum(each)) for row, weight in zip(frame.rows, each, strict=True)}
    order = sorted(
        chance, key=lambda id: int(_hash(f"{SEED}|safeguarding-1|{id}")[:12], 16) / 16**12 / chance[id]
    )
    assert [place.child for place in drawn.tickets] == order[:18]
    for place in drawn.tickets:
        assert place.probability == pytest.approx(chance[place.child])


def test_families_are_drawn_by_their_own_tickets_with_one_child_each() -> None:
    frame = _frame()
    drawn = _draw(frame, 9, Design("families"), reserve=3)
    members: dict[str, list[str]] = {}
    for row in frame.rows:
        members.setdefault(row.values[2], []).append(row.id)
    line = sorted(members, key=lambda family: _hash(f"{SEED}|safeguarding-1|{family}"))[:12]
    assert [place.ticket for place in drawn.tickets] == [ticket(SEED, "safeguarding-1", f) for f in line]
    for family, place in zip(line, drawn.tickets, strict=True):
        assert place.child == min(
            members[family], key=lambda id: _hash(f"{SEED}|safeguarding-1|{family}|{id}")
        )
        assert place.probability == pytest.approx(9 / len(members) / len(members[family]))


def test_a_family_named_after_a_child_is_not_read_by_that_child_each_time() -> None:
    rows = [FrameRow(f"{n}{who}", (f"{n}a",)) for n in range(200) for who in "abcd"]
    frame = frame_of("children_in_care", ("family",), rows)
    drawn = draw(frame, name="d", seed="1", n=40, design=Design("families"), reserve=0)
    eldest = sum(place.child.endswith("a") for place in drawn.tickets)
    assert 2 <= eldest <= 20  # ten in forty are expected; all forty were the fault


def test_families_are_refused_in_words_without_family_ids() -> None:
    with pytest.raises(UsageError, match="the lists carry no family id"):
        _draw(_strata(10), 2, Design("families"))
    rows = [FrameRow("1", ("F1",)), FrameRow("2", (" ",))]
    with pytest.raises(UsageError, match="1 of 2 children have no family id"):
        _draw(frame_of("a", ("family",), rows), 1, Design("families"))
    rows = [FrameRow("1", ("F1",)), FrameRow("2", ("F1",))]
    with pytest.raises(UsageError, match="2 families cannot be drawn from 1"):
        _draw(frame_of("a", ("family",), rows), 2, Design("families"))


EVERY_DESIGN = [
    SIMPLE,
    Design("stratified", by=("status",)),
    Design("stratified", by=("status", "team"), allocation="equal"),
    Design("stratified", by=("status",), allocation="neyman", expect={"plan": 0.8}),
    Design("systematic", by=("status",)),
    Design("risk", weights={"missing": 2.0}),
    Design("families"),
]


@pytest.mark.parametrize("design", EVERY_DESIGN, ids=lambda d: f"{d.name}-{d.allocation}")
def test_every_draw_can_be_drawn_again(design: Design) -> None:
    frame = _frame()
    drawn = _draw(frame, 10, design, reserve=default_reserve(design, 10))
    assert redraw(frame, drawn) == ()
    children = [place.child for place in drawn.tickets]
    assert len(children) == len(set(children))


def test_drawing_again_finds_what_was_changed() -> None:
    frame = _frame()
    drawn = _draw(frame, 10, SIMPLE, reserve=10)
    swapped = (drawn.tickets[1], drawn.tickets[0], *drawn.tickets[2:])
    assert "2 of 20 places differ" in redraw(frame, replace(drawn, tickets=swapped))[0]
    assert "19 places" in redraw(frame, replace(drawn, tickets=drawn.tickets[:19]))[0]
    assert redraw(frame, replace(drawn, seed="2"))
    assert redraw(frame, replace(drawn, name="safeguarding-2"))
    assert "strata" in redraw(frame, replace(drawn, strata=()))[0]
    assert "cannot be drawn again" in redraw(frame, replace(drawn, n=0))[0]
    assert "digest" in redraw(_frame(99), drawn)[0]
    assert "area" in redraw(frame, replace(drawn, area="leaving_care"))[0]


def test_drawing_again_accepts_no_merging_but_the_rule_s() -> None:
    frame = _strata(30, 8, 3, 40, 6)
    drawn = _draw(frame, 7, Design("stratified", by=("status",)))
    unmerged = _draw(frame, 12, Design("stratified", by=("status",)))
    assert redraw(frame, drawn) == ()
    assert redraw(frame, replace(drawn, strata=unmerged.strata))


def test_a_grown_draw_keeps_everybody_and_can_be_drawn_again() -> None:
    frame = _strata(30, 8, 3, 40, 6)
    for design in (SIMPLE, Design("stratified", by=("status",)), Design("stratified", ("status",), "equal")):
        small = _draw(frame, 7, design, reserve=4)
        grown = extend(frame, small, 20)
        read = {(t.child, t.ticket) for t in small.tickets if t.order <= _n(small, t.stratum)}
        assert read <= {(t.child, t.ticket) for t in grown.tickets if t.order <= _n(grown, t.stratum)}
        assert [s.name for s in grown.strata] == [s.name for s in small.strata]
        assert grown.merge_rule == small.merge_rule
        assert sum(s.n for s in grown.strata) == grown.n == 20
        assert redraw(frame, grown) == ()


def _n(selection: Selection, stratum: str) -> int:
    return next(s.n for s in selection.strata if s.name == stratum)


@pytest.mark.parametrize("design", EVERY_DESIGN[3:], ids=lambda d: d.name)
def test_other_designs_cannot_grow(design: Design) -> None:
    drawn = _draw(_frame(), 10, design)
    with pytest.raises(UsageError, match="cannot grow"):
        extend(_frame(), drawn, 20)


def test_growing_needs_the_same_frame_and_a_larger_number() -> None:
    drawn = _draw(_frame(), 10, SIMPLE)
    with pytest.raises(IlacsError, match="another frame"):
        extend(_frame(99), drawn, 20)
    with pytest.raises(UsageError, match="10 files already"):
        extend(_frame(), drawn, 10)
    with pytest.raises(UsageError, match="101 files cannot be drawn from a frame of 100"):
        extend(_frame(), drawn, 101)


@pytest.mark.parametrize(
    ("size", "n", "design", "reserve", "words"),
    [
        (0, 1, SIMPLE, 0, "nobody is in the frame of safeguarding"),
        (10, 0, SIMPLE, 0, "1 file or more, not 0"),
        (10, -2, SIMPLE, 0, "not -2"),
        (10, 11, SIMPLE, 0, "11 files cannot be drawn from a frame of 10"),
        (10, 2, SIMPLE, -1, "reserve"),
        (10, 2, Design("simple", by=("team",)), 0, "no columns"),
        (10, 2, Design("stratified"), 0, "needs a column"),
        (10, 2, Design("stratified", by=("tea",)), 0, "did you mean team"),
        (10, 2, Design("stratified", by=("team",), allocation="neyman"), 0, "needs the expected share"),
        (10, 2, Design("stratified", ("team",), "neyman", {"Nroth": 0.5}), 0, "unknown stratum"),
        (10, 2, Design("stratified", ("team",), "neyman", {"North": 80}), 0, "between 0 and 1, not 80"),
        (10, 2, Design("simple", expect={"North": 0.5}), 0, "Neyman"),
        (10, 2, Design("simple", weights={"missing": 2.0}), 0, "risk"),
        (10, 2, Design("systematic", by=("team",)), 1, "no reserve"),
        (10, 2, Design("risk"), 0, "added weight"),
        (10, 2, Design("risk", weights={"missing": -1.0}), 0, "from 0 up, not -1"),
        (10, 2, Design("risk", weights={"mising": 1.0}), 0, "did you mean missing"),
    ],
)
def test_draws_that_cannot_be_are_refused_in_one_line(
    size: int, n: int, design: Design, reserve: int, words: str
) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        _draw(_frame(size), n, design, reserve)
    assert "\n" not in str(caught.value)


def test_a_seed_or_name_that_would_break_a_ticket_is_refused() -> None:
    with pytest.raises(UsageError, match="seed"):
        draw(_frame(), name="d", seed="1|2", n=2, design=SIMPLE, reserve=0)
    with pytest.raises(UsageError, match="name"):
        draw(_frame(), name="", seed="1", n=2, design=SIMPLE, reserve=0)
