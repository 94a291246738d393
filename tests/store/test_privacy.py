"""Nothing leaks: private files, no sockets, a day to keep them until, and a purge."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from fixtures.whole_file import write_whole
from sampling.errors import FileError
from sampling.store import Inspection
from sampling.store.backups import back_up
from sampling.store.places import private_folder
from sampling.store.purge import purge
from tests.small import OneDocument, make
from tests.store.one_case import Days


def test_the_day_to_keep_it_until_is_said_when_it_has_passed(tmp_path: Path) -> None:
    path = make(tmp_path / "a.ilacs", retention_date=date(2025, 3, 31))
    clock = Days()
    for day, told in ((31, False), (32, True)):
        clock.now = datetime(2025, 3, 1, 12, tzinfo=UTC) + timedelta(days=day - 1)
        with Inspection.open(path, reader="anna", clock=clock, read_only=True) as inspection:
            assert any("31 March 2025: that day has passed" in line for line in inspection.notices) is told


def test_purging_removes_the_file_its_backups_and_its_log(path: Path) -> None:
    back_up(path)
    keep = path.with_name("b.ilacs")
    keep.write_bytes(path.read_bytes())
    path.with_name("a.ilacs-wal").write_bytes(b"left behind")
    with Inspection.open(keep, reader="anna"), pytest.raises(FileError, match="has it open"):
        purge(keep)
    done = purge(path)
    assert done.failed == ()
    assert "a.ilacs" in done.removed
    assert "a.ilacs-wal" in done.removed
    assert sorted(item.name for item in path.parent.iterdir() if not item.name.startswith("b.")) == []
    with pytest.raises(FileError, match="no such file"):
        purge(path)


def test_purging_touches_no_file_but_an_inspection(tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("kept")
    with pytest.raises(FileError, match="not an inspection file"):
        purge(other)
    with pytest.raises(FileError, match="a folder"):
        purge(tmp_path)
    assert other.read_text() == "kept"


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_umask")
def test_every_file_is_private_while_it_is_open_too(tmp_path: Path) -> None:
    path = make(tmp_path / "a.ilacs")
    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        inspection.draws.draw("leaving_care", 4, "31415926", documents=OneDocument())
        back_up(path)
        found = {item.name: item.stat().st_mode & 0o777 for item in tmp_path.rglob("*")}
    assert found.pop("a.ilacs.backups") == 0o700
    assert {"a.ilacs", "a.ilacs-wal", "a.ilacs-shm", "a.ilacs.lock"} < set(found)
    assert set(found.values()) == {0o600}


def test_the_whole_core_journey_opens_no_socket(tmp_path: Path) -> None:
    """An audit hook ends the process at any use of a socket; it cannot be taken off again."""
    script = textwrap.dedent(
        """
        import os, sys
        from pathlib import Path

        def forbid(event, arguments):
            if event.startswith("socket.") and event != "socket.gethostname":
                os.write(2, f"{event} was used".encode())
                os._exit(9)

        sys.addaudithook(forbid)
        from sampling.findings.ratings import Rating
        from sampling.framework import Grade
        from sampling.handover.export import export
        from sampling.store import Inspection
        from sampling.store.backups import back_up
        from sampling.store.copying import copy
        from sampling.store.merge import merge
        from sampling.store.purge import purge
        from sampling.store.recover import recover
        from sampling.store.verify import verify
        from tests.small import OneDocument, make

        folder = Path(sys.argv[1])
        path = make(folder / "a.ilacs")
        with Inspection.open(path, reader="anna") as opened:
            opened.draws.freeze("leaving_care")
            opened.draws.draw("leaving_care", 4, "31415926", documents=OneDocument())
            case = opened.cases.all()[0].case_id
            for criterion in opened.edition.area("leaving_care").core:
                opened.reading.rate(case, criterion, Rating.GOOD, evidence="seen")
            opened.reading.rate(case, "overall", Rating.GOOD)
            opened.reading.complete(case)
            opened.judging.rollup()
            opened.judging.judge("care_leavers", Grade.GOOD, "as read")
            export(opened, folder / "out.json", format="json")
            export(opened, folder / "out.db")
        copy(path, folder / "b.ilacs")
        back_up(path)
        merge(folder / "m.ilacs", [path, folder / "b.ilacs"])
        recover(path, folder / "r.ilacs")
        with Inspection.open(folder / "m.ilacs", read_only=True) as opened:
            assert verify(opened).ok
        purge(path)
        print("done")
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows gives a file the rights of its folder")
def test_folders_and_workbooks_are_private_under_any_umask(tmp_path: Path) -> None:
    earlier = os.umask(0)
    try:
        private_folder(tmp_path / "share" / "ilacs-sample")
        write_whole(tmp_path / "lists.xlsx", {}, lambda book: book.add_worksheet("List 1"))
    finally:
        os.umask(earlier)
    modes = {item.name: item.stat().st_mode & 0o777 for item in tmp_path.rglob("*")}
    assert modes == {"share": 0o700, "ilacs-sample": 0o700, "lists.xlsx": 0o600}
