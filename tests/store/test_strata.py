"""Thin strata: no interval until somebody decides, with a reason, that they are put together."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from sampling.draw.selection import Design
from sampling.errors import FileError, UsageError
from sampling.findings.ratings import Rating
from sampling.handover.export import export
from sampling.handover.report import page, rendered
from sampling.rollup.area import AreaRollup
from sampling.store import Inspection
from sampling.store.merge import merge
from sampling.store.schema import VERSION
from sampling.store.verify import verify
from tests.cli.world import Runner
from tests.small import OneDocument, SteppingClock, make
from tui.screens.judgement_forms import strata_form
from tui.widgets.area_rows import area_rows

AREA = "children_in_care"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Twenty children in care of two teams, six drawn by team; of South only one is read."""
    path = make(tmp_path / "thin.ilacs")
    with Inspection.open(path, reader="anna", clock=SteppingClock(), rolling=False) as inspection:
        design = Design("stratified", by=("team",), allocation="equal")
        inspection.draws.draw(AREA, 6, "462351", design=design, documents=OneDocument())
        lines = [line for line in inspection.cases.all(AREA) if line.role == "sampled"]
        south = [line for line in lines if line.stratum == "South"]
        for line in [line for line in lines if line not in south] + south[:1]:
            for criterion in inspection.edition.area(AREA).core:
                inspection.reading.rate(line.case_id, criterion, Rating.GOOD)
            inspection.reading.rate(line.case_id, "overall", Rating.GOOD, evidence="Seen.")
            inspection.reading.complete(line.case_id)
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Runner:
    monkeypatch.setenv("ILACS_SAMPLE_HOME", str(tmp_path / "home"))
    return Runner(capsys)


def rolled(inspection: Inspection) -> AreaRollup:
    return next(item for item in inspection.judging.rollup().areas if item.area == AREA)


def test_an_area_with_a_thin_stratum_has_an_interval_once_it_is_decided(path: Path, tmp_path: Path) -> None:
    with Inspection.open(path, reader="anna", clock=SteppingClock(), rolling=False) as inspection:
        assert rolled(inspection).interval is None
        with pytest.raises(UsageError, match="needs a reason"):
            inspection.strata.merge(AREA, " ")
        with pytest.raises(UsageError, match="nothing is drawn of leaving care"):
            inspection.strata.merge("leaving_care", "why")
        inspection.strata.merge(AREA, "One file of South could be had, as Ada Pennick said.")
        with pytest.raises(UsageError, match="together already"):
            inspection.strata.merge(AREA, "again")
        found = rolled(inspection)
        assert found.interval is not None
        assert "Put together: North + South." in found.merged
        assert [item.stratum for item in found.by_stratum] == ["North + South"]
        assert all(check.ok for check in verify(inspection).checks)
        inspection.history.undo()
        assert rolled(inspection).interval is None
        inspection.history.redo()
        text = rendered(page(inspection)[0], "md")
        assert "strata too thin for an interval are put together (anna)" in text.replace("\\", "")
        assert "North" not in text
        assert "Pennick" not in text
        export(inspection, tmp_path / "out.db")
        inspection.strata.part(AREA, "The second file came.")
        assert rolled(inspection).interval is None


def test_the_decision_travels_with_a_merge_of_files(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ilacs"
    other.write_bytes(path.read_bytes())
    with Inspection.open(other, reader="ben", clock=SteppingClock(), rolling=False) as inspection:
        inspection.strata.merge(AREA, "South is thin.")
    merge(tmp_path / "both.ilacs", [path, other])
    with Inspection.open(tmp_path / "both.ilacs", reader="anna", read_only=True) as inspection:
        decided = inspection.strata.decided(f"{AREA}-1")
        assert decided is not None
        assert (decided.reader, decided.because, decided.merged) == ("ben", "South is thin.", 1)
        assert rolled(inspection).interval is not None


def test_a_file_of_the_first_version_is_brought_up_to_date_by_writing_only(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "DROP TABLE merged_strata; ALTER TABLE concern DROP COLUMN criterion;"
            "ALTER TABLE concern DROP COLUMN citations; PRAGMA user_version = 1;"
        )
    connection.close()
    with pytest.raises(FileError, match=r"older ilacs-sample .* open it once for writing"):
        Inspection.open(path, reader="anna", read_only=True)
    with Inspection.open(path, reader="anna", clock=SteppingClock(), rolling=False) as inspection:
        inspection.strata.merge(AREA, "South is thin.")
        assert inspection.connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    with Inspection.open(path, reader="anna", read_only=True) as inspection:
        assert rolled(inspection).interval is not None


def test_the_command_and_the_screens_form_decide_the_same(path: Path, run: Runner) -> None:
    said = run.fine("merge-strata", path, AREA, "--because", "South is thin").out
    assert "Children in care: thin strata are put together from now on" in said
    assert "Put together: North + South." in " ".join(said.split())
    assert "put together" in run("merge-strata", path, AREA, "--because", "again").complaint
    assert run("merge-strata", path, AREA, "--because", "").code == 2
    assert "stay apart" in run.fine("merge-strata", path, AREA, "--apart", "--because", "It came").out
    with Inspection.open(path, reader="anna", clock=SteppingClock(), rolling=False) as inspection:
        headings = [
            row.body.plain for row in area_rows(rolled(inspection), inspection.edition) if row.heading
        ]
        assert any("b puts those too thin together" in heading for heading in headings)
        form = strata_form(inspection, AREA)
        assert "joins the smaller of its neighbours" in form.about[0]
        assert "are put together" in form.record({"because": "Thin again"})
        headings = [
            row.body.plain for row in area_rows(rolled(inspection), inspection.edition) if row.heading
        ]
        assert not any("too thin" in heading for heading in headings)
        assert strata_form(inspection, AREA).about == ["They are put together now: Thin again"]
        assert "stand apart again" in strata_form(inspection, AREA).record({"because": "Not so"})
