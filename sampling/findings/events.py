"""Events: what the journal holds, how they are chained, and what each kind is about.

An event is written once and never changed. Its hash covers every field but the payload itself,
whose own hash it covers: so a payload can be blanked by a redaction and the chain still checks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the journal.

    Attributes:
        event_id: unique everywhere.
        stream: the writing session of the program that made it.
        seq: 1, 2, 3 ... within the stream.
        counter: Lamport clock; the fold's order is (counter, stream, seq).
        at: the instant, ISO 8601 UTC.
        reader: who made it.
        kind: what sort of event it is.
        payload: JSON text; empty once redacted.
        payload_hash: SHA-256 of the payload as written.
        previous_hash: hash of the stream's event before, empty for its first.
        hash: SHA-256 of all the above but the payload.
    """

    event_id: str
    stream: str
    seq: int
    counter: int
    at: str
    reader: str
    kind: str
    payload: str
    payload_hash: str
    previous_hash: str
    hash: str

    @property
    def order(self) -> tuple[int, str, int]:
        """The event's place in the fold."""
        return (self.counter, self.stream, self.seq)

    @property
    def data(self) -> dict[str, Any]:
        """The payload as a mapping; empty once redacted."""
        loaded = json.loads(self.payload) if self.payload else {}
        return loaded if isinstance(loaded, dict) else {}


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical_json(value: object) -> str:
    """JSON with sorted keys and no spaces: the same text for the same value everywhere."""
    return _ENCODER.encode(value)


def digest(text: str) -> str:
    """SHA-256 over UTF-8, as 64 lower-case hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def event_hash(
    event_id: str,
    stream: str,
    seq: int,
    counter: int,
    at: str,
    reader: str,
    kind: str,
    payload_hash: str,
    previous_hash: str,
) -> str:
    """The hash that chains an event to the one before it in its stream."""
    fields = [event_id, stream, seq, counter, at, reader, kind, payload_hash, previous_hash]
    return digest(canonical_json(fields))


def make_event(
    event_id: str,
    stream: str,
    seq: int,
    counter: int,
    at: str,
    reader: str,
    kind: str,
    payload: Payload,
    previous_hash: str,
) -> Event:
    """An event with its hashes worked out."""
    text = canonical_json(payload)
    payload_hash = digest(text)
    hash_ = event_hash(event_id, stream, seq, counter, at, reader, kind, payload_hash, previous_hash)
    return Event(event_id, stream, seq, counter, at, reader, kind, text, payload_hash, previous_hash, hash_)


def head_digest(heads: Mapping[str, str]) -> str:
    """One digest of the whole journal: over each stream's last hash, in the streams' order."""
    return digest("".join(f"{stream} {hash_}\n" for stream, hash_ in sorted(heads.items())))


UNDOABLE = frozenset(
    {
        "finding",
        "case_rating",
        "entry",
        "query",
        "concern",
        "complete",
        "reopen",
        "assign",
        "judge",
        "remove",
        "target",
        "count",
        "enquiry",
        "enquiry_evidence",
        "improvement",
        "moderate",
        "audit_grade",
        "merge_strata",
    }
)
"""Kinds that a reader can take back; draws, extensions, freezes and imports stay for ever."""

CHANGES_ROSTER = ("draw", "removal", "target")
"""First parts of subjects on which the list of cases depends."""


def describe(kind: str, data: Payload) -> str:
    """An event in a few words, for undo messages and histories."""
    case = data.get("case", "")
    match kind:
        case "finding":
            what = _changed(data)
            return f"{what} of {data.get('criterion', '')} in {case}"
        case "case_rating":
            return f"case {_changed(data)} of {case}"
        case "entry":
            return f"entry added to {case}"
        case "query" | "concern":
            return f"{_raised(kind, str(data.get('action', 'add')))} on {case}"
        case "complete":
            return f"completing {case}"
        case "reopen":
            return f"reopening {case}"
        case "assign":
            return f"assigning {case} to {data.get('to', '')}"
        case "remove":
            return f"removing child {data.get('child', '')}"
        case "target":
            return f"targeting child {data.get('child', '')}"
        case "count":
            return f"counting draw {data.get('draw', '')}"
        case "merge_strata":
            what = "merging" if data.get("merged") else "parting"
            return f"{what} thin strata of draw {data.get('draw', '')}"
        case "judge":
            return f"judgement of {str(data.get('judgement', '')).replace('_', ' ')}"
        case "enquiry" | "improvement":
            what = "line of enquiry" if kind == "enquiry" else "point of the report"
            return f"{what} {data.get('id', '')}: {str(data.get('action', 'add')).replace('_', ' ')}"
        case "enquiry_evidence":
            return f"evidence of line of enquiry {data.get('enquiry', '')}"
        case "moderate":
            return f"agreed {_changed(data)} of {data.get('criterion', '')} in {case}"
        case _:
            return kind.replace("_", " ") + (f" of {case}" if case else "")


def _raised(kind: str, action: str) -> str:
    match action:
        case "add":
            return "query raised" if kind == "query" else "concern referred"
        case "answer":
            return f"answer to a {kind}"
        case "close":
            return f"closing of a {kind}"
        case _:
            return f"{kind}, {action.replace('_', ' ')},"


def _changed(data: Payload) -> str:
    if data.get("rating") is not None:
        return f"rating '{str(data['rating']).replace('_', ' ')}'"
    if "evidence" in data:
        return "evidence"
    return "citations"
