"""Rows of what the inspection is: itself, its judgements, areas and criteria."""

from __future__ import annotations

from sampling import __version__
from sampling.clock import stamp
from sampling.handover.declaration import Row
from sampling.handover.ground import Ground


def inspection(ground: Ground) -> Row:
    """The one row of ``inspection``; what was masked is counted when all tables are done."""
    opened = ground.inspection
    settings = opened.settings
    retention = settings.retention_date
    follows = ground.rollup.follows
    return {
        "inspection": settings.inspection,
        "authority": settings.authority,
        "kind": settings.kind,
        "edition": settings.edition,
        "edition_title": opened.edition.title,
        "inspection_date": settings.inspection_date.isoformat(),
        "census_date": settings.census_date.isoformat(),
        "source": settings.source,
        "scenario": settings.scenario or None,
        "scenario_seed": settings.scenario_seed or None,
        "previous": tuple(f"{id_}: {grade}" for id_, grade in (settings.previous or {}).items()),
        "retention_date": retention.isoformat() if retention else None,
        "proposed_overall": ground.rollup.proposed.value if ground.rollup.proposed else None,
        "what_follows": follows.words if follows else None,
        "head": opened.journal.head(),
        "events": opened.journal.count(),
        "exported_by": opened.reader,
        "exported_at": stamp(opened.clock()),
        "program": f"ilacs-sample {__version__}",
        "names": ground.names.real,
        "masks": 0,
    }


def judgements(ground: Ground) -> list[Row]:
    """Every judgement of the edition, graded or not."""
    entered = ground.inspection.judging.judgements()
    rows: list[Row] = []
    for item in ground.rollup.judgements:
        entry = entered.get(item.judgement)
        why_none = item.why_none
        for area in item.areas:
            why_none = ground.names.sentence(ground.counted.get(area.area, ""), why_none)
        rows.append(
            {
                "judgement": item.judgement,
                "name": item.name,
                "short_name": ground.inspection.edition.judgement(item.judgement).short_name,
                "kind": item.kind,
                "grade": entry.grade if entry else None,
                "because": entry.because if entry else None,
                "judged_by": entry.reader if entry else None,
                "judged_at": entry.at if entry else None,
                "times_changed": entry.times_changed if entry else None,
                "indication": tuple(grade.value for grade in item.indication or ()),
                "outside": item.outside if entry else None,
                "why_none": why_none or None,
                "rests_on": item.rests_on or None,
                "mark": item.mark or None,
                "indication_then": tuple(filter(None, entry.indication.split(","))) if entry else (),
                "outside_then": bool(entry.outside) if entry else None,
                "completed_then": entry.completed if entry else None,
            }
        )
    return rows


def areas(ground: Ground) -> list[Row]:
    """Every area of the edition, with its frozen frame where it has one."""
    rows: list[Row] = []
    for area in ground.inspection.edition.areas:
        frozen = ground.inspection.draws.frozen(area.id)
        rows.append(
            {
                "area": area.id,
                "code": area.code,
                "name": area.name,
                "judgement": area.judgement,
                "core": len(area.core),
                "frame_size": frozen.size if frozen else None,
                "frame_sha256": frozen.sha256 if frozen else None,
                "frozen_at": frozen.frozen_at if frozen else None,
            }
        )
    return rows


def criteria(ground: Ground) -> list[Row]:
    """Every criterion of the edition."""
    edition = ground.inspection.edition
    return [
        {
            "criterion": criterion.id,
            "text": criterion.text,
            "kind": criterion.kind,
            "absence": criterion.absence,
            "theme": criterion.theme,
            "good": criterion.good,
            "where_to_look": criterion.where,
            "timescales": criterion.timescales,
            "management": criterion.id in edition.leadership_criteria,
            "confirmed": criterion.confirmed,
        }
        for criterion in edition.criteria.values()
    ]
