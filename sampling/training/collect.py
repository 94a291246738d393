"""Collecting a session: the readers' files brought together, and who is missing, late or unfinished."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sampling.errors import FileError
from sampling.findings.findings import CaseRating, Finding, Reading
from sampling.findings.readers import Assignment, Reader
from sampling.findings.sessions import Session
from sampling.store import Inspection, state
from sampling.store.connection import clear_away, replace
from sampling.store.merge import MergeReport, Overtaken, merge
from sampling.training.counted import counted
from sampling.training.folder import SUFFIX, SessionFolder
from sampling.training.keeping import session_of
from sampling.training.returned import look_at, oddities, why_no_file


@dataclass(frozen=True, slots=True)
class ReaderProgress:
    """How far one reader came.

    Attributes:
        reader: the reader.
        assigned: files to read.
        completed: of those, completed.
        rated: ratings given, case ratings among them.
        alike: whether three ratings or more were given and all are the same.
        minutes: from the first thing recorded to the last; None where nothing was.
        over: minutes beyond the time limit, 0 where within it or without one.
        after_debrief: findings recorded after the debrief was opened.
        simulated: whether it is the reader of a rehearsal.
    """

    reader: str
    assigned: int
    completed: int
    rated: int
    alike: bool
    minutes: int | None
    over: int
    after_debrief: int
    simulated: bool


@dataclass(frozen=True, slots=True)
class Collection:
    """What was collected.

    Attributes:
        collected: the file that holds it.
        files: names of the files that were brought together.
        readers: how far each came, in the session's order and then whoever else recorded.
        notices: what is missing, late or wrong, one line each; the rest went on without it.
    """

    collected: Path
    files: tuple[str, ...]
    readers: tuple[ReaderProgress, ...]
    notices: tuple[str, ...]


def collect(folder: SessionFolder, more: Sequence[Path] = ()) -> Collection:
    """Bring the readers' files together into the folder's collected file; may be done again and again.

    Args:
        folder: the session's folder; the files in its ``hand-outs`` are taken.
        more: further files from elsewhere, or folders of them.

    Raises:
        FileError: if there is no session here, or the collected file is open or cannot be written.
    """
    folder.checked()
    with Inspection.open(folder.master, read_only=True, reader="merge") as master:
        session = session_of(master)
        inspection = master.settings.inspection
    if session is None:
        raise FileError(f"{folder.master}: holds no session")
    returned = [look_at(path, inspection) for path in _paths(folder, more)]
    taken = [item.path for item in returned if not item.fault]
    overtaken, notices = _bring_together(folder, taken)
    notices += oddities(returned, overtaken)
    with Inspection.open(folder.collected, read_only=True, reader="merge") as inspected:
        # Its debrief may have been opened meanwhile, which the trainer's own file does not know.
        session = session_of(inspected) or session
        readers = progress(inspected, session)
    for reader in readers:
        why = "" if reader.rated else why_no_file(folder, reader.reader, returned)
        notices += [f"{reader.reader}: {why}"] if why else remarks(reader, session)
    return Collection(folder.collected, tuple(path.name for path in taken), readers, tuple(notices))


def progress(inspection: Inspection, session: Session) -> tuple[ReaderProgress, ...]:
    """How far each reader came; counts and times only, so that it may be told before the debrief."""
    connection = inspection.connection
    found: list[Finding | CaseRating] = [
        *state.select(connection, Finding),
        *state.select(connection, CaseRating),
    ]
    simulated = {row.reader for row in state.select(connection, Reader, "simulated = 1")}
    names = list(dict.fromkeys((*session.names, *sorted({item.reader for item in found}))))
    assigned = state.select(connection, Assignment)
    done = state.select(connection, Reading, "state = 'completed'")
    return tuple(
        _progress(
            name,
            [item for item in found if item.reader == name],
            {row.case_id for row in assigned if name in (row.reader, *row.also.split(","))},
            {row.case_id for row in done if row.reader == name},
            session,
            name in simulated,
        )
        for name in names
    )


def remarks(reader: ReaderProgress, session: Session) -> Iterator[str]:
    """What is to be said of a reader, one line each; nothing where all is as it should be."""
    name = reader.reader
    if name not in session.names:
        yield f"{name}: recorded findings, and is no reader of this session"
    if not reader.rated:
        yield f"{name}: rated nothing"
        return
    if reader.completed < reader.assigned:
        yield f"{name}: completed {reader.completed} of {reader.assigned} files"
    if reader.alike:
        yield f"{name}: rated everything alike, so a coefficient says nothing of this reader"
    if reader.over:
        yield f"{name}: took {counted(reader.minutes or 0, 'minute')}, {reader.over} more than the limit"
    if reader.after_debrief:
        late = counted(reader.after_debrief, "finding")
        yield f"{name}: recorded {late} late, after the debrief was opened"


def _progress(
    name: str,
    own: Sequence[Finding | CaseRating],
    assigned: set[str],
    completed: set[str],
    session: Session,
    simulated: bool,
) -> ReaderProgress:
    ratings = [item.rating for item in own if item.rating]
    times = sorted(time for item in own for time in (item.first_at, item.changed_at))
    minutes = _minutes(times[0], times[-1]) if times else None
    # A simulated reader writes everything at once, so that its time says nothing.
    over = max(0, (minutes or 0) - session.minutes) if session.minutes and not simulated else 0
    return ReaderProgress(
        reader=name,
        assigned=len(assigned),
        completed=len(completed & assigned) if assigned else len(completed),
        rated=len(ratings),
        alike=len(ratings) > 2 and len(set(ratings)) == 1,
        minutes=minutes,
        over=over,
        after_debrief=sum(session.open and item.changed_at > session.opened_at for item in own),
        simulated=simulated,
    )


def _minutes(start: str, end: str) -> int:
    first, last = (datetime.fromisoformat(text) for text in (start, end))
    return round((last - first).total_seconds() / 60)


def _paths(folder: SessionFolder, more: Sequence[Path]) -> list[Path]:
    """The files in the session's folder of hand-outs, and further ones or those in folders, each once."""
    found: dict[Path, Path] = {}
    for place in (*([folder.hand_outs] if folder.hand_outs.is_dir() else []), *more):
        for path in sorted(place.glob(f"*{SUFFIX}")) if place.is_dir() else [place]:
            found.setdefault(path.resolve(), path)
    return [*found.values()]


