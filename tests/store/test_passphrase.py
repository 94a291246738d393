"""A passphrase: without it nothing can be read, with it everything works as before."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from sampling.errors import FileError, UsageError
from sampling.findings.ratings import Rating
from sampling.store import Inspection, keyed
from sampling.store.backups import back_up, backups
from sampling.store.copying import copy
from sampling.store.merge import merge
from sampling.store.passphrase import change, lock, unlock
from sampling.store.purge import purge
from sampling.store.recover import recover
from sampling.store.redact import redact
from sampling.store.updating import update
from sampling.store.verify import verify
from tests.small import OneDocument, make

WORDS = 'seven quiet herons\' "lake"'


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """No passphrase is left over from another test."""
    keyed.forget()
    yield
    keyed.forget()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return worked_on(tmp_path / "a.ilacs")


def worked_on(path: Path) -> Path:
    make(path)
    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        inspection.draws.draw("leaving_care", 4, "31415926", documents=OneDocument())
        case = inspection.cases.all()[0].case_id
        inspection.reading.rate(case, "CL-01", Rating.GOOD, evidence="Orla Quenby is settled")
    return path


@pytest.fixture(scope="module")
def locked_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Locked once for all tests, since making a key takes its time."""
    pytest.importorskip("sqlcipher3")
    path = worked_on(tmp_path_factory.mktemp("locked") / "a.ilacs")
    back_up(path)
    assert len(lock(path, WORDS)) == 2
    return path


