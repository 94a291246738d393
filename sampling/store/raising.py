"""Raising questions and concerns on cases, and recording what came back."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Sequence
from typing import Any

from sampling.errors import UsageError, unknown
from sampling.findings.events import Event
from sampling.findings.raised import Concern, Query
from sampling.framework import Edition
from sampling.store.cases import CaseLine, Cases
from sampling.store.rows import select
from sampling.text import clean, clean_line

Record = Callable[[str, dict[str, Any]], Event]

OVERALL = "overall"
"""As a criterion: the case rating."""

LEVELS = ("immediate", "practice")
"""Levels of a concern: risk now, or practice to put right."""


class RaisingDesk:
    """Open questions on cases, and children referred back to the authority."""

    def __init__(
        self, connection: sqlite3.Connection, record: Record, edition: Edition, cases: Cases
    ) -> None:
        """Raise over this connection; ``record`` appends an event."""
        self._connection = connection
        self._record = record
        self._edition = edition
        self._cases = cases
        self._on_file: tuple[object, ...] = ()
        self._ids: tuple[str, ...] = ()

    def query(self, case_id: str, text: str, criterion: str = "") -> str:
        """Raise an open question on a case; gives its id."""
        line = self._cases.case(case_id)
        if not text.strip():
            raise UsageError("a query needs a text")
        id_ = f"Q-{uuid.uuid4().hex[:8]}"
        chosen = self._criterion(line, criterion) if criterion and criterion != OVERALL else criterion
        self._record(
            "query",
            {"id": id_, "action": "add", "case": line.case_id, "criterion": chosen, "text": clean(text).text},
        )
        return id_

    def answer_query(self, query: str, text: str) -> None:
        """Answer an open question."""
        found = self._find(Query, "query_id", query)
        payload = {"id": found.query_id, "action": "answer", "case": found.case_id}
        self._record("query", {**payload, "text": clean(text).text})

    def close_query(self, query: str) -> None:
        """Close a question."""
        found = self._find(Query, "query_id", query)
        self._record("query", {"id": found.query_id, "action": "close", "case": found.case_id})

    def concern(
        self,
        case_id: str,
        level: str,
        text: str,
        raised_to: str = "",
        *,
        criterion: str = "",
        cite: Sequence[str] = (),
    ) -> str:
        """Refer a child back to the authority; gives the concern's id.

        Args:
            case_id: the case.
            level: ``immediate`` or ``practice``.
            text: the concern.
            raised_to: who was told.
            criterion: the criterion it was met at, where there is one.
            cite: ids of the entries and documents of the case's file that it rests on.
        """
        line = self._cases.case(case_id)
        word = level.strip().casefold()
        if word not in LEVELS:
            raise unknown("level of concern", level, list(LEVELS))
        if not text.strip():
            raise UsageError("a concern needs a text")
        id_ = f"C-{uuid.uuid4().hex[:8]}"
        self._record(
            "concern",
            {
                "id": id_,
                "action": "add",
                "case": line.case_id,
                "level": word,
                "text": clean(text).text,
                "raised_to": clean_line(raised_to).text,
                "criterion": self._criterion(line, criterion) if criterion else "",
                "citations": ",".join(self._known_entries(line, cite)),
            },
        )
        return id_

    def answer_concern(self, concern: str, text: str, satisfied: bool | None = None) -> None:
        """Record what the authority answered, and whether the inspector is satisfied."""
        found = self._find(Concern, "concern_id", concern)
        self._record(
            "concern",
            {
                "id": found.concern_id,
                "action": "answer",
                "case": found.case_id,
                "text": clean(text).text,
                "satisfied": satisfied,
            },
        )

    def close_concern(self, concern: str) -> None:
        """Close a concern: the inspector is satisfied."""
        found = self._find(Concern, "concern_id", concern)
        self._record("concern", {"id": found.concern_id, "action": "close", "case": found.case_id})

    def queries(self, case_id: str = "") -> list[Query]:
        """Questions on one case, or all, that the reader may see."""
        sight = self._cases.sight(case_id)
        rows = select(self._connection, Query, "? = '' OR case_id = ? ORDER BY at", case_id, case_id)
        return [row for row in rows if sight.may_see(row.reader, row.case_id)]

    def concerns(self, case_id: str = "") -> list[Concern]:
        """Concerns on one case, or all, that the reader may see."""
        sight = self._cases.sight(case_id)
        rows = select(self._connection, Concern, "? = '' OR case_id = ? ORDER BY raised_at", case_id, case_id)
        return [row for row in rows if sight.may_see(row.reader, row.case_id)]

    def _criterion(self, line: CaseLine, criterion: str) -> str:
        found = self._edition.criterion(criterion).id
        area = self._edition.area(line.area)
        if all(item.criterion != found for item in area.criteria):
            raise UsageError(f"{found} is not a criterion of {area.name.lower()}")
        return found

    def _known_entries(self, line: CaseLine, cite: Sequence[str]) -> list[str]:
        wanted = list(dict.fromkeys(item.strip() for item in cite if item.strip()))
        if not wanted:
            return []
        known = self._ids_on_file(line.case_id)
        for item in wanted:
            if item not in known:
                raise unknown(f"entry of {line.case_id}", item, list(known))
        return wanted

    def _ids_on_file(self, case_id: str) -> tuple[str, ...]:
        """What can be cited in a case; its file is built once, and again where it may have changed since."""
        state = (case_id, self._cases.made_of(case_id))
        if self._on_file != state:
            file = self._cases.file(case_id)
            self._ids = (*(entry.id for entry in file.chronology), *(item.id for item in file.documents))
            self._on_file = state
        return self._ids

    def _find(self, kind: Any, column: str, id: str) -> Any:
        rows = select(self._connection, kind, f"{column} = ?", clean_line(id).text)
        if not rows:
            raise UsageError(f"there is no {column.removesuffix('_id')} '{id[:40]}'")
        return rows[0]
