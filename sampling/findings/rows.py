"""Any row that the fold makes."""

from __future__ import annotations

from typing import TypeAlias

from sampling.findings.drawn import CountedDraw, DrawEntry, FrozenFrame, RemovedCase, TargetedCase
from sampling.findings.enquiries import EnquiryEvidence, Improvement, LineOfEnquiry, MergedStrata
from sampling.findings.findings import CaseRating, Finding, HandEntry, Reading
from sampling.findings.judgements import JudgementEntry
from sampling.findings.raised import Concern, Query
from sampling.findings.readers import Assignment, Reader, TimeSpent
from sampling.findings.second_readings import AgreedFinding, AuditGrade
from sampling.findings.sessions import Session

ConclusionRow: TypeAlias = (
    LineOfEnquiry | EnquiryEvidence | Improvement | AgreedFinding | AuditGrade | MergedStrata
)
"""Any row of what is concluded beyond single findings."""

Row: TypeAlias = (
    Finding
    | CaseRating
    | Reading
    | Assignment
    | HandEntry
    | Query
    | Concern
    | JudgementEntry
    | FrozenFrame
    | DrawEntry
    | RemovedCase
    | TargetedCase
    | CountedDraw
    | Reader
    | TimeSpent
    | ConclusionRow
    | Session
)
"""Any row that the fold makes."""
