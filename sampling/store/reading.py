"""Recording what a reader finds: every call here is on disk when it returns."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from sampling.clock import Clock, stamp
from sampling.errors import UsageError, unknown
from sampling.findings.findings import CaseRating, Finding, Reading
from sampling.findings.ratings import Rating
from sampling.findings.readers import Assignment
from sampling.framework import Edition
from sampling.store.cases import CaseLine, Cases
from sampling.store.connection import transaction
from sampling.store.raising import LEVELS, OVERALL, RaisingDesk, Record
from sampling.store.rows import select
from sampling.text import clean, clean_line

__all__ = ["LEVELS", "OVERALL", "ReadingDesk"]


class ReadingDesk(RaisingDesk):
    """One reader's work on the cases of one opened inspection file."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        record: Record,
        edition: Edition,
        cases: Cases,
        reader: str,
        clock: Clock,
    ) -> None:
        """Record for this reader; ``record`` appends an event and brings what stands up to date."""
        super().__init__(connection, record, edition, cases)
        self._reader = reader
        self._clock = clock

    def rate(
        self,
        case_id: str,
        criterion: str,
        rating: Rating | None = None,
        *,
        evidence: str | None = None,
        cite: Sequence[str] | None = None,
    ) -> None:
        """Record a rating, its evidence or its citations; what is None stays as it was.

        Args:
            case_id: the case.
            criterion: a criterion of the edition, or ``overall`` for the case rating.
            rating: the answer.
            evidence: what was seen; replaces the evidence there was.
            cite: ids of entries and documents in the case's file; replaces those there were.

        Raises:
            UsageError: if a word is unknown, the case is completed, or an entry is not in the file.
        """
        line = self._open_case(case_id)
        payload: dict[str, Any] = {"case": line.case_id}
        kind = "case_rating"
        if criterion.strip().casefold() != OVERALL:
            kind = "finding"
            payload["criterion"] = self._criterion(line, criterion)
        elif rating is not None and not rating.rated:
            raise UsageError("a case rating is strong, good, needs improvement or serious weakness")
        if rating is not None:
            payload["rating"] = rating.value
        if evidence is not None:
            payload["evidence"] = clean(evidence).text
        if cite is not None:
            payload["citations"] = ",".join(self._known_entries(line, cite))
        if len(payload) <= (2 if kind == "finding" else 1):
            raise UsageError("nothing to record: give a rating, evidence or citations")
        if self._cases.sight(line.case_id).after_seeing(line.case_id):
            payload["after_seeing"] = True
        self._record(kind, payload)

    def finding(self, case_id: str, criterion: str) -> Finding | CaseRating | None:
        """The reader's own finding, or case rating for ``overall``; None where there is none yet."""
        if criterion == OVERALL:
            rows: list[Any] = select(
                self._connection, CaseRating, "case_id = ? AND reader = ?", case_id, self._reader
            )
        else:
            rows = select(
                self._connection,
                Finding,
                "case_id = ? AND reader = ? AND criterion = ?",
                case_id,
                self._reader,
                criterion,
            )
        found: Finding | CaseRating | None = next(iter(rows), None)
        return found

    def findings(self, case_id: str) -> dict[str, Finding]:
        """The reader's own findings of a case, by criterion."""
        rows = select(self._connection, Finding, "case_id = ? AND reader = ?", case_id, self._reader)
        return {row.criterion: row for row in rows}

    def add_entry(self, case_id: str, day: date | None, kind: str, location: str, text: str) -> str:
        """Add an entry seen in the authority's own system; gives the id by which it is cited.

        Args:
            case_id: the case.
            day: the day of the event, or None where it is not known.
            kind: one of the edition's kinds of entry.
            location: where it was seen.
            text: what it says.
        """
        from sampling.findings.fold import entry_id  # long to import, and most cases need it not

        line = self._open_case(case_id)
        word = clean_line(kind).text.casefold().replace(" ", "_").replace("-", "_")
        if word not in self._edition.entry_kinds:
            raise unknown("kind of entry", kind, list(self._edition.entry_kinds))
        if not text.strip():
            raise UsageError("an entry needs a text")
        event = self._record(
            "entry",
            {
                "case": line.case_id,
                "day": day.isoformat() if day else None,
                "kind": word,
                "location": clean_line(location).text,
                "text": clean(text).text,
            },
        )
        return entry_id(event.event_id)

    def missing(self, case_id: str) -> list[str]:
        """What is still wanted before the case can be completed, one line each; nothing when it can be."""
        line = self._cases.case(case_id)
        own = self.findings(line.case_id)
        core = self._edition.area(line.area).core
        lines = [
            f"{criterion}: not rated yet"
            for criterion in core
            if own.get(criterion) is None or own[criterion].rating is None
        ]
        for criterion, found in sorted(own.items()):
            if found.rating and Rating(found.rating).wants_evidence and not found.evidence.strip():
                lines.append(f"{criterion}: '{Rating(found.rating).label}' needs evidence")
        overall = self.finding(line.case_id, OVERALL)
        if overall is None or overall.rating is None:
            lines.append("case rating: not given yet")
        elif Rating(overall.rating).wants_evidence and not overall.evidence.strip():
            lines.append(f"case rating: '{Rating(overall.rating).label}' needs evidence")
        return lines

    def complete(self, case_id: str) -> None:
        """Complete the reader's reading of a case.

        Raises:
            UsageError: if something is still missing, or it is completed already.
        """
        line = self._open_case(case_id)
        missing = self.missing(line.case_id)
        if missing:
            more = f" (and {len(missing) - 3} more)" if len(missing) > 3 else ""
            raise UsageError(f"{line.case_id} cannot be completed yet: {'; '.join(missing[:3])}{more}")
        self._record("complete", {"case": line.case_id})

    def reopen(self, case_id: str, because: str) -> None:
        """Open a completed case again, with the reason."""
        line = self._cases.case(case_id)
        if not self.is_completed(line.case_id):
            raise UsageError(f"{line.case_id} is not completed")
        if not because.strip():
            raise UsageError("reopening a case needs a reason")
        self._record("reopen", {"case": line.case_id, "because": clean(because).text})

    def is_completed(self, case_id: str) -> bool:
        """Whether the reader has completed this case and not reopened it."""
        rows = select(self._connection, Reading, "case_id = ? AND reader = ?", case_id, self._reader)
        return any(row.state == "completed" for row in rows)

    def assign(self, case_id: str, to: str, also: Sequence[str] = ()) -> None:
        """Say who is to read a case, and who else (a second, blind reading)."""
        line = self._cases.case(case_id)
        others = ",".join(clean_line(name).text for name in also)
        self._record("assign", {"case": line.case_id, "to": clean_line(to).text, "also": others})

    def assignment(self, case_id: str) -> Assignment | None:
        """Who is to read a case, or None."""
        return next(iter(select(self._connection, Assignment, "case_id = ?", case_id)), None)

    def save_draft(self, case_id: str, field: str, text: str) -> None:
        """Keep text that is being typed; it is on disk when this returns."""
        with transaction(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?)",
                (
                    self._reader,
                    case_id,
                    field,
                    text.encode("utf-8", "replace").decode(),
                    stamp(self._clock()),
                ),
            )

    def draft(self, case_id: str, field: str) -> str | None:
        """Text that was being typed and is not yet a finding; None where there is none."""
        row = self._connection.execute(
            "SELECT text FROM draft WHERE reader = ? AND case_id = ? AND field = ?",
            (self._reader, case_id, field),
        ).fetchone()
        return str(row[0]) if row else None

    def drop_draft(self, case_id: str, field: str) -> None:
        """Take a draft away, once it is a finding or was given up."""
        with transaction(self._connection):
            self._connection.execute(
                "DELETE FROM draft WHERE reader = ? AND case_id = ? AND field = ?",
                (self._reader, case_id, field),
            )

    def _open_case(self, case_id: str) -> CaseLine:
        line = self._cases.case(case_id)
        if line.role == "removed":
            raise UsageError(f"{line.case_id} was removed from the sample")
        if self.is_completed(line.case_id):
            raise UsageError(f"{line.case_id} is completed: reopen it first, with a reason")
        return line
