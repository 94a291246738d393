"""Rows of what was found: findings, case ratings and concerns that the viewer may see."""

from __future__ import annotations

from collections.abc import Iterable

from sampling.findings.enquiries import AgreedFinding
from sampling.findings.findings import CaseRating, Concern, Finding
from sampling.findings.ratings import Rating
from sampling.handover.declaration import Row
from sampling.handover.ground import Ground
from sampling.store import state
from sampling.store.readings import AGREED, OVERALL


def findings(ground: Ground) -> list[Row]:
    """Every visible finding of the cases in the list, and what was agreed instead of some."""
    agreed = _agreed(ground)
    rows = [
        {
            **_found(ground, finding),
            "criterion": finding.criterion,
            "counts": finding.rating is not None
            and (finding.case_id, finding.criterion) not in agreed
            and ground.enters_of(finding.case_id, finding.reader),
        }
        for finding in state.select(ground.inspection.connection, Finding)
        if _may_be_shown(ground, finding)
    ]
    rows += [
        {**_as_agreed(ground, row), "criterion": row.criterion}
        for row in agreed.values()
        if row.criterion != OVERALL
    ]
    return _numbered(rows, ("case", "reader", "criterion"))


def case_ratings(ground: Ground) -> list[Row]:
    """Every visible case rating of the cases in the list, and what was agreed instead of some."""
    agreed = _agreed(ground)
    rows = [
        {
            **_found(ground, rating),
            "counts": rating.rating is not None
            and Rating(rating.rating).rated
            and (rating.case_id, OVERALL) not in agreed
            and ground.enters_of(rating.case_id, rating.reader),
        }
        for rating in state.select(ground.inspection.connection, CaseRating)
        if _may_be_shown(ground, rating)
    ]
    rows += [_as_agreed(ground, row) for row in agreed.values() if row.criterion == OVERALL]
    return _numbered(rows, ("case", "reader"))


def concerns(ground: Ground) -> list[Row]:
    """Every visible concern, in the order raised."""
    return [
        {
            "concern": concern.concern_id,
            "case": ground.names.case(concern.case_id),
            "reader": concern.reader,
            "level": concern.level,
            "text": concern.text,
            "raised_to": concern.raised_to or None,
            "raised_at": concern.raised_at,
            "response": concern.response or None,
            "response_at": concern.response_at or None,
            "satisfied": None if concern.satisfied is None else bool(concern.satisfied),
            "state": concern.state,
            "criterion": concern.criterion or None,
            "citations": tuple(ground.names.citation(item) for item in concern.citations.split(",") if item),
        }
        for concern in ground.inspection.reading.concerns()
        if concern.case_id in ground.lines
    ]


def left_out(ground: Ground) -> tuple[int, int]:
    """How many records the viewer may not see yet, and how many are of cases no longer in the list."""
    connection = ground.inspection.connection
    records: list[Finding | CaseRating | Concern] = [
        *state.select(connection, Finding),
        *state.select(connection, CaseRating),
        *state.select(connection, Concern),
    ]
    visible = [record for record in records if ground.sight.may_see(record.reader, record.case_id)]
    gone = sum(record.case_id not in ground.lines for record in visible)
    return len(records) - len(visible), gone


def _may_be_shown(ground: Ground, record: Finding | CaseRating) -> bool:
    return record.case_id in ground.lines and ground.sight.may_see(record.reader, record.case_id)


def _agreed(ground: Ground) -> dict[tuple[str, str], AgreedFinding]:
    """What was agreed, by case and criterion, of the cases in the list."""
    rows = ground.inspection.moderating.agreed()
    return {(row.case_id, row.criterion): row for row in rows if row.case_id in ground.lines}


def _as_agreed(ground: Ground, row: AgreedFinding) -> Row:
    return {
        "reader": AGREED,
        "case": ground.names.case(row.case_id),
        "rating": row.rating,
        "evidence": row.because,
        "citations": (),
        "first_at": row.at,
        "changed_at": row.at,
        "after_seeing": True,
        "counts": ground.enters(row.case_id),
    }


def _found(ground: Ground, record: Finding | CaseRating) -> Row:
    return {
        "reader": record.reader,
        "case": ground.names.case(record.case_id),
        "rating": record.rating,
        "evidence": record.evidence,
        "citations": tuple(ground.names.citation(entry) for entry in record.citations.split(",") if entry),
        "first_at": record.first_at,
        "changed_at": record.changed_at,
        "after_seeing": bool(record.after_seeing),
    }


def _numbered(rows: Iterable[Row], by: tuple[str, ...]) -> list[Row]:
    """Rows sorted as they are written, so that their order tells nothing of real ids."""
    ordered = sorted(rows, key=lambda row: tuple(str(row[name]) for name in by))
    return [{"id": number, **row} for number, row in enumerate(ordered, start=1)]
