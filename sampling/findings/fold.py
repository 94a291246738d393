"""The fold: from events, in order, to what stands.

Every event is about one subject, such as ``finding|anna|SG-12|HP-10``. What stands for a subject is
the fold of its events that are not undone, in the order (counter, stream, seq). The same functions
are used when an event is written and when a whole file is rebuilt, so the two cannot part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from sampling.findings import concluding, sessions
from sampling.findings.drawn import CountedDraw, DrawEntry, FrozenFrame, RemovedCase, TargetedCase
from sampling.findings.events import Event
from sampling.findings.findings import CaseRating, Finding, HandEntry, Reading
from sampling.findings.judgements import JudgementEntry
from sampling.findings.raised import Concern, Query
from sampling.findings.readers import Assignment, Reader, TimeSpent
from sampling.findings.rows import Row


def subject_of(kind: str, reader: str, event_id: str, data: dict[str, Any]) -> str:
    """What an event is about: the key of the one row that it changes; empty for none."""
    match kind:
        case "finding":
            return f"finding|{reader}|{data['case']}|{data['criterion']}"
        case "case_rating":
            return f"case_rating|{reader}|{data['case']}"
        case "complete" | "reopen":
            return f"reading|{reader}|{data['case']}"
        case "assign":
            return f"assignment|{data['case']}"
        case "entry":
            return f"entry|{entry_id(event_id)}"
        case "query" | "concern":
            return f"{kind}|{data['id']}"
        case "judge":
            return f"judgement|{data['judgement']}"
        case "freeze":
            return f"frame|{data['area']}"
        case "draw" | "extend":
            return f"draw|{data['draw']}"
        case "remove":
            return f"removal|{data['draw']}|{data['child']}"
        case "target":
            return f"target|{data['area']}|{data['child']}"
        case "count":
            return f"counted|{data['area']}"
        case "sign_in":
            return f"reader|{reader}"
        case "time":
            return f"time|{reader}|{data['case']}"
        case "undo" | "redo":
            return str(data["subject"])
        case _:
            return concluding.subject_of(kind, data) or sessions.subject_of(kind, data)


def entry_id(event_id: str) -> str:
    """The id by which an entry added by hand is cited."""
    return f"E-{event_id[:8]}"


def apply(row: Row | None, event: Event) -> Row | None:
    """What stands after one more event, given what stood before for its subject."""
    return stand_after(row, event, event.data)


def stand_after(row: Row | None, event: Event, data: dict[str, Any]) -> Row | None:
    """As ``apply``, for one who has read the event's data already."""
    step = _STEPS.get(event.kind)
    if step is None or not data:
        return row
    return step(row, event, data)


def effective(events: Iterable[Event]) -> list[Event]:
    """The events of one subject that count: neither undone nor about undoing, in order.

    An undo or redo names its event; of several for one event the last in order holds.
    """
    ordered = sorted(events, key=lambda event: event.order)
    undone: dict[str, bool] = {}
    for event in ordered:
        if event.kind in ("undo", "redo"):
            undone[str(event.data.get("event", ""))] = event.kind == "undo"
    return [
        event
        for event in ordered
        if event.kind not in ("undo", "redo") and not undone.get(event.event_id, False)
    ]


def fold(events: Iterable[Event]) -> Row | None:
    """What stands for one subject after all its events; None where nothing does."""
    row: Row | None = None
    for event in effective(events):
        row = apply(row, event)
    return row


def _finding(row: Finding | None, event: Event, data: dict[str, Any]) -> Finding:
    base = row or Finding(event.reader, data["case"], data["criterion"], None, "", "", event.at, event.at, 0)
    return replace(
        base,
        rating=data.get("rating", base.rating),
        evidence=data.get("evidence", base.evidence),
        citations=data.get("citations", base.citations),
        changed_at=event.at,
        after_seeing=int(bool(data.get("after_seeing", False))),
    )


def _case_rating(row: CaseRating | None, event: Event, data: dict[str, Any]) -> CaseRating:
    base = row or CaseRating(event.reader, data["case"], None, "", "", event.at, event.at, 0)
    return replace(
        base,
        rating=data.get("rating", base.rating),
        evidence=data.get("evidence", base.evidence),
        citations=data.get("citations", base.citations),
        changed_at=event.at,
        after_seeing=int(bool(data.get("after_seeing", False))),
    )


def _reading(row: Reading | None, event: Event, data: dict[str, Any]) -> Reading:
    times = row.times_completed if row else 0
    if event.kind == "complete":
        return Reading(event.reader, data["case"], "completed", event.at, "", times + 1)
    return Reading(event.reader, data["case"], "reopened", event.at, data["because"], times)


