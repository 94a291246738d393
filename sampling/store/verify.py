"""Checking a whole inspection file: is every number still the one that was written?"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sampling.errors import IlacsError
from sampling.findings.events import digest, head_digest
from sampling.store import chains, content, shape, state
from sampling.store.connection import UNREADABLE
from sampling.store.draws import redraw_faults
from sampling.store.handed_out import SETTING, handout, handout_if_told, is_handout
from sampling.store.inspection import Inspection
from sampling.store.journal import texts_left, with_texts_left
from sampling.store.materials import Materials
from sampling.text import clean_line

SHOWN = 5
"""Faults named in one check; the rest are counted."""

_OF_A_LIST = re.compile(r"columns_\d{1,2}")


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, whether it held, and what was found."""

    check: str
    ok: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Verification:
    """All checks of a file, and its head digest."""

    ok: bool
    head: str
    checks: tuple[Check, ...]


def verify(inspection: Inspection, noted_head: str = "") -> Verification:
    """Check everything that can be checked.

    Args:
        inspection: the opened file.
        noted_head: a head digest noted elsewhere, to find out whether the journal was cut since.
    """
    try:
        return _verified(inspection, noted_head)
    except UNREADABLE as error:
        damaged = Check("integrity", False, f"too damaged to be checked further ({error}): use 'recover'")
        return Verification(False, "", (damaged,))


def _verified(inspection: Inspection, noted_head: str) -> Verification:
    cut = handout_if_told(inspection.connection)
    steps: list[tuple[str, Callable[[Inspection], Iterator[str]], str]] = [
        ("integrity", _integrity, "SQLite finds no damage"),
        ("journal", _journal, f"{inspection.journal.count()} events, every chain whole"),
        ("settings", _settings, f"as written when the file was {'cut' if cut else 'made'}"),
        ("lists", _lists, "every list has the digest of its import"),
        ("content", _content, "every frame, draw and document has its digest"),
        ("draws", _draws, _draws_fine(inspection, cut is not None)),
        ("materials", _materials, "documents of drawn cases are those of the draw"),
        ("findings", _findings, "folding the journal afresh gives what the screens show"),
        ("subjects", _subjects, "every event is filed under what it is about"),
        ("structure", _structure, "tables and triggers as the program lays them out"),
    ]
    checks = [_check(name, step, inspection, fine) for name, step, fine in steps]
    checks += _recoveries(inspection)
    if noted_head:
        checks.append(
            _check("head", lambda opened: _head(opened, noted_head), inspection, "was a head of this file")
        )
    return Verification(all(check.ok for check in checks), inspection.journal.head(), tuple(checks))


def _draws_fine(inspection: Inspection, cut: bool) -> str:
    """What is said of sound draws; a hand-out has no frame from which they could be made again."""
    count = len(inspection.draws.all())
    if not cut:
        return f"{count} draw(s) made again with the same result"
    return (
        f"{count} draw(s) as recorded; they cannot be made again here, since a hand-out does not hold the "
        "frame: 'verify' of the trainer's file does that"
    )


def _recoveries(inspection: Inspection) -> list[Check]:
    """What earlier recoveries could not save: no fault of the file as it is, but to be known."""
    try:
        return [
            Check(
                "recovery", True, f"recovered on {event.at[:10]} by {event.reader}; lost then: {_short(lost)}"
            )
            for event in inspection.journal.events("recover")
            if (lost := [str(line) for line in event.data.get("lost", ())])
        ]
    except UNREADABLE:
        return []  # the check of the journal names it


def _check(
    name: str, step: Callable[[Inspection], Iterator[str]], inspection: Inspection, fine: str
) -> Check:
    try:
        found = list(step(inspection))
    except (IlacsError, *UNREADABLE) as error:
        return Check(name, False, f"could not be checked: {error}")
    return Check(name, not found, _short(found) if found else fine)


def _short(lines: Sequence[str]) -> str:
    more = f" (and {len(lines) - SHOWN} more)" if len(lines) > SHOWN else ""
    return "; ".join(lines[:SHOWN]) + more


def _integrity(inspection: Inspection) -> Iterator[str]:
    for (line,) in inspection.connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield str(line)
    for row in inspection.connection.execute("PRAGMA foreign_key_check"):
        yield f"a row of {row[0]} names something that is missing"


def _structure(inspection: Inspection) -> Iterator[str]:
    yield from shape.faults(inspection.connection)


def _journal(inspection: Inspection) -> Iterator[str]:
    strict = inspection.connection.text_factory
    # A text that is no text must not keep the others from being checked.
    inspection.connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    try:
        yield from chains.faults(inspection.journal)
    finally:
        inspection.connection.text_factory = strict


def _settings(inspection: Inspection) -> Iterator[str]:
    for (key,) in inspection.connection.execute("SELECT key FROM setting ORDER BY key"):
        if key not in ("settings", SETTING) and not _OF_A_LIST.fullmatch(key):
            yield f"a setting '{clean_line(key[:40]).text}' that the program does not write"
    cut = handout(inspection.connection)
    if is_handout(inspection.connection) and (cut is None or not cut.session):
        yield "it says that it is a hand-out, but no event of its journal says how it was cut"
        return
    if cut is not None:
        if cut.settings != inspection.settings.to_json():
            yield "the settings are not those that were handed out"
        return
    written = next(inspection.journal.events("set_up"), None)
    if written is None:
        yield "the journal does not say how the file was set up"
    elif written.data != inspection.settings.to_json():
        yield "the settings are not those of the journal"


