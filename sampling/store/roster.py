"""The list of cases after the draw: removing with a stand-in, targeting, which draw counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from sampling.caseload.casefile import DocumentSource, Material
from sampling.draw import roster
from sampling.draw.selection import Removal
from sampling.errors import UsageError, unknown
from sampling.findings.drawn import DrawEntry, RemovedCase, TargetedCase
from sampling.findings.events import Event
from sampling.framework import Edition
from sampling.store import state
from sampling.store.connection import transaction
from sampling.store.draws import Draws
from sampling.store.journal import first_recorded
from sampling.store.materials import Materials
from sampling.text import clean, clean_line

_REMOVED = first_recorded("'removal|' || draw || '|' || child")
_TARGETED = first_recorded("'target|' || area || '|' || child")

Record = Callable[[str, dict[str, Any]], Event]
CaseRow = tuple[str | int, ...]


class Roster:
    """Who is read, who waits, who was put aside, in one opened inspection file."""

    def __init__(
        self, connection: sqlite3.Connection, record: Record, edition: Edition, draws: Draws
    ) -> None:
        """Work on the list of cases over this connection; ``record`` appends an event."""
        self._connection = connection
        self._record = record
        self._edition = edition
        self._draws = draws
        self._materials = Materials(connection)

    def remove(self, case_id: str, reason: str, agreed_by: str) -> str:
        """Put a sampled case aside; the next reserve of its stratum stands in.

        Args:
            case_id: a sampled case.
            reason: a code of the edition's closed list.
            agreed_by: the second person who agreed.

        Returns:
            The case that stands in; empty where the stratum's reserve is spent.
        """
        row = self._connection.execute(
            "SELECT draw, child FROM drawn_case WHERE case_id = ? AND role = 'sampled'", (case_id,)
        ).fetchone()
        if row is None:
            raise UsageError(f"'{case_id}' is no sampled case, so it cannot be removed")
        code = reason.strip().casefold().replace(" ", "_").replace("-", "_")
        chosen = self._edition.removal_reasons.get(code)
        if chosen is None:
            raise unknown("reason", reason, list(self._edition.removal_reasons))
        second = clean_line(agreed_by).text
        if not second:
            raise UsageError("removing a case needs the name of a second person who agreed")
        draw, child = row
        self._record(
            "remove",
            {
                "draw": draw,
                "child": child,
                "reason": chosen.code,
                "kind": chosen.kind,
                "agreed_by": second,
            },
        )
        stands_in = self._connection.execute(
            "SELECT case_id FROM drawn_case WHERE draw = ? AND replaces = ?", (draw, case_id)
        ).fetchone()
        return str(stands_in[0]) if stands_in else ""

    def target(self, area: str, child: str, because: str, documents: DocumentSource | None = None) -> str:
        """Add a child chosen for a reason; gives the case's id.

        Raises:
            UsageError: if the child is not in the area's frame, is sampled already, or no reason is given.
        """
        found = self._edition.area(area)
        if not because.strip():
            raise UsageError("a targeted case needs a reason")
        frame = self._draws.frame(found.id)
        if child not in set(frame.ids):
            raise UsageError(f"child '{child[:40]}' is not in the frame of {found.name.lower()}")
        case_id = f"{found.code}-{child}"
        taken = self._connection.execute(
            "SELECT role FROM drawn_case WHERE case_id = ? AND role IN ('sampled', 'targeted')", (case_id,)
        ).fetchone()
        if taken:
            raise UsageError(f"{case_id} is {taken[0]} already")
        material = documents.material(child, found.id) if documents else Material()
        with transaction(self._connection):
            self._materials.keep(case_id, child, material)
            self._record(
                "target",
                {
                    "area": found.id,
                    "child": child,
                    "because": clean(because).text,
                    "materials_sha256": self._materials.digest([case_id]),
                },
            )
        return case_id

    def count(self, area: str, draw: str, because: str) -> None:
        """Let another draw of an area count than its first, with a reason."""
        entry = self._draws.entry(draw)
        found = self._edition.area(area)
        if entry.area != found.id:
            raise UsageError(f"draw '{draw}' is of {entry.area.replace('_', ' ')}")
        if not because.strip():
            raise UsageError("letting another draw count needs a reason")
        self._record("count", {"area": found.id, "draw": draw, "because": clean(because).text})

    def removals(self, draw: str) -> list[RemovedCase]:
        """What was removed from a draw, in the order in which it was."""
        return state.select(self._connection, RemovedCase, f"draw = ? ORDER BY {_REMOVED}, child", draw)

    def targeted(self) -> list[TargetedCase]:
        """Every targeted child, in the order in which they were added."""
        return state.select(self._connection, TargetedCase, f"1 ORDER BY {_TARGETED}, child")

    def refresh(self) -> None:
        """Work the list of cases out afresh, in the caller's transaction."""
        self._connection.execute("DELETE FROM drawn_case")
        self._connection.executemany(
            "INSERT INTO drawn_case VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", self._rows()
        )

    def faults(self) -> list[str]:
        """Where the list of cases is not what the draws, removals and targets give."""
        columns = "case_id, draw, area, child, stratum, ticket, place, role, replaces"
        stored = set(self._connection.execute(f"SELECT {columns} FROM drawn_case"))  # noqa: S608
        return [
            f"case {row[0]} of {row[1] or 'the targeted'} is not as drawn"
            for row in sorted(stored ^ set(self._rows()))
        ]

    def _rows(self) -> list[CaseRow]:
        rows: list[CaseRow] = []
        for entry in self._draws.all():
            rows.extend(self._drawn(entry))
        for place, target in enumerate(self.targeted(), start=1):
            code = self._edition.area(target.area).code
            case_id = f"{code}-{target.child}"
            rows.append((case_id, "", target.area, target.child, "", "", place, "targeted", ""))
        return rows

    def _drawn(self, entry: DrawEntry) -> list[CaseRow]:
        code = self._edition.area(entry.area).code
        removed = [
            Removal(
                row.child,
                row.reason,
                "out_of_scope" if row.kind == "out_of_scope" else "not_available",
                row.agreed_by,
            )
            for row in self.removals(entry.draw)
        ]
        return [
            (
                f"{code}-{line.child}",
                entry.draw,
                entry.area,
                line.child,
                line.stratum,
                line.ticket,
                line.order,
                line.role,
                f"{code}-{line.replaces}" if line.replaces else "",
            )
            for line in roster.roster(self._draws.selection(entry.draw), removed)
        ]
