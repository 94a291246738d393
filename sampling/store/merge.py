"""Merging the files of several laptops: the union of their journals, and nothing else.

The union does not depend on the order of the files, and merging again changes nothing; so nothing is
written into the journal about the merge itself.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from sampling.clock import system_clock
from sampling.errors import FileError, UsageError
from sampling.findings.drawn import TargetedCase
from sampling.findings.events import Event, digest
from sampling.findings.findings import CaseRating, Finding
from sampling.store import chains, keyed, shape, state, union
from sampling.store.connection import clear_away, connect, publish, transaction
from sampling.store.copying import copy
from sampling.store.handed_out import is_handout
from sampling.store.inspection import Inspection
from sampling.store.journal import Journal, insert


@dataclass(frozen=True, slots=True)
class Overtaken:
    """An answer that one reader id gave in two files that did not know each other.

    Attributes:
        reader: the reader's id.
        case: the case's id.
        criterion: the criterion's id, or ``case rating``.
    """

    reader: str
    case: str
    criterion: str

    def __str__(self) -> str:
        """In words."""
        return f"{self.criterion} in {self.case} by {self.reader}"


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge brought together.

    Attributes:
        events: events in the merged journal.
        added: by file, the events that no file before it had.
        overtaken: findings on which one reader id wrote in two files at once; both stand in the
            journal, and the later in the fold's order counts.
        differences: where two readers' ratings differ; both stand, as readers' differences.
    """

    events: int
    added: tuple[tuple[str, int], ...]
    overtaken: tuple[Overtaken, ...]
    differences: tuple[str, ...]


def merge(out: Path, sources: Sequence[Path]) -> MergeReport:
    """Merge inspection files of one inspection into a new one.

    Args:
        out: the merged file; never overwritten.
        sources: two files or more.

    Raises:
        UsageError: for fewer than two files.
        FileError: if a file is not sound, of another inspection, has other lists, or has another draw of
            the same name; nothing is left behind.
    """
    if len(sources) < 2:
        raise UsageError("a merge needs two files or more")
    if out.exists():
        raise FileError(f"{out}: exists already, and is never overwritten")
    partial = out.with_name(f".{out.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        with ExitStack() as opened:
            files = [
                opened.enter_context(Inspection.open(source, read_only=True, reader="merge"))
                for source in sources
            ]
            _comparable(files)
            copy(_latest_lists(files).path, partial)
            _lock_like(files, partial)
            report = _merge_into(partial, files)
        publish(partial, out)
    finally:
        clear_away(partial)
    return report


def _comparable(files: Sequence[Inspection]) -> None:
    """Refuse files of different inspections, and files that are not sound."""
    for inspection in files:
        if inspection.settings.inspection != files[0].settings.inspection:
            raise FileError(f"{inspection.path.name} is of another inspection than {files[0].path.name}")
        fault = next(chain(shape.faults(inspection.connection), chains.faults(inspection.journal)), "")
        if fault:
            raise FileError(f"{inspection.path.name} is not sound, so nothing was merged: {fault}")
        for sha256, kind, body in inspection.connection.execute("SELECT sha256, kind, body FROM content"):
            if digest(body) != sha256:
                raise FileError(
                    f"{inspection.path.name} is not sound, so nothing was merged: a {kind} was changed"
                )


def _latest_lists(files: Sequence[Inspection]) -> Inspection:
    """The file whose lists hold every import that any of them had."""
    imports = {
        id(file): {event.event_id for event in file.journal.events("import", "update")} for file in files
    }
    # A hand-out's lists are cut to the drawn children, so that it is built on only where all are hand-outs.
    latest = max(
        files,
        key=lambda file: (
            not is_handout(file.connection),
            len(imports[id(file)]),
            keyed.is_locked(file.path),
            file.path.name,
        ),
    )
    for file in files:
        if not imports[id(file)] <= imports[id(latest)]:
            raise FileError(
                f"{file.path.name} and {latest.path.name} were each given other lists, so they are not one "
                "caseload any more: bring the corrected lists into one of them only, then merge"
            )
    return latest


def _lock_like(files: Sequence[Inspection], partial: Path) -> None:
    """Lock the file that is merged into as the first locked one of those that go into it, if any is."""
    locked = next((file.path for file in files if keyed.is_locked(file.path)), None)
    if locked is not None and not keyed.is_locked(partial):
        from sampling.store import passphrase

        passphrase.turn(partial, keyed.key_of(locked))


def _merge_into(partial: Path, files: Sequence[Inspection]) -> MergeReport:
    connection = connect(partial, read_only=False)
    try:
        with transaction(connection):
            materials = sorted({row for file in files for row in _materials(file)})
            for file in files:
                _take_texts(connection, file)
            added = _take_events(connection, files)
            _one_draw_a_name(Journal(connection, system_clock))
            union.fold_afresh(connection)
            _settle_materials(connection, materials)
    finally:
        connection.close()
    with Inspection.open(partial, reader="merge", rolling=False) as merged:
        with transaction(merged.connection):
            merged.roster.refresh()
        return MergeReport(
            merged.journal.count(), added, _overtaken(merged.journal), tuple(_differences(merged))
        )


def _materials(file: Inspection) -> Iterator[tuple[str, str]]:
    yield from file.connection.execute("SELECT case_id, sha256 FROM material")


def _take_texts(connection: sqlite3.Connection, file: Inspection) -> None:
    """Put a file's frames, draws, documents and drafts to those there are."""
    for table in ("content", "supplied_document"):
        rows = file.connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - constant names
        marks = ", ".join("?" * len(rows.description))
        connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)  # noqa: S608
    union.add_drafts(connection, file.connection.execute(f"SELECT {union.DRAFT_COLUMNS} FROM draft"))  # noqa: S608


