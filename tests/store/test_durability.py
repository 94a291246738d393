"""Kills, disks that fail and clocks that jump: what was acknowledged is there, nothing is half-written."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sampling.findings.ratings import Rating
from sampling.store import Inspection
from sampling.store.verify import verify
from tests.benchmarks.kills import kill_rounds
from tests.small import make
from tests.store.one_case import Days, note


def test_a_disk_that_fills_loses_nothing_acknowledged_and_work_goes_on(path: Path) -> None:
    """A limit on the size of files stands for the full disk; every write over it fails."""
    script = textwrap.dedent(
        """
        import resource, signal, sys
        from pathlib import Path
        from sampling.errors import FileError
        from sampling.findings.ratings import Rating
        from sampling.store import Inspection

        path = Path(sys.argv[1])
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        opened = Inspection.open(path, reader="anna", rolling=False)
        case = opened.cases.all("leaving_care")[0].case_id
        limit = path.stat().st_size + int(sys.argv[2])
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        saved = 0
        try:
            for number in range(1, 1000):
                opened.reading.rate(case, "CL-01", Rating.GOOD, evidence=f"{number} " + "x" * 3000)
                saved = number
        except FileError as error:
            print(error)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        opened.reading.rate(case, "CL-03", Rating.GOOD, evidence="space again")
        print(saved)
        opened.close()
        """
    )
    for room in (10_000, 61_440, 300_000):
        done = subprocess.run(
            [sys.executable, "-c", script, str(path), str(room)], capture_output=True, text=True, check=True
        )
        message, saved = done.stdout.splitlines()
        assert message.startswith("not saved, and nothing was half-written")
        assert "space and quota" in message or "disk is full" in message
        assert note(path).split()[0] == saved
        with Inspection.open(path, read_only=True, reader="anna") as inspection:
            case = inspection.cases.all("leaving_care")[0].case_id
            assert inspection.reading.findings(case)["CL-03"].evidence == "space again"


def test_no_file_is_left_behind_where_there_is_no_room(path: Path, tmp_path: Path) -> None:
    script = textwrap.dedent(
        """
        import resource, signal, sys
        from pathlib import Path
        from sampling.errors import FileError
        from sampling.store.backups import back_up
        from sampling.store.copying import copy
        from sampling.store.merge import merge
        from sampling.store.recover import recover
        from tests.small import make

        path = Path(sys.argv[1])
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
        out = path.with_name("out.ilacs")
        for call in (
            lambda: make(out),
            lambda: copy(path, out),
            lambda: back_up(path),
            lambda: merge(out, [path, path]),
            lambda: recover(path, out),
        ):
            try:
                call()
            except FileError as error:
                assert chr(10) not in str(error)
                print("refused")
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["refused"] * 5
    assert sorted(item.name for item in tmp_path.rglob("*")) == ["a.ilacs", "a.ilacs.backups"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="capabilities of Linux")
