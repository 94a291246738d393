"""The papers tell of those who do the work: who came and went, through an agency or not, and when."""

from __future__ import annotations

from math import sqrt

import pytest

from fixtures import load_scenario
from sampling.caseload.casefile import CaseFile, WorkerSpell
from sampling.findings.audits import audit_grade
from sampling.framework.calendar import is_working_day
from sampling.framework.grades import Grade
from sampling.training.key import CaseKey
from tests.reading import AREAS, casefile, frame, key, lists_of

GRADE_OF = {
    "strong": Grade.OUTSTANDING,
    "good": Grade.GOOD,
    "needs_improvement": Grade.REQUIRES_IMPROVEMENT,
    "serious_weakness": Grade.INADEQUATE,
}


def holders(file: CaseFile) -> list[WorkerSpell]:
    """Those who held the case, of whom the front door and nobody are none."""
    return [one for one in file.workers if one.role != "Front door" and one.worker != "Unallocated"]


def some(scenario: str, count: int) -> list[tuple[str, str]]:
    """Children of every area, and the area."""
    return [(child, area) for area in AREAS for child in frame(scenario, "1", area)[:count]]


def test_a_stable_service_reads_otherwise_than_one_that_changes_all_the_time() -> None:
    told = {}
    for scenario in ("sorrelby", "dunmarsh"):
        files = [casefile(scenario, "1", child, area) for child, area in some(scenario, 40)]
        texts = ["\n".join(paper.text for paper in file.documents) for file in files]
        told[scenario] = (
            sum(any(paper.kind == "handover" for paper in file.documents) for file in files) / len(files),
            sum("agency" in text for text in texts) / len(texts),
        )
        assert any("took over the team" in text or "interim team manager" in text for text in texts)
    for steady, changing in zip(told["sorrelby"], told["dunmarsh"], strict=True):
        assert 1.5 * steady < changing, told


def test_a_handover_goes_from_one_holder_of_the_case_to_the_next() -> None:
    seen = 0
    for child, area in some("dunmarsh", 40):
        file = casefile("dunmarsh", "1", child, area)
        for paper in file.documents:
            if paper.kind == "handover":
                old, new = holders(file)[-2:]
                assert (paper.author, paper.day) == (old.worker, old.end)
                assert old.worker in paper.text
                assert new.worker in paper.text
                seen += 1
    assert seen > 20


def test_supervision_is_by_whoever_managed_the_team_that_day() -> None:
    for child, area in some("dunmarsh", 30):
        file = casefile("dunmarsh", "1", child, area)
        by_day = {entry.day: entry.worker for entry in file.chronology if entry.kind == "supervision"}
        for paper in file.documents:
            if paper.kind == "supervision":
                assert paper.author == by_day[paper.day]


@pytest.mark.parametrize("scenario", ["dunmarsh", "sorrelby"])
def test_audits_are_as_many_and_as_kind_as_the_scenario_says(scenario: str) -> None:
    rates = load_scenario(scenario).rates
    cases = some(scenario, 90)
    graded: list[tuple[CaseKey, Grade]] = []
    for child, area in cases:
        file = casefile(scenario, "1", child, area)
        found = audit_grade(file)
        assert (found is not None) == any(paper.kind == "audit" for paper in file.documents)
        if found is not None:
            graded.append((key(scenario, "1", child, area), found.grade))
    share = len(graded) / len(cases)
    # Work younger than some weeks has had no audit yet.
    assert 0.55 * rates.audited < share < rates.audited + 3 * sqrt(rates.audited / len(cases))
    better = [item for item in graded if item[0].rating.value != "strong"]
    kind = sum(grade is not GRADE_OF[case.rating.value] for case, grade in better) / len(better)
    error = sqrt(rates.audit_generous * (1 - rates.audit_generous) / len(better))
    assert abs(kind - rates.audit_generous) < 3 * error


def test_visits_and_reviews_are_on_working_days_but_for_a_few_visits() -> None:
    kinds = (
        ("last_visit", "last_seen", "last_contact"),
        ("last_cla_review", "last_review_cpc", "pathway_review"),
    )
    lists = lists_of("aldercaster", "1")
    every = [row for number in (6, 7, 8, 9) for some in lists[number].values() for row in some]
    visits, reviews = (
        [is_working_day(day) for row in every for name in names if (day := row.day(name))] for names in kinds
    )
    assert all(reviews)
    assert 0.005 < 1 - sum(visits) / len(visits) < 0.05
    for child, area in some("aldercaster", 15):
        for entry in casefile("aldercaster", "1", child, area).chronology:
            if entry.kind in ("supervision", "core_group", "review") and entry.day:
                assert is_working_day(entry.day), entry
