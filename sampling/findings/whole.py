"""The fold of a whole journal, event by event: a million events are never held at once."""

from __future__ import annotations

from collections.abc import Iterable

from sampling.findings.events import Event
from sampling.findings.fold import stand_after, subject_of
from sampling.findings.rows import Row

UNDOING = ("undo", "redo")
"""Kinds of event that take another back, or bring it back."""


def fold_all(events: Iterable[Event], undoing: Iterable[Event]) -> dict[str, Row]:
    """What stands by subject, just as ``fold.fold`` of each subject's events gives it.

    Args:
        events: all events, in the fold's order.
        undoing: of these, the undos and redos, in the same order; an event is taken back by one that comes
            after it, so they are asked first.
    """
    undone: dict[tuple[str, str], bool] = {}
    for event in undoing:
        data = event.data
        if data:
            undone[str(data["subject"]), str(data.get("event", ""))] = event.kind == "undo"
    rows: dict[str, Row | None] = {}
    for event in events:
        data = event.data
        subject = subject_of(event.kind, event.reader, event.event_id, data) if data else ""
        if not subject:
            continue
        row = rows.setdefault(subject, None)
        if event.kind not in UNDOING and not undone.get((subject, event.event_id), False):
            rows[subject] = stand_after(row, event, data)
    return {subject: row for subject, row in rows.items() if row is not None}