def _lists(inspection: Inspection) -> Iterator[str]:
    cut = handout(inspection.connection)
    # Of several events about one list the last stands: a correction came after the import.
    events = inspection.journal.events("import", "update")
    imported = (item for event in events for item in event.data.get("lists", ()))
    written = {item["list"]: item for item in (cut.lists if cut else imported)}
    for stored in inspection.lists.stored():
        item = written.pop(stored.list, None)
        if item is None:
            yield f"list {stored.list} was never imported"
        elif item["sha256"] != stored.sha256:
            yield f"list {stored.list}: {stored.rows} rows, {item['rows']} imported; its digest differs"
        elif item["columns"] != list(stored.columns):
            yield f"list {stored.list}: the columns that were given are not those of its import"
    for number in written:
        yield f"list {number} is missing"
    given = next(inspection.journal.events("import"), None)
    named = given.data.get("documents") if given is not None and not cut else None
    # Files made before documents had a digest of their own name none.
    if named is not None and named != Materials(inspection.connection).supplied_digest():
        yield "the documents that came with the lists are not those of the import"


def _content(inspection: Inspection) -> Iterator[str]:
    for sha256, kind, body in inspection.connection.execute("SELECT sha256, kind, body FROM content"):
        if digest(body) != sha256:
            yield f"a {kind} was changed ({sha256[:12]})"


def _draws(inspection: Inspection) -> Iterator[str]:
    for entry in inspection.draws.all():
        selection = inspection.draws.selection(entry.draw)
        if selection.frame_sha256 != entry.frame_sha256:
            yield f"draw {entry.draw}: not from the frame that the journal names"
            continue
        if is_handout(inspection.connection):
            continue
        for fault in redraw_faults(inspection.draws, selection):
            yield f"draw {entry.draw}: {fault}"
    yield from inspection.roster.faults()


def _materials(inspection: Inspection) -> Iterator[str]:
    materials = Materials(inspection.connection)
    for entry in inspection.draws.all():
        code = inspection.edition.area(entry.area).code
        cases = [f"{code}-{item.child}" for item in inspection.draws.selection(entry.draw).tickets]
        if materials.digest(cases) != entry.materials_sha256:
            yield f"draw {entry.draw}: a case's documents are not those written at the draw"
    for target in inspection.roster.targeted():
        case_id = f"{inspection.edition.area(target.area).code}-{target.child}"
        if materials.digest([case_id]) != target.materials_sha256:
            yield f"targeted case {case_id}: its documents are not those it was given"
    chosen = _chosen(inspection)
    for case_id, sha256 in inspection.connection.execute("SELECT case_id, sha256 FROM material"):
        json.loads(content.fetch(inspection.connection, sha256))
        if case_id not in chosen and not is_handout(inspection.connection):
            yield f"case {case_id} has documents, but was never drawn or targeted"


def _chosen(inspection: Inspection) -> set[str]:
    """Every case that was ever drawn or targeted, whether it still stands or was taken back."""
    left = texts_left(inspection.journal.events("redact"))
    events = with_texts_left(inspection.journal.events("target"), left)
    ever = [(str(event.data.get("area", "")), str(event.data.get("child", ""))) for event in events]
    for entry in inspection.draws.all():
        ever += [(entry.area, item.child) for item in inspection.draws.selection(entry.draw).tickets]
    codes = {area.id: area.code for area in inspection.edition.areas}
    return {f"{codes.get(area)}-{child}" for area, child in ever}


def _findings(inspection: Inspection) -> Iterator[str]:
    folded = state.rebuild(inspection.journal)
    differing = [
        subject for subject, row in state.standing(inspection.connection) if folded.pop(subject, None) != row
    ]
    for subject in sorted((*differing, *folded)):
        yield f"{subject.replace('|', ' ')}: the table does not say what the journal says"


def _subjects(inspection: Inspection) -> Iterator[str]:
    """Whether undoing, and the order of what was recorded, go by the events that they should."""
    filed = 0
    for event, subject in state.subjects(inspection.journal):
        there = inspection.connection.execute(
            "SELECT 1 FROM event_subject WHERE subject = ? AND event_id = ?", (subject, event.event_id)
        ).fetchone()
        filed += there is not None
        if there is None and event.payload:
            yield f"event {event.event_id} ({event.kind}): not filed under {subject.replace('|', ' ')}"
    (rows,) = inspection.connection.execute("SELECT count(*) FROM event_subject").fetchone()
    if rows > filed:
        yield f"{rows - filed} event(s) are filed under what they are not about"


def _head(inspection: Inspection, noted: str) -> Iterator[str]:
    """Whether a noted digest was the head of this file, or of one merged into it, at some time."""
    frontier: dict[str, dict[str, str]] = {}
    for event in inspection.journal.events():
        seen = frontier.setdefault(event.stream, {})
        if event.kind == "open":
            seen.update(event.data.get("heads", {}))
        seen[event.stream] = event.hash
        if head_digest(seen) == noted:
            return
    yield "the noted head is not in this file's history: its journal was cut or rewritten since"
