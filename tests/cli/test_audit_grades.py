"""Documents and the authority's own audit grades come with the lists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sampling.errors import FileError
from sampling.framework import Grade
from sampling.store import Inspection
from tests.cli.world import Runner
from tui.handed import documents_from_directory


def test_grades_of_a_table_become_documents_and_the_rest_is_named(tmp_path: Path) -> None:
    (tmp_path / "Audit_Grades.csv").write_text(
        "Child ID;Audit grade;Date\nC1;Requires improvement;05/02/2024\nC2;Fine;\nC9;Good;\n\n"
    )
    (tmp_path / "C1 visit.txt").write_text("Seen.")
    handed = documents_from_directory(tmp_path, ["C1", "C2"])
    audit, visit = handed.by_child["C1"]
    assert (audit.kind, audit.text, str(audit.day)) == (
        "audit",
        "Overall grade: requires improvement",
        "2024-02-05",
    )
    assert (visit.id, visit.title) == ("G02", "visit")
    assert handed.unmatched == (
        "Audit_Grades.csv row 3: 'Fine' is no grade",
        "Audit_Grades.csv row 4: no known child",
    )


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "audit-grades.csv").write_text("Name,Mark\nx,y\n")
    with pytest.raises(FileError, match="'child id' and 'grade'"):
        documents_from_directory(tmp_path, ["C1"])


def test_they_are_on_the_file_of_a_drawn_case(run: Runner, tmp_path: Path) -> None:
    book, file, notes = tmp_path / "lists.xlsx", tmp_path / "ours.ilacs", tmp_path / "notes"
    run("caseload", "ashmere", book, "--children", "200")
    run("new", file, "--annex-a", book, "--census-date", "2026-03-31")
    with Inspection.open(file, read_only=True) as inspection:
        children = sorted(inspection.lists.ids())
    notes.mkdir()
    lines = "".join(f"{child},good\n" for child in children)
    (notes / "audit-grades.csv").write_text(f"child id,grade\n{lines}")
    file.unlink()
    run("new", file, "--annex-a", book, "--census-date", "2026-03-31", "--documents", notes)
    drawn = json.loads(run("draw", file, "children_in_care", "-n", "2", "--seed", "4623", "--json").out)
    with Inspection.open(file, read_only=True) as inspection:
        on_file = inspection.auditing.on_file(drawn["cases"][0]["case"])
    assert on_file is not None
    assert on_file.grade is Grade.GOOD
