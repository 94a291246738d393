"""Backups that roll, disks that fail, clocks that jump, places that are risky; nothing is half-written."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path, PureWindowsPath

import pytest

from sampling.errors import FileError
from sampling.findings.ratings import Rating
from sampling.store import Inspection, backups, place_risk
from sampling.store.backups import back_up, folder_of, go_back
from sampling.store.purge import purge
from sampling.store.verify import verify
from tests.benchmarks.kills import kill_rounds
from tests.small import OneDocument, make


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = make(tmp_path / "a.ilacs")
    with Inspection.open(made, reader="anna", rolling=False) as inspection:
        inspection.draws.draw("leaving_care", 4, "31415926", documents=OneDocument())
    return made


def rate(path: Path, note: str) -> None:
    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        case = inspection.cases.all("leaving_care")[0].case_id
        inspection.reading.rate(case, "CL-01", Rating.GOOD, evidence=note)


def note(path: Path) -> str:
    with Inspection.open(path, reader="anna", read_only=True) as inspection:
        assert verify(inspection).ok
        case = inspection.cases.all("leaving_care")[0].case_id
        findings = inspection.reading.findings(case)
        return findings["CL-01"].evidence if "CL-01" in findings else ""


class Days:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2025, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


# -- backups


def test_a_backup_is_made_only_when_something_was_recorded(path: Path) -> None:
    assert back_up(path) is not None
    assert back_up(path) is None
    rate(path, "one")
    assert back_up(path) is not None
    assert len(list(backups.backups(path))) == 2


def test_backups_roll_the_newest_and_the_last_of_each_day_before(path: Path) -> None:
    clock = Days()
    for day in range(10):
        for hour in range(3):
            clock.now = datetime(2025, 3, 1 + day, 9 + hour, tzinfo=UTC)
            rate(path, f"{day} {hour}")
            back_up(path, clock)
    kept = [(item.made.day, item.made.hour) for item in backups.backups(path)]
    assert kept[:6] == [(10, 11), (10, 10), (10, 9), (9, 11), (9, 10), (9, 9)]
    assert kept[6:] == [(8, 11), (7, 11), (6, 11), (5, 11), (4, 11)]


def test_a_clock_set_back_does_not_change_which_backup_is_the_newest(path: Path) -> None:
    clock = Days()
    back_up(path, clock)
    clock.now -= timedelta(days=400)
    rate(path, "later")
    later = back_up(path, clock)
    assert next(backups.backups(path)).path == later
    assert backups.due(path, clock.now + timedelta(minutes=6))
    assert not backups.due(path, clock.now + timedelta(minutes=4))
    # The newest backup seems to come from the future: it does not keep the next from being made.
    assert backups.due(path, clock.now - timedelta(days=1))


def test_an_opened_file_is_backed_up_in_the_background(path: Path) -> None:
    connection = sqlite3.connect(path)
    (begun,) = connection.execute("SELECT at FROM journal ORDER BY counter LIMIT 1").fetchone()
    connection.close()
    assert begun < "2025"  # long ago by its own journal, so that a backup is due
    with Inspection.open(path, reader="anna") as inspection:
        case = inspection.cases.all("leaving_care")[0].case_id
        inspection.reading.rate(case, "CL-01", Rating.GOOD, evidence="while the backup is made")
    assert inspection.keeper is not None
    assert inspection.keeper.trouble == ""
    assert len(list(backups.backups(path))) == 1


def test_the_way_back_sets_aside_what_it_replaces(path: Path) -> None:
    rate(path, "first")
    first = back_up(path)
    rate(path, "second")
    back_up(path)
    assert first is not None
    with Inspection.open(path, reader="ben"), pytest.raises(FileError, match="somebody has it open"):
        go_back(path, first)
    aside = go_back(path, first)
    assert note(path) == "first"
    assert note(aside) == "second"
    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        assert inspection.notices == ()
    rate(path, "third")
    assert back_up(path) is not None
    assert [item.number for item in backups.backups(path)] == [2, 1]


def test_a_lost_tail_is_noticed_by_the_newest_backup(path: Path) -> None:
    rate(path, "first")
    before = path.read_bytes()
    rate(path, "second")
    back_up(path)
    path.write_bytes(before)
    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        assert "newest backup holds work that this file does not" in inspection.notices[0]


def test_a_full_folder_of_backups_is_reported_and_disturbs_nobody(path: Path) -> None:
    folder_of(path).write_text("a file where the folder should be")
    with Inspection.open(path, reader="anna") as inspection:
        case = inspection.cases.all("leaving_care")[0].case_id
        inspection.reading.rate(case, "CL-01", Rating.GOOD, evidence="kept")
    assert inspection.keeper is not None
    assert "no backup could be made" in inspection.keeper.trouble
    assert note(path) == "kept"


# -- disks


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
    found = kill_rounds(tmp_path, 8, random.Random(20))
    assert found.acknowledged > 8
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


# -- clocks


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


# -- places


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//server/share /mnt/team\\040share cifs rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/anna/local ext4 rw 0 0
C:\\134 /mnt/c 9p rw 0 0
"""


@pytest.mark.parametrize(
    ("where", "kind"),
    [
        ("/var/x.ilacs", ""),
        ("/mnt/team share/x.ilacs", "cifs"),
        ("/mnt/team sharex/x.ilacs", ""),
        ("/home/anna/x.ilacs", "nfs4"),
        ("/home/anna/local/x.ilacs", ""),
        ("/mnt/c/Users/x.ilacs", "9p"),
    ],
)
def test_a_network_drive_is_known_by_its_mount(where: str, kind: str) -> None:
    assert place_risk.network_of(Path(where), MOUNTS) == kind


def test_a_shared_folder_of_windows_is_known_by_its_name() -> None:
    assert place_risk.network_of(PureWindowsPath(r"\\server\share\x.ilacs"), "") == "a shared folder"
    assert place_risk.network_of(PureWindowsPath(r"C:\Users\x.ilacs"), "") == ""


@pytest.mark.parametrize(
    ("where", "program"),
    [
        ("/home/a/OneDrive - Marlow Bridge Council/x.ilacs", "OneDrive"),
        ("/Users/a/Library/Mobile Documents/com~apple~CloudDocs/x.ilacs", "iCloud Drive"),
        ("/Users/a/Library/CloudStorage/Box/x.ilacs", "a cloud drive"),
        ("/home/a/Dropbox/x.ilacs", "Dropbox"),
        ("/home/a/Google Drive/My Drive/x.ilacs", "Google Drive"),
        ("/home/a/Documents/onedrive.ilacs", ""),
    ],
)
def test_a_synced_folder_is_known_by_its_name(where: str, program: str) -> None:
    assert place_risk.synced_by(Path(where)) == program


def test_a_risky_place_is_said_on_opening(tmp_path: Path) -> None:
    place = tmp_path / "Dropbox" / "work"
    place.mkdir(parents=True)
    with Inspection.open(make(place / "a.ilacs"), reader="anna") as inspection:
        assert not inspection.read_only
        assert any("Dropbox copies to other computers" in line for line in inspection.notices)


# -- privacy


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
    with Inspection.open(path, reader="anna") as inspection:
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
