"""The fold: order, undo and redo, and the subjects that events are about."""

from __future__ import annotations

import random
from typing import Any

from sampling.findings.events import Event, make_event
from sampling.findings.findings import Finding, Reading
from sampling.findings.fold import effective, fold, subject_of
from sampling.findings.judgements import JudgementEntry
from sampling.findings.raised import Concern


def event(
    counter: int, kind: str, data: dict[str, Any], *, id: str = "", stream: str = "s1", reader: str = "anna"
) -> Event:
    name = id or f"{counter:08x}{stream}"
    return make_event(
        name, stream, counter, counter, f"2024-04-15T09:{counter:02}:00.000Z", reader, kind, data, ""
    )


def rating(counter: int, value: str, **more: Any) -> Event:
    return event(counter, "finding", {"case": "SG-1", "criterion": "HP-10", "rating": value}, **more)


def test_a_later_rating_replaces_an_earlier_one_and_keeps_its_evidence() -> None:
    note = event(2, "finding", {"case": "SG-1", "criterion": "HP-10", "evidence": "late by 12 days"})
    row = fold([rating(1, "good"), note, rating(3, "needs_improvement")])
    assert isinstance(row, Finding)
    assert (row.rating, row.evidence) == ("needs_improvement", "late by 12 days")
    assert (row.first_at, row.changed_at) == ("2024-04-15T09:01:00.000Z", "2024-04-15T09:03:00.000Z")


def test_the_fold_does_not_depend_on_the_order_of_arrival() -> None:
    events = [
        rating(1, "good"),
        rating(2, "strong", stream="s2"),
        rating(2, "good", stream="s1"),
        rating(4, "not_seen"),
    ]
    expected = fold(events)
    shuffled = random.Random(7)
    for _ in range(20):
        shuffled.shuffle(events)
        assert fold(events) == expected


def test_equal_counters_are_settled_by_stream() -> None:
    row = fold([rating(1, "strong", stream="s2"), rating(1, "good", stream="s1")])
    assert isinstance(row, Finding)
    assert row.rating == "strong"


def test_undo_takes_back_one_event_and_redo_brings_it_back() -> None:
    first, second = rating(1, "good", id="a"), rating(2, "strong", id="b")
    undo = event(3, "undo", {"event": "b", "subject": "finding|anna|SG-1|HP-10"})
    redo = event(4, "redo", {"event": "b", "subject": "finding|anna|SG-1|HP-10"})
    after_undo, after_redo = fold([first, second, undo]), fold([first, second, undo, redo])
    assert isinstance(after_undo, Finding)
    assert isinstance(after_redo, Finding)
    assert (after_undo.rating, after_redo.rating) == ("good", "strong")


def test_undoing_the_only_event_leaves_nothing() -> None:
    undo = event(2, "undo", {"event": "a", "subject": "finding|anna|SG-1|HP-10"})
    assert fold([rating(1, "good", id="a"), undo]) is None
    assert effective([rating(1, "good", id="a"), undo]) == []


def test_a_redacted_event_changes_nothing() -> None:
    from dataclasses import replace

    blanked = replace(rating(2, "strong"), payload="")
    row = fold([rating(1, "good"), blanked])
    assert isinstance(row, Finding)
    assert row.rating == "good"


def test_completing_reopening_and_completing_again_is_counted() -> None:
    row = fold(
        [
            event(1, "complete", {"case": "SG-1"}),
            event(2, "reopen", {"case": "SG-1", "because": "new document"}),
            event(3, "complete", {"case": "SG-1"}),
        ]
    )
    assert row == Reading("anna", "SG-1", "completed", "2024-04-15T09:03:00.000Z", "", 2)


def test_a_concern_keeps_its_answer_and_is_satisfied_when_closed() -> None:
    add = {
        "id": "C-1",
        "action": "add",
        "case": "SG-1",
        "level": "immediate",
        "text": "not seen",
        "raised_to": "head of service",
    }
    answer = {"id": "C-1", "action": "answer", "case": "SG-1", "text": "seen today", "satisfied": False}
    answered = fold([event(1, "concern", add), event(2, "concern", answer)])
    closed = fold(
        [
            event(1, "concern", add),
            event(2, "concern", answer),
            event(3, "concern", {"id": "C-1", "action": "close", "case": "SG-1"}),
        ]
    )
    assert isinstance(answered, Concern)
    assert isinstance(closed, Concern)
    assert (answered.state, answered.response, answered.satisfied) == ("answered", "seen today", 0)
    assert (closed.state, closed.satisfied) == ("closed", 1)


def test_an_answer_without_its_concern_makes_nothing() -> None:
    assert fold([event(1, "concern", {"id": "C-1", "action": "close", "case": "SG-1"})]) is None


def test_changes_of_mind_about_a_grade_are_counted() -> None:
    row = fold(
        [
            event(n, "judge", {"judgement": "care_leavers", "grade": grade, "because": "files"})
            for n, grade in enumerate(["good", "outstanding", "good"], 1)
        ]
    )
    assert isinstance(row, JudgementEntry)
    assert (row.grade, row.times_changed) == ("good", 2)


def test_readers_and_cases_cannot_run_into_each_other_in_a_subject() -> None:
    one = subject_of("finding", "a", "x", {"case": "b/c", "criterion": "HP-1"})
    other = subject_of("finding", "a/b", "x", {"case": "c", "criterion": "HP-1"})
    assert one != other
