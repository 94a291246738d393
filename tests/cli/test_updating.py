"""The commands for lists of an authority: caseload, check-annex-a and update, by their words alone."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.world import Runner

CENSUS = "2026-03-31"


@pytest.fixture
def book(run: Runner, tmp_path: Path) -> Path:
    path = tmp_path / "lists.xlsx"
    assert run("caseload", "ashmere", path, "--seed", "7", "--children", "300").code == 0
    return path


def test_a_synthetic_workbook_is_sound_and_never_overwritten(run: Runner, book: Path) -> None:
    report = json.loads(run("check-annex-a", book, "--census-date", CENSUS, "--json").out)
    assert report["ok"]
    assert [p for p in report["problems"] if p["severity"] != "note"] == []
    again = run("caseload", "ashmere", book)
    assert (again.code, "exists already" in again.complaint) == (1, True)


def test_a_workbook_with_faults_says_which_and_the_check_finds_them(run: Runner, tmp_path: Path) -> None:
    path, out = tmp_path / "messy.xlsx", tmp_path / "problems.csv"
    made = run("caseload", "ashmere", path, "--children", "400", "--faults")
    assert "faults planted, each to be reported" in made.out
    checked = run("check-annex-a", path, "--census-date", CENSUS, "--csv", out, "--columns")
    assert checked.code == 1
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert {row["Fault"] for row in rows} >= {"no-id", "excel-error", "bad-date", "two-birth-dates"}
    assert out.stat().st_mode & 0o777 == 0o600
    assert "another wording of 'Age of Child (Years)'" in " ".join(checked.out.split())


def test_corrected_lists_come_in_and_draws_say_when_their_frame_is_behind(
    run: Runner, book: Path, tmp_path: Path
) -> None:
    file, later = tmp_path / "ours.ilacs", tmp_path / "later.xlsx"
    assert run("new", file, "--annex-a", book, "--census-date", CENSUS).code == 0
    assert run("frame", file, "children_in_care", "--freeze").code == 0
    same = run("update", file, "--annex-a", book)
    assert "nothing changed" in same.out
    assert run("caseload", "ashmere", later, "--seed", "8", "--children", "300").code == 0
    changed = json.loads(run("update", file, "--annex-a", later, "--json").out)
    assert changed["changed"]
    assert changed["new_children"] > 200
    assert [one["area"] for one in changed["frames_behind"]] == ["children_in_care"]
    drawn = run("draw", file, "children_in_care", "-n", "3", "--seed", "4623")
    assert drawn.code == 0
    assert "corrected after this frame was frozen" in drawn.err
    assert run("verify", file).code == 0


def test_an_update_that_would_lose_rows_is_refused_unless_accepted(
    run: Runner, book: Path, tmp_path: Path
) -> None:
    file, messy = tmp_path / "ours.ilacs", tmp_path / "messy.xlsx"
    assert run("new", file, "--annex-a", book, "--census-date", CENSUS).code == 0
    assert run("caseload", "ashmere", messy, "--seed", "7", "--children", "300", "--faults").code == 0
    refused = run("update", file, "--annex-a", messy)
    assert (refused.code, "would be lost" in refused.err) == (1, True)
    assert run("verify", file).code == 0
    assert run("update", file, "--annex-a", messy, "--accept-problems").code == 0
    assert run("verify", file).code == 0


def test_what_the_lists_cannot_tell_is_said_with_the_frame(run: Runner, book: Path, tmp_path: Path) -> None:
    file = tmp_path / "ours.ilacs"
    run("new", file, "--annex-a", book, "--census-date", CENSUS, "--threshold", "drift=12")
    assert "placed over 20 miles away" in " ".join(run("frame", file, "children_in_care").out.split())
    wrong = run(
        "new", tmp_path / "b.ilacs", "--annex-a", book, "--census-date", CENSUS, "--threshold", "adult=3"
    )
    assert (wrong.code, "cannot be set" in wrong.complaint) == (2, True)
