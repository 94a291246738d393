"""Lines of enquiry: questions followed from files up to managers, services and leaders."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, get_args

from sampling.caseload import cohorts
from sampling.errors import UsageError, unknown
from sampling.findings.enquiries import EnquiryEvidence, Level, LineOfEnquiry, Start, Step
from sampling.findings.events import Event
from sampling.findings.findings import Finding
from sampling.findings.ratings import Rating
from sampling.framework import Edition
from sampling.store import state
from sampling.store.cases import Cases
from sampling.text import clean, clean_line

Record = Callable[[str, dict[str, Any]], Event]

STARTS: tuple[Start, ...] = get_args(Start)
STEPS: tuple[Step, ...] = get_args(Step)
LEVELS: tuple[Level, ...] = tuple(level for level in get_args(Level) if level)
SPOKEN_OR_WRITTEN = ("conversation", "document")
"""Kinds of evidence that a person adds in words; findings are gathered."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A line of enquiry with its evidence, and the findings among it as they stand now.

    Attributes:
        enquiry: the line of enquiry.
        evidence: in the order of the steps, then of time.
        findings: the finding of each piece of evidence of kind finding, by the evidence's id.
    """

    enquiry: LineOfEnquiry
    evidence: tuple[EnquiryEvidence, ...]
    findings: dict[str, Finding]

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases it rests on, each once."""
        named = [item.case_id for item in self.evidence if item.case_id]
        return tuple(dict.fromkeys([*([self.enquiry.case_id] if self.enquiry.case_id else []), *named]))

    @property
    def untraced(self) -> tuple[str, ...]:
        """Steps of the way that have no evidence yet."""
        reached = {item.step for item in self.evidence}
        return tuple(step for step in STEPS if step not in reached)