def test_a_place_that_cannot_be_written_opens_to_look(path: Path, tmp_path: Path) -> None:
    """The superuser, who may write anywhere, gives that right up first."""
    script = textwrap.dedent(
        """
        import ctypes, os, sys
        if os.getuid() == 0:
            head = (ctypes.c_uint32 * 2)(0x20080522, 0)
            rights = (ctypes.c_uint32 * 6)()
            libc = ctypes.CDLL(None)
            assert libc.capget(head, rights) == 0
            rights[0] &= ~0b110  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
            assert libc.capset(head, rights) == 0
        from sampling.store import Inspection
        with Inspection.open(sys.argv[1], reader="anna") as opened:
            assert opened.read_only
            assert len(opened.cases.all()) == 8
            print(opened.notices[0])
        """
    )
    path.chmod(0o400)
    for mode, told in ((0o700, "write-protected"), (0o500, "cannot be written")):
        tmp_path.chmod(mode)
        try:
            done = subprocess.run(
                [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False
            )
        finally:
            tmp_path.chmod(0o700)
        assert done.returncode == 0, done.stderr
        assert told in done.stdout


def test_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """The benchmark kills 500 times; these few keep it honest between."""
    found = kill_rounds(tmp_path, 5, random.Random(20))
    assert found.acknowledged > 5
    assert (found.lost, found.unsound) == (0, 0)


def test_leaving_by_a_signal_leaves_a_file_that_is_whole(path: Path) -> None:
    script = (
        "import sys; from sampling.store import Inspection; o = Inspection.open(sys.argv[1], reader='anna');"
        "o.reading.save_draft(o.cases.all()[0].case_id, 'CL-01', 'half a sente'); print('ready', flush=True);"
        "sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGTERM)
    process.wait()
    process.stdin.close()
    process.stdout.close()
    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        assert inspection.reading.draft(inspection.cases.all()[0].case_id, "CL-01") == "half a sente"
        assert verify(inspection).ok


def test_a_log_cut_at_any_byte_leaves_a_sound_file_and_a_noted_head_tells(path: Path) -> None:
    inspection = Inspection.open(path, reader="anna", rolling=False)
    case = inspection.cases.all("leaving_care")[0].case_id
    for number in range(6):
        inspection.reading.rate(case, "CL-01", Rating.GOOD, evidence=f"note {number}")
    noted = inspection.journal.head()
    database, log = path.read_bytes(), path.with_name("a.ilacs-wal").read_bytes()
    inspection.close()
    place = path.parent / "cut"
    place.mkdir()
    draw = random.Random(3)
    for at in (0, 31, 32, 100, *(draw.randrange(len(log)) for _ in range(15)), len(log) - 1):
        cut = place / f"{at}.ilacs"
        cut.write_bytes(database)
        cut.with_name(f"{at}.ilacs-wal").write_bytes(log[:at])
        with Inspection.open(cut, reader="ben", rolling=False) as opened:
            assert verify(opened).ok
            checks = verify(opened, noted).checks
        assert not checks[-1].ok, at
        assert "cut or rewritten" in checks[-1].detail


def test_a_clock_that_jumps_changes_no_order(tmp_path: Path) -> None:
    clock = Days()
    path = make(tmp_path / "a.ilacs")

    def at(day: int) -> datetime:
        return datetime(2025, 3, day, tzinfo=UTC)

    with Inspection.open(path, reader="anna", clock=clock, rolling=False) as inspection:
        clock.now = at(20)
        inspection.draws.draw("leaving_care", 3, "31415926", name="first")
        clock.now = at(2)
        inspection.draws.draw("leaving_care", 3, "27182818", name="second")
        first = inspection.draws.first("leaving_care")
        assert first is not None
        assert first.draw == "first"
        sampled = [item for item in inspection.cases.all() if item.draw == "first" and item.role == "sampled"]
        reason = next(iter(inspection.edition.removal_reasons))
        clock.now = at(9)
        stood_in = inspection.roster.remove(sampled[0].case_id, reason, "Bea Aldous")
        clock.now = at(1)
        inspection.roster.remove(sampled[1].case_id, reason, "Bea Aldous")
        replaced = {item.replaces: item.case_id for item in inspection.cases.all() if item.draw == "first"}
        assert replaced[sampled[0].case_id] == stood_in
        inspection.reading.rate(stood_in, "CL-01", Rating.GOOD)
        clock.now = datetime(1980, 1, 1, tzinfo=UTC)
        inspection.reading.rate(stood_in, "CL-01", Rating.STRONG)
        assert inspection.reading.findings(stood_in)["CL-01"].rating == "strong"
        assert inspection.history.undo().startswith("rating 'strong'")
        assert verify(inspection).ok


def test_a_second_program_that_looks_in_does_not_take_the_log_away(path: Path) -> None:
    """Reading a file beside SQLite gives up its locks; whoever closes the file next then removes its log."""
    script = textwrap.dedent(
        """
        import sys
        from sampling.caseload.annex_a.containers import open_source
        from sampling.findings.ratings import Rating
        from sampling.store import Inspection, keyed

        opened = Inspection.open(sys.argv[1], reader="anna", rolling=False)
        (opened.path.parent / "list 1.csv").write_text("a,b\\n1,2\\n")
        open_source(opened.path.parent)  # lists are looked for in the folder where the inspection stands
        case = opened.cases.all("leaving_care")[0].case_id
        opened.reading.rate(case, "CL-01", Rating.GOOD, evidence="before")
        opened.sibling().close()
        assert not keyed.is_locked(opened.path)
        print("open", flush=True)
        sys.stdin.readline()
        opened.reading.rate(case, "CL-01", Rating.GOOD, evidence="acknowledged")
        print("saved", flush=True)
        sys.stdin.readline()
        """
    )
    command = [sys.executable, "-c", script, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdin is not None
        assert first.stdout is not None
        assert first.stdout.readline() == "open\n"
        with Inspection.open(path, reader="ben", rolling=False) as second:
            assert second.read_only
        first.stdin.write("\n")
        first.stdin.flush()
        assert first.stdout.readline() == "saved\n"
        first.kill()
    assert note(path) == "acknowledged"


def test_every_writing_connection_syncs_down_to_the_disk_and_overwrites_what_it_deletes(path: Path) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "fullfsync": 1, "checkpoint_fullfsync": 1}
    with Inspection.open(path, reader="anna", rolling=False) as opened, opened.sibling() as twin:
        for one in (opened, twin):
            for pragma, value in {**wanted, "secure_delete": 1}.items():
                assert one.connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)
