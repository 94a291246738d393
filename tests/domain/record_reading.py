"""What a reader with a calendar does with a case file: find dates, count days, measure waits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from sampling.caseload.casefile import CaseFile, Entry
from sampling.findings.ratings import Rating
from sampling.framework.calendar import add_months, is_working_day

STRONG, GOOD = Rating.STRONG, Rating.GOOD
WEAK, SERIOUS = Rating.NEEDS_IMPROVEMENT, Rating.SERIOUS_WEAKNESS
Answer = frozenset[Rating] | None
IN_TIME: Answer = frozenset({STRONG, GOOD})


def of(*ratings: Rating) -> Answer:
    return frozenset(ratings)


def fact(file: CaseFile, label: str) -> str:
    return next((one.value for one in file.facts if one.label == label), "")


def fact_day(file: CaseFile, label: str) -> date | None:
    found = re.match(r"(\d\d)/(\d\d)/(\d{4})", fact(file, label))
    return date(int(found[3]), int(found[2]), int(found[1])) if found else None


def census_of(file: CaseFile) -> date:
    """The census date, which stands beside the age."""
    found = re.search(r"on (\d\d)/(\d\d)/(\d{4})", fact(file, "Age"))
    assert found
    return date(int(found[3]), int(found[2]), int(found[1]))


def age_of(file: CaseFile) -> int:
    text = fact(file, "Age").split(" ", 1)[0]
    return -1 if text.startswith("unborn") else int(text)


def listed(file: CaseFile, prefix: str) -> list[date]:
    """Days of entries whose id begins so."""
    return sorted({entry.day for entry in file.chronology if entry.id.startswith(prefix) and entry.day})


def of_kind(file: CaseFile, *kinds: str) -> list[Entry]:
    return [entry for entry in file.chronology if entry.kind in kinds and entry.day]


def days_of(entries: Sequence[Entry]) -> list[date]:
    return sorted({entry.day for entry in entries if entry.day})


def working_days(start: date, end: date) -> int:
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def due_working(start: date, count: int) -> date:
    day = start
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def longest(days: Sequence[date], start: date, end: date, back: int) -> int:
    """The longest wait in the last ``back`` days."""
    since = max(start, end - timedelta(days=back))
    days = [day for day in days if start <= day <= end]
    before = max((day for day in days if day < since), default=since)
    points = [before, *(day for day in days if day >= since), end]
    return max((later - earlier).days for earlier, later in pairwise(points))


def graded(gap: int, strong: int, good: int, weak: int) -> Answer:
    return of(STRONG if gap <= strong else GOOD if gap <= good else WEAK if gap <= weak else SERIOUS)


def span(file: CaseFile) -> tuple[date, date]:
    """When the work began and ended, or the census date."""
    census = census_of(file)
    if file.area == "children_in_care":
        return listed(file, "L8-care-start")[0], min([*listed(file, "L8-care-end"), census])
    if file.area == "leaving_care":
        born = fact_day(file, "Born")
        assert born
        adult = add_months(born, 216)
        ended = listed(file, "L8-care-end")
        start = ended[0] if ended else adult
        if start > census:
            # Not yet grown up and not in care: from when the personal adviser took over.
            held = [spell.start for spell in file.workers if spell.start]
            start = next(iter(listed(file, "L8-care-start")), held[0] if held else census)
        start = min([max(start, census - timedelta(days=900)), *listed(file, "L9-contact")])
        return min(start, census - timedelta(days=30)), census
    if stage(file) == "plan":
        return listed(file, "L7-plan-start")[0], min([*listed(file, "L7-plan-end"), census])
    if stage(file) == "need":
        return listed(file, "L6-need-start")[0], min([*listed(file, "L6-need-end"), census])
    began = listed(file, "L4-started") or listed(file, "A-")
    finished = [*listed(file, "L4-authorised"), *listed(file, "AE-")]
    ended = [day for day in finished if began and day >= began[-1]]
    return (began or [census])[-1], (ended or [census])[0]


def stage(file: CaseFile) -> str:
    if file.area == "safeguarding" and listed(file, "L7-plan-start"):
        return "plan"
    return "need" if fact(file, "Case status") in ("Child in need plan", "Closed episode") else "assessment"
