"""Rows of what was found: findings, case ratings and concerns that the viewer may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from sampling.findings.findings import CaseRating, Finding
from sampling.findings.ratings import Rating
from sampling.findings.second_readings import AgreedFinding
from sampling.handover.declaration import Row
from sampling.handover.ground import Ground
from sampling.store import state
from sampling.store.readings import AGREED, OVERALL


def findings(ground: Ground) -> Iterator[Row]:
    """Every visible finding of the cases in the list, and what was agreed instead of some, case by case."""
    agreed = _agreed(ground)
    yield from _numbered(_findings_of(ground, case, agreed.get(case, {})) for case in ground.in_order())


def case_ratings(ground: Ground) -> Iterator[Row]:
    """Every visible case rating of the cases in the list, and what was agreed instead of some."""
    agreed = _agreed(ground)
    yield from _numbered(_ratings_of(ground, case, agreed.get(case, {})) for case in ground.in_order())


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
    unseen = gone = 0
    for table in ("finding", "case_rating", "concern"):
        counted = f"SELECT reader, case_id, count(*) FROM {table} GROUP BY case_id, reader"  # noqa: S608
        for reader, case_id, count in ground.inspection.connection.execute(counted):
            seen = ground.sight.may_see(reader, case_id)
            unseen += 0 if seen else count
            gone += count if seen and case_id not in ground.lines else 0
    return unseen, gone


def _findings_of(ground: Ground, case_id: str, agreed: Mapping[str, AgreedFinding]) -> list[Row]:
    """The findings of one case, by reader and criterion."""
    rows = [
        {
            **_found(ground, finding),
            "criterion": finding.criterion,
            "counts": finding.rating is not None
            and finding.criterion not in agreed
            and ground.enters_of(case_id, finding.reader),
        }
        for finding in state.select(ground.inspection.connection, Finding, "case_id = ?", case_id)
        if ground.sight.may_see(finding.reader, case_id)
    ]
    rows += [
        {**_as_agreed(ground, row), "criterion": row.criterion}
        for row in agreed.values()
        if row.criterion != OVERALL
    ]
    return sorted(rows, key=lambda row: (str(row["reader"]), str(row["criterion"])))


def _ratings_of(ground: Ground, case_id: str, agreed: Mapping[str, AgreedFinding]) -> list[Row]:
    """The case ratings of one case, by reader."""
    rows = [
        {
            **_found(ground, rating),
            "counts": rating.rating is not None
            and Rating(rating.rating).rated
            and OVERALL not in agreed
            and ground.enters_of(case_id, rating.reader),
        }
        for rating in state.select(ground.inspection.connection, CaseRating, "case_id = ?", case_id)
        if ground.sight.may_see(rating.reader, case_id)
    ]
    rows += [_as_agreed(ground, row) for row in agreed.values() if row.criterion == OVERALL]
    return sorted(rows, key=lambda row: str(row["reader"]))


def _agreed(ground: Ground) -> dict[str, dict[str, AgreedFinding]]:
    """What was agreed, by case and then criterion, of the cases in the list."""
    found: dict[str, dict[str, AgreedFinding]] = {}
    for row in ground.inspection.moderating.agreed():
        if row.case_id in ground.lines:
            found.setdefault(row.case_id, {})[row.criterion] = row
    return found


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


def _numbered(cases: Iterable[list[Row]]) -> Iterator[Row]:
    """The rows of one case after the other, numbered throughout."""
    for number, row in enumerate(chain.from_iterable(cases), start=1):
        yield {"id": number, **row}