def _assign(_row: Assignment | None, _event: Event, data: dict[str, Any]) -> Assignment:
    return Assignment(data["case"], data["to"], data.get("also", ""))


def _entry(_row: HandEntry | None, event: Event, data: dict[str, Any]) -> HandEntry:
    return HandEntry(
        entry_id(event.event_id),
        data["case"],
        event.reader,
        data.get("day"),
        data["kind"],
        data["location"],
        data["text"],
        event.at,
    )


def _query(row: Query | None, event: Event, data: dict[str, Any]) -> Query | None:
    if data["action"] == "add":
        return Query(
            data["id"],
            data["case"],
            data.get("criterion", ""),
            event.reader,
            data["text"],
            "open",
            "",
            event.at,
        )
    if row is None:
        return None
    if data["action"] == "answer":
        return replace(row, state="answered", answer=data["text"])
    return replace(row, state="closed")


def _concern(row: Concern | None, event: Event, data: dict[str, Any]) -> Concern | None:
    if data["action"] == "add":
        return Concern(
            data["id"],
            data["case"],
            event.reader,
            data["level"],
            data["text"],
            data.get("raised_to", ""),
            event.at,
            "",
            "",
            None,
            "open",
            data.get("criterion", ""),
            data.get("citations", ""),
        )
    if row is None:
        return None
    if data["action"] == "answer":
        satisfied = data.get("satisfied")
        return replace(
            row,
            state="answered",
            response=data["text"],
            response_at=event.at,
            satisfied=None if satisfied is None else int(satisfied),
        )
    return replace(row, state="closed", satisfied=1)


def _judge(row: JudgementEntry | None, event: Event, data: dict[str, Any]) -> JudgementEntry:
    return JudgementEntry(
        data["judgement"],
        data["grade"],
        data["because"],
        event.reader,
        event.at,
        data.get("indication", ""),
        int(bool(data.get("outside", False))),
        int(data.get("completed", 0)),
        row.times_changed + 1 if row else 0,
    )


def _freeze(_row: FrozenFrame | None, event: Event, data: dict[str, Any]) -> FrozenFrame:
    return FrozenFrame(data["area"], data["sha256"], data["size"], event.at)


def _draw(row: DrawEntry | None, event: Event, data: dict[str, Any]) -> DrawEntry | None:
    if event.kind == "extend":
        return row and replace(
            row,
            n=data["n"],
            selection_sha256=data["selection_sha256"],
            materials_sha256=data["materials_sha256"],
            extended=row.extended + 1,
            extended_after=data["completed"],
        )
    return DrawEntry(
        draw=data["draw"],
        area=data["area"],
        design=data["design"],
        seed=data["seed"],
        n=data["n"],
        first_n=data["n"],
        reserve=data["reserve"],
        frame_sha256=data["frame_sha256"],
        frame_size=data["frame_size"],
        selection_sha256=data["selection_sha256"],
        materials_sha256=data["materials_sha256"],
        witnessed=int(bool(data["witnessed"])),
        drawn_at=event.at,
        extended=0,
        extended_after=0,
    )


def _remove(_row: RemovedCase | None, event: Event, data: dict[str, Any]) -> RemovedCase:
    return RemovedCase(
        data["draw"],
        data["child"],
        data["reason"],
        data["kind"],
        data["agreed_by"],
        event.reader,
        event.at,
    )


def _target(_row: TargetedCase | None, event: Event, data: dict[str, Any]) -> TargetedCase:
    return TargetedCase(
        data["area"],
        data["child"],
        data["because"],
        data["materials_sha256"],
        event.reader,
        event.at,
    )


def _count(_row: CountedDraw | None, event: Event, data: dict[str, Any]) -> CountedDraw:
    return CountedDraw(data["area"], data["draw"], data["because"], event.reader, event.at)


def _sign_in(row: Reader | None, event: Event, data: dict[str, Any]) -> Reader:
    simulated = bool(data.get("simulated")) or bool(row and row.simulated)
    return Reader(event.reader, data["name"], int(simulated))


def _time(row: TimeSpent | None, event: Event, data: dict[str, Any]) -> TimeSpent:
    before = row.seconds if row else 0
    return TimeSpent(event.reader, data["case"], before + int(data["seconds"]))


_STEPS: dict[str, Callable[..., Row | None]] = {
    "finding": _finding,
    "case_rating": _case_rating,
    "complete": _reading,
    "reopen": _reading,
    "assign": _assign,
    "entry": _entry,
    "query": _query,
    "concern": _concern,
    "judge": _judge,
    "freeze": _freeze,
    "draw": _draw,
    "extend": _draw,
    "remove": _remove,
    "target": _target,
    "count": _count,
    "sign_in": _sign_in,
    "time": _time,
    **concluding.STEPS,
    **sessions.STEPS,
}
