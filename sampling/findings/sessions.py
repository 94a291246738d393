"""Training sessions as the fold has them: who reads, by which key, and whether the debrief is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sampling.findings.events import Event


@dataclass(frozen=True, slots=True)
class Session:
    """A session of readers on one draw; the field names are the columns in the inspection file.

    Attributes:
        session: its name.
        key_sha256: digest of the answer key; empty where the session has none.
        minutes: the time limit, 0 for none.
        readers: the readers' names, joined with commas.
        shared: how many files everybody reads.
        own: how many files each reads alone.
        reader: who set it up.
        at: when.
        debrief: ``closed`` or ``open``.
        opened_by: who opened the debrief, or empty.
        opened_at: when, or empty.
        keyed: 1 once the key has been imported.
    """

    session: str
    key_sha256: str
    minutes: int
    readers: str
    shared: int
    own: int
    reader: str
    at: str
    debrief: str
    opened_by: str
    opened_at: str
    keyed: int

    @property
    def names(self) -> tuple[str, ...]:
        """The readers, in order."""
        return tuple(name for name in self.readers.split(",") if name)

    @property
    def open(self) -> bool:
        """Whether the debrief is open, so that everybody may see everything."""
        return self.debrief == "open"


def subject_of(kind: str, data: dict[str, Any]) -> str:
    """What an event of this module's kinds is about; empty for any other."""
    return f"session|{data['session']}" if kind in ("session", "debrief") else ""


def _session(_row: Session | None, event: Event, data: dict[str, Any]) -> Session:
    return Session(
        session=data["session"],
        key_sha256=data["key_sha256"],
        minutes=data["minutes"],
        readers=data["readers"],
        shared=data["shared"],
        own=data["own"],
        reader=event.reader,
        at=event.at,
        debrief="closed",
        opened_by="",
        opened_at="",
        keyed=0,
    )


def _debrief(row: Session | None, event: Event, data: dict[str, Any]) -> Session | None:
    """Opened once and for good; a key that was missing then may come later."""
    if row is None:
        return None
    keyed = int(bool(row.keyed or data["keyed"]))
    if row.open:
        return replace(row, keyed=keyed)
    return replace(row, debrief="open", opened_by=event.reader, opened_at=event.at, keyed=keyed)


STEPS: dict[str, Callable[..., Session | None]] = {"session": _session, "debrief": _debrief}
"""The fold's steps by kind of event."""
