"""From findings to conclusions on the command line: enquiries, points, the meeting, the report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sampling.findings.ratings import Rating
from sampling.store import Inspection
from tests.cli.world import Runner
from tests.small import SteppingClock
from tests.store.meeting_world import AREA, FIRST, WORST, build, read


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return build(tmp_path)


def _case(run: Runner, file: Path, place: int = 0) -> str:
    found = [item["case"] for item in run.json("cases", file)["cases"] if item["role"] == "sampled"]
    return str(found[place])


def _id(line: str) -> str:
    return line.split(":")[0]


def test_a_line_of_enquiry_from_a_finding_to_its_conclusion(run: Runner, file: Path) -> None:
    case = _case(run, file)
    started = run.fine(
        "enquiry", "add", file, "Who watches the plans?", "--from", "finding", "--case", case,
        "--criterion", FIRST,
    )  # fmt: skip
    enquiry = _id(started.out)
    assert run.fine("enquiry", "gather", file, enquiry, FIRST).out.startswith("2 findings gathered")
    run.fine(
        "enquiry", "note", file, enquiry, "oversight", "-no report [A1]", "--level", "manager",
        "--source", "Jo",
    )  # fmt: skip
    ended = run.fine("enquiry", "conclude", file, enquiry, "Nobody watched.")
    assert "not traced: procedure, effect" in ended.err
    (listed,) = run.json("enquiry", "list", file)["enquiries"]
    assert (listed["state"], listed["conclusion"]) == ("concluded", "Nobody watched.")
    assert [item["kind"] for item in listed["evidence"]] == ["finding"] * 3 + ["conversation"]
    shown = run.fine("enquiry", "list", file, "impact of leaders").out
    assert "-no report [A1]" in shown
    assert f"file: {case} {FIRST} needs improvement" in shown
    late = run("enquiry", "note", file, enquiry, "effect", "x", "--level", "leader")
    assert (late.code, "reopen it first" in late.complaint) == (2, True)
    run.fine("enquiry", "reopen", file, enquiry)
    assert "evidence" not in run.fine("undo", file).out


def test_points_of_the_report(run: Runner, file: Path) -> None:
    assert "point" in run.fine("improve", "draft", file, "--most", "3").out
    points = run.json("improve", "list", file)["improvements"]
    assert points[0]["criterion"] == FIRST
    assert len(points[0]["findings"]) == 3
    tied = ("--finding", _case(run, file), WORST, "--tie", "Outcome 4")
    added = _id(run.fine("improve", "add", file, "Visits to children", *tied).out)
    run.fine("improve", "order", file, added, 1)
    run.fine("improve", "edit", file, added, "--text", "The frequency of visits to children")
    first = run.json("improve", "list", file)["improvements"][0]
    assert (first["improvement_id"], first["text"]) == (added, "The frequency of visits to children")
    run.fine("improve", "edit", file, added, "--leave-out")
    assert added not in run.fine("improve", "list", file).out
    assert "left out" in run.fine("improve", "list", file, "--all").out
    assert "nothing to change" in run("improve", "edit", file, added).complaint
    refused = run("improve", "add", file, "Now", "--kind", "priority-action", "--criterion", FIRST)
    assert (refused.code, "no areas for priority action" in refused.complaint) == (2, True)


def test_the_consistency_meeting_and_audit_grades(run: Runner, file: Path) -> None:
    twice = [_case(run, file, place) for place in range(6, 12)]
    run.fine("assign", file, *twice, "--to", "anna", "--also", "ben")
    with Inspection.open(file, reader="ben", clock=SteppingClock(), rolling=False) as inspection:
        for case in twice:
            read(inspection, case, Rating.SERIOUS_WEAKNESS)
    found = run.json("consistency", file, "--as", "anna")
    assert [item["case"] for item in found["read_twice"]] == sorted(twice)
    assert found["differences"][0]["ratings"] == {"anna": "good", "ben": "serious_weakness"}
    assert found["other_views"][0]["other"] == {
        "rated": 12,
        "good_or_better": 3,
        "indication": ["inadequate"],
    }
    assert "with the findings of ben in 6 cases: 3 of 12" in run.fine("rollup", file, "--as", "anna").out
    said = run.fine(
        "moderate", file, twice[0], "overall", "needs improvement", "--because", "Weighed.", "--as", "anna"
    )
    assert "agreed needs improvement; readers had good (anna), serious weakness (ben)" in said.out
    (area,) = run.json("rollup", file, "--as", "anna")["areas"]
    assert area["good_or_better"] == 8
    assert "Weighed." in run.fine("consistency", file, twice[0], "--as", "anna").out
    alone = run("moderate", file, _case(run, file), "overall", "good", "--because", "x", "--as", "anna")
    assert (alone.code, "not read by two readers" in alone.complaint) == (2, True)
    run.fine("audit-grade", file, twice[0], "good", "--source", "March audit", "--as", "anna")
    shown = run.fine("rollup", file, "--as", "anna").out
    assert "more favourable in 1" in " ".join(shown.split())
    missing = run("audit-grade", file, twice[1], "--as", "anna")
    assert (missing.code, "give it by hand" in missing.complaint) == (2, True)


def test_judging_with_queries_open_is_recorded_and_marked(run: Runner, file: Path) -> None:
    query = _id(run.fine("query", "add", file, _case(run, file), "Who held it in May?").out)
    judged = run.fine("judge", file, "children_in_care", "good", "--because", "Nine of twelve")
    assert "marked: 1 query open" in judged.out
    assert "Good (anna); 1 query open" in " ".join(run.fine("rollup", file).out.split())
    run.fine("query", "answer", file, query, "A duty worker")
    assert "query open" not in run.fine("rollup", file).out


def test_a_concern_is_kept_with_where_it_was_met(run: Runner, file: Path, tmp_path: Path) -> None:
    case = _case(run, file)
    told = ("--level", "practice", "--criterion", FIRST, "--cite", "V-20240301")
    run.fine("concern", "add", file, case, "Not seen alone", *told)
    (listed,) = run.json("concern", "list", file)["concerns"]
    assert (listed["criterion"], listed["citations"]) == (FIRST, "V-20240301")
    assert f"rests on {FIRST}, V-20240301" in run.fine("concern", "list", file).out
    page = tmp_path / "concerns.md"
    run.fine("concern", "page", file, page)
    assert f"{FIRST}, V-20240301" in page.read_text("utf-8").replace("\\", "")
    nowhere = run("concern", "add", file, case, "x", "--level", "practice", "--cite", "V-9")
    assert "V-9" in nowhere.complaint


def test_an_overdue_concern_stands_first_and_stays_in_sight(run: Runner, file: Path) -> None:
    case = _case(run, file)
    with Inspection.open(file, reader="anna", clock=SteppingClock(), rolling=False) as inspection:
        inspection.reading.concern(case, "practice", "Recorded late")
        late = inspection.reading.concern(case, "immediate", "Alone at night", "Jo")
    first, at, *_ = run.fine("concern", "list", file).out.splitlines()
    assert first == "2 concerns, 1 OVERDUE for an answer"
    assert at.startswith(f"{late}  {case}  immediate  open, OVERDUE  (anna, ")
    assert "/20" in at, "with the day it was raised"
    assert [item["overdue"] for item in run.json("concern", "list", file)["concerns"]] == [False, True]
    assert "! 1 concern OVERDUE for an answer" in run.fine("rollup", file).out
    run.fine("concern", "answer", file, late, "Placed with kin", "--satisfied")
    assert "OVERDUE" not in run.fine("rollup", file).out


def test_the_report_and_the_page_of_concerns(run: Runner, file: Path, tmp_path: Path) -> None:
    case = _case(run, file)
    child = run.json("cases", file)["cases"][0]["child"]
    empty = run("concern", "page", file, tmp_path / "c.html")
    assert (empty.code, "no concern was raised" in empty.complaint) == (2, True)
    run.fine(
        "concern", "add", file, case, f"{child} <b>alone</b>", "--level", "immediate", "--raised-to", "Jo"
    )
    page = tmp_path / "concerns.html"
    assert "names children" in run.fine("concern", "page", file, page).err
    text = page.read_text("utf-8")
    assert f"Immediate: child {child}" in text
    assert "&lt;b&gt;alone&lt;/b&gt;" in text
    assert "Confidential" in text
    report = run.fine("report", file, tmp_path / "r.html")
    assert run.json("info", file)["file"]["head"] in report.out
    assert child not in (tmp_path / "r.html").read_text("utf-8")
    run.fine("report", file, tmp_path / "r.md", "--names")
    assert case in (tmp_path / "r.md").read_text("utf-8")
    taken = run("report", file, tmp_path / "r.md")
    assert (taken.code, "never overwritten" in taken.complaint) == (1, True)
    unknown = run("report", file, tmp_path / "r.pdf", "--format", "pdf")
    assert (unknown.code, "unknown format" in unknown.complaint) == (2, True)


def test_inspections_side_by_side_and_progress_since_the_last(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "then").mkdir()
    (tmp_path / "now").mkdir()
    then = build(tmp_path / "then", weak=11, inspection="then", inspection_date=date(2021, 4, 15),
                 edition="ilacs-2018")  # fmt: skip
    now = build(tmp_path / "now", weak=1)
    document = run.json("rollup", then, now)
    assert len(document["rollups"]) == 2
    (row,) = document["side_by_side"]
    assert [side["good_or_better"] for side in row["inspections"]] == [1, 11]
    (change,) = document["progress"]
    assert (change["area"], change["change"]) == (AREA, "higher")
    (tmp_path / "other").mkdir()
    other = build(tmp_path / "other", inspection="other", authority="Elsewhere")
    (same,) = run.json("rollup", other, now, then)["progress"]
    assert same == change, "whatever stands beside them"
    assert run.json("rollup", other, now)["progress"] is None
    shown = " ".join(run.fine("rollup", now, then).out.split())
    assert "1 of 12 rated good or better then, 11 of 12 now: the share of children is higher now." in shown
