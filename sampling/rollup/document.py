"""The roll-up as the JSON document that the command line prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from sampling.framework.grades import Grade
from sampling.rollup.area import AreaRollup
from sampling.rollup.criteria import CriterionRollup
from sampling.rollup.judgement import JudgementRollup, Rollup

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
"""What a JSON document holds."""


def to_json(rollup: Rollup) -> dict[str, Json]:
    """The document: areas with a draw, judgements, the proposed overall grade and what follows.

    Shares are fractions and never stand without their counts. ``count_lies_in`` is a grade, or the two
    of the lowest band joined with ``or``; ``what_follows`` is a sentence.
    """
    return {
        "edition": rollup.edition,
        "areas": [_area(area) for area in rollup.areas],
        "judgements": [_judgement(judgement) for judgement in rollup.judgements],
        "proposed_overall": rollup.proposed.value if rollup.proposed else None,
        "what_follows": rollup.follows.step.text if rollup.follows else None,
    }


def _area(area: AreaRollup) -> Json:
    lies_in = " or ".join(grade.value for grade in area.count_lies_in or ())
    return {
        "area": area.area,
        "frame": area.frame,
        "sampled": area.sampled,
        "completed": area.completed,
        "rated": area.rated,
        "good_or_better": area.good_or_better,
        "interval": _ends(area.interval),
        "confidence": area.confidence,
        "indication": _grades(area.indication),
        "count_lies_in": lies_in or None,
        "why_none": area.why_none or None,
        "fragile": area.fragile,
        "serious": area.serious,
        "criteria": [_criterion(criterion) for criterion in area.criteria],
    }


def _criterion(criterion: CriterionRollup) -> Json:
    return {
        "criterion": criterion.criterion,
        "kind": criterion.kind,
        "rated": criterion.rated,
        "good_or_better": criterion.good_or_better,
        "not_applicable": criterion.not_applicable,
        "not_seen": criterion.not_seen,
        "interval": _ends(criterion.interval),
        "words": criterion.words,
    }


def _judgement(judgement: JudgementRollup) -> Json:
    entered = judgement.entered
    return {
        "judgement": judgement.judgement,
        "grade": entered.grade.value if entered else None,
        "indication": _grades(judgement.indication),
        "by": entered.by if entered else None,
        "because": entered.because if entered else None,
    }


def _grades(grades: Sequence[Grade] | None) -> Json:
    return None if grades is None else [grade.value for grade in grades]


def _ends(interval: tuple[float, float] | None) -> Json:
    return None if interval is None else list(interval)
