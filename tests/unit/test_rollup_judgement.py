"""Judgements with their areas side by side, and the document of them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sampling.errors import UsageError
from sampling.findings.ratings import Rating
from sampling.framework.edition import Edition
from sampling.rollup.area import AreaRollup, roll_up_area
from sampling.rollup.document import to_json
from sampling.rollup.judgement import Entered, JudgementRollup, outside_indication, roll_up
from sampling.rollup.reading import CaseReading
from tests.unit.rollup_world import RI, G, I, O, drawn, edition, read


def area(id: str, readings: list[CaseReading], size: int = 100) -> AreaRollup:
    return roll_up_area(edition(), id, readings, drawn(area=id, all=size))


def judgement(
    id: str, areas: list[AreaRollup], entered: dict[str, Entered] | None = None, of: Edition | None = None
) -> JudgementRollup:
    rollup = roll_up(of or edition(), areas, entered or {})
    return next(item for item in rollup.judgements if item.judgement == id)


def test_help_and_protection_is_the_union_of_its_areas_unpooled() -> None:
    high = area("safeguarding", read(good=90, poor=10))
    low = area("children_in_need", read(good=55, poor=45))
    found = judgement("help_and_protection", [low, high])
    assert [item.area for item in found.areas] == ["safeguarding", "children_in_need"]
    assert found.indication == (O, RI)
    assert found.rests_on == ""


def test_an_area_without_an_indication_is_named() -> None:
    high = area("safeguarding", read(good=90, poor=10))
    found = judgement("help_and_protection", [high, area("children_in_need", read(good=4, unread=8))])
    assert found.indication == (O,)
    assert "Children in need" in found.rests_on
    assert "Children in need" in judgement("help_and_protection", [high]).rests_on


def test_no_indication_says_why() -> None:
    assert judgement("children_in_care", []).why_none == "Nothing has been drawn."
    few = judgement("children_in_care", [area("children_in_care", read(good=4, unread=8))])
    assert few.indication is None
    assert "Too few" in few.why_none


def test_leaders_have_no_indication_but_the_management_criteria_by_area() -> None:
    managed = [replace(case, findings={"HP-38": Rating.GOOD}) for case in read(good=14)]
    in_care = [replace(case, findings={"CIC-41": Rating.NEEDS_IMPROVEMENT}) for case in read(good=13)]
    areas = [area("safeguarding", managed), area("children_in_care", in_care)]
    found = judgement("impact_of_leaders", areas)
    assert found.indication is None
    assert "Case files alone" in found.why_none
    shown = [(item.area, item.rollup.criterion, item.rollup.good_or_better) for item in found.management]
    assert shown == [("safeguarding", "HP-38", 14), ("children_in_care", "CIC-41", 0)]


def test_a_grade_outside_the_indication_is_told() -> None:
    assert outside_indication(G, (RI, I))
    assert not outside_indication(RI, (RI, I))
    assert not outside_indication(G, None)
    strong = [area("children_in_care", read(good=95, poor=5))]
    entered = {"children_in_care": Entered(RI, "A. Reader", "delay in permanence")}
    found = judgement("children_in_care", strong, entered)
    assert found.outside
    assert found.mark == ""


def test_a_grade_with_nothing_completed_is_marked() -> None:
    entered = {"children_in_care": Entered(G, "A. Reader", "seen on the visit")}
    found = judgement("children_in_care", [area("children_in_care", read(unread=9))], entered)
    assert found.mark == "no completed case"
    assert not found.outside
    assert judgement("care_leavers", []).mark == ""


def test_a_grade_with_queries_open_is_marked() -> None:
    entered = {"children_in_care": Entered(G, "A. Reader", "seen on the visit")}
    asked = [replace(reading, open_queries=1) for reading in read(good=2, unread=1)]
    found = judgement("children_in_care", [area("children_in_care", asked)], entered)
    assert found.mark == "3 queries open"
    unread = [replace(reading, open_queries=1) for reading in read(unread=1)]
    found = judgement("children_in_care", [area("children_in_care", unread)], entered)
    assert found.mark == "no completed case; 1 query open"


def test_a_grade_for_no_judgement_is_refused() -> None:
    with pytest.raises(UsageError):
        roll_up(edition(), [], {"children_in_need": Entered(G, "A. Reader", "because")})


def test_the_document() -> None:
    graded = {
        id: Entered(G, "A. Reader", "as read")
        for id in ("impact_of_leaders", "help_and_protection", "children_in_care", "care_leavers")
    }
    areas = [
        area("children_in_care", read(good=15, poor=4, serious=1), size=150),
        area("safeguarding", read(good=3, unread=9)),
        roll_up_area(edition(), "leaving_care", [], None),
    ]
    rollup = roll_up(edition("overall_good_or_better"), areas, graded)
    document = json.loads(json.dumps(to_json(rollup)))
    assert list(document) == ["edition", "areas", "judgements", "proposed_overall", "what_follows"]
    assert [item["area"] for item in document["areas"]] == ["safeguarding", "children_in_care"]
    few, care = document["areas"]
    assert (few["indication"], few["count_lies_in"]) == (None, None)
    assert "Too few" in few["why_none"]
    criteria = care.pop("criteria")
    assert care == {
        "area": "children_in_care",
        "frame": 150,
        "sampled": 20,
        "completed": 20,
        "rated": 20,
        "good_or_better": 15,
        "interval": [79 / 150, 135 / 150],
        "confidence": 0.95,
        "indication": ["outstanding", "good", "requires_improvement"],
        "count_lies_in": "good",
        "why_none": None,
        "fragile": care["fragile"],
        "serious": 1,
    }
    assert criteria[0] == {
        "criterion": "CIC-41",
        "kind": "practice",
        "rated": 0,
        "good_or_better": 0,
        "not_applicable": 0,
        "not_seen": 0,
        "interval": None,
        "words": None,
    }
    assert document["judgements"][0] == {
        "judgement": "impact_of_leaders",
        "grade": "good",
        "indication": None,
        "by": "A. Reader",
        "because": "as read",
    }
    assert document["judgements"][-1]["grade"] is None
    assert document["proposed_overall"] == "good"
    assert document["what_follows"] == "what overall_good_or_better brings"


def test_the_lowest_band_is_written_as_both_its_grades() -> None:
    rollup = roll_up(edition(), [area("children_in_care", read(good=20, poor=80))], {})
    document = json.loads(json.dumps(to_json(rollup)))
    assert document["areas"][0]["count_lies_in"] == "requires_improvement or inadequate"
    assert (document["proposed_overall"], document["what_follows"]) == (None, None)
