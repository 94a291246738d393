"""Recovery: from the journal, from a backup, from both; what is lost is named, nothing is guessed."""

from __future__ import annotations

import os
import random
import sqlite3
from pathlib import Path

import pytest

from sampling.errors import FileError
from sampling.findings.ratings import Rating
from sampling.store import Inspection, state
from sampling.store.backups import back_up, backups, folder_of
from sampling.store.recover import recover
from sampling.store.verify import verify
from tests.small import OneDocument, make
from tests.store.test_verify import broken


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with a draw, findings and a draft."""
    made = make(tmp_path / "a.ilacs")
    with Inspection.open(made, reader="anna", rolling=False) as inspection:
        inspection.draws.draw("leaving_care", 4, "31415926", documents=OneDocument())
    rate(made, range(3))
    with Inspection.open(made, reader="anna", rolling=False) as inspection:
        case = inspection.cases.all()[0].case_id
        inspection.reading.save_draft(case, "CL-02", "half a sente")
    return made


def rate(path: Path, numbers: range) -> None:
    with Inspection.open(path, reader="anna", rolling=False) as inspection:
        case = inspection.cases.all()[0].case_id
        for number in numbers:
            inspection.reading.rate(case, "CL-01", Rating.GOOD, evidence=f"note {number}")


def standing(path: Path) -> dict[str, object]:
    with Inspection.open(path, read_only=True) as inspection:
        assert verify(inspection).ok, [check for check in verify(inspection).checks if not check.ok]
        return dict(state.stored(inspection.connection))


def test_a_sound_file_is_recovered_whole_without_a_backup(path: Path, tmp_path: Path) -> None:
    found = recover(path, tmp_path / "out.ilacs")
    assert found.lost == ()
    assert found.from_backup is None
    assert standing(tmp_path / "out.ilacs") == standing(path)
    with Inspection.open(tmp_path / "out.ilacs", reader="anna", read_only=True) as inspection:
        assert inspection.reading.draft(inspection.cases.all()[0].case_id, "CL-02") == "half a sente"
        assert inspection.lists.count(9) == 14


def test_tables_that_say_something_else_than_the_journal_are_folded_afresh(
    path: Path, tmp_path: Path
) -> None:
    before = standing(path)
    broken(path, "DELETE FROM finding")
    broken(path, "DELETE FROM setting WHERE key = 'settings'")
    with pytest.raises(FileError, match="'ilacs-sample recover'"):
        Inspection.open(path)
    assert recover(path, tmp_path / "out.ilacs").lost == ()
    assert standing(tmp_path / "out.ilacs") == before


def test_what_came_after_the_backup_is_taken_from_the_damaged_file(path: Path, tmp_path: Path) -> None:
    back_up(path)
    rate(path, range(3, 6))
    before = standing(path)
    broken(path, "DELETE FROM content")
    found = recover(path, tmp_path / "out.ilacs")
    assert found.from_backup is not None
    assert found.rescued == 4  # three findings, and the opening of their session
    assert found.lost == ()
    assert standing(tmp_path / "out.ilacs") == before


def test_a_file_that_is_gone_comes_back_from_its_backup(path: Path, tmp_path: Path) -> None:
    before = standing(path)
    back_up(path)
    path.unlink()
    assert recover(path, tmp_path / "out.ilacs").lost == ("a.ilacs is gone",)
    assert standing(tmp_path / "out.ilacs") == before


def test_a_broken_event_leaves_a_gap_that_is_owned_up_to(path: Path, tmp_path: Path) -> None:
    broken(path, "UPDATE journal SET payload = '{}' WHERE payload LIKE '%note 1%'")
    found = recover(path, tmp_path / "out.ilacs")
    assert "1 event(s) of the journal could not be read" in found.lost
    with Inspection.open(tmp_path / "out.ilacs", reader="anna") as inspection:
        verification = verify(inspection)
        assert verification.ok
        (recovery,) = [check for check in verification.checks if check.check == "recovery"]
        assert "1 event(s) of the journal could not be read" in recovery.detail
        # Work goes on, and the words after the gap were kept.
        case = inspection.cases.all()[0].case_id
        assert inspection.reading.findings(case)["CL-01"].evidence == "note 2"
        inspection.reading.rate(case, "CL-03", Rating.GOOD)
        assert verify(inspection).ok


def test_nothing_to_build_on_is_one_clear_line(tmp_path: Path) -> None:
    junk = tmp_path / "a.ilacs"
    junk.write_bytes(b"SQLite format 3\0" + bytes(100))
    with pytest.raises(FileError, match="nothing can be recovered"):
        recover(junk, tmp_path / "out.ilacs")
    with pytest.raises(FileError, match="no such file"):
        recover(tmp_path / "none.ilacs", tmp_path / "out.ilacs")
    assert [item.name for item in tmp_path.iterdir()] == ["a.ilacs"]


def test_the_damaged_file_is_not_touched(path: Path, tmp_path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])
    before = path.read_bytes()
    recover(path, tmp_path / "out.ilacs")
    assert path.read_bytes() == before


@pytest.mark.parametrize("kind", ["cut", "blank", "noise"])
def test_damaged_anywhere_it_is_refused_or_read_and_recovers_from_its_backup(
    path: Path, tmp_path: Path, kind: str
) -> None:
    """A file cut, or a page of it blanked or filled with noise, is never taken for whole."""
    back_up(path)
    before = standing(path)
    whole = path.read_bytes()
    noted = _head(path)
    draw = random.Random(kind)
    for number in range(12):
        at = draw.randrange(1, len(whole) - 1)
        path.write_bytes(damaged(whole, at, kind, draw))
        assert not taken_for_whole(path, noted), at
        out = tmp_path / f"{kind}{number}.ilacs"
        recover(path, out)
        assert standing(out) == before


def damaged(whole: bytes, at: int, kind: str, draw: random.Random) -> bytes:
    if kind == "cut":
        return whole[:at]
    start = at // 4096 * 4096
    filling = bytes(4096) if kind == "blank" else draw.randbytes(4096)
    return whole[:start] + filling + whole[start + 4096 :]


def taken_for_whole(path: Path, noted: str) -> bool:
    """Whether the file opens and passes every check although it is damaged."""
    try:
        with Inspection.open(path, reader="anna", read_only=True) as inspection:
            return verify(inspection, noted).ok
    except (FileError, sqlite3.DatabaseError, ValueError):
        return False


def _head(path: Path) -> str:
    with Inspection.open(path, read_only=True) as inspection:
        return inspection.journal.head()


def test_without_a_backup_a_damaged_file_gives_back_what_can_be_read(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    draw = random.Random(8)
    kept = []
    for number in range(12):
        at = draw.randrange(4096, len(whole) - 1)
        path.write_bytes(damaged(whole, at, "noise", draw))
        out = tmp_path / f"{number}.ilacs"
        try:
            recover(path, out)
        except FileError:
            continue
        with Inspection.open(out, read_only=True) as inspection:
            kept.append(inspection.journal.count())
    assert len(kept) >= 8
    assert sum(count >= 10 for count in kept) >= 8


def test_backups_are_private_numbered_and_checked(path: Path) -> None:
    before = os.umask(0)
    try:
        back_up(path)
    finally:
        os.umask(before)
    (backup,) = list(backups(path))
    assert backup.number == 1
    assert (folder_of(path).stat().st_mode & 0o777, backup.path.stat().st_mode & 0o777) == (0o700, 0o600)
    backup.path.write_bytes(backup.path.read_bytes()[:-4096])
    assert list(backups(path)) == []
