"""The fold's steps for lines of enquiry, improvements, agreed findings, audit grades, merged strata."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sampling.findings.enquiries import EnquiryEvidence, Improvement, LineOfEnquiry, MergedStrata
from sampling.findings.events import Event
from sampling.findings.rows import ConclusionRow
from sampling.findings.second_readings import AgreedFinding, AuditGrade

EDITED = ("purpose", "text", "findings", "aim", "place", "state")
"""What an edit of an improvement may change."""


def subject_of(kind: str, data: dict[str, Any]) -> str:
    """What an event of this module's kinds is about; empty for any other."""
    match kind:
        case "enquiry":
            return f"enquiry|{data['id']}"
        case "enquiry_evidence":
            return f"enquiry_evidence|{data['id']}"
        case "improvement":
            return f"improvement|{data['id']}"
        case "moderate":
            return f"agreed|{data['case']}|{data['criterion']}"
        case "audit_grade":
            return f"audit_grade|{data['case']}"
        case "merge_strata":
            return f"strata|{data['draw']}"
        case _:
            return ""


def _enquiry(row: LineOfEnquiry | None, event: Event, data: dict[str, Any]) -> LineOfEnquiry | None:
    if data["action"] == "add":
        return LineOfEnquiry(
            enquiry_id=data["id"],
            question=data["question"],
            start=data["start"],
            source=data.get("source", ""),
            case_id=data.get("case", ""),
            criterion=data.get("criterion", ""),
            judgement=data["judgement"],
            reader=event.reader,
            at=event.at,
            conclusion="",
            concluded_by="",
            concluded_at="",
            state="open",
        )
    if row is None:
        return None
    if data["action"] == "conclude":
        return replace(
            row, conclusion=data["text"], concluded_by=event.reader, concluded_at=event.at, state="concluded"
        )
    return replace(row, state="open")


def _evidence(_row: EnquiryEvidence | None, event: Event, data: dict[str, Any]) -> EnquiryEvidence:
    return EnquiryEvidence(
        evidence_id=data["id"],
        enquiry_id=data["enquiry"],
        step=data["step"],
        level=data.get("level", ""),
        kind=data["kind"],
        case_id=data.get("case", ""),
        criterion=data.get("criterion", ""),
        found_by=data.get("found_by", ""),
        source=data.get("source", ""),
        text=data.get("text", ""),
        reader=event.reader,
        at=event.at,
    )


def _improvement(row: Improvement | None, event: Event, data: dict[str, Any]) -> Improvement | None:
    if data["action"] == "add" and row is not None:
        # The same draft from two laptops is one point, and what was made of it since stays.
        return row
    if data["action"] == "add":
        return Improvement(
            improvement_id=data["id"],
            purpose=data["purpose"],
            text=data["text"],
            area=data.get("area", ""),
            criterion=data.get("criterion", ""),
            findings=data.get("findings", "[]"),
            enquiry_id=data.get("enquiry", ""),
            aim=data.get("aim", ""),
            place=float(data["place"]),
            drafted=int(bool(data.get("drafted", False))),
            reader=event.reader,
            at=event.at,
            changed_at=event.at,
            state="open",
        )
    if row is None:
        return None
    changes = {key: data[key] for key in EDITED if key in data}
    return replace(
        row,
        **changes,
        drafted=0 if "text" in data else row.drafted,
        reader=event.reader,
        changed_at=event.at,
    )


def _moderate(_row: AgreedFinding | None, event: Event, data: dict[str, Any]) -> AgreedFinding:
    return AgreedFinding(
        data["case"],
        data["criterion"],
        data["rating"],
        data["because"],
        data.get("found", "[]"),
        event.reader,
        event.at,
    )


def _audit_grade(_row: AuditGrade | None, event: Event, data: dict[str, Any]) -> AuditGrade:
    return AuditGrade(data["case"], data["grade"], data.get("source", ""), event.reader, event.at)


def _merge_strata(_row: MergedStrata | None, event: Event, data: dict[str, Any]) -> MergedStrata:
    return MergedStrata(data["draw"], int(bool(data["merged"])), data["because"], event.reader, event.at)


STEPS: dict[str, Callable[..., ConclusionRow | None]] = {
    "enquiry": _enquiry,
    "enquiry_evidence": _evidence,
    "improvement": _improvement,
    "moderate": _moderate,
    "audit_grade": _audit_grade,
    "merge_strata": _merge_strata,
}
"""By kind of event: what stands after it."""
