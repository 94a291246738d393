"""What the debrief asks in a form: to be opened, and where its pages go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sampling.errors import UsageError
from sampling.findings.sessions import Session
from sampling.store import Inspection
from sampling.training import key as keys
from sampling.training.collect import ReaderProgress
from sampling.training.folder import SessionFolder
from sampling.training.opening import check_key
from tui.screens.asking import Field, Form
from tui.widgets.words import count

_SURE = (("yes", "Open it: from then on everybody may see everything, for good"), ("no", "Not yet"))
_KEY_ONLY = (("yes", "Take the key in, for good"), ("no", "Not yet"))


def open_form(
    inspection: Inspection,
    session: Session,
    readers: Sequence[ReaderProgress],
    take: Callable[[Path], None],
) -> Form:
    """Open a debrief, or bring in a key that was missing then; asks once more, since it cannot be undone.

    Args:
        inspection: the opened file.
        session: its session.
        readers: how far each came.
        take: what to do with the key's path once the answer is yes.
    """

    def record(answers: Mapping[str, str]) -> str:
        if answers["sure"] != "yes":
            raise UsageError("nothing was opened: choose 1 to open it, or leave with esc")
        typed = answers.get("key", "").strip()
        path = Path(typed).expanduser()
        if typed:
            check_key(inspection, path)
        elif session.open:
            raise UsageError("type the path of the key")
        take(path)
        return "opening the debrief"

    fields = [Field("sure", "Are you sure?", "choice", _KEY_ONLY if session.open else _SURE)]
    if session.key_sha256:
        beside = _key_beside(inspection)
        label = (
            "The session's key" if session.open else "The session's key; empty to compare readers without it"
        )
        fields.insert(0, Field("key", label, value=str(beside) if beside else ""))
    left = [item.reader for item in readers if item.completed < item.assigned]
    about = [f"{count(len(left), 'reader')} not done yet: {', '.join(left)}"] if left else []
    title = "Bring in the key of" if session.open else "Open the debrief of"
    return Form(f"{title} session {session.session}", fields, record, about, "Open")


def pages_form(inspection: Inspection, pages: int, take: Callable[[Path], None]) -> Form:
    """Where the pages go.

    Args:
        inspection: the opened file.
        pages: how many readers' pages there are for the viewer.
        take: what to do with the folder.
    """

    def record(answers: Mapping[str, str]) -> str:
        folder = Path(answers["folder"].strip()).expanduser()
        if not answers["folder"].strip() or not folder.is_dir():
            raise UsageError(f"there is no folder {answers['folder'].strip()}".rstrip())
        take(folder)
        return "writing the pages"

    about = [
        "debrief.md and debrief.html for the room, over those of an earlier debrief.",
        f"In pages, {count(pages, 'private page')} for readers, as .md and .html.",
    ]
    fields = [Field("folder", "Folder", value=str(inspection.path.parent))]
    return Form("Save the debrief's pages", fields, record, about, "Save")


def _key_beside(inspection: Inspection) -> Path | None:
    """The key where a session's folder has it, or beside the file under its name."""
    folder = SessionFolder(inspection.path.parent)
    return next((path for path in (keys.path_of(inspection.path), folder.key) if path.is_file()), None)
