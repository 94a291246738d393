"""Handing over from the command line."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests import small
from tests.cli.world import Runner

AREA = "children_in_care"


@pytest.fixture
def file(tmp_path: Path, run: Runner) -> Path:
    path = small.make(tmp_path / "small.ilacs")
    run.fine("draw", path, AREA, "-n", 3, "--seed", "s")
    case = run.json("cases", path)["cases"][0]
    run.fine("rate", path, case["case"], "CIC-20", "good", "--evidence", f"=1+1 {case['child']} seen [A1]")
    return path


def test_a_database_without_names(run: Runner, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.db"
    ran = run.fine("export", file, out)
    assert ran.out.splitlines()[0] == str(out)
    assert run.json("info", file)["file"]["head"] in ran.out
    connection = sqlite3.connect(out)
    (evidence,) = connection.execute("SELECT evidence FROM finding").fetchone()
    connection.close()
    assert "seen [A1]" in evidence
    child = run.json("cases", file)["cases"][0]["child"]
    assert child not in evidence
    taken = run("export", file, out)
    assert (taken.code, taken.out, "never overwritten" in taken.complaint) == (1, "", True)


@pytest.mark.parametrize("format", ["csv", "json", "xlsx"])
def test_other_formats(run: Runner, file: Path, tmp_path: Path, format: str) -> None:
    out = tmp_path / f"out.{format}"
    ran = run.fine("export", file, out, "--format", format, "--names")
    assert "keep it private" in ran.err
    assert out.is_dir() if format == "csv" else out.stat().st_size
    if format == "json":
        assert run.json("cases", file)["cases"][0]["child"] in json.dumps(json.loads(out.read_text("utf-8")))


def test_what_cannot_be_handed_over(run: Runner, file: Path, tmp_path: Path) -> None:
    unknown = run("export", file, tmp_path / "o.pdf", "--format", "pdf")
    assert (unknown.code, "unknown format 'pdf'" in unknown.complaint) == (2, True)
    nowhere = run("export", file, tmp_path / "none" / "o.db")
    assert (nowhere.code, "there is no folder" in nowhere.complaint) == (1, True)
    assert not (tmp_path / "o.pdf").exists()


def test_the_draw_record(run: Runner, file: Path, tmp_path: Path) -> None:
    run.fine("draw-record", file, f"{AREA}-1", tmp_path / "record.md")
    page = (tmp_path / "record.md").read_text("utf-8")
    frame = run.json("frame", file, AREA)
    assert frame["sha256"][:4] in page
    assert page.startswith("# Draw record")
    assert run("draw-record", file, "no-1", tmp_path / "x.md").code == 2