@pytest.fixture
def locked(locked_once: Path, tmp_path: Path) -> Path:
    keyed.forget()
    shutil.copytree(locked_once.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / "a.ilacs"


def test_without_sqlcipher_one_line_says_what_to_install(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    for call in (lock, unlock):
        with pytest.raises(FileError, match=r"pip install 'ilacs-sample\[passphrase\]'"):
            call(path, WORDS)
    assert path.read_bytes() == before
    path.write_bytes(bytes(range(256)) * 16)  # what a locked file looks like, to whoever cannot open it
    with pytest.raises(FileError, match=r"locked with a passphrase.*pip install") as caught:
        Inspection.open(path)
    assert "\n" not in str(caught.value)


def test_a_locked_file_opens_with_its_passphrase_only(locked: Path) -> None:
    with pytest.raises(FileError, match="give its passphrase"):
        Inspection.open(locked)
    with pytest.raises(FileError, match="does not open it"):
        Inspection.open(locked, passphrase="seven quiet heronz")
    with Inspection.open(locked, passphrase=WORDS, read_only=True) as inspection:
        assert verify(inspection).ok


def test_nothing_of_a_locked_file_or_its_backups_can_be_read(locked: Path) -> None:
    for item in [locked, *locked.with_name("a.ilacs.backups").iterdir()]:
        assert item.stat().st_mode & 0o777 == 0o600
        body = item.read_bytes()
        for word in (b"SQLite", b"Quenby", b"Marlow", b"journal", b"leaving_care"):
            assert word not in body
        with pytest.raises(sqlite3.DatabaseError):
            sqlite3.connect(item).execute("SELECT * FROM journal")


def test_a_locked_file_is_worked_on_without_ever_lying_open(locked: Path, tmp_path: Path) -> None:
    with Inspection.open(locked, reader="anna", passphrase=WORDS) as inspection:
        case = inspection.cases.all()[0].case_id
        inspection.reading.rate(case, "CL-03", Rating.STRONG, evidence="Quenby, alone")
        with inspection.sibling() as second:
            assert second.cases.case(case).rated == 2
        log = locked.with_name("a.ilacs-wal").read_bytes()
        assert len(log) > 4096
        assert b"Quenby" not in log
        inspection.history.undo()
    assert back_up(locked) is not None
    assert len(list(backups(locked))) == 2
    copy(locked, tmp_path / "b.ilacs")
    with Inspection.open(tmp_path / "b.ilacs", reader="ben") as inspection:
        inspection.reading.rate(case, "CL-03", Rating.GOOD)
    merge(tmp_path / "m.ilacs", [locked, tmp_path / "b.ilacs"])
    recover(locked, tmp_path / "r.ilacs")
    for name in ("b", "m", "r"):
        assert keyed.is_locked(tmp_path / f"{name}.ilacs"), name
        with Inspection.open(tmp_path / f"{name}.ilacs", read_only=True) as inspection:
            assert verify(inspection).ok, name


def test_a_locked_file_without_backups_recovers_to_a_locked_one(locked: Path, tmp_path: Path) -> None:
    keyed.offer(WORDS)
    alone = tmp_path / "alone.ilacs"
    copy(locked, alone)
    whole = alone.read_bytes()
    middle = len(whole) // 8192 * 4096
    alone.write_bytes(whole[:middle] + bytes(4096) + whole[middle + 4096 :])
    recover(alone, tmp_path / "r.ilacs")
    assert keyed.is_locked(tmp_path / "r.ilacs")
    with Inspection.open(tmp_path / "r.ilacs", read_only=True) as inspection:
        assert inspection.journal.count() >= 5


def test_redaction_and_refusals_work_in_a_locked_file(locked: Path) -> None:
    with Inspection.open(locked, reader="anna", passphrase=WORDS) as inspection:
        (event,) = inspection.journal.events("finding")
        with pytest.raises(sqlite3.IntegrityError, match="append only"):
            inspection.connection.execute("DELETE FROM journal")
        assert redact(inspection, event.event_id, "another child's name").remains == ()
        assert verify(inspection).ok


def test_unlocking_gives_everything_back(locked: Path) -> None:
    with pytest.raises(FileError, match="does not open it"):
        unlock(locked, "seven quiet heronz")
    assert len(unlock(locked, WORDS)) == 2
    keyed.forget()
    with Inspection.open(locked, read_only=True) as inspection:
        assert verify(inspection).ok
    assert len(list(backups(locked))) == 1
    assert unlock(locked, WORDS) == []


def test_locking_again_finishes_what_was_begun(locked: Path) -> None:
    left = locked.with_name(f".{locked.name}.0a1b2c3d.old.part")
    left.write_bytes(b"Orla Quenby is settled")
    assert lock(locked, WORDS) == []
    assert not left.exists()
    keyed.forget()
    with pytest.raises(FileError, match="does not open it"):
        lock(locked, "another long passphrase")


def test_a_short_passphrase_is_refused_and_an_open_file_is_left_alone(path: Path) -> None:
    pytest.importorskip("sqlcipher3")
    with pytest.raises(UsageError, match="12 characters"):
        lock(path, "heron")
    with Inspection.open(path, reader="anna"), pytest.raises(FileError, match="somebody has it open"):
        lock(path, WORDS)
    assert not keyed.is_locked(path)


def test_noise_is_purged_only_when_it_is_known_to_be_an_inspection_file(locked: Path, tmp_path: Path) -> None:
    noise = tmp_path / "photo.jpg"
    noise.write_bytes(bytes(range(256)) * 32)
    with pytest.raises(FileError, match="passphrase"):
        purge(noise)
    assert noise.exists()
    purge(locked)
    assert not locked.exists()
    assert not locked.with_name("a.ilacs.backups").exists()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys are made at once: these tests are not about how long guessing takes."""
    pytest.importorskip("sqlcipher3")
    monkeypatch.setattr(keyed, "ROUNDS", 1_000)


@pytest.mark.usefixtures("quick")
def test_accents_may_be_spelt_as_another_systems_keyboard_gives_them(path: Path) -> None:
    composed, apart = "sept hérons âgés", unicodedata.normalize("NFD", "sept hérons âgés")
    assert composed != apart
    lock(path, apart)
    for given in (composed, apart):
        keyed.forget()
        with Inspection.open(path, reader="anna", read_only=True, passphrase=given) as opened:
            assert verify(opened).ok


@pytest.mark.usefixtures("quick")
def test_a_disk_without_second_names_is_locked_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_names: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert lock(path, WORDS) == [path]
    assert b"Orla" not in path.read_bytes()
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    assert unlock(path, WORDS) == [path]


def test_what_is_merged_with_a_locked_file_is_locked_whatever_the_names(locked: Path, tmp_path: Path) -> None:
    keyed.offer(WORDS)
    plain = tmp_path / "z.ilacs"
    copy(locked, plain)
    unlock(plain, WORDS)
    with Inspection.open(plain, reader="ben", rolling=False) as opened:
        opened.record("time", {"case": opened.cases.all()[0].case_id, "seconds": 60})
    for number, files in enumerate(([locked, plain], [plain, locked])):
        out = tmp_path / f"{number}.ilacs"
        assert merge(out, files).events
        assert keyed.is_locked(out)


def test_a_merge_built_on_a_plain_file_is_locked_too(locked: Path, tmp_path: Path) -> None:
    keyed.offer(WORDS)
    plain = tmp_path / "z.ilacs"
    copy(locked, plain)
    unlock(plain, WORDS)
    with Inspection.open(plain, reader="anna", rolling=False) as opened:
        corrected = [row for row in opened.lists.rows(9) if row.child != "L014"]
        update(opened, {9: corrected}, {9: opened.lists.columns(9)}, source="corrected.xlsx")
    out = tmp_path / "out.ilacs"
    merge(out, [plain, locked])
    assert keyed.is_locked(out)
    with Inspection.open(out, reader="anna", read_only=True) as opened:
        assert verify(opened).ok
        assert opened.lists.count(9) == len(corrected)


def test_a_passphrase_is_changed_without_the_file_lying_open(locked: Path) -> None:
    with pytest.raises(FileError, match="locked: give its passphrase"):
        change(locked, "another lake at dusk")
    keyed.offer(WORDS)
    names = [path.name for path in change(locked, "another lake at dusk")]
    assert names[0] == locked.name
    assert len(names) == 2
    keyed.forget()
    with pytest.raises(FileError, match="does not open it"):
        Inspection.open(locked, reader="anna", passphrase=WORDS)
    keyed.forget()
    with Inspection.open(locked, reader="anna", passphrase="another lake at dusk", rolling=False) as opened:
        assert verify(opened).ok
    assert len(list(backups(locked))) == 1
    unlock(locked, "another lake at dusk")
    with pytest.raises(UsageError, match="not locked"):
        change(locked, "another lake at dusk")


def test_a_locked_file_recovers_to_a_locked_one_from_a_backup_that_lies_open(
    locked: Path, tmp_path: Path
) -> None:
    """As when the computer stopped while the backups were still to be locked."""
    keyed.offer(WORDS)
    (backup,) = [item.path for item in backups(locked)]
    unlock(backup, WORDS)
    out = tmp_path / "out.ilacs"
    recover(locked, out)
    assert keyed.is_locked(out)
    with Inspection.open(out, reader="anna", read_only=True) as opened:
        assert verify(opened).ok
