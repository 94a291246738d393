"""A debrief as the JSON document that the command line prints."""

from __future__ import annotations

from collections.abc import Sequence

from sampling.agreement.compare import WithKey
from sampling.agreement.document import Json
from sampling.framework.grades import Grade
from sampling.rollup.area import AreaRollup
from sampling.store.room import RoomArea
from sampling.training.comparison import comparison_json
from sampling.training.debrief import CaseTable, Debrief, ReaderPage, Slip


def debrief_json(found: Debrief) -> dict[str, Json]:
    """The document: agreement, each reader, each case, and the room beside what was planted.

    Criteria and cases come with those that divide readers most first; severity is in steps, above 0 for
    harsher.
    """
    return {
        "keyed": found.keyed,
        "remarks": [*found.remarks],
        "agreement": comparison_json(found.comparison),
        "readers": [_reader(page) for page in found.readers],
        "cases": [_case(table) for table in found.cases],
        "areas": [_area(area) for area in found.areas],
    }


def _reader(page: ReaderPage) -> Json:
    return {
        "reader": page.reader,
        "simulated": page.simulated,
        "rated": page.rated,
        "severity": page.severity,
        "against": page.against or None,
        "leaning": page.leaning,
        "criteria": _with_key(page.criteria),
        "case_ratings": _with_key(page.case_ratings),
        "missed": _slips(page.missed),
        "over_read": _slips(page.over_read),
        "matrix": [[*counts] for counts in page.matrix],
    }


def _with_key(found: WithKey | None) -> Json:
    if found is None:
        return None
    return {
        "compared": found.compared,
        "exact": found.exact,
        "within_one": found.within_one,
        "kappa_quadratic": found.kappa_quadratic.value,
        "why_none": found.kappa_quadratic.why_none or None,
        "severity": found.severity,
    }


def _slips(slips: Sequence[Slip]) -> Json:
    return [
        {
            "case": slip.case,
            "criterion": slip.criterion,
            "given": slip.given.value,
            "key": slip.planted.value,
            "reason": slip.reason,
            "entries": [*slip.entries],
        }
        for slip in slips
    ]


def _case(table: CaseTable) -> Json:
    return {
        "case": table.case,
        "area": table.area,
        "criteria": [
            {
                "criterion": row.criterion,
                "answers": {reader: rating.value for reader, rating in row.answers.items()},
                "key": row.planted.value if row.planted else None,
                "reason": row.reason or None,
                "entries": [*row.entries],
            }
            for row in table.rows
        ],
    }


def _area(area: RoomArea) -> Json:
    return {
        "area": area.area,
        "room": _rollup(area.room),
        "planted": _rollup(area.planted) if area.planted else None,
        "reached": area.reached or None,
        "words": area.words or None,
    }


def _rollup(rollup: AreaRollup) -> Json:
    return {
        "rated": rollup.rated,
        "good_or_better": rollup.good_or_better,
        "indication": _grades(rollup.indication),
        "why_none": rollup.why_none or None,
    }


def _grades(grades: Sequence[Grade] | None) -> Json:
    return None if grades is None else [grade.value for grade in grades]
