"""Rows of what the findings amount to: areas and criteria, rolled up."""

from __future__ import annotations

from sampling.handover.declaration import Row
from sampling.handover.ground import Ground
from sampling.rollup.area import AreaRollup
from sampling.rollup.criteria import CriterionRollup


def areas(ground: Ground) -> list[Row]:
    """Every area with a draw."""
    return [{**_counts(ground, area), **_reach(area), **_words(ground, area)} for area in ground.rollup.areas]


def criteria(ground: Ground) -> list[Row]:
    """Every core criterion of each drawn area, and any other that was recorded."""
    return [_criterion(ground, area, item) for area in ground.rollup.areas for item in area.criteria]


def _counts(ground: Ground, area: AreaRollup) -> Row:
    return {
        "area": area.area,
        "draw": ground.names.draw(ground.counted.get(area.area, "")) or None,
        "frame": area.frame,
        "sampled": area.sampled,
        "completed": area.completed,
        "rated": area.rated,
        "good_or_better": area.good_or_better,
        "serious": area.serious,
        "serious_cases": _cases(ground, area.serious_cases),
        "open_concerns": area.open_concerns,
        "unavailable": area.unavailable.cases if area.unavailable else 0,
        "targeted": area.targeted.cases,
        "targeted_rated": area.targeted.rated,
        "targeted_good_or_better": area.targeted.good_or_better,
        "simulated": area.simulated,
    }


def _reach(area: AreaRollup) -> Row:
    low, high = area.interval or (None, None)
    fewest, most = area.interval_counts or (None, None)
    return {
        "share": area.share,
        "low": low,
        "high": high,
        "low_children": fewest,
        "high_children": most,
        "confidence": area.confidence,
        "method": area.method or None,
    }


def _words(ground: Ground, area: AreaRollup) -> Row:
    draw = ground.counted.get(area.area, "")
    return {
        "words": area.words,
        "indication": tuple(grade.value for grade in area.indication or ()),
        "count_lies_in": tuple(grade.value for grade in area.count_lies_in or ()),
        "why_none": ground.names.sentence(draw, area.why_none) or None,
        "fragile": area.fragile,
        "partly_read": area.partly_read or None,
        "upper_bound": area.upper_bound or None,
        "unequal_weights": area.unequal_weights or None,
        "not_replaced": area.not_replaced or None,
        "merged": ground.names.sentence(draw, area.merged) or None,
        "practice_and_experience": area.beside.words or None,
        "audits": area.audit.words or None,
    }


def _criterion(ground: Ground, area: AreaRollup, item: CriterionRollup) -> Row:
    low, high = item.interval or (None, None)
    return {
        "area": area.area,
        "criterion": item.criterion,
        "core": item.criterion in ground.inspection.edition.area(area.area).core,
        "kind": item.kind,
        "rated": item.rated,
        "good_or_better": item.good_or_better,
        "serious": len(item.serious),
        "serious_cases": _cases(ground, item.serious),
        "not_applicable": item.not_applicable,
        "not_seen": item.not_seen,
        "low": low,
        "high": high,
        "confidence": area.confidence,
        "method": item.method or None,
        "words": item.words,
    }


def _cases(ground: Ground, cases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(ground.names.case(case) for case in cases))
