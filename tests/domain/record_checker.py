"""A reader with a calendar: what the record of a case file decides by itself.

Sees the case file alone, never the key, and shares no code with what made the file. Each check answers
with the ratings that the record leaves open; None where it does not bear on the criterion.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from sampling.caseload.casefile import CaseFile
from sampling.findings.ratings import Rating
from sampling.framework.calendar import add_months
from tests.domain.record_reading import (
    GOOD,
    IN_TIME,
    SERIOUS,
    STRONG,
    WEAK,
    Answer,
    age_of,
    census_of,
    days_of,
    due_working,
    fact,
    fact_day,
    graded,
    listed,
    longest,
    of,
    of_kind,
    span,
    stage,
    working_days,
)


def visits(file: CaseFile) -> Answer:
    """HP-17."""
    start, end = span(file)
    met = [entry for entry in of_kind(file, "visit") if entry.day and entry.day <= end]
    if not met:
        return of(SERIOUS)
    if stage(file) == "need":
        return graded(longest(days_of(met), start, end, 182), 28, 42, 84)
    found = graded(longest(days_of(met), start, end, 91), 10, 14, 28)
    alone: dict[date, bool] = {}
    for entry in met:
        if entry.day and entry.day >= max(start, end - timedelta(days=91)) and "Last seen" not in entry.text:
            told = "seen alone." in entry.text or "Seen alone: Yes" in entry.text
            alone[entry.day] = alone.get(entry.day, False) or told
    if rank(found) <= 1 and age_of(file) >= 3 and alone and 2 * sum(alone.values()) < len(alone):
        return of(WEAK)
    return found


def seen(file: CaseFile) -> Answer:
    """HP-11, where the child was not seen during the assessment; seen, it is words that tell."""
    told = fact(file, "Seen in the assessment")
    return None if told in ("", "Yes") else of(SERIOUS if told == "No" else WEAK)


def care_visits(file: CaseFile) -> Answer:
    """CIC-21: six weeks, or three months after a year in a lasting home."""
    start, end = span(file)
    days = days_of(of_kind(file, "visit"))
    placed = listed(file, "L8-placement")[-1]
    kind = fact(file, "Placement type")
    lasting = fact(file, "Permanence plan") in ("Long-term fostering", "Long-term residential placement")
    lasting = lasting or "long term" in kind
    if not days:
        return of(SERIOUS)
    if lasting and add_months(placed, 12) <= end:
        return graded(longest(days, start, end, 365), 63, 92, 184)
    return graded(longest(days, start, end, 182), 35, 42, 84)


def contact(file: CaseFile) -> Answer:
    """CL-03."""
    start, end = span(file)
    days = days_of(of_kind(file, "visit"))
    return graded(longest(days, start, end, 182), 42, 62, 124) if days else of(SERIOUS)


def supervision(file: CaseFile) -> Answer:
    """LEAD-15, CIC-41, CL-29."""
    start, end = span(file)
    days = days_of(of_kind(file, "supervision"))
    return graded(longest(days, start, end, 182), 31, 42, 92) if days else of(SERIOUS)


def decision(file: CaseFile) -> Answer:
    """HP-05."""
    decided = days_of(of_kind(file, "management_decision"))
    referred = [*listed(file, "R-"), *listed(file, "L3-referral")]
    if not decided or not referred:
        return None
    took = working_days(max(referred), decided[-1])
    return of(STRONG if took == 0 else GOOD if took == 1 else WEAK if took <= 5 else SERIOUS)


def assessment(file: CaseFile) -> Answer:
    """HP-10, where the assessment is late: the chronology says so, or its own words do."""
    late = [
        entry.timescale
        for entry in of_kind(file, "assessment")
        if entry.timescale is not None and entry.id.startswith(("L4-authorised", "L4-started"))
    ]
    if late:
        latest = late[-1]
        took = int(latest.clock.replace(" to the census date", "").rsplit(" ", 1)[1])
        return None if latest.outcome != "missed" else of(WEAK if took <= 65 else SERIOUS)
    told = [re.search(r"after (\d+) working days", entry.text) for entry in of_kind(file, "assessment")]
    found = [int(match[1]) for match in told if match]
    return None if not found or found[-1] <= 45 else of(WEAK if found[-1] <= 65 else SERIOUS)


def meetings(file: CaseFile) -> Answer:
    """HP-15."""
    start, end = span(file)
    if stage(file) == "need":
        plan = next(one.day for one in file.documents if one.title == "Child in need plan")
        assert plan
        days = days_of([entry for entry in of_kind(file, "review") if entry.id.startswith("RV-")])
        return graded(longest(days, plan, end, 182), 42, 63, 112) if days else of(SERIOUS)
    groups = days_of(of_kind(file, "core_group"))
    if not groups:
        return of(SERIOUS)
    found = graded(longest(groups, start, end, 182), 28, 42, 84)
    reviews = days_of([one for one in of_kind(file, "review") if one.id.startswith(("RV-", "L7-review"))])
    late = latest_delay([day for day in reviews if day <= end], start, end, lambda day: add_months(day, 3))
    worse = None if late <= 0 else of(WEAK if late <= 30 else SERIOUS)
    return worse if worse is not None and rank(worse) > rank(found) else found


def rank(answer: Answer) -> int:
    return max([STRONG, GOOD, WEAK, SERIOUS].index(one) for one in answer or ())


def latest_delay(days: Sequence[date], start: date, end: date, *first: Callable[[date], date]) -> int:
    """The worst delay among the reviews of the last year and the one now due."""
    whole = not days or (days[0] - start).days < 400
    worst = 0
    for place, (before, held) in enumerate(pairwise([start, *days, end])):
        if (end - held).days > 365 or (place == 0 and not whole):
            continue
        due = first[place](before) if whole and place < len(first) else add_months(before, 6)
        worst = max(worst, (held - due).days)
    return worst


def care_reviews(file: CaseFile) -> Answer:
    """CIC-25: 20 working days, three months, then six months."""
    start, end = span(file)
    days = days_of([one for one in of_kind(file, "review") if one.id.startswith(("RV-", "L8-review"))])
    late = latest_delay(days, start, end, lambda day: due_working(day, 20), lambda day: add_months(day, 3))
    return IN_TIME if late <= 0 else of(WEAK if late <= 28 else SERIOUS)


def conference(file: CaseFile) -> Answer:
    """HP-09, where the initial conference was late."""
    held = listed(file, "L7-plan-start")[0]
    asked = [day for day in (*listed(file, "L5-strategy"), *listed(file, "S-")) if day <= held]
    if not asked:
        return None
    took = working_days(max(asked), held)
    return IN_TIME if took <= 15 else of(WEAK if took <= 20 else SERIOUS)


def health(file: CaseFile) -> Answer:
    """CIC-27."""
    start, end = span(file)
    seen, teeth = fact_day(file, "Last health assessment"), fact_day(file, "Last dental check")
    due = add_months(seen, 6 if age_of(file) < 5 else 12) if seen else due_working(start, 20)
    late = (end - due).days
    dental = (end - add_months(teeth or start, 12)).days if age_of(file) >= 1 else 0
    if late <= 0 and dental <= 0:
        return IN_TIME
    return of(SERIOUS if late > 60 or (late > 0 and dental > 0) else WEAK)


def permanence(file: CaseFile) -> Answer:
    """CIC-16, where no plan is recorded."""
    if fact(file, "Permanence plan"):
        return None
    start, end = span(file)
    days = (end - start).days
    return of(Rating.NOT_APPLICABLE) if days <= 122 else of(WEAK if days <= 182 else SERIOUS)


def workers(file: CaseFile) -> Answer:
    """CIC-20."""
    if fact(file, "Worker") == "Unallocated":
        return of(SERIOUS)
    year = census_of(file) - timedelta(days=365)
    held = {
        spell.worker
        for spell in file.workers
        if spell.role == "Social worker" and (spell.end is None or spell.end > year)
    }
    return of([STRONG, STRONG, GOOD, WEAK, SERIOUS][min(len(held), 4)])


def returns(file: CaseFile) -> Answer:
    """HP-27, CIC-32."""
    missing = days_of(of_kind(file, "missing"))
    held = days_of(of_kind(file, "return_interview"))
    if not missing:
        return None
    met = sum(any(0 <= (one - day).days <= 3 for one in held) for day in missing)
    return IN_TIME if met == len(missing) else of(WEAK if 2 * met >= len(missing) else SERIOUS)


def pathway(file: CaseFile) -> Answer:
    """CL-04, where the plan or its review is overdue."""
    reviewed = listed(file, "L9-pathway-review")
    start, end = span(file)
    due = add_months(reviewed[-1] if reviewed else start, 6)
    if not reviewed and fact(file, "Eligibility") == "Eligible child":
        born, came = fact_day(file, "Born"), listed(file, "L8-care-start")[0]
        assert born
        due = add_months(max(add_months(born, 192), came + timedelta(days=91)), 3)
    late = (end - due).days
    return None if late <= 0 else of(WEAK if late <= 92 else SERIOUS)


def home(file: CaseFile) -> Answer:
    """CL-06, where the lists call the home unsuitable."""
    if fact(file, "Suitability of accommodation") != "Unsuitable":
        return None
    bad = re.search(r"homeless|Emergency|Bed and breakfast", fact(file, "Accommodation"))
    return of(SERIOUS if bad else WEAK)


CHECKS: dict[str, Callable[[CaseFile], Answer]] = {
    "HP-05": decision,
    "HP-09": conference,
    "HP-10": assessment,
    "HP-11": seen,
    "HP-15": meetings,
    "HP-17": visits,
    "HP-27": returns,
    "LEAD-15": supervision,
    "CIC-16": permanence,
    "CIC-20": workers,
    "CIC-21": care_visits,
    "CIC-25": care_reviews,
    "CIC-27": health,
    "CIC-32": returns,
    "CIC-41": supervision,
    "CL-03": contact,
    "CL-04": pathway,
    "CL-06": home,
    "CL-29": supervision,
}
"""What the record can decide, by criterion."""
