"""What may stand where an inspection file should: pipes, links, logs of other files, and shared folders."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from sampling.errors import FileError
from sampling.findings.ratings import Rating
from sampling.store import Inspection
from sampling.store.backups import back_up, folder_of, go_back
from sampling.store.copying import copy
from sampling.store.merge import merge
from sampling.store.places import address
from sampling.store.purge import purge
from sampling.store.recover import recover
from tests.small import make
from tests.store.one_case import CRITERION, drawn, first, note, rate

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = drawn(tmp_path_factory.mktemp("other") / "a.ilacs")
    rate(made, "as recorded")
    return made


@pytest.fixture
def path(origin: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(origin, tmp_path / "a.ilacs"))


WAYS: dict[str, Callable[[Path, Path], object]] = {
    "open": lambda pipe, _out: Inspection.open(pipe, reader="anna"),
    "look": lambda pipe, _out: Inspection.open(pipe, reader="anna", read_only=True),
    "copy": copy,
    "recover": recover,
    "merge": lambda pipe, out: merge(out, [pipe, pipe]),
    "purge": lambda pipe, _out: purge(pipe),
}


@posix
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, way: Callable[[Path, Path], object]) -> None:
    pipe = tmp_path / "pipe.ilacs"
    os.mkfifo(pipe)
    with pytest.raises(FileError, match="a pipe or a device, not an inspection file"):
        way(pipe, tmp_path / "out.ilacs")


@posix
def test_a_file_is_one_file_by_whatever_name_it_is_opened(path: Path) -> None:
    link = path.with_name("link.ilacs")
    link.symlink_to(path)
    with Inspection.open(path, reader="anna", rolling=False) as opened:
        with Inspection.open(link, reader="ben", rolling=False) as second:
            assert second.read_only
            assert "has it open" in second.notices[0]
        assert not opened.read_only
    kept = back_up(link)
    assert kept is not None
    assert kept.parent == folder_of(path)
    rate(link, "later")
    go_back(link, kept)
    assert link.is_symlink()
    assert note(path) == "as recorded"
    with pytest.raises(FileError, match=r"a link to .*a\.ilacs: purge that"):
        purge(link)
    assert path.exists()


def test_a_second_name_of_the_same_file_is_told(path: Path) -> None:
    os.link(path, path.with_name("twin.ilacs"))
    with Inspection.open(path, reader="anna", read_only=True) as opened:
        assert any("another name on this disk" in line for line in opened.notices)
    path.with_name("twin.ilacs").unlink()
    with Inspection.open(path, reader="anna", read_only=True) as opened:
        assert opened.notices == ()


@posix
def test_backups_kept_behind_a_link_are_left_and_named(path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o755)
    folder_of(path).symlink_to(elsewhere)
    kept = back_up(path)
    assert kept is not None
    assert elsewhere.stat().st_mode & 0o777 == 0o755
    purged = purge(path)
    assert not path.exists()
    assert [line for line in purged.failed if "a link, so what it leads to was left" in line]


def test_what_stands_in_the_folder_of_backups_is_named_where_it_keeps_the_folder(path: Path) -> None:
    assert back_up(path) is not None
    (folder_of(path) / "a folder").mkdir()
    purged = purge(path)
    assert len(purged.failed) == 1
    assert str(folder_of(path)) in purged.failed[0]


def log_of_another_file(folder: Path) -> bytes:
    other = make(folder / "other.ilacs")
    with Inspection.open(other, reader="eve", rolling=False) as opened:
        for number in range(3):
            opened.record("time", {"case": f"case {number}", "seconds": 1})
        return other.with_name("other.ilacs-wal").read_bytes()


def test_a_log_of_another_file_does_not_spoil_the_file(path: Path, tmp_path: Path) -> None:
    path.with_name("a.ilacs-wal").write_bytes(log_of_another_file(tmp_path))
    before = path.read_bytes()
    with Inspection.open(path, reader="anna", rolling=False) as opened:
        assert opened.read_only
        assert "damaged" in opened.notices[0]
    assert path.read_bytes() == before
    found = recover(path, tmp_path / "out.ilacs")
    assert any("what the log beside a.ilacs held" in line for line in found.lost)
    assert note(tmp_path / "out.ilacs") == "as recorded"


def test_a_file_in_the_middle_of_a_change_is_not_looked_at_without_what_undoes_it(path: Path) -> None:
    half = path.with_name("half.ilacs")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE list_9 SET team = hex(randomblob(800))")
        shutil.copy(path, half)
        shutil.copy(f"{path}-journal", f"{half}-journal")
        connection.execute("ROLLBACK")
    with pytest.raises(FileError, match="it was not closed properly"):
        Inspection.open(half, reader="anna", read_only=True)
    with Inspection.open(half, reader="anna", rolling=False) as opened:
        opened.reading.rate(first(opened), CRITERION, Rating.GOOD, evidence="goes on")
    assert note(half) == "goes on"


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        (
            PureWindowsPath(r"C:\Users\Ada Pennick\50% #1.ilacs"),
            "file:///C:/Users/Ada%20Pennick/50%25%20%231.ilacs",
        ),
        (PureWindowsPath(r"\\server\share\visit.ilacs"), "file:////server/share/visit.ilacs"),
        (PurePosixPath("/home/ada/what?.ilacs"), "file:///home/ada/what%3F.ilacs"),
    ],
)
def test_a_path_becomes_an_address_that_sqlite_takes(
    path: PurePosixPath | PureWindowsPath, wanted: str
) -> None:
    assert address(path) == wanted


def test_the_file_works_where_open_files_and_folders_are_as_on_windows(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows removes no lock that is held, and opens no folder to sync it."""
    unlink, opens = Path.unlink, os.open

    def keep_locks(item: Path, missing_ok: bool = False) -> None:
        if item.suffix == ".lock" and item.exists():
            raise PermissionError(13, "The process cannot access the file")
        unlink(item, missing_ok=missing_ok)

    def open_no_folder(name: str | Path, flags: int, mode: int = 0o777) -> int:
        if Path(name).is_dir():
            raise PermissionError(13, "Permission denied")
        return opens(name, flags, mode)

    monkeypatch.setattr(Path, "unlink", keep_locks)
    monkeypatch.setattr(os, "open", open_no_folder)
    rate(path, "on Windows")
    assert path.with_name("a.ilacs.lock").exists()
    kept = back_up(path)
    assert kept is not None
    rate(path, "later")
    go_back(path, kept)
    assert note(path) == "on Windows"
    copy(path, tmp_path / "copy.ilacs")
    assert note(tmp_path / "copy.ilacs") == "on Windows"
