"""Citing what is on file: each id is known to be there, and the file is not built anew for each of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sampling.caseload.casefile import CaseFile
from sampling.errors import UsageError
from sampling.findings.ratings import Rating
from sampling.store import Inspection
from sampling.store.cases import Cases
from tests import small


def test_a_cases_file_is_built_once_for_its_citations_and_again_where_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = small.make(tmp_path / "a.ilacs")
    built: list[str] = []
    plain = Cases.file

    def counted(cases: Cases, case: str) -> CaseFile:
        built.append(case)
        return plain(cases, case)

    monkeypatch.setattr(Cases, "file", counted)
    with Inspection.open(path, reader="anna", clock=small.SteppingClock()) as inspection:
        inspection.draws.draw("children_in_care", 2, "11", reserve=0, documents=small.OneDocument())
        first, second = (line.case_id for line in inspection.cases.all())
        reading = inspection.reading
        for criterion in ("CIC-01", "CIC-02", "overall"):
            reading.rate(first, criterion, Rating.GOOD, cite=["D01"])
        assert built == [first]
        added = reading.add_entry(first, date(2024, 3, 4), "visit", "the visits tab", "Seen at home.")
        reading.rate(first, "CIC-01", cite=["D01", added])
        assert built == [first, first]
        assert inspection.reading.findings(first)["CIC-01"].citations == f"D01,{added}"
        with pytest.raises(UsageError, match=f"entry of {second}"):
            reading.rate(second, "CIC-01", cite=[added])
        # Whatever is taken back cannot be cited a moment later.
        inspection.history.undo()
        inspection.history.undo()
        with pytest.raises(UsageError, match=f"entry of {first}"):
            reading.rate(first, "CIC-02", cite=[added])