class Enquiring:
    """The lines of enquiry of one opened inspection file."""

    def __init__(
        self, connection: sqlite3.Connection, record: Record, edition: Edition, cases: Cases
    ) -> None:
        """Work over this connection; ``record`` appends an event."""
        self._connection = connection
        self._record = record
        self._edition = edition
        self._cases = cases

    def add(
        self,
        question: str,
        start: str,
        *,
        source: str = "",
        case_id: str = "",
        criterion: str = "",
        judgement: str = "",
    ) -> str:
        """Start a line of enquiry; gives its id.

        Args:
            question: the question.
            start: ``finding``, ``flag``, ``last_report`` or ``self_evaluation``.
            source: the flag's id, or the words of the report or self-evaluation that it starts from.
            case_id: the case of the finding, or of the child with the flag.
            criterion: the criterion of the finding.
            judgement: the judgement it bears on; impact of leaders unless given.

        Raises:
            UsageError: if a word is unknown, or what it starts from is not named.
        """
        if not question.strip():
            raise UsageError("a line of enquiry needs a question")
        word = _word(start, "start of a line of enquiry", STARTS)
        leaders = next(item.id for item in self._edition.judgements if item.kind == "leaders")
        chosen = self._edition.judgement(judgement).id if judgement else leaders
        case = self._cases.case(case_id).case_id if case_id else ""
        said = clean(source).text.strip()
        finding = self._finding(case, criterion) if word == "finding" else None
        if word == "flag":
            said = self._flag(said)
        elif word != "finding" and not said:
            raise UsageError(f"say which words of the {word.replace('_', ' ')} it starts from")
        id_ = f"LE-{uuid.uuid4().hex[:8]}"
        self._record(
            "enquiry",
            {
                "id": id_,
                "action": "add",
                "question": clean(question).text,
                "start": word,
                "source": said,
                "case": case,
                "criterion": finding.criterion if finding else "",
                "judgement": chosen,
            },
        )
        if finding:
            self._add_finding(id_, finding)
        return id_

    def gather(self, enquiry_id: str, criterion: str, *, weak_only: bool = True) -> list[str]:
        """Gather the findings on one criterion across all cases; gives the ids of what was added.

        Args:
            enquiry_id: an open line of enquiry.
            criterion: the criterion.
            weak_only: only findings of needs improvement or serious weakness; else all four ratings.
        """
        enquiry = self._open(enquiry_id)
        wanted = self._edition.criterion(criterion).id
        there = {(item.case_id, item.criterion, item.found_by) for item in self._evidence(enquiry.enquiry_id)}
        sight = self._cases.sight()
        added = []
        for row in state.select(self._connection, Finding, "criterion = ? ORDER BY case_id, reader", wanted):
            rating = Rating(row.rating) if row.rating else None
            fits = rating is not None and (rating.wants_evidence if weak_only else rating.rated)
            known = (row.case_id, row.criterion, row.reader) in there
            if fits and not known and sight.may_see(row.reader, row.case_id):
                added.append(self._add_finding(enquiry.enquiry_id, row))
        return added

    def add_evidence(
        self, enquiry_id: str, step: str, text: str, *, level: str = "", kind: str = "", source: str = ""
    ) -> str:
        """Add what was said or read on the way from the file to its effect; gives the evidence's id.

        Args:
            enquiry_id: an open line of enquiry.
            step: ``file``, ``procedure``, ``oversight`` or ``effect``.
            text: what was said or read.
            level: ``manager``, ``service`` or ``leader``; not needed at the step ``file``.
            kind: ``conversation`` (unless given) or ``document``.
            source: who was spoken to, or which document.
        """
        enquiry = self._open(enquiry_id)
        at = _word(step, "step", STEPS)
        if not text.strip():
            raise UsageError("evidence needs a text")
        if not level and at != "file":
            raise UsageError(f"say at which level: {', '.join(LEVELS)}")
        id_ = f"EV-{uuid.uuid4().hex[:8]}"
        self._record(
            "enquiry_evidence",
            {
                "id": id_,
                "enquiry": enquiry.enquiry_id,
                "step": at,
                "level": _word(level, "level", LEVELS) if level else "",
                "kind": _word(kind, "kind of evidence", SPOKEN_OR_WRITTEN) if kind else "conversation",
                "source": clean_line(source).text,
                "text": clean(text).text,
            },
        )
        return id_

    def conclude(self, enquiry_id: str, text: str) -> None:
        """Conclude a line of enquiry; it stays as it is until reopened."""
        enquiry = self._open(enquiry_id)
        if not text.strip():
            raise UsageError("a conclusion needs a text")
        self._record("enquiry", {"id": enquiry.enquiry_id, "action": "conclude", "text": clean(text).text})

    def reopen(self, enquiry_id: str) -> None:
        """Go on with a concluded line of enquiry; what was concluded stays in sight until it is again."""
        enquiry = self.enquiry(enquiry_id)
        if enquiry.state != "concluded":
            raise UsageError(f"{enquiry.enquiry_id} is not concluded")
        self._record("enquiry", {"id": enquiry.enquiry_id, "action": "reopen"})

    def enquiry(self, enquiry_id: str) -> LineOfEnquiry:
        """One line of enquiry.

        Raises:
            UsageError: if there is none of that id that the viewer may see.
        """
        known = {item.enquiry_id: item for item in self.all()}
        if enquiry_id.strip() not in known:
            raise unknown("line of enquiry", enquiry_id, list(known))
        return known[enquiry_id.strip()]

    def all(self, judgement: str = "") -> list[LineOfEnquiry]:
        """The lines of enquiry that the viewer may see, oldest first; of one judgement, where named."""
        sight = self._cases.sight()
        return [
            row
            for row in state.select(self._connection, LineOfEnquiry, "1 ORDER BY at, enquiry_id")
            if (not judgement or row.judgement == judgement) and sight.may_see(row.reader, row.case_id)
        ]

    def traced(self, enquiry_id: str) -> Traced:
        """One line of enquiry with its evidence, as far as the viewer may see it."""
        enquiry = self.enquiry(enquiry_id)
        evidence = self._evidence(enquiry.enquiry_id)
        found: dict[str, Finding] = {}
        for item in evidence:
            if item.kind == "finding":
                rows = [
                    row
                    for row in self._cases.findings(item.case_id)
                    if (row.criterion, row.reader) == (item.criterion, item.found_by)
                ]
                found.update((item.evidence_id, row) for row in rows)
        return Traced(enquiry, tuple(evidence), found)

    def _evidence(self, enquiry_id: str) -> list[EnquiryEvidence]:
        sight = self._cases.sight()
        rows = state.select(
            self._connection, EnquiryEvidence, "enquiry_id = ? ORDER BY at, evidence_id", enquiry_id
        )
        seen = [row for row in rows if sight.may_see(row.found_by or row.reader, row.case_id)]
        return sorted(seen, key=lambda row: STEPS.index(_step(row.step)))

    def _add_finding(self, enquiry_id: str, finding: Finding) -> str:
        id_ = f"EV-{uuid.uuid4().hex[:8]}"
        self._record(
            "enquiry_evidence",
            {
                "id": id_,
                "enquiry": enquiry_id,
                "step": "file",
                "kind": "finding",
                "case": finding.case_id,
                "criterion": finding.criterion,
                "found_by": finding.reader,
            },
        )
        return id_

    def _finding(self, case_id: str, criterion: str) -> Finding:
        """The finding that a line of enquiry starts from: the first reader's that the viewer may see."""
        if not case_id or not criterion:
            raise UsageError("to start from a finding, name its case and its criterion")
        wanted = self._edition.criterion(criterion).id
        rows = [row for row in self._cases.findings(case_id) if row.criterion == wanted and row.rating]
        if not rows:
            raise UsageError(f"there is no finding on {wanted} in {case_id}")
        return min(rows, key=lambda row: (row.first_at, row.reader))

    def _flag(self, flag: str) -> str:
        known = list(
            dict.fromkeys(name for area in self._edition.areas for name in cohorts.flag_columns(area.id))
        )
        if flag not in known:
            raise unknown("flag", flag, known)
        return flag

    def _open(self, enquiry_id: str) -> LineOfEnquiry:
        enquiry = self.enquiry(enquiry_id)
        if enquiry.state == "concluded":
            raise UsageError(f"{enquiry.enquiry_id} is concluded: reopen it first")
        return enquiry


def _word(text: str, what: str, known: Iterable[str]) -> str:
    """A word of a closed list, written with spaces, hyphens or underscores."""
    word = text.strip().casefold().replace(" ", "_").replace("-", "_")
    choices = list(known)
    if word not in choices:
        raise unknown(what, text, choices)
    return word


def _step(text: str) -> Step:
    return next((step for step in STEPS if step == text), STEPS[-1])
