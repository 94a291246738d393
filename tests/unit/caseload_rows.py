"""Rows of lists made for a test; every id, team and worker is invented."""

from __future__ import annotations

from datetime import date

from sampling import framework
from sampling.caseload.lists import ListRow, Value

D = date(2024, 3, 1)
"""The census date of these tests; its window begins on 1 September 2023."""

EDITION = framework.load("ilacs-2023")

_BASE: dict[str, Value] = {
    "gender": "Female",
    "ethnicity": "BAFR",
    "dob": date(2012, 6, 30),
    "disability": "No",
    "team": "North",
    "worker": "Ash Reed",
}
_COLUMNS: dict[int, dict[str, Value]] = {
    1: {"contact_date": date(2024, 2, 1), "contact_source": "2A"},
    3: {"referral_date": date(2024, 2, 2), "referral_source": "6", "referral_nfa": "No"},
    4: {
        "assessment_start": date(2024, 1, 8),
        "assessment_end": date(2024, 2, 20),
        "assessment_child_seen": "Yes",
    },
    5: {
        "s47_start": date(2024, 1, 8),
        "icpc_unnecessary": "No",
        "icpc_date": date(2024, 1, 22),
        "icpc_plan": "Yes",
    },
    6: {
        "cin_start": date(2023, 11, 1),
        "cin_end": None,
        "case_status": "Child in need plan",
        "last_seen": date(2024, 2, 20),
    },
    7: {
        "cpp_start": date(2023, 11, 1),
        "cpp_end": None,
        "last_visit": date(2024, 2, 20),
        "seen_alone": "Yes",
        "last_review_cpc": date(2024, 1, 20),
        "previous_cpps": 0,
    },
    8: {
        "care_start": date(2020, 5, 4),
        "care_end": None,
        "legal_status": "C2",
        "legal_start": date(2021, 1, 4),
        "placement_type": "U6",
        "placement_start": date(2023, 10, 2),
        "placements_12m": 1,
        "missing_12m": 0,
        "rhi_offered": None,
        "last_visit": date(2024, 2, 20),
        "last_cla_review": date(2024, 1, 10),
    },
    9: {
        "eligibility": "Former relevant child",
        "in_touch": "Yes",
        "accommodation": "U",
        "suitability": "Suitable",
    },
    10: {"adm_decision": date(2023, 12, 1), "adoption_order": None, "reversed": None},
}


def row(number: int, child: str = "C1", at: int = 3, /, **cells: Value) -> ListRow:
    """A good row of a list with some cells changed."""
    return ListRow(number, at, {"child_id": child, **_BASE, **_COLUMNS[number], **cells})


def without(given: ListRow, *keys: str) -> ListRow:
    """The row of a list that was given without some columns."""
    return ListRow(
        given.list, given.row, {key: value for key, value in given.values.items() if key not in keys}
    )
