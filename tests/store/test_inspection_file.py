"""The inspection file: what is written is there, whoever opens it, whatever happens."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from sampling.errors import FileError, ReadOnlyError, UsageError
from sampling.findings.findings import Finding
from sampling.findings.ratings import Rating
from sampling.store import Inspection
from sampling.store.copying import copy
from sampling.store.lock import Holder
from tests.small import OneDocument, SteppingClock, make

HOSTILE = '[@click=app.quit]x[/] ‘quoted’ "q" 🙂\nsecond line\t[/nope] [CIN] =1+1'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "a.ilacs")


def drawn(path: Path) -> str:
    """Draw four care leavers; gives the first case."""
    with Inspection.open(path, reader="anna", clock=SteppingClock()) as inspection:
        inspection.draws.draw("leaving_care", 4, "31415926", documents=OneDocument())
        return inspection.cases.all("leaving_care")[0].case_id


def test_the_file_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = make(tmp_path / "b.ilacs")
        copy(made, tmp_path / "c.ilacs")
    finally:
        os.umask(before)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "c.ilacs").stat().st_mode) == 0o600


def test_nothing_is_overwritten_and_no_half_file_is_left(path: Path) -> None:
    with pytest.raises(FileError, match="never overwritten"):
        make(path)
    with pytest.raises(FileError, match="never overwritten"):
        copy(path, path)
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_a_file_closed_well_is_one_whole_file(path: Path, tmp_path: Path) -> None:
    case = drawn(path)
    with Inspection.open(path, reader="anna") as inspection:
        inspection.reading.rate(case, "CL-01", Rating.GOOD, evidence="steady contact")
    # Beside it are only the backups, in a folder of their own.
    assert sorted(item.name for item in path.parent.iterdir()) == [path.name, f"{path.name}.backups"]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    alone = Path(shutil.copy(path, elsewhere / "alone.ilacs"))
    with Inspection.open(alone, reader="anna", read_only=True) as inspection:
        assert inspection.reading.findings(case)["CL-01"].evidence == "steady contact"


def test_hostile_evidence_is_kept_exactly(path: Path) -> None:
    case = drawn(path)
    with Inspection.open(path, reader="anna") as inspection:
        inspection.reading.rate(case, "CL-01", Rating.NEEDS_IMPROVEMENT, evidence=HOSTILE)
        inspection.reading.save_draft(case, "CL-02", HOSTILE)
    with Inspection.open(path, reader="anna") as inspection:
        assert inspection.reading.findings(case)["CL-01"].evidence == HOSTILE
        assert inspection.reading.draft(case, "CL-02") == HOSTILE


def test_a_second_opener_reads_only_and_is_told_who_holds_it(path: Path) -> None:
    case = drawn(path)
    with Inspection.open(path, reader="anna") as first:
        first.reading.rate(case, "CL-01", Rating.STRONG)
        second = Inspection.open(path, reader="ben")
        assert second.read_only
        assert f"process {os.getpid()}" in second.notices[0]
        assert second.cases.case(case).rated == 1
        assert [row.rating for row in second.cases.findings(case)] == ["strong"]
        with pytest.raises(ReadOnlyError, match="has it open"):
            second.reading.rate(case, "CL-01", Rating.GOOD)
        second.close()
    with Inspection.open(path, reader="ben") as third:
        assert not third.read_only


def test_a_write_protected_file_opens_to_look(path: Path) -> None:
    case = drawn(path)
    path.chmod(0o400)
    with Inspection.open(path, reader="anna", read_only=True) as inspection:
        assert inspection.cases.case(case).state == "not started"
        with pytest.raises(ReadOnlyError, match="look only"):
            inspection.reading.rate(case, "CL-01", Rating.GOOD)


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all, whatever its name says", b"SQLite format 3\0junk"]
)
def test_a_foreign_file_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    foreign = tmp_path / "x.ilacs"
    foreign.write_bytes(content)
    with pytest.raises(FileError, match="not an inspection file") as caught:
        Inspection.open(foreign)
    assert "\n" not in str(caught.value)
    assert foreign.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(FileError, match="not made by ilacs-sample"):
        Inspection.open(other)


def test_a_file_of_a_newer_program_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(FileError, match="newer ilacs-sample"):
        Inspection.open(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no such file"):
        Inspection.open(tmp_path / "none.ilacs")
    with pytest.raises(FileError, match="a folder"):
        Inspection.open(tmp_path)


def test_undo_and_redo_outlive_the_program_and_name_what_they_do(path: Path) -> None:
    case = drawn(path)
    with Inspection.open(path, reader="anna") as inspection:
        inspection.reading.rate(case, "CL-01", Rating.GOOD)
        inspection.reading.rate(case, "CL-01", Rating.STRONG)
    with Inspection.open(path, reader="anna") as inspection:
        assert inspection.history.undo() == f"rating 'strong' of CL-01 in {case}"
        assert inspection.reading.findings(case)["CL-01"].rating == "good"
        assert inspection.history.undo() == f"rating 'good' of CL-01 in {case}"
        assert inspection.reading.findings(case) == {}
        with pytest.raises(UsageError, match="nothing to undo"):
            inspection.history.undo()
    with Inspection.open(path, reader="anna") as inspection:
        assert inspection.history.redo() == f"rating 'good' of CL-01 in {case}"
        inspection.reading.rate(case, "CL-02", Rating.GOOD)
        with pytest.raises(UsageError, match="nothing to redo"):
            inspection.history.redo()


def test_undo_takes_back_ones_own_only(path: Path) -> None:
    case = drawn(path)
    with Inspection.open(path, reader="anna") as inspection:
        inspection.reading.rate(case, "CL-01", Rating.GOOD)
    with (
        Inspection.open(path, reader="ben") as inspection,
        pytest.raises(UsageError, match="nothing to undo"),
    ):
        inspection.history.undo()


def test_completion_asks_for_what_is_missing_and_then_closes_the_case(path: Path) -> None:
    case = drawn(path)
    with Inspection.open(path, reader="anna") as inspection:
        core = inspection.edition.area("leaving_care").core
        for criterion in core:
            inspection.reading.rate(case, criterion, Rating.NEEDS_IMPROVEMENT)
        missing = inspection.reading.missing(case)
        assert len(missing) == len(core) + 1
        assert missing[-1] == "case rating: not given yet"
        with pytest.raises(UsageError, match="cannot be completed yet"):
            inspection.reading.complete(case)
        for criterion in core:
            inspection.reading.rate(case, criterion, evidence="late")
        inspection.reading.rate(case, "overall", Rating.GOOD)
        inspection.reading.complete(case)
        assert inspection.cases.case(case).state == "completed"
        with pytest.raises(UsageError, match="reopen it first"):
            inspection.reading.rate(case, core[0], Rating.GOOD)
        inspection.reading.reopen(case, "a plan came to light")
        inspection.reading.rate(case, core[0], Rating.GOOD)


def test_only_entries_of_the_file_can_be_cited_hand_added_ones_too(path: Path) -> None:
    case = drawn(path)
    with Inspection.open(path, reader="anna") as inspection:
        entry = inspection.reading.add_entry(
            case, None, inspection.edition.entry_kinds[0], "the care system, notes", "seen on 3 May"
        )
        inspection.reading.rate(case, "CL-01", Rating.GOOD, cite=["D01", "V-20240301", entry])
        assert inspection.reading.findings(case)["CL-01"].citations == f"D01,V-20240301,{entry}"
        with pytest.raises(UsageError, match="unknown entry"):
            inspection.reading.rate(case, "CL-01", cite=["D99"])


def test_a_criterion_of_another_area_is_refused(path: Path) -> None:
    case = drawn(path)
    with (
        Inspection.open(path, reader="anna") as inspection,
        pytest.raises(UsageError, match="not a criterion of"),
    ):
        inspection.reading.rate(case, "HP-05", Rating.GOOD)


def test_a_killed_process_loses_nothing_that_was_acknowledged(path: Path) -> None:
    case = drawn(path)
    script = textwrap.dedent(
        """
        import sys, time
        from sampling.store import Inspection
        from sampling.findings.ratings import Rating
        opened = Inspection.open(sys.argv[1], reader="anna")
        for n in range(1000):
            opened.reading.rate(sys.argv[2], "CL-01", Rating.GOOD, evidence=f"note {n}")
            print(n, flush=True)
        """
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(path), case], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    acknowledged = [int(process.stdout.readline()) for _ in range(25)]
    process.send_signal(signal.SIGKILL)
    process.wait()
    acknowledged += [int(line) for line in process.stdout.read().split()]
    process.stdout.close()
    with Inspection.open(path, reader="anna") as inspection:
        assert "not closed properly" in inspection.notices[0]
        found = inspection.reading.finding(case, "CL-01")
        assert isinstance(found, Finding)
        assert int(found.evidence.removeprefix("note ")) >= acknowledged[-1]
    assert not path.with_name("a.ilacs-wal").exists()


def test_a_place_is_kept_without_waiting_for_the_disk_and_what_is_recorded_after_it_waits_again(
    path: Path,
) -> None:
    case = drawn(path)
    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        run: list[str] = []
        inspection.connection.set_trace_callback(run.append)
        inspection.place.save({"screen": "case", "case": case})
        inspection.reading.rate(case, "CL-01", Rating.GOOD)
        inspection.connection.set_trace_callback(None)
        assert inspection.place.load() == {"screen": "case", "case": case}
        assert inspection.connection.execute("PRAGMA synchronous").fetchone() == (2,)
    levels = [line for line in run if "PRAGMA synchronous =" in line]
    assert levels == ["PRAGMA synchronous = NORMAL", "PRAGMA synchronous = 2"]
    kept, recorded = (place for place, line in enumerate(run) if line == "COMMIT")
    assert kept < run.index(levels[1]) < recorded


def test_who_holds_a_file_is_told_with_a_british_day_whatever_it_says() -> None:
    told = str(Holder("anna", "desk-4", 17, "2026-05-11T12:30:15.123Z"))
    assert "since 11/05/2026 " in told
    assert "since [A1])" in str(Holder("anna", "desk-4", 17, "[A1]"))


def test_a_case_in_which_something_was_written_or_cited_is_begun(path: Path) -> None:
    case = drawn(path)
    with Inspection.open(path, reader="anna") as inspection:
        inspection.reading.rate(case, "CL-01", evidence="Seen alone.")
        assert (inspection.cases.case(case).state, inspection.cases.case(case).rated) == ("reading", 0)
        inspection.history.undo()
        assert inspection.cases.case(case).state == "not started"
