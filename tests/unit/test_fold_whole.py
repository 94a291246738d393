"""The fold of a whole journal, event by event, is that of each subject's events by themselves."""

from __future__ import annotations

from itertools import cycle
from random import Random
from typing import Any

import pytest

from sampling.findings.events import Event, make_event
from sampling.findings.fold import fold, subject_of
from sampling.findings.rows import Row
from sampling.findings.whole import UNDOING, fold_all

KINDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("finding", {"case": "SG-1", "criterion": "HP-10", "rating": "good"}),
    ("finding", {"case": "SG-1", "criterion": "HP-10", "evidence": "late"}),
    ("case_rating", {"case": "SG-1", "rating": "strong"}),
    ("complete", {"case": "SG-1"}),
    ("reopen", {"case": "SG-1", "because": "more came"}),
    ("query", {"id": "q", "case": "SG-1", "action": "add", "text": "where?"}),
    ("query", {"id": "q", "case": "SG-1", "action": "close"}),
    ("time", {"case": "SG-1", "seconds": 60}),
    ("open", {"heads": {}}),
)


def _subject(event: Event) -> str:
    return subject_of(event.kind, event.reader, event.event_id, event.data) if event.payload else ""


def _journal(random: Random) -> list[Event]:
    """Forty events of two readers; some take others back, with the right subject or with a wrong one."""
    events: list[Event] = []
    for counter, reader in zip(range(1, 41), cycle(("anna", "ben")), strict=False):
        kind, data = random.choice(KINDS)
        if events and random.random() < 0.4:
            kind, other = random.choice(UNDOING), random.choice(events)
            about = other if random.random() < 0.9 else random.choice(events)
            if subject := _subject(about):
                data = {"event": other.event_id, "subject": subject}
            else:
                kind, data = random.choice(KINDS)
        event = make_event(
            f"{counter:08x}", reader, counter, counter, f"2024-04-15T09:{counter}:00Z", reader, kind, data, ""
        )
        events.append(event)
    return events


@pytest.mark.parametrize("seed", range(20))
def test_streamed_or_by_subject_the_same_stands(seed: int) -> None:
    events = _journal(Random(seed))
    by_subject: dict[str, list[Event]] = {}
    for event in events:
        if subject := _subject(event):
            by_subject.setdefault(subject, []).append(event)
    apart = {subject: row for subject, about in by_subject.items() if (row := fold(about)) is not None}
    together: dict[str, Row] = fold_all(events, [event for event in events if event.kind in UNDOING])
    assert together == apart
    assert list(together) == list(apart)
