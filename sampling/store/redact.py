"""Taking a wrong name out of what was recorded, so that the chain of the journal still checks.

The payload of the event is blanked, and a new event says who did so and why. What was rated, and of which
case, still stands; every text of the event reads ``[redacted]``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sampling.errors import FileError, IlacsError, UsageError
from sampling.findings.events import CHANGES_ROSTER, Event, describe
from sampling.findings.fold import subject_of
from sampling.store import backups, state
from sampling.store.connection import transaction
from sampling.store.inspection import Inspection
from sampling.store.visibility import Sight
from sampling.text import clean

MASK = "[redacted]"
"""What stands in the place of every text of a redacted event."""

CANNOT = (
    "copies, exports and reports made before still hold it; merging a copy with this file redacts it there",
    "documents and lists that came from the authority are known by their digests and cannot be changed here",
    "the disk itself may keep traces of what was overwritten; only an encrypted disk makes those unreadable",
)
"""What a redaction cannot reach, to be shown whenever one is made."""

STRUCTURE = frozenset(
    {
        "action",
        "also",
        "area",
        "case",
        "child",
        "citations",
        "criterion",
        "day",
        "draw",
        "grade",
        "id",
        "indication",
        "judgement",
        "kind",
        "level",
        "materials_sha256",
        "rating",
        "reason",
        "to",
        "aim",
        "enquiry",
        "found",
        "found_by",
        "findings",
        "place",
        "purpose",
        "start",
        "state",
        "step",
    }
)
"""Fields that say what an event is about, in words of the program: these stay. All other texts go."""

FIXED = frozenset(
    {
        "open",
        "set_up",
        "import",
        "update",
        "freeze",
        "draw",
        "extend",
        "complete",
        "undo",
        "redo",
        "redact",
        "recover",
        "sign_in",
        "session",
        "handout",
        "debrief",
    }
)
"""Kinds that hold nobody's free text, or on which the checking of the file rests."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """What a redaction did.

    Attributes:
        event_id: the event that was blanked.
        what: the event in a few words.
        backups_removed: files of the backups' folder that were removed, since they held it.
        remains: where it still stands although it should not, one line each; usually nothing.
    """

    event_id: str
    what: str
    backups_removed: int
    remains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the file where a text stands.

    Attributes:
        event_id: the event that ``redact`` would take; empty where it stands elsewhere.
        where: the place in a few words.
    """

    event_id: str
    where: str


def redact(inspection: Inspection, event_id: str, because: str) -> Redaction:
    """Blank one event for good, with the reason; what it says of ratings and cases still stands.

    Args:
        inspection: opened for writing.
        event_id: the event's id, or at least its first eight characters, or the id of an added entry.
        because: the reason, without the name itself; it is kept for ever.

    Raises:
        UsageError: if there is no such event, it holds no text, or no reason is given.
        ReadOnlyError: if the file is open for reading only.
    """
    event = _find(inspection, event_id)
    reason = clean(because).text.strip()
    if not reason:
        raise UsageError("redacting needs a reason, without the name itself")
    data = event.data
    stands = _masked(data)
    gone = _free(data)
    if any(text.casefold() in reason.casefold() for text in gone if len(text) > 2):
        raise UsageError("the reason repeats what is to be redacted, and is kept for ever: put it otherwise")
    what = _what(event, stands, _hidden(inspection.cases.sight(), event))
    with transaction(inspection.connection):
        inspection.record("redact", {"event": event.event_id, "because": reason, "stands": stands})
        _blank(inspection, event, stands, gone)
    remains, removed = _sweep(inspection)
    return Redaction(event.event_id, what, removed, tuple(remains))


def mentions(inspection: Inspection, text: str) -> list[Mention]:
    """Where a text stands in the file, in any case of letters: events, drafts, documents and lists.

    Args:
        inspection: the opened file.
        text: a name, as it was written.
    """
    wanted = text.casefold().strip()
    if not wanted:
        raise UsageError("say which text to look for")
    return list(_mentions(inspection, wanted))


