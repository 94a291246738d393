"""Each command's JSON document: its keys exactly, and what its numbers mean."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests import small
from tests.cli.world import Runner, write_workbook

AREA = "children_in_care"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return small.make(tmp_path / "small.ilacs")


@pytest.fixture
def drawn(file: Path, run: Runner) -> Path:
    run.fine("draw", file, AREA, "-n", 5, "--seed", "one two", "--reserve", 3)
    return file


def test_check_annex_a(run: Runner, tmp_path: Path) -> None:
    book = write_workbook(tmp_path / "lists.xlsx", extra={8: [{"age": 4, "gender": "Male"}]})
    ran = run("check-annex-a", book, "--json")
    assert ran.code == 1
    assert "rows would be lost" in ran.complaint
    document = ran.document
    assert set(document) == {"ok", "lists", "missing_lists", "problems"}
    assert document["ok"] is False
    eighth = next(item for item in document["lists"] if item["list"] == 8)
    assert eighth == {"list": 8, "sheet": "List 8", "header_row": 1, "rows": 21, "imported": 20}
    assert document["missing_lists"] == []
    keys = {"severity", "sheet", "row", "column", "header", "code", "message", "count"}
    assert all(set(problem) == keys for problem in document["problems"])
    assert document["problems"][0]["severity"] == "error"
    assert document["problems"][0]["row"] == 22


def test_frame(run: Runner, file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    csv = tmp_path / "frame.csv"
    document = run.json("frame", file, "Children in care", "--out", csv)
    assert set(document) == {"area", "size", "sha256", "frozen", "strata", "flags"}
    assert (document["area"], document["size"], document["frozen"]) == (AREA, 20, False)
    assert sum(item["size"] for item in document["strata"]) == 20
    assert {"flag", "size"} == set(document["flags"][0])
    assert document["sha256"] == hashlib.sha256(csv.read_bytes()).hexdigest()
    assert csv.stat().st_mode & 0o077 == 0
    assert file.read_bytes() == before
    frozen = run.json("frame", file, AREA, "--freeze")
    assert frozen == {**document, "frozen": True}
    assert run("frame", file, AREA, "--out", csv).code == 1


def test_draw(run: Runner, file: Path) -> None:
    run.fine("frame", file, AREA, "--freeze")
    ran = run("draw", file, AREA, "-n", 5, "--seed", "4 + 2", "--reserve", 3, "--json")
    assert ran.code == 0
    assert "dice" in ran.complaint
    document = ran.document
    assert set(document) == {
        "draw", "area", "frame_size", "frame_sha256", "design", "seed", "witnessed", "cases",
    }  # fmt: skip
    assert document["draw"] == f"{AREA}-1"
    assert (document["design"], document["seed"], document["witnessed"]) == ("simple", "4 + 2", True)
    assert document["frame_sha256"] == run.json("frame", file, AREA)["sha256"]
    assert [case["role"] for case in document["cases"]] == ["sampled"] * 5 + ["reserve"] * 3
    keys = {"case", "child", "stratum", "ticket", "order", "role"}
    assert all(set(case) == keys for case in document["cases"])
    tickets = [case["ticket"] for case in document["cases"]]
    assert tickets == sorted(tickets)
    for case in document["cases"]:
        words = f"4 + 2|{AREA}-1|{case['child']}"
        assert case["ticket"] == hashlib.sha256(words.encode()).hexdigest()


def test_cases(run: Runner, drawn: Path) -> None:
    first = run.json("cases", drawn)["cases"][0]
    assert set(first) == {
        "case", "child", "area", "draw", "role", "stratum", "assigned_to", "state", "rated", "case_rating",
    }  # fmt: skip
    assert (first["assigned_to"], first["state"], first["rated"]) == (None, "not started", 0)
    assert run.json("cases", drawn, "--area", "leaving_care") == {"cases": []}
    run.fine("assign", drawn, first["case"], "--to", "ben")
    run.fine("rate", drawn, first["case"], "overall", "strong", "--as", "ben")
    seen = run.json("cases", drawn, "--as", "anna")["cases"][0]
    assert (seen["assigned_to"], seen["state"], seen["case_rating"]) == ("ben", "reading", "strong")


def test_show(run: Runner, drawn: Path) -> None:
    case = run.json("cases", drawn)["cases"][0]
    run.fine(
        "entry", drawn, case["case"], "--date", "5/1/2024", "--kind", "visit", "--where", "notes", "At school"
    )
    document = run.json("show", drawn, case["case"])
    assert set(document) == {"case", "child", "area", "facts", "flags", "chronology", "documents"}
    assert (document["child"], document["area"]) == (case["child"], AREA)
    assert document["facts"]["Worker"] == "Ada Pennick"
    for entry in document["chronology"]:
        assert set(entry) - {"timescale"} == {"entry", "date", "kind", "text"}
    added = next(entry for entry in document["chronology"] if entry["text"] == "At school")
    assert (added["date"], added["kind"]) == ("2024-01-05", "visit")
    review = next(entry["timescale"] for entry in document["chronology"] if "timescale" in entry)
    assert set(review) == {"key", "outcome", "due", "clock"}
    assert run.json("show", drawn, case["child"]) == document


def test_rollup(run: Runner, drawn: Path, tmp_path: Path) -> None:
    document = run.json("rollup", drawn)
    assert set(document) == {"edition", "areas", "judgements", "proposed_overall", "what_follows"}
    (area,) = document["areas"]
    assert set(area) == {
        "area", "frame", "sampled", "completed", "rated", "good_or_better", "interval", "confidence",
        "indication", "count_lies_in", "why_none", "fragile", "serious", "criteria",
    }  # fmt: skip
    assert (area["frame"], area["sampled"], area["completed"], area["indication"]) == (20, 5, 0, None)
    assert {
        "criterion",
        "kind",
        "rated",
        "good_or_better",
        "not_applicable",
        "not_seen",
        "interval",
        "words",
    } == set(area["criteria"][0])
    assert {"judgement", "grade", "indication", "by", "because"} == set(document["judgements"][0])
    other = small.make(tmp_path / "other.ilacs")
    both = run.json("rollup", drawn, other)
    assert both["rollups"][0] == document
    assert both["rollups"][1]["areas"] == []
    assert run.json("rollup", drawn, "--area", "leaving care")["areas"] == []


def test_verify(run: Runner, drawn: Path) -> None:
    document = run.json("verify", drawn)
    assert set(document) == {"ok", "head", "checks"}
    assert document["ok"] is True
    assert all(set(check) == {"check", "ok", "detail"} for check in document["checks"])
    assert run.json("verify", drawn, "--head", document["head"])["ok"] is True
    run.fine("rate", drawn, run.json("cases", drawn)["cases"][0]["case"], "overall", 2)
    assert run.json("verify", drawn, "--head", document["head"])["ok"] is True
    strange = run("verify", drawn, "--head", "0" * 64, "--json")
    assert strange.code == 1
    assert strange.document["ok"] is False
    assert "did not verify: head" in strange.complaint


def test_info(run: Runner, drawn: Path) -> None:
    document = run.json("info", drawn)
    assert document["versions"]["ilacs-sample"]
    held = document["file"]
    assert (held["authority"], held["edition"], held["children"]) == ("Marlow Bridge", "ilacs-2023", 48)
    assert (held["sampled"], held["cases"], held["completed"]) == (5, 8, 0)
    assert held["head"] == run.json("verify", drawn)["head"]
    assert held["frames"][0]["sha256"] == run.json("frame", drawn, AREA)["sha256"]
    assert "ctrl+q" in run.fine("info", "--keys").out


@pytest.mark.parametrize("command", ["cases", "rollup", "info"])
def test_tables_fit_eighty_columns(run: Runner, drawn: Path, command: str) -> None:
    shown = run.fine(command, drawn).out
    assert max(len(line) for line in shown.splitlines() if "sha256" not in line and "head" not in line) <= 80


def test_plan(run: Runner, file: Path) -> None:
    document = run.json("plan", file, AREA, "-n", 5)
    assert set(document) == {"area", "size", "n", "sentences", "miss", "half_width"}
    assert (document["size"], document["n"]) == (20, 5)
    # 2 faults in 20, 5 drawn: C(18, 5) / C(20, 5) = 8568 / 15504.
    assert document["miss"][0] == {"faults": 2, "probability": pytest.approx(8568 / 15504)}
    assert document["sentences"][0].startswith("5 of 20: a fault in 1 file in 10")
    assert "12" in run.fine("plan", file, AREA).out
    assert run("plan", file, AREA, "-n", 21).code == 2
