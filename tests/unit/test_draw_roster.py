"""Who is read after removals, and the draw as JSON."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from sampling.draw.designs import draw
from sampling.draw.frame import FrameRow, frame_of
from sampling.draw.roster import reserve_left, roster, unreplaced
from sampling.draw.selection import Design, Removal, Selection
from sampling.draw.selection_json import canonical, from_json, selection_sha256, to_json
from sampling.errors import IlacsError, UsageError


def _selection(design: Design | None = None, n: int = 4, reserve: int = 4) -> Selection:
    rows = [FrameRow(f"{k:02}", ("plan" if k < 10 else "enquiry", f"F{k}", "yes")) for k in range(20)]
    frame = frame_of("safeguarding", ("status", "family", "missing"), rows)
    chosen = design or Design("stratified", by=("status",), allocation="equal")
    return draw(frame, name="safeguarding-1", seed="271828", n=n, design=chosen, reserve=reserve)


def _gone(child: str) -> Removal:
    return Removal(child, "file_locked", "not_available", "Second Reader")


def _plans(selection: Selection) -> list[str]:
    return [place.child for place in selection.tickets if place.stratum == "plan"]


def test_without_removals_the_first_of_each_stratum_are_sampled() -> None:
    selection = _selection()
    roles = [(line.stratum, line.order, line.role) for line in roster(selection, [])]
    assert roles == [
        (stratum, order, "sampled" if order <= 2 else "reserve")
        for stratum in ("enquiry", "plan")
        for order in (1, 2, 3, 4)
    ]
    assert reserve_left(selection, []) == {"enquiry": 2, "plan": 2}


def test_the_next_of_the_stratum_stands_in_and_may_be_removed_in_turn() -> None:
    selection = _selection()
    one, two, three, four = _plans(selection)
    lines = {line.child: line for line in roster(selection, [_gone(one), _gone(three)])}
    assert [lines[child].role for child in (one, two, three, four)] == [
        "removed",
        "sampled",
        "removed",
        "sampled",
    ]
    assert (lines[three].replaces, lines[four].replaces, lines[two].replaces) == (one, three, "")
    assert reserve_left(selection, [_gone(one), _gone(three)]) == {"enquiry": 2, "plan": 0}


def test_a_spent_reserve_leaves_a_place_empty_and_says_so() -> None:
    selection = _selection()
    removals = [_gone(child) for child in _plans(selection)[:3]]
    assert unreplaced(selection, removals[:2]) == ()
    assert unreplaced(selection, removals) == (removals[2].child,)
    roles = [line.role for line in roster(selection, removals) if line.stratum == "plan"]
    assert roles == ["removed", "removed", "removed", "sampled"]


def test_a_reserve_removed_before_being_needed_is_passed_over() -> None:
    selection = _selection()
    one, _, three, four = _plans(selection)
    lines = {line.child: line for line in roster(selection, [_gone(three), _gone(one)])}
    assert (lines[three].role, lines[three].replaces) == ("removed", "")
    assert (lines[four].role, lines[four].replaces) == ("sampled", one)


def test_who_is_read_does_not_depend_on_the_order_of_removals() -> None:
    selection = _selection()
    one, _, three, _ = _plans(selection)
    there = roster(selection, [_gone(one), _gone(three)])
    back = roster(selection, [_gone(three), _gone(one)])
    assert [(line.child, line.role) for line in there] == [(line.child, line.role) for line in back]


def test_a_systematic_draw_has_nobody_to_stand_in() -> None:
    selection = _selection(Design("systematic", by=("status",)), reserve=0)
    first = selection.tickets[0].child
    assert unreplaced(selection, [_gone(first)]) == (first,)
    assert reserve_left(selection, [_gone(first)]) == {"all": 0}


def test_removals_that_fit_no_case_are_refused() -> None:
    selection = _selection()
    child = selection.tickets[0].child
    with pytest.raises(UsageError, match="not in draw"):
        roster(selection, [_gone("nobody")])
    with pytest.raises(UsageError, match="already"):
        roster(selection, [_gone(child), _gone(child)])


DESIGNS = [
    Design("simple"),
    Design("stratified", by=("status",), allocation="neyman", expect={"plan": 0.85}),
    Design("systematic", by=("status",)),
    Design("risk", weights={"missing": 2.5}),
    Design("families"),
]


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: design.name)
def test_a_draw_survives_json(design: Design) -> None:
    selection = _selection(design, reserve=0 if design.name == "systematic" else 3)
    again = from_json(json.loads(json.dumps(to_json(selection))))
    assert again == selection
    assert selection_sha256(again) == selection_sha256(selection)


def test_a_merged_draw_survives_json() -> None:
    selection = _selection(n=3)
    assert selection.strata[0].merged == ("enquiry", "plan")
    assert from_json(json.loads(canonical(selection))) == selection


def test_the_digest_changes_with_any_part() -> None:
    values = to_json(_selection())
    for key in ("seed", "name", "n", "frame_sha256"):
        other = copy.deepcopy(values)
        other[key] = 1 if key == "n" else "other"
        assert selection_sha256(from_json(other)) != selection_sha256(_selection())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("seed", None),
        ("n", "4"),
        ("n", True),
        ("design", {"name": "guess", "by": [], "allocation": "equal", "expect": {}, "weights": {}}),
        ("design", {"name": "simple", "by": [], "allocation": "guess", "expect": {}, "weights": {}}),
        ("design", "simple"),
        ("strata", [{}]),
        ("tickets", 3),
        ("tickets", [{"child": "1", "stratum": "all", "ticket": "ab", "order": "1", "probability": None}]),
    ],
)
def test_json_that_is_no_draw_is_refused_in_one_line(key: str, value: Any) -> None:
    values = to_json(_selection())
    values[key] = value
    with pytest.raises(IlacsError, match="not a draw") as caught:
        from_json(values)
    assert "\n" not in str(caught.value)