def _find(inspection: Inspection, event_id: str) -> Event:
    wanted = event_id.strip().casefold().removeprefix("e-")
    found = [event for event in inspection.journal.events() if event.event_id.startswith(wanted)]
    if len(wanted) < 8 or not found:
        raise UsageError(f"there is no event '{event_id.strip()[:40]}'")
    if len(found) > 1:
        raise UsageError(f"several events begin with '{wanted[:40]}': give more of the id")
    (event,) = found
    if not event.payload:
        raise UsageError(f"event {event.event_id} was redacted already")
    if event.kind in FIXED or _masked(event.data) == event.data:
        raise UsageError(f"event {event.event_id} ({event.kind}) holds no text that could be redacted")
    return event


def _masked(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value if key in STRUCTURE or not _texts(value) else MASK for key, value in data.items()}


def _texts(value: object) -> list[str]:
    """Every text within a value that says something."""
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, (list, tuple)):
        return [text for item in value for text in _texts(item)]
    return []


def _free(data: dict[str, Any]) -> list[str]:
    """The texts of an event that a redaction would take."""
    stands = _texts(_masked(data))
    return [text for text in _texts(data) if text not in stands]


def _hidden(sight: Sight, event: Event) -> bool:
    """Whether the viewer may not see yet what the event says of its case."""
    return event.kind not in FIXED and not sight.may_see(event.reader, str(event.data.get("case", "")))


def _what(event: Event, stands: dict[str, Any], hidden: bool) -> str:
    """The event in a few words; only of which case it is, where the viewer may not see it yet."""
    if hidden:
        return f"a record of {event.data.get('case') or 'this inspection'}, which you may not see yet"
    return describe(event.kind, stands)


def _blank(inspection: Inspection, event: Event, stands: dict[str, Any], gone: list[str]) -> None:
    connection = inspection.connection
    connection.execute("UPDATE journal SET payload = '' WHERE event_id = ?", (event.event_id,))
    connection.executemany("DELETE FROM draft WHERE text = ?", [(text,) for text in gone])
    subject = subject_of(event.kind, event.reader, event.event_id, stands)
    if not subject:
        return
    try:
        state.refold(connection, inspection.journal, subject)
    except (KeyError, ValueError, TypeError) as error:
        raise IlacsError(f"event {event.event_id} ({event.kind}) cannot be redacted: {error!r}") from error
    if subject.partition("|")[0] in CHANGES_ROSTER:
        inspection.roster.refresh()


def _sweep(inspection: Inspection) -> tuple[list[str], int]:
    """Rewrite the file without its unused pages, fold its log in, and renew its backups."""
    remains: list[str] = []
    try:
        inspection.connection.execute("VACUUM")
        inspection.rest()
    except sqlite3.OperationalError as error:
        remains.append(f"unused parts of the file could not be rewritten ({error}): redact again later")
    try:
        return remains, backups.renew(inspection.path, inspection.clock)
    except (FileError, OSError) as error:
        remains.append(f"the backups made before still hold it, since no new one could be made ({error})")
    return remains, 0


def _mentions(inspection: Inspection, wanted: str) -> Iterator[Mention]:
    sight = inspection.cases.sight()
    for event in inspection.journal.events():
        if sight.debrief_closed and event.reader != sight.viewer and event.kind not in FIXED:
            continue
        hidden = _hidden(sight, event)
        texts = _free(event.data) if hidden else _texts(event.data)
        if any(wanted in text.casefold() for text in texts):
            fixed = event.kind in FIXED or _masked(event.data) == event.data
            what = f"{event.at[:16].replace('T', ' ')}, {event.reader}: {_what(event, event.data, hidden)}"
            yield Mention("" if fixed else event.event_id, what)
    for reader, case_id, text in inspection.connection.execute("SELECT reader, case_id, text FROM draft"):
        if wanted in text.casefold() and (reader == sight.viewer or not sight.debrief_closed):
            yield Mention("", f"a draft of {reader} in {case_id}")
    if sight.debrief_closed:
        yield Mention("", "what others recorded was not searched: the debrief of this session is closed")
    kinds: dict[str, int] = {}
    for kind, body in inspection.connection.execute("SELECT kind, body FROM content"):
        if wanted in body.casefold():
            kinds[kind] = kinds.get(kind, 0) + 1
    for kind, count in sorted(kinds.items()):
        yield Mention("", f"{count} {kind}(s) written at the draw, which cannot be changed here")
    for number in inspection.lists.supplied():
        count = sum(
            any(wanted in str(value).casefold() for value in row.values.values())
            for row in inspection.lists.rows(number)
        )
        if count:
            yield Mention("", f"{count} row(s) of list {number}, which cannot be changed here")
