"""Undo and redo: events like any other, naming the one they take back; one's own only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sampling.errors import UsageError
from sampling.findings.events import UNDOABLE, Event, describe
from sampling.findings.fold import subject_of
from sampling.store.journal import Journal

Record = Callable[[str, dict[str, Any]], Event]


class History:
    """One reader's history in one opened inspection file; it outlives the program."""

    def __init__(self, journal: Journal, record: Record, reader: str) -> None:
        """Undo this reader's own events."""
        self._journal = journal
        self._record = record
        self._reader = reader

    def undo(self) -> str:
        """Take back the reader's last event that still counts; says what it was.

        Raises:
            UsageError: if there is nothing to undo.
        """
        done, _undone = self._stacks()
        if not done:
            raise UsageError("nothing to undo")
        return self._write("undo", done[-1])

    def redo(self) -> str:
        """Bring back what was last undone, unless something was recorded since; says what it was.

        Raises:
            UsageError: if there is nothing to redo.
        """
        _done, undone = self._stacks()
        if not undone:
            raise UsageError("nothing to redo")
        return self._write("redo", undone[-1])

    def _write(self, kind: str, event: Event) -> str:
        subject = subject_of(event.kind, event.reader, event.event_id, event.data)
        self._record(kind, {"event": event.event_id, "subject": subject})
        return describe(event.kind, event.data)

    def _stacks(self) -> tuple[list[Event], list[Event]]:
        """What can be undone and what can be redone, each with the next one last."""
        done: list[Event] = []
        undone: list[Event] = []
        for event in self._journal.events_by(self._reader, UNDOABLE | {"undo", "redo"}):
            if not event.payload:
                continue
            if event.kind in UNDOABLE:
                done.append(event)
                undone.clear()
                continue
            source, target = (done, undone) if event.kind == "undo" else (undone, done)
            named = event.data.get("event")
            for place in range(len(source) - 1, -1, -1):
                if source[place].event_id == named:
                    target.append(source.pop(place))
                    break
        return done, undone