def _take_events(connection: sqlite3.Connection, files: Sequence[Inspection]) -> tuple[tuple[str, int], ...]:
    """Put every file's events to those there are; gives by file what no file before it had."""
    present = {event_id for (event_id,) in connection.execute("SELECT event_id FROM journal")}
    known: dict[tuple[str, int], Event] = {}
    added = []
    for file in files:
        new = 0
        for event in file.journal.events():
            there = known.setdefault((event.stream, event.seq), event)
            if there.hash != event.hash:
                raise FileError(
                    f"{file.path.name}: event {event.event_id} stands where another file has "
                    f"{there.event_id}; one of the two was rewritten"
                )
            new += there is event
            if event.event_id not in present:
                insert(connection, event)
                present.add(event.event_id)
        added.append((file.path.name, new))
    return tuple(added)


def _one_draw_a_name(journal: Journal) -> None:
    drawn: dict[str, tuple[str, ...]] = {}
    for event in journal.events("draw"):
        data = event.data
        same = (data["frame_sha256"], data["selection_sha256"], data["materials_sha256"])
        other = drawn.setdefault(data["draw"], same)
        if other[:2] != same[:2]:
            raise FileError(
                f"the files have different draws called '{data['draw']}' (another seed, size or frame): "
                "they cannot be one sample, so nothing was merged"
            )
        if other != same:
            raise FileError(
                f"draw '{data['draw']}' was made twice with different documents (by different versions of "
                "the program?): nothing was merged; copy the drawn file to the other laptops instead"
            )


def _settle_materials(connection: sqlite3.Connection, materials: Sequence[tuple[str, str]]) -> None:
    """Give every case the documents that its standing draw or target names, whatever the files' order."""
    named = {target.materials_sha256 for target in state.select(connection, TargetedCase)}
    chosen: dict[str, str] = {}
    for case_id, sha256 in materials:
        if case_id not in chosen or digest(f"{case_id} {sha256}\n") in named:
            chosen[case_id] = sha256
    connection.executemany("INSERT OR REPLACE INTO material VALUES (?, ?)", chosen.items())


def _differences(merged: Inspection) -> Iterator[str]:
    """Where two readers answered differently, in the cases' order; read without anybody's blinds on.

    Before a session's debrief not even that is told.
    """
    if merged.cases.sight().debrief_closed:
        return
    seen: dict[tuple[str, str], set[str]] = {}
    for finding in state.select(merged.connection, Finding):
        if finding.rating:
            seen.setdefault((finding.case_id, finding.criterion), set()).add(finding.rating)
    for rating in state.select(merged.connection, CaseRating):
        if rating.rating:
            seen.setdefault((rating.case_id, "case rating"), set()).add(rating.rating)
    for (case_id, criterion), ratings in sorted(seen.items()):
        if len(ratings) > 1:
            yield f"{criterion} in {case_id}"


def _overtaken(journal: Journal) -> tuple[Overtaken, ...]:
    """Where one reader wrote about one thing in two streams that did not know each other's writing."""
    known = _known_heads(journal)
    last: dict[tuple[str, str, str], Event] = {}
    found: list[Overtaken] = []
    for event in journal.events("finding", "case_rating"):
        if not event.payload:
            continue
        data = event.data
        key = (event.reader, data["case"], data.get("criterion", "case rating"))
        before = last.get(key)
        if before is not None and before.stream != event.stream:
            aware = known.get(event.stream, {}).get(before.stream, 0) >= before.seq
            if not aware:
                found.append(Overtaken(*key))
        last[key] = event
    return tuple(dict.fromkeys(found))


def _known_heads(journal: Journal) -> dict[str, dict[str, int]]:
    """By stream: how far each other stream was when it began."""
    seq_of: dict[str, tuple[str, int]] = {}
    opened: dict[str, dict[str, str]] = {}
    for event in journal.events():
        seq_of[event.hash] = (event.stream, event.seq)
        if event.kind == "open":
            opened[event.stream] = event.data.get("heads", {})
    return {
        stream: dict(seq_of[hash_] for hash_ in heads.values() if hash_ in seq_of)
        for stream, heads in opened.items()
    }
