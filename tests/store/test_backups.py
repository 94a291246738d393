"""Backups that roll, are checked, are made in the background, and lead back."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sampling.errors import FileError
from sampling.findings.ratings import Rating
from sampling.store import Inspection, backups
from sampling.store.backups import back_up, folder_of, go_back
from tests.store.one_case import Days, note, rate


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


def test_a_backup_that_is_asked_for_does_not_cross_the_one_in_the_background(path: Path) -> None:
    for number in range(8):
        with Inspection.open(path, reader="anna") as inspection:
            case = inspection.cases.all("leaving_care")[0].case_id
            inspection.reading.rate(case, "CL-01", Rating.GOOD, evidence=f"note {number}")
            back_up(path)
        assert inspection.keeper is not None
        assert inspection.keeper.trouble == ""
    assert next(backups.backups(path)).number >= 8
    assert [item.name for item in folder_of(path).iterdir() if item.name.startswith(".")] == []
