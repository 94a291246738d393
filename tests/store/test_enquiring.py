"""Lines of enquiry: from a file up to leaders, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sampling.caseload.cohorts import flag_columns
from sampling.errors import UsageError
from sampling.findings.ratings import Rating
from sampling.store import Inspection
from sampling.store.verify import verify
from tests.small import SteppingClock
from tests.store.meeting_world import FIRST, build, cases

QUESTION = "Why do care plans go without an up-to-date assessment?"


@pytest.fixture
def inspection(tmp_path: Path) -> Iterator[Inspection]:
    path = build(tmp_path)
    with Inspection.open(path, reader="anna", clock=SteppingClock(), rolling=False) as opened:
        yield opened


def test_from_a_finding_to_its_effect(inspection: Inspection) -> None:
    desk = inspection.enquiring
    case = cases(inspection)[0]
    enquiry = desk.add(QUESTION, "finding", case_id=case, criterion=FIRST.lower())
    assert len(desk.gather(enquiry, FIRST)) == 2  # two more of the three; the first is there already
    assert desk.gather(enquiry, FIRST) == []
    desk.add_evidence(enquiry, "effect", "Plans of June name the new need.", level="service", kind="document")
    desk.add_evidence(
        enquiry, "procedure", "Assessments are redone only at moves.", level="manager", source="Jo Tolland"
    )
    traced = desk.traced(enquiry)
    assert [item.step for item in traced.evidence] == ["file", "file", "file", "procedure", "effect"]
    assert {row.rating for row in traced.findings.values()} == {"needs_improvement"}
    assert set(traced.cases) == set(cases(inspection)[:3])
    assert traced.untraced == ("oversight",)
    assert traced.enquiry.judgement == "impact_of_leaders"
    desk.conclude(enquiry, "Leaders did not know; the rule is mended since.")
    with pytest.raises(UsageError, match="reopen it first"):
        desk.add_evidence(enquiry, "effect", "more", level="leader")
    desk.reopen(enquiry)
    desk.add_evidence(enquiry, "oversight", "No report showed it.", level="leader")
    assert desk.traced(enquiry).untraced == ()
    assert desk.enquiry(enquiry).conclusion.startswith("Leaders did not know")
    assert verify(inspection).ok
    assert "evidence of line of enquiry" in inspection.history.undo()
    assert desk.traced(enquiry).untraced == ("oversight",)


def test_what_a_line_of_enquiry_may_start_from(inspection: Inspection) -> None:
    desk = inspection.enquiring
    desk.add(QUESTION, "last-report", source="Plans were found late in 2021.")
    desk.add(QUESTION, "Self Evaluation", source="We see every child alone.", judgement="children in care")
    desk.add(QUESTION, "flag", source=flag_columns("children_in_care")[0])
    assert [item.start for item in desk.all()] == ["last_report", "self_evaluation", "flag"]
    assert [item.start for item in desk.all("children_in_care")] == ["self_evaluation"]
    for words, said in (
        ({"start": "rumour"}, "unknown start"),
        ({"start": "flag", "source": "no such flag"}, "unknown flag"),
        ({"start": "last_report"}, "say which words"),
        ({"start": "finding"}, "name its case and its criterion"),
        (
            {"start": "finding", "case_id": cases(inspection)[0], "criterion": "CIC-01"},
            "no finding on CIC-01",
        ),
    ):
        with pytest.raises(UsageError, match=said):
            desk.add(QUESTION, **words)
    with pytest.raises(UsageError, match="at which level"):
        desk.add_evidence(desk.all()[0].enquiry_id, "oversight", "said so")


def test_a_blind_second_reading_stays_out_of_an_enquiry(inspection: Inspection) -> None:
    case = cases(inspection)[0]
    enquiry = inspection.enquiring.add(QUESTION, "finding", case_id=case, criterion=FIRST)
    inspection.reading.assign(case, "anna", also=["ben"])
    path = inspection.path
    inspection.close()
    with Inspection.open(path, reader="ben", clock=SteppingClock(), rolling=False) as second:
        assert second.enquiring.all() == []
        other = second.enquiring.add(QUESTION, "last_report", source="Late plans.")
        assert len(second.enquiring.gather(other, FIRST)) == 2
        second.reading.rate(case, FIRST, Rating.STRONG)
        with pytest.raises(UsageError, match="unknown line of enquiry"):
            second.enquiring.traced(enquiry)
