"""The command line on the synthetic authorities: the demo, the scenarios, a new file of one."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from sampling.store import Inspection
from tests.cli.world import Runner, run_apart

AREAS = ("safeguarding", "children_in_need", "children_in_care", "leaving_care")


@pytest.fixture(scope="module")
def littlewick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of the smallest authority, made once; tests draw in it but record nothing."""
    file = tmp_path_factory.mktemp("synthetic") / "littlewick.ilacs"
    ran = run_apart("new", file, "--scenario", "littlewick", "--seed", "7", "--as", "anna")
    assert ran.code == 0, ran.err
    return file


def test_the_demo_is_made_once_drawn_everywhere_and_found_again(tmp_path: Path) -> None:
    first = run_apart("demo", home=tmp_path / "home")
    assert (first.code, first.err) == (0, "")
    file = Path(first.out.splitlines()[0])
    assert file.parent == tmp_path / "home"
    with Inspection.open(file, read_only=True) as inspection:
        cases = inspection.cases.all()
        head = inspection.journal.head()
        documents = inspection.cases.file(cases[0].case_id).documents
    sampled = [line.area for line in cases if line.role == "sampled"]
    assert {area: sampled.count(area) for area in AREAS} == dict.fromkeys(AREAS, 12)
    assert f"show FILE {cases[0].case_id}" in first.out
    assert documents
    again = run_apart("demo", home=tmp_path / "home")
    assert again.out == first.out
    with Inspection.open(file, read_only=True) as inspection:
        assert inspection.journal.head() == head


def test_a_demo_stopped_half_way_is_finished(run: Runner, tmp_path: Path) -> None:
    from tui.guide import DEMO_SCENARIO, DEMO_SEED
    from tui.making import demo, make_from_scenario

    file = tmp_path / "demo.ilacs"
    make_from_scenario(file, DEMO_SCENARIO, DEMO_SEED)
    demo(file)
    assert len(run.json("info", file)["file"]["draws"]) == 4


def test_scenarios(run: Runner) -> None:
    found = run.json("scenarios")["scenarios"]
    assert {"ashmere", "littlewick"} <= {item["id"] for item in found}
    for item in found:
        assert set(item) == {"id", "title", "children", "areas"}
        assert tuple(item["areas"]) == AREAS
    planted = run.json("scenarios", "--planted")["scenarios"]
    assert all(set(item) == {"id", "title", "children", "areas", "planted"} for item in planted)
    assert "littlewick" in run.fine("scenarios").out


def test_the_frames_are_as_large_as_the_list_of_scenarios_says(run: Runner, tmp_path: Path) -> None:
    file = tmp_path / "l.ilacs"
    run.fine("new", file, "--scenario", "littlewick")
    said = next(item for item in run.json("scenarios")["scenarios"] if item["id"] == "littlewick")
    assert {area: run.json("frame", file, area)["size"] for area in AREAS} == said["areas"]


def test_the_same_seed_gives_the_same_children(run: Runner, littlewick: Path, tmp_path: Path) -> None:
    for name, seed in (("same", "7"), ("other", "8")):
        run.fine("new", tmp_path / f"{name}.ilacs", "--scenario", "littlewick", "--seed", seed)
    frames = [
        run.json("frame", file, "safeguarding")["sha256"]
        for file in (littlewick, tmp_path / "same.ilacs", tmp_path / "other.ilacs")
    ]
    assert frames[0] == frames[1] != frames[2]


def test_safeguarding_is_stratified_in_equal_numbers(run: Runner, littlewick: Path) -> None:
    strata = {
        item["stratum"]: item["size"] for item in run.json("frame", littlewick, "safeguarding")["strata"]
    }
    drawn = run.json("draw", littlewick, "safeguarding", "-n", 12, "--seed", "s")
    assert drawn["design"] == "stratified"
    assert sum(case["role"] == "sampled" for case in drawn["cases"]) == 12
    assert all(part in strata for case in drawn["cases"] for part in case["stratum"].split(" + "))
    case = drawn["cases"][0]
    shown = run.json("show", littlewick, case["case"])
    assert shown["documents"]
    assert all(set(item) == {"document", "kind", "date", "title", "text"} for item in shown["documents"])
    run.fine("verify", littlewick)


@pytest.mark.parametrize("faults", [(), ("--faults",)])
@pytest.mark.parametrize("kilobytes", [2, 40])
def test_a_full_disk_leaves_one_line_and_no_half_workbook(
    tmp_path: Path, faults: tuple[str, ...], kilobytes: int
) -> None:
    """The disk is full for the sheets, or only just for the whole of some 43 kilobytes."""
    command = [sys.executable, "-m", "tui.cli", "caseload", "littlewick", str(tmp_path / "lists.xlsx")]
    command += faults
    most = kilobytes * 1024
    ran = subprocess.run(
        command,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert "lists.xlsx: could not be written (File too large)" in ran.stderr
    assert ran.stdout == ""
    assert list(tmp_path.iterdir()) == []
