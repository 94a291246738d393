"""The chains of a journal, checked event by event as they stream by: memory does not grow with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sampling.findings.events import Event, digest, event_hash
from sampling.store.journal import Journal


def sound(event: Event) -> bool:
    """Whether an event is as it was written: its fields, and its payload unless that is blank."""
    return _whole(event) and event.hash == _hash_of(event) and not _payload_changed(event)


def faults(journal: Journal) -> Iterator[str]:
    """What is wrong with the chains, event by event; nothing for a sound journal.

    What a recovery could not save, and said so in an event of its own, is no fault.
    """
    redacted, forgiven = _excused(journal.events("redact", "handout", "recover"))
    followed = _followed(journal.events("open"))
    before: Event | None = None
    for event in journal.by_stream():
        name = _named(event)
        if not _whole(event):
            yield f"{name}: a field is not of its kind"
            continue
        if before is not None and before.stream != event.stream:
            before = None
        if event.event_id not in forgiven:
            yield from (f"{name}: {fault}" for fault in _misplaced(event, before))
        if event.hash != _hash_of(event):
            yield f"{name}: a field was changed"
        if not event.payload and event.event_id not in redacted:
            yield f"{name}: its payload was blanked without a redaction"
        elif _payload_changed(event):
            yield f"{name}: its payload was changed"
        followed.pop(event.hash, None)
        before = event
    for head, name in followed.items():
        if head not in forgiven:
            yield f"{name}: the end of a session that it followed is missing ({head[:12]})"


def _named(event: Event) -> str:
    return f"event {event.event_id} ({event.kind}, {event.at})"


def _whole(event: Event) -> bool:
    """Whether every field is of its kind: where damage, or somebody else, wrote, it need not be."""
    texts = (event.event_id, event.stream, event.at, event.reader, event.kind, event.payload)
    hashes = (event.payload_hash, event.previous_hash, event.hash)
    return all(isinstance(text, str) for text in texts + hashes) and all(
        isinstance(number, int) for number in (event.seq, event.counter)
    )


def _payload_changed(event: Event) -> bool:
    return bool(event.payload) and digest(event.payload) != event.payload_hash


def _followed(openings: Iterable[Event]) -> dict[str, str]:
    """The ends of sessions that later ones say they followed, each with the first that says so."""
    found: dict[str, str] = {}
    for event in openings:
        if sound(event):
            for head in event.data.get("heads", {}).values():
                found.setdefault(str(head), _named(event))
    return found


def _misplaced(event: Event, before: Event | None) -> Iterator[str]:
    """What is wrong with an event's place after the one before it in its stream."""
    seq, previous = (before.seq, before.hash) if before else (0, "")
    if event.seq != seq + 1:
        yield f"{event.seq - seq - 1} event(s) of its stream are missing before it"
    elif event.previous_hash != previous:
        yield "does not follow the event before it"
    elif (event.kind == "open") != (before is None):
        yield "a session begins with an opening, and has one only"
    elif before is not None and event.counter <= before.counter:
        yield "counts as earlier than the event before it"


def _excused(events: Iterable[Event]) -> tuple[set[str], set[str]]:
    """The events that were redacted or kept out of a hand-out, and what recoveries owned up to missing."""
    redacted: set[str] = set()
    forgiven: set[str] = set()
    for event in events:
        if not event.payload or not sound(event):
            continue
        if event.kind == "redact":
            redacted.add(str(event.data.get("event", "")))
        elif event.kind == "handout":
            redacted.update(event.data.get("withheld", ()))
        elif event.kind == "recover":
            forgiven.update(event.data.get("after", ()), event.data.get("heads", ()))
    return redacted, forgiven


def _hash_of(event: Event) -> str:
    return event_hash(
        event.event_id,
        event.stream,
        event.seq,
        event.counter,
        event.at,
        event.reader,
        event.kind,
        event.payload_hash,
        event.previous_hash,
    )