def _bring_together(folder: SessionFolder, taken: list[Path]) -> tuple[tuple[Overtaken, ...], list[str]]:
    """Merge into the collected file; what cannot be merged goes from the list, and is said in a line."""
    base = [path for path in (folder.master, folder.collected) if path.exists()]
    notices: list[str] = []
    with ExitStack() as held:
        if folder.collected.exists():
            before = held.enter_context(Inspection.open(folder.collected, reader="merge", rolling=False))
            if before.read_only:
                raise FileError(f"{folder.collected}: {before.why_read_only}")
        partial = folder.collected.with_name(f".{folder.collected.name}.{uuid.uuid4().hex[:8]}.part")
        try:
            while isinstance(done := _merge(partial, base, taken, notices), Path):
                taken.remove(done)
            held.close()
            replace(partial, folder.collected)
        finally:
            clear_away(partial)
    return done.overtaken, notices


def _merge(partial: Path, base: list[Path], taken: list[Path], notices: list[str]) -> Path | MergeReport:
    """Merge; gives the file that stands in the way, after saying so, or how it went."""
    sources = [*base, *taken]
    if len(sources) < 2:
        sources *= 2
    try:
        return merge(partial, sources)
    except FileError as error:
        guilty = next((path for path in taken if _spoils(base, path)), None)
        if guilty is None:
            raise
        notices.append(f"{guilty.name}: left out ({error})")
        return guilty


def _spoils(base: list[Path], path: Path) -> bool:
    """Whether a file cannot be merged even with the trainer's files alone."""
    trial = base[0].with_name(f".trial.{uuid.uuid4().hex[:8]}.part")
    try:
        merge(trial, [*base, path])
    except FileError:
        return True
    finally:
        clear_away(trial)
    return False
