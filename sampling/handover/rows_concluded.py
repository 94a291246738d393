"""Rows of what was concluded beyond single findings: lines of enquiry, and points of the report."""

from __future__ import annotations

from collections.abc import Iterator

from sampling.findings.enquiries import EnquiryEvidence
from sampling.handover.declaration import Row
from sampling.handover.ground import Ground
from sampling.store.enquiring import Traced


def enquiries(ground: Ground) -> list[Row]:
    """Every line of enquiry that the viewer may see, with its evidence in the order of the steps."""
    desk = ground.inspection.enquiring
    rows: list[Row] = []
    for enquiry in desk.all():
        traced = desk.traced(enquiry.enquiry_id)
        rows.append(
            {
                "enquiry": enquiry.enquiry_id,
                "question": enquiry.question,
                "start": enquiry.start,
                "source": enquiry.source or None,
                "judgement": enquiry.judgement,
                "cases": _cases(ground, traced.cases),
                "evidence": tuple(_evidence(ground, traced)),
                "reader": enquiry.reader,
                "raised_at": enquiry.at,
                "answer": enquiry.conclusion or None,
                "answered_by": enquiry.concluded_by or None,
                "answered_at": enquiry.concluded_at or None,
                "state": enquiry.state,
            }
        )
    return rows


def improvements(ground: Ground) -> list[Row]:
    """Every point of the report in its order, those left out last."""
    edition = ground.inspection.edition
    found = ground.inspection.improving.all(left_out=True)
    # A line of enquiry may have been taken back since, or stay unseen: no key leads there then.
    known = {item.enquiry_id for item in ground.inspection.enquiring.all()}
    ordered = [item for state in ("open", "left_out") for item in found if item.state == state]
    return [
        {
            "improvement": item.improvement_id,
            "purpose": item.purpose,
            "place": place,
            "text": item.text,
            "judgement": edition.area(item.area).judgement if item.area else None,
            "area": item.area or None,
            "criterion": item.criterion or None,
            "cases": _cases(ground, item.cases),
            "findings": tuple(
                sorted(
                    f"{ground.names.case(case)} {criterion}"
                    for case, criterion in item.pairs
                    if case in ground.lines
                )
            ),
            "enquiry": item.enquiry_id if item.enquiry_id in known else None,
            "national_framework": edition.aim(item.aim).name if item.aim else None,
            "drafted": bool(item.drafted),
            "reader": item.reader,
            "at": item.at,
            "changed_at": item.changed_at,
            "state": item.state,
        }
        for place, item in enumerate(ordered, start=1)
    ]


def _cases(ground: Ground, cases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(ground.names.case(case) for case in cases if case in ground.lines))


def _evidence(ground: Ground, traced: Traced) -> Iterator[str]:
    for item in traced.evidence:
        if item.kind == "finding":
            if item.case_id in ground.lines:
                found = traced.findings.get(item.evidence_id)
                rating = (found.rating or "").replace("_", " ") if found else "no longer there"
                yield f"{item.step}: {ground.names.case(item.case_id)} {item.criterion}, {rating}"
        else:
            yield f"{item.step}: {_origin(item)}: {item.text}"


def _origin(item: EnquiryEvidence) -> str:
    level = f", {item.level} level" if item.level else ""
    source = f", {item.source}" if item.source else ""
    return f"{item.kind}{level}{source}"
