"""Opening a session's debrief: an event that lets everybody see, and brings in the key."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from sampling.errors import FileError, IlacsError, UsageError
from sampling.findings.readers import Reader
from sampling.findings.sessions import Session
from sampling.store import Inspection, handed_out, state
from sampling.store.comparing import key_text, marks, planted
from sampling.store.connection import transaction
from sampling.store.room import room_of
from sampling.training import key as keys
from sampling.training.collect import progress, remarks
from sampling.training.comparison import compared
from sampling.training.debrief import Debrief, ReaderPage, debrief
from sampling.training.keeping import session_of
from sampling.training.key import AnswerKey


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening did: whether the key is in the file, and what is to be said, one line each."""

    keyed: bool
    notices: tuple[str, ...]


def why_not_here(inspection: Inspection) -> str:
    """Why no debrief can be opened in a file; empty where it can."""
    if session_of(inspection) is None:
        return f"{inspection.path.name} belongs to no training session, so it has no debrief"
    if handed_out.is_handout(inspection.connection):
        return "the debrief is opened in the trainer's collected file, not in a hand-out"
    return ""


def open_debrief(inspection: Inspection, key_path: Path) -> Opened:
    """Open the debrief of a session, for good; a key that was missing may be brought in later.

    Args:
        inspection: the collected file, or a shared one, opened for writing.
        key_path: the trainer's key.

    Raises:
        UsageError: if the file belongs to no session, or is a hand-out of one reader.
        ReadOnlyError: if it is open for reading only.
    """
    why = why_not_here(inspection)
    session = session_of(inspection)
    if why or session is None:
        raise UsageError(why)
    if session.keyed:
        return Opened(True, ())
    text, notices = "", []
    if session.key_sha256:
        try:
            text = _checked(key_path, session.key_sha256)
        except IlacsError as error:
            notices.append(f"{error}: readers are compared with each other only")
    if not session.open or text:
        with transaction(inspection.connection):
            if text:
                handed_out.keep_key(inspection.connection, text, session.key_sha256)
            inspection.record("debrief", {"session": session.session, "keyed": bool(text)})
    return Opened(bool(text), tuple(notices))


def load_debrief(inspection: Inspection) -> Debrief:
    """The debrief of a file whose debrief is open, or of an inspection that belongs to no session.

    Without a session there is no key, and only what the viewer may see is compared.

    Raises:
        UsageError: if the debrief is closed.
    """
    if inspection.cases.sight().debrief_closed:
        raise UsageError("the debrief of this session is closed: the trainer opens it")
    simulated = frozenset(row.reader for row in state.select(inspection.connection, Reader, "simulated = 1"))
    seen = marks(inspection)
    key = planted(inspection)
    lines = inspection.cases.all()
    areas = room_of(inspection, seen, key)
    compared_readers = compared(seen, key, simulated=simulated)
    found = debrief(inspection.edition, lines, compared_readers, _key(inspection), areas)
    session = session_of(inspection)
    read = progress(inspection, session) if session else ()
    said = tuple(line for reader in read for line in remarks(reader, session)) if session else ()
    return replace(found, about=_about(inspection, session), remarks=said)


def _about(inspection: Inspection, session: Session | None) -> str:
    authority = inspection.settings.authority
    if session is None:
        return f"{authority}: readers of the same cases beside each other."
    opened = f"opened by {session.opened_by}, {session.opened_at[:10]}"
    key = "with the key" if session.keyed else "without the key"
    return f"Session {session.session}: {authority} (synthetic), {opened}, {key}."


def pages_for(inspection: Inspection, found: Debrief) -> tuple[ReaderPage, ...]:
    """The private pages that the viewer may open: a reader of a session only the own one, others all."""
    session = session_of(inspection)
    if session is None or inspection.reader not in session.names:
        return found.readers
    return tuple(page for page in found.readers if page.reader == inspection.reader)


def check_key(inspection: Inspection, path: Path) -> None:
    """Refuse a key that is not the session's, before anything is opened with it.

    Raises:
        FileError: if it cannot be read, or is another session's.
    """
    session = session_of(inspection)
    if session is not None and session.key_sha256:
        _checked(path, session.key_sha256)


def _checked(path: Path, sha256: str) -> str:
    """The key's text, if it is the one that was handed out by its digest."""
    key = keys.read(path)
    if key.sha256 != sha256:
        raise FileError(f"{path.name} is not the key of this session: its digest differs")
    return key.text


def _key(inspection: Inspection) -> AnswerKey | None:
    text = key_text(inspection)
    return keys.parse(text) if text else None
