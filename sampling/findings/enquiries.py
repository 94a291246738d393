"""What is concluded beyond single findings, as it stands after the fold: one frozen row each.

The names of the fields are also the names of the columns in the inspection file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

Start = Literal["finding", "flag", "last_report", "self_evaluation"]
"""What a line of enquiry starts from."""

Step = Literal["file", "procedure", "oversight", "effect"]
"""The way a line of enquiry is traced: the file, the procedure behind it, who watched, what came of it."""

Level = Literal["", "manager", "service", "leader"]
"""The level that evidence comes from; empty for a child's file itself."""

EvidenceKind = Literal["finding", "conversation", "document"]
"""What a piece of evidence is."""

Purpose = Literal["improve", "strength", "priority_action"]
"""What a point of the report says: what needs to improve, a strength, an area for priority action."""


@dataclass(frozen=True, slots=True)
class LineOfEnquiry:
    """A question followed from files up to managers and leaders.

    Attributes:
        enquiry_id: its id.
        question: the question.
        start: what it started from, as in ``Start``.
        source: the flag's id, or the words of the report or self-evaluation; empty for a finding.
        case_id: the case of the finding or flag it started from, or empty.
        criterion: the criterion of that finding, or empty.
        judgement: the judgement it bears on.
        reader: who started it.
        at: when.
        conclusion: what was found in the end; empty while it is open.
        concluded_by: who concluded it.
        concluded_at: when.
        state: ``open`` or ``concluded``.
    """

    enquiry_id: str
    question: str
    start: str
    source: str
    case_id: str
    criterion: str
    judgement: str
    reader: str
    at: str
    conclusion: str
    concluded_by: str
    concluded_at: str
    state: str

    @property
    def start_words(self) -> str:
        """What it started from, in words: ``last report``, ``self-evaluation``."""
        return self.start.replace("_", "-" if self.start == "self_evaluation" else " ")


@dataclass(frozen=True, slots=True)
class EnquiryEvidence:
    """One piece of evidence of a line of enquiry.

    Attributes:
        evidence_id: its id.
        enquiry_id: the line of enquiry.
        step: how far along the way it stands, as in ``Step``.
        level: whom it comes from, as in ``Level``.
        kind: as in ``EvidenceKind``.
        case_id: for a finding, its case; else empty.
        criterion: for a finding, its criterion.
        found_by: for a finding, its reader.
        source: who was spoken to, or which document.
        text: what was said or read; may be empty for a finding, which has words of its own.
        reader: who added it.
        at: when.
    """

    evidence_id: str
    enquiry_id: str
    step: str
    level: str
    kind: str
    case_id: str
    criterion: str
    found_by: str
    source: str
    text: str
    reader: str
    at: str


@dataclass(frozen=True, slots=True)
class Improvement:
    """A point of the report: what needs to improve, a strength, or an area for priority action.

    Attributes:
        improvement_id: its id.
        purpose: as in ``Purpose``.
        text: the point, in words.
        area: the area it is about, or empty.
        criterion: the criterion it is about, or empty.
        findings: the findings it is tied to, as JSON pairs of case and criterion; ``pairs`` reads them.
        enquiry_id: the line of enquiry it is tied to, or empty.
        aim: the outcome or enabler of the National Framework it is tied to, or empty.
        place: where it stands among those of its purpose; smaller is earlier.
        drafted: 1 where the program drafted it and nobody has changed its words.
        reader: who wrote it or changed it last.
        at: when it was first written.
        changed_at: when it was last changed.
        state: ``open`` or ``left_out``.
    """

    improvement_id: str
    purpose: str
    text: str
    area: str
    criterion: str
    findings: str
    enquiry_id: str
    aim: str
    place: float
    drafted: int
    reader: str
    at: str
    changed_at: str
    state: str

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Case and criterion of each finding it is tied to."""
        return tuple((str(case), str(criterion)) for case, criterion in json.loads(self.findings or "[]"))

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases of those findings, each once."""
        return tuple(dict.fromkeys(case for case, _ in self.pairs))


@dataclass(frozen=True, slots=True)
class MergedStrata:
    """Whether strata of a draw that are too thin for an interval are put together, and why.

    Attributes:
        draw: the draw.
        merged: 1 where they are put together, 0 where they stay apart after all.
        because: the reason.
        reader: who decided it.
        at: when.
    """

    draw: str
    merged: int
    because: str
    reader: str
    at: str
