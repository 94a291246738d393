"""Handing the findings over: whole, private files or none at all."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from sampling.errors import FileError, UsageError
from sampling.findings.ratings import Rating
from sampling.handover.cells import plain
from sampling.handover.export import FORMATS, export, metadata_path
from sampling.store import Inspection
from tests.small import OneDocument, SteppingClock, make
from tests.store.handover_world import SEED, World


@pytest.mark.parametrize("format", FORMATS)
def test_a_handover_is_private_and_leaves_nothing_else(
    inspection: Inspection, tmp_path: Path, format: str
) -> None:
    out = tmp_path / "out"
    export(inspection, out, format=format)
    made = {out, metadata_path(out)} if format == "sqlite" else {out}
    assert set(tmp_path.iterdir()) == made
    if format == "csv":
        assert stat.S_IMODE(out.stat().st_mode) == 0o700
    files = list(out.iterdir()) if format == "csv" else list(made)
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_is_overwritten(inspection: Inspection, tmp_path: Path, format: str) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(FileError, match="never overwritten"):
        export(inspection, tmp_path / "out", format=format)
    assert (tmp_path / "out").read_text() == "mine"
    with pytest.raises(FileError, match="there is no folder"):
        export(inspection, tmp_path / "none" / "out", format=format)
    assert [item.name for item in tmp_path.iterdir()] == ["out"]


def test_metadata_that_stands_already_is_not_overwritten(inspection: Inspection, tmp_path: Path) -> None:
    metadata_path(tmp_path / "out.db").write_text("mine")
    with pytest.raises(FileError, match=r"metadata\.json: exists already"):
        export(inspection, tmp_path / "out.db")
    assert [item.name for item in tmp_path.iterdir()] == ["out.db.metadata.json"]


def test_an_unknown_format_is_a_wrong_request(inspection: Inspection, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown format 'xslx': did you mean xlsx"):
        export(inspection, tmp_path / "out", format="xslx")


@pytest.mark.parametrize("format", FORMATS)
def test_a_failing_disk_leaves_no_file_and_says_so_in_one_line(
    world: World, tmp_path: Path, format: str
) -> None:
    script = textwrap.dedent(
        """
        import resource, sys
        from pathlib import Path
        from sampling.errors import FileError
        from sampling.handover.export import export
        from sampling.store import Inspection
        with Inspection.open(sys.argv[1], reader="anna", read_only=True) as inspection:
            resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384))
            try:
                export(inspection, Path(sys.argv[2]), format=sys.argv[3])
            except FileError as error:
                print(error)
        """
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(world.path), str(tmp_path / "out"), format],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    assert ran.stdout.count("\n") == 1
    assert "could not be written" in ran.stdout
    assert "nothing was left behind" in ran.stdout
    assert list(tmp_path.iterdir()) == []


def test_evidence_in_a_workbooks_own_markup_is_a_text_like_any_other(tmp_path: Path) -> None:
    path = make(tmp_path / "markup.ilacs")
    text = "<r><t>quoted & unclosed</r>"
    with Inspection.open(path, reader="anna", clock=SteppingClock()) as opened:
        opened.draws.draw("leaving_care", 4, SEED, documents=OneDocument())
        opened.reading.rate(opened.cases.all("leaving_care")[0].case_id, "CL-01", Rating.GOOD, evidence=text)
        report = export(opened, tmp_path / "out.xlsx", format="xlsx")
    head, line = CalamineWorkbook.from_path(str(report.out)).get_sheet_by_name("finding").to_python()
    assert plain(str(line[head.index("evidence")])) == text


def test_an_overlong_text_is_cut_in_a_workbook_only_and_says_so(tmp_path: Path) -> None:
    path = make(tmp_path / "long.ilacs")
    text = "word " * 8000
    with Inspection.open(path, reader="anna", clock=SteppingClock()) as opened:
        opened.draws.draw("leaving_care", 4, SEED, documents=OneDocument())
        opened.reading.rate(opened.cases.all("leaving_care")[0].case_id, "CL-01", Rating.GOOD, evidence=text)
        report = export(opened, tmp_path / "out.xlsx", format="xlsx")
        export(opened, tmp_path / "out.json", format="json")
    book = CalamineWorkbook.from_path(str(report.out))
    head, line = book.get_sheet_by_name("finding").to_python()
    cell = str(line[head.index("evidence")])
    assert len(cell) == 32_767
    assert cell.endswith("the other formats hold it whole]")
    assert any("were cut" in note for note in report.notes)
    document = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert document["finding"][0]["evidence"] == text
