"""The list of cases after the draw, from the command line: remove, extend, target, count, merge."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.world import Runner
from tests.small import make


@pytest.fixture
def file(tmp_path: Path, run: Runner) -> Path:
    path = make(tmp_path / "a.ilacs")
    assert run("frame", path, "children_in_care", "--freeze", "--as", "anna").code == 0
    seed = "462351326145321346512634"
    assert run("draw", path, "children_in_care", "-n", 4, "--seed", seed, "--as", "anna").code == 0
    return path


def cases(run: Runner, file: Path) -> dict[str, str]:
    return {item["case"]: item["role"] for item in run("cases", file, "--json").document["cases"]}


def test_removing_needs_a_listed_reason_and_a_second_person(run: Runner, file: Path) -> None:
    case = next(iter(cases(run, file)))
    shown = run("remove", file, case, "--as", "anna")
    assert shown.code == 2
    assert "file_not_available" in shown.out
    assert (
        "second person"
        in run("remove", file, case, "--reason", "file_not_available", "--as", "anna").complaint
    )
    refused = run("remove", file, case, "--reason", "boring", "--agreed-by", "Bo", "--as", "anna")
    assert (refused.code, "unknown reason" in refused.complaint) == (2, True)
    assert set(cases(run, file).values()) == {"sampled", "reserve"}


def test_a_removed_case_is_replaced_and_the_draw_still_verifies(run: Runner, file: Path) -> None:
    case = next(iter(cases(run, file)))
    done = run("remove", file, case, "--reason", "not in cohort", "--agreed-by", "Bo Harker", "--as", "anna")
    assert done.code == 0
    after = cases(run, file)
    assert after[case] == "removed"
    assert sum(role == "sampled" for role in after.values()) == 4
    assert run("verify", file, "--json").document["ok"]
    assert run("undo", file, "--as", "anna").code == 0
    assert cases(run, file)[case] == "sampled"


def test_a_grown_draw_keeps_every_case_and_takes_no_seed(run: Runner, file: Path) -> None:
    before = {case for case, role in cases(run, file).items() if role == "sampled"}
    refused = run("draw", file, "children_in_care", "-n", 6, "--extend", "children_in_care-1", "--seed", "1")
    assert "takes only -n" in refused.complaint
    grown = run(
        "draw", file, "children_in_care", "-n", 6, "--extend", "children_in_care-1", "--as", "anna", "--json"
    )
    assert grown.code == 0
    assert "extended from 4 to 6 before any case was completed" in grown.complaint
    now = {item["case"] for item in grown.document["cases"] if item["role"] == "sampled"}
    assert before < now
    assert len(now) == 6
    assert run("draw", file, "children_in_care", "-n", 5, "--extend", "children_in_care-1").code == 2


def test_a_targeted_child_is_listed_and_stays_out_of_the_estimate(run: Runner, file: Path) -> None:
    assert (
        run("target", file, "leaving_care", "L003", "--because", "the last report", "--as", "anna").code == 0
    )
    assert cases(run, file)["LC-L003"] == "targeted"
    assert "targeted already" in run("target", file, "leaving_care", "L003", "--because", "again").complaint
    assert "not in the frame" in run("target", file, "leaving_care", "X1", "--because", "why").complaint
    areas = run("rollup", file, "--json").document["areas"]
    assert [area["area"] for area in areas] == ["children_in_care"]


def test_another_draw_counts_only_with_a_reason(run: Runner, file: Path) -> None:
    again = ("draw", file, "children_in_care", "-n", 3, "--seed", "99", "--as", "anna", "--json")
    assert run(*again).document["draw"] == "children_in_care-2"
    assert run("rollup", file, "--json").document["areas"][0]["sampled"] == 4
    assert (
        run("count", file, "children_in_care-2", "--because", "a team was left out", "--as", "anna").code == 0
    )
    assert run("rollup", file, "--json").document["areas"][0]["sampled"] == 3


def test_merging_two_laptops_says_what_each_brought(run: Runner, file: Path, tmp_path: Path) -> None:
    case = next(iter(cases(run, file)))
    for name in ("anna", "ben"):
        assert run("copy", file, tmp_path / f"{name}.ilacs").code == 0
        assert run("rate", tmp_path / f"{name}.ilacs", case, "CIC-01", "good", "--as", name).code == 0
    merged = run("merge", tmp_path / "team.ilacs", tmp_path / "anna.ilacs", tmp_path / "ben.ilacs")
    assert merged.code == 0
    assert "ben.ilacs: 3 new events" in merged.out
    assert run("verify", tmp_path / "team.ilacs", "--json").document["ok"]
    assert "never overwritten" in run("merge", tmp_path / "team.ilacs", file, file).complaint
    assert "two files or more" in run("merge", tmp_path / "t2.ilacs", file).complaint
