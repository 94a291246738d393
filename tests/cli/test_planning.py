"""Planning from the command line: a wanted precision, a wanted assurance, one budget for all areas."""

from __future__ import annotations

from pathlib import Path

import pytest

from sampling.draw import planning
from tests.cli.world import Runner
from tests.small import make


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return make(tmp_path / "a.ilacs")


def test_two_authorities_planned_to_the_same_precision(run: Runner, file: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "b.ilacs", authority="Harrowmere")
    found = run("plan", file, "children_in_care", "--within", 20, "--beside", other, "--json").document
    assert found["area"] == "children_in_care"
    assert [item["authority"] for item in found["wanted"]] == ["Marlow Bridge", "Harrowmere"]
    n = found["wanted"][0]["n"]
    assert planning.half_width(20, n) <= 20 < planning.half_width(20, n - 1)
    shown = run("plan", file, "children_in_care", "--within", 20, "--beside", other).out
    assert f"Harrowmere, 20 children: {n} files know a share to within 20 points." in shown


def test_sizes_of_a_borough_and_a_county_differ_less_than_their_populations() -> None:
    borough, county = (planning.size_for_half_width(size, 15) for size in (200, 2300))
    assert planning.half_width(200, borough) <= 15
    assert planning.half_width(2300, county) <= 15
    assert borough < county < 2 * borough


def test_the_size_for_a_wanted_assurance(run: Runner, file: Path) -> None:
    found = run("plan", file, "children_in_care", "--find", "10%", "--sure", "90%", "--json").document
    n = found["wanted"][0]["n"]
    assert planning.miss_probability(20, 2, n) <= 0.1 < planning.miss_probability(20, 2, n - 1)


def test_one_budget_is_split_so_that_the_widest_area_gains_most(run: Runner, file: Path) -> None:
    found = run("plan", file, "all", "--hours", 30, "--json").document
    assert found["minutes_per_file"] == 90
    assert sum(item["n"] for item in found["areas"]) == 20
    widths = [item["half_width"] for item in found["areas"]]
    assert max(widths) - min(widths) < 15
    assert "20 files at 90 minutes each: 30.0 inspector-hours" in run("plan", file, "all", "--hours", 30).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("all",), "needs --hours"),
        (("children_in_care", "--find", "2"), "no share between 0 and 1"),
        (("children_in_care", "--within", "-3"), "0 points or more"),
        (("children_in_care", "-n", "0"), "1 file or more"),
        (("children_in_care", "-n", "99"), "99"),
    ],
)
def test_a_plan_that_makes_no_sense_is_one_line(
    run: Runner, file: Path, words: tuple[str, ...], said: str
) -> None:
    ran = run("plan", file, *words)
    assert ran.code == 2
    assert said in ran.complaint
