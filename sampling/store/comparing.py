"""Comparing readers: everybody's answers as an inspection file has them, and the key once it may be seen."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sampling.agreement.marks import Mark, Place
from sampling.findings.findings import CaseRating, Finding
from sampling.findings.ratings import Rating
from sampling.findings.sessions import Session
from sampling.store import content, state
from sampling.store.inspection import Inspection
from sampling.store.readings import OVERALL


def marks(inspection: Inspection) -> list[Mark]:
    """Every answer that the viewer may see, the case rating as criterion ``overall``."""
    sight = inspection.cases.sight()
    found = [
        Mark(row.reader, row.case_id, row.criterion, Rating(row.rating))
        for row in state.select(inspection.connection, Finding)
        if row.rating and sight.may_see(row.reader, row.case_id)
    ]
    found += [
        Mark(row.reader, row.case_id, OVERALL, Rating(row.rating))
        for row in state.select(inspection.connection, CaseRating)
        if row.rating and sight.may_see(row.reader, row.case_id)
    ]
    return found


def key_text(inspection: Inspection) -> str:
    """The answer key that the debrief brought in, as its JSON; empty before, and without one."""
    session = next(iter(state.select(inspection.connection, Session)), None)
    if session is None or not session.open or not session.keyed:
        return ""
    return content.fetch(inspection.connection, session.key_sha256)


def planted(inspection: Inspection) -> Mapping[Place, Rating] | None:
    """What the key says by case and criterion, the case rating as ``overall``; None without a key."""
    text = key_text(inspection)
    if not text:
        return None
    found: dict[Place, Rating] = {}
    for case in json.loads(text)["cases"]:
        found[case["case"], OVERALL] = Rating(case["rating"])
        for item in case["criteria"]:
            found[case["case"], item["criterion"]] = Rating(item["level"])
    return found
